--- Two sources or spans of time compared: the terms that tell their articles apart.

local contrast = require "newsstat.contrast"
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

-- What decides which articles a name means, by their number in the timeline; nil for a span that is none.
local function membership_of(known, calendar, name)
  local first, last = span_of(name)
  local options = first and { since = first, ["until"] = last } or { source = name }
  local made, chosen = pcall(selection.new, options, calendar, "compare")
  if not made then return nil, ("'%s' is no span such as 2019, 2019-03 or 2019-01..2019-06"):format(name) end
  return function(article)
    local store = known.store
    if first then return chosen:covers(calendar:days(store.times[article])) end
    return chosen:matches { source = store.sources[article] }
  end
end

-- Why there is nothing to compare, or nil.
local function problem_of(sizes, both, a, b)
  local advice = "name a source of the articles, or a span that has some"
  if both > 0 then return ("'%s' and '%s' share %d articles: nothing tells these apart"):format(a, b, both) end
  if sizes[1] == 0 then return ("no articles in '%s': %s"):format(a, advice) end
  if sizes[2] == 0 then return ("no articles in '%s': %s"):format(b or "all but " .. a, advice) end
end

---@param known newsstat.article_index
---@param calendar newsstat.calendar
---@param a string
---@param b string|nil
---@param top integer
---@return newsstat.compared|nil
---@return string|nil message
function M.of(known, calendar, a, b, top)
  local in_a, message = membership_of(known, calendar, a)
  if not in_a then return nil, message end
  local in_b = function() return true end
  if b then in_b, message = membership_of(known, calendar, b) end
  if not in_b then return nil, message end
  local is_in, sizes, both = {}, { 0, 0 }, 0
  for i, article in ipairs(known.articles) do
    if not known.store.reference[article] then
      local is_a = in_a(article)
      local is_b = in_b(article) and (b ~= nil or not is_a)
      if is_a and is_b then both = both + 1 end
      is_in[i] = is_a and 1 or is_b and 2 or nil
      if is_in[i] then sizes[is_in[i]] = sizes[is_in[i]] + 1 end
    end
  end
  local problem = problem_of(sizes, both, a, b)
  if problem then return nil, problem end
  local sets, options = contrast.new(known, is_in), { score = contrast.log_odds, least = M.LEAST_Z, top = top }
  return {
    a = contrast.rank(sets, 1, options), b = contrast.rank(sets, 2, options), articles_a = sizes[1], articles_b = sizes[2],
  }
end

return M
