--- Rising terms: which words and phrases more articles of a period have than a history lets expect.
--
-- The parts, each in a file of its own under `newsstat.trends`: candidates (what may be ranked), expected (how many
-- articles are expected), statistics (how surprising a count is), score (what tempers surprise), forms (which of
-- several forms to show), listing (the list a reader sees). doc/statistics.md derives the formulas.

local candidates = require "newsstat.trends.candidates"
local expected = require "newsstat.trends.expected"
local forms = require "newsstat.trends.forms"
local listing = require "newsstat.trends.listing"
local score = require "newsstat.trends.score"

local M = {}

-- Of the terms of a period only the best go on to the choice of forms.
local MOST_JUDGED = 1500

local function by_score(a, b)
  if a.score ~= b.score then return a.score > b.score end
  return a.key < b.key
end

-- Adds a period's articles by source to counts, or takes them off.
local function add_sizes(counts, sizes, sign)
  for source, articles in ipairs(sizes) do counts[source] = counts[source] + sign * articles end
end

-- The rising terms of the open period with their scores, in no order.
local function rising(index, expectation, median_words)
  local rows = {}
  local each = index:each(expectation.weights, 3, score.LEAST_LIFT)
  for term, articles, history, weighted in each do
    local e = expected.of(expectation, history, weighted, 0)
    if articles >= score.LEAST_LIFT * e then
      local candidate = candidates.of(index, term, median_words)
      if candidate then
        e = expected.of(expectation, history, weighted, candidate.common)
        if articles >= score.LEAST_LIFT * e then
          local row = { id = term, key = candidate.key, articles = articles, expected = e, history = history }
          row.count, row.sources, row.series, row.titles, row.salience, row.trust = index:count(term)
          score.fill(row, candidate, expectation.n)
          rows[#rows + 1] = row
        end
      end
    end
  end
  return rows
end

local function cut(rows, most)
  table.sort(rows, by_score)
  for i = #rows, most + 1, -1 do rows[i] = nil end
end

local function rank_period(self, period, history, options)
  local index = self.index
  local expectation = expected.new(self.sizes[period], history, not options.no_strata)
  index:open(period, self.median_words, expectation.trust)
  local rows = rising(index, expectation, self.median_words)
  cut(rows, MOST_JUDGED)
  for _, row in ipairs(rows) do row.words = { index:words(row.id) } end
  forms.choose(rows)
  local picked = listing.pick(rows, options.top, function(a, b) return index:shared(a.id, b.id) end)
  for rank, row in ipairs(picked) do
    row.rank, row.period, row.term = rank, self.periods[period], index:surface(row.id)
    row.share = row.articles / expectation.n
    row.score = row.damped
  end
  return picked
end

---@param self newsstat.article_index
---@param options table period, top, ...
---@return table[] rows
function M.rank(self, options)
  local history, found = {}, {}
  for source = 1, self.source_count do history[source] = 0 end
  local any = 0
  for period, label in ipairs(self.periods) do
    if self.totals[period] > 0 then
      if any > 0 and (not options.period or options.period == label) then
        for _, row in ipairs(rank_period(self, period, history, options)) do found[#found + 1] = row end
      end
      if options.period == label then break end
      self.index:add_history(period)
      add_sizes(history, self.sizes[period], 1)
      any = any + self.totals[period]
    end
  end
  for period, label in ipairs(self.periods) do
    if label == options.period then break end
    self.index:remove_history(period)
  end
  return found
end

return M
