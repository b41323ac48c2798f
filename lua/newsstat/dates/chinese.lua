--- Dates and times of day as Chinese writes them: 2024年1月24日 20:27, 二〇二四年一月二十四日, 2024年1月24日下午3点.
---
--- Digits may be ASCII, full-width or Chinese. All readers stand at a position of a longer text.

local clock = require "newsstat.dates.clock"

local find, match, sub = string.find, string.match, string.sub

local M = {}

local DIGITS = {
  ["〇"] = 0, ["零"] = 0, ["○"] = 0, ["一"] = 1, ["二"] = 2, ["三"] = 3, ["四"] = 4, ["五"] = 5, ["六"] = 6,
  ["七"] = 7, ["八"] = 8, ["九"] = 9,
  ["０"] = 0, ["１"] = 1, ["２"] = 2, ["３"] = 3, ["４"] = 4, ["５"] = 5, ["６"] = 6, ["７"] = 7, ["８"] = 8, ["９"] = 9,
}
local TENS = { ["十"] = 10, ["廿"] = 20, ["卅"] = 30 }
local MOST_DIGITS = 4
local CHARACTER = "^[\194-\239][\128-\191]+"

-- The first year of the Republic of China, whose calendar Taiwan writes, is 1912.
local REPUBLIC = 1911

