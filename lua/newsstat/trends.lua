--- Rising and falling terms: which words and phrases more, or fewer, articles of a period have than a history lets
--- expect.
--
-- The parts, each in a file of its own under `newsstat.trends`: candidates (what may be ranked), history and expected
-- (how many articles are expected), statistics (how surprising a count is), score (what tempers surprise), forms
-- (which of several forms to show), listing (the list a reader sees), bursts (when a term was used more). Their limits and
-- weights go to the core (csrc/core/ranking.h), which computes with them.
-- doc/statistics.md derives the formulas.

local bursts = require "newsstat.trends.bursts"
local candidates = require "newsstat.trends.candidates"
local core = require "newsstat.core"
local expected = require "newsstat.trends.expected"
local history_of = require "newsstat.trends.history"
local listing = require "newsstat.trends.listing"
local score = require "newsstat.trends.score"
local statistics = require "newsstat.trends.statistics"

local M = {}

-- Periods with fewer articles are marked.
M.FEW_ARTICLES = 20

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

-- -- What is held against what ------------------------------------------------------------------------

---@class newsstat.trends_run : newsstat.expectation a period that is ranked
---@field period integer
---@field first_period integer of its history
---@field last_period integer
---@field first_place integer of the articles of its history
---@field last_place integer

---@class newsstat.trends_runs
---@field [integer] newsstat.trends_run in order of time
---@field standing table rules that terms are judged by, of `core.standing_rules`
---@field is_falling boolean|nil
---@field places integer[]|nil only these are in a history

-- The place before the first article of each period.
local function starts_of(self)
  local starts, before = {}, 0
  for period = 1, #self.periods + 1 do
    starts[period] = before
    before = before + (self.totals[period] or 0)
  end
  starts[#starts + 1] = before
  return starts
end

local function run_of(self, period, history, starts, has_strata)
  local run = expected.new(self.sizes[period], history.sizes, has_strata)
  run.period, run.first_period, run.last_period = period, history.first, history.last
  run.first_place, run.last_place = starts[history.first] + 1, starts[history.last + 1]
  return run
end

-- The history that all periods are held against; nil and a message where it is none, and no history where it grows.
local function fixed_history(self, options)
  local history = history_of.new(self)
  if options.against then
    if history:add_named(options.against) then return history end
    return nil, ("'%s' is neither a span of periods with articles nor a source"):format(options.against)
  end
  if self.reference then
    history:add_period(self.reference)
    return history
  end
  if self.repeats_reference then
    return nil, "all articles for reference repeat others of the timeline and are left out; keep_duplicates "
      .. "(--keep-duplicates) counts them"
  end
end

-- All periods that are ranked.
local function runs_of(self, options)
  local fixed, message = fixed_history(self, options)
  if message then return nil, message end
  local history, starts = fixed or history_of.new(self), starts_of(self)
  local is_source = options.against and not options.against:find "^%d%d%d%d"
  local runs = {
    standing = candidates.rules(self.median_words), is_falling = options.falling, places = history.places,
  }
  for period, label in ipairs(self.periods) do
    if self.totals[period] > 0 and history:articles() > 0 and (not options.period or options.period == label) then
      runs[#runs + 1] = run_of(self, period, history, starts, not (options.no_strata or is_source))
    end
    if options.period == label then break end
    if not fixed then
      history:add_period(period)
      if options.history and period > options.history then history:remove_first() end
    end
  end
  return runs
end

-- -- One period ---------------------------------------------------------------------------------------

-- Gives rows p and q, among all terms that moved and those that enough articles have.
local function judge(rows, distances, tests)
  local wanted = {}
  for i, row in ipairs(rows) do wanted[i] = math.abs(row.g2) end
  table.sort(wanted)
  local q_of = statistics.q_values(wanted, distances, math.max(tests, #distances))
  for _, row in ipairs(rows) do row.p, row.q = statistics.p_value(row.g2), q_of[math.abs(row.g2)] end
end

local function pick(self, ranking, runs, number, top)
  local index, place = self.index, 0
  local function next_row()
    place = place + 1
    local row = ranking:row(number, place)
    if row then row.place = place end
    return row
  end
  local function shared(a, b) return runs.is_falling and 0 or self:shared(ranking, number, a, b) end
  local function words(row) return { index:words(row.id) } end
  local picked = listing.pick(next_row, top, shared, words)
  judge(picked, ranking:distances(number), self:tests(ranking, number))
  return picked
end

-- Three digits of a probability, however small.
local function rounded(p)
  if p <= 0 then return 0 end
  local scale = 10 ^ (2 - math.floor(math.log(p) / math.log(10)))
  return math.floor(p * scale + .5) / scale
end

-- What a reader is told of a row.
local function describe(self, row, rank, run)
  local period = run.period
  row.rank, row.period, row.term = rank, self.periods[period], self.index:surface(row.id)
  row.share, row.score = row.articles / run.n, row.damped
  row.p, row.q = rounded(row.p), rounded(row.q)
  row.few = self.totals[period] < M.FEW_ARTICLES or nil
  row.partial = (period == #self.periods and self.is_partial) or nil
  for i, form in ipairs(row.forms or {}) do row.forms[i] = self.index:surface(form) end
end

local function examples_of(self, ranking, number, row, limit)
  local places, uses = self:postings(ranking, number, row)
  local shown, counts = {}, {}
  for i = 1, math.min(limit, #places) do shown[i], counts[i] = places[i], uses[i] end
  return self:found(shown, counts)
end

local function rank_run(self, ranking, runs, number, options)
  self:rank(ranking, runs, number)
  local rows = pick(self, ranking, runs, number, options.top)
  for rank, row in ipairs(rows) do
    describe(self, row, rank, runs[number])
    if (options.articles or 0) > 0 then
      row.examples = examples_of(self, ranking, number, row, options.articles)
    end
  end
  return rows
end

-- -- All ----------------------------------------------------------------------------------------------

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

-- What rows were found by. The numbers of terms depend on which thread met one first, rows on nothing but the articles.
local WORKING = { "compared", "damped", "history", "id", "of_same", "of_topic", "place", "times", "words" }

local function take_out_working(rows)
  for _, row in ipairs(rows) do
    for _, name in ipairs(WORKING) do row[name] = nil end
  end
end

---@param self newsstat.article_index
---@param options table as timeline:trends takes it, top set
---@return newsstat.trend[]|nil rows nil where --against names nothing
---@return string|nil message
function M.rank(self, options)
  local runs, message = runs_of(self, options)
  if not runs then return nil, message end
  local ranking = core.ranking(runs.standing, score.rules(options), runs, self.source_count)
  local rows = {}
  for number in ipairs(runs) do
    for _, row in ipairs(rank_run(self, ranking, runs, number, options)) do rows[#rows + 1] = row end
  end
  ranking:close()
  add_bursts(self, rows)
  take_out_working(rows)
  return rows
end

return M
