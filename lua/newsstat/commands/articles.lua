--- newsstat articles: what is read of files.

local dates = require "newsstat.dates"
local inputs = require "newsstat.inputs"
local selections = require "newsstat.commands.selections"
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
  selections.define(command)
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

---@param console newsstat.console
---@param arguments table
function M.run(console, arguments)
  local zone = zones.open(arguments.timezone, "newsstat articles")
  local writer = console:rows(columns_of(console:row_format()))
  selections.each(console, selections.articles(console, arguments, inputs.paths(console, arguments)), function(one)
    writer:row(row_of(one, zone))
  end)
  writer:finish()
end

return M
