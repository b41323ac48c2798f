--- newsstat concordance: each use of a term with what stands around it.

local aliases = require "newsstat.aliases"
local calendar_of = require "newsstat.calendar"
local concordance = require "newsstat.concordance"
local inputs = require "newsstat.inputs"
local selections = require "newsstat.commands.selections"

local M = {
  name = "concordance", rows = true, paths = true, summary = "print each use of a term with its left and right context",
}

M.example = "newsstat concordance 台风 --width 24 --since 2025-07 articles/"

local COLUMNS = {
  { key = "left" }, { key = "keyword" }, { key = "right" }, { key = "time" }, { key = "date" }, { key = "title" },
  { key = "source" }, { key = "place" }, { key = "path" },
}

local TABLE_COLUMNS = {
  { key = "date" }, { key = "left", align = "right" }, { key = "keyword" }, { key = "right" }, { key = "title" },
  { key = "path" },
}

---@param command table argparse's
function M.define(command)
  command:argument("term", "a term, under all its spellings and aliases; A|B is either, 'A B' both in one article")
    :argname "TERM"
  selections.define(command)
  command:option("--width", "terminal columns of context on each side; a Chinese character takes two")
    :argname("N"):default(tostring(concordance.WIDTH)):convert(inputs.whole_number "--width")
  command:option("--top", "lines; 0 for all"):argname("N"):default("0"):convert(inputs.whole_number "--top")
  command:option("--aliases", "further names for one thing, a line each: 特朗普=川普"):argname "FILE"
end

local function read_aliases(console, path)
  if not path then return nil end
  local map, message = aliases.read(path)
  return map or console:fail(message)
end

---@param console newsstat.console
---@param arguments table
function M.run(console, arguments)
  inputs.query(console, arguments.term)
  local calendar = inputs.checked(console, calendar_of.new, "day", arguments.timezone)
  local articles = selections.articles(console, arguments, inputs.paths(console, arguments))
  local lines = concordance.lines(arguments.term, articles, {
    width = arguments.width, aliases = read_aliases(console, arguments.aliases),
    segmenter = inputs.segmenter(console, arguments),
  })
  local is_table, written = console:row_format() == "table", 0
  local writer = console:rows(is_table and TABLE_COLUMNS or COLUMNS)
  for line, message in lines do
    if line then
      line.date = line.time and calendar.date(calendar:days(line.time))
      writer:row(line)
      written = written + 1
      if written == arguments.top then break end
    else
      console:problem(message)
    end
  end
  writer:finish()
end

return M
