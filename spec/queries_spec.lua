local dates = require "newsstat.dates"
local newsstat = require "newsstat"
local queries = require "newsstat.queries"

local function shape(query)
  local groups, problem = queries.parse(query)
  if not groups then return problem end
  local parts = {}
  for i, group in ipairs(groups) do parts[i] = table.concat(group, "|") end
  return table.concat(parts, " + ")
end

describe("newsstat.queries", function()
  local cases = {
    { "台风", "台风" }, { " 台风  洪水 ", "台风 + 洪水" }, { "台风|洪水", "台风|洪水" }, { "台风 | 洪水", "台风|洪水" },
    { "台风|洪水 撤离", "台风|洪水 + 撤离" }, { "撤离 台风|洪水|暴雨", "撤离 + 台风|洪水|暴雨" },
    { '"New York"', "New York" }, { '"New York"|纽约 Trump', "New York|纽约 + Trump" }, { '"a|b"', "a|b" },
    { 'a"b c"', "a + b c" }, { '"" 台风', "台风" },
    { "", "no term" }, { "  ", "no term" }, { '""', "no term" }, { '"New York', 'a quotation mark (") that is not closed' },
    { "|", "a term is missing beside |" }, { "台风|", "a term is missing beside |" }, { "|台风", "a term is missing beside |" },
    { "台风||洪水", "a term is missing beside |" },
  }
  for _, case in ipairs(cases) do
    it(("reads %q"):format(case[1]), function() assert.are.equal(case[2], shape(case[1])) end)
  end

  it("keeps a term with spaces together", function()
    assert.are.equal("New York", shape(queries.literal "New York"))
    assert.are.equal("ab", shape(queries.literal 'a"b'))
  end)

  it("parts a list at commas of all kinds", function()
    assert.are.same({ "台风", "洪水 撤离", "a|b", "c" }, queries.list "台风,洪水 撤离，a|b、 c,")
    assert.are.same({}, queries.list " , ")
  end)
end)

describe("timeline:series", function()
  local timeline = newsstat.timeline { keep_furniture = true, keep_duplicates = true }
  local articles = {
    { "2020-01-01", "台风来了，台风很大。" }, { "2020-01-02", "洪水淹没村庄。" }, { "2020-01-03", "台风带来洪水，颱風又来洪水。" },
    { "2020-01-04", "村民撤离。" }, { "2020-03-01", "Donald Trump met a donald duck, and Mr Trump left." },
    { "2020-03-02", "Donald Trump laughed." }, { "2020-03-03", "Trump called Donald." },
  }
  for _, one in ipairs(articles) do timeline:add { time = dates.parse(one[1], 4e9), text = one[2], source = "a" } end

  local cases = {
    { "台风", "2/4", "0/0" }, { "台风|洪水", "3/7", "0/0" }, { "台风 洪水", "1/2", "0/0" }, { "洪水 台风|撤离", "1/2", "0/0" },
    { "台风 撤离", "0/0", "0/0" }, { "Donald Trump", "0/0", "3/4" }, { '"Donald Trump"', "0/0", "2/2" }, { "鲸鱼", "0/0", "0/0" },
  }
  for _, case in ipairs(cases) do
    it("counts " .. case[1], function()
      local series = timeline:series(case[1])
      assert.are.equal(3, #series)
      assert.are.equal(case[2], series[1].articles .. "/" .. series[1].count)
      assert.are.equal(case[3], series[3].articles .. "/" .. series[3].count)
    end)
  end

  it("smooths shares by a weight", function()
    local series = timeline:series("台风", { weight = 10 })
    assert.is_near((2 + 10 * 2 / 7) / 14, series[1].smoothed, 1e-12)
    assert.is_near(2 / 7, series[2].smoothed, 1e-12)
    assert.is_near(10 * 2 / 7 / 13, series[3].smoothed, 1e-12)
    assert.are.same({ .5, 0, 0 }, { series[1].share, series[2].share, series[3].share })
  end)

  it("takes a window of periods together", function()
    local series = timeline:series("台风", { weight = 0, window = 2 })
    assert.are.same({ .5, .5, 0 }, { series[1].smoothed, series[2].smoothed, series[3].smoothed })
    series = timeline:series("台风", { weight = 0, window = 12 })
    assert.are.same({ .5, .5, 2 / 7 }, { series[1].smoothed, series[2].smoothed, series[3].smoothed })
  end)

  it("lists the articles of a query", function()
    assert.are.equal(1, #timeline:articles("台风 洪水", "2020-01"))
    assert.are.equal(3, #timeline:articles("台风|洪水", "2020-01"))
  end)

  local wrong = {
    { function() timeline:series "台风|" end, "timeline:series: query '台风|': a term is missing" },
    { function() timeline:series() end, "timeline:series: query: string expected, got nil" },
    { function() timeline:articles("", "2020-01") end, "timeline:articles: query '': no term" },
    { function() timeline:series("台风", { window = 0 }) end, "option 'window' must be from 1 to 12, got 0" },
    { function() timeline:series("台风", { weight = 1.5 }) end, "option 'weight'" },
    { function() timeline:series("台风", { weight = math.huge }) end, "option 'weight' must be finite" },
  }
  for _, case in ipairs(wrong) do
    it("raises: " .. case[2], function()
      local done, message = pcall(case[1])
      assert.is_false(done)
      assert.is_truthy(message:find("queries_spec.lua", 1, true), message)
      assert.is_truthy(message:find(case[2], 1, true), message)
    end)
  end
end)
