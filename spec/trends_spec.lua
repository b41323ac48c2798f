local core = require "newsstat.core"
local dates = require "newsstat.dates"
local newsstat = require "newsstat"
local terms_of = require "newsstat.terms"
local trends = require "newsstat.trends"

local log = math.log

local function is_near(expected, given)
  assert.is_true(math.abs(expected - given) < 1e-9, ("%.12g expected, got %.12g"):format(expected, given))
end

local function no_template() return false end

-- Counters over one vocabulary: counter { { 3, "台风" }, { 7, "城市" } } has ten articles.
local function new_world()
  local terms = terms_of.new { stop = false }
  return function(articles)
    local counter = core.counter(terms)
    for _, entry in ipairs(articles or {}) do
      for _ = 1, entry[1] do counter:add(entry[2]) end
    end
    return counter
  end
end

local function keys_of(rows)
  local list = {}
  for i, row in ipairs(rows) do list[i] = row.term or row.key end
  return table.concat(list, " ")
end

describe("trends.score", function()
  local cases = {
    { "a term in 8 of 10 articles where 2 are expected", 8, 10, 2, 2 * (8 * log(4) + 2 * log(1 / 4)) },
    { "a term in all articles", 10, 10, 5, 20 * log(2) },
    { "a term in as many as expected", 5, 10, 5, 0 },
    { "a falling term", 1, 10, 5, -2 * (log(1 / 5) + 9 * log(9 / 5)) },
    { "a term expected in all articles", 10, 10, 10, -math.huge },
    { "a term expected in more than all", 10, 10, 12, -math.huge },
  }
  for _, case in ipairs(cases) do
    it("is as computed by hand for " .. case[1], function()
      local score = trends.score(case[2], case[3], case[4])
      if case[5] == -math.huge then assert.are.equal(case[5], score) else is_near(case[5], score) end
    end)
  end

  it("grows with the articles that have the term, and falls with those expected", function()
    for x = 2, 20 do assert.is_true(trends.score(x, 20, 3.5) > trends.score(x - 1, 20, 3.5)) end
    for e = 2, 19 do assert.is_true(trends.score(10, 20, e) < trends.score(10, 20, e - 1)) end
  end)
end)

describe("trends.rank", function()
  it("scores a term against its share so far, with half an article more", function()
    local counter = new_world()
    local current, history = counter { { 4, "台风台风" }, { 4, "城市" } }, counter { { 2, "台风" }, { 18, "城市" } }
    local rows = trends.rank(current, history, { { n = 8, history = history } }, no_template, 10)
    assert.are.equal("台风", keys_of(rows))
    local row, expected = rows[1], 8 * 2.5 / 21
    assert.are.same({ 8, 4, .5 }, { row.count, row.articles, row.share })
    is_near(expected, row.expected)
    is_near(2 * (4 * log(4 / expected) + 4 * log(4 / (8 - expected))), row.score)
  end)

  it("ranks by score, and equals by their keys", function()
    local counter = new_world()
    local current = counter { { 6, "台风隧道" }, { 4, "蜜蜂 ant" }, { 3, "大学" } }
    local history = counter { { 5, "隧道城市" }, { 20, "城市" } }
    local rows = trends.rank(current, history, {}, no_template, 10)
    assert.are.equal("台风 ant 蜜蜂 大学 隧道", keys_of(rows))
    assert.are.equal("台风 ant", keys_of(trends.rank(current, history, {}, no_template, 2)))
    assert.are.equal("", keys_of(trends.rank(current, history, {}, no_template, 0)))
  end)

  it("leaves out terms in fewer than three articles", function()
    local counter = new_world()
    local current, history = counter { { 2, "台风" }, { 3, "蜜蜂" }, { 5, "城市" } }, counter { { 20, "城市" } }
    assert.are.equal("蜜蜂", keys_of(trends.rank(current, history, {}, no_template, 10)))
  end)

  it("leaves out terms that fall or stay", function()
    local counter = new_world()
    local current = counter { { 2, "城市" }, { 3, "城市电影" }, { 5, "台风" } }
    local history = counter { { 50, "城市" }, { 50, "电影" } }
    assert.are.equal("台风", keys_of(trends.rank(current, history, {}, no_template, 10)))
  end)

  it("leaves out terms of a template, which do not take a place", function()
    local counter = new_world()
    local current, history = counter { { 5, "台风蜜蜂大学" } }, counter { { 20, "城市" } }
    local function is_template(key) return key == "台风" end
    assert.are.equal("大学 蜜蜂", keys_of(trends.rank(current, history, {}, is_template, 2)))
  end)

  describe("with sources", function()
    -- A paper that writes of football in each article joins; before it, one article in ten did.
    local counter = new_world()
    local before = counter { { 2, "足球" }, { 18, "城市" } }
    local other = counter { { 20, "足球" } }
    local history = counter { { 22, "足球" }, { 18, "城市" } }
    local current = counter { { 10, "足球" }, { 10, "台风" } }

    it("lets a source's habit expect what it does again", function()
      local sources = { { n = 10, history = before }, { n = 10, history = other } }
      assert.are.equal("台风", keys_of(trends.rank(current, history, sources, no_template, 10)))
    end)

    it("takes the larger of both expectations", function()
      local sources = { { n = 4, history = before }, { n = 16, history = other } }
      local row = trends.rank(counter { { 19, "足球" }, { 1, "城市" } }, history, sources, no_template, 10)[1]
      local p = 22.5 / 41
      local expected = 4 * (2 + 5 * p) / 25 + 16 * (20 + 5 * p) / 25
      assert.is_true(expected > 20 * p)
      is_near(expected, row.expected)
      is_near(trends.score(19, 20, expected), row.score)
    end)

    it("draws the share of a source that is new towards the overall one", function()
      local row = trends.rank(current, before, { { n = 20, history = counter() } }, no_template, 1)[1]
      local p = (row.key == "足球" and 2 or 0) + .5
      is_near(20 * p / 21, row.expected)
    end)

    it("ranks by the score after all expectations", function()
      local now = counter { { 10, "台风足球" }, { 10, "台风" } }
      local past = counter { { 3, "台风" }, { 17, "城市" } }
      local same = { { n = 20, history = counter { { 18, "台风" }, { 2, "城市" } } } }
      assert.are.equal("台风 足球", keys_of(trends.rank(now, past, {}, no_template, 10)))
      assert.are.equal("足球", keys_of(trends.rank(now, past, same, no_template, 1)))
    end)
  end)
end)

