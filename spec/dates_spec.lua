local dates = require "newsstat.dates"

local NOW = 1800000000 -- 2027-01-15T08:00:00Z

describe("dates.parse", function()
  local readable = {
    { "2020-02-03", 1580688000 },
    { "2020-2-3", 1580688000 },
    { "2020/2/3", 1580688000 },
    { "2020/02/03 04:05:06", 1580702706 },
    { "2020-02-03T04:05:06", 1580702706 },
    { "2020-02-03t04:05:06z", 1580702706 },
    { "2020-02-03 04:05:06", 1580702706 },
    { "  2020-02-03 04:05:06\n", 1580702706 },
    { "2020-02-03T04:05", 1580702700 },
    { "2020-02-03 4:05", 1580702700 },
    { "2020-02-03T04:05:06.789", 1580702706 },
    { "2020-02-03T04:05:06,789Z", 1580702706 },
    { "2020-02-03T04:05:06Z", 1580702706 },
    { "2020-02-03T04:05:06 UTC", 1580702706 },
    { "2020-02-03T04:05:06+08:00", 1580673906 },
    { "2020-02-03T04:05:06.5+0800", 1580673906 },
    { "2020-02-03T04:05:06+08", 1580673906 },
    { "2020-02-03 04:05:06 +0800", 1580673906 },
    { "2020-02-03T04:05-03:30", 1580715300 },
    { "2020-02-03T04:05+14:00", 1580652300 },
    { "2020-02-29", 1582934400 },
    { "2000-02-29", 951782400 },
    { "2016-12-31T23:59:60Z", 1483228800 },
    { "1990-01-01", 631152000 },
    { "2027-01-16T08:00:00", NOW + 86400 },
    { "Wed, 24 Jan 2024 12:27:22 GMT", 1706099242 },
    { "Wed,24 Jan 2024 12:27:22 GMT", 1706099242 },
    { "Fri, 24 Jan 2024 12:27:22 GMT", 1706099242 },
    { "24 Jan 2024 12:27 +0800", 1706070420 },
    { "24 jan 2024 12:27:22", 1706099242 },
    { "24 JAN 24 12:27:22 UT", 1706099242 },
    { "1 Jan 99 00:00 Z", 915148800 },
    { "1 Jan 120 00:00 Z", 1577836800 },
    { "24 Jan 2024 12:27:22 +0000 (GMT)", 1706099242 },
    { "24 Jan 2024 12:27:22 EST", 1706117242 },
    { "24 Jan 2024 12:27:22 EDT", 1706113642 },
    { "24 Jan 2024 12:27:22 CST", 1706120842 },
    { "24 Jan 2024 12:27:22 CDT", 1706117242 },
    { "24 Jan 2024 12:27:22 MST", 1706124442 },
    { "24 Jan 2024 12:27:22 MDT", 1706120842 },
    { "24 Jan 2024 12:27:22 PST", 1706128042 },
    { "24 Jan 2024 12:27:22 pdt", 1706124442 },
    { "24 Jan 2024 12:27:22 HKT", 1706070442 },
    { "24 Jan 2024 12:27:22 CEST", 1706092042 },
    { "24 Jan 2024 12:27:22 GMT+0800", 1706070442 },
    { "24 Jan 2024 12:27:22 UTC+8", 1706070442 },
    { "2024-01-24 12:27:22 +8:00", 1706070442 },
    { "Wed, 24 Jan 2024", 1706054400 },
    { "24 January 2024", 1706054400 },
    { "Wednesday, 24-Jan-24 12:27:22 GMT", 1706099242 },
    { "Wed, 24 Sept. 2025 00:00 GMT", 1758672000 },
    { "Wed Jan 24 12:27:22 2024", 1706099242 },
    { "Wed Jan  4 12:27:22 2024", 1704371242 },
    { "Wed Jan 24 12:27:22 CST 2024", 1706120842 },
    { "January 24, 2024", 1706054400 },
    { "Wed, Jan 24, 2024 12:27 AM", 1706056020 },
    { "Jan. 24, 2024, 8:27 p.m. +0800", 1706099220 },
    { "20240124", 1706054400 },
    { "20240124T122722Z", 1706099242 },
    { "20240124T1227+0800", 1706070420 },
    { "20240124122722", 1706099242 },
    { "202401241227", 1706099220 },
    { "2024-01-24T12", 1706097600 },
    { "2024-01-24T12+08", 1706068800 },
    { "2024-01-24Z", 1706054400 },
    { "2024-01-24+08:00", 1706025600 },
    { "2024.01.24 12:27", 1706099220 },
    { "2024-W04-3", 1706054400 },
    { "2024W043T122722Z", 1706099242 },
    { "2020-W53-7", 1609632000 },
    { "2024-024", 1706054400 },
    { "2024-024T12:27", 1706099220 },
    { "1706099242", 1706099242 },
    { "1706099242999", 1706099242 },
    { "946684800", 946684800 },
    { "January 24th, 2024", 1706054400 },
    { "Wednesday, January 24th, 2024 at 8:27 pm", 1706128020 },
    { "24th of January 2024", 1706054400 },
    { "Jan 24, 2024 8 pm EST", 1706144400 },
    { "24/Jan/2024 12:27:22 +0000", 1706099242 },
    { "2024年1月24日", 1706054400 },
    { "2024 年 1 月 24 日", 1706054400 },
    { "2024年01月24号 12:27", 1706099220 },
    { "2024年1月24日12:27:22", 1706099242 },
    { "2024年1月24日 星期三 12：27", 1706099220 },
    { "2024年1月24日（周三）12時27分22秒", 1706099242 },
    { "2024年1月24日下午3点", 1706108400 },
    { "2024年1月24日 下午 3:05", 1706108700 },
    { "2024年1月24日下午15:05", 1706108700 },
    { "2024年1月24日下午三点半", 1706110200 },
    { "2024年1月24日晚上8点整", 1706126400 },
    { "2024年1月24日凌晨12点5分", 1706054700 },
    { "2024年1月24日深夜1点", 1706058000 },
    { "2024年1月24日中午12点", 1706097600 },
    { "2024年1月24日 20:27 +0800", 1706099220 },
    { "2024年1月24日 北京时间 20:27", 1706099220 },
    { "2024-01-24 下午8:27", 1706128020 },
    { "二〇二四年一月二十四日", 1706054400 },
    { "二零二四年十二月卅一日", 1735603200 },
    { "二○二四年十月三十日十時", 1730282400 },
    { "２０２４年１月２４日　１２：２７", 1706099220 },
    { "民國113年1月24日", 1706054400 },
    { "民国110年1月3日", 1609632000 },
    { "110/01/03", 1609632000 },
    { "113-1-24 20:27", 1706128020 },
    { "113.01.24", 1706054400 },
    { "2024年元月24日", 1706054400 },
    { "2024年1月24日(三) 12:27", 1706099220 },
    { "中華民國一一三年一月二十四日", 1706054400 },
  }
  for _, case in ipairs(readable) do
    it("reads '" .. case[1] .. "'", function()
      assert.are.equal(case[2], (dates.parse(case[1], NOW)))
    end)
  end

  local unreadable = {
    { "", "of no form that is known" },
    { "yesterday", "relative to a day that is not told" },
    { "3 hours ago", "relative to a day that is not told" },
    { "5分钟前", "relative to a day that is not told" },
    { "刚刚", "relative to a day that is not told" },
    { "079/01/03", "of no form that is known" },
    { "113/13/03", "no such month" },
    { "113.1.24.5", "of no form that is known" },
    { "113/01-24", "of no form that is known" },
    { "二月三日", "of no form that is known" },
    { "2月3日", "of no form that is known" },
    { "20年2月3日", "of no form that is known" },
    { "2020年2月", "of no form that is known" },
    { "昨天 20:27", "relative to a day that is not told" },
    { "2020年2月3日左右", "of no form that is known" },
    { "2020年13月3日", "no such month" },
    { "2020年2月30日 20:27", "no such day" },
    { "二〇二〇年二月三十日", "no such day" },
    { "民国七年2月3日", "before 1990" },
    { "1989年12月31日", "before 1990" },
    { "2030年1月1日", "in the future" },
    { "2020年2月3日晚上12点", "of no form that is known" },
    { "2020年2月3日 25:10", "of no form that is known" },
    { "01/02/2024", "of no form that is known" },
    { "2020-W54-1", "no such day of a week" },
    { "2021-W53-1", "no such day of a week" },
    { "2020-W06-8", "no such day of a week" },
    { "2020-W06", "of no form that is known" },
    { "2020-367", "no such day" },
    { "2021-366", "no such day" },
    { "20201303040506", "no such month" },
    { "631151999", "before 1990" },
    { "9999999999", "in the future" },
    { "99999999999999", "no such time of day" },
    { "2020-02", "of no form that is known" },
    { "2020-02/03", "of no form that is known" },
    { "2020-02-031", "of no form that is known" },
    { "Wed, 24 Jan", "of no form that is known" },
    { "24 Jan 2024T12:27", "of no form that is known" },
    { "20200203 0405", "of no form that is known" },
    { "January 2024", "of no form that is known" },
    { "20201301T0405Z", "no such month" },
    { "20200230", "no such day" },
    { "31 September 2020", "no such day" },
    { "20200203T2500Z", "no such time of day" },
    { "Jan 24, 2024 13:27 PM", "no such time of day" },
    { "Jan 24, 2024 0:27 am", "no such time of day" },
    { "24 Jan 2024 12:27:22 GMT+15", "no such offset from UTC" },
    { "2020-00-01", "no such month" },
    { "2020-13-01", "no such month" },
    { "24 Foo 2024 12:27", "no such month" },
    { "2020-02-30", "no such day" },
    { "2021-02-29", "no such day" },
    { "2020-04-31", "no such day" },
    { "2020-04-00", "no such day" },
    { "31 Jun 2020 10:00 GMT", "no such day" },
    { "2020-02-03T25:00", "no such time of day" },
    { "2020-02-03T24:00", "no such time of day" },
    { "2020-02-03T10:60", "no such time of day" },
    { "2020-02-03T10:00:61", "no such time of day" },
    { "2020-02-03 noon", "its time of day is not hours:minutes" },
    { "2020-02-03T10:00+14:01", "no such offset from UTC" },
    { "2020-02-03T10:00-15", "no such offset from UTC" },
    { "2020-02-03T10:00+08:60", "no such offset from UTC" },
    { "2020-02-03T10:00+080", "unknown time zone" },
    { "24 Jan 2024 12:27:22 XYZ", "unknown time zone" },
    { "1989-12-31T23:59:59", "before 1990" },
    { "1 Jan 70 00:00 GMT", "before 1990" },
    { "0001-01-01", "before 1990" },
    { "2027-01-16T08:00:01", "in the future" },
    { "9999-12-31", "in the future" },
  }
  for _, case in ipairs(unreadable) do
    it("refuses '" .. case[1] .. "': " .. case[2], function()
      local seconds, message = dates.parse(case[1], NOW)
      assert.is_nil(seconds)
      assert.are.equal('date "' .. case[1] .. '": ' .. case[2], message)
    end)
  end

  -- Offsets as a zone object gives them, without the C module.
  local function zone(summer, winter)
    return { offset = function(_, seconds) return seconds >= 1711846800 and seconds < 1729990800 and summer or winter end }
  end

  local zoned = {
    { "2024-01-24 20:27:22", 1706099242, zone(28800, 28800) },
    { "Wed, 24 Jan 2024 20:27:22", 1706099242, zone(28800, 28800) },
    { "2024-01-24", 1706025600, zone(28800, 28800) },
    { "2024-01-24T20:27:22Z", 1706128042, zone(28800, 28800) },
    { "2024-01-24 20:27:22 +0100", 1706124442, zone(28800, 28800) },
    { "2024-03-31 01:59:59", 1711846799, zone(7200, 3600) },
    { "2024-03-31 03:00:00", 1711846800, zone(7200, 3600) },
    { "2024-07-01 12:00:00", 1719828000, zone(7200, 3600) },
    { "2024-10-27 04:00:00", 1729998000, zone(7200, 3600) },
  }
  for _, case in ipairs(zoned) do
    it("reads '" .. case[1] .. "' in a zone where it names none", function()
      assert.are.equal(case[2], (dates.parse(case[1], NOW, case[3])))
    end)
  end

  it("judges the future by the clock when no time is given", function()
    local year = dates.civil(os.time())
    assert.is_number((dates.parse(year .. "-01-01")))
    local _, message = dates.parse(year + 2 .. "-01-01")
    assert.matches("in the future$", message)
  end)

  it("gives whole numbers that print as such", function()
    assert.are.equal("1580702706", tostring((dates.parse("2020-02-03T04:05:06.789+00:00", NOW))))
  end)

  it("cuts a long text in the message between characters, and shows no control characters", function()
    local _, message = dates.parse("\27[2J" .. ("年"):rep(200), NOW)
    assert.are.equal('date " [2J' .. ("年"):rep(30) .. '...": of no form that is known', message)
  end)

  it("raises for what is not a text", function()
    assert.has_error(function() dates.parse(20200203) end, "dates.parse: text must be a string, got number")
    assert.has_error(function() dates.parse(nil) end, "dates.parse: text must be a string, got nil")
  end)
end)

