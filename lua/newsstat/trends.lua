--- Rising and falling terms: which words and phrases more, or fewer, articles of a period have than a history lets
--- expect.
--
-- The parts, each in a file of its own under `newsstat.trends`: candidates (what may be ranked), history and expected
-- (how many articles are expected), statistics (how surprising a count is), score (what tempers surprise), forms
-- (which of several forms to show), listing (the list a reader sees), bursts (when a term was used more).
-- doc/statistics.md derives the formulas.

local bursts = require "newsstat.trends.bursts"
local candidates = require "newsstat.trends.candidates"
local expected = require "newsstat.trends.expected"
local forms = require "newsstat.trends.forms"
local history_of = require "newsstat.trends.history"
local listing = require "newsstat.trends.listing"
local score = require "newsstat.trends.score"
local statistics = require "newsstat.trends.statistics"

local M = {}

-- A term needs this many articles in a period, or of a history that it fell from; fewer are chance.
M.LEAST_ARTICLES = 3

-- Below this G² a change is none: chance exceeds it in one case of a hundred (chi-squared, one degree of
-- freedom).
M.LEAST_G2 = 6.63

-- Periods with fewer articles are marked.
M.FEW_ARTICLES = 20

-- Of the terms of a period only the best go on to the choice of forms.
local MOST_JUDGED = 600

---@class newsstat.trend
---@field period string
---@field key string what the term is counted under
---@field term string surface form
---@field rank integer from 1
---@field score number what it is ranked by
---@field count integer uses in the period
---@field articles integer articles of the period with the term
---@field share number articles / articles of the period
---@field expected number articles expected from the history
---@field lift number articles / expected
---@field p number probability that chance alone makes such a G²
---@field q number share of false discoveries among all terms with a p as small (Benjamini, Hochberg)
---@field sources integer sources among the articles
---@field burst string|nil first and last period of the burst that the period lies in, as 2020-01..2020-03
---@field partial boolean|nil true: the period is not over by the last article
---@field few boolean|nil true: the period has fewer than 20 articles
---@field forms string[]|nil other forms that it stands for
---@field by_period integer[] articles with the term of each period of the timeline
---@field examples newsstat.found[]|nil articles with the term, the earliest first
---@field g2 number
---@field adaptation number share of the articles with the term that repeat it, over all periods
---@field salience number how much of its articles it is about
---@field class number what its part of speech speaks for, from -.8 to 2
---@field firmness number how firmly a phrase holds together, from .2 to 1
---@field breadth number factor of the number of sources
---@field titles integer articles that have it in their title
---@field series integer its articles, those of one series counted once
---@field trust number what its articles' sources are worth as evidence, from 0 to 1

-- Whether x articles are far enough from e.
local function is_far(x, e, is_falling)
  if is_falling then return e >= M.LEAST_ARTICLES and x * score.LEAST_LIFT <= e end
  return x >= score.LEAST_LIFT * e
end

-- A row for a term of the open period, or nil where it did not move or is nothing to rank. Each of very many gets a
-- table, made at once with all that it is scored by.
local function row_of(self, run, term, articles, history, weighted)
  local key, class, adaptation, firmness, common = candidates.of(self.index, term, self.median_words)
  if not key then return nil end
  local is_falling, n = run.is_falling, run.expectation.n
  local e = expected.of(run.expectation, history, weighted, is_falling and 0 or common)
  if not is_far(articles, e, is_falling) then return nil end
  local g2 = statistics.g2(articles, n, e)
  if math.abs(g2) < M.LEAST_G2 then return nil end
  local count, sources, series, titles, salience, trust = self.index:count(term)
  if sources < run.min_sources and not is_falling then return nil end
  local row = {
    id = term, key = key, articles = articles, expected = e, history = history, count = count, sources = sources,
    series = series, titles = titles, salience = salience, trust = trust, width = is_falling and history or articles,
    lift = articles / e, g2 = g2, adaptation = adaptation, class = class, firmness = firmness,
    breadth = score.breadth(sources), base = 0, score = 0,
  }
  score.fill(row, run)
  return row
end

-- What the index is asked for: terms that may have moved, by what is known before a term is looked at.
local function test_of(expectation, is_falling)
  local share, floor = expected.least(expectation)
  return {
    weights = expectation.weights, spread = expectation.spread, share = share, floor = floor, articles = expectation.n,
    least_articles = M.LEAST_ARTICLES, least_lift = score.LEAST_LIFT, least_g2 = M.LEAST_G2, is_falling = is_falling,
  }
end

-- The terms that moved, and how far: their G², in no order.
local function moved(self, run)
  local rows, distances = {}, {}
  for term, articles, history, weighted in self.index:each(test_of(run.expectation, run.is_falling)) do
    local row = row_of(self, run, term, articles, history, weighted)
    if row then
      local i = #rows + 1
      rows[i], distances[i] = row, math.abs(row.g2)
    end
  end
  return rows, distances
end

