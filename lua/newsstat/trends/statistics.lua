--- Statistics of a rise: how far x articles of N are from e expected ones.
--
-- doc/statistics.md derives each and says where it comes from.

local exp, log, sqrt = math.exp, math.log, math.sqrt

local M = {}

---Signed G², the log-likelihood ratio of the counts (Dunning 1993).
---@param x number articles of the period with the term
---@param n number articles of the period
---@param e number articles expected, above 0
---@return number score positive for a rising term
function M.g2(x, n, e)
  if e >= n then return -math.huge end
  local sum = x > 0 and x * log(x / e) or 0
  if x < n then sum = sum + (n - x) * log((n - x) / (n - e)) end
  return x > e and 2 * sum or -2 * sum
end

---Standard score of a count against its expectation, with the variance of a binomial count.
---@param x number
---@param n number
---@param e number
---@return number
function M.z(x, n, e)
  local share = math.min(e / n, 1)
  return (x - e) / sqrt(math.max(n * share * (1 - share), 1e-9))
end

---JLH, the score of Elasticsearch's significant terms: absolute times relative change of the share.
---@param x number
---@param n number
---@param e number
---@return number
function M.jlh(x, n, e) return (x - e) / n * (x / e) end

---Standard score of the log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi, Quinn 2008);
---the prior is worth `M.PRIOR` articles with the share that is expected.
---@param x number
---@param n number
---@param e number
---@param history number articles of the history with the term
---@param m number articles of the history
---@return number
function M.log_odds(x, n, e, history, m)
  local prior = M.PRIOR * e / n
  local rest = M.PRIOR - prior
  local now = log((x + prior) / (n - x + rest))
  local before = log((history + prior) / (m - history + rest))
  return (now - before) / sqrt(1 / (x + prior) + 1 / (history + prior))
end

M.PRIOR = 20

-- Complementary error function to seven digits (Abramowitz and Stegun 1964, 7.1.26, as refined by Press et al.
-- 2007, section 6.2, with a Chebyshev fit of relative error below 1.2e-7).
local function erfc(x)
  local z = math.abs(x)
  local t = 1 / (1 + .5 * z)
  local value = t * exp(-z * z - 1.26551223 + t * (1.00002368 + t * (.37409196 + t * (.09678418 + t * (-.18628806
    + t * (.27886807 + t * (-1.13520398 + t * (1.48851587 + t * (-.82215223 + t * .17087277)))))))))
  return x >= 0 and value or 2 - value
end

---Probability that chance alone gives a G² so large, either way (chi-squared, one degree of freedom).
---@param g2 number signed or not
---@return number p
function M.p_value(g2) return erfc(sqrt(math.abs(g2) / 2)) end

-- The first place of a value in a sorted list.
local function place_of(value, sorted)
  local first, last = 1, #sorted
  while first < last do
    local middle = math.floor((first + last) / 2)
    if sorted[middle] < value then first = middle + 1 else last = middle end
  end
  return first
end

---Benjamini and Hochberg's (1995) adjusted p-values: accepting all with q below a level makes the expected share of
---false discoveries at most that level. A q is the least of p · tests / rank among all whose p is as large or larger.
---@param wanted number[] G² without sign of those that are asked for, the smallest first
---@param sorted number[] those of all that are known, the wanted among them, the smallest first
---@param tests integer how many were tested, those not in the list too, whose G² are smaller
---@return table<number, number> q of each wanted G²
function M.q_values(wanted, sorted, tests)
  local q_of, q, done = {}, 1, 0
  for _, g2 in ipairs(wanted) do
    local first = place_of(g2, sorted)
    for place = first, done + 1, -1 do
      local scaled = M.p_value(sorted[place]) * tests
      q = math.min(q, scaled / (#sorted + 1 - place))
      -- On the way back to those that are done p only grows, and no rank is above this.
      if scaled / (#sorted - done) >= q then break end
    end
    q_of[g2], done = q, first
  end
  return q_of
end

---Offers the plain statistics by the names of --method; each gets x, n, e, history, m.
M.METHODS = { g2 = M.g2, z = M.z, jlh = M.jlh, ["log-odds"] = M.log_odds }

return M
