local forms = require "newsstat.trends.forms"
local listing = require "newsstat.trends.listing"

local function row(key, articles, base)
  return { key = key, articles = articles, width = articles, base = base, score = base }
end

local function shown(rows)
  forms.choose(rows)
  local list = {}
  for _, one in ipairs(rows) do
    if not one.yields_to then list[#list + 1] = ("%s %g"):format(one.key, one.score) end
  end
  return table.concat(list, ", ")
end

describe("forms.choose", function()
  local cases = {
    { "the wider form inside, which rises itself", { row("触发熔断", 4, 9), row("熔断", 12, 8) }, "熔断 9" },
    { "the longer form where the wider one hardly rises", { row("浪费食物", 4, 9), row("浪费", 12, 2) }, "浪费食物 9, 浪费 2" },
    { "the longer form that covers the shorter one", { row("区议会选举", 9, 3), row("区议会", 10, 5) }, "区议会选举 5" },
    { "N95, though a longer form yields to a third", { row("n95口罩", 8, 6), row("n95", 20, 5), row("口罩", 60, 7) }, "n95 5, 口罩 7" },
    { "what is no word inside a Latin one", { row("covid", 5, 3), row("co", 9, 4) }, "covid 3, co 4" },
  }
  for _, case in ipairs(cases) do
    it("keeps " .. case[1], function() assert.are.equal(case[3], shown(case[2])) end)
  end
end)

describe("listing.pick", function()
  local function keys_of(rows)
    local list = {}
    for i, one in ipairs(rows) do list[i] = one.key end
    return table.concat(list, " ")
  end
  local function in_turn(rows)
    local at = 0
    return function()
      at = at + 1
      return rows[at]
    end
  end
  local function none() return 0 end
  local function key_alone(one) return { one.key } end
  local function all(a, b) return math.min(a.articles, b.articles) end

  it("gives no more rows than are asked for", function()
    local rows = { row("c", 9, 2), row("a", 9, 1), row("b", 9, 1) }
    assert.are.equal("c a b", keys_of(listing.pick(in_turn(rows), 9, none, key_alone)))
    assert.are.equal("c a", keys_of(listing.pick(in_turn(rows), 2, none, key_alone)))
    assert.are.equal("", keys_of(listing.pick(in_turn(rows), 0, none, key_alone)))
  end)

  it("damps what shares a word with a term shown", function()
    local rows = { row("ab", 9, 10), row("ac", 9, 9), row("d", 9, 7) }
    rows[1].words, rows[2].words = { "a", "b" }, { "a", "c" }
    assert.are.equal("ab d ac", keys_of(listing.pick(in_turn(rows), 3, none, key_alone)))
  end)

  it("damps further terms of the same articles, and shows at most three", function()
    local rows = {}
    for i = 1, 6 do rows[i] = row("t" .. i, i == 6 and 50 or 9, 10 - i) end
    assert.are.equal("t1 t2 t6 t3", keys_of(listing.pick(in_turn(rows), 9, all, key_alone)))
    -- t2 repeats the articles of one term, t3 those of two: 8 x .7, 7 x .7^2.
    assert.is_true(math.abs(rows[2].damped - 5.6) < 1e-9 and math.abs(rows[3].damped - 3.43) < 1e-9)
  end)
end)
