local dates = require "newsstat.dates"
local newsstat = require "newsstat"

local function keys_of(rows)
  local list = {}
  for i, row in ipairs(rows) do list[i] = row.term end
  return table.concat(list, " ")
end

local function article(date, text, source)
  return { time = assert(dates.parse(date, 4e9)), text = text, source = source or "a.example" }
end

-- Made-up articles repeat each other; what is under test here is not what is left out for that.
local function filled(articles, options)
  local timeline = newsstat.timeline(options or { keep_duplicates = true, keep_furniture = true })
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
    assert.are.equal("台风登陆", keys_of(rows))
    local row = rows[1]
    assert.are.same({ "2020-05", 1, 10, 10, .5, 2 },
      { row.period, row.rank, row.count, row.articles, row.share, row.sources })
    assert.are.same({ "台风", "登陆" }, (function(forms) table.sort(forms) return forms end)(row.forms))
    assert.are.equal("2020-05..2020-05", row.burst)
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

  it("leaves out paragraphs that three articles of one source have", function()
    local function rows_of(sources)
      local articles = { article("2020-01-31", "城市", "d.example") }
      for i = 1, 9 do
        articles[i + 1] = article("2020-02-03", "第" .. i .. "个城市的市场\n关注公众平台微博", sources[i % #sources + 1])
      end
      return keys_of(filled(articles, { keep_duplicates = true }):trends())
    end
    assert.not_matches("微博", rows_of { "a.example" })
    assert.matches("微博", rows_of { "a", "b", "c", "e", "f" })
  end)

  it("counts near-duplicates once, and lists them", function()
    local text, articles = ("台风鸢尾凌晨登陆青屿，五万人撤离低洼地带，渡轮停航，学校停课，渔船回港避风。"):rep(1), {}
    for i = 1, 5 do
      articles[i] = article(("2020-02-%02d"):format(i), text .. "第" .. i, i .. ".example")
      articles[i].path = i .. ".md"
    end
    local timeline = filled(articles, {})
    assert.are.equal(1, timeline:articles "2020-02")
    assert.are.same({ path = "2.md", original = "1.md" }, timeline:duplicates()[1])
    assert.are.equal(4, #timeline:duplicates())
    assert.are.equal(5, filled(articles, { keep_duplicates = true }):articles "2020-02")
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

  it("marks a period with few articles, and a last one that is not over", function()
    local row = filled(corpus()):trends({ period = "2020-05" })[1]
    assert.are.same({}, { row.few, row.partial })
    local articles = corpus()
    for day = 1, 4 do articles[#articles + 1] = article("2020-07-0" .. day, "地震，" .. day) end
    row = filled(articles):trends({ period = "2020-07" })[1]
    assert.are.same({ "地震", true, true }, { row.term, row.few, row.partial })
  end)

  it("leads from a row to its articles", function()
    local timeline = filled(corpus())
    local row = timeline:trends({ articles = 3 })[1]
    local found = timeline:articles(row.term, row.period)
    assert.are.equal(row.articles, #found)
    for i = 1, 3 do assert.are.equal(found[i].time, row.examples[i].time) end
    assert.are.equal(3, #row.examples)
  end)

  it("finds terms that fell", function()
    local articles = corpus()
    for day = 1, 20 do articles[#articles + 1] = article(("2020-07-%02d"):format(day), "城市" .. day) end
    local rows = filled(articles):trends { period = "2020-07", falling = true }
    assert.matches("大学", keys_of(rows))
    for _, row in ipairs(rows) do assert.is_true(row.lift < 1 and row.articles == 0) end
  end)

  it("ranks by a statistic that is asked for by name", function()
    local timeline = filled(corpus())
    for _, method in ipairs { "g2", "z", "jlh", "log-odds" } do
      local row = timeline:trends({ method = method })[1]
      assert.are.equal("台风登陆", row.term)
      if method == "g2" then assert.are.equal(row.g2, row.score) end
    end
  end)

  it("holds periods against another history", function()
    local timeline = filled(corpus())
    assert.are.equal("台风登陆", keys_of(timeline:trends { against = "2020-01..2020-03", period = "2020-05" }))
    assert.are.equal("台风登陆", timeline:trends({ history = 2 })[1].term)
    assert.are.equal("", keys_of(timeline:trends { against = "2020-05", period = "2020-05" }))
    assert.are.equal("台风登陆", keys_of(timeline:trends { against = "b.example", period = "2020-05" }):match "^%S+")
    local rows, message = timeline:trends { against = "c.example" }
    assert.is_nil(rows)
    assert.matches("'c.example' is neither", message)
    for i = 1, 40 do timeline:add_reference { text = "城市" .. i } end
    assert.are.equal("台风登陆", keys_of(timeline:trends { period = "2020-05" }):match "台风登陆")
  end)

  it("does not fall back on earlier periods where all articles for reference are left out as repetitions", function()
    local timeline = newsstat.timeline()
    timeline:add_files "examples/articles"
    for one in newsstat.articles "examples/articles/2026" do assert(timeline:add_reference(one)) end
    local rows, message = timeline:trends()
    assert.is_nil(rows)
    assert.matches("all articles for reference repeat others", message)
  end)

  it("wants terms of so many sources", function()
    local articles = corpus()
    for _, one in ipairs(articles) do if one.text:find "台风" then one.source = "a.example" end end
    assert.are.equal("", keys_of(filled(articles):trends { min_sources = 2 }))
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
