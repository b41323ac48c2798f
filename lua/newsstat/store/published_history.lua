--- What a period of a published generation and its history tell of terms that may have moved.

local article_index = require "newsstat.article_index"
local expected = require "newsstat.trends.expected"
local score = require "newsstat.trends.score"
local word_uses = require "newsstat.store.word_uses"

local M = {}

-- Of a bound that the ranker checks again: what is at the border passes.
local SLACK = .999

local numbers_of = word_uses.numbers_of

---@class newsstat.store.published_history
---@field rows table<integer, table> of the period by term
---@field private ranking table of `core.ranking`
---@field private number integer of the period in it
---@field private is_falling boolean|nil
---@field private sources integer[] of each article of the period
local History = {}
History.__index = History

-- Whether the history is all that is before a period: then the rows tell it themselves.
local function is_all_before(run, totals)
  for before = 1, run.first_period - 1 do
    if totals[before] > 0 then return false end
  end
  for before = run.last_period + 1, run.period - 1 do
    if totals[before] > 0 then return false end
  end
  return run.last_period < run.period
end

local function row_of(columns)
  return {
    articles = columns[2], uses = columns[3], sources = columns[4], series = columns[5], titles = columns[6],
    salience = columns[7], postings = columns[8], history = columns[9], history_sources = columns[10],
  }
end

local function read_period(known, period, least, test)
  local rows = {}
  for _, columns in ipairs(known.backend:term_periods(known.generation, period, least, test)) do
    rows[columns[1]] = row_of(columns)
  end
  return rows
end

-- The source of each article of a period.
local function sources_of(known, period)
  local first, sources = known.firsts[period], {}
  for _, row in ipairs(known.backend:sources(known.generation, first + 1, first + known.totals[period])) do
    sources[row[1] - first] = row[2]
  end
  return sources
end

---@param row table
---@return integer[] places in the period
---@return integer[] uses in each
function M.postings_of(row)
  if not row.places then
    row.places, row.counts = {}, {}
    for i, number in ipairs(numbers_of(row.postings)) do
      local list = i % 2 == 1 and row.places or row.counts
      list[#list + 1] = number
    end
  end
  return row.places, row.counts
end

-- How many articles of each source had each term in a period, from all of its rows.
local function add_counts(known, period, history)
  local sources = sources_of(known, period)
  for term, row in pairs(read_period(known, period, 1)) do
    local counts = history[term]
    if not counts then
      counts = { all = 0 }
      history[term] = counts
    end
    counts.all = counts.all + row.articles
    for _, place in ipairs((M.postings_of(row))) do
      local source = sources[place]
      counts[source] = (counts[source] or 0) + 1
    end
  end
end

-- The history's articles of each term by source, and of terms that the period itself has not, rows without articles.
local function count_history(known, run, rows)
  local history = {}
  for period = run.first_period, run.last_period do add_counts(known, period, history) end
  for term, counts in pairs(history) do
    rows[term] = rows[term]
      or { articles = 0, uses = 0, sources = 0, series = 0, titles = 0, salience = 0, postings = "[]" }
    rows[term].history, rows[term].counted = counts.all, counts
  end
end

-- A term that cannot have risen by what its row tells is not read.
local function bound_of(run)
  local share, floor = expected.least(run)
  return { share = run.spread * share, floor = floor, least_lift = SLACK * score.LEAST_LIFT }
end

local function read_rows(known, run, is_falling)
  local tells_history = not is_falling and is_all_before(run, known.totals)
  local rows = read_period(known, run.period, is_falling and 1 or score.LEAST_ARTICLES, tells_history and bound_of(run) or nil)
  if tells_history then return rows end
  for _, row in pairs(rows) do row.history, row.history_sources = 0, "[]" end
  count_history(known, run, rows)
  return rows
end

-- The articles of a term's history by source; nil where there are none.
local function by_source(row)
  if row.history == 0 then return nil end
  row.counted = row.counted or numbers_of(row.history_sources)
  return row.counted
end

-- A rising term that is not far from what is expected without its weighted history has not moved.
local function may_have_moved(self, row)
  local least, ranking, number = article_index.LEAST_ARTICLES, self.ranking, self.number
  if row.articles < least and row.history < least then return false end
  if not self.is_falling and not ranking:may_have_moved(number, row.articles, row.history) then return false end
  return ranking:may_have_moved(number, row.articles, row.history, by_source(row))
end

---@param known newsstat.store.published
---@param ranking table of `core.ranking`
---@param runs newsstat.trends_runs
---@param number integer of the period among the runs
---@return newsstat.store.published_history
function M.new(known, ranking, runs, number)
  return setmetatable({
    rows = read_rows(known, runs[number], runs.is_falling), ranking = ranking, number = number,
    is_falling = runs.is_falling, sources = sources_of(known, runs[number].period),
  }, History)
end

---@return integer[] terms that may have moved
function History:moved()
  local listed = {}
  for term, row in pairs(self.rows) do
    if may_have_moved(self, row) then listed[#listed + 1] = term end
  end
  table.sort(listed)
  return listed
end

---Adds a term to the ranking, unless it did not move.
---@param term integer
---@param about table its id and key, and what speaks for it in all periods
function History:add(term, about)
  local row, article_sources = self.rows[term], {}
  for i, place in ipairs((M.postings_of(row))) do article_sources[i] = self.sources[place] end
  about.articles, about.history, about.by_source, about.article_sources = row.articles, row.history, by_source(row), article_sources
  about.count, about.sources, about.series, about.titles = row.uses, row.sources, row.series, row.titles
  about.salience = row.salience
  self.ranking:add(self.number, about)
end

return M
