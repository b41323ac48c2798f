--- newsstat follow: an article's keywords across the timeline.

local article = require "newsstat.article"
local inputs = require "newsstat.inputs"
local report = require "newsstat.report"
local sparkline = require "newsstat.sparkline"
local timelines = require "newsstat.commands.timelines"

local M = { name = "follow", rows = true, paths = true, report = true, summary = "follow the keywords of one article across the timeline" }

M.example = "newsstat follow article.md articles/"

local TABLE_COLUMNS = {
  { key = "rank" }, { key = "term" }, { key = "score", decimals = 4 }, { key = "count" }, { key = "articles" },
  { key = "direction" }, { key = "peak" }, { key = "burst" }, { key = "first" }, { key = "chart" },
}

local COLUMNS = {
  { key = "term" }, { key = "rank" }, { key = "score", decimals = 4 }, { key = "direction" }, { key = "peak" },
  { key = "period" }, { key = "count" }, { key = "articles" }, { key = "share", decimals = 4 },
  { key = "burst" }, { key = "first" },
}

---@param command table argparse's
function M.define(command)
  command:argument("article", "the article to follow"):argname "ARTICLE"
  timelines.define(command)
  command:option("--top", "keywords"):argname("N"):default("10"):convert(inputs.whole_number "--top")
end

local function write_table(writer, rows)
  for _, row in ipairs(rows) do
    local shares = {}
    row.articles = 0
    for i, point in ipairs(row.series) do
      shares[i] = point.share
      row.articles = row.articles + point.articles
    end
    row.first = row.first and row.first.date
    row.chart, row.series = sparkline.draw(shares), nil
    writer:row(row)
  end
end

-- One row for each keyword and period.
local function write_points(writer, rows)
  for _, row in ipairs(rows) do
    for _, point in ipairs(row.series) do
      writer:row {
        term = row.term, rank = row.rank, score = row.score, direction = row.direction, peak = row.peak,
        period = point.period, count = point.count, articles = point.articles, share = point.share,
        burst = row.burst, first = row.first and row.first.path,
      }
    end
  end
end

---@param console newsstat.console
---@param arguments table
function M.run(console, arguments)
  local followed, message = article.read(arguments.article, inputs.reading(arguments))
  if not followed then console:fail(message) end
  local timeline = timelines.read(console, arguments)
  local rows, problem = timeline:follow(followed, { top = arguments.top })
  if not rows then console:fail(arguments.article .. ": " .. problem) end
  local written = console:report(function(format)
    local title = arguments.title or followed.title and "What became of: " .. followed.title
    return report.follow(timeline, rows, { format = format, title = title })
  end)
  if written then return end
  if console:row_format() == "table" then
    local writer = console:rows(TABLE_COLUMNS)
    write_table(writer, rows)
    writer:finish()
    console:flush()
    local periods = timelines.expect(console, timeline:periods())
    if #periods > 0 then
      console:note(("chart: share of articles from %s to %s"):format(periods[1], periods[#periods]))
    end
  else
    local writer = console:rows(COLUMNS)
    write_points(writer, rows)
    writer:finish()
  end
end

return M
