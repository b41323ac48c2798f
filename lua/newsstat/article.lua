--- Articles of all formats: reads one from bytes or a file, or all below some folders. What format a file is in
--- is told by its content, see `newsstat.formats`.

local article_files = require "newsstat.article_files"
local formats = require "newsstat.formats"
local lazily = require "newsstat.lazily"
local options_of = require "newsstat.options"
local post_files = require "newsstat.post_files"
local zones = require "newsstat.zones"

local article_input = lazily "newsstat.article_input"

local find, format, gmatch, sub = string.find, string.format, string.gmatch, string.sub
local max = math.max

local M = {}

---@class newsstat.article
---@field path? string as it was given; of a member of an archive with its name, news.zip!a.html, of an entry with its
---  place, feed.xml#3
---@field entry? integer place in the file, from 1, where it is one of several
---@field id? string what its feed, database or wiki calls it
---@field title? string one line, without HTML entities
---@field url? string
---@field source string host of the url in lower case without "www."; else the first category or tag,
---  the author, or "unknown"
---@field author? string
---@field tags string[]
---@field fields? table<string, string|string[]> its front matter as it stands there
---@field time? integer epoch seconds
---@field time_source? string where the time was found: "front matter", "epoch comment", "body date", "file name",
---  "published" and "updated" of feeds and JSON, "revision" of a wiki's page, of a page those of doc/pages.md:
---  "json-ld", "opengraph" …
---@field time_error? string why there is no time
---@field text string the body as UTF-8 text, without a first line that is the title
---@field paragraphs string[] the lines of the text that are not empty, trimmed
---@field language? string of the text, as `newsstat.language` tells it; where that cannot, the declared one
---@field declared_language? string as the page, feed or record tells it, "zh-CN"
---@field section? string the part of the paper or site that it stands in
---@field fetched? integer epoch seconds at which a crawler fetched it (WARC)
---@field format "post"|"page"|"rss"|"rdf"|"atom"|"json"|"mediawiki"|"markdown"|"text"
---@field charset string the charset that it was in, as "UTF-8" or "GBK"
---@field charset_source string how that was found, as `newsstat.decode` tells it

---@class newsstat.article_options
---@field clean? fun(html: string): string?, string? from HTML to text, or nil and a message; default
---  newsstat's own
---@field charset? string label of the files' charset; default: detected. An unknown one raises.
---@field fields? table<string, string> of JSON: for fields (title, text, html, summary, url, published, updated, author,
---  source, language, tags, section, id) the keys that hold them, data.title for one within an object
---@field format? "warc"|"feed"|"json"|"post"|"mediawiki"|"page"|"markdown"|"text" the format of all files; default:
---  told by their content
---@field most_unpacked? number bytes that may come out of an archive or compressed file; default 2^36
---@field most_ratio? number bytes that may come out of one for each of its own, once there are 16 MB; default 200
---@field most_bytes? integer of a document that is held in memory as a whole; and of one value, page or record
---  of JSON, MediaWiki and WARC; default 2^28
---@field now? number epoch seconds against which future dates are judged; default `os.time()`
---@field timezone? string IANA name of the zone of dates that name none; default "UTC". An unknown one raises.
---@field suffixes? string[] ends of the names of the files to read in folders; default: every file
---@field worker? integer[] number of this process and of all that share the files by their paths, { 2, 4 }; default: it reads
---  all
---@field lazy? boolean saved posts and entries of feeds get their `text` when it is first asked for, and hold `html` until
---  then, pages of MediaWiki their wikitext; whole pages so all fields that are read from them, and hold the page

---What the readers of formats are given: the options, checked.
---@class newsstat.reading
---@field clean? fun(html: string): string?, string?
---@field charset? string
---@field format? string
---@field most_bytes integer
---@field most_unpacked number
---@field most_ratio number
---@field suffixes? string[]
---@field fields? table<string, string>
---@field wanted? string path of the only article that is asked for, or of the file or member it is in
---@field now? number
---@field zone? table
---@field lazy? boolean
---@field url? string that a page was fetched from

---The options and their types, for functions that hand them on.
M.OPTIONS = {
  clean = "function", charset = "string", format = "string", most_bytes = "count", most_unpacked = "count",
  most_ratio = "count", now = "number", timezone = "string", suffixes = "table", fields = "table",
  lazy = "boolean", worker = "table",
}
local MOST_BYTES, MOST_UNPACKED, MOST_RATIO = 2 ^ 28, 2 ^ 36, 200

