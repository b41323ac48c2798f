--- Dates in forms that only a page's byline has: years of two digits, the day first, months in other languages than
--- English and Chinese.

local dates = require "newsstat.dates"

local find, format, gmatch, match = string.find, string.format, string.gmatch, string.match

local M = {}

local TWO_DIGITS = "()%f[%d](%d%d)([-/.])(%d%d?)%3(%d%d?)()%f[^%d%-/.]"
local TWO_DIGITS_CHINESE = "()%f[%d](%d%d)年(%d%d?)月(%d%d?)日()"
local REPUBLIC = "()%f[%d](1%d%d)([-/])(%d%d?)%3(%d%d?)()%f[^%d%-/]"
local DAY_FIRST = "()%f[%d](%d%d?)([./-])(%d%d?)%3([12][09]%d%d)()%f[^%d]"
local MONTH_FIRST = "()%f[%a\128-\255]([%a\128-\255]+%.?) (%d%d?)%a?%a?[, ]+([12][09]%d%d)()%f[^%d]"
local MONTH_FIRST_CHINESE = "()%f[%d](%d%d?)月 (%d%d?)%a?%a?, ?([12][09]%d%d)()%f[^%d]"
local WITH_MONTH = "()%f[%d](%d%d?)[%.º]*%a?%a? d?e? ?([%a\128-\255]+%.?)%.? d?e?l? ?([12][09]%d%d)()%f[^%d]"

-- German, French, Spanish, Italian, Portuguese, Dutch and Chinese, and the English names in full; in lower case.
local MONTHS = {}
for number, names in ipairs {
  "januar jänner janvier enero gennaio janeiro januari jan ene gen 一月 january",
  "februar février febrero febbraio fevereiro februari feb févr fev 二月 february",
  "märz mars marzo março maart mär mrz mar 三月 march",
  "april avril abril aprile apr avr abr 四月 april",
  "mai mayo maggio maio mei may 五月",
  "juni juin junio giugno junho jun giu 六月 june",
  "juli juillet julio luglio julho jul juil lug 七月 july",
  "august août agosto augustus aug ago 八月 august",
  "september septembre septiembre settembre setembro sep sept set 九月 september",
  "oktober octobre octubre ottobre outubro okt oct ott out 十月 october",
  "november novembre noviembre novembro nov 十一月 november",
  "dezember décembre diciembre dicembre dezembro december dez déc dic dec 十二月 december",
} do
  for name in names:gmatch "%S+" do MONTHS[name], MONTHS[name .. "."] = number, number end
end

---The midnight of a day.
---@param year string|number
---@param month string|number
---@param day string|number
---@param options { now?: number, zone?: table }
---@return number|nil seconds nil where there is no such day, or none that can be
function M.day(year, month, day, options)
  return dates.parse(format("%04d-%02d-%02d", tonumber(year), tonumber(month), tonumber(day)), options.now, options.zone)
end

local function full_year(year)
  return (tonumber(year) < 70 and "20" or "19") .. year
end

local function read_clock(text, at)
  local hour, minute, last = match(text, "^[,%s|T-]*u?m?%s*(%d%d?)[:.h](%d%d)()%f[^%d]", at)
  if hour and tonumber(hour) < 24 and tonumber(minute) < 60 then
    return tonumber(hour) * 3600 + tonumber(minute) * 60, last
  end
end

-- With the time of day behind it, if there is one. The zone's offset is that of midnight.
local function with_clock(seconds, text, first, following)
  if not seconds then return nil end
  local clock, after = read_clock(text, following)
  if clock then return seconds + clock, first, after - 1, "minute" end
  return seconds, first, following - 1, "day"
end

-- The forms by what they need, which is found far sooner than they are.
local BEFORE_YEAR, BEHIND_POINT, SHORT_YEAR = "[%a., ][12][09]%d%d", "[./-][12][09]%d%d", "%d%d[-/.]%d%d?[-/.]%d"

local function find_day_first(text, options)
  local first, day, mark, month, year, following = match(text, DAY_FIRST)
  if not first then return nil end
  if mark == "/" and (options.month_first or tonumber(month) > 12) then day, month = month, day end
  return first, following, M.day(year, month, day, options)
end

local function find_named_month(text, options)
  for at, month_day, name, month_year, after in gmatch(text, WITH_MONTH) do
    local number = MONTHS[name:lower()]
    if number then return at, after, M.day(month_year, number, month_day, options) end
  end
  for at, name, month_day, month_year, after in gmatch(text, MONTH_FIRST) do
    local number = MONTHS[name:lower()]
    if number then return at, after, M.day(month_year, number, month_day, options) end
  end
  local first, month, day, year, following = match(text, MONTH_FIRST_CHINESE)
  if first then return first, following, M.day(year, month, day, options) end
end

local function find_two_digits(text, options)
  local first, year, mark, month, day, following = match(text, TWO_DIGITS)
  if not first then return nil end
  if mark == "." and options.day_first then day, year = year, day end
  return first, following, M.day(full_year(year), month, day, options)
end

-- Of Taiwan's calendar, whose first year was 1912.
local function find_republic(text, options)
  local first, year, _, month, day, following = match(text, REPUBLIC)
  if first then return first, following, M.day(tonumber(year) + 1911, month, day, options) end
end

local function find_chinese(text, options)
  local first, year, month, day, following = match(text, TWO_DIGITS_CHINESE)
  if first then return first, following, M.day(full_year(year), month, day, options) end
end

---The midnight of a day whose year is counted from 1911, as Taiwan does: 99/03/09 is in 2010.
---@param text string with a date of two digits each
---@param options { now?: number, zone?: table }
---@return number|nil seconds
function M.republic_day(text, options)
  local _, year, _, month, day = match(text, TWO_DIGITS)
  return year and M.day(1911 + tonumber(year), month, day, options)
end

---Forms that only a page's date has: years of two digits, the day first, months in other languages. With slashes the
---order is the language's.
---@param text string
---@param options { now?: number, zone?: table, month_first?: boolean, day_first?: boolean }
---@return number|nil seconds
---@return integer|nil first
---@return integer|nil last
---@return "day"|"minute"|nil precision
function M.find(text, options)
  local first, following, seconds
  if find(text, BEHIND_POINT) then first, following, seconds = find_day_first(text, options) end
  if not first and find(text, BEFORE_YEAR) then first, following, seconds = find_named_month(text, options) end
  if not first and find(text, "年", 1, true) then first, following, seconds = find_chinese(text, options) end
  if not first and find(text, "1%d%d[-/]%d%d?[-/]%d") then first, following, seconds = find_republic(text, options) end
  if not first and find(text, SHORT_YEAR) then first, following, seconds = find_two_digits(text, options) end
  if first then return with_clock(seconds, text, first, following) end
end

return M
