--- Dates: from the text that feeds and blogs write to epoch seconds, and from those to the calendar.
---
--- Epoch seconds are whole numbers, UTC, without leap seconds. The calendar is the proleptic Gregorian
--- one. No function here asks for the host's time zone or locale.

local find, gsub, lower, match = string.find, string.gsub, string.lower, string.match
local sub, upper = string.sub, string.upper
local floor = math.floor

local M = {}

local DAY = 86400
local DAYS_TO_1970 = 719468 -- from 0000-03-01
local DAYS_PER_ERA = 146097 -- 400 years
local EARLIEST = 631152000 -- 1990-01-01: no article on the web is older
local MAXIMUM_OFFSET = 14 * 3600 -- Kiribati's, the largest in use
local MAXIMUM_BYTES = 64 -- longer than any date

local MONTHS = {
  jan = 1, feb = 2, mar = 3, apr = 4, may = 5, jun = 6,
  jul = 7, aug = 8, sep = 9, oct = 10, nov = 11, dec = 12,
  january = 1, february = 2, march = 3, april = 4, june = 6, july = 7,
  august = 8, sept = 9, september = 9, october = 10, november = 11, december = 12,
}

local WEEKDAYS = { mon = true, tue = true, wed = true, thu = true, fri = true, sat = true, sun = true }

-- Hours from UTC; the American ones as RFC 822 has them, so CST is not China's. Of the others those
-- that mean one thing only.
local ZONES = {
  Z = 0, UT = 0, UTC = 0, GMT = 0,
  EST = -5, EDT = -4, CST = -6, CDT = -5, MST = -7, MDT = -6, PST = -8, PDT = -7,
  WET = 0, WEST = 1, CET = 1, CEST = 2, EET = 2, EEST = 3, MSK = 3,
  HKT = 8, JST = 9, KST = 9, AEST = 10, AEDT = 11, NZST = 12, NZDT = 13,
}

-- The years run from March, so that the leap day comes last: the formula of Howard Hinnant's
-- "chrono-Compatible Low-Level Date Algorithms" (days_from_civil).

--- Counts the days from 1970-01-01 to a date. The day may lie outside its month, and the month may be
--- 13 for the next year's first.
---@param year integer
---@param month integer 1 to 13
---@param day integer
---@return integer days negative before 1970
function M.days(year, month, day)
  if month <= 2 then year, month = year - 1, month + 12 end
  local era = floor(year / 400)
  local year_of_era = year - era * 400
  local day_of_year = floor((153 * (month - 3) + 2) / 5) + day - 1
  local leap_days = floor(year_of_era / 4) - floor(year_of_era / 100)
  return era * DAYS_PER_ERA + year_of_era * 365 + leap_days + day_of_year - DAYS_TO_1970
end

-- The inverse of `days`, from the same source (civil_from_days).
local function civil_from_days(days)
  days = days + DAYS_TO_1970
  local era = floor(days / DAYS_PER_ERA)
  local day_of_era = days - era * DAYS_PER_ERA
  local leap_days = floor(day_of_era / 1460) - floor(day_of_era / 36524) + floor(day_of_era / 146096)
  local year_of_era = floor((day_of_era - leap_days) / 365)
  local day_of_year = day_of_era - (365 * year_of_era + floor(year_of_era / 4) - floor(year_of_era / 100))
  local from_march = floor((5 * day_of_year + 2) / 153)
  local day = day_of_year - floor((153 * from_march + 2) / 5) + 1
  local year = year_of_era + era * 400
  if from_march < 10 then return year, from_march + 3, day end
  return year + 1, from_march - 9, day
end

--- Gives the calendar date and the time of day of an instant.
---@param seconds number epoch seconds; a fraction is dropped
---@param offset? number seconds that the clock is ahead of UTC; default 0
---@return integer year
---@return integer month 1 to 12
---@return integer day 1 to 31
---@return integer hour 0 to 23
---@return integer minute
---@return integer second
---@return integer weekday ISO 8601: 1 is Monday, 7 Sunday
function M.civil(seconds, offset)
  seconds = floor(seconds + (offset or 0))
  local days = floor(seconds / DAY)
  local rest = seconds - days * DAY
  local year, month, day = civil_from_days(days)
  local minutes = floor(rest / 60)
  local hour = floor(minutes / 60)
  -- 1970-01-01 was a Thursday.
  return year, month, day, hour, minutes - hour * 60, rest - minutes * 60, (days + 3) % 7 + 1
end

