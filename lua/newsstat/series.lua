--- Articles of one series: of one source and period, with titles that are the same for half of their length, such as
--- the parts of a report or a daily column. They are one report of a rise. The name of an event is no series, nor is
--- what a site adds to all of its titles.

local concat, floor, gmatch, gsub, min = table.concat, math.floor, string.gmatch, string.gsub, math.min

local M = {}

-- Titles share so many Chinese characters or Latin words one behind another, and so large a part of the shorter one.
local LEAST_UNITS = 6
local LEAST_SHARE = .5

-- Of longer titles the beginning counts.
local MOST_UNITS = 60

-- What a site adds to its titles: " - iYouPort", " | 中参馆", " – 法国国际广播电台 - RFI".
local MOST_SITE_BYTES = 30
local MOST_SITE_PARTS = 2

local function without_site(title)
  title = gsub(gsub(title, " – ", " - "), " — ", " - ")
  for _ = 1, MOST_SITE_PARTS do
    local before, _, site = title:match "^(.-)%s*([-|])%s*([^-|]*)$"
    if not before or before == "" or #site > MOST_SITE_BYTES then break end
    title = before
  end
  return title
end

-- The Chinese characters and Latin words of a title without the site's name.
local function units_of(title)
  local units = {}
  for unit in gmatch(gsub(without_site(title), "[\194-\244][\128-\191]*", " %0 "), "[%w\128-\255]+") do
    units[#units + 1] = unit
    if #units == MOST_UNITS then break end
  end
  return units
end

-- How many units are the same from place i in a and j in b on.
local function run_length(a, i, b, j)
  local length = 0
  while a[i + length] and a[i + length] == b[j + length] do length = length + 1 end
  return length
end

local function root_of(parents, i)
  while parents[i] ~= i do
    parents[i] = parents[parents[i]]
    i = parents[i]
  end
  return i
end

-- Joins article i to earlier ones of its source and period whose titles are like its own. `known` tells of each run of
-- the least length where it was met first, as one number: a month may have a quarter of a million of them.
local function join(parents, known, titles, i)
  local units = titles[i]
  for at = 1, #units - LEAST_UNITS + 1 do
    local key = concat(units, " ", at, at + LEAST_UNITS - 1)
    local place = known[key]
    if not place then
      known[key] = i * MOST_UNITS + at - 1
    else
      local met, met_at = floor(place / MOST_UNITS), place % MOST_UNITS + 1
      if run_length(units, at, titles[met], met_at) >= LEAST_SHARE * min(#units, #titles[met]) then
        parents[root_of(parents, i)] = root_of(parents, met)
      end
    end
  end
end

---@param store table lists of titles, sources and periods by article
---@param articles integer[] in order of their periods
---@return integer[] numbers of each article's series: the place of one of its articles
function M.number(store, articles)
  local parents, seen, titles, period = {}, {}, {}, nil
  for i, article in ipairs(articles) do
    parents[i] = i
    if store.periods[article] ~= period then period, seen, titles = store.periods[article], {}, {} end
    local source = store.sources[article]
    seen[source] = seen[source] or {}
    titles[i] = units_of(store.titles[article])
    join(parents, seen[source], titles, i)
  end
  local numbers = {}
  for i = 1, #articles do numbers[i] = root_of(parents, i) end
  return numbers
end

return M
