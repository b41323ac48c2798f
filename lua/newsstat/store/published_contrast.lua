--- The terms that sets of a store's articles are told apart by, from published counts: `newsstat.contrast_terms` without
--- the articles.

local place_ranges = require "newsstat.place_ranges"

local M = {}

---What a backend is asked for: how many articles of two sets have each term.
---@class newsstat.store.contrast
---@field first_period integer all articles of both sets are in periods from this one
---@field last_period integer to this one
---@field firsts integer[] of each period the place before its first article
---@field totals integer[] of each period its articles
---@field sets newsstat.store.contrast_set[]
---@field counts boolean whether both sets are told by periods alone, so that no places are needed
---@field request newsstat.contrast_request

---@class newsstat.store.contrast_set
---@field places newsstat.places
---@field first_period? integer where the set is all articles from this period
---@field last_period? integer to this one
---@field is_rest? boolean where it is all articles of the periods but those of the other set

---@class newsstat.store.published_contrast
---@field private known newsstat.store.published
local Contrast = {}
Contrast.__index = Contrast

---@param known newsstat.store.published
---@return newsstat.store.published_contrast
function M.new(known) return setmetatable({ known = known }, Contrast) end

-- The period that a place is in.
local function period_of(known, place)
  local low, high = 1, #known.periods
  while low < high do
    local middle = math.floor((low + high + 1) / 2)
    if known.firsts[middle] < place then low = middle else high = middle - 1 end
  end
  return low
end

local function set_of(known, ranges)
  local first, last = ranges[1][1], ranges[#ranges][2]
  local set = { places = ranges, first = period_of(known, first), last = period_of(known, last) }
  if #ranges == 1 and known.firsts[set.first] == first - 1 and known.firsts[set.last] + known.totals[set.last] == last then
    set.first_period, set.last_period = set.first, set.last
  end
  return set
end

-- Of two sets that are all articles of their periods one need not be told: the one of more ranges.
local function leave_out_rest(known, sets, first_period, last_period)
  local all = place_ranges.size(place_ranges.of_periods(known.totals, first_period, last_period))
  local a, b = sets[1].places, sets[2].places
  if place_ranges.size(a) + place_ranges.size(b) ~= all or place_ranges.shared(a, b) > 0 then return end
  local rest = #a > #b and sets[1] or sets[2]
  if not rest.first_period then rest.is_rest = true end
end

---@param first newsstat.places not empty
---@param second newsstat.places not empty
---@param request newsstat.contrast_request
---@return newsstat.contrast_row[]
function Contrast:between(first, second, request)
  local known = self.known
  local sets = { set_of(known, first), set_of(known, second) }
  local first_period, last_period = math.min(sets[1].first, sets[2].first), math.max(sets[1].last, sets[2].last)
  leave_out_rest(known, sets, first_period, last_period)
  local counts = true
  for _, set in ipairs(sets) do counts = counts and (set.is_rest or set.first_period ~= nil) end
  local rows = {}
  for i, row in ipairs(known.backend:contrast(known.generation, {
    first_period = first_period, last_period = last_period, firsts = known.firsts, totals = known.totals, sets = sets, counts = counts,
    request = request,
  })) do
    rows[i] = { key = row[1], term = row[2], articles = { row[3], row[4] }, uses = { row[5], row[6] } }
  end
  return rows
end

---The rows tell all.
function Contrast.describe() end

return M
