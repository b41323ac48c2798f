--- ISO 8601 dates in their common cuts, and what is written like them.

local civil = require "newsstat.dates.civil"
local clock = require "newsstat.dates.clock"
local lazily = require "newsstat.lazily"

local chinese = lazily "newsstat.dates.chinese"

local find, match = string.find, string.match

local M = {}

M.UNKNOWN = "of no form that is known"

-- The time of day without colons, or of hours alone, that follows a T, with colons.
local function basic_time(rest)
  local hour, minute, second, after = match(rest, "^[Tt](%d%d)(%d%d)(%d?%d?)(.*)$")
  if hour and #second ~= 1 then return hour .. ":" .. minute .. (second ~= "" and ":" .. second or "") .. after end
  hour, after = match(rest, "^[Tt](%d%d)(.*)$")
  if hour and not find(after, "^[%d:]") then return hour .. ":00" .. after end
end

-- The date, and what may follow it: a time of day behind T or blanks, a zone alone (XML Schema), or a time of day in
-- Chinese.
local function combine(year, month, day, rest, zone)
  year, month, day = tonumber(year), tonumber(month), tonumber(day)
  if rest == "" then return clock.instant(year, month, day, 0, false, zone) end
  local offset = find(rest, "^[Zz+%-]") and clock.zone(rest)
  if offset then return clock.instant(year, month, day, 0, offset, zone) end
  local text = basic_time(rest) or match(rest, "^[Tt ]%s*(.+)$")
  local seconds, problem
  if text then seconds, problem = clock.read(text) end
  if seconds then return clock.instant(year, month, day, seconds, problem, zone) end
  local spoken, following, _, spoken_offset = chinese.clock(rest, 1)
  if spoken and following > #rest then return clock.instant(year, month, day, spoken, spoken_offset, zone) end
  return nil, text and problem or M.UNKNOWN
end

-- Without separators, as iCalendar writes it: 20200203T040506Z; and without the T, as crawlers do.
local function read_basic(text, zone)
  local year, month, day, rest = match(text, "^(%d%d%d%d)(%d%d)(%d%d)(.*)$")
  if find(rest, "^%d") then rest = "T" .. rest end
  if rest ~= "" and not basic_time(rest) then return nil, M.UNKNOWN end
  return combine(year, month, day, rest, zone)
end

-- 2024-W04-3 and 2024W043.
local function read_week(text, zone)
  local year, _, week, weekday, rest = match(text, "^(%d%d%d%d)(%-?)[Ww](%d%d)%2(%d)(.*)$")
  if not year then return nil, M.UNKNOWN end
  local days = civil.week_days(tonumber(year), tonumber(week), tonumber(weekday))
  if not days then return nil, "no such day of a week" end
  local civil_year, month, day = civil.civil(days * 86400)
  return combine(civil_year, month, day, rest, zone)
end

-- YAML's timestamps allow one digit for month, day and hour; Hexo writes slashes, Chinese papers points.
local function read_extended(text, zone)
  local year, _, month, day, rest = match(text, "^(%d%d%d%d)([-/.])(%d%d?)%2(%d%d?)(.*)$")
  if year and not find(rest, "^%d") then return combine(year, month, day, rest, zone) end
  year, day, rest = match(text, "^(%d%d%d%d)%-(%d%d%d)%f[%D](.*)$")
  if not year then return nil, M.UNKNOWN end
  local days = civil.days(tonumber(year), 1, 1) + tonumber(day) - 1
  local civil_year
  civil_year, month, day = civil.civil(days * 86400)
  if civil_year ~= tonumber(year) then return nil, "no such day" end
  return combine(year, month, day, rest, zone)
end

-- 113/01/24: years of three digits are those of the Republic of China, which Taiwan writes; the first was 1912.
local REPUBLIC = 1911

local function read_republic(text, zone)
  local year, _, month, day, rest = match(text, "^(%d%d%d)([-/.])(%d%d?)%2(%d%d?)(.*)$")
  if not year or find(rest, "^[%d.]") then return nil, M.UNKNOWN end
  return combine(tonumber(year) + REPUBLIC, month, day, rest, zone)
end

---The reader for a text, by how it begins.
---@param text string
---@return (fun(text: string, zone: table|nil): integer|nil, string|nil)|nil read whole text
function M.reader(text)
  if find(text, "^%d%d%d%d%-?[Ww]%d") then return read_week end
  if find(text, "^%d%d%d%d[-/.]") then return read_extended end
  if find(text, "^1%d%d[-/.]") then return read_republic end
  if find(text, "^%d%d%d%d%d%d%d%d%f[%D]") or find(text, "^%d%d%d%d%d%d%d%d%d%d%d%d%d?%d?%f[%D]") then return read_basic end
end

---The extent of a date with separators in a longer text.
---@param text string
---@param at integer where its year begins
---@return integer|nil following the position after it
---@return "day"|"minute"|"second" precision
function M.extent(text, at)
  local following = match(text, "^%d%d%d%d%-%d%d?%-%d%d?()%f[%D]", at)
    or match(text, "^%d%d%d%d/%d%d?/%d%d?()%f[%D]", at) or match(text, "^%d%d%d%d%.%d%d?%.%d%d?()%f[%D]", at)
  if not following or find(text, "^%a", following) and not find(text, "^[Tt]%d", following) then return nil, "day" end
  local stop, precision = clock.stop(text, following)
  if stop > following then return stop, precision end
  local spoken, after, spoken_precision = chinese.clock(text, following)
  if spoken then return after, spoken_precision end
  return following, "day"
end

return M
