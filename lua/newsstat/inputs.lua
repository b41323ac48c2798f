--- What a command line names: files, folders, numbers.

local core = require "newsstat.core"
local formats = require "newsstat.formats"
local threads = require "newsstat.threads"
local queries = require "newsstat.queries"
local whole_file = require "newsstat.whole_file"

local M = {}

-- Paths in a list are separated by NUL, the one byte that no path has.
local function read_list(console, name)
  local text, message = whole_file.read_named(name)
  if not text then return console:fail(message) end
  local paths = {}
  for path in text:gmatch "[^%z]+" do paths[#paths + 1] = path end
  return paths
end

---@param console newsstat.console
---@param arguments { paths: string[], files0_from: string|nil, store: string|nil }
---@return string[] paths those on the command line, then those of the list; none only where there is a store
function M.paths(console, arguments)
  local paths = {}
  for _, path in ipairs(arguments.paths or {}) do paths[#paths + 1] = path end
  if arguments.files0_from then
    for _, path in ipairs(read_list(console, arguments.files0_from)) do paths[#paths + 1] = path end
  end
  if #paths == 0 and not arguments.store then console:fail "no PATH: name files or folders, or a list with --files0-from" end
  return paths
end

---The segmenter that the command line asks for.
---@param console newsstat.console
---@param arguments { lexicon: string|nil }
---@return newsstat.segmenter|nil segmenter nil for the one that functions use when they are given none
function M.segmenter(console, arguments)
  if not arguments.lexicon then return nil end
  local lexicon, message = core.lexicon(arguments.lexicon)
  if not lexicon then return console:fail(message) end
  return core.segmenter(lexicon)
end

---Ends the command where a query is none, before articles are read.
---@param console newsstat.console
---@param query string
---@return string[][] groups
function M.query(console, query)
  local groups, problem = queries.parse(query)
  return groups or console:fail(("'%s': %s"):format(query, problem))
end

---A converter of an option's value, for argparse.
---@param option string its name, for the message
---@return fun(text: string): integer|nil, string|nil
function M.whole_number(option)
  return function(text)
    if text:find "^%d+$" and #text < 16 then return tonumber(text) end
    return nil, "option '" .. option .. "' must be a whole number of at least 0, got '" .. text .. "'"
  end
end

---Calls a function that raises for wrong options; its message then ends the command, in the command line's words.
---@param console newsstat.console
---@param make function
---@param ... any what it is called with
---@return any what it returns first
function M.checked(console, make, ...)
  local made, result, message = pcall(make, ...)
  if not made then console:fail((tostring(result):gsub("^.-: option '(.-)'", "--%1"))) end
  return result or console:fail(message)
end

---Defines the option --charset.
---@param command table argparse's
function M.define_charset(command)
  command:option("--charset", "label of the files' charset, as gbk; default: what they say of themselves or look like")
    :argname("LABEL"):convert(function(label)
      if core.charset_name(label) then return label end
      return nil, "option '--charset': unknown charset '" .. label .. "'"
    end)
end

-- title=headline,text=body as a table.
local function read_fields(text)
  local fields, known = {}, require("newsstat.formats.json_fields").FIELDS
  for pair in text:gmatch "[^,]+" do
    local field, key = pair:match "^%s*(%a+)=(.-)%s*$"
    if not field or not known[field] then
      return nil, "option '--fields': '" .. pair .. "' is no FIELD=KEY with a FIELD that is known, such as title, text, url"
    end
    fields[field] = key
  end
  return fields
end

---Defines how articles are read: --charset, --input-format, --fields, and limits.
---@param command table argparse's
function M.define_reading(command)
  M.define_charset(command)
  command:option("--input-format", "format of the files, whatever they look like: " .. table.concat(formats.NAMES, ", "))
    :argname("F"):choices(formats.NAMES)
  command:option("--fields", "keys of JSON that hold what, as title=headline,text=data.body"):argname("MAP"):convert(read_fields)
  command:option("--most-bytes", "of one document or record, which is held in memory; default 2^28")
    :argname("N"):convert(M.whole_number "--most-bytes")
  command:option("--most-unpacked", "bytes that may come out of an archive; default 2^36")
    :argname("N"):convert(M.whole_number "--most-unpacked")
  command:option("--most-ratio", "bytes that may come out of one for each of its own; default 200")
    :argname("N"):convert(M.whole_number "--most-ratio")
end

---How the command line wants articles read.
---@param arguments table as parsed by what `define_reading` defines
---@return newsstat.article_options
function M.reading(arguments)
  return {
    charset = arguments.charset, format = arguments.input_format, timezone = arguments.timezone, fields = arguments.fields,
    most_bytes = arguments.most_bytes, most_unpacked = arguments.most_unpacked, most_ratio = arguments.most_ratio,
  }
end

---Defines the option --threads.
---@param command table argparse's
function M.define_threads(command)
  command:option("--threads", "threads that work; default: NEWSSTAT_THREADS, else one for each processor")
    :argname("N"):convert(threads.convert)
end

---How many threads the command line, or the environment, asks for.
---@param console newsstat.console
---@param arguments { threads: integer|nil }
---@return integer
function M.threads(console, arguments)
  local count, message = threads.count(arguments.threads)
  return count or console:fail(message)
end

---Calls a function with each named file, opened for reading; standard input for "-" and for none.
---@param console newsstat.console
---@param names string[]
---@param work fun(file: file*, name: string)
function M.each_file(console, names, work)
  if #names == 0 then names = { "-" } end
  for _, name in ipairs(names) do
    local file, message = io.stdin, nil
    if name ~= "-" then file, message = io.open(name, "rb") end
    if not file then
      console:problem(message)
    else
      work(file, name == "-" and "standard input" or name)
      if name ~= "-" then file:close() end
    end
  end
end

---Reads a whole file; a failure, as with a folder, is reported.
---@param console newsstat.console
---@param file file*
---@param name string
---@return string|nil bytes
function M.read_all(console, file, name)
  local bytes, message = file:read "*a"
  if not bytes then console:problem(name .. ": " .. tostring(message)) end
  return bytes
end

return M
