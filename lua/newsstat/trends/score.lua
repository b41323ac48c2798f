--- The default score of a rising term: G² tempered by what else speaks for its being news.
--
--   base  = (trust G2)^.75 * log2(x / e) * adaptation * salience * exp(.3 class) * breadth * (series / x) * firmness
--   score = base * (1 + .5 min(8, titles))
--
-- Each factor is a field of the row, so that a reader sees what lifted it. A plain statistic takes the place of all
-- of them where one is asked for by name. For a falling term the lift is e / max(x, 1/2), and there are no factors
-- of the period's articles, which may be none.

local statistics = require "newsstat.trends.statistics"

local abs, exp, log, max, min = math.abs, math.exp, math.log, math.max, math.min

local M = {}

M.LEAST_LIFT = 1.5
M.G2_POWER = .75
M.CLASS_WEIGHT = .3
M.BREADTH = .1
M.MOST_SOURCES = 4
M.TITLE = .5
M.MOST_TITLES = 8

local function tempered(row)
  local x = row.articles
  return (row.g2 * row.trust) ^ M.G2_POWER * log(row.lift) / log(2) * row.adaptation * row.salience
    * exp(M.CLASS_WEIGHT * row.class) * row.breadth * row.series / x * row.firmness
end

local function tempered_fall(row)
  local fall = row.expected / max(row.articles, .5)
  return abs(row.g2) ^ M.G2_POWER * log(fall) / log(2) * row.adaptation * exp(M.CLASS_WEIGHT * row.class) * row.firmness
end

---@param sources integer among a term's articles
---@return number factor
function M.breadth(sources) return 1 + M.BREADTH * min(max(sources - 1, 0), M.MOST_SOURCES) end

---Fills in `base` and `score` of a row.
---@param row table with all factors, articles, expected and history
---@param run { expectation: newsstat.expectation, is_falling?: boolean, method?: string }
function M.fill(row, run)
  local plain = run.method and statistics.METHODS[run.method]
  if plain then
    local of = run.expectation
    row.base = plain(row.articles, of.n, row.expected, row.history, of.m) * (run.is_falling and -1 or 1)
    row.score = row.base
  elseif run.is_falling then
    row.base = tempered_fall(row)
    row.score = row.base
  else
    row.base = tempered(row)
    row.score = row.base * (1 + M.TITLE * min(M.MOST_TITLES, row.titles))
  end
end

return M
