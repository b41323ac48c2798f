-- A timeline over a store says what one in memory says, whatever is added, damaged, repeated and in which order.

local newsstat = require "newsstat"
local random_of = require "spec.random"
local store_of = require "newsstat.store"

if not pcall(require, "DBI") then
  pending("a store: LuaDBI is not installed", function() end)
  return
end

local ROUNDS, MOST_ARTICLES = 12, 40

local SENTENCES = {
  "台风鸢尾在澜江登陆，沿岸撤离。", "海底隧道今天贯通，青屿等了三十年。", "钠电池投产，充电很快。", "蜜蜂与蜂箱里的螨虫。",
  "COVID-19 疫情，New York 與武漢。", "洪水退了，渡轮恢复通航。", "地铁八号线延长到砚石。", "\255\254 坏\0字节", "",
}

local function new_article(next_number, number)
  local text = {}
  for i = 1, next_number(6) do text[i] = SENTENCES[next_number(#SENTENCES)] end
  local body = table.concat(text, next_number(2) == 1 and "\n" or "")
  if next_number(3) == 1 then body = random_of.damage(next_number, body, SENTENCES[next_number(#SENTENCES)]) end
  return {
    title = next_number(4) > 1 and SENTENCES[next_number(#SENTENCES)] or nil, text = body,
    url = "https://example.org/" .. number, source = "s" .. next_number(3),
    time = next_number(8) > 1 and 1700000000 + next_number(200) * 86400 or nil,
  }
end

local function shown(value)
  if type(value) == "number" then return ("%.14g"):format(value) end
  if type(value) ~= "table" then return tostring(value) end
  local parts = {}
  for key, item in pairs(value) do parts[#parts + 1] = tostring(key) .. "=" .. shown(item) end
  table.sort(parts)
  return "{" .. table.concat(parts, ",") .. "}"
end

local QUESTIONS = {
  function(timeline) return timeline:trends { articles = 2, top = 30 } end,
  function(timeline) return timeline:trends { method = "g2", falling = true } end,
  function(timeline) return timeline:series "台风|海底隧道" end,
  function(timeline) return timeline:follow("台风来了，洪水也来了", { top = 3 }) end,
  function(timeline) return timeline:periods() end,
  function(timeline) return timeline:cooccurring("台风", { top = 10 }) end,
}

local ranked = 0

-- One address each: another version of an article would stand beside the first one in memory.
local function check_round(seed, path)
  local next_number = random_of.new(seed)
  local in_memory = assert(newsstat.timeline { by = "month" })
  local store = assert(store_of.open(path, { create = true }))
  for number = 1, next_number(MOST_ARTICLES) do
    local one = new_article(next_number, number)
    if one.time then in_memory:add(one) end
    assert(store:add(one))
    if next_number(10) == 1 then assert(store:add(one)) end
    if next_number(10) == 1 then assert(store:save()) end
  end
  assert(store:close())
  ranked = ranked + #in_memory:trends { articles = 2, top = 30 }
  -- The first one counts and publishes, the second one reads what was published.
  for _ = 1, 2 do
    local stored = assert(newsstat.timeline { by = "month", store = path })
    for number, ask in ipairs(QUESTIONS) do
      assert.are.equal(shown(ask(in_memory)), shown(ask(stored)), ("seed %d, question %d"):format(seed, number))
    end
    assert(stored:close())
  end
end

describe("a store of random articles", function()
  for round = 1, ROUNDS do
    it("says what memory says, round " .. round, function()
      local path = os.tmpname()
      os.remove(path)
      local done, problem = pcall(check_round, 20261128 + round, path)
      for _, suffix in ipairs { "", "-wal", "-shm" } do os.remove(path .. suffix) end
      if not done then error(problem, 0) end
    end)
  end

  it("has terms that rose", function() assert.is_true(ranked > 0) end)
end)
