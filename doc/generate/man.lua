--- Writes newsstat's manual page from the definition of its command line: lua doc/generate/man.lua > doc/newsstat.1

local argparse = require "argparse"
local cli = require "newsstat.cli"
local core = require "newsstat.core"

-- What has a meaning for roff: backslashes, hyphens that are to be copied, a point or quote at a line's start.
local function escape(text)
  return (text:gsub("\\", "\\e"):gsub("%-", "\\-"):gsub("\n([.'])", "\n\\&%1"):gsub("^([.'])", "\\&%1"))
end

local lines = {}
local function put(...) for _, line in ipairs { ... } do lines[#lines + 1] = line end end

local function put_block(text) put(".nf", escape(text), ".fi") end

-- What argparse adds to a text about choices and defaults stands in it already.
local function put_elements(elements)
  for _, element in ipairs(elements) do
    if not element._hidden then
      put(".TP", ".B " .. escape(table.concat(element:_get_label_lines(), ", ")), escape(element:_get_description()))
    end
  end
end

local put_command

local function put_parts(parser, name)
  put_elements(parser._arguments)
  put_elements(parser._options)
  for _, command in ipairs(parser._commands) do put_command(command, name) end
end

function put_command(command, parent)
  local name = (parent and parent .. " " or "") .. command._name
  put(".SS " .. escape(name), escape(command:_get_description():gsub("^%l", string.upper) .. "."))
  put(".PP")
  put_block((command:get_usage():gsub("^Usage: ", "")))
  put_parts(command, name)
  if command._epilog then
    put(".PP")
    put_block(command._epilog)
  end
end

local parser = cli.parser(argparse)
put(('.TH NEWSSTAT 1 "" "newsstat %s" "User Commands"'):format(core.version))
put(".SH NAME", "newsstat \\- text analytics of news articles: cleanup, words, counts, keywords, trends")
put(".SH SYNOPSIS", ".B newsstat", ".I COMMAND", "[\\fIOPTION\\fR ...] [\\fIPATH\\fR ...]")
put(".SH DESCRIPTION", escape [[
newsstat reads saved news articles, finds what each is about and which terms rise from period to period. PATH is a
file or a folder of any depth; files are told apart by their content. Rows come as a table on a terminal and as
NDJSON elsewhere.]])
put(".SH COMMANDS")
for _, command in ipairs(parser._commands) do put_command(command) end
put(".SH EXIT STATUS", escape((parser._epilog:gsub("^Exit status: ", ""))))
put(".SH ENVIRONMENT", ".TP", ".B NEWSSTAT_LUA", "The Lua interpreter that runs the command; lua5.4 by default.")
put(".TP", ".B NEWSSTAT_THREADS", "How many threads read and cut articles where \\-\\-threads is not given.")
put(".TP", ".B TMPDIR", "The folder of temporary files, which have no name; /var/tmp by default.")
put(".TP", ".B NO_COLOR", "No colours, unless \\-\\-color=always is given.")
io.write(table.concat(lines, "\n"), "\n")
