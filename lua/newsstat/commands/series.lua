--- newsstat series: terms compared over time.

local inputs = require "newsstat.inputs"
local queries = require "newsstat.queries"
local report = require "newsstat.report"
local sparkline = require "newsstat.sparkline"
local term_series = require "newsstat.term_series"
local timelines = require "newsstat.commands.timelines"

local M = { name = "series", rows = true, paths = true, report = true, summary = "compare terms over time" }

M.example = "newsstat series '台风|飓风,洪水,洪水 撤离' --by week --window 4 articles/"

local COLUMNS = {
  { key = "term" }, { key = "period" }, { key = "count" }, { key = "articles" }, { key = "share", decimals = 4 },
  { key = "smoothed", decimals = 4 },
}

local SUMMARY = {
  { key = "term" }, { key = "count" }, { key = "articles" }, { key = "share", decimals = 3 }, { key = "peak" },
  { key = "chart" },
}

---@param command table argparse's
function M.define(command)
  command:argument("terms", "terms with commas between; A|B is either, 'A B' both in one article, "
    .. '"A B" in quotation marks a name of two words'):argname "TERM[,TERM…]"
  timelines.define(command)
  command:option("--weight", "articles that draw the smoothed share towards that of all periods, 0 for none")
    :argname("N"):default(tostring(term_series.WEIGHT)):convert(inputs.whole_number "--weight")
  command:option("--window", "periods that the smoothed share is taken over, from 1 to " .. term_series.MOST_WINDOW)
    :argname("N"):default("1"):convert(inputs.whole_number "--window")
end

-- The queries of the command line, checked before articles are read.
local function queries_of(console, text)
  local list = queries.list(text)
  if #list == 0 then console:fail("no term in '" .. text .. "'") end
  for _, query in ipairs(list) do inputs.query(console, query) end
  return list
end

-- What a whole series comes to.
local function summary_of(one, totals)
  local row, values = { term = one.term, count = 0, articles = 0 }, {}
  local most, all = 0, 0
  for i, point in ipairs(one.series) do
    row.count, row.articles = row.count + point.count, row.articles + point.articles
    all, values[i] = all + totals[i], point.smoothed
    if point.articles > 0 and point.smoothed > most then most, row.peak = point.smoothed, point.period end
  end
  row.share, row.chart = all > 0 and row.articles / all or 0, sparkline.draw(values)
  return row
end

local function write_summary(console, all, totals)
  local writer = console:rows(SUMMARY)
  for _, one in ipairs(all) do writer:row(summary_of(one, totals)) end
  writer:finish()
end

-- A row for each period: its articles, and of each term the articles and the smoothed share.
local function write_periods(console, all, periods, totals)
  local columns = { { key = "period" }, { key = "all", title = "all articles" } }
  for i, one in ipairs(all) do
    columns[#columns + 1] = { key = "articles" .. i, title = one.term }
    columns[#columns + 1] = { key = "smoothed" .. i, title = "smoothed", decimals = 3 }
  end
  local writer = console:rows(columns)
  for t, period in ipairs(periods) do
    local row = { period = period, all = totals[t] }
    for i, one in ipairs(all) do
      row["articles" .. i], row["smoothed" .. i] = one.series[t].articles, one.series[t].smoothed
    end
    writer:row(row)
  end
  writer:finish()
end

local function write_points(console, all)
  local writer = console:rows(COLUMNS)
  for _, one in ipairs(all) do
    for _, point in ipairs(one.series) do
      writer:row {
        term = one.term, period = point.period, count = point.count, articles = point.articles,
        share = point.share, smoothed = point.smoothed,
      }
    end
  end
  writer:finish()
end

---@param console newsstat.console
---@param arguments table
function M.run(console, arguments)
  local list = queries_of(console, arguments.terms)
  local options = { weight = arguments.weight, window = arguments.window }
  inputs.checked(console, term_series.check, options, "series")
  local timeline = timelines.read(console, arguments)
  local written = console:report(function(format)
    return report.series(timeline, list, { format = format, title = arguments.title, weight = arguments.weight,
      window = arguments.window })
  end)
  if written then return end
  local all, overview = {}, timelines.expect(console, timeline:overview())
  local periods, totals = overview.periods, overview.totals
  for i, query in ipairs(list) do
    all[i] = { term = query, series = timelines.expect(console, timeline:series(query, options)) }
  end
  if console:row_format() ~= "table" then return write_points(console, all) end
  write_summary(console, all, totals)
  console:write "\n"
  write_periods(console, all, periods, totals)
end

return M
