--- What the commands on timelines share: their options, and reading articles into one.

local aliases = require "newsstat.aliases"
local inputs = require "newsstat.inputs"
local lazily = require "newsstat.lazily"
local selections = require "newsstat.commands.selections"
local stop_words = require "newsstat.stop_words"
local terms = require "newsstat.terms"
local timeline = require "newsstat.timeline"
local whole_file = require "newsstat.whole_file"

local store = lazily "newsstat.store"

local M = {}

-- How articles are counted, whichever they are.
local function define_how(command)
  command:option("--by", "length of a period"):choices({ "day", "week", "month", "year" }):default "month"
  command:flag("--keep-duplicates", "count near-duplicates too; else the earliest stands for them")
  command:flag("--keep-furniture", "count paragraphs that three or more articles of a source have")
  command:option("--stop", "further words that are no terms, a line each"):argname "FILE"
  command:option("--keep", "words that are terms though the built-in list has them"):argname "FILE"
  command:option("--aliases", "further names for one thing, a line each: 特朗普=川普"):argname "FILE"
  command:option("--memory", "megabytes of the articles' words, and of their lists of terms, that are kept in memory; others "
    .. "go to temporary files, in the folder that TMPDIR names, else in /var/tmp; default: 8")
    :argname("MB"):convert(inputs.whole_number "--memory")
end

---Defines what counts of all articles depend on.
---@param command table argparse's
function M.define_counting(command)
  define_how(command)
  selections.define_timezone(command)
  inputs.define_threads(command)
end

---@param command table argparse's
function M.define(command)
  define_how(command)
  selections.define(command)
  command:option("--store", "a store of articles, a file or clickhouse://host:port/database: those of PATH are added to it, "
    .. "and all that it holds count"):argname "DB"
  command:flag("--published", "of a store: read what was published last, though articles were added since")
  inputs.define_threads(command)
end

-- Words of a file, a line each; # begins a comment.
local function read_words(console, path)
  if not path then return nil end
  local lines, message = whole_file.lines(path)
  if not lines then return console:fail(message) end
  local words = {}
  for line in lines do
    local word = line:gsub("^%s*#.*", ""):match "^%s*(.-)%s*$"
    if word ~= "" then words[#words + 1] = terms.lexicon():fold(word) end
  end
  return words
end

local function read_stop(console, arguments)
  if not arguments.stop and not arguments.keep then return nil end
  return stop_words.set(read_words(console, arguments.stop), read_words(console, arguments.keep))
end

local function read_aliases(console, arguments)
  if not arguments.aliases then return nil end
  local map, message = aliases.read(arguments.aliases)
  return map or console:fail(message)
end

---What a timeline gave; where its store failed, the command ends.
---@param console newsstat.console
---@param value any
---@param message string|nil
---@return any value
function M.expect(console, value, message) return value or console:fail(message) end

local function note_left_out(console, one)
  local overview = M.expect(console, one:overview())
  if overview.duplicates == 0 then return end
  local first = M.expect(console, one:duplicates(1))[1]
  console:note(("near-duplicates left out: %d, such as %s, which repeats %s; --keep-duplicates counts them"):format(
    overview.duplicates, first.path, first.original))
end

-- A store tells none: that would take reading all of its articles.
local function note_crowded_days(console, one)
  local days = one:crowded_days()
  if #days == 0 then return end
  console:note(("days with ten times a source's usual articles: %d, such as %s with %d of %s; these may be dated by the "
    .. "day they were collected"):format(#days, days[1].date, days[1].articles, days[1].source))
end

-- Opened before anything is read; made only where there is something to add.
local function open_store(console, arguments, paths)
  if not arguments.store then return nil end
  local opened, message = store.open(arguments.store, { create = #paths > 0 })
  return opened or console:fail(message)
end

-- Adds the articles of the paths; without a path all are in the store.
local function add_paths(console, arguments, new, paths)
  if #paths == 0 then return end
  local reading = inputs.reading(arguments)
  reading.threads = inputs.threads(console, arguments)
  reading.report = function(problem) console:problem(problem) end
  reading.progress = function(result) console:progress(result.articles, "articles") end
  local result, message = new:add_files(paths, reading)
  if not result then console:fail(message) end
  if result.articles == 0 then
    console:note(("no dated article was found (%d undated, %d not chosen by the options, %d not readable)")
      :format(result.undated, result.outside, result.failed))
  end
end

---How the command line wants articles counted, by the options of `define_counting`.
---@param console newsstat.console
---@param arguments table
---@return newsstat.timeline_options
function M.counting(console, arguments)
  return {
    by = arguments.by, timezone = arguments.timezone, keep_duplicates = arguments.keep_duplicates,
    keep_furniture = arguments.keep_furniture, stop = read_stop(console, arguments),
    aliases = read_aliases(console, arguments), memory = arguments.memory,
  }
end

local function check_published(console, arguments, paths)
  if not arguments.published then return end
  if not arguments.store then console:fail "--published is of stores: name one by --store" end
  if #paths > 0 then
    console:fail("--published reads what is there: `newsstat add --store " .. arguments.store .. "` adds articles")
  end
end

---Reads all articles that the command line names.
---@param console newsstat.console
---@param arguments table
---@return newsstat.timeline
function M.read(console, arguments)
  local options = M.counting(console, arguments)
  for name, value in pairs(selections.options(arguments)) do options[name] = value end
  options.segmenter = inputs.segmenter(console, arguments)
  local paths = inputs.paths(console, arguments)
  check_published(console, arguments, paths)
  options.published, options.notice = arguments.published, function(message) console:note(message) end
  options.store = open_store(console, arguments, paths)
  local new = inputs.checked(console, timeline.new, options)
  add_paths(console, arguments, new, paths)
  note_left_out(console, new)
  if not options.store then note_crowded_days(console, new) end
  return new
end

return M
