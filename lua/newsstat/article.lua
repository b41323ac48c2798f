--- Articles of all formats: reads one from bytes or a file, or all below some folders. What format a file is in
--- is told by its content, see `newsstat.formats`.

local article_files = require "newsstat.article_files"
local article_input = require "newsstat.article_input"
local formats = require "newsstat.formats"
local options_of = require "newsstat.options"
local zones = require "newsstat.zones"

local format, match = string.format, string.match

local M = {}

---@class newsstat.article
---@field path? string as it was given; of an entry with its place: feed.xml#3
---@field entry? integer place in the feed, from 1
---@field id? string what the feed calls the entry
---@field title? string one line, without HTML entities
---@field url? string
---@field source string host of the url in lower case without "www."; else the first category or tag,
---  the author, or "unknown"
---@field author? string
---@field tags string[]
---@field time? integer epoch seconds
---@field time_source? string where the time was found: "front matter", "epoch comment", "body date", "file name",
---  and of a feed's entry "published" or "updated"
---@field time_error? string why there is no time
---@field text string the body as UTF-8 text, without a first line that is the title
---@field paragraphs string[] the lines of the text that are not empty, trimmed
---@field language? string as a feed tells it, "zh-CN"
---@field format "post"|"page"|"rss"|"rdf"|"atom"|"text"
---@field charset string the charset that it was in, as "UTF-8" or "GBK"
---@field charset_source string how that was found, as `newsstat.decode` tells it

---@class newsstat.article_options
---@field clean? fun(html: string): string?, string? from HTML to text, or nil and a message; default
---  newsstat's own
---@field charset? string label of the files' charset; default: detected. An unknown one raises.
---@field format? "post"|"feed"|"page"|"text" the format of all files; default: told by their content
---@field most_bytes? integer of a document that is held in memory as a whole; default 2^28. Feeds have no bound.
---@field now? number epoch seconds against which future dates are judged; default `os.time()`
---@field timezone? string IANA name of the zone of dates that name none; default "UTC". An unknown one raises.
---@field suffixes? string[] ends of the names of the files to read in folders; default: every file

---What the readers of formats are given: the options, checked.
---@class newsstat.reading
---@field clean? fun(html: string): string?, string?
---@field charset? string
---@field format? string
---@field most_bytes integer
---@field now? number
---@field zone? table

---The options and their types, for functions that hand them on.
M.OPTIONS = {
  clean = "function", charset = "string", format = "string", most_bytes = "count", now = "number", timezone = "string",
  suffixes = "table",
}
local MOST_BYTES = 2 ^ 28

-- The options as readers want them; a wrong one raises at the caller's caller.
local function reading_of(options, what)
  options = options_of.check(options, M.OPTIONS, what)
  if options.format and not formats.get(options.format) then
    local message = "%s: option 'format' must be one of %s, got '%s'"
    error(format(message, what, table.concat(formats.NAMES, ", "), options.format), 3)
  end
  return {
    clean = options.clean, charset = options.charset, format = options.format, now = options.now,
    most_bytes = options.most_bytes or MOST_BYTES, zone = zones.open(options.timezone, what),
  }
end

-- The article of an input that holds only one.
local function only(articles, path)
  local first, message
  for article, problem in articles do
    if article and first then
      return nil, format("%s: it holds several articles: read them with newsstat.articles, or one as %s", path, first.path)
    end
    first, message = first or article or nil, message or problem
  end
  if first then return first end
  return nil, message or path .. ": it holds no article"
end

local function open_file(path, reading)
  local input, problem = article_input.of_file(path, reading)
  if not input then return nil, problem end
  return formats.articles(input, reading)
end

-- One entry, named by its place: feed.xml#3.
local function read_entry(name, reading)
  local path, number = match(name, "^(.+)#(%d+)$")
  local articles = path and open_file(path, reading)
  if not articles then return nil end
  local count = 0
  for article, problem in articles do
    if article and article.entry == tonumber(number) then return article end
    if article then count = article.entry or count end
    if problem and problem:sub(1, #name + 1) == name .. ":" then return nil, problem end
  end
  return nil, format("%s: no such entry: the last is number %.0f", name, count)
end

--- Reads an article, or a feed of one entry, from bytes in memory.
---@param bytes string in any charset
---@param path? string its name: messages start with it, and it may hold the date
---@param options? newsstat.article_options
---@return newsstat.article? article nil when this is no article or several, or its HTML cannot be cleaned
---@return string? message names the path and says what was expected
function M.parse(bytes, path, options)
  local reading = reading_of(options, "newsstat.article")
  path = path or "article"
  local input, problem = article_input.of_bytes(path, bytes, reading)
  if not input then return nil, problem end
  return only(formats.articles(input, reading), path)
end

--- Reads an article, or a feed of one entry, from a file.
---@param path string or one entry of a feed: feed.xml#3; "-" is standard input
---@param options? newsstat.article_options
---@return newsstat.article? article nil when the file cannot be read, is no article or holds several
---@return string? message names the path and says what was expected
function M.read(path, options)
  local reading = reading_of(options, "newsstat.article")
  local articles, problem = open_file(path, reading)
  if articles then return only(articles, path) end
  local article, message = read_entry(path, reading)
  if article then return article end
  return nil, message or problem
end

M.files = article_files.files

--- Reads the articles of files, listed as by `files`; each entry of a feed is an article. What cannot be read is one
--- step of the loop, and the rest goes on:
---
---     for post, message in article.walk("posts") do
---       if post then print(post.title) else io.stderr:write(message, "\n") end
---     end
---@param paths string|string[] files and folders; "-" is standard input
---@param options? newsstat.article_options
---@return fun(): newsstat.article|false|nil, string? iterator gives an article, or false and a message
---  that names the path; nil only at the end
function M.walk(paths, options)
  local reading = reading_of(options, "newsstat.articles")
  local next_file, next_article = M.files(paths, options), nil
  return function()
    while true do
      local article, problem = nil, nil
      if next_article then article, problem = next_article() end
      if article ~= nil then return article, problem end
      local path
      path, problem = next_file()
      if path == nil then return nil end
      if not path then return false, problem end
      next_article, problem = open_file(path, reading)
      if not next_article then return false, problem end
    end
  end
end

--- Reads an article, or the entries of a feed, from bytes in memory.
---@param bytes string as for `parse`
---@param path? string as for `parse`
---@param options? newsstat.article_options
---@return fun(): newsstat.article|false|nil, string? iterator as from `walk`
function M.each(bytes, path, options)
  local reading = reading_of(options, "newsstat.articles")
  local input, problem = article_input.of_bytes(path or "article", bytes, reading)
  if not input then return article_files.once(false, problem) end
  return formats.articles(input, reading)
end

return M
