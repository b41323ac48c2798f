--- How a term of one article goes through a timeline: for `timeline:follow`.

local queries = require "newsstat.queries"
local term_series = require "newsstat.term_series"

local M = {}

-- The first article that has a row's term.
local function first_article(timeline, row)
  for _, point in ipairs(row.series) do
    if point.articles > 0 then
      local found = timeline:articles(queries.literal(row.term), point.period)[1]
      if found then found.date = timeline:date(found.time) end
      return found
    end
  end
end

local function peak_of(series)
  local peak = series[1]
  for _, point in ipairs(series) do
    if point.share > peak.share then peak = point end
  end
  return peak and peak.share > 0 and peak.period or nil
end

---Adds to a keyword's row how its term goes through a timeline.
---@param timeline newsstat.timeline
---@param row newsstat.followed with `term`
---@param known newsstat.article_index what the timeline counted
function M.describe(timeline, row, known)
  row.series = timeline:series(queries.literal(row.term))
  row.peak = peak_of(row.series)
  row.direction = row.series[1] and term_series.direction(row.series) or "new"
  row.burst = term_series.last_burst(known, row.series)
  row.first = first_article(timeline, row)
end

return M