local function article(date, text, source)
  return { time = assert(dates.parse(date, 4e9)), text = text, source = source or "a.example" }
end

local function filled(articles)
  local timeline = newsstat.timeline()
  for _, one in ipairs(articles) do assert(timeline:add(one)) end
  return timeline
end

-- Rows as text, so that a failure shows which one differs.
local function lines_of(rows)
  local lines = {}
  for i, row in ipairs(rows) do
    lines[i] = ("%s %d %s %.9g %d %.9g"):format(row.period, row.rank, row.term, row.score, row.count, row.expected)
  end
  return table.concat(lines, "\n")
end

-- Six months of two papers, ten articles a month each; 台风 is in every other one of May 2020, twice.
local function corpus()
  local subjects, list = { "足球", "电影", "大学", "市场", "医院" }, {}
  for month = 1, 6 do
    for day = 1, 20 do
      local storm = month == 5 and day % 2 == 0 and "台风登陆，颱風" or "城市"
      list[#list + 1] = article(("2020-%02d-%02d"):format(month, day), subjects[day % 5 + 1] .. "，" .. storm,
        day % 4 < 2 and "a.example" or "b.example")
    end
  end
  return list
end

local function shuffled(list)
  local result = {}
  for i, value in ipairs(list) do table.insert(result, math.random(i), value) end
  return result
end

describe("timeline:trends", function()
  it("finds the term that rose, in its period and in no other", function()
    local rows = filled(corpus()):trends()
    assert.are.equal("台风 登陆", keys_of(rows))
    local row = rows[1]
    assert.are.same({ "2020-05", 1, 20, 10, .5 }, { row.period, row.rank, row.count, row.articles, row.share })
  end)

  it("gives no rows of the first period, which has no history", function()
    local timeline = newsstat.timeline()
    for _ = 1, 5 do timeline:add(article("2020-01-01", "台风")) end
    assert.are.same({}, timeline:trends { period = "2020-01" })
    assert.are.same({}, newsstat.timeline():trends())
  end)

  it("gives one period, and as many rows of it as asked for", function()
    local timeline = newsstat.timeline()
    timeline:add_files "examples/articles"
    local all = timeline:trends { top = 1000 }
    for _, period in ipairs(timeline:periods()) do
      for _, top in ipairs { 0, 1, 3, 1000 } do
        local expected = {}
        for _, row in ipairs(all) do
          if row.period == period and row.rank <= top then expected[#expected + 1] = row end
        end
        assert.are.equal(lines_of(expected), lines_of(timeline:trends { period = period, top = top }))
      end
    end
  end)

  it("tells which periods there are where it has not the one asked for", function()
    local _, message = filled(corpus()):trends { period = "2019-12" }
    assert.are.equal("no articles in period 2019-12: the timeline goes from 2020-01 to 2020-06", message)
  end)

  it("gives the same rows whatever the order of the articles", function()
    local articles = corpus()
    for one in newsstat.articles "examples/articles" do articles[#articles + 1] = one end
    local expected = lines_of(filled(articles):trends { top = 100 })
    math.randomseed(20250706)
    for _ = 1, 5 do assert.are.equal(expected, lines_of(filled(shuffled(articles)):trends { top = 100 })) end
  end)

  it("leaves out what a source has in a quarter of its articles, once it has 40", function()
    for _, size in ipairs { 40, 41 } do -- as articles of the source
      local articles = { article("2020-01-31", "城市", "b.example") }
      for i = 1, size - 1 do
        local day, has = (i - 1) % 28 + 1, i <= 11
        articles[i + 1] = article(("2020-%02d-%02d"):format(has and 2 or 1, day), has and "关注公众平台微博" or "城市")
      end
      local rows = filled(articles):trends()
      assert.are.equal(size == 41 and "" or "2020-02", rows[1] and rows[1].period or "")
    end
  end)

  it("is not led by a source that joins and writes as it always does", function()
    local articles, one_source = {}, {}
    for i = 1, 39 do
      local is_new, is_sport = i > 16, i % 2 == 0 or i > 32
      articles[i] = article(is_new and "2020-02-03" or "2020-01-03", is_sport and "足球" or "城市",
        is_sport and "sport.example" or "city.example")
      one_source[i] = { text = articles[i].text, time = articles[i].time }
    end
    local row = filled(articles):trends()[1]
    assert.is_true(row == nil or row.score < filled(one_source):trends()[1].score / 2)
  end)

  for _, case in ipairs { { "a negative number", -1 }, { "a fraction", 1.5 }, { "no number", 0 / 0 } } do
    it("takes or refuses, and says so, a top that is " .. case[1], function()
      local timeline = newsstat.timeline()
      timeline:add_files "examples/articles"
      local done, message = pcall(timeline.trends, timeline, { top = case[2] })
      if not done then assert.matches("'top'", message, 1, true) end
    end)
  end
end)
