-- dates.lua [SECONDS [SEED]]: damaged dates. What is read lies in the range of articles, what is found is found again
-- where it stands.
local dates = require "newsstat.dates"
local inputs = require "spec.fuzz.inputs"
local zones = require "newsstat.zones"

local NOW = 1800000000
local SEEDS = {
  "2020-02-03T04:05:06.789+08:00", "2020-02-03 04:05", "20200203T040506Z", "2020-W06-1", "2020-034", "2020.2.3",
  "1706099242", "1706099242000",
  "Wed, 24 Jan 2024 12:27:22 GMT", "January 24th, 2024 at 8:27 pm EST", "24-Jan-24 12:27",
  "Wed Jan 24 12:27:22 2024", "24 of January 2024",
  "2024年1月24日 20:27", "二〇二四年一月二十四日", "2024年1月24日下午3点半",
  "民國113年1月24日", "２０２４年１月２４日　１２：２７", "2024年元月24日(三) 12:27",
  "发布时间：2021-01-03 08:00:00 来源：青屿",
  "于二〇二四年一月二十四日公布，2023年1月1日起施行", "发信站: 听潮站 (Thu Apr 12 22:14:08 2001), 转信",
}
local WORDS = {
  "年", "月", "日", "时", "分", "秒", "半", "下午", "凌晨", "民国", "星期三", "北京时间", "〇",
  "十", "廿", "：", ":", "-", "/", ".", "T", "Z", "+08:00", "Jan", "pm",
  "19", "20", "0000", "99", "２", " ", "\0", "\255",
}
local ZONES = { zones.open("Asia/Shanghai", "dates"), zones.open("America/New_York", "dates"), false }

local function is_possible(seconds) return seconds >= 631152000 and seconds <= NOW + 86400 end

local function target(text)
  local zone = ZONES[#text % 3 + 1] or nil
  local seconds, message = dates.parse(text, NOW, zone)
  assert(seconds and is_possible(seconds) or not seconds and type(message) == "string", "neither a date nor a message")
  local found, first, last, precision = dates.find(text, NOW, zone)
  if not found then return end
  assert(is_possible(found), "a date that cannot be")
  assert(first >= 1 and last <= #text and first < last, "a place outside of the text")
  assert(precision == "day" or precision == "minute" or precision == "second", "a precision of no kind")
  assert(dates.find(text:sub(first, last), NOW, zone) == found, "another date where it stands: " .. text:sub(first, last))
end

inputs.run("dates", target, SEEDS, WORDS)
