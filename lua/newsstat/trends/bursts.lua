--- Bursts: the stretches of time in which a term is used at a higher rate, by the batched automaton of
--- J. Kleinberg, "Bursty and hierarchical structure in streams", Data Mining and Knowledge Discovery 7, 2003.
--
-- x_t of the N_t articles of period t have the term. State i expects a share p_i = p_0 s^i, p_0 the share over all
-- periods. Being in state i in period t costs -ln of the binomial probability of x_t of N_t at p_i; going up from
-- i to j costs (j - i) gamma ln T, going down nothing. The cheapest way through all periods (Viterbi) tells the
-- bursts: from where the state rises to where it falls below that level again. The weight of a burst is what its
-- states save against state 0.

local huge, log, max, min = math.huge, math.log, math.max, math.min

local M = {}

M.SCALE = 2
M.GAMMA = 1
M.STATES = 3

-- No share is above this, so that its logarithm is finite.
local MOST_SHARE = .9999

-- -ln of the binomial probability without the coefficient, which is the same in all states.
local function cost_of(x, n, share) return -(x * log(share) + (n - x) * log(1 - share)) end

local function shares_of(x, n, states)
  local with_term, all = 0, 0
  for t = 1, #x do with_term, all = with_term + x[t], all + n[t] end
  if with_term == 0 then return nil end
  local shares = {}
  for i = 1, states do shares[i] = min(MOST_SHARE, with_term / all * M.SCALE ^ (i - 1)) end
  return shares
end

-- The cheapest way: the state of each period, from 1.
local function cheapest_way(x, n, shares)
  local states, climb = #shares, M.GAMMA * log(max(2, #x))
  -- Of each state the cost of the best way to it; before the first period all are in state 1.
  local best, now, from, with, without = {}, {}, {}, {}, {}
  for i, share in ipairs(shares) do best[i], with[i], without[i] = i == 1 and 0 or huge, log(share), log(1 - share) end
  for t = 1, #x do
    local x_t, rest = x[t], n[t] - x[t]
    for i = 1, states do
      local state, least = 1, best[1] + (i - 1) * climb
      for j = 2, states do
        local cost = j < i and best[j] + (i - j) * climb or best[j]
        if cost < least then state, least = j, cost end
      end
      now[i], from[t * states + i] = least - (x_t * with[i] + rest * without[i]), state
    end
    best, now = now, best
  end
  local last = 1
  for i = 2, states do if best[i] < best[last] then last = i end end
  local way = {}
  for t = #x, 1, -1 do
    way[t] = last
    last = from[t * states + last]
  end
  return way
end

---@class newsstat.burst
---@field first integer period in which it begins, from 1
---@field last integer period in which it ends
---@field level integer highest state, from 1
---@field weight number what it saves, in nats

---The state of each period on the cheapest way; nil for a term that no article has.
---@param x integer[] articles of each period with the term
---@param n integer[] articles of each period
---@return integer[]|nil states from 1
---@return number[]|nil shares that they expect
function M.way(x, n)
  local shares = shares_of(x, n, M.STATES)
  if shares then return cheapest_way(x, n, shares), shares end
end

---@param x integer[] articles of each period with the term
---@param n integer[] articles of each period
---@return newsstat.burst[] in order of time
function M.find(x, n)
  local way, shares = M.way(x, n)
  local found, open = {}, nil
  for t, state in ipairs(way or {}) do
    if state == 1 then
      open = nil
    else
      if not open then
        open = { first = t, level = 0, weight = 0 }
        found[#found + 1] = open
      end
      open.last, open.level = t, max(open.level, state - 1)
      open.weight = open.weight + cost_of(x[t], n[t], shares[1]) - cost_of(x[t], n[t], shares[state])
    end
  end
  return found
end

---The burst that a period lies in.
---@param bursts newsstat.burst[]
---@param period integer
---@return newsstat.burst|nil
function M.at(bursts, period)
  for _, burst in ipairs(bursts) do
    if burst.first <= period and period <= burst.last then return burst end
  end
end

return M