--- Gives the ISO 8601 week of a date: weeks start on Monday, and belong to the year of their Thursday.
---@param year integer
---@param month integer
---@param day integer
---@return integer year of the week; up to three days of it may lie in the neighbouring year
---@return integer week 1 to 53
function M.iso_week(year, month, day)
  local days = M.days(year, month, day)
  local thursday = days - (days + 3) % 7 + 3
  local week_year = civil_from_days(thursday)
  return week_year, floor((thursday - M.days(week_year, 1, 1)) / 7) + 1
end

local function quoted(text)
  if #text > MAXIMUM_BYTES then
    -- The last character may be halved.
    text = gsub(sub(text, 1, MAXIMUM_BYTES), "[\192-\255]?[\128-\191]*$", "") .. "..."
  end
  return '"' .. gsub(text, "%c", " ") .. '"'
end

local function in_range(seconds, now)
  if seconds < EARLIEST then return nil, "before 1990" end
  if seconds > (now or os.time()) + DAY then return nil, "in the future" end
  return seconds
end

-- Two-digit years as RFC 2822 reads them, section 4.3.
local function full_year(text)
  local year = tonumber(text)
  if #text == 4 then return year end
  if #text == 2 and year < 50 then return year + 2000 end
  return year + 1900
end

-- The offset in seconds of a zone's name or number; false where there is none.
local function read_zone(text)
  if text == "" then return false end
  local hours = ZONES[upper(text)]
  if hours then return hours * 3600 end
  text = match(text, "^[GU][MT][TC]([+%-].*)$") or text
  local sign, whole, minutes = match(text, "^([+%-])(%d%d):?(%d%d)$")
  if not sign then sign, whole, minutes = match(text, "^([+%-])(%d):(%d%d)$") end
  if not sign then sign, whole = match(text, "^([+%-])(%d%d?)$") end
  if not sign then return nil, "unknown time zone" end
  minutes = tonumber(minutes or 0)
  local offset = tonumber(whole) * 3600 + minutes * 60
  if minutes > 59 or offset > MAXIMUM_OFFSET then return nil, "no such offset from UTC" end
  return sign == "-" and -offset or offset
end

-- The hour of a clock of twelve hours; the rest without its mark.
local function read_half(hour, rest)
  local half, after = match(rest, "^ ?([AaPp])%.?[Mm]%.?(.*)$")
  if not half or find(after, "^%a") then return hour, rest end
  if hour < 1 or hour > 12 then return nil end
  return hour % 12 + (lower(half) == "p" and 12 or 0), after
end

-- Seconds since midnight of a time of day, and the offset from UTC of its zone, false where it names
-- none.
local function read_clock(text)
  local hour, minute, rest = match(text, "^(%d%d?):(%d%d)(.*)$")
  if not hour then return nil, "its time of day is not hours:minutes" end
  local second, after = match(rest, "^:(%d%d)(.*)$")
  if second then rest = match(after, "^[.,]%d+(.*)$") or after end
  hour, rest = read_half(tonumber(hour), rest)
  minute, second = tonumber(minute), tonumber(second or 0)
  -- A leap second counts as the first of the next minute.
  if not hour or hour > 23 or minute > 59 or second > 60 then return nil, "no such time of day" end
  local offset, problem = read_zone(match(rest, "^%s*(.*)$"))
  if offset == nil then return nil, problem end
  return hour * 3600 + minute * 60 + second, offset
end

-- The seconds that a clock of the zone shows, as seconds since the epoch.
local function from_local(seconds, zone)
  if not zone then return seconds end
  local near = seconds - zone:offset(seconds)
  return seconds - zone:offset(near)
end

local function combine(year, month, day, clock, zone)
  if month < 1 or month > 12 then return nil, "no such month" end
  if day < 1 or day > M.days(year, month + 1, 1) - M.days(year, month, 1) then return nil, "no such day" end
  local seconds, offset = 0, false
  if clock then seconds, offset = read_clock(clock) end
  if not seconds then return nil, offset end
  seconds = M.days(year, month, day) * DAY + seconds
  if offset then return seconds - offset end
  return from_local(seconds, zone)
end

-- Without separators, as iCalendar writes it: 20200203T040506Z.
local function read_basic_iso(text, zone)
  local year, month, day, rest = match(text, "^(%d%d%d%d)(%d%d)(%d%d)(.*)$")
  local clock
  if rest ~= "" then
    local hour, minute, second, after = match(rest, "^[Tt](%d%d)(%d%d)(%d?%d?)(.*)$")
    if not hour then return nil, "neither ISO 8601 nor RFC 822" end
    clock = hour .. ":" .. minute .. (second ~= "" and ":" .. second or "") .. after
  end
  return combine(tonumber(year), tonumber(month), tonumber(day), clock, zone)
end

