--- newsstat trends: rising terms of each period.

local inputs = require "newsstat.inputs"
local lazily = require "newsstat.lazily"
local timelines = require "newsstat.commands.timelines"

local article = lazily "newsstat.article"
local sentences = lazily "newsstat.trends.explanation"

local M = { name = "trends", rows = true, paths = true, report = true, summary = "print the rising terms of each period" }

M.example = "newsstat trends --by month --top 10 articles/"

-- What each row has, in ndjson, csv and tsv; and what a table shows.
local COLUMNS = {
  { key = "period" }, { key = "term" }, { key = "rank" }, { key = "score", decimals = 1 }, { key = "count" },
  { key = "articles" }, { key = "share", decimals = 3 }, { key = "expected", decimals = 2 },
  { key = "lift", decimals = 1 }, { key = "p" }, { key = "q" }, { key = "sources" },
  { key = "burst" }, { key = "partial" }, { key = "few" }, { key = "forms", list = true },
}
local TABLE_COLUMNS = {
  COLUMNS[1], COLUMNS[2], COLUMNS[3], COLUMNS[4], COLUMNS[5], COLUMNS[6], COLUMNS[7], COLUMNS[8], COLUMNS[9],
  { key = "q", decimals = 3 }, COLUMNS[13],
}
local FACTORS = {
  { key = "g2", decimals = 1 }, { key = "adaptation", decimals = 2 }, { key = "salience", decimals = 2 },
  { key = "class", decimals = 1 }, { key = "firmness", decimals = 2 }, { key = "breadth", decimals = 1 },
  { key = "titles" }, { key = "series" }, { key = "trust", decimals = 2 },
}
local PATHS = { key = "paths", list = true }

---@param command table argparse's
function M.define(command)
  timelines.define(command)
  command:option("--period", "one period only, as 2020-02"):argname("P")
  command:option("--top", "rows of each period"):argname("N"):default("20"):convert(inputs.whole_number "--top")
  command:flag("--falling", "terms that fell, instead of those that rose")
  command:option("--method", "what ranks: tempered (G² and more, default), or g2, z, jlh, log-odds alone")
    :choices { "tempered", "g2", "z", "jlh", "log-odds" }
  command:option("--history", "hold a period against the last N before it; default all")
    :argname("N"):convert(inputs.whole_number "--history")
  command:option("--against", "hold all periods against this: a span such as 2019 or 2019-01..2019-06, a source of the "
    .. "articles, or a PATH of others"):argname "SPAN|SOURCE|PATH"
  command:flag("--no-strata", "do not tell sources apart")
  command:option("--min-sources", "only terms in articles of so many sources")
    :argname("N"):convert(inputs.whole_number "--min-sources")
  command:option("--articles", "name so many articles with each term; in a page 10 unless told otherwise")
    :argname("N"):convert(inputs.whole_number "--articles")
  command:flag("--explain", "show what lifted each term, and what it stands for")
end

local function explain_nothing(console, periods)
  if #periods == 1 then
    console:note(("all articles are of %s: a term rises against earlier periods, so give earlier articles too, or a shorter --by")
      :format(periods[1]))
  elseif #periods > 1 then
    console:note "no term rose: none is in at least 3 articles of a period and more than chance lets expect"
  end
end

-- Loaded where a report is asked for.
local function report_module() return require "newsstat.report" end

-- A path of articles for reference; nil for a span or a source, which the timeline itself knows.
local function add_reference(console, timeline, against, reading)
  local file = io.open(against)
  if not file then return against end
  file:close()
  local found = false
  for one, message in article.walk(against, reading) do
    local added
    if one then
      added, message = timeline:add_reference(one)
      if not added then message = one.path .. ": " .. message end
    end
    if added then found = true else console:problem(message) end
  end
  if not found then console:fail(against .. ": no article that periods could be held against") end
end

local function add_columns(columns, more)
  local all = {}
  for _, column in ipairs(columns) do all[#all + 1] = column end
  for _, column in ipairs(more) do all[#all + 1] = column end
  return all
end

local function columns_of(arguments, is_table)
  local columns = is_table and TABLE_COLUMNS or COLUMNS
  if arguments.explain and not is_table then columns = add_columns(columns, FACTORS) end
  if arguments.articles then columns = add_columns(columns, { PATHS }) end
  return columns
end

local function write_rows(console, arguments, rows)
  local is_table = console:row_format() == "table"
  local writer = console:rows(columns_of(arguments, is_table), "period")
  for _, row in ipairs(rows) do
    for i, example in ipairs(row.examples or {}) do
      row.paths = row.paths or {}
      row.paths[i] = example.path
    end
    writer:row(row)
  end
  writer:finish()
  console:flush()
  if arguments.explain and is_table then
    for _, row in ipairs(rows) do console:write(sentences.of(row) .. "\n") end
  end
end

local function note_marks(console, rows)
  local noted = {}
  for _, row in ipairs(rows) do
    if row.partial and not noted[row.period] then
      console:note(row.period .. " is not over by the last article: its counts will grow")
      noted[row.period] = true
    end
  end
end

---@param console newsstat.console
---@param arguments table
function M.run(console, arguments)
  local timeline = timelines.read(console, arguments)
  local against = arguments.against and add_reference(console, timeline, arguments.against, inputs.reading(arguments))
  local articles = arguments.articles or (arguments.format == "html" and report_module().ARTICLES or nil)
  local rows, message = timeline:trends {
    period = arguments.period, top = arguments.top, falling = arguments.falling, method = arguments.method,
    history = arguments.history, against = against, no_strata = arguments.no_strata,
    min_sources = arguments.min_sources, articles = articles,
  }
  if not rows then console:fail(message) end
  local written = console:report(function(format)
    return report_module().trends(timeline, rows, {
      format = format, title = arguments.title, articles = articles, falling = arguments.falling,
    })
  end)
  if not written then write_rows(console, arguments, rows) end
  note_marks(console, rows)
  if #rows == 0 then explain_nothing(console, timelines.expect(console, timeline:periods())) end
end

return M
