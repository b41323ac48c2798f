local background = require "newsstat.background"
local core = require "newsstat.core"
local learned = require "newsstat.keywords.learned"
local newsstat = require "newsstat"
local phrase_rules = require "newsstat.phrase_rules"
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

  it("score an article without a title as they do its text", function()
    local text = "台风登陆。台风来了。"
    assert.are.same(newsstat.keywords(text), newsstat.keywords { text = text })
    assert.are.same(newsstat.keywords(text), newsstat.keywords { text = text, title = "" })
  end)
end)
