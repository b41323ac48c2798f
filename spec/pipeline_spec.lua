--- The pipeline of articles, through what uses it: the same with any number of threads, however it ends.

local cjson = require "cjson"
local core = require "newsstat.core"
local newsstat = require "newsstat"
local pipeline = require "newsstat.pipeline"
local terms = require "newsstat.terms"
local threads = require "newsstat.threads"

local ARCHIVE = "../shared/data/archive"

local function encoded(rows)
  local lines = {}
  for i, row in ipairs(rows) do
    lines[i] = table.concat({ row.period, row.term, row.rank, ("%a"):format(row.score), row.count, row.articles,
      ("%a"):format(row.expected), ("%a"):format(row.q), row.burst or "-", table.concat(row.forms or {}, ",") }, "\t")
  end
  return table.concat(lines, "\n")
end

local function trends_with(count, path)
  local timeline = newsstat.timeline { by = "month" }
  local result = timeline:add_files(path, { threads = count })
  return encoded(timeline:trends { top = 50 }), cjson.encode(result)
end

describe("the pipeline", function()
  it("gives the same trends with any number of threads", function()
    local expected, result = trends_with(1, "examples/articles")
    assert.is_true(#expected > 100)
    for _, count in ipairs { 2, 4, 7 } do
      local seen, seen_result = trends_with(count, "examples/articles")
      assert.are.equal(expected, seen)
      assert.are.equal(result, seen_result)
    end
  end)

  it("gives the same trends of the archive", function()
    if not require("lfs").attributes(ARCHIVE) then return pending(ARCHIVE .. " is absent") end
    local files, count = {}, 0
    for path in require("newsstat.article").files(ARCHIVE) do
      count = count + 1
      if count % 5 == 0 then files[#files + 1] = path end
    end
    local expected = trends_with(1, files)
    assert.are.equal(expected, (trends_with(3, files)))
  end)

  it("makes of files what adding one article after the other makes of them", function()
    local one, other = newsstat.timeline { by = "month" }, newsstat.timeline { by = "month" }
    for article in newsstat.articles "examples/articles" do one:add(article) end
    other:add_files("examples/articles", { threads = 3 })
    assert.are.equal(encoded(one:trends { top = 50 }), encoded(other:trends { top = 50 }))
  end)

  it("makes of whole pages and feeds what adding their articles makes of them", function()
    local one = newsstat.timeline { by = "month" }
    local paths = { "spec/pages", "examples/feeds" }
    for article in newsstat.articles(paths) do
      if article and article.time then one:add(article) end
    end
    for _, count in ipairs { 1, 3 } do
      local other = newsstat.timeline { by = "month" }
      assert.is_true(other:add_files(paths, { threads = count }).articles > 40)
      assert.are.equal(encoded(one:trends { top = 50 }), encoded(other:trends { top = 50 }))
    end
  end)

  it("keeps what was read when a callback raises, and goes on", function()
    for _, count in ipairs { 1, 3 } do
      local timeline, calls = newsstat.timeline { by = "month" }, 0
      local done, message = pcall(timeline.add_files, timeline, "examples/articles", {
        threads = count,
        progress = function()
          calls = calls + 1
          if calls == 20 then error("enough", 0) end
        end,
      })
      assert.is_false(done)
      assert.are.equal("enough", message)
      local kept = tonumber(tostring(timeline):match "(%d+) articles")
      assert.is_true(kept <= 20)
      timeline:add_files("examples/articles", { threads = count })
      assert.are.equal(kept + 44, tonumber(tostring(timeline):match "(%d+) articles"))
      assert.is_true(#timeline:trends() > 0)
    end
  end)

  it("takes no other article, and answers nothing, while it works", function()
    local timeline = newsstat.timeline { by = "month" }
    local one = require("newsstat.article").parse("---\ntitle: x\ndate: 2024-01-01\n---\n台风", "x.md")
    for _, work in ipairs {
      function() timeline:add(one) end,
      function() timeline:trends() end,
      function() timeline:add_files "examples/articles" end,
    } do
      local done, message = pcall(timeline.add_files, timeline, "examples/articles", { threads = 2, progress = work })
      assert.is_false(done)
      assert.is_truthy(message:find("add_files is at work", 1, true))
    end
    assert.are.equal("2024-01", timeline:add(one))
    assert.are.equal(44, timeline:add_files("examples/articles").articles)
  end)

  it("names files that cannot be read, and reads the others", function()
    for _, count in ipairs { 1, 2 } do
      local problems, timeline = {}, newsstat.timeline { by = "month" }
      local result = timeline:add_files({ "examples/articles", "no such file" }, {
        threads = count, report = function(message) problems[#problems + 1] = message end,
      })
      assert.are.equal(44, result.articles)
      assert.are.equal(1, result.failed)
      assert.is_truthy(problems[1]:find("no such file", 1, true))
    end
  end)

  it("adds nothing from no files", function()
    local timeline = newsstat.timeline { by = "month" }
    assert.are.equal(0, timeline:add_files({}, { threads = 3 }).articles)
    assert.are.same({}, timeline:periods())
  end)

  it("lets no corpus be closed under it", function()
    local corpus = core.corpus(terms.new {})
    local open = pipeline.open(corpus, 2)
    assert.has_error(function() corpus:close() end)
    open:close()
    open:close()
    corpus:close()
    assert.has_error(function() open:add { text = "x" } end)
    assert.has_error(function() pipeline.open(corpus, 2) end)
  end)

  it("raises for a wrong number of threads", function()
    assert.has_error(function() core.pipeline(core.corpus(terms.new {}), 0) end)
    assert.has_error(function() newsstat.timeline():add_files({}, { threads = "two" }) end)
  end)
end)

describe("threads.count", function()
  local getenv = os.getenv
  after_each(function() os.getenv = getenv end) -- luacheck: ignore 122

  local function with(value)
    os.getenv = function(name) -- luacheck: ignore 122
      return name == "NEWSSTAT_THREADS" and value or getenv(name)
    end
  end

  it("takes what is asked for, then the environment's, then the processors", function()
    with "3"
    assert.are.equal(5, threads.count(5))
    assert.are.equal(3, threads.count())
    with ""
    assert.are.equal(core.processors(), threads.count())
  end)

  it("says what is wrong in the environment", function()
    for _, value in ipairs { "0", "-1", "two", "1.5", "99999" } do
      with(value)
      local count, message = threads.count()
      assert.is_nil(count)
      assert.are.equal("NEWSSTAT_THREADS must be a whole number from 1 to 9999, got '" .. value .. "'", message)
    end
  end)
end)
