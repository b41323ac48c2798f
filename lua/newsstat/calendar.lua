--- Calendar periods: which day, ISO week, month or year a moment lies in, and which comes next.

local core = require "newsstat.core"
local dates = require "newsstat.dates"

local floor = math.floor

local M = {}

local DAY = 86400

-- Clocks differ from UTC by less.
local LARGEST_OFFSET = 2 * DAY

-- Each kind of period: the label of the one that holds a civil date, and a civil date inside the
-- one that follows a date's.
local PERIODS = {
  day = {
    label = function(year, month, day) return ("%04d-%02d-%02d"):format(year, month, day) end,
    following = function(days) return days + 1 end,
  },
  week = {
    label = function(year, month, day) return ("%04d-W%02d"):format(dates.iso_week(year, month, day)) end,
    following = function(days) return days + 7 end,
  },
  month = {
    label = function(year, month) return ("%04d-%02d"):format(year, month) end,
    following = function(_, year, month)
      if month == 12 then return dates.days(year + 1, 1, 1) end
      return dates.days(year, month + 1, 1)
    end,
  },
  year = {
    label = function(year) return ("%04d"):format(year) end,
    following = function(_, year) return dates.days(year + 1, 1, 1) end,
  },
}

---@class newsstat.calendar
---@field private by string
---@field private zone table|nil
local Calendar = {}
Calendar.__index = Calendar

---@param by "day"|"week"|"month"|"year"
---@param timezone string|nil IANA name such as "Asia/Shanghai"; nil and "UTC" mean UTC
---@return newsstat.calendar|nil calendar nil where the zone is unknown
---@return string|nil message
function M.new(by, timezone)
  local zone, message
  if timezone and timezone ~= "UTC" then
    zone, message = core.zone(timezone)
    if not zone then return nil, message end
  end
  return setmetatable({ by = by, zone = zone }, Calendar)
end

---@param by any
---@return boolean whether it names a kind of period
function M.is_period(by) return PERIODS[by] ~= nil end

---@param seconds number since the epoch
---@return integer days since 1970-01-01 in the calendar's zone
function Calendar:days(seconds)
  local offset = self.zone and self.zone:offset(seconds) or 0
  return floor((seconds + offset) / DAY)
end

---@param days integer since 1970-01-01
---@return string date as 2020-02-03
function Calendar.date(days) return PERIODS.day.label(dates.civil(days * DAY, 0)) end

---@param days integer since 1970-01-01
---@return string label such as 2020-02, 2020-W05, 2020-02-03, 2020; labels of one kind sort by time
function Calendar:label(days)
  return PERIODS[self.by].label(dates.civil(days * DAY, 0))
end

---@param days integer since 1970-01-01
---@return integer days the last one of the period that holds the day
function Calendar:last_day(days)
  local label = self:label(days)
  while self:label(days + 1) == label do days = days + 1 end
  return days
end

---@param days integer since 1970-01-01
---@return integer seconds since the epoch when the day begins in the calendar's zone
function Calendar:first_second(days)
  local low, high = days * DAY - LARGEST_OFFSET, days * DAY + LARGEST_OFFSET
  while low < high do
    local middle = floor((low + high) / 2)
    if self:days(middle) >= days then high = middle else low = middle + 1 end
  end
  return low
end

---All periods from one day to another, the empty ones between too.
---@param first integer days since 1970-01-01
---@param last integer
---@return string[] labels
function Calendar:labels(first, last)
  local labels, final, days = {}, self:label(last), first
  repeat
    labels[#labels + 1] = self:label(days)
    days = PERIODS[self.by].following(days, dates.civil(days * DAY, 0))
  until labels[#labels] >= final
  return labels
end

return M
