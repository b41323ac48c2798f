--- Two sources or spans of time compared: the terms that tell their articles apart.

local contrast = require "newsstat.contrast"
local place_ranges = require "newsstat.place_ranges"
local selection = require "newsstat.selection"

local M = {}

-- A z score that chance exceeds once in twenty, either way.
M.LEAST_Z = 1.96

-- A span's first and last date.
local function span_of(name)
  if not name:find "^%d%d%d%d" then return nil end
  local first, last = name:match "^(.-)%.%.(.*)$"
  return first or name, last or name
end

-- The articles that a name means; nil for a span that is none.
local function places_of(known, calendar, name)
  local first, last = span_of(name)
  local options = first and { since = first, ["until"] = last } or { source = name }
  local made, chosen = pcall(selection.new, options, calendar, "compare")
  if not made then return nil, ("'%s' is no span such as 2019, 2019-03 or 2019-01..2019-06"):format(name) end
  if first then return known:places_of_days(calendar, chosen:days()) end
  return known:places_of_sources(function(source) return chosen:matches { source = source } end)
end

-- Why there is nothing to compare, or nil.
local function problem_of(in_a, in_b, a, b)
  local advice, both = "name a source of the articles, or a span that has some", place_ranges.shared(in_a, in_b)
  if both > 0 then return ("'%s' and '%s' share %d articles: nothing tells these apart"):format(a, b, both) end
  if not in_a[1] then return ("no articles in '%s': %s"):format(a, advice) end
  if not in_b[1] then return ("no articles in '%s': %s"):format(b or "all but " .. a, advice) end
end

---@param known newsstat.article_index
---@param calendar newsstat.calendar
---@param a string
---@param b string|nil
---@param top integer
---@return newsstat.compared|nil
---@return string|nil message
function M.of(known, calendar, a, b, top)
  local in_a, message = places_of(known, calendar, a)
  if not in_a then return nil, message end
  local in_b
  if b then
    in_b, message = places_of(known, calendar, b)
    if not in_b then return nil, message end
  else
    in_b = place_ranges.others(place_ranges.of_periods(known.totals, 1, #known.periods), in_a)
  end
  local problem = problem_of(in_a, in_b, a, b)
  if problem then return nil, problem end
  local of_a, of_b = contrast.rank(known, in_a, in_b, { score = "log_odds", least = M.LEAST_Z, top = top })
  return { a = of_a, b = of_b, articles_a = place_ranges.size(in_a), articles_b = place_ranges.size(in_b) }
end

return M
