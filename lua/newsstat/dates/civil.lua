--- The calendar, proleptic Gregorian: days since 1970 and dates, weeks, instants.

local floor = math.floor

local M = {}

local DAY = 86400
local DAYS_TO_1970 = 719468 -- from 0000-03-01
local DAYS_PER_ERA = 146097 -- 400 years

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

--- Counts the days from 1970-01-01 to a day of an ISO 8601 week.
---@param year integer of the week
---@param week integer 1 to 53
---@param weekday integer 1 is Monday, 7 Sunday
---@return integer|nil days nil where the year has no such week
function M.week_days(year, week, weekday)
  -- 4 January is always in week 1.
  local fourth = M.days(year, 1, 4)
  local days = fourth - (fourth + 3) % 7 + (week - 1) * 7 + weekday - 1
  local civil_year, month, day = civil_from_days(days)
  local found_year, found_week = M.iso_week(civil_year, month, day)
  if found_year == year and found_week == week and weekday >= 1 and weekday <= 7 then return days end
end

--- Writes an instant as ISO 8601.
---@param seconds integer epoch seconds
---@param offset? integer seconds that the clock is ahead of UTC; default 0
---@return string 2024-01-24T20:27:22+08:00, or with Z
function M.iso(seconds, offset)
  offset = offset or 0
  local year, month, day, hour, minute, second = M.civil(seconds, offset)
  local minutes = floor(math.abs(offset) / 60)
  local zone = offset == 0 and "Z"
    or ("%s%02d:%02d"):format(offset < 0 and "-" or "+", floor(minutes / 60), minutes % 60)
  return ("%04d-%02d-%02dT%02d:%02d:%02d%s"):format(year, month, day, hour, minute, second, zone)
end

return M