describe("dates.find", function()
  local cases = {
    { "发布时间：2024-01-24 20:27:22 来源：本报", "2024-01-24 20:27:22", 1706128042, "second" },
    { "2024/01/24 20:27", "2024/01/24 20:27", 1706128020, "minute" },
    { "本报讯 2024.1.24　记者", "2024.1.24", 1706054400, "day" },
    { "时间：2024年1月24日 20:27（北京时间）", "2024年1月24日 20:27", 1706128020, "minute" },
    { "青坡网2024年1月24日电", "2024年1月24日", 1706054400, "day" },
    { "于二〇二四年一月二十四日公布，2023年1月1日起施行", "二〇二四年一月二十四日", 1706054400, "day" },
    { "By A. Writer | Jan. 24, 2024, 8:27 p.m. EST | 3 min read", "Jan. 24, 2024, 8:27 p.m. EST", 1706146020, "minute" },
    { "Published on Wednesday, 24 January 2024 12:27 GMT in News", "24 January 2024 12:27 GMT", 1706099220, "minute" },
    { "Posted 24th of January 2024 by", "24th of January 2024", 1706054400, "day" },
    { "Stand: 2024-01-24T20:27:22+08:00.", "2024-01-24T20:27:22+08:00", 1706099242, "second" },
    { "第2000年 12345 2024-13-01 2024年2月30日 1985年1月1日 2024-01-24", "2024-01-24", 1706054400, "day" },
    { "© 2019 编号 20190203 2024-01-24", "2024-01-24", 1706054400, "day" },
    { "2030-01-01 发布于 2024-01-24 下午8:27", "2024-01-24 下午8:27", 1706128020, "minute" },
    { "２０２４年１月２４日", "２０２４年１月２４日", 1706054400, "day" },
    { "民國113年1月24日", "民國113年1月24日", 1706054400, "day" },
    { "发信站: 听潮站 (Wed Jan 24 12:27:22 2024), 转信", "Jan 24 12:27:22 2024", 1706099242, "second" },
  }
  for _, case in ipairs(cases) do
    it("finds '" .. case[2] .. "' in '" .. case[1] .. "'", function()
      local seconds, first, last, precision = dates.find(case[1], NOW)
      assert.are.equal(case[3], seconds)
      assert.are.equal(case[2], case[1]:sub(first, last))
      assert.are.equal(case[4], precision)
    end)
  end

  for _, text in ipairs { "", "昨天 20:27", "1月24日", "2024年", "24/01/2024", "In May 2024 we", "12024-01-245", "2024-01-2x4" } do
    it("finds none in '" .. text .. "'", function() assert.is_nil((dates.find(text, NOW))) end)
  end

  it("reads a date in the zone that is given where it names none", function()
    local china = { offset = function() return 28800 end }
    assert.are.equal(1706099220, (dates.find("时间：2024年1月24日 20:27", NOW, china)))
    assert.are.equal(1706099220, (dates.find("Jan 24, 2024 8:27 PM", NOW, china)))
    assert.are.equal(1706099242, (dates.find("2024-01-24T12:27:22Z", NOW, china)))
  end)

  it("takes time in proportion to the text", function()
    for _, part in ipairs { "二〇", "2024-13-01 ", "民国", "2024年", "Jan 32, 2024 ", "2024年1月1日(((((((((", "19" } do
      local times = {}
      for i, count in ipairs { 1000, 4000 } do
        local text, before = part:rep(count), os.clock()
        for _ = 1, 3 do dates.find(text, NOW) end
        times[i] = os.clock() - before
      end
      assert.is_true(times[2] < 12 * times[1] + 0.02, part .. ": " .. times[1] .. " s, " .. times[2] .. " s")
    end
  end)
end)

