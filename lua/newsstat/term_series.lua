--- How what is asked for goes through the periods of a timeline, smoothed where periods have few articles.

local bursts = require "newsstat.trends.bursts"

local M = {}

M.WEIGHT = 10
M.MOST_WINDOW = 12

---@class newsstat.series_options
---@field weight? integer articles that draw the smoothed share towards that of all periods; default 10, 0 for none
---@field articles? integer so many articles with the term beside each point, the earliest first, as `found`
---@field window? integer periods that the smoothed share is taken over, from 1 (default) to 12: its own, and those
---  before it

---@class newsstat.point
---@field period string
---@field count integer uses
---@field articles integer articles with the term
---@field share number articles / articles of the period; 0 where it has none
---@field smoothed number (articles of the window + weight × share of all periods) / (all articles of the window +
---  weight): the posterior mean of the share under a beta prior worth `weight` articles; 0 where there is nothing
---  to take it of
---@field found newsstat.found[]|nil

---The options and their types.
M.OPTIONS = { articles = "count", weight = "count", window = "count" }

---Fills in what is not given, and raises at the caller's caller for numbers out of range.
---@param options newsstat.series_options of the right types
---@param what string what was called
---@return newsstat.series_options
function M.check(options, what)
  local window, weight = options.window or 1, options.weight or M.WEIGHT
  if window < 1 or window > M.MOST_WINDOW then
    error(("%s: option 'window' must be from 1 to %d, got %s"):format(what, M.MOST_WINDOW, tostring(window)), 3)
  end
  if weight == math.huge then error(("%s: option 'weight' must be finite"):format(what), 3) end
  return { weight = weight, window = window, articles = options.articles }
end

-- Fills in share and smoothed share.
local function add_shares(points, totals, options)
  local with, all = 0, 0
  for i, point in ipairs(points) do with, all = with + point.articles, all + totals[i] end
  local overall = all > 0 and with / all or 0
  local x, n = options.weight * overall, options.weight
  for i, point in ipairs(points) do
    x, n = x + point.articles, n + totals[i]
    local gone = i - options.window
    if gone >= 1 then x, n = x - points[gone].articles, n - totals[gone] end
    point.share = totals[i] > 0 and point.articles / totals[i] or 0
    -- Sums of differences may leave a rest where the window has no article.
    point.smoothed = n > 0 and math.max(0, math.min(1, x / n)) or 0
  end
end

-- Gives points articles to show, all of them read at once.
local function add_found(known, shown, places, counts)
  for i, found in ipairs(known:found(places, counts)) do
    local point = shown[i]
    point.found = point.found or {}
    point.found[#point.found + 1] = found
  end
end

---@param known newsstat.article_index
---@param groups string[][] as from `queries.parse`
---@param options newsstat.series_options as from `check`
---@return newsstat.point[]
---@return integer|nil place of the first article in the index
---@return integer|nil uses in it
function M.points(known, groups, options)
  local points, most = {}, options.articles or 0
  for i, period in ipairs(known.periods) do points[i] = { period = period, count = 0, articles = 0 } end
  local places, counts, periods = known:using(groups)
  local shown, shown_places, shown_counts = {}, {}, {}
  for i, count in ipairs(counts) do
    local point = points[periods[i]]
    point.count, point.articles = point.count + count, point.articles + 1
    if point.articles <= most then
      local at = #shown + 1
      shown[at], shown_places[at], shown_counts[at] = point, places[i], count
    end
  end
  if shown[1] then add_found(known, shown, shown_places, shown_counts) end
  add_shares(points, known.totals, options)
  return points, places[1], counts[1]
end

---The direction of a series at its end: its last share against the mean of those before.
---@param series newsstat.point[] of one point at least
---@return "new"|"rising"|"steady"|"fading"
function M.direction(series)
  local last, before, used = series[#series], 0, 0
  for i = 1, #series - 1 do
    before = before + series[i].share
    if series[i].articles > 0 then used = used + 1 end
  end
  if used == 0 then return "new" end
  before = before / (#series - 1)
  if last.share > before * 1.5 then return "rising" end
  if last.share < before / 1.5 then return "fading" end
  return "steady"
end

---The burst that the last period lies in.
---@param known newsstat.article_index
---@param series newsstat.point[]
---@return string|nil burst first and last period, as 2020-01..2020-03
function M.last_burst(known, series)
  local x = {}
  for i, point in ipairs(series) do x[i] = point.articles end
  local burst = bursts.at(bursts.find(x, known.totals), #series)
  return burst and known.periods[burst.first] .. ".." .. known.periods[burst.last] or nil
end

return M