-- Raises for a map of fields that has others than articles of JSON have.
local function check_fields(map, what)
  local names, known = {}, require("newsstat.formats.json_fields").FIELDS
  for name in pairs(known) do names[#names + 1] = name end
  table.sort(names)
  for field, key in pairs(map) do
    if not known[field] or type(key) ~= "string" then
      local message = "%s: option 'fields' maps no field '%s' (there are: %s)"
      error(format(message, what, tostring(field), table.concat(names, ", ")), 4)
    end
  end
end

-- The options as readers want them; a wrong one raises at the caller's caller.
local function reading_of(options, what)
  options = options_of.check(options, M.OPTIONS, what)
  if options.format ~= nil and not formats.get(options.format) then
    local message = "%s: option 'format' must be one of %s, got '%s'"
    error(format(message, what, table.concat(formats.NAMES, ", "), options.format), 3)
  end
  if options.fields then check_fields(options.fields, what) end
  return {
    fields = options.fields, clean = options.clean, charset = options.charset, format = options.format, now = options.now,
    most_bytes = options.most_bytes or MOST_BYTES, most_unpacked = max(options.most_unpacked or MOST_UNPACKED, 1),
    most_ratio = max(options.most_ratio or MOST_RATIO, 1), suffixes = options.suffixes, zone = zones.open(options.timezone, what),
    lazy = options.lazy and not options.clean,
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

-- The file that a name begins with, where the name goes on into it: feed.xml#3, news.zip!a.html.
local function open_container(name, reading)
  for at in gmatch(name, "()[!#]") do
    local articles = at > 1 and open_file(sub(name, 1, at - 1), reading)
    if articles then return articles end
  end
end

-- The articles of an entry or member that is named by its place; nil where the name begins with no file.
local function open_place(name, reading)
  local narrowed = { wanted = name }
  for key, value in pairs(reading) do narrowed[key] = value end
  local articles = open_container(name, narrowed)
  if not articles then return nil end
  local is_found, is_over, last = false, false, nil
  return function()
    if is_over then return nil end
    for article, problem in articles do
      local path = article and article.path or problem
      is_over = path == name
      if is_over or sub(path, 1, #name) == name and find(path, "^[!#:]", #name + 1) then
        is_found = true
        return article, problem
      end
      last = article and article.entry or last
    end
    is_over = true
    if is_found then return nil end
    return false, format("%s: no such entry%s", name, last and format(": the last is number %.0f", last) or " or member")
  end
end

-- The articles of a file, or of what is named within one.
local function open_path(path, reading)
  local articles, problem = open_file(path, reading)
  if articles then return articles end
  articles = open_place(path, reading)
  return articles, problem
end

--- Reads an article, or a file that holds only one, from bytes in memory.
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

--- Reads an article from a file that holds only one.
---@param path string or one entry, feed.xml#3, or member, news.zip!a.html, also both; "-" is standard input
---@param options? newsstat.article_options
---@return newsstat.article? article nil when the file cannot be read, is no article or holds several
---@return string? message names the path and says what was expected
function M.read(path, options)
  local reading = reading_of(options, "newsstat.article")
  local articles, problem = open_path(path, reading)
  if articles then return only(articles, path) end
  return nil, problem
end

M.files = article_files.files

---The articles of files as `walk` gives them, for work in threads.
---@param paths string|string[]
---@param options newsstat.article_options|nil
---@param handling { threads?: integer, is_brief?: boolean } threads: that work on the articles, so that files are read in
---  threads too; is_brief: saved posts come as `newsstat.post_facts` where that can be, which is far faster
---@return fun(): newsstat.article|newsstat.post_facts|false|nil, string? iterator
---@return fun() close ends the threads
function M.open(paths, options, handling)
  local reading = reading_of(options, "newsstat.articles")
  local files = post_files.open(M.files(paths, options), reading, handling.threads)
  local next_article
  return function()
    while true do
      local article, problem = nil, nil
      if next_article then article, problem = next_article() end
      if article ~= nil then return article, problem end
      local path, is_post
      path, problem, is_post = files:next()
      if path == nil then return nil end
      if not path then return false, problem end
      next_article = nil
      if is_post then return handling.is_brief and files:brief() or files:article() end
      next_article, problem = open_path(path, reading)
      if not next_article then return false, problem end
    end
  end, function() files:close() end
end

--- Reads the articles of files, listed as by `files`; each entry of a feed, member of an archive and the like is an
--- article. What cannot be read is one step of the loop, and the rest goes on:
---
---     for post, message in article.walk("posts") do
---       if post then print(post.title) else io.stderr:write(message, "\n") end
---     end
---@param paths string|string[] files and folders, and what is in files: feed.xml#3, news.zip!a.html; "-" is standard
---  input
---@param options? newsstat.article_options
---@return fun(): newsstat.article|false|nil, string? iterator gives an article, or false and a message
---  that names the path; nil only at the end
function M.walk(paths, options)
  return (M.open(paths, options, {}))
end

--- Reads the articles of bytes in memory.
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
