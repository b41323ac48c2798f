--- What a timeline is asked about its terms: how they go through the periods, which rise, which tell articles apart.
--- The methods are those of every `newsstat.timeline`.

local failure = require "newsstat.failure"
local lazily = require "newsstat.lazily"
local options_of = require "newsstat.options"
local queries = require "newsstat.queries"
local statistics = require "newsstat.trends.statistics"
local timeline_articles = require "newsstat.timeline_articles"
local trends = require "newsstat.trends"

local comparison = lazily "newsstat.comparison"
local cooccurrence = lazily "newsstat.cooccurrence"
local following = lazily "newsstat.following"
local keywords = lazily "newsstat.keywords"
local term_series = lazily "newsstat.term_series"

local counted = timeline_articles.counted

---@class newsstat.timeline
local Timeline = {}

---How a term goes through all periods. 武漢 and 武汉 are one term.
---
---    for _, point in ipairs(timeline:series "台风|颶風") do
---      if point.articles > 0 then print(point.period, point.articles) end
---    end
---    --> 2025-06 1
---    --> 2025-07 4
---    --> 2025-08 2
---@param query string a term in any spelling, or several: see `newsstat.queries`
---@param options? newsstat.series_options
---@return newsstat.point[]|nil series nil where what is kept in files or a store cannot be read back
---@return string|nil message
---@return "busy"|"fault"|nil kind
function Timeline:series(query, options)
  options = options_of.check(options, term_series.OPTIONS, "timeline:series")
  local groups = queries.check(query, "timeline:series")
  local smoothing = term_series.check(options, "timeline:series")
  return failure.catch(function() return (term_series.points(counted(self), groups, smoothing)) end)
end

---@class newsstat.trends_options
---@field period? string one period only
---@field top? integer rows of each period, default 20
---@field falling? boolean terms that fell instead of those that rose
---@field method? "tempered"|"g2"|"z"|"jlh"|"log-odds" what terms are ranked by; default "tempered", see doc/statistics.md
---@field history? integer only so many periods before each count as its history; default all
---@field against? string another history for all periods: a span such as 2019 or 2019-01..2019-06, or a source
---@field no_strata? boolean sources are not told apart
---@field min_sources? integer articles must be of so many sources
---@field articles? integer so many articles with the term beside each row, as `examples`

local TRENDS_OPTIONS = {
  period = "string", top = "count", falling = "boolean", method = "string", history = "count", against = "string",
  no_strata = "boolean", min_sources = "count", articles = "count",
}

