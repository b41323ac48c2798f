--- Articles of one series: of one source and period, with titles that are the same for half of their length, such as
--- the parts of a report or a daily column. They are one report of a rise. The name of an event is no series, nor is
--- what a site adds to all of its titles.

local core = require "newsstat.core"

local M = {}

---@param store table lists of titles, sources and periods by article
---@param articles integer[] in order of their periods
---@return integer[] numbers of each article's series: the place of one of its articles
function M.number(store, articles)
  local sources, periods = {}, {}
  local numbers, known, period, current = {}, 0, 0, nil
  for i, article in ipairs(articles) do
    local source = store.sources[article]
    if not numbers[source] then known, numbers[source] = known + 1, known + 1 end
    if store.periods[article] ~= current then period, current = period + 1, store.periods[article] end
    sources[i], periods[i] = numbers[source], period
  end
  return core.title_series(store.titles, articles, sources, periods)
end

return M
