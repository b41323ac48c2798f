--- What every store does, whatever holds it. A spec loads this file with busted's functions, which only specs see:
---
---     local behaviour = assert(loadfile "spec/store/behaviour.lua")(describe, it, setup)

local describe, it, setup = ...

local assert = require "luassert"
local newsstat = require "newsstat"
local store_of = require "newsstat.store"

local M = {}

local EXAMPLES = "examples/articles"

-- All that a reader sees of rows, as text, numbers to the last digit.
local function described(value)
  if type(value) == "number" then return ("%.17g"):format(value) end
  if type(value) ~= "table" then return tostring(value) end
  local parts = {}
  for key, item in pairs(value) do
    if key ~= "id" and key ~= "words" then parts[#parts + 1] = tostring(key) .. "=" .. described(item) end
  end
  table.sort(parts)
  return "{" .. table.concat(parts, ",") .. "}"
end

local SHOWN = { "period", "key", "term", "rank", "score", "count", "articles", "share", "expected", "lift", "p", "q",
  "sources", "burst", "partial", "few", "examples", "g2", "adaptation", "salience", "class", "firmness", "breadth",
  "titles", "series", "trust" }

function M.lines_of(rows)
  local lines = {}
  for i, row in ipairs(rows) do
    local shown = {}
    for _, name in ipairs(SHOWN) do shown[name] = row[name] end
    lines[i] = described(shown)
  end
  return table.concat(lines, "\n")
end

function M.filled_store(new_address, by)
  local address = new_address()
  local timeline = assert(newsstat.timeline { by = by, store = address })
  assert(timeline:add_files(EXAMPLES))
  assert(timeline:close())
  return address
end

local lines_of, filled_store = M.lines_of, M.filled_store

local function describe_timeline(name, new_address)
  describe("a timeline over a store in " .. name, function()
    local files, address

    setup(function()
      files = newsstat.timeline { by = "month" }
      files:add_files(EXAMPLES)
      address = filled_store(new_address, "month")
      local first = assert(newsstat.timeline { by = "month", store = address })
      assert(first:trends())
      first:close()
    end)

    local cases = {
      {}, { articles = 2, top = 50 }, { period = "2025-07" }, { period = "2026-01", method = "g2", top = 100 },
      { falling = true }, { falling = true, period = "2025-10" }, { history = 3 }, { history = 2, period = "2025-07" },
      { against = "2025-01..2025-03" }, { no_strata = true }, { min_sources = 2 },
    }
    for _, options in ipairs(cases) do
      it("has the trends of the files, with " .. described(options), function()
        local stored = assert(newsstat.timeline { by = "month", store = address })
        local rows = assert(stored:trends(options))
        assert.is_nil(rawget(stored, "loaded"))
        assert.are.equal(lines_of(files:trends(options)), lines_of(rows))
        stored:close()
      end)
    end

    it("has the series, keywords, periods and near-duplicates of the files", function()
      local stored = assert(newsstat.timeline { by = "month", store = address })
      assert.are.same(files:periods(), stored:periods())
      assert.are.same(files:duplicates(), stored:duplicates())
      assert.are.same(files:series "台风", stored:series "台风")
      assert.are.same(files:articles("台风", "2025-07"), stored:articles("台风", "2025-07"))
      assert.are.same(files:follow("台风来了，洪水也来了", { top = 2 }), stored:follow("台风来了，洪水也来了", { top = 2 }))
      stored:close()
    end)

    it("tells of a period that it does not have", function()
      local stored = assert(newsstat.timeline { by = "month", store = address })
      local rows, message = stored:trends { period = "1999-01" }
      assert.is_nil(rows)
      assert.matches("no articles in period 1999%-01", message)
      stored:close()
    end)

    it("counts again when articles came", function()
      local stored = assert(newsstat.timeline { by = "month", store = filled_store(new_address, "month") })
      assert(stored:trends())
      assert.are.equal("2026-04", stored:add { time = 1776211200, text = "台风又来了", title = "台风", source = "a" })
      assert.are.equal("2026-04", stored:periods()[#stored:periods()])
      stored:close()
    end)
  end)
end

local function describe_articles(name, new_address)
  describe("newsstat.store in " .. name, function()
    it("adds an article once, and a new text under its address as a new version", function()
      local store = assert(store_of.open(new_address(), { create = true }))
      local article = { url = "http://A.example/1#top", time = 5e9, title = "一", text = "台风\0来了\255", source = "a" }
      store:add(article)
      store:add(article)
      assert(store:save())
      assert.are.same({ added = 1, replaced = 0, known = 1 }, store.counts)
      article.text = "台风走了"
      store:add(article)
      local found = {}
      assert(store:each(function(one) found[#found + 1] = one end))
      assert.are.same({ added = 1, replaced = 1, known = 1 }, store.counts)
      assert.are.equal(1, #found)
      assert.are.equal("台风走了", found[1].text)
      assert.are.equal(5e9, found[1].time)
      store:close()
    end)

    it("keeps every byte of a text", function()
      local store = assert(store_of.open(new_address(), { create = true }))
      store:add { time = 1, text = "a\0b\255\2550c", source = "a" }
      local text
      assert(store:each(function(one) text = one.text end))
      assert.are.equal("a\0b\255\2550c", text)
      store:close()
    end)
  end)
end

---@param name string of what holds the store
---@param new_address fun(): string address of a fresh one
function M.describe(name, new_address)
  describe_timeline(name, new_address)
  describe_articles(name, new_address)
end

return M
