--- RFC 822 dates, and what is written for them in English.

local clock = require "newsstat.dates.clock"

local find, gsub, lower, match, sub = string.find, string.gsub, string.lower, string.match, string.sub

local M = {}

local UNKNOWN = "of no form that is known"
-- "24th of September " is no longer.
local BEFORE_YEAR_BYTES = 24

local MONTHS = {
  jan = 1, feb = 2, mar = 3, apr = 4, may = 5, jun = 6,
  jul = 7, aug = 8, sep = 9, oct = 10, nov = 11, dec = 12,
  january = 1, february = 2, march = 3, april = 4, june = 6, july = 7,
  august = 8, sept = 9, september = 9, october = 10, november = 11, december = 12,
}

local WEEKDAYS = { mon = true, tue = true, wed = true, thu = true, fri = true, sat = true, sun = true }

-- Two-digit years as RFC 2822 reads them, section 4.3.
local function full_year(text)
  local year = tonumber(text)
  if #text == 4 then return year end
  if #text == 2 and year < 50 then return year + 2000 end
  return year + 1900
end

-- Day, month, year and clock in the orders of RFC 822 (24 Jan 2024 12:27), RFC 850 (24-Jan-24 12:27),
-- prose (January 24, 2024 8:27 PM) and C's asctime (Jan 24 12:27:22 2024).
local function split(text)
  local day, name, year, rest = match(text, "^(%d%d?)[%s/-]+(%a+)%.?,?[%s/-]+(%d%d%d?%d?)(.*)$")
  if day then return day, name, year, rest end
  name, day, year, rest = match(text, "^(%a+)%.? (%d%d?),? (%d%d%d%d)(.*)$")
  if day then return day, name, year, rest end
  name, day, rest, year = match(text, "^(%a+) +(%d%d?) (%d%d?:%d%d:%d%d.*) (%d%d%d%d)$")
  return day, name, year, rest and " " .. rest
end

---Reads a whole text.
---@param text string
---@param zone table|nil of a date that names none
---@return integer|nil seconds epoch seconds
---@return string|nil message
function M.read(text, zone)
  text = gsub(gsub(text, "^%a+,%s*", ""), "%s*%([^()]*%)$", "")
  local word, following = match(text, "^(%a%a%a)%a*%.?,? +(.*)$")
  if word and WEEKDAYS[lower(word)] then text = following end
  text = gsub(text, "^([%a%s.]*%d%d?)[snrt][tdh]%f[%A]", "%1")
  text = gsub(text, "^(%d%d?) of ", "%1 ")
  local day, name, year, rest = split(text)
  if not day or rest ~= "" and not find(rest, "^,?%s") then return nil, UNKNOWN end
  local month = MONTHS[lower(name)]
  if not month then return nil, "no such month" end
  local seconds, offset = 0, false
  rest = match(rest, "^,?%s+a?t?%s*(.+)$")
  if rest then seconds, offset = clock.read(rest) end
  if not seconds then return nil, offset end
  return clock.instant(full_year(year), month, tonumber(day), seconds, offset, zone)
end

-- Where a month and day begin that end before a year.
local function start_before(text, year_at)
  local from = math.max(1, year_at - BEFORE_YEAR_BYTES)
  local before = sub(text, from, year_at - 1)
  local start, name = match(before, "()%f[%a](%a+)%.? %d%d?%a?%a?,? $")
  if not (name and MONTHS[lower(name)]) then
    start, name = match(before, "()%f[%d]%d%d?%a?%a? o?f? ?(%a+)%.?,? $")
  end
  if not (name and MONTHS[lower(name)]) then
    start, name = match(before, "()%f[%d]%d%d?[-/](%a%a%a)[-/]$")
  end
  if name and MONTHS[lower(name)] then return from + start - 1 end
end

-- The same with a time of day between: Apr 12 22:14:08 2001, as C and bulletin boards write it.
local function start_before_clock(text, year_at)
  local from = math.max(1, year_at - BEFORE_YEAR_BYTES)
  local start, name = match(sub(text, from, year_at - 1), "()%f[%a](%a%a%a) +%d%d? %d%d:%d%d:%d%d $")
  if name and MONTHS[lower(name)] then return from + start - 1 end
end

---The extent of a date in a longer text.
---@param text string
---@param year_at integer where its year begins
---@return integer|nil first
---@return integer|nil following the position after it
---@return "day"|"minute"|"second" precision
function M.extent(text, year_at)
  local clocked = start_before_clock(text, year_at)
  if clocked then return clocked, year_at + 4, "second" end
  local first = start_before(text, year_at)
  if not first then return nil, nil, "day" end
  return first, clock.stop(text, year_at + 4)
end

return M
