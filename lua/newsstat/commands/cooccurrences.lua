--- newsstat cooccurrences: terms that stand in the same articles as a term.

local inputs = require "newsstat.inputs"
local timelines = require "newsstat.commands.timelines"

local M = {
  name = "cooccurrences", rows = true, paths = true, summary = "print the terms that come with a term",
}

M.example = "newsstat cooccurrences '台风|飓风' --period 2025-07 articles/"

local COLUMNS = {
  { key = "term" }, { key = "rank" }, { key = "g2", decimals = 1 }, { key = "articles" }, { key = "share", decimals = 3 },
  { key = "count" }, { key = "other_articles", title = "without" }, { key = "other_share", title = "share without", decimals = 3 },
}

---@param command table argparse's
function M.define(command)
  command:argument("term", "a term; A|B is either, 'A B' both in one article"):argname "TERM"
  timelines.define(command)
  command:option("--period", "articles of one period only, as 2020-02"):argname "P"
  command:option("--top", "rows"):argname("N"):default("20"):convert(inputs.whole_number "--top")
end

---@param console newsstat.console
---@param arguments table
function M.run(console, arguments)
  inputs.query(console, arguments.term)
  local timeline = timelines.read(console, arguments)
  local rows, message = timeline:cooccurring(arguments.term, { period = arguments.period, top = arguments.top })
  if not rows then console:fail(message) end
  local writer = console:rows(COLUMNS)
  for _, row in ipairs(rows) do
    row.g2 = row.score
    writer:row(row)
  end
  writer:finish()
  if #rows == 0 then
    console:flush()
    console:note("no term is in 3 or more of its articles and there more often than chance lets expect")
  end
end

return M