-- What to say of a period without articles; nil where it has some.
local function no_articles(known, period)
  if (known.totals[known.period_numbers[period] or 0] or 0) > 0 then return nil end
  return ("no articles in period %s: the timeline goes from %s to %s"):format(
    period, known.periods[1] or "nothing", known.periods[#known.periods] or "nothing")
end

local function check_method(method)
  if method ~= nil and method ~= "tempered" and not statistics.METHODS[method] then
    error("timeline:trends: option 'method' must be tempered, g2, z, jlh or log-odds, got '" .. method .. "'", 3)
  end
end

---Rising terms against all earlier periods, best first; period after period.
---The first period has no history and so no rows. `newsstat.trends` says how they are ranked.
---
---    local rows = assert(timeline:trends { period = "2025-07", top = 1 })
---    print(rows[1].term, rows[1].articles)        --> 台风 4
---    print(timeline:trends { period = "1999-01" } == nil)  --> true
---@param options? newsstat.trends_options
---@return newsstat.trend[]|nil rows nil where the timeline has no such period, or nothing to hold it against; or where what
---  is kept in files or a store cannot be read back
---@return string|nil message
---@return "busy"|"fault"|nil kind of the latter
function Timeline:trends(options)
  options = options_of.check(options, TRENDS_OPTIONS, "timeline:trends")
  check_method(options.method)
  local chosen = { top = 20 }
  for name, value in pairs(options) do chosen[name] = value end
  return failure.catch(function()
    local known = counted(self)
    local problem = chosen.period and no_articles(known, chosen.period)
    if problem then return nil, problem end
    return trends.rank(known, chosen)
  end)
end

---@class newsstat.followed
---@field term string surface form
---@field rank integer from 1
---@field score number of the keyword
---@field direction "new"|"rising"|"steady"|"fading" the last period against the mean of those before
---@field peak string the period with the largest share
---@field burst string|nil first and last period of the burst that the last period lies in, as 2020-01..2020-03
---@field first newsstat.found|nil the first article that has it
---@field series newsstat.point[]

local FOLLOW_OPTIONS = { top = "count" }

---The keywords of one article, each with its way through the timeline.
---
---    local rows = timeline:follow("台风来了，洪水也来了", { top = 1 })
---    print(rows[1].term, rows[1].direction, rows[1].peak)  --> 台风 fading 2025-07
---@param article newsstat.article|string an article or a text
---@param options? { top?: integer } keywords, default 10
---@return newsstat.followed[]|nil rows
---@return string|nil message
---@return "busy"|"fault"|nil kind where what is kept in files or a store cannot be read back
function Timeline:follow(article, options)
  options = options_of.check(options, FOLLOW_OPTIONS, "timeline:follow")
  local chosen = { top = options.top or 10, idf = self }
  for name, value in pairs(self.term_options) do chosen[name] = value end
  local found, message, kind = keywords.of(article, chosen)
  if not found then return nil, message, kind end
  return failure.catch(function()
    following.describe(self, found, counted(self))
    return found
  end)
end

---@class newsstat.compared
---@field a newsstat.contrast[] terms that articles of the first have more often
---@field b newsstat.contrast[] terms that those of the second have more often; `articles`, `count` and `share` are of
---  the second there
---@field articles_a integer articles of the first
---@field articles_b integer

local COMPARE_OPTIONS = { top = "count" }

---Compares two sources, two spans of time, or a source and all others: which terms tell them apart. The score is the
---z score of the log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi, Quinn 2008), see
---doc/statistics.md; terms of at least 1.96 are listed.
---
---    local found = assert(timeline:compare("2025", "2026", { top = 1 }))
---    print(found.b[1].term, found.articles_b)     --> 海底隧道 8
---@param a string a source, or a span such as 2019, 2019-03 or 2019-01..2019-06
---@param b? string another one; default all articles that are not in `a`
---@param options? { top?: integer } terms of each side, default 20
---@return newsstat.compared|nil rows nil where either has no articles, or both share some; or as of `trends`
---@return string|nil message
---@return "busy"|"fault"|nil kind
function Timeline:compare(a, b, options)
  options = options_of.check(options, COMPARE_OPTIONS, "timeline:compare")
  if type(a) ~= "string" or b ~= nil and type(b) ~= "string" then
    error("timeline:compare: a source or a span such as 2019-01..2019-06 expected", 2)
  end
  return failure.catch(function() return comparison.of(counted(self), self.calendar, a, b, options.top or 20) end)
end

local COOCCURRING_OPTIONS = { period = "string", top = "count" }

---The terms that articles with a term have more often than those without it, by Dunning's (1993) log-likelihood
---ratio; from 10.83 on, which chance exceeds once in a thousand.
---
---    print(timeline:cooccurring("台风", { top = 1 })[1].term)  --> 撤离
---@param query string a term or several, see `newsstat.queries`
---@param options? { period?: string, top?: integer } one period only; default all; top: default 20
---@return newsstat.contrast[]|nil rows `articles` are those that have both, `other_articles` those with the row's
---  term alone; nil where the timeline has no such period, or as of `trends`
---@return string|nil message
---@return "busy"|"fault"|nil kind
function Timeline:cooccurring(query, options)
  options = options_of.check(options, COOCCURRING_OPTIONS, "timeline:cooccurring")
  local groups = queries.check(query, "timeline:cooccurring")
  return failure.catch(function()
    local known = counted(self)
    local problem = options.period and no_articles(known, options.period)
    if problem then return nil, problem end
    return cooccurrence.of(known, groups, options.period, options.top or 20)
  end)
end

return Timeline
