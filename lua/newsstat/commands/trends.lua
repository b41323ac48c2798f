--- newsstat trends: rising terms of each period.

local inputs = require "newsstat.inputs"
local timelines = require "newsstat.commands.timelines"

local M = { name = "trends", rows = true, paths = true, summary = "print the rising terms of each period" }

M.example = "newsstat trends --by month --top 10 articles/"

local COLUMNS = {
  { key = "period" }, { key = "term" }, { key = "rank" }, { key = "score", decimals = 1 }, { key = "count" },
  { key = "articles" }, { key = "share", decimals = 3 }, { key = "expected", decimals = 2 },
}

---@param command table argparse's
function M.define(command)
  timelines.define(command)
  command:option("--period", "one period only, as 2020-02"):argname("P")
  command:option("--top", "rows of each period"):argname("N"):default("20"):convert(inputs.whole_number "--top")
end

local function explain_nothing(console, periods)
  if #periods == 1 then
    console:note(("all articles are of %s: a term rises against earlier periods, so give earlier articles too, or a shorter --by")
      :format(periods[1]))
  elseif #periods > 1 then
    console:note "no term rose: none is in at least 3 articles of a period and more than chance lets expect"
  end
end

---@param console newsstat.console
---@param arguments table
function M.run(console, arguments)
  local timeline = timelines.read(console, arguments)
  local rows, message = timeline:trends { period = arguments.period, top = arguments.top }
  if not rows then console:fail(message) end
  local writer = console:rows(COLUMNS, "period")
  for _, row in ipairs(rows) do writer:row(row) end
  writer:finish()
  console:flush()
  if #rows == 0 then explain_nothing(console, timeline:periods()) end
end

return M
