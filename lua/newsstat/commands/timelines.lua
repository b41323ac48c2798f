--- What the commands on timelines share: their options, and reading articles into one.

local inputs = require "newsstat.inputs"
local timeline = require "newsstat.timeline"

local M = {}

---@param command table argparse's
function M.define(command)
  command:option("--by", "length of a period"):choices({ "day", "week", "month", "year" }):default "month"
  command:option("--since", "first day, month or year that counts"):argname "D"
  command:option("--until", "last day, month or year that counts"):argname "D"
  command:option("--timezone", "zone whose days are meant, as Asia/Shanghai"):argname("Z"):default "UTC"
end

---Reads all articles that the command line names.
---@param console newsstat.console
---@param arguments table
---@return newsstat.timeline
function M.read(console, arguments)
  local made, new, message = pcall(timeline.new, {
    by = arguments.by, timezone = arguments.timezone, since = arguments.since, ["until"] = arguments["until"],
    segmenter = inputs.segmenter(console, arguments),
  })
  if not made then console:fail((tostring(new):gsub("^.-newsstat%.timeline: option '(.-)'", "--%1"))) end
  if not new then console:fail(message) end
  local result = new:add_files(inputs.paths(console, arguments), {
    charset = arguments.charset,
    report = function(problem) console:problem(problem) end,
    progress = function(result) console:progress(result.articles, "articles") end,
  })
  if result.articles == 0 then
    console:note(("no dated article was found (%d undated, %d outside the dates, %d not readable)")
      :format(result.undated, result.outside, result.failed))
  end
  return new
end

return M
