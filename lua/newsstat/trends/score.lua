--- The default score of a rising term: G² tempered by what else speaks for its being news.
--
--   base  = (trust G2)^.75 * log2(x / e) * adaptation * salience * exp(.3 class) * breadth * (series / x) * firmness
--   score = base * (1 + .5 min(8, titles))
--
-- Each factor is a field of the row, so that a reader sees what lifted it; breadth is 1 + .1 min(4, sources - 1). A plain
-- statistic takes the place of all of them where one is asked for by name. For a falling term the lift is
-- e / max(x, 1/2), and there are no factors of the period's articles, which may be none. The core computes it
-- (csrc/core/ranking.h) with these weights.

local expected = require "newsstat.trends.expected"
local forms = require "newsstat.trends.forms"
local statistics = require "newsstat.trends.statistics"

local M = {}

-- A term needs this many articles in a period, or of a history that it fell from; fewer are chance.
M.LEAST_ARTICLES = 3

M.LEAST_LIFT = 1.5

-- Below this G² a change is none: chance exceeds it in one case of a hundred (chi-squared, one degree of
-- freedom).
M.LEAST_G2 = 6.63

-- Of the terms of a period only the best go on to the choice of forms.
M.MOST_JUDGED = 600

M.G2_POWER = .75
M.CLASS_WEIGHT = .3
M.BREADTH = .1
M.MOST_SOURCES = 4
M.TITLE = .5
M.MOST_TITLES = 8

---What terms are ranked by, as `core.ranking` takes it.
---@param options { falling?: boolean, method?: string, min_sources?: integer }
---@return table
function M.rules(options)
  return {
    method = options.method or "tempered", is_falling = options.falling, min_sources = options.min_sources or 1,
    least_articles = M.LEAST_ARTICLES, least_lift = M.LEAST_LIFT, least_g2 = M.LEAST_G2, most_judged = M.MOST_JUDGED,
    lexicon_articles = expected.LEXICON, prior = statistics.PRIOR, g2_power = M.G2_POWER, class_weight = M.CLASS_WEIGHT,
    breadth_weight = M.BREADTH, most_sources = M.MOST_SOURCES, title_weight = M.TITLE, most_titles = M.MOST_TITLES,
    forms = forms.RULES,
  }
end

return M