-- YAML's timestamps allow one digit for month, day and hour; Hexo writes slashes.
local function read_iso(text, zone)
  local year, _, month, day, rest = match(text, "^(%d%d%d%d)([-/])(%d%d?)%2(%d%d?)(.*)$")
  if not year then return nil, "neither ISO 8601 nor RFC 822" end
  local clock = match(rest, "^[Tt ] *(.+)$")
  if rest ~= "" and not clock then return nil, "neither ISO 8601 nor RFC 822" end
  return combine(tonumber(year), tonumber(month), tonumber(day), clock, zone)
end

-- Day, month, year and clock in the orders of RFC 822 (24 Jan 2024 12:27), RFC 850 (24-Jan-24 12:27),
-- American prose (January 24, 2024 8:27 PM) and C's asctime (Jan 24 12:27:22 2024).
local function split_rfc822(text)
  local day, name, year, clock = match(text, "^(%d%d?)[%s-]+(%a+)%.?[%s-]+(%d%d%d?%d?)(.*)$")
  if day then return day, name, year, clock end
  name, day, year, clock = match(text, "^(%a+)%.? (%d%d?),? (%d%d%d%d)(.*)$")
  if day then return day, name, year, clock end
  name, day, clock, year = match(text, "^(%a+) +(%d%d?) (%d%d?:%d%d:%d%d.*) (%d%d%d%d)$")
  return day, name, year, clock and " " .. clock
end

local function read_rfc822(text, zone)
  text = gsub(gsub(text, "^%a+,%s*", ""), "%s*%([^()]*%)$", "")
  local word, rest = match(text, "^(%a%a%a)%a*%.?,? +(.*)$")
  if word and WEEKDAYS[lower(word)] then text = rest end
  local day, name, year, clock = split_rfc822(text)
  if not day or clock ~= "" and not find(clock, "^,?%s") then return nil, "neither ISO 8601 nor RFC 822" end
  local month = MONTHS[lower(name)]
  if not month then return nil, "no such month" end
  clock = match(clock, "^,?%s+(.+)$")
  return combine(full_year(year), month, tonumber(day), clock, zone)
end

local function reader_of(text)
  if find(text, "^%d%d%d%d[-/]") then return read_iso end
  if find(text, "^%d%d%d%d%d%d%d%d%f[%D]") then return read_basic_iso end
  return read_rfc822
end

--- Reads a date as ISO 8601 (2020-02-03, 2020-02-03T04:05:06.789+08:00 and its shorter forms, a space
--- for the T, 20200203T040506Z) or RFC 822 (Wed, 24 Jan 2024 12:27:22 GMT) and what is written for it
--- (24 January 2024, 24-Jan-24 12:27, Jan 24, 2024 8:27 PM, Wed Jan 24 12:27:22 2024). A weekday is not
--- compared with the date. A fraction of a second is dropped. Without a time it is midnight.
---@param text string
---@param now? number epoch seconds against which the future is judged; default `os.time()`
---@param zone? { offset: fun(self: table, seconds: number): integer } of a date that names none; default UTC
---@return number? seconds epoch seconds; nil for other text, a day or time that does not exist, a date
---  before 1990 or more than a day after `now`
---@return string? message names the date and says what is wrong
function M.parse(text, now, zone)
  if type(text) ~= "string" then error("dates.parse: text must be a string, got " .. type(text), 2) end
  local seconds, problem = nil, "neither ISO 8601 nor RFC 822"
  if #text <= MAXIMUM_BYTES then
    local trimmed = match(text, "^%s*(.-)%s*$")
    seconds, problem = reader_of(trimmed)(trimmed, zone)
    if seconds then seconds, problem = in_range(seconds, now) end
  end
  if not seconds then return nil, "date " .. quoted(text) .. ": " .. problem end
  return seconds
end

--- Reads milliseconds since the epoch, as JavaScript counts time.
---@param milliseconds string|number digits, or a number
---@param now? number epoch seconds against which the future is judged; default `os.time()`
---@return number? seconds epoch seconds, the fraction dropped; nil as from `parse`
---@return string? message
function M.from_milliseconds(milliseconds, now)
  local kind, number = type(milliseconds), milliseconds
  if kind == "string" then
    number = find(number, "^%d+$") and tonumber(number)
  elseif kind ~= "number" then
    error("dates.from_milliseconds: milliseconds must be a string or a number, got " .. kind, 2)
  end
  local seconds, problem = nil, "not a number of milliseconds"
  if number and number == number then -- a NaN differs from itself
    seconds, problem = in_range(number / 1000, now)
  end
  if not seconds then return nil, "date " .. quoted(tostring(milliseconds)) .. ": " .. problem end
  return floor(seconds)
end

return M
