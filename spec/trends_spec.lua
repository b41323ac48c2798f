local core = require "newsstat.core"
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
  for i, row in ipairs(rows) do list[i] = row.key end
  return table.concat(list, " ")
end

describe("trends.score", function()
  local cases = {
    { "a term in 8 of 10 articles where 2 are expected", 8, 10, 2, 2 * (8 * log(4) + 2 * log(1 / 4)) },
    { "the same by a number", 8, 10, 2, 16.635532333438686 },
    { "a term in all articles", 10, 10, 5, 20 * log(2) },
    { "a term in as many as expected", 5, 10, 5, 0 },
    { "a falling term", 1, 10, 5, -2 * (log(1 / 5) + 9 * log(9 / 5)) },
    { "a term expected in all articles", 10, 10, 10, -math.huge },
    { "a term expected in more than all articles", 10, 10, 12, -math.huge },
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
    for i = 2, #rows do assert.is_true(rows[i].score <= rows[i - 1].score) end
    assert.are.equal("台风 ant", keys_of(trends.rank(current, history, {}, no_template, 2)))
    assert.are.equal("", keys_of(trends.rank(current, history, {}, no_template, 0)))
  end)

  it("leaves out terms in fewer than three articles", function()
    local counter = new_world()
    local current = counter { { 2, "台风" }, { 3, "蜜蜂" }, { 5, "城市" } }
    assert.are.equal("蜜蜂", keys_of(trends.rank(current, counter { { 20, "城市" } }, {}, no_template, 10)))
  end)

  it("leaves out terms that fall or stay", function()
    local counter = new_world()
    local current = counter { { 5, "城市" }, { 5, "台风" } }
    local history = counter { { 50, "城市" }, { 30, "蜜蜂" }, { 20, "台风" } }
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
      local rows = trends.rank(current, history, { { n = 10, history = before }, { n = 10, history = other } },
        no_template, 10)
      assert.are.equal("台风", keys_of(rows))
    end)

    it("takes the larger of both expectations", function()
      local sources = { { n = 4, history = before }, { n = 16, history = other } }
      local row = trends.rank(counter { { 18, "足球" }, { 2, "城市" } }, history, sources, no_template, 10)[1]
      local p = 22.5 / 41
      local expected = 4 * (2 + 5 * p) / 25 + 16 * (20 + 5 * p) / 25
      assert.is_true(expected > 20 * p)
      is_near(expected, row.expected)
      is_near(trends.score(18, 20, expected), row.score)
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
