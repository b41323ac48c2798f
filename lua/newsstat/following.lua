--- How the terms of one article go through a timeline: for `timeline:follow`.

local queries = require "newsstat.queries"
local term_series = require "newsstat.term_series"

local M = {}

-- Gives rows the series and the first article of their terms; what a store keeps is read for all of them together.
local function add_series(timeline, rows, known)
  local asked, places, counts, first_rows = {}, {}, {}, {}
  for i, row in ipairs(rows) do asked[i] = queries.check(queries.literal(row.term), "timeline:follow") end
  known:expect(asked)
  local options = term_series.check({}, "timeline:follow")
  for i, row in ipairs(rows) do
    local place, count
    row.series, place, count = term_series.points(known, asked[i], options)
    if place then
      local at = #places + 1
      places[at], counts[at], first_rows[at] = place, count, row
    end
  end
  for i, found in ipairs(known:found(places, counts)) do
    local row = first_rows[i]
    row.first, found.date = found, timeline:date(found.time)
  end
end

local function peak_of(series)
  local peak = series[1]
  for _, point in ipairs(series) do
    if point.share > peak.share then peak = point end
  end
  return peak and peak.share > 0 and peak.period or nil
end

---Adds to keywords' rows how their terms go through a timeline.
---@param timeline newsstat.timeline
---@param rows newsstat.followed[] with `term`
---@param known newsstat.article_index what the timeline counted
function M.describe(timeline, rows, known)
  add_series(timeline, rows, known)
  for _, row in ipairs(rows) do
    row.peak = peak_of(row.series)
    row.direction = row.series[1] and term_series.direction(row.series) or "new"
    row.burst = term_series.last_burst(known, row.series)
  end
end

return M
