--- newsstat lexicon: compiles word lists to lexicon images, and says what is in an image.

local core = require "newsstat.core"
local lexicons = require "newsstat.lexicons"
local whole_file = require "newsstat.whole_file"

local M = { name = "lexicon", summary = "compile word lists to a lexicon image; say what is in one" }

M.example = "newsstat lexicon compile words.tsv -o words.image && newsstat cut --lexicon words.image text.txt"

local LINES = [==[
A list has a word a line: word [count [tag]], with tabs or spaces between. A word without a count is as frequent
as the mean word of the base. Of a word in several spellings or lines the largest count stands. The image has
these words alone, or with --extend those of the base too; all that is no word it takes from the base, which is
the built-in lexicon or the image that --base names.]==]

---@param command table argparse's
function M.define(command)
  command:command_target "action"
  command:require_command(true)
  local compile = command:command("compile", "compile word lists to an image")
  compile:epilog(LINES .. "\n\nExample:\n   newsstat lexicon compile words.tsv -o words.image")
  compile:argument("lists", "word lists in UTF-8; - for standard input"):argname("WORDS"):args "+"
  compile:option("-o --output", "the image to write; an old one is replaced at once"):argname("IMAGE"):count(1)
  compile:option("--base", "image to build on instead of the built-in lexicon"):argname "IMAGE"
  compile:flag("--extend", "keep the base's words too")
  local info = command:command("info", "say what is in an image, or in the built-in lexicon")
  info:epilog "Example:\n   newsstat lexicon info words.image"
  info:argument("image", "a compiled image"):argname("IMAGE"):args "?"
end

local function open(console, path)
  local lexicon, message = lexicons.open(path)
  return lexicon or console:fail(message)
end

-- A list that cannot be read would make another lexicon than the one asked for.
local function read_lists(console, names)
  local lists = {}
  for _, name in ipairs(names) do
    local text, message = whole_file.read_named(name)
    if not text then return console:fail(message) end
    lists[#lists + 1] = { name = name == "-" and "standard input" or name, text = text }
  end
  return lists
end

local function compile(console, arguments)
  local lists, base = read_lists(console, arguments.lists), open(console, arguments.base)
  local image, report = lexicons.compile(lists, base, arguments.extend)
  if not image then return console:fail(report) end
  local written, message = core.replace_file(arguments.output, image)
  if not written then return console:fail("cannot write " .. message) end
  console:note(("%s: %d words, %.1f MB"):format(arguments.output, report.words, report.size / 1e6))
  if report.same > 0 then
    console:note(("words in several spellings or lines, of which one stands: %d"):format(report.same))
  end
  if report.never_found > 0 then
    console:note(("words that are never found, as text is always cut at their marks: %d, the first in %s; give them to --user")
      :format(report.never_found, report.first_never_found))
  end
end

local FACTS = {
  { "words", "words" }, { "characters", "characters" }, { "longest word", "longest" }, { "tags", "tags" },
  { "bytes", "size" }, { "format", "version" },
}

local function info(console, arguments)
  local facts = open(console, arguments.image):facts()
  for _, fact in ipairs(FACTS) do console:write(("%-12s  %d\n"):format(fact[1], facts[fact[2]])) end
end

local ACTIONS = { compile = compile, info = info }

---@param console newsstat.console
---@param arguments table
function M.run(console, arguments) ACTIONS[arguments.action](console, arguments) end

return M
