--- newsstat compare: the terms that tell two sources or spans of time apart.

local inputs = require "newsstat.inputs"
local timelines = require "newsstat.commands.timelines"

local M = {
  name = "compare", rows = true, paths = true, summary = "print the terms that tell two sources or spans of time apart",
}

M.example = "newsstat compare 2025 --against 2024 articles/\n   newsstat compare daily.example --against times.example articles/"

local COLUMNS = {
  { key = "side" }, { key = "term" }, { key = "rank" }, { key = "z", decimals = 2 }, { key = "articles" },
  { key = "share", decimals = 4 }, { key = "count" }, { key = "other_articles" }, { key = "other_share", decimals = 4 },
  { key = "other_count" },
}
local TABLE_COLUMNS = {
  { key = "side", title = "more often in" }, COLUMNS[2], COLUMNS[3], { key = "z", decimals = 1 }, COLUMNS[5],
  { key = "share", decimals = 3 }, COLUMNS[7], { key = "other_articles", title = "articles of other" },
  { key = "other_share", title = "share of other", decimals = 3 }, { key = "other_count", title = "count of other" },
}

---@param command table argparse's
function M.define(command)
  command:argument("first", "a source, or a span of time as 2025, 2025-03 or 2025-01..2025-06"):argname "A"
  command:option("--against", "what A is held against, a source or span too; default all articles that are not of A")
    :argname "B"
  timelines.define(command)
  command:option("--top", "terms of each side"):argname("N"):default("20"):convert(inputs.whole_number "--top")
end

local function write_side(writer, side, rows)
  for _, row in ipairs(rows) do
    row.side, row.z = side, row.score
    writer:row(row)
  end
end

---@param console newsstat.console
---@param arguments table
function M.run(console, arguments)
  local timeline = timelines.read(console, arguments)
  local found, message = timeline:compare(arguments.first, arguments.against, { top = arguments.top })
  if not found then console:fail(message) end
  local writer = console:rows(console:row_format() == "table" and TABLE_COLUMNS or COLUMNS, "side")
  write_side(writer, arguments.first, found.a)
  write_side(writer, arguments.against or "all others", found.b)
  writer:finish()
  console:flush()
  console:note(("%d articles against %d; z is of the log-odds ratio, 1.96 and more is listed"):format(
    found.articles_a, found.articles_b))
end

return M