-- What turns the hours of a half of the day into those of the day: up to `last`, 12 are added. 12 means noon, or
-- midnight before a day; at night it could be either end of the day, and is not guessed.
local HALVES = {
  ["凌晨"] = { last = 0, twelve = 0 }, ["清晨"] = { last = 0 }, ["早上"] = { last = 0 }, ["早晨"] = { last = 0 },
  ["上午"] = { last = 0, twelve = 12 }, ["中午"] = { last = 3, twelve = 12 }, ["下午"] = { last = 11, twelve = 12 },
  ["傍晚"] = { last = 11 }, ["晚上"] = { first = 5, last = 11 }, ["晚间"] = { first = 5, last = 11 },
  ["晚間"] = { first = 5, last = 11 }, ["夜间"] = { first = 5, last = 11 }, ["夜間"] = { first = 5, last = 11 },
  ["深夜"] = { first = 9, last = 11 },
}
local EIGHT_HOURS = 8 * 3600
-- Words by their sizes, the smallest first, so that a place is compared once for each.
local function words(list)
  local by_size, sizes = {}, {}
  for _, word in ipairs(list) do
    if not by_size[#word] then sizes[#sizes + 1] = #word end
    by_size[#word] = by_size[#word] or {}
    by_size[#word][word] = true
  end
  table.sort(sizes)
  return { sizes = sizes, by_size = by_size }
end

local CHINA_TIME = words { "北京时间", "北京時間", "台北时间", "台北時間", "臺北時間", "台灣時間", "香港时间", "香港時間" }
local WEEKDAY_WORDS = words { "星期", "礼拜", "禮拜", "周", "週" }
local BRACKETED_WEEKDAYS = {}
for day in ("一二三四五六日"):gmatch "[\194-\239][\128-\191]+" do
  BRACKETED_WEEKDAYS[#BRACKETED_WEEKDAYS + 1] = "(" .. day .. ")"
  BRACKETED_WEEKDAYS[#BRACKETED_WEEKDAYS + 1] = "（" .. day .. "）"
end
BRACKETED_WEEKDAYS = words(BRACKETED_WEEKDAYS)
local BETWEEN = words { " ", "\t", "\r", "\n", "　", "\194\160", ",", "，", "(", "（", ")", "）", "|" }
local MOST_BETWEEN = 12
local YEAR, MONTH, DAY = words { "年" }, words { "月" }, words { "日", "号", "號" }
local FIRST_MONTH = words { "元月" }
local REPUBLIC_WORDS = words { "民国", "民國", "中华民国", "中華民國" }
local COLONS = words { ":", "：" }
local HOURS, MINUTES, SECONDS = words { "时", "時", "点", "點" }, words { "分", "分钟" }, words { "秒" }
local HALF_PAST, FULL_HOUR = words { "半" }, words { "整", "许", "許" }

-- The position after the one of some words that stands at a position.
local function after_word(text, at, some)
  for _, size in ipairs(some.sizes) do
    if some.by_size[size][sub(text, at, at + size - 1)] then return at + size end
  end
end

local function skip_blanks(text, at)
  return match(text, "^[ \t]*()", at)
end

-- The number at a position, the position after it and how many digits it has; nil where there is none. 二〇二四 is
-- read by digits, 二十四 by tens.
local function read_number(text, at)
  local digits, following = match(text, "^(%d+)()", at)
  if digits then
    if #digits > MOST_DIGITS then return nil end
    return tonumber(digits), following, #digits
  end
  local value, tens, count = 0, nil, 0
  local stop = at
  while count < MOST_DIGITS do
    local character = match(text, CHARACTER, stop)
    local digit, ten = DIGITS[character or ""], TENS[character or ""]
    if not digit and not ten or ten and tens then break end
    if ten then
      tens = ten == 10 and math.max(value, 1) * 10 or ten
      value = 0
    else
      value = value * 10 + digit
    end
    count, stop = count + 1, stop + #character
  end
  if count == 0 or tens and value > 9 then return nil end
  return (tens or 0) + value, stop, count
end

-- A number with a unit behind it, blanks around it or not.
local function read_unit(text, at, units)
  local value, following, digits = read_number(text, skip_blanks(text, at))
  local after = value and after_word(text, skip_blanks(text, following), units)
  if after then return value, after, digits end
end

-- Skips what stands between a date and its time: blanks, brackets, the day of the week. Tells whether China's time
-- is named.
local function skip_between(text, at)
  local is_china_time = false
  for _ = 1, MOST_BETWEEN do
    local following = after_word(text, at, BRACKETED_WEEKDAYS) or after_word(text, at, BETWEEN)
    local weekday = not following and after_word(text, at, WEEKDAY_WORDS)
    local named = not following and not weekday and after_word(text, at, CHINA_TIME)
    if weekday then following = match(text, "^[\194-\239][\128-\191]+()", weekday) end
    if named then following, is_china_time = named, true end
    if not following then break end
    at = following
  end
  return at, is_china_time
end

-- 15:27 and 15:27:33 with colons of both widths.
local function read_colons(text, at)
  local hour, following = read_number(text, at)
  following = hour and after_word(text, following, COLONS)
  if not following then return nil end
  local minute, after, digits = read_number(text, following)
  if not minute or digits ~= 2 then return nil end
  local colon = after_word(text, after, COLONS)
  local second, last
  if colon then second, last, digits = read_number(text, colon) end
  if second and digits == 2 then return hour, minute, second, last, "second" end
  return hour, minute, 0, after, "minute"
end

-- 15时27分33秒, 3点半, 3点.
local function read_units(text, at)
  local hour, following = read_unit(text, at, HOURS)
  if not hour then return nil end
  local half = after_word(text, following, HALF_PAST)
  if half then return hour, 30, 0, half, "minute" end
  local minute, after = read_unit(text, following, MINUTES)
  if not minute then return hour, 0, 0, after_word(text, following, FULL_HOUR) or following, "minute" end
  local second, last = read_unit(text, after, SECONDS)
  if second then return hour, minute, second, last, "second" end
  return hour, minute, 0, after, "minute"
end

-- The hour of the day, nil where it cannot be told.
local function full_hour(hour, half)
  if not half or hour > 12 then return hour end
  if hour == 12 then return half.twelve end
  if hour >= (half.first or 1) and hour <= half.last then return hour + 12 end
  return hour
end

---Reads a time of day that may stand behind a date.
---@param text string
---@param at integer
---@return integer|nil seconds since midnight; nil where there is none, or none that can be
---@return integer|nil following the position after it
---@return "minute"|"second"|nil precision
---@return integer|false offset from UTC; false where no zone is named
function M.clock(text, at)
  local is_china_time
  at, is_china_time = skip_between(text, at)
  local word = match(text, "^[\194-\239][\128-\191]+[\194-\239][\128-\191]+", at)
  word = word and sub(word, 1, 6)
  local half = HALVES[word or ""]
  if half then at = skip_blanks(text, at + #word) end
  local hour, minute, second, following, precision = read_colons(text, at)
  if not hour then hour, minute, second, following, precision = read_units(text, at) end
  hour = hour and full_hour(hour, half)
  if not hour or hour > 23 or minute > 59 or second > 60 then return nil, nil, nil, false end
  local zone_end = clock.zone_end(text, following)
  local offset = is_china_time and EIGHT_HOURS or false
  if zone_end > following then
    offset = clock.zone(match(sub(text, following, zone_end - 1), "^ ?(.*)$"))
    following = zone_end
  end
  return hour * 3600 + minute * 60 + second, following, precision, offset
end

-- 3月, and 元月, the first.
local function read_month(text, at)
  local first = after_word(text, skip_blanks(text, at), FIRST_MONTH)
  if first then return 1, first end
  return read_unit(text, at, MONTH)
end

---Reads a date at a position, and the time of day behind it.
---@param text string
---@param at integer where its year begins, or 民国 before it
---@param zone table|nil of a date that names none
---@return integer|nil seconds epoch seconds; nil where no date stands there, or none that can be
---@return integer|string|nil following the position after it; a message where the date cannot be; else nil
---@return "day"|"minute"|"second"|nil precision
function M.read(text, at, zone)
  local republic = after_word(text, at, REPUBLIC_WORDS)
  local year, following, digits = read_unit(text, republic or at, YEAR)
  if not year or not republic and digits ~= 4 then return nil end
  local month, day
  month, following = read_month(text, following)
  if month then day, following = read_unit(text, following, DAY) end
  if not day then return nil end
  local seconds, after, precision, offset = M.clock(text, following)
  local instant, problem =
    clock.instant(republic and year + REPUBLIC or year, month, day, seconds or 0, offset, zone)
  if not instant then return nil, problem end
  return instant, after or following, precision or "day"
end

local YEAR_BEGINNINGS = { "二〇", "二零", "二○", "一九", "２０", "１９", "民国", "民國" }
local YEAR_SIGNS = { "二", "一九", "０", "９", "民" } -- at least one of them is in each

---Finds where dates may begin that have no year in ASCII digits, from the text's beginning on.
---@param text string
---@return fun(at: integer): integer|nil next_year position of the next one from a position, which never goes back
function M.years(text)
  local may_hold = false
  for _, sign in ipairs(YEAR_SIGNS) do may_hold = may_hold or find(text, sign, 1, true) end
  if not may_hold then return function() return nil end end
  -- Each beginning is searched once through the text: what is absent must not be searched again from each date.
  local found = {}
  for i in ipairs(YEAR_BEGINNINGS) do found[i] = 0 end
  return function(at)
    local best
    for i, beginning in ipairs(YEAR_BEGINNINGS) do
      if found[i] and found[i] < at then found[i] = find(text, beginning, at, true) or false end
      if found[i] and (not best or found[i] < best) then best = found[i] end
    end
    return best
  end
end

return M
