--- What every store does, whatever holds it. A spec loads this file with busted's functions, which only specs see:
---
---     local behaviour = assert(loadfile "spec/store/behaviour.lua")(describe, it, setup)

local describe, it, setup = ...

local assert = require "luassert"
local calendar = require "newsstat.calendar"
local newsstat = require "newsstat"
local selection = require "newsstat.selection"
local store_of = require "newsstat.store"
local stored_timeline = require "newsstat.store.stored_timeline"

local M = {}

local EXAMPLES = "examples/articles"

-- All that a reader sees of rows, as text, numbers to the last digit.
local function described(value)
  if type(value) == "number" then return ("%.17g"):format(value) end
  if type(value) ~= "table" then return tostring(value) end
  local parts = {}
  for key, item in pairs(value) do parts[#parts + 1] = tostring(key) .. "=" .. described(item) end
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

    -- What a method gives is the same, and no article was counted for it.
    local reader
    local function has_the_same(work)
      reader = reader or assert(newsstat.timeline { by = "month", store = address })
      assert.are.same(work(files), work(reader))
      assert.is_nil(rawget(reader, "loaded"))
    end

    it("has the periods, sources and near-duplicates of the files", function()
      has_the_same(function(timeline)
        return {
          timeline:periods(), timeline:overview(), timeline:duplicates(), timeline:duplicates(1), timeline:articles "2025-07",
          timeline:articles("台风", "1999-01"),
        }
      end)
    end)

    -- Words, the base of one, several spellings, phrases that are cut into two words and more, and what nobody wrote.
    for _, query in ipairs {
      "台风", "颱風", "台风|洪水", "台风 撤离", "海底隧道", "隧道", "渔村日报", "消防员整夜清理道路", "县", "的", "台", '"a b"',
      "从来没有人写过的词", "台风|从来没有人写过的词", "台风 从来没有人写过的词",
    } do
      it("has the series and articles of the files, of " .. query, function()
        has_the_same(function(timeline)
          return { timeline:series(query, { articles = 3, window = 3 }), timeline:articles(query, "2025-07") }
        end)
      end)
    end

    it("follows articles as the files do", function()
      local followed = {}
      for article in newsstat.articles(EXAMPLES) do followed[#followed + 1] = article end
      has_the_same(function(timeline)
        local rows = { timeline:follow("台风来了，洪水也来了", { top = 2 }) }
        for i = 1, #followed, 15 do rows[#rows + 1] = timeline:follow(followed[i]) end
        return rows
      end)
    end)

    it("weighs keywords as the files do", function()
      has_the_same(function(timeline)
        return newsstat.keywords("台风来了，洪水也来了。北岬海底隧道贯通。", { idf = timeline })
      end)
    end)

    it("has the reports of the files", function()
      has_the_same(function(timeline)
        local list, chart = { "台风|洪水", "隧道" }, { format = "svg", title = "Terms" }
        return {
          newsstat.report.series(timeline, list), newsstat.report.series(timeline, list, chart),
          newsstat.report.follow(timeline, timeline:follow("台风来了，洪水也来了", { top = 2 })),
          newsstat.report.trends(timeline, timeline:trends { top = 5, articles = 3 }),
        }
      end)
    end)

    -- Spans of whole months and of days, sources, and one against all others.
    for _, sides in ipairs {
      { "2025", "2026" }, { "2025-07..2025-09" }, { "2025-07-03..2025-08-11", "2025-10-02..2026-01" }, { "2025-06-20..2025-08-11" },
      { "news.beijia.example" }, { "yunchuan.example", "beijia.example" }, { "1999" }, { "2025", "2025-07" }, { "2025-07-31..2025-07-01" },
    } do
      it("compares as the files do, " .. table.concat(sides, " against "), function()
        has_the_same(function(timeline)
          return { { timeline:compare(sides[1], sides[2]) }, { timeline:compare(sides[1], nil, { top = 3 }) } }
        end)
      end)
    end

    it("counts what stands together as the files do", function()
      has_the_same(function(timeline)
        return {
          timeline:cooccurring("台风", { period = "2025-07" }), timeline:cooccurring "隧道", timeline:cooccurring "台风 撤离|洪水",
          timeline:cooccurring("台风", { top = 2 }), timeline:cooccurring "没有人写过的词", timeline:cooccurring "的",
          timeline:cooccurring "渔村日报",
        }
      end)
    end)

    it("has what options choose of the files' articles", function()
      for _, chosen in ipairs {
        { since = "2025-06", ["until"] = "2025-09" }, { source = "beijia.example" }, { language = "zh" }, { where = "title~台" },
        { where = { "title!~台", "source=news.beijia.example" }, since = "2025" }, { where = "tags=台风" }, { language = "en" },
        { source = { "News.Beijia.example", "times.qingyu.example" }, where = "paragraphs~海底" },
      } do
        local some = { by = "month" }
        for option, value in pairs(chosen) do some[option] = value end
        local counted = assert(newsstat.timeline(some))
        counted:add_files(EXAMPLES)
        some.store = address
        local stored = assert(newsstat.timeline(some))
        assert.are.equal(lines_of(counted:trends()), lines_of(assert(stored:trends())))
        assert.are.same(counted:series "台风", stored:series "台风")
        assert.are.same(counted:periods(), stored:periods())
        stored:close()
      end
    end)

    it("reads what was published last where that is asked for, though articles came", function()
      local store = filled_store(new_address, "month")
      local function timeline_of(options)
        options.by, options.store = "month", store
        return assert(newsstat.timeline(options))
      end
      local stored = timeline_of { published = true }
      local rows, message = stored:trends()
      assert.is_nil(rows)
      assert.matches("nothing is published under these options; `newsstat store publish .* %-%-by month` counts its articles", message)
      assert.are.equal(44, stored:publish())
      assert.are.equal("2026-04", stored:add { time = 1776211200, text = "台风又来了", title = "台风", source = "a" })
      assert.are.equal("2026-03", stored:periods()[#stored:periods()])
      assert.are.equal(lines_of(files:trends()), lines_of(assert(stored:trends())))
      assert.are.same(files:compare("2025", "2026"), stored:compare("2025", "2026"))
      assert.is_nil(rawget(stored, "loaded"))
      assert.matches("needs the articles themselves: ask without", (select(2, stored:crowded_days())))
      stored:close()
      local told, least = {}, stored_timeline.NOTICED_ARTICLES
      stored_timeline.NOTICED_ARTICLES = 45
      stored = timeline_of { notice = function(text) told[#told + 1] = text end }
      assert.are.equal("2026-04", stored:periods()[#stored:periods()])
      assert(stored:trends())
      assert.are.equal(1, #told)
      assert.matches("articles were added since .*: counting 45 articles", told[1])
      stored:close()
      stored_timeline.NOTICED_ARTICLES = least
      assert.matches("needs the articles themselves: ask without",
        (select(2, timeline_of({ published = true, source = "beijia.example" }):trends())))
    end)

    it("does not take counts of another newsstat for its own, and removes them when there are newer ones", function()
      local fingerprint = require "newsstat.store.fingerprint"
      local get, store, told = fingerprint.get, filled_store(new_address, "month"), {}
      local function publish(made_by)
        fingerprint.get = function() return made_by end
        local stored = assert(newsstat.timeline { by = "month", store = store, notice = function(text) told[#told + 1] = text end })
        local rows, articles = stored:trends(), stored:publish()
        stored:close()
        fingerprint.get = get
        return rows, articles
      end
      local least = stored_timeline.NOTICED_ARTICLES
      stored_timeline.NOTICED_ARTICLES = 1
      publish "one"
      publish "one"
      assert.matches("nothing is published", table.concat(told))
      told = {}
      assert.are.equal(lines_of(files:trends()), lines_of((publish "another")))
      assert.matches("of another newsstat, lexicon or list of words: counting 44 articles", table.concat(told))
      stored_timeline.NOTICED_ARTICLES = least
      local opened = assert(store_of.open(store))
      assert.are.equal(2, #opened.backend:configurations())
      opened:add { time = 1776211200, text = "台风又来了", title = "台风", source = "a" }
      assert(opened:close())
      publish "another"
      opened = assert(store_of.open(store))
      for _, row in ipairs(opened.backend:configurations()) do assert.matches(" another$", row[1]) end
      opened:close()
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

    it("knows a genitive from a name", function()
      local address = new_address()
      local function timeline_over(store)
        return assert(newsstat.timeline { store = store, keep_duplicates = true, keep_furniture = true })
      end
      local files, stored = timeline_over(nil), timeline_over(address)
      for number = 1, 12 do
        local text = number < 5 and "The harbour stayed quiet and dark."
          or number % 2 == 0 and "Smith met Wendy's lawyer; Smith's ship sailed. What Today's crew saw." or "Smith sailed today to port."
        local article = { time = number < 5 and 0 or 40 * 86400 + number, text = text .. " Number " .. number .. ".", source = "a" }
        files:add(article)
        stored:add(article)
      end
      assert(stored:publish())
      stored:close()
      stored = timeline_over(address)
      local rows = files:trends { top = 50 }
      assert.is_true(#rows > 0)
      assert.are.equal(lines_of(rows), lines_of(assert(stored:trends { top = 50 })))
      assert.is_nil(rawget(stored, "loaded"))
      stored:close()
    end)

    it("reads the articles of a span alone", function()
      local store = assert(store_of.open(new_address(), { create = true }))
      for day = 1, 5 do store:add { time = day * 86400, text = "第" .. day .. "天", source = "a" } end
      store:add { text = "没有日期", source = "a" }
      local function times(first, last)
        local list = {}
        assert(store:each(function(article) list[#list + 1] = article.time and article.time / 86400 or 0 end, first, last))
        table.sort(list)
        return list
      end
      assert.are.same({ 0, 1, 2, 3, 4, 5 }, times())
      assert.are.same({ 2, 3 }, times(2 * 86400, 3 * 86400 + 5))
      assert.are.same({ 4, 5 }, times(4 * 86400, math.huge))
      store:close()
    end)

    it("reads the articles alone that a selection may take", function()
      local store = assert(store_of.open(new_address(), { create = true }))
      local function add(source, language, fields)
        store:add { time = 1, source = source, declared_language = language, text = "台风's \\ 5%_ text of " .. source, title = "题",
          fields = fields }
      end
      add("www.A.example", "en-GB", { desk = 'City "quoted" / desk' })
      add("b.example", "zh-CN", { desk = "Sports", page = "12.0" })
      add("notb.example", "zh-TW", { desk = { "City", "it's" } })
      local function taken_by(options)
        local chosen, read, taken = selection.new(options, calendar.new "day", "spec"), 0, {}
        assert(store:each(function(article)
          read = read + 1
          if chosen:matches(article) then taken[#taken + 1] = article.source end
        end, nil, nil, chosen:needs()))
        table.sort(taken)
        return table.concat(taken, " "), read
      end
      for _, case in ipairs {
        { { source = "a.example" }, "www.A.example", 1 }, { { source = "b.example" }, "b.example", 2 }, { { source = "%" }, "", 0 },
        { { where = 'desk=City "quoted" / desk' }, "www.A.example", 1 }, { { where = "desk=City" }, "notb.example", 2 },
        { { where = "page=12.0" }, "b.example", 3 }, { { where = "desk~it's" }, "notb.example", 1 },
        { { where = "text~'s \\ 5%_" }, "b.example notb.example www.A.example", 3 },
        { { where = "desk!=City" }, "b.example www.A.example", 3 },
        { { where = { "desk~City", "title=题" } }, "notb.example www.A.example", 2 }, { { where = "desk=" }, "", 3 },
        { { where = "text~%" }, "b.example notb.example www.A.example", 3 }, { { where = "text~b_example" }, "", 0 },
        { { language = "zh-TW" }, "notb.example", 3 }, { { source = { "b.example", "a.example" }, where = "desk~Spo" }, "b.example", 1 },
      } do
        local taken, read = taken_by(case[1])
        assert.are.equal(case[2], taken, described(case[1]))
        assert.is_true(read <= case[3], described(case[1]) .. " reads " .. read)
      end
      local any_bytes = "c\0'd\255.example"
      add(any_bytes, "fr")
      assert.are.same({ any_bytes, 1 }, { taken_by { source = any_bytes } })
      store:close()
    end)

    it("tells of a language what was told", function()
      local store = assert(store_of.open(new_address(), { create = true }))
      local article = assert(newsstat.article { path = "harbour.json", content = '{"title": "Harbour", "language": "en-GB", '
        .. '"date": "2025-07-01", "text": "' .. ("The colour of the harbour was grey and the ships stayed. "):rep(5) .. '"}' })
      assert(store:add(article))
      assert(store:each(function(one)
        assert.are.same({ article.language, article.declared_language }, { one.language, one.declared_language })
      end))
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
