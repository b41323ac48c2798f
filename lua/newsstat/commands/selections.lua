--- What the commands that read articles share: the options that choose among them.

local article = require "newsstat.article"
local calendars = require "newsstat.calendar"
local inputs = require "newsstat.inputs"
local selection = require "newsstat.selection"

local M = {}

-- The name of a zone that there is, for argparse.
local function zone_name(name)
  local calendar, message = calendars.new("day", name)
  if calendar then return name end
  return nil, "option '--timezone': " .. message
end

---Defines --timezone.
---@param command table argparse's
function M.define_timezone(command)
  command:option("--timezone", "zone of dates that name none, and whose days are meant, as Asia/Shanghai")
    :argname("Z"):default("UTC"):convert(zone_name)
end

---Defines --since, --until, --source, --language, --where and --timezone.
---@param command table argparse's
function M.define(command)
  command:option("--since", "first day, month or year that counts"):argname "D"
  command:option("--until", "last day, month or year that counts"):argname "D"
  command:option("--source", "only articles of this source, or of a host in this domain; more than once: any of them")
    :argname("S"):count "*"
  command:option("--language", "only articles in this language; zh stands for zh-CN and zh-TW too"):argname("L"):count "*"
  command:option("--where", "only articles whose metadata says so: key=value, key!=value, key~part, key!~part; "
    .. "more than once: all of them"):argname("KEY=VALUE"):count "*"
  M.define_timezone(command)
end

local function given(list) return list and list[1] and list or nil end

---@param arguments table
---@return newsstat.selection_options
function M.options(arguments)
  return {
    since = arguments.since, ["until"] = arguments["until"],
    source = given(arguments.source), language = given(arguments.language), where = given(arguments.where),
  }
end

-- Without it an empty folder, or a mistyped condition, would look like articles without terms.
local function noting_none(console, articles)
  local met = false
  return function()
    local one, message = articles()
    if one == nil and not met then console:note "no article was found, or the options choose none" end
    met = true
    return one, message
  end
end

---The articles that the command line chooses; tells where there are none.
---@param console newsstat.console
---@param arguments table
---@param paths string[]
---@param threads? integer in which files are read and cleaned; default 1
---@return fun(): newsstat.article|false|nil, string|nil
function M.articles(console, arguments, paths, threads)
  local chosen = inputs.checked(console, selection.in_zone, M.options(arguments), arguments.timezone, "newsstat")
  return noting_none(console, chosen:filter((article.open(paths, inputs.reading(arguments), { threads = threads }))))
end

---Works on all articles; tells how many were read, and of what could not be.
---@param console newsstat.console
---@param articles fun(): newsstat.article|false|nil, string|nil
---@param work fun(one: newsstat.article)
function M.each(console, articles, work)
  local read = 0
  for one, message in articles do
    if one then
      work(one)
      read = read + 1
      console:progress(read, "articles")
    else
      console:problem(message)
    end
  end
end

return M
