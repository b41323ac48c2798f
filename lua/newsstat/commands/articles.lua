--- newsstat articles: what is read of files.

local article = require "newsstat.article"
local dates = require "newsstat.dates"
local inputs = require "newsstat.inputs"
local zones = require "newsstat.zones"

local M = {
  name = "articles", rows = true, paths = true, lexicon = false,
  summary = "print what is read of articles: title, time, author, text and more",
}

M.example = "newsstat articles --timezone Asia/Shanghai --format ndjson news.tar.gz feed.xml"

local COLUMNS = {
  { key = "path" }, { key = "title" }, { key = "url" }, { key = "time" }, { key = "date" }, { key = "time_source" },
  { key = "time_error" }, { key = "author" }, { key = "source" }, { key = "language" }, { key = "tags", list = true },
  { key = "section" }, { key = "format" }, { key = "charset" }, { key = "characters" },
}
local TEXT = { key = "text" }
local TABLE_COLUMNS = {
  { key = "date" }, { key = "title" }, { key = "source" }, { key = "author" }, { key = "characters" }, { key = "path" },
}

---@param command table argparse's
function M.define(command)
  command:option("--timezone", "zone of dates that name none, and of those that are shown; default UTC")
    :argname("Z"):default "UTC"
end

local function columns_of(format)
  if format == "table" then return TABLE_COLUMNS end
  if format ~= "ndjson" then return COLUMNS end
  local columns = {}
  for i, column in ipairs(COLUMNS) do columns[i] = column end
  columns[#columns + 1] = TEXT
  return columns
end

-- Bytes that begin a character.
local function count_characters(text) return select(2, text:gsub("[^\128-\191]", "")) end

local function row_of(one, zone)
  local row = {}
  for _, column in ipairs(COLUMNS) do row[column.key] = one[column.key] end
  row.date = one.time and dates.iso(one.time, zone and zone:offset(one.time) or 0)
  row.text, row.characters = one.text, count_characters(one.text)
  return row
end

local function open_zone(console, name)
  local opened, zone = pcall(zones.open, name, "newsstat articles")
  if opened then return zone end
  console:fail("option '--timezone': " .. tostring(zone):match "option 'timezone': (.*)$")
end

---@param console newsstat.console
---@param arguments table
function M.run(console, arguments)
  local zone = open_zone(console, arguments.timezone)
  local writer, read = console:rows(columns_of(console:row_format())), 0
  for one, message in article.walk(inputs.paths(console, arguments), inputs.reading(arguments)) do
    if one then
      writer:row(row_of(one, zone))
      read = read + 1
      console:progress(read, "articles")
    else
      console:problem(message)
    end
  end
  writer:finish()
end

return M
