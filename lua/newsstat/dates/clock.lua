--- Times of day, and the zones that are written behind them.

local civil = require "newsstat.dates.civil"

local find, lower, match, upper = string.find, string.lower, string.match, string.upper

local M = {}

local DAY = 86400
local MAXIMUM_OFFSET = 14 * 3600 -- Kiribati's, the largest in use

-- Hours from UTC; the American ones as RFC 822 has them, so CST is not China's. Of the others those
-- that mean one thing only.
local ZONES = {
  Z = 0, UT = 0, UTC = 0, GMT = 0,
  EST = -5, EDT = -4, CST = -6, CDT = -5, MST = -7, MDT = -6, PST = -8, PDT = -7,
  WET = 0, WEST = 1, CET = 1, CEST = 2, EET = 2, EEST = 3, MSK = 3,
  HKT = 8, JST = 9, KST = 9, AEST = 10, AEDT = 11, NZST = 12, NZDT = 13,
}

---The offset in seconds of a zone's name or number.
---@param text string
---@return integer|false|nil offset false where the text is empty, nil where it is no zone
---@return string|nil message
function M.zone(text)
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

-- Hours and minutes; hours alone only with am or pm behind them.
local function split(text)
  local hour, minute, rest = match(text, "^(%d%d?):(%d%d)(.*)$")
  if hour then return hour, minute, rest end
  hour, rest = match(text, "^(%d%d?)( ?[AaPp]%.?[Mm]%.?.*)$")
  return hour, "0", rest
end

---Reads a time of day with its zone.
---@param text string as "20:27", "20:27:22.5 GMT", "8:27 pm EST"
---@return integer|nil seconds since midnight; nil where it is none, or cannot be
---@return integer|false|string offset from UTC of its zone, false where it names none; a message
function M.read(text)
  local hour, minute, rest = split(text)
  if not hour then return nil, "its time of day is not hours:minutes" end
  local second, after = match(rest, "^:(%d%d)(.*)$")
  if second then rest = match(after, "^[.,]%d+(.*)$") or after end
  hour, rest = read_half(tonumber(hour), rest)
  minute, second = tonumber(minute), tonumber(second or 0)
  -- A leap second counts as the first of the next minute.
  if not hour or hour > 23 or minute > 59 or second > 60 then return nil, "no such time of day" end
  local offset, problem = M.zone(match(rest, "^%s*(.*)$"))
  if offset == nil then return nil, problem end
  return hour * 3600 + minute * 60 + second, offset
end

---The position after a zone that may stand at a position of a longer text.
---@param text string
---@param at integer
---@return integer at the same where there is none
function M.zone_end(text, at)
  local zone, following = match(text, "^ ?([+%-]%d%d?:?%d?%d?)()%f[^%w]", at)
  if zone and M.zone(zone) then return following end
  zone, following = match(text, "^ ?([GU][MT][TC][+%-]%d%d?:?%d?%d?)()%f[^%w]", at)
  if zone and M.zone(zone) then return following end
  zone, following = match(text, "^ ?(%u%u?%u?%u?)()%f[^%w]", at)
  if zone and ZONES[zone] then return following end
  return at
end

-- The position after am or pm.
local function half_end(text, at)
  return match(text, "^ ?[AaPp]%.[Mm]%.()", at) or match(text, "^ ?[AaPp][Mm]()%f[%A]", at)
end

---The position after a time of day that may stand, behind what parts it from a date, at a position of a longer text.
---@param text string
---@param at integer
---@return integer at the same where there is none
---@return "day"|"minute"|"second" precision
function M.stop(text, at)
  local following = match(text, "^,? ?[Tt]?%s*%d%d?:%d%d()%f[^%d]", at) or match(text, "^,? at %d%d?:%d%d()%f[^%d]", at)
  local precision = "minute"
  if following then
    local after = match(text, "^:%d%d()%f[^%d]", following)
    if after then precision, following = "second", match(text, "^[.,]%d+()", after) or after end
    following = half_end(text, following) or following
  else
    following = match(text, "^,? a?t? ?%d%d?()", at)
    following = following and half_end(text, following)
  end
  if not following then return at, "day" end
  return M.zone_end(text, following), precision
end

---The seconds since the epoch at which a zone's clock shows so many.
---@param seconds integer
---@param zone { offset: fun(self: table, seconds: number): integer }|nil nil for UTC
---@return integer
function M.from_local(seconds, zone)
  if not zone then return seconds end
  local near = seconds - zone:offset(seconds)
  return seconds - zone:offset(near)
end

---The instant of a date and a time of day.
---@param year integer
---@param month integer
---@param day integer
---@param seconds integer since midnight
---@param offset integer|false from UTC in seconds; false: the zone decides
---@param zone { offset: fun(self: table, seconds: number): integer }|nil nil for UTC
---@return integer|nil seconds since the epoch; nil where there is no such day
---@return string|nil message
function M.instant(year, month, day, seconds, offset, zone)
  if month < 1 or month > 12 then return nil, "no such month" end
  if day < 1 or day > civil.days(year, month + 1, 1) - civil.days(year, month, 1) then return nil, "no such day" end
  seconds = civil.days(year, month, day) * DAY + seconds
  if offset then return seconds - offset end
  return M.from_local(seconds, zone)
end

return M
