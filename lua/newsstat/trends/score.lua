--- The default score of a rising term: G² tempered by what else speaks for its being news.
--
--   base  = (trust G2)^.7 * log2(x / e) * adaptation * salience * exp(.3 class) * breadth * (series / x) * firmness
--   score = base * (1 + .5 min(8, titles))
--
-- Each factor is a field of the row, so that a reader sees what lifted it.

local statistics = require "newsstat.trends.statistics"

local exp, log, min = math.exp, math.log, math.min

local M = {}

M.LEAST_LIFT = 1.5
M.G2_POWER = .7
M.CLASS_WEIGHT = .3
M.BREADTH = .1
M.MOST_SOURCES = 2
M.TITLE = .5
M.MOST_TITLES = 8

---Fills in the factors, `base` and `score` of a row.
---@param row table with articles, expected, sources, series, titles, salience
---@param candidate newsstat.candidate
---@param n integer articles of the period
function M.fill(row, candidate, n)
  local x, e = row.articles, row.expected
  row.lift = x / e
  row.g2 = statistics.g2(x, n, e)
  row.adaptation, row.class, row.firmness = candidate.adaptation, candidate.class, candidate.firmness
  row.breadth = 1 + M.BREADTH * min(row.sources - 1, M.MOST_SOURCES)
  row.base = (row.g2 * row.trust) ^ M.G2_POWER * log(row.lift) / log(2) * row.adaptation * row.salience
    * exp(M.CLASS_WEIGHT * row.class) * row.breadth * row.series / x * row.firmness
  row.score = row.base * (1 + M.TITLE * min(M.MOST_TITLES, row.titles))
end

return M
