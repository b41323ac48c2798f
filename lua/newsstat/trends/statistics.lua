--- Statistics of a rise: how far x articles of N are from e expected ones. The core computes them (csrc/core/ranking.h) for
--- each term that is ranked, and here those that sets of articles are told apart by.
--
-- doc/statistics.md derives each and says where it comes from.

local core = require "newsstat.core"

local exp, sqrt = math.exp, math.sqrt

local M = {}

---Signed G², the log-likelihood ratio of the counts (Dunning 1993).
---@type fun(x: number, n: number, e: number): number
---x: articles of the period with the term; n: articles of the period; e: articles expected, above 0. Positive for a
---rising term.
M.g2 = core.statistics.g2

M.PRIOR = 20

---Standard score of the log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi, Quinn 2008);
---the prior is worth `M.PRIOR` articles with the share that is expected.
---@param x number
---@param n number
---@param e number
---@param history number articles of the history with the term
---@param m number articles of the history
---@return number
function M.log_odds(x, n, e, history, m) return core.statistics.log_odds(x, n, e, history, m, M.PRIOR) end

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

---Names of --method for the plain statistics.
M.METHODS = { g2 = true, z = true, jlh = true, ["log-odds"] = true }

return M