-- Random damage to dates that are good: `parse` and `find` give a time within the years that articles have, or nil and a
-- message, and never raise.
describe("dates with random damage", function()
  local random = require "spec.random"
  local seeds = {
    "2020-02-03T04:05:06.789+08:00", "20200203T040506Z", "2020-W06-1", "2020-034T10", "Wed, 24 Jan 2024 12:27:22 GMT",
    "January 24th, 2024 at 8:27 pm EST", "Wed Jan 24 12:27:22 CST 2024", "2024年1月24日 星期三 下午3点半", "1706099242999",
    "二〇二四年一月二十四日 凌晨12点5分", "民國113年1月24日 北京時間 20:27", "２０２４年１月２４日　１２：２７", "2024-01-24 下午8:27",
  }
  it("give a time that can be, or say why not", function()
    local next_number = random.new(20240124)
    for round = 1, 4000 do
      local text = random.damage(next_number, seeds[next_number(#seeds)], seeds[next_number(#seeds)])
      local seconds, message = dates.parse(text, NOW)
      if seconds then
        assert.is_true(seconds >= 631152000 and seconds <= NOW + 86400 and seconds % 1 == 0, text)
      else
        assert.are.equal("string", type(message), text)
      end
      local found, first, last = dates.find("x" .. text, NOW)
      if found then
        assert.is_true(found >= 631152000 and found <= NOW + 86400, text)
        assert.is_true(first >= 1 and first <= last and last <= #text + 1, text .. " in round " .. round)
      end
    end
  end)
end)

describe("dates.of_number", function()
  it("tells seconds from milliseconds", function()
    for _, given in ipairs { 1706099943, 1706099943.9, 1706099943000, 1706099943999 } do
      assert.are.equal("1706099943", tostring((dates.of_number(given, NOW))))
    end
    assert.matches("before 1990$", select(2, dates.of_number(5, NOW)))
    assert.matches("in the future$", select(2, dates.of_number(math.huge, NOW)))
    assert.matches("not a number", select(2, dates.of_number(0 / 0, NOW)))
  end)
end)

describe("dates.iso", function()
  it("writes an instant with the offset of its clock", function()
    assert.are.equal("2024-01-24T12:27:22Z", dates.iso(1706099242))
    assert.are.equal("2024-01-24T20:27:22+08:00", dates.iso(1706099242, 28800))
    assert.are.equal("2024-01-24T08:57:22-03:30", dates.iso(1706099242, -12600))
  end)
end)

describe("dates.from_milliseconds", function()
  it("reads digits and numbers, and drops the fraction of a second", function()
    for _, given in ipairs { "1706099943000", "1706099943999", 1706099943000, 1706099943999.5 } do
      assert.are.equal("1706099943", tostring((dates.from_milliseconds(given, NOW))))
    end
  end)

  local unreadable = {
    { "", "not a number of milliseconds" },
    { "0x10", "not a number of milliseconds" },
    { "-1706099943000", "not a number of milliseconds" },
    { "1706099943000.5", "not a number of milliseconds" },
    { "1706099943", "before 1990" },
    { "0", "before 1990" },
    { "1706099943000000", "in the future" },
    { ("9"):rep(400), "in the future" },
  }
  for _, case in ipairs(unreadable) do
    it("refuses '" .. case[1]:sub(1, 20) .. "': " .. case[2], function()
      local seconds, message = dates.from_milliseconds(case[1], NOW)
      assert.is_nil(seconds)
      assert.are.equal('date "' .. case[1]:sub(1, 64), message:sub(1, 6 + math.min(#case[1], 64)))
      assert.are.equal('": ' .. case[2], message:sub(-3 - #case[2]))
    end)
  end

  it("refuses numbers that are no time", function()
    assert.matches("not a number of milliseconds$", select(2, dates.from_milliseconds(0 / 0, NOW)))
    assert.matches("in the future$", select(2, dates.from_milliseconds(math.huge, NOW)))
    assert.matches("before 1990$", select(2, dates.from_milliseconds(-math.huge, NOW)))
  end)

  it("raises for other types", function()
    assert.has_error(function() dates.from_milliseconds({}) end,
      "dates.from_milliseconds: milliseconds must be a string or a number, got table")
  end)
end)

describe("dates.days", function()
  local known = {
    { 1970, 1, 1, 0 }, { 1969, 12, 31, -1 }, { 2000, 2, 29, 11016 }, { 2000, 3, 1, 11017 },
    { 2024, 1, 24, 19746 }, { 1900, 3, 1, -25508 }, { 0, 3, 1, -719468 }, { -1, 12, 31, -719529 },
  }
  for _, case in ipairs(known) do
    it(("counts %d days to %d-%02d-%02d"):format(case[4], case[1], case[2], case[3]), function()
      assert.are.equal(case[4], dates.days(case[1], case[2], case[3]))
    end)
  end

  it("takes month 13 for the next year's first", function()
    assert.are.equal(dates.days(2021, 1, 1), dates.days(2020, 13, 1))
  end)
end)

describe("dates.civil", function()
  it("gives date, time of day and weekday", function()
    assert.are.same({ 2024, 1, 24, 12, 39, 3, 3 }, { dates.civil(1706099943) })
    assert.are.same({ 1969, 12, 31, 23, 59, 59, 3 }, { dates.civil(-1) })
  end)

  it("adds the offset of a clock, and drops fractions", function()
    assert.are.same({ 2024, 1, 24, 20, 39, 3, 3 }, { dates.civil(1706099943.9, 8 * 3600) })
    assert.are.same({ 2024, 1, 23, 23, 9, 3, 2 }, { dates.civil(1706099943, -13.5 * 3600) })
  end)

  it("agrees with os.date over 140 years", function()
    for seconds = -86400 * 366 * 5, 86400 * 366 * 135, 86400 * 11 + 3607 do
      local there = os.date("!*t", seconds)
      local year, month, day, hour, minute, second, weekday = dates.civil(seconds)
      assert.are.same({ there.year, there.month, there.day, there.hour, there.min, there.sec, there.wday },
        { year, month, day, hour, minute, second, weekday % 7 + 1 })
    end
  end)

  it("is the inverse of days, for each day of 140 years", function()
    local expected = dates.days(1960, 1, 1)
    for year = 1960, 2099 do
      for month = 1, 12 do
        for day = 1, dates.days(year, month + 1, 1) - dates.days(year, month, 1) do
          if dates.days(year, month, day) ~= expected then error(year .. "-" .. month .. "-" .. day) end
          local civil_year, civil_month, civil_day, hour, _, _, weekday = dates.civil(expected * 86400 + 3599)
          if civil_year ~= year or civil_month ~= month or civil_day ~= day or hour ~= 0
            or weekday ~= (expected + 3) % 7 + 1 then
            error(year .. "-" .. month .. "-" .. day)
          end
          expected = expected + 1
        end
      end
    end
    assert.are.equal(dates.days(2100, 1, 1), expected)
  end)
end)

describe("dates.iso_week", function()
  local known = {
    { 2020, 1, 1, 2020, 1 }, { 2019, 12, 30, 2020, 1 }, { 2019, 12, 29, 2019, 52 },
    { 2020, 12, 31, 2020, 53 }, { 2021, 1, 3, 2020, 53 }, { 2021, 1, 4, 2021, 1 },
    { 2018, 1, 1, 2018, 1 }, { 2017, 1, 1, 2016, 52 }, { 2016, 1, 3, 2015, 53 },
    { 2020, 2, 3, 2020, 6 },
  }
  for _, case in ipairs(known) do
    local name = ("puts %d-%02d-%02d into week %d of %d"):format(case[1], case[2], case[3], case[5], case[4])
    it(name, function()
      assert.are.same({ case[4], case[5] }, { dates.iso_week(case[1], case[2], case[3]) })
    end)
  end

  it("changes on Mondays only, and starts again at 1 after 52 or 53", function()
    local last_year, last_week = dates.iso_week(1999, 12, 31)
    for days = dates.days(2000, 1, 1), dates.days(2040, 1, 1) do
      local year, month, day, _, _, _, weekday = dates.civil(days * 86400)
      local week_year, week = dates.iso_week(year, month, day)
      if weekday == 1 then
        assert.are.equal(week_year == last_year and last_week + 1 or 1, week)
        if week == 1 then assert.is_true(last_week == 52 or last_week == 53) end
      else
        assert.are.same({ last_year, last_week }, { week_year, week })
      end
      last_year, last_week = week_year, week
    end
  end)
end)
