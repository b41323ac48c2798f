--- The terms that sets of a timeline's articles are told apart by: words and phrases that three articles have, whichever
--- periods they are of, and that a reader would call terms by what all articles tell of them.

local candidates = require "newsstat.trends.candidates"
local core = require "newsstat.core"
local place_ranges = require "newsstat.place_ranges"

local M = {}

-- A term needs so many articles.
M.LEAST_ARTICLES = 3

---@class newsstat.contrast_row
---@field key string what the term is counted under
---@field articles integer[] of each of two sets that have it
---@field id? integer
---@field term? string surface form
---@field uses? integer[] in each set

---@class newsstat.contrast_terms
---@field index table of all articles as one period, of one source
---@field median_words number
---@field private list newsstat.contrast_row[]|nil id and key of each term
---@field private is_open boolean|nil all articles are
local ContrastTerms = {}
ContrastTerms.__index = ContrastTerms

---@param known newsstat.article_index
---@param threads? integer default 1
---@return newsstat.contrast_terms
function M.new(known, threads)
  local selection = { articles = {}, sources = {}, series = {}, periods = {} }
  for place, period in ipairs(known.selection.periods) do
    if period > #known.periods then break end
    selection.articles[place], selection.sources[place] = known.articles[place], 1
    selection.series[place], selection.periods[place] = place, 1
  end
  return setmetatable({
    index = core.index(known.store.corpus, selection, M.LEAST_ARTICLES, threads), median_words = known.median_words,
  }, ContrastTerms)
end

---@return { id: integer, key: string }[] all of them, by their numbers in the index
function ContrastTerms:terms()
  if not self.list then
    self.list = {}
    for id = 1, #self.index do
      local key = not self.index:is_stop(id) and candidates.of(self.index, id, self.median_words)
      if key then self.list[#self.list + 1] = { id = id, key = key } end
    end
  end
  return self.list
end

-- How many articles of a set have each term.
local function counts_in(self, ranges)
  local index, counts = self.index, {}
  index:clear_history()
  for _, range in ipairs(ranges) do index:add_history(range[1], range[2]) end
  for i, term in ipairs(self:terms()) do counts[i] = index:history(term.id)[1] or 0 end
  index:clear_history()
  return counts
end

---@param first newsstat.places
---@param second newsstat.places
---@param request newsstat.contrast_request
---@return newsstat.contrast_row[] those of terms that are listed
function ContrastTerms:between(first, second, request)
  local rows, x, y = {}, counts_in(self, first), counts_in(self, second)
  for i, term in ipairs(self:terms()) do
    if request.is_listed(x[i], y[i]) then rows[#rows + 1] = { id = term.id, key = term.key, articles = { x[i], y[i] } } end
  end
  return rows
end

-- To tell the uses of all articles.
local function open_all(self)
  if self.is_open or #self.index == 0 then return end
  self.index:open(1, self.median_words)
  self.is_open = true
end

local function uses_in(ranges, list, uses)
  local sum, is_in = 0, place_ranges.member(ranges)
  for i, place in ipairs(list) do
    if is_in(place) then sum = sum + uses[i] end
  end
  return sum
end

---Tells of some rows how the term is written, and how often each set uses it.
---@param rows newsstat.contrast_row[]
---@param first newsstat.places
---@param second newsstat.places
function ContrastTerms:describe(rows, first, second)
  open_all(self)
  for _, row in ipairs(rows) do
    local list, uses = self.index:postings(row.id)
    row.term, row.uses = self.index:surface(row.id), { uses_in(first, list, uses), uses_in(second, list, uses) }
  end
end

---Opens some articles, so that the index tells of these alone.
---@param first integer place
---@param last integer
function ContrastTerms:open(first, last)
  self.index:open_places(first, last, self.median_words)
  self.is_open = nil
end

return M
