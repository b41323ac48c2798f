local contrast = require "newsstat.contrast"
local dates = require "newsstat.dates"
local newsstat = require "newsstat"

-- Articles as { day, source, text }; what repeats is meant to count here.
local function filled(articles)
  local timeline = newsstat.timeline { keep_duplicates = true, keep_furniture = true }
  for _, one in ipairs(articles) do
    timeline:add { time = dates.parse(one[1], 4e9), source = one[2], text = one[3] }
  end
  return timeline
end

-- So many articles of a source in a month.
local function add(articles, count, month, source, text)
  for i = 1, count do articles[#articles + 1] = { ("%s-%02d"):format(month, i), source, text } end
  return articles
end

local function terms_of(rows)
  local terms = {}
  for i, row in ipairs(rows) do terms[i] = row.term end
  return table.concat(terms, " ")
end

describe("newsstat.contrast", function()
  it("has Dunning's G² of both sets, with a sign", function()
    -- 2 (5 ln 4) + 2 (15 ln (4/3))
    assert.is_near(22.4934, contrast.g2(5, 5, 0, 15), 1e-4)
    assert.is_near(-22.4934, contrast.g2(0, 15, 5, 5), 1e-4)
    assert.are.equal(0, contrast.g2(5, 5, 15, 15))
    assert.is_near(0, contrast.g2(2, 10, 4, 20), 1e-12)
  end)

  it("has Monroe's z of the log-odds ratio, the same both ways", function()
    -- (ln (16/14) - ln (8/22)) / sqrt (1/16 + 1/8)
    assert.is_near(2.64457, contrast.log_odds(8, 10, 0, 10), 1e-4)
    assert.is_near(-2.64457, contrast.log_odds(0, 10, 8, 10), 1e-4)
    assert.are.equal(0, contrast.log_odds(3, 10, 3, 10))
  end)
end)

describe("timeline:compare", function()
  local articles = {}
  add(articles, 8, "2020-01", "a.example", "台风。台风！城市")
  add(articles, 2, "2020-02", "a.example", "城市")
  add(articles, 7, "2020-01", "b.example", "隧道。城市")
  add(articles, 3, "2020-02", "b.example", "城市。")
  local timeline = filled(articles)

  it("lists what each of two sources has more often", function()
    local found = assert(timeline:compare("a.example", "b.example"))
    assert.are.same({ 10, 10 }, { found.articles_a, found.articles_b })
    assert.are.equal("台风", terms_of(found.a))
    assert.are.equal("隧道", terms_of(found.b))
    assert.is_near(2.64457, found.a[1].score, 1e-4)
    local row = found.a[1]
    row.score = nil
    assert.are.same({
      term = "台风", key = "台风", rank = 1, articles = 8, count = 16, share = .8, other_articles = 0, other_count = 0,
      other_share = 0,
    }, row)
  end)

  it("gives the sides the other way round for the sets the other way round", function()
    local there, back = assert(timeline:compare("a.example", "b.example")), assert(timeline:compare("b.example", "a.example"))
    assert.are.same(there.a, back.b)
    assert.are.same(there.b, back.a)
  end)

  it("holds a source against all others, and spans against each other", function()
    assert.are.same(timeline:compare("a.example", "b.example"), timeline:compare "a.example")
    local found = assert(timeline:compare("2020-01", "2020-02..2020-03"))
    assert.are.same({ 15, 5 }, { found.articles_a, found.articles_b })
    assert.is_truthy(timeline:compare("2020-01-01..2020-01-04", "2020-02"))
  end)

  it("takes the best", function()
    assert.are.equal(0, #assert(timeline:compare("a.example", nil, { top = 0 })).a)
  end)

  local problems = {
    { "a.example", "2020-01", "'a.example' and '2020-01' share 8 articles" }, { "c.example", nil, "no articles in 'c.example'" },
    { "a.example", "c.example", "no articles in 'c.example'" }, { "2020", nil, "no articles in 'all but 2020'" },
    { "2020-99", nil, "'2020-99' is no span such as" }, { "2020..soon", nil, "'2020..soon' is no span" },
  }
  for _, case in ipairs(problems) do
    it("says what is wrong: " .. case[3], function()
      local found, message = timeline:compare(case[1], case[2])
      assert.is_nil(found)
      assert.is_truthy(message:find(case[3], 1, true), message)
    end)
  end

  it("raises for what is no name", function()
    assert.error_matches(function() timeline:compare() end, "a source or a span")
    assert.error_matches(function() timeline:compare("a.example", 7) end, "a source or a span")
    assert.error_matches(function() timeline:compare("a.example", nil, { tops = 1 }) end, "unknown option 'tops'")
  end)
end)

describe("timeline:cooccurring", function()
  local articles = {}
  add(articles, 5, "2020-01", "a.example", "台风。撤离！城市，台风警报。")
  add(articles, 15, "2020-01", "a.example", "隧道。城市")
  add(articles, 6, "2020-02", "a.example", "台风。蜜蜂，城市。")
  local timeline = filled(articles)

  it("ranks the terms that come with a term", function()
    local rows = assert(timeline:cooccurring("颱風", { period = "2020-01" }))
    assert.are.equal("撤离", rows[1].term)
    assert.is_near(22.4934, rows[1].score, 1e-4)
    assert.are.same({ 5, 0, 1, 0 }, { rows[1].articles, rows[1].other_articles, rows[1].share, rows[1].other_share })
    for _, row in ipairs(rows) do assert.is_nil(row.key:find("台风", 1, true), row.key) end
    assert.is_nil((" " .. terms_of(rows) .. " "):find(" 城市 ", 1, true))
  end)

  it("takes all periods, or one", function()
    assert.is_truthy(terms_of(timeline:cooccurring "台风"):find "蜜蜂")
    assert.is_nil(terms_of(timeline:cooccurring("台风", { period = "2020-01" })):find "蜜蜂")
    assert.are.same({}, timeline:cooccurring("台风", { period = "2020-02" }))
    assert.are.same({}, timeline:cooccurring "鲸鱼")
    assert.are.equal(1, #timeline:cooccurring("台风", { top = 1 }))
  end)

  it("says what is wrong", function()
    local rows, message = timeline:cooccurring("台风", { period = "2021-01" })
    assert.is_nil(rows)
    assert.are.equal("no articles in period 2021-01: the timeline goes from 2020-01 to 2020-02", message)
    assert.error_matches(function() timeline:cooccurring "台风|" end, "a term is missing beside |", 1, true)
  end)
end)
