local crowded_days = require "newsstat.crowded_days"
local newsstat = require "newsstat"

-- Articles of one source: day -> how many.
local function find(by_day, source)
  local sources, days = {}, {}
  for day, count in pairs(by_day) do
    for _ = 1, count do sources[#sources + 1], days[#days + 1] = source or "a", day end
  end
  return crowded_days.find(sources, days)
end

describe("crowded days", function()
  it("have twenty articles of a source and ten times those of its usual day", function()
    assert.are.same({ { source = "a", day = 3, articles = 20, usual = 2 } }, find { 2, 2, 20, 1 })
    assert.are.same({}, find { 2, 2, 19, 1 })
    assert.are.same({}, find { 3, 3, 29, 3 })
    assert.are.equal(1.5, find({ 1, 2, 1, 30, 2, 2 , 1, 1, 2, 1 })[1].usual)
  end)

  it("are none where a source has one day only", function() assert.are.same({}, find { 500 }) end)

  it("are told apart by source, the most crowded first", function()
    local sources, days = {}, {}
    local function add(source, day, count)
      for _ = 1, count do sources[#sources + 1], days[#days + 1] = source, day end
    end
    for day = 1, 9 do add("a", day, 1) add("b", day, 40) end
    add("a", 20, 30)
    add("a", 21, 25)
    add("c", 1, 1)
    local found = crowded_days.find(sources, days)
    assert.are.equal(2, #found)
    assert.are.same({ 20, 21 }, { found[1].day, found[2].day })
  end)

  it("are asked of a timeline, in its zone, without articles for reference", function()
    local timeline = newsstat.timeline { timezone = "Asia/Shanghai" }
    for day = 1, 5 do timeline:add { text = "港口", time = day * 86400, source = "砚石日报" } end
    for i = 1, 25 do timeline:add { text = "台风" .. i, time = 9 * 86400 + 20 * 3600, source = "砚石日报" } end
    for i = 1, 25 do timeline:add_reference { text = "蜜蜂" .. i, time = 20 * 86400, source = "砚石日报" } end
    local found = timeline:crowded_days()
    assert.are.equal(1, #found)
    assert.are.same({ source = "砚石日报", date = "1970-01-11", articles = 25, usual = 1 }, found[1])
    assert.are.same({}, newsstat.timeline():crowded_days())
  end)

  it("are told on standard error by the commands on timelines", function()
    local path, lines, lua = os.tmpname(), {}, 0
    while arg[lua - 1] do lua = lua - 1 end
    for i = 1, 30 do
      local date = i <= 5 and ("2025-01-0%d"):format(i) or "2025-02-20"
      lines[i] = ('{"title":"第%d期","date":"%s","text":"渔船%d号回港","source":"砚石日报"}'):format(i, date, i)
    end
    local file = assert(io.open(path, "wb"))
    file:write(table.concat(lines, "\n"), "\n")
    file:close()
    local output = assert(io.popen(("NEWSSTAT_LUA='%s' bin/newsstat trends --format tsv '%s' 2>&1"):format(arg[lua], path)))
    local told = output:read "*a"
    output:close()
    os.remove(path)
    assert.matches("2025-02-20 with 25 of ", told, 1, true)
  end)
end)
