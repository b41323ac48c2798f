--- Days that a source has far too many articles of: where articles have no date of their own, an archive may have given
--- them that of the day it collected them, and terms then rise on a day on which nothing happened.

local M = {}

-- A day is crowded with so many articles of a source, if they are so many times those of its usual day.
M.LEAST_ARTICLES = 20
M.LEAST_TIMES = 10

-- The median over the days that have articles.
local function usual(by_day)
  local counts = {}
  for _, count in pairs(by_day) do counts[#counts + 1] = count end
  table.sort(counts)
  local middle = (#counts + #counts % 2) / 2
  return #counts % 2 == 1 and counts[middle] or (counts[middle] + counts[middle + 1]) / 2
end

local function more_first(a, b)
  if a.articles ~= b.articles then return a.articles > b.articles end
  if a.source ~= b.source then return a.source < b.source end
  return a.day < b.day
end

---@param sources string[] of each article
---@param days (integer|false)[] of each article; false: it does not count
---@return { source: string, day: integer, articles: integer, usual: number }[] days, the most crowded first
function M.find(sources, days)
  local counts, found = {}, {}
  for i, source in ipairs(sources) do
    if days[i] then
      counts[source] = counts[source] or {}
      counts[source][days[i]] = (counts[source][days[i]] or 0) + 1
    end
  end
  for source, by_day in pairs(counts) do
    local median = usual(by_day)
    for day, articles in pairs(by_day) do
      if articles >= M.LEAST_ARTICLES and articles >= M.LEAST_TIMES * median then
        found[#found + 1] = { source = source, day = day, articles = articles, usual = median }
      end
    end
  end
  table.sort(found, more_first)
  return found
end

return M
