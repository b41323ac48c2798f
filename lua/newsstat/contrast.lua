--- Terms that tell one set of articles from another: of two sources, two spans of time, or those with a term and
--- those without it.

local candidates = require "newsstat.trends.candidates"
local core = require "newsstat.core"
local forms = require "newsstat.trends.forms"
local statistics = require "newsstat.trends.statistics"

local M = {}

-- A term needs so many articles of one set.
M.LEAST_ARTICLES = 3

-- Of the terms of a side only the best go on to the choice of forms.
local MOST_JUDGED = 600

---@class newsstat.contrast
---@field term string surface form
---@field key string what it is counted under
---@field rank integer from 1
---@field score number what it is ranked by
---@field articles integer articles of the set with the term
---@field count integer uses in the set
---@field share number articles / articles of the set
---@field other_articles integer articles of the other set
---@field other_count integer
---@field other_share number

---@class newsstat.contrast_sets
---@field index table of the articles of both sets, as two periods
---@field sizes integer[] articles of each
---@field median_words number

-- The articles of both sets as a selection of two periods, the first set first.
local function selection_of(known, is_in)
  local selection, lengths = { articles = {}, sources = {}, series = {}, periods = {} }, {}
  local sizes = { 0, 0 }
  for set = 1, 2 do
    for i, article in ipairs(known.articles) do
      if is_in[i] == set then
        local at = #selection.articles + 1
        selection.articles[at], selection.sources[at] = article, known.selection.sources[i]
        selection.series[at], selection.periods[at] = at, set
        sizes[set] = sizes[set] + 1
        lengths[at] = known.store.corpus:words(article)
      end
    end
  end
  -- A selection numbers its sources by how many articles it has itself.
  local numbers, count = {}, 0
  for at, source in ipairs(selection.sources) do
    if not numbers[source] then count, numbers[source] = count + 1, count + 1 end
    selection.sources[at] = numbers[source]
  end
  table.sort(lengths)
  return selection, sizes, lengths[math.floor(#lengths / 2) + 1] or 1, count
end

local function trust_all(sources)
  local trust = {}
  for i = 1, sources do trust[i] = 1 end
  return trust
end

---@param known newsstat.article_index
---@param is_in table<integer, 1|2> the set of each article by its place in the index; others count in neither
---@return newsstat.contrast_sets
function M.new(known, is_in)
  local selection, sizes, median_words, sources = selection_of(known, is_in)
  return {
    index = core.index(known.store.corpus, selection, M.LEAST_ARTICLES), sizes = sizes, median_words = median_words,
    trust = trust_all(sources), periods = math.max(sizes[1] > 0 and 1 or 0, sizes[2] > 0 and 2 or 0),
  }
end

---Dunning's (1993) log-likelihood ratio of the table of articles with and without a term in two sets, with the sign
---of x / n - y / m.
---@param x integer articles of the first set with the term
---@param n integer articles of the first set
---@param y integer of the second
---@param m integer
---@return number
function M.g2(x, n, y, m)
  local share = (x + y) / (n + m)
  if share >= 1 then return 0 end
  local sum = math.abs(statistics.g2(x, n, n * share)) + math.abs(statistics.g2(y, m, m * share))
  return x * m > y * n and sum or -sum
end

---The z score of the log-odds ratio under a Dirichlet prior made of both sets (Monroe, Colaresi, Quinn 2008).
---@param x integer
---@param n integer
---@param y integer
---@param m integer
---@return number
function M.log_odds(x, n, y, m) return statistics.log_odds(x, n, n * (x + y) / (n + m), y, m) end

local function by_score(a, b)
  if a.score ~= b.score then return a.score > b.score end
  return a.key < b.key
end

-- The terms of a set that score above the least.
local function scored(sets, set, score, least, is_wanted)
  local ids, rows, index = {}, {}, sets.index
  for id = 1, #index do ids[id] = id end
  local n, m = sets.sizes[set], sets.sizes[3 - set]
  for id, articles in ipairs(index:series(ids)) do
    local x, y = articles[set] or 0, articles[3 - set] or 0
    local value = x >= M.LEAST_ARTICLES and score(x, n, y, m) or -math.huge
    if value >= least then
      local key = not index:is_stop(id) and candidates.of(index, id, sets.median_words)
      if key and is_wanted(key) then
        rows[#rows + 1] = {
          id = id, key = key, articles = x, other_articles = y, share = x / n, other_share = m > 0 and y / m or 0,
          score = value, base = value, width = x,
        }
      end
    end
  end
  table.sort(rows, by_score)
  for i = #rows, MOST_JUDGED + 1, -1 do rows[i] = nil end
  return rows
end

-- How often each set uses the terms.
local function add_counts(sets, set, rows, key)
  if sets.sizes[set] > 0 then sets.index:open(set, sets.median_words, sets.trust) end
  for _, row in ipairs(rows) do row[key] = sets.sizes[set] > 0 and sets.index:count(row.id) or 0 end
end

---The terms that articles of one set have more often than those of the other, best first. Of several forms the one
---that covers the articles is shown.
---@param sets newsstat.contrast_sets
---@param set 1|2
---@param options { score: function, least: number, top: integer, is_wanted?: fun(key: string): boolean }
---@return newsstat.contrast[]
function M.rank(sets, set, options)
  local rows = scored(sets, set, options.score, options.least, options.is_wanted or function() return true end)
  forms.choose(rows)
  local shown = {}
  for _, row in ipairs(rows) do
    if not row.yields_to then shown[#shown + 1] = row end
  end
  table.sort(shown, by_score)
  for i = #shown, options.top + 1, -1 do shown[i] = nil end
  add_counts(sets, set, shown, "count")
  add_counts(sets, 3 - set, shown, "other_count")
  for rank, row in ipairs(shown) do
    shown[rank] = {
      term = sets.index:surface(row.id), key = row.key, rank = rank, score = row.score, count = row.count,
      articles = row.articles, share = row.share, other_count = row.other_count, other_articles = row.other_articles,
      other_share = row.other_share,
    }
  end
  return shown
end

return M
