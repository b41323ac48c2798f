--- The command line: options, help, and which command runs.

local console_of = require "newsstat.console"
local core = require "newsstat.core"
local inputs = require "newsstat.inputs"

local M = {}

local COMMANDS = { "clean", "articles", "cut", "count", "keywords", "trends", "follow", "series", "compare", "cooccurrences",
  "concordance", "add", "store", "lexicon", "aliases" }

local STATUS = [[
Exit status: 0 all well; 1 some files could not be read (each is named on standard error, the rest is
done); 2 the command could not run.]]

local function define_format(command, module)
  local formats = { "table", "ndjson", "csv", "tsv" }
  local help = "table (default on a terminal), ndjson (default elsewhere), csv, tsv"
  if module.report then
    formats[5], formats[6], help = "html", "svg", help .. "; html: a page to read and send on; svg: a chart"
    command:option("--title", "title of the page or chart"):argname "TEXT"
  end
  command:option("--format", help):choices(formats)
end

local function define_common(command, module)
  if module.paths then
    command:argument("paths", "articles, and folders of any depth"):argname("PATH"):args "*"
    command:option("--files0-from", "read further paths from F, separated by NUL; - for standard input"):argname "F"
  end
  if module.paths then inputs.define_reading(command) end
  if module.rows then
    define_format(command, module)
  end
  if module.rows and module.lexicon ~= false then
    command:option("--lexicon", "a compiled lexicon image instead of the built-in one"):argname "F"
  end
  command:flag("-q --quiet", "no progress and notes; problems are still named")
  command:option("--color", "auto, always or never; NO_COLOR is honoured")
    :choices({ "auto", "always", "never" }):default "auto"
end

-- argparse ends with status 1 on a wrong command line, which here means something else.
local function end_with_usage(parser, message)
  io.stderr:write(parser:get_usage(), "\n\nnewsstat: ", message, "\n")
  os.exit(2, true)
end

local function version_text()
  local facts = core.lexicon():facts()
  return ("newsstat %s (%s, ICU %s, libxml2 %s, lexicon of %d words, format %d)"):format(
    core.version, _VERSION, core.icu_version, core.libxml2_version, facts.words, facts.version)
end

local function define_command(parser, name)
  local module = require("newsstat.commands." .. name)
  local command = parser:command(name, module.summary)
  command:epilog("Example:\n   " .. module.example)
  module.define(command)
  define_common(command, module)
  command.error = end_with_usage
  return { parser = command, module = module }
end

-- With all commands, or with those that are named.
local function new_parser(argparse, names)
  local parser = argparse("newsstat", "Text analytics of news articles: cleanup, words, counts, keywords, trends.")
  parser:epilog(STATUS)
  parser:command_target "command"
  parser:require_command(true)
  parser:flag("-v --version", "print the version"):action(function()
    print(version_text())
    os.exit(0, true)
  end)
  parser.error = end_with_usage
  local commands = {}
  for _, name in ipairs(names) do commands[name] = define_command(parser, name) end
  parser:add_complete_command "completion"
  return parser, commands
end

---The parser of the whole command line, for the manual that is made of it.
---@param argparse table the library
---@return table parser argparse's
function M.parser(argparse) return (new_parser(argparse, COMMANDS)) end

-- The only command that a command line can mean, if its first word tells: loading all takes longer than a short command.
local function commands_of(arguments)
  for _, name in ipairs(COMMANDS) do
    if arguments[1] == name then return { name } end
  end
  return COMMANDS
end

local function would_wait(module, arguments)
  return module.takes_standard_input and #arguments.files == 0 and core.is_terminal(0)
end

-- Generations, with which Lua 5.4's interpreter begins, walk all that lives whenever some large strings
-- have come and gone.
local function collect_incrementally()
  if _VERSION == "Lua 5.4" then collectgarbage "incremental" end
end

---Runs the command line.
---@param arguments string[] without the program's name
---@return integer status 0, 1 or 2
function M.main(arguments)
  local loaded, argparse = pcall(require, "argparse")
  if not loaded then
    io.stderr:write('newsstat: argparse is missing: "luarocks install argparse" or "apt-get install lua-argparse"\n')
    return 2
  end
  local parser, commands = new_parser(argparse, commands_of(arguments))
  if #arguments == 0 then
    io.stderr:write(parser:get_help(), "\n")
    return 2
  end
  local parsed = parser:parse(arguments)
  local command = commands[parsed.command]
  if would_wait(command.module, parsed) then
    io.stderr:write(command.parser:get_help(), "\n")
    return 2
  end
  collect_incrementally()
  local console = console_of.new(parsed)
  return console:run(function() command.module.run(console, parsed) end)
end

return M