-- The rows with the best scores; all that are as good as the last of them too.
local function best_of(rows, most)
  if #rows <= most then return rows end
  local scores, best = {}, {}
  for i, row in ipairs(rows) do scores[i] = row.score end
  table.sort(scores)
  local least = scores[#scores + 1 - most]
  for _, row in ipairs(rows) do
    if row.score >= least then best[#best + 1] = row end
  end
  return best
end

-- Gives rows p and q, among all terms that moved and those that enough articles have.
local function judge(rows, distances, tests)
  local wanted = {}
  for i, row in ipairs(rows) do wanted[i] = math.abs(row.g2) end
  table.sort(wanted)
  table.sort(distances)
  local q_of = statistics.q_values(wanted, distances, math.max(tests, #distances))
  for _, row in ipairs(rows) do row.p, row.q = statistics.p_value(row.g2), q_of[math.abs(row.g2)] end
end

local function rank_open(self, run, top)
  local index = self.index
  local rows, distances = moved(self, run)
  local best = best_of(rows, MOST_JUDGED)
  forms.choose(best)
  local function shared(a, b) return index:shared(a.id, b.id) end
  local function words(row) return { index:words(row.id) } end
  local picked = listing.pick(best, top, run.is_falling and function() return 0 end or shared, words)
  judge(picked, distances, index:tests(M.LEAST_ARTICLES))
  return picked
end

local function found_articles(self, row, limit)
  local places, uses = self.index:postings(row.id)
  local shown, counts = {}, {}
  for i = 1, math.min(limit, #places) do shown[i], counts[i] = places[i], uses[i] end
  return self:found(shown, counts)
end

-- Three digits of a probability, however small.
local function rounded(p)
  if p <= 0 then return 0 end
  local scale = 10 ^ (2 - math.floor(math.log(p) / math.log(10)))
  return math.floor(p * scale + .5) / scale
end

-- What a reader is told of a row.
local function describe(self, row, rank, period, run)
  row.rank, row.period, row.term = rank, self.periods[period], self.index:surface(row.id)
  row.share, row.score = row.articles / run.expectation.n, row.damped
  row.p, row.q = rounded(row.p), rounded(row.q)
  row.few = self.totals[period] < M.FEW_ARTICLES or nil
  row.partial = (period == #self.periods and self.is_partial) or nil
  local others = {}
  for i, form in ipairs(row.forms or {}) do others[i] = self.index:surface(form.id) end
  row.forms = others[1] and others or nil
  if run.examples > 0 then row.examples = found_articles(self, row, run.examples) end
end

-- The articles of each period with each term that rows have; a term may have risen in several periods.
local function series_of(self, rows)
  local ids, by_id = {}, {}
  for _, row in ipairs(rows) do
    if not by_id[row.id] then ids[#ids + 1], by_id[row.id] = row.id, true end
  end
  for i, series in ipairs(self.index:series(ids)) do
    for period = #self.periods + 1, #series do series[period] = nil end
    by_id[ids[i]] = series
  end
  return by_id
end

local function add_bursts(self, rows)
  local by_id, bursts_of = series_of(self, rows), {}
  for _, row in ipairs(rows) do
    local series = by_id[row.id]
    row.by_period = series
    bursts_of[series] = bursts_of[series] or bursts.find(series, self.totals)
    local burst = bursts.at(bursts_of[series], self.period_numbers[row.period])
    row.burst = burst and self.periods[burst.first] .. ".." .. self.periods[burst.last] or nil
  end
end

local function rank_period(self, period, history, options)
  local has_strata = not (options.no_strata or options.is_source)
  local run = {
    expectation = expected.new(self.sizes[period], history.sizes, has_strata),
    is_falling = options.falling, min_sources = options.min_sources or 1, examples = options.articles or 0,
    method = options.method,
  }
  self.index:open(period, self.median_words, run.expectation.trust)
  local picked = rank_open(self, run, options.top)
  for rank, row in ipairs(picked) do describe(self, row, rank, period, run) end
  return picked
end

-- Makes the history of the next period, unless one was named that holds for all.
local function go_on(history, period, options)
  if options.against then return end
  history:add_period(period)
  if options.history and period > options.history then history:remove_first() end
end

---@param self newsstat.article_index
---@param options table as timeline:trends takes it, top set
---@return newsstat.trend[]|nil rows nil where --against names nothing
---@return string|nil message
function M.rank(self, options)
  local history, rows = history_of.new(self), {}
  if options.against then
    options.is_source = not options.against:find "^%d%d%d%d"
    if not history:add_named(options.against) then
      return nil, ("'%s' is neither a span of periods with articles nor a source"):format(options.against)
    end
  elseif self.reference then
    options.against = "reference"
    history:add_period(self.reference)
  end
  for period, label in ipairs(self.periods) do
    if self.totals[period] > 0 and history:articles() > 0 and (not options.period or options.period == label) then
      for _, row in ipairs(rank_period(self, period, history, options)) do rows[#rows + 1] = row end
    end
    if options.period == label then break end
    go_on(history, period, options)
  end
  history:clear()
  add_bursts(self, rows)
  return rows
end

return M
