local newsstat = require "newsstat"
local databases = require "spec.store.databases"

if not databases.server then
  pending("publishing period by period: CLICKHOUSE_URL names no server", function() end)
  return
end

local connection_of = require "newsstat.store.clickhouse.connection"
local parts_of = require "newsstat.store.clickhouse.parts"

local EXAMPLES = "examples/articles"

teardown(databases.drop)

local function filled_store()
  local address = databases.new_store()
  local timeline = assert(newsstat.timeline { by = "month", store = address })
  assert(timeline:add_files(EXAMPLES))
  assert(timeline:close())
  return address
end

-- Publishes a share; the periods that were counted, beside what was published and is missing.
local function publish(address, by, worker)
  local counted = {}
  local timeline = assert(newsstat.timeline { by = by, store = address })
  local articles, message, missing = timeline:publish {
    each_period = true, worker = worker, progress = function(period) counted[#counted + 1] = period end,
  }
  assert(articles, message)
  assert(timeline:close())
  return counted, articles, missing
end

local function count_of(address, sql) return assert(connection_of.open(address)):rows("SELECT " .. sql)[1][1] end

-- What does not depend on the length of a typical article, which is the middle one of the periods' there.
local COUNTS = { "period", "key", "term", "count", "articles", "share", "sources", "titles" }
local NEAR = { "expected", "lift", "score", "salience" }
local TOLERANCE = .05

local function key_of(row)
  local shown = {}
  for i, name in ipairs(COUNTS) do shown[i] = name .. "=" .. tostring(row[name]) end
  return table.concat(shown, " ")
end

local function assert_near(expected, rows)
  local by_key = {}
  for _, row in ipairs(rows) do by_key[key_of(row)] = row end
  for _, row in ipairs(expected) do
    local other = assert(by_key[key_of(row)], key_of(row))
    for _, name in ipairs(NEAR) do
      assert.is_true(math.abs(row[name] - other[name]) <= TOLERANCE * math.abs(row[name]), name .. " of " .. key_of(row))
    end
  end
  assert.are.equal(#expected, #rows)
end

local function trends_of(address)
  local timeline = assert(newsstat.timeline { by = "month", store = address })
  local rows = assert(timeline:trends { top = 1000 })
  assert.is_nil(rawget(timeline, "loaded"))
  timeline:close()
  return rows
end

-- Of rows by their scores: the written form is that of one period.
local function terms_of(rows)
  local terms = {}
  for i, row in ipairs(rows) do terms[i] = ("%s %d %d %.9g"):format(row.key, row.articles, row.count, row.score) end
  return terms
end

describe("publishing period by period", function()
  it("has the counts, series, articles, keywords and overview of the files", function()
    local address, files = filled_store(), newsstat.timeline { by = "month" }
    local counted, articles, missing = publish(address, "month")
    assert.are.equal(15, #counted)
    assert.are.equal(44, articles)
    assert.are.equal(0, missing)
    files:add_files(EXAMPLES)
    assert_near(files:trends { top = 1000 }, trends_of(address))
    local stored = assert(newsstat.timeline { by = "month", store = address })
    assert.are.same(files:series "台风|颶風", stored:series "台风|颶風")
    assert.are.same(files:articles("台风", "2025-07"), stored:articles("台风", "2025-07"))
    assert.are.same(terms_of(files:compare("2026").a), terms_of(stored:compare("2026").a))
    assert.are.same(terms_of(files:cooccurring "台风"), terms_of(stored:cooccurring "台风"))
    assert.are.same(files:overview(), stored:overview())
    assert.are.same(files:follow("台风来了，洪水也来了", { top = 2 }), stored:follow("台风来了，洪水也来了", { top = 2 }))
    assert.is_nil(rawget(stored, "loaded"))
    stored:close()
  end)

  it("counts again the periods that changed, and those after them", function()
    local address = filled_store()
    publish(address, "month")
    local counted, articles = publish(address, "month")
    assert.are.same({ {}, 0 }, { counted, articles })
    local article = { time = 1751755200, text = "台风又来了，港口停航。", title = "台风", source = "a.example" }
    local timeline = assert(newsstat.timeline { by = "month", store = address })
    timeline:add(article)
    assert(timeline:close())
    assert.are.same({ "2025-07", "2025-08" }, (publish(address, "month")))
    local files = newsstat.timeline { by = "month" }
    files:add_files(EXAMPLES)
    files:add(article)
    assert_near(files:trends { top = 1000 }, trends_of(address))
    assert.are.equal(15 + 2, count_of(address, "count() FROM generation"))
  end)

  it("is shared by processes, the last of which publishes", function()
    local address = filled_store()
    local counted, _, missing = publish(address, "year", { 1, 2 })
    assert.are.same({ "2025" }, counted)
    assert.are.equal(1, missing)
    assert.are.equal(0, count_of(address, "count() FROM generation WHERE revision > 0"))
    counted, _, missing = publish(address, "year", { 2, 2 })
    assert.are.same({ "2026" }, counted)
    assert.are.equal(0, missing)
    assert.are.equal(1, count_of(address, "count() FROM generation WHERE revision > 0"))
  end)

  it("publishes nothing where a part is removed while it is read", function()
    local address = filled_store()
    publish(address, "year", { 1, 2 })
    local parts = getmetatable(parts_of.new())
    local duplicates = parts.duplicates
    finally(function() parts.duplicates = duplicates end)
    function parts:duplicates(id)
      local rows = duplicates(self, id)
      self:drop(id)
      return rows
    end
    local timeline = assert(newsstat.timeline { by = "year", store = address })
    local articles, message = timeline:publish { each_period = true }
    timeline:close()
    parts.duplicates = duplicates
    assert.is_nil(articles)
    assert.matches("the counts of 2025 were removed while they were read", message)
    assert.are.equal(0, count_of(address, "count() FROM generation WHERE revision > 0"))
    assert.are.same({ "2025", "2026" }, (publish(address, "year")))
    assert.are.equal(1, count_of(address, "count() FROM generation WHERE revision > 0"))
  end)

  it("does not count near-duplicates of the period or the one before it", function()
    local address = filled_store()
    local original = assert(require("newsstat.article").walk(EXAMPLES .. "/2025")())
    local timeline = assert(newsstat.timeline { by = "year", store = address })
    timeline:add { time = original.time + 365 * 86400, text = original.text, title = original.title, source = "b.example" }
    assert(timeline:close())
    publish(address, "year")
    timeline = assert(newsstat.timeline { by = "year", store = address })
    assert.are.equal(1, #timeline:duplicates())
    timeline:close()
  end)

  it("is of stores in ClickHouse only", function()
    local path = os.tmpname()
    os.remove(path)
    local timeline = assert(newsstat.timeline { by = "month", store = path })
    assert.matches("only a store in ClickHouse", (select(2, timeline:publish { each_period = true })))
    timeline:close()
    os.remove(path)
  end)
end)
