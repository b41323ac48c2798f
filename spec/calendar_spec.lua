local calendar = require "newsstat.calendar"
local dates = require "newsstat.dates"

local DAY = 86400

local function new(by, timezone) return assert(calendar.new(by, timezone)) end

local function at(text) return assert(dates.parse(text, 4e9)) end

describe("calendar.is_period", function()
  it("knows the four kinds of periods, and nothing else", function()
    for _, by in ipairs { "day", "week", "month", "year" } do assert.is_true(calendar.is_period(by)) end
    for _, by in ipairs { "decade", "Day", "", 1, true } do assert.is_false(calendar.is_period(by)) end
  end)
end)

describe("calendar.new", function()
  it("takes UTC with or without its name", function()
    assert.are.equal(1, new("day"):days(DAY))
    assert.are.equal(1, new("day", "UTC"):days(DAY))
  end)

  for _, zone in ipairs { "Mars/Base", "", "Asia", "shanghai" } do
    it("tells that there is no zone '" .. zone .. "'", function()
      local made, message = calendar.new("day", zone)
      assert.is_nil(made)
      assert.matches("^" .. zone .. ": unknown time zone", message)
    end)
  end
end)

describe("calendar:days", function()
  local cases = {
    { "UTC", "2020-02-02T23:59:59Z", "2020-02-02" },
    { "UTC", "2020-02-03T00:00:00Z", "2020-02-03" },
    { "Asia/Shanghai", "2020-02-02T15:59:59Z", "2020-02-02" },
    { "Asia/Shanghai", "2020-02-02T16:00:00Z", "2020-02-03" },
    { "Asia/Shanghai", "2019-12-31T16:00:00Z", "2020-01-01" },
    -- Summer time began in New York at 2020-03-08 07:00 UTC and ended at 2020-11-01 06:00 UTC.
    { "America/New_York", "2020-03-08T04:59:59Z", "2020-03-07" },
    { "America/New_York", "2020-03-08T05:00:00Z", "2020-03-08" },
    { "America/New_York", "2020-03-09T03:59:59Z", "2020-03-08" },
    { "America/New_York", "2020-03-09T04:00:00Z", "2020-03-09" },
    { "America/New_York", "2020-11-01T03:59:59Z", "2020-10-31" },
    { "America/New_York", "2020-11-01T04:00:00Z", "2020-11-01" },
    { "America/New_York", "2020-11-02T04:59:59Z", "2020-11-01" },
    { "America/New_York", "2020-11-02T05:00:00Z", "2020-11-02" },
    { "Asia/Kathmandu", "2020-02-02T18:14:59Z", "2020-02-02" },
    { "Asia/Kathmandu", "2020-02-02T18:15:00Z", "2020-02-03" },
  }
  for _, case in ipairs(cases) do
    it(("puts %s on the %s of %s"):format(case[2], case[3], case[1]), function()
      local zoned = new("day", case[1])
      assert.are.equal(case[3], zoned.date(zoned:days(at(case[2]))))
      assert.are.equal(case[3], zoned:label(zoned:days(at(case[2]))))
    end)
  end

  it("counts days before 1970 as negative ones", function()
    assert.are.equal(-1, new("day"):days(-1))
    assert.are.equal("1969-12-31", calendar.new("day").date(-1))
  end)
end)

describe("calendar:label", function()
  local cases = {
    { "day", "2020-02-29", "2020-02-29" },
    { "month", "2020-02-29", "2020-02" },
    { "year", "2020-02-29", "2020" },
    { "week", "2020-02-29", "2020-W09" },
    { "week", "2020-12-31", "2020-W53" },
    { "week", "2021-01-03", "2020-W53" },
    { "week", "2021-01-04", "2021-W01" },
    { "week", "2018-12-30", "2018-W52" },
    { "week", "2018-12-31", "2019-W01" },
    { "week", "2024-12-29", "2024-W52" },
    { "week", "2024-12-30", "2025-W01" },
  }
  for _, case in ipairs(cases) do
    it(("names the %s of %s %s"):format(case[1], case[2], case[3]), function()
      assert.are.equal(case[3], new(case[1]):label(at(case[2]) / DAY))
    end)
  end

  it("sorts by time", function()
    for _, by in ipairs { "day", "week", "month", "year" } do
      local one, previous = new(by), ""
      for day = 14000, 20000 do
        local label = one:label(day)
        assert.is_true(label >= previous)
        previous = label
      end
    end
  end)
end)

describe("calendar:labels", function()
  local cases = {
    { "day", "2020-02-28", "2020-03-01", "2020-02-28 2020-02-29 2020-03-01" },
    { "week", "2020-12-27", "2021-01-04", "2020-W52 2020-W53 2021-W01" },
    { "week", "2018-12-31", "2019-01-06", "2019-W01" },
    { "week", "2021-01-03", "2021-01-04", "2020-W53 2021-W01" },
    { "month", "2019-11-30", "2020-02-01", "2019-11 2019-12 2020-01 2020-02" },
    { "month", "2020-01-31", "2020-03-01", "2020-01 2020-02 2020-03" },
    { "year", "2018-12-31", "2021-01-01", "2018 2019 2020 2021" },
    { "month", "2020-01-31", "2020-01-31", "2020-01" },
  }
  for _, case in ipairs(cases) do
    it(("lists each %s from %s to %s once"):format(case[1], case[2], case[3]), function()
      local labels = new(case[1]):labels(at(case[2]) / DAY, at(case[3]) / DAY)
      assert.are.equal(case[4], table.concat(labels, " "))
    end)
  end

  it("gives the label of each day between, in order", function()
    for _, by in ipairs { "day", "week", "month", "year" } do
      local one, labels = new(by), {}
      for day = 17500, 19500 do
        if one:label(day) ~= labels[#labels] then labels[#labels + 1] = one:label(day) end
      end
      assert.are.same(labels, one:labels(17500, 19500))
    end
  end)
end)
