local background = require "newsstat.background"
local core = require "newsstat.core"
local learned = require "newsstat.keywords.learned"
local newsstat = require "newsstat"
local phrase_rules = require "newsstat.phrase_rules"
local subjects = require "newsstat.keywords.subjects"
local terms_of = require "newsstat.terms"

local function make_background(articles)
  local corpus, numbers, sources = core.corpus(terms_of.new {}, phrase_rules.rules()), {}, {}
  for i, one in ipairs(articles) do
    assert(corpus:add(one[1], one[2]))
    numbers[i], sources[i] = i, 1
  end
  return background.of(corpus, numbers, sources)
end

local function score_of(rows, term)
  for _, row in ipairs(rows) do if row.term == term then return row.score end end
end

describe("keywords by learned weights", function()
  it("prefer what many paragraphs have to what one repeats", function()
    local spread, heaped = "蜜蜂来了。\n蜜蜂走了。\n蜜蜂！", "蜜蜂来了，蜜蜂走了，蜜蜂！"
    assert.is_true(score_of(newsstat.keywords(spread), "蜜蜂") > score_of(newsstat.keywords(heaped), "蜜蜂"))
  end)

  it("prefer what stands in other articles' titles to what stands in their texts only", function()
    local function score(title)
      local articles = {}
      for i = 1, 12 do articles[i] = { title, ("蜜蜂与蜂箱，第%d天"):format(i) } end
      return score_of(newsstat.keywords("蜂箱和蜜蜂。", { idf = make_background(articles) }), "蜜蜂")
    end
    assert.is_true(score "蜜蜂" > score "蜂箱")
  end)

  it("take a background without titles for one that tells nothing of titles", function()
    local articles = {}
    for i = 1, 12 do articles[i] = { "", ("蜜蜂与蜂箱，第%d天"):format(i) } end
    local behind = make_background(articles)
    assert.are.equal(0, behind:title_share())
    assert.are.equal(0, learned.propensity(0, 12, 0))
    assert.is_true(#newsstat.keywords("蜂箱和蜜蜂", { idf = behind }) > 0)
  end)

  it("know how often titles hold a term of their text", function()
    -- 蜜蜂 in two titles of two texts, 蜂箱 in none of two.
    local behind = make_background { { "蜜蜂", "蜜蜂，蜂箱" }, { "蜜蜂", "蜜蜂，蜂箱" } }
    assert.are.equal(.5, behind:title_share())
  end)

  it("draw a term's propensity from the mean towards what the background tells", function()
    local none, some, many = learned.propensity(0, 0, .01), learned.propensity(1, 10, .01), learned.propensity(100, 1000, .01)
    assert.is_true(math.abs(none) < 1e-12)
    assert.is_true(none < some and some < many)
    assert.is_true(math.abs(many - math.log(10)) < .02)
  end)

  it("leave out a phrase that is never met but inside a longer one", function()
    local text, found = "抗中护自由行动开始。抗中护自由行动！", {}
    for _, row in ipairs(newsstat.keywords(text, { top = 50 })) do found[row.term] = row.count end
    assert.are.equal(2, found["抗中护自由"])
    assert.is_nil(found["抗中护"])
    for _, row in ipairs(newsstat.keywords(text .. "抗中护，抗中护", { top = 50 })) do found[row.term] = row.count end
    assert.are.equal(4, found["抗中护"])
  end)

  it("score an article without a title as they do its text", function()
    local text = "台风登陆。台风来了。"
    assert.are.same(newsstat.keywords(text), newsstat.keywords { text = text })
    assert.are.same(newsstat.keywords(text), newsstat.keywords { text = text, title = "" })
  end)
end)

describe("keywords behind the fifth", function()
  local function row(key, score, subject) return { key = key, score = score, subject = subject } end

  it("stand in the order of their subject scores, below the fifth", function()
    local rows = { row("a", 9, 0), row("b", 8, 0), row("c", 7, 0), row("d", 6, 0), row("e", 5, 0), row("f", 4, 1),
      row("g", 3, 6), row("h", 2, 1) }
    subjects.order(rows)
    local keys, scores = {}, {}
    for i, one in ipairs(rows) do keys[i], scores[i] = one.key, one.score end
    assert.are.equal("abcdegfh", table.concat(keys))
    assert.are.same({ 9, 8, 7, 6, 5, 5, 0, 0 }, scores)
  end)

  it("are none where there are five or fewer", function()
    for count = 0, 5 do
      local rows = {}
      for i = 1, count do rows[i] = row("a" .. i, -i, i) end
      subjects.order(rows)
      for i = 1, count do assert.are.equal(-i, rows[i].score) end
    end
  end)

  it("change nothing of the first five, whatever their number", function()
    local text = "台风登陆北岬。蜜蜂与蜂箱，大学的城市，电池和隧道，渔船回港，洪水退去。"
    local few, many = newsstat.keywords(text, { top = 5 }), newsstat.keywords(text, { top = 9 })
    for i = 1, 5 do assert.are.same(few[i], many[i]) end
  end)
end)
