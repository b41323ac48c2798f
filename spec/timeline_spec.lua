local dates = require "newsstat.dates"
local newsstat = require "newsstat"

local function article(date, text, source)
  return { time = assert(dates.parse(date, 4e9)), text = text, source = source or "a.example" }
end

-- Made-up articles repeat each other; what is under test here is not what is left out for that.
local function filled(options, articles)
  options.keep_duplicates, options.keep_furniture = true, true
  local timeline = assert(newsstat.timeline(options))
  for _, one in ipairs(articles) do assert(timeline:add(one)) end
  return timeline
end

-- Rows as text, so that a failure shows which one differs.
local function lines_of(rows)
  local lines = {}
  for i, row in ipairs(rows) do
    lines[i] = ("%s %d %s %.9g %d %d %.9g %.9g"):format(row.period, row.rank, row.term, row.score, row.count,
      row.articles, row.share, row.expected)
  end
  return table.concat(lines, "\n")
end

local function articles_of(series)
  local list = {}
  for i, point in ipairs(series) do list[i] = point.articles end
  return table.concat(list, " ")
end

describe("newsstat.timeline", function()
  local moments = { "2019-12-31T15:59:59Z", "2019-12-31T16:00:00Z", "2020-02-03T12:00:00Z" }
  local cases = {
    { "month", nil, "2019-12 2020-01 2020-02", "2 0 1" },
    { "month", "UTC", "2019-12 2020-01 2020-02", "2 0 1" },
    { "month", "Asia/Shanghai", "2019-12 2020-01 2020-02", "1 1 1" },
    { "year", "Asia/Shanghai", "2019 2020", "1 2" },
    { "year", "America/New_York", "2019 2020", "2 1" },
    { "week", "Asia/Shanghai", "2020-W01 2020-W02 2020-W03 2020-W04 2020-W05 2020-W06", "2 0 0 0 0 1" },
    { "week", nil, "2020-W53 2021-W01", "2 1", { "2020-12-28", "2021-01-03", "2021-01-04" } },
    { "day", "America/New_York", "2020-03-08 2020-03-09", "2 1", -- summer time began on the 8th
      { "2020-03-08T05:00:00Z", "2020-03-09T03:59:59Z", "2020-03-09T04:00:00Z" } },
  }
  for _, case in ipairs(cases) do
    it(("counts by %s in the zone %s: %s"):format(case[1], case[2] or "that is the default", case[3]), function()
      local timeline = newsstat.timeline { by = case[1], timezone = case[2], keep_furniture = true }
      for _, moment in ipairs(case[5] or moments) do timeline:add(article(moment, "台风")) end
      assert.are.equal(case[3], table.concat(timeline:periods(), " "))
      assert.are.equal(case[4], articles_of(timeline:series "台风"))
    end)
  end

  local windows = {
    { "2020-02-03", nil, "2020-02-03 2020-02-29 2020-03-01 2021-01-01" },
    { "2020-02-04", nil, "2020-02-29 2020-03-01 2021-01-01" },
    { "2020-03", nil, "2020-03-01 2021-01-01" },
    { "2021", nil, "2021-01-01" },
    { nil, "2020-02-03", "2019-12-31 2020-02-03" },
    { nil, "2020-02", "2019-12-31 2020-02-03 2020-02-29" },
    { nil, "2020", "2019-12-31 2020-02-03 2020-02-29 2020-03-01" },
    { "2020-02", "2020-02", "2020-02-03 2020-02-29" },
    { "2020-02-29", "2020", "2020-02-29 2020-03-01" },
    { "2021", "2020", "" },
  }
  for _, case in ipairs(windows) do
    it(("takes articles since %s until %s"):format(case[1] or "ever", case[2] or "ever"), function()
      local timeline, taken = newsstat.timeline { by = "day", since = case[1], ["until"] = case[2] }, {}
      for _, date in ipairs { "2019-12-31", "2020-02-03", "2020-02-29", "2020-03-01", "2021-01-01" } do
        local period = timeline:add(article(date, "台风"))
        assert.is_not_nil(period)
        taken[#taken + 1] = period or nil
      end
      assert.are.equal(case[3], table.concat(taken, " "))
    end)
  end

  it("means days of its zone by since and until", function()
    local timeline = newsstat.timeline { by = "day", timezone = "Asia/Shanghai", since = "2020-02-03" }
    assert.is_false(timeline:add(article("2020-02-02T15:59:59Z", "台风")))
    assert.are.equal("2020-02-03", timeline:add(article("2020-02-02T16:00:00Z", "台风")))
  end)

  it("tells that there is no such zone", function()
    local timeline, message = newsstat.timeline { timezone = "Mars/Base" }
    assert.is_nil(timeline)
    assert.matches("^Mars/Base: unknown time zone", message)
  end)

  it("tells what it is", function()
    assert.are.equal("newsstat.timeline: 1 articles by week", tostring(filled({ by = "week" }, { article("2020-01-01", "a") })))
  end)
end)

describe("timeline:add", function()
  it("leaves out an article without a time, and says why", function()
    local timeline = newsstat.timeline()
    local cases = {
      { { text = "台风", path = "a.md", time_error = "no date" }, "a.md: it is left out of the timeline: no date" },
      { { text = "台风", title = "标题" }, "标题: it is left out of the timeline: it has no time" },
    }
    for _, case in ipairs(cases) do
      local period, message = timeline:add(case[1])
      assert.is_nil(period)
      assert.are.equal(case[2], message)
    end
    assert.are.same({}, timeline:periods())
  end)

  it("counts the title too, and each article once", function()
    local timeline = newsstat.timeline()
    timeline:add { title = "台风", text = "颱風台风", time = 0 }
    assert.are.same({ { period = "1970-01", count = 3, articles = 1, share = 1, smoothed = 1 } }, timeline:series "台风")
  end)

  it("refuses a time that is no moment", function()
    for _, time in ipairs { 0 / 0, 1 / 0, -1 / 0 } do
      local timeline = newsstat.timeline()
      local done, period = pcall(timeline.add, timeline, { text = "台风", time = time })
      assert.is_nil(done and period or nil)
      assert.are.same({}, timeline:periods())
    end
  end)
end)

describe("timeline:add_files", function()
  it("counts what was added, outside, undated and not readable, and reports it", function()
    local messages, steps = {}, 0
    local result = newsstat.timeline({ since = "2026" }):add_files({ "examples/articles", "no/such/file.md" }, {
      report = function(message) messages[#messages + 1] = message end,
      progress = function() steps = steps + 1 end,
    })
    assert.are.same({ articles = 8, outside = 36, undated = 0, failed = 1 }, result)
    assert.are.equal(45, steps)
    assert.are.equal(1, #messages)
    assert.matches("no/such/file.md", messages[1], 1, true)
  end)
end)

describe("timeline:series", function()
  local timeline = filled({}, {
    article("2020-01-05", "台风台风"), article("2020-01-06", "城市"), article("2020-01-07", "颱風"),
    article("2020-04-01", "台风"),
  })

  it("has a point for each period, those without articles too", function()
    assert.are.same({
      { period = "2020-01", count = 3, articles = 2, share = 2 / 3, smoothed = 2 / 3 },
      { period = "2020-02", count = 0, articles = 0, share = 0, smoothed = 0 },
      { period = "2020-03", count = 0, articles = 0, share = 0, smoothed = 0 },
      { period = "2020-04", count = 1, articles = 1, share = 1, smoothed = 1 },
    }, timeline:series("颱風", { weight = 0 }))
  end)

  it("is of zeros for a term that was never seen, and empty before the first article", function()
    assert.are.equal("0 0 0 0", articles_of(timeline:series "蜜蜂"))
    assert.are.same({}, newsstat.timeline():series "台风")
  end)

  it("has the number of articles of each period beside it", function()
    assert.are.same({ 3, 0, 1, 0 }, {
      timeline:articles "2020-01", timeline:articles "2020-02", timeline:articles "2020-04", timeline:articles "1999",
    })
  end)
end)

describe("timeline:follow", function()
  local function month(number, texts)
    local list = {}
    for i, text in ipairs(texts) do list[i] = article(("2020-%02d-%02d"):format(number, i), text) end
    return list
  end
  local timeline = filled({}, {})
  for number, texts in ipairs {
    { "蜜蜂 大学 医院", "蜜蜂 大学 医院", "电池 大学", "城市" }, { "蜜蜂 医院", "大学 医院", "大学", "电池" },
    { "隧道 大学", "电池 隧道", "大学", "电池 医院" },
  } do
    for _, one in ipairs(month(number, texts)) do timeline:add(one) end
  end

  local directions = {
    { "蜜蜂", "fading", "2020-01" }, { "大学", "steady", "2020-01" }, { "电池", "rising", "2020-03" },
    { "医院", "fading", "2020-01" }, { "隧道", "new", "2020-03" }, { "台风", "new", nil },
  }
  for _, case in ipairs(directions) do
    it(("tells that %s is %s"):format(case[1], case[2]), function()
      local row = assert(timeline:follow(case[1]))[1]
      assert.are.same({ case[1], 1, case[2], case[3] }, { row.term, row.rank, row.direction, row.peak })
      assert.are.same(timeline:series(case[1]), row.series)
    end)
  end

  it("takes an article, and as many keywords as asked for", function()
    local rows = timeline:follow({ title = "蜜蜂", text = "蜜蜂蜜蜂，大学，电池" }, { top = 2 })
    assert.are.equal(2, #rows)
    assert.are.equal("蜜蜂", rows[1].term)
  end)

  it("calls all new in an empty timeline", function()
    local row = newsstat.timeline():follow("台风")[1]
    assert.are.same({ "台风", "new", {} }, { row.term, row.direction, row.series })
  end)
end)

describe("timeline:merge", function()
  it("gives what adding all articles gives", function()
    local articles, parts = {}, { filled({}, {}), filled({}, {}), filled({}, {}) }
    for one in newsstat.articles "examples/articles" do articles[#articles + 1] = one end
    for i = 1, 36 do -- of two papers with habits of their own
      articles[#articles + 1] = article(i > 16 and "2026-04-03" or "2026-03-03", (i % 2 == 0 or i > 24) and "足球" or "城市",
        (i % 2 == 0 or i > 24) and "sport.example" or "city.example")
    end
    for i, one in ipairs(articles) do parts[i % 3 + 1]:add(one) end
    local whole, merged = filled({}, articles), parts[1]:merge(parts[2]):merge(parts[3])
    assert.are.equal(parts[1], merged)
    assert.are.same(whole:periods(), merged:periods())
    assert.are.equal(lines_of(whole:trends { top = 100 }), lines_of(merged:trends { top = 100 }))
    for _, term in ipairs { "台风", "蜜蜂", "大学" } do assert.are.same(whole:series(term), merged:series(term)) end
    assert.are.same(whole:follow "台风登陆，大学", merged:follow "台风登陆，大学")
  end)

  it("leaves the other one as it was", function()
    local one, other = filled({}, { article("2020-01-01", "台风") }), filled({}, { article("2020-02-01", "台风") })
    one:merge(other)
    one:add(article("2020-02-02", "台风"))
    assert.are.equal("1 2", articles_of(one:series "台风"))
    assert.are.equal("1", articles_of(other:series "台风"))
  end)
end)

describe("a wrong call of a timeline", function()
  local timeline = newsstat.timeline()
  local wrong = {
    { "a kind of period", function() newsstat.timeline { by = "decade" } end, "option 'by' must be day" },
    { "a date", function() newsstat.timeline { since = "yesterday" } end, "option 'since' must be a date" },
    { "a short date", function() newsstat.timeline { ["until"] = "2020-2" } end, "option 'until' must be a date" },
    { "an option", function() newsstat.timeline { shop = "a.db" } end, "unknown option 'shop'" },
    { "an option of trends", function() timeline:trends { tpo = 1 } end, "unknown option 'tpo'" },
    { "an option of follow", function() timeline:follow("台风", { tpo = 1 }) end, "unknown option 'tpo'" },
    { "an option of add_files", function() timeline:add_files("spec", { tpo = 1 }) end, "unknown option 'tpo'" },
    { "an article", function() timeline:add "台风" end, "an article (a table with text and time) expected" },
    { "an article to follow", function() timeline:follow(42) end, "an article" },
    { "a term", function() filled({}, { article("2020-01-01", "台风") }):series() end, "string expected" },
    { "a merge with another kind", function() timeline:merge(newsstat.timeline { by = "day" }) end, "same kind of periods" },
    { "a merge with no timeline", function() timeline:merge {} end, "same kind of periods" },
    { "a merge with itself", function() timeline:merge(timeline) end, "merged with itself" },
  }
  for _, case in ipairs(wrong) do
    it("raises for " .. case[1], function() assert.error_matches(case[2], case[3], 1, true) end)
  end
end)

describe("the collector", function()
  local function live(kept)
    collectgarbage()
    collectgarbage()
    local count = 0
    for _ in pairs(kept) do count = count + 1 end
    return count
  end

  -- LuaJIT keeps the functions that its traces call, with all that those hold.
  it("takes what trends were read from, and iterators of words", function()
    local indexes, iterators = setmetatable({}, { __mode = "k" }), setmetatable({}, { __mode = "k" })
    for _ = 1, 20 do
      local timeline = newsstat.timeline { by = "month" }
      assert(timeline:add_files "examples/articles")
      assert(timeline:trends { articles = 1 })
      indexes[timeline.counted.index] = true
      local words = newsstat.words(("台风在澜江登陆"):rep(50))
      iterators[words] = true
      for _ in words do iterators[words] = true end
    end
    assert.is_true(live(indexes) <= 2)
    assert.is_true(live(iterators) <= 2)
  end)
end)
