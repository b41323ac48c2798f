local expected = require "newsstat.trends.expected"
local statistics = require "newsstat.trends.statistics"

local log = math.log

local function is_near(wanted, given, tolerance)
  assert.is_true(math.abs(wanted - given) < (tolerance or 1e-9), ("%.12g expected, got %.12g"):format(wanted, given))
end

describe("statistics.g2", function()
  local cases = {
    { "a term in 8 of 10 articles where 2 are expected", 8, 10, 2, 2 * (8 * log(4) + 2 * log(1 / 4)) },
    { "a term in all articles", 10, 10, 5, 20 * log(2) },
    { "a term in as many as expected", 5, 10, 5, 0 },
    { "a falling term", 1, 10, 5, -2 * (log(1 / 5) + 9 * log(9 / 5)) },
    { "a term that is gone", 0, 10, 5, -20 * log(2) },
    { "a term expected in all articles", 10, 10, 10, -math.huge },
    { "a term expected in more than all", 10, 10, 12, -math.huge },
  }
  for _, case in ipairs(cases) do
    it("is as computed by hand for " .. case[1], function()
      local score = statistics.g2(case[2], case[3], case[4])
      if case[5] == -math.huge then assert.are.equal(case[5], score) else is_near(case[5], score) end
    end)
  end

  it("grows with the articles that have the term, and falls with those expected", function()
    for x = 2, 20 do assert.is_true(statistics.g2(x, 20, 3.5) > statistics.g2(x - 1, 20, 3.5)) end
    for e = 2, 19 do assert.is_true(statistics.g2(10, 20, e) < statistics.g2(10, 20, e - 1)) end
  end)
end)

describe("statistics.log_odds", function()
  it("is as computed by hand", function()
    local prior = 20 * .2
    is_near((log((8 + prior) / (2 + 16)) - log((20 + prior) / (80 + 16))) / math.sqrt(1 / 12 + 1 / 24),
      statistics.log_odds(8, 10, 2, 20, 100))
  end)

  it("has no sign where nothing moved", function()
    is_near(0, statistics.log_odds(5, 10, 5, 50, 100))
  end)
end)

describe("statistics.p_value", function()
  -- From tables of the chi-squared distribution with one degree of freedom.
  for _, case in ipairs { { 0, 1 }, { .4549364, .5 }, { 3.841459, .05 }, { 6.634897, .01 }, { 10.82757, .001 } } do
    it(("of G² %.3f is %.3f"):format(case[1], case[2]), function()
      is_near(case[2], statistics.p_value(case[1]), 1e-6)
      is_near(case[2], statistics.p_value(-case[1]), 1e-6)
    end)
  end
end)

describe("statistics.q_values", function()
  -- All q of a list, by the definition: from the largest p on, the least p · tests / rank so far.
  local function all_of(list, tests)
    local q_of, least = {}, 1
    for place, g2 in ipairs(list) do
      least = math.min(least, statistics.p_value(g2) * tests / (#list + 1 - place))
      q_of[g2] = least
    end
    return q_of
  end

  it("are those of Benjamini and Hochberg", function()
    -- p of .5, .03, .02 and .01
    local list = { .4549364, 4.709292, 5.411894, 6.634897 }
    local q_of = statistics.q_values(list, list, 5)
    for i, wanted in ipairs { .625, .05, .05, .05 } do is_near(wanted, q_of[list[i]], 1e-6) end
  end)

  it("are those of the definition, for any of a list", function()
    math.randomseed(11)
    for _ = 1, 60 do
      local list, wanted = {}, {}
      for i = 1, math.random(1, 80) do list[i] = math.random(1, 400) / math.random(4, 40) end
      table.sort(list)
      for _, g2 in ipairs(list) do
        if math.random(1, 3) == 1 then wanted[#wanted + 1] = g2 end
      end
      local tests = #list + math.random(0, 200)
      local all = all_of(list, tests)
      for g2, q in pairs(statistics.q_values(wanted, list, tests)) do assert.are.equal(all[g2], q) end
    end
  end)

  it("are never above 1", function() assert.are.equal(1, statistics.q_values({ .1 }, { .1 }, 100)[.1]) end)
end)

describe("expected.new", function()
  it("weighs an article of a source's history by what the source writes now, drawn towards all by five", function()
    local expectation = expected.new({ 4, 16 }, { 20, 0 }, true)
    is_near(4 / 25, expectation.weights[1])
    is_near(16 / 5, expectation.weights[2])
    is_near(5 * (4 / 25 + 16 / 5), expectation.spread)
  end)

  it("leaves all to the overall share without strata", function()
    local expectation = expected.new({ 4, 16 }, { 20, 30 }, false)
    assert.are.same({ 0, 0 }, expectation.weights)
    assert.are.equal(20, expectation.spread)
  end)

  it("tells what no expectation is below", function()
    local _, floor = expected.least(expected.new({ 10 }, { 99 }, true))
    assert.are.equal(10 / 100, floor)
  end)

  it("trusts a source that is new less than one that is known", function()
    local trust = expected.new({ 50, 50 }, { 500, 0 }, true).trust
    is_near(1, trust[1])
    is_near((1 + 49 / 550) / (1 + 49 / 50), trust[2])
    assert.are.same({ 1, 1 }, expected.new({ 50, 50 }, { 500, 0 }, false).trust)
  end)
end)
