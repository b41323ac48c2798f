local bursts = require "newsstat.trends.bursts"

local function series(text)
  local list = {}
  for value in text:gmatch "%d+" do list[#list + 1] = tonumber(value) end
  return list
end

-- The cost of a way through the states, by the definition.
local function cost_of(way, x, n, shares, climb)
  local cost, before = 0, 1
  for t, state in ipairs(way) do
    cost = cost + math.max(0, state - before) * climb
      - (x[t] * math.log(shares[state]) + (n[t] - x[t]) * math.log(1 - shares[state]))
    before = state
  end
  return cost
end

local function each_way(length, states, visit, way)
  way = way or {}
  if #way == length then return visit(way) end
  for state = 1, states do
    way[#way + 1] = state
    each_way(length, states, visit, way)
    way[#way] = nil
  end
end

describe("bursts.find", function()
  it("finds where a term is used more", function()
    local found = bursts.find(series "1 1 1 12 15 1 1 1", series "50 50 50 50 50 50 50 50")
    assert.are.equal(1, #found)
    assert.are.same({ 4, 5 }, { found[1].first, found[1].last })
    assert.is_true(found[1].weight > 0)
    assert.are.equal(found[1], bursts.at(found, 5))
    assert.is_nil(bursts.at(found, 3))
  end)

  it("finds none in a steady series, nor where there is no article", function()
    assert.are.same({}, bursts.find(series "5 5 5 5", series "50 50 50 50"))
    assert.are.same({}, bursts.find(series "0 0 0", series "5 0 5"))
    assert.are.same({}, bursts.find({}, {}))
  end)

  it("takes periods without articles, and a term in all articles", function()
    assert.are.equal(0, #bursts.find(series "5 0 5", series "5 0 5"))
  end)

  it("goes the cheapest way, of all that there are", function()
    math.randomseed(7)
    for _ = 1, 40 do
      local x, n, all, with = {}, {}, 0, 0
      for t = 1, 6 do
        n[t] = math.random(5, 40)
        x[t] = math.random(0, math.floor(n[t] / (t == 3 and 1 or 6)))
        all, with = all + n[t], with + x[t]
      end
      if with > 0 then
        local shares, climb = {}, bursts.GAMMA * math.log(6)
        for i = 1, bursts.STATES do shares[i] = math.min(.9999, with / all * bursts.SCALE ^ (i - 1)) end
        local least = math.huge
        each_way(6, bursts.STATES, function(way) least = math.min(least, cost_of(way, x, n, shares, climb)) end)
        assert.is_true(math.abs(cost_of(bursts.way(x, n), x, n, shares, climb) - least) < 1e-9)
      end
    end
  end)
end)
