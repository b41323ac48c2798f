--- Dates: from the text that feeds, pages and people write to epoch seconds, and from those to the calendar.
---
--- Epoch seconds are whole numbers, UTC, without leap seconds. No function here asks for the host's time zone or
--- locale.

local civil = require "newsstat.dates.civil"
local iso = require "newsstat.dates.iso"
local lazily = require "newsstat.lazily"

local chinese = lazily "newsstat.dates.chinese"
local english = lazily "newsstat.dates.english"

local find, gsub, match, sub = string.find, string.gsub, string.match, string.sub
local floor = math.floor

local M = { days = civil.days, civil = civil.civil, iso_week = civil.iso_week, iso = civil.iso }

local DAY = 86400
local EARLIEST = 631152000 -- 1990-01-01: no article on the web is older
local MAXIMUM_BYTES = 96 -- longer than any date
-- Milliseconds of 1973, and seconds of the year 5138: neither is the date of an article.
local LEAST_MILLISECONDS = 1e11

local UNKNOWN = iso.UNKNOWN

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

local function read_chinese(text, zone)
  local seconds, following = chinese.read(text, 1, zone)
  if not seconds then return nil, following or UNKNOWN end
  if following <= #text then return nil, UNKNOWN end
  return seconds
end

local function of_digits(text)
  local number = tonumber(text)
  return number >= LEAST_MILLISECONDS and floor(number / 1000) or number
end

-- Digits alone are seconds or milliseconds where these make a date of an article, and else a date without separators:
-- in their lengths no number means both.
local function read_digits(text, zone)
  local seconds = of_digits(text)
  local read = #text >= 8 and #text <= 14 and #text ~= 13 and iso.reader(text)
  if read and seconds < EARLIEST or #text == 14 then return (read or read_chinese)(text, zone) end
  return seconds
end

-- What dates begin with that count from the day they were written on, which nothing tells.
local RELATIVE = { "今天", "昨天", "前天", "昨日", "今日", "前日", "刚刚", "剛剛", "today", "yesterday", "just now" }
local AGO = { "^%d+%s*[^%d%s]+前", "^%d+ %a+ ago", "^an? %a+ ago" }

local function is_relative(text)
  local lower = text:lower()
  for _, word in ipairs(RELATIVE) do
    if sub(lower, 1, #word) == word then return true end
  end
  for _, pattern in ipairs(AGO) do
    if find(lower, pattern) then return true end
  end
  return false
end

local function read_any(text, zone)
  if find(text, "^%d+$") and #text >= 8 and #text <= 14 then return read_digits(text, zone) end
  local read = iso.reader(text)
  if read then return read(text, zone) end
  if find(text, "[\128-\255]") and not find(text, "^%a") then return read_chinese(text, zone) end
  return english.read(text, zone)
end

--- Reads a date:
---
--- - ISO 8601: 2020-02-03, 2020-02-03T04:05:06.789+08:00 and its shorter forms, a space for the T, slashes or points for
---   the hyphens, 20200203T040506Z, 20200203040506, 2020-W06-1, 2020-034;
--- - RFC 822 (Wed, 24 Jan 2024 12:27:22 GMT) and what is written for it (24 January 2024, 24-Jan-24 12:27,
---   January 24th, 2024 at 8:27 pm EST, Wed Jan 24 12:27:22 2024);
--- - Chinese: 2024年1月24日 20:27, 二〇二四年一月二十四日, 2024年1月24日下午3点, 民國113年1月24日; 113/01/24 and the like, by
---   the calendar of the Republic of China;
--- - epoch seconds and milliseconds in digits.
---
--- A weekday is not compared with the date. A fraction of a second is dropped. Without a time it is midnight. Numbers
--- whose order of day and month is open (01/02/2024), dates without a year, and those that count from another day (昨天,
--- 3小时前, yesterday) are not guessed.
---@param text string
---@param now? number epoch seconds against which the future is judged; default `os.time()`
---@param zone? { offset: fun(self: table, seconds: number): integer } of a date that names none; default UTC
---@return number? seconds epoch seconds; nil for other text, a day or time that does not exist, a date
---  before 1990 or more than a day after `now`
---@return string? message names the date and says what is wrong
function M.parse(text, now, zone)
  if type(text) ~= "string" then error("dates.parse: text must be a string, got " .. type(text), 2) end
  local seconds, problem = nil, UNKNOWN
  if #text <= MAXIMUM_BYTES then
    local trimmed = match(text, "^%s*(.-)%s*$")
    seconds, problem = read_any(trimmed, zone)
    if problem == UNKNOWN and is_relative(trimmed) then problem = "relative to a day that is not told" end
    if seconds then seconds, problem = in_range(seconds, now) end
  end
  if not seconds then return nil, "date " .. quoted(text) .. ": " .. problem end
  return seconds
end

-- The date whose year stands at a position: seconds or nil, first, following, precision.
local function read_at_year(text, at, now, zone)
  local seconds, following, precision = chinese.read(text, at, zone)
  if seconds then return in_range(seconds, now), at, following, precision end
  local first = at
  following, precision = iso.extent(text, at)
  if not following then first, following, precision = english.extent(text, at) end
  if not first or not following then return nil end
  return M.parse(sub(text, first, following - 1), now, zone), first, following, precision
end

local function none() return nil end

local function is_digit(text, at) return find(text, "^%d", at) ~= nil end

-- Where a number of four digits stands that may be a year, from a position on.
local function next_year(text, at)
  local first = find(text, "[12][90]%d%d", at)
  while first and (first > 1 and is_digit(text, first - 1) or is_digit(text, first + 4)) do
    first = find(text, "[12][90]%d%d", first + 1)
  end
  return first
end

--- Finds the first date that is written in a text, in digits with separators, Chinese or English, as `parse` reads them.
--- One that cannot be (the 30th of February, before 1990, more than a day ahead) is passed over. Linear in the text.
---@param text string UTF-8
---@param now? number as for `parse`
---@param zone? { offset: fun(self: table, seconds: number): integer } as for `parse`
---@return number? seconds epoch seconds; nil where there is none
---@return integer? first position of its first byte
---@return integer? last position of its last byte
---@return "day"|"minute"|"second"|nil precision what is written of it: a day has no time, and stands for its midnight
function M.find(text, now, zone)
  local digits, at = 0, 1
  -- Chinese dates have this character; most texts, and all in other languages, have none.
  local next_written = find(text, "年", 1, true) and chinese.years(text) or none
  while true do
    if digits and digits < at then digits = next_year(text, at) end
    local written = next_written(at)
    local year = digits and written and math.min(digits, written) or digits or written
    if not year then return nil end
    local seconds, first, following, precision = read_at_year(text, year, now, zone)
    if seconds then return seconds, first, following - 1, precision end
    at = year + 1
  end
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

--- Reads a number of seconds or milliseconds since the epoch, whichever it is.
---@param number number
---@param now? number as for `parse`
---@return number? seconds epoch seconds, the fraction dropped; nil as from `parse`
---@return string? message
function M.of_number(number, now)
  if number >= LEAST_MILLISECONDS or number ~= number then return M.from_milliseconds(number, now) end
  return M.from_milliseconds(number * 1000, now)
end

return M
