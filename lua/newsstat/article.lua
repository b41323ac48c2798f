--- Saved posts: front matter, a comment with the time, a link line and a rule line, each of them
--- optional, then HTML. Reads one from bytes or a file, or all below some folders; and feeds among them.

local article_fields = require "newsstat.article_fields"
local article_files = require "newsstat.article_files"
local dates = require "newsstat.dates"
local feed = require "newsstat.feed"
local front_matter = require "newsstat.front_matter"
local zones = require "newsstat.zones"

local find, gmatch, gsub = string.find, string.gmatch, string.gsub
local match, sub = string.match, string.sub
local concat = table.concat
local trim = article_fields.trim

local M = {}

-- A head is far smaller; the bound keeps what is no post, a disc image among the posts say, from
-- being searched, or even read, to its end.
local HEAD_BYTES = 64 * 1024
local BODY_DATE_BYTES = 2000

local NO_DATE = "no date in front matter, epoch comment, head of the body or file name"
local EXPECTED = "neither front matter (---) nor a rule line (------) in its first 64 KB"
local RFC822_DATE = "%d%d? %a%a%a %d%d%d?%d? %d%d?:%d%d:?%d* ?[+%-]?%w*"
local URL_KEYS = { "from", "url", "link", "permalink" }

---@class newsstat.article
---@field path? string as it was given; of a feed's entry with its place: feed.xml#3
---@field entry? integer place in the feed, from 1
---@field id? string what the feed calls the entry
---@field title? string one line, without HTML entities
---@field url? string
---@field source string host of the url in lower case without "www."; else the first category or tag,
---  the author, or "unknown"
---@field author? string
---@field tags string[]
---@field time? integer epoch seconds
---@field time_source? "front matter"|"epoch comment"|"body date"|"file name"|"published"|"updated" the last
---  two of a feed's entry
---@field time_error? string why there is no time
---@field text string the body as UTF-8 text, without a first line that is the title
---@field paragraphs string[] the lines of the text that are not empty, trimmed
---@field language? string as a feed tells it, "zh-CN"
---@field format "post"|"rss"|"rdf"|"atom"
---@field charset string the charset that it was in, as "UTF-8" or "GBK"
---@field charset_source string how that was found, as `newsstat.decode` tells it

---@class newsstat.article_options
---@field clean? fun(html: string): string?, string? from HTML to text, or nil and a message; default
---  newsstat's own
---@field charset? string label of the files' charset; default: detected. An unknown one raises.
---@field now? number epoch seconds against which future dates are judged; default `os.time()`
---@field timezone? string IANA name of the zone of dates that name none; default "UTC". An unknown one raises.
---@field suffixes? string[] ends of the names of the files to read in folders; default: every file

-- A field as one text: writers make a list of one author, or a text of several tags.
local function as_text(value)
  if type(value) == "table" then value = concat(value, ", ") end
  value = trim(value or "")
  if value ~= "" then return value end
end

local function as_list(value)
  if type(value) == "table" then return value end
  local items = {}
  for item in gmatch(value or "", "[^,]+") do items[#items + 1] = as_text(item) end
  return items
end

-- The title and url of a line `[title](url)`; both may hold brackets of their own.
local function split_link(line)
  if sub(line, 1, 1) ~= "[" or sub(line, -1) ~= ")" then return nil end
  return match(line, "^%[(.*)%]%((.*)%)$")
end

-- The position after a rule line.
local function after_rule(head, at)
  local stop = match(head, "^%-%-%-+[ \t\r]*()", at)
  if stop and (stop > #head or sub(head, stop, stop) == "\n") then return stop + 1 end
end

local function skip_blank(head, at)
  return match(head, "^[ \t\r\n]*()", at)
end

local function explain_missing_rule(head)
  if head == "" then return "it is empty, with " .. EXPECTED end
  if not find("\n" .. head, "\n%-%-%-+[ \t\r]*\n") then return EXPECTED end
  return "what stands before its rule line (------) is no link line [title](url)"
end

local function refuse(problem)
  return nil, "not a saved article: " .. problem
end

-- What stands before the body: its fields, the time's comment, the link line, and the position of
-- the body.
local function read_head(head)
  if find(head, "\0", 1, true) then return refuse "it holds NUL bytes, so it is no text" end
  local fields, at, problem = front_matter.parse(head)
  if problem then return refuse(problem .. " in its first 64 KB") end
  local epoch, after_epoch = match(head, "^<!%-%-[ \t]*(%d+)[ \t]*%-%->()", skip_blank(head, at))
  at = skip_blank(head, after_epoch or at)
  local line, after_line = match(head, "^(%[[^\n]*)()", at)
  local title, url = split_link(trim(line or ""))
  local body = after_rule(head, title and skip_blank(head, after_line) or at)
  if not body and not fields then return refuse(explain_missing_rule(head)) end
  if not body then title, url, body = nil, nil, at end
  return { fields = fields or {}, epoch = epoch, title = title, url = url, body = body }
end

local function find_url(head)
  for _, key in ipairs(URL_KEYS) do
    local url = as_text(head.fields[key])
    if url then return url end
  end
  return as_text(head.url)
end

-- Only entities are resolved: what looks like a tag in a title is text.
local function find_title(head, clean)
  local title = as_text(head.fields.title) or as_text(head.title)
  if not title then return nil end
  if find(title, "&#?%w+;") then title = as_text(clean((gsub(title, "<", "&lt;")))) or title end
  return article_fields.one_line(title)
end

local function find_source(url, fields, tags, author)
  local categories = as_list(fields.categories or fields.category)
  return article_fields.host(url) or as_text(categories[1]) or as_text(tags[1]) or author or "unknown"
end

-- The places that may hold the date, the most trustworthy first. Each says where it is, gives its
-- text, if there is any, and reads that.
local DATE_PLACES = {
  { source = "front matter", read = dates.parse, text = function(_, head) return as_text(head.fields.date) end },
  { source = "epoch comment", read = dates.from_milliseconds, text = function(_, head) return head.epoch end },
  {
    source = "body date",
    read = dates.parse,
    text = function(article) return match(sub(article.text, 1, BODY_DATE_BYTES), RFC822_DATE) end,
  },
  {
    source = "file name",
    read = dates.parse,
    text = function(article)
      local name = match(article.path or "", "^.*[/\\](.*)$") or article.path or ""
      return match(name .. ".", "^(%d%d%d%d%-%d%d%-%d%d)%D")
    end,
  },
}

local function set_time(article, head, now, zone)
  local problems = {}
  for _, place in ipairs(DATE_PLACES) do
    local text, seconds, problem = place.text(article, head)
    if text then seconds, problem = place.read(text, now, zone) end
    if seconds then
      article.time, article.time_source = seconds, place.source
      return
    end
    if problem then problems[#problems + 1] = place.source .. ": " .. problem end
  end
  article.time_error = problems[1] and concat(problems, "; ") or NO_DATE
end

local function decode(bytes, options)
  local text, charset, source = require("newsstat.core").decode(bytes, options.charset, true)
  if not text then return nil, charset end
  return { text = text, charset = charset, charset_source = source }
end

local function build(decoded, head, path, options)
  local clean = options.clean or article_fields.clean
  local text, problem = clean(sub(decoded.text, head.body))
  if not text then return nil, problem or "its HTML could not be cleaned" end
  local fields, title, url = head.fields, find_title(head, clean), find_url(head)
  local author, tags = as_text(fields.author), as_list(fields.tags)
  text = article_fields.drop_title(text, title)
  local article = article_fields.article {
    path = path, title = title, url = url, author = author, tags = tags,
    source = find_source(url, fields, tags, author),
    text = text, format = "post", charset = decoded.charset, charset_source = decoded.charset_source,
  }
  set_time(article, head, options.now, zones.open(options.timezone, "newsstat.article"))
  return article
end

--- Reads a saved post, or a feed of one entry, from bytes in memory.
---@param bytes string in any charset
---@param path? string its name: messages start with it, and it may hold the date
---@param options? newsstat.article_options
---@return newsstat.article? article nil when this is no saved post, a feed of several entries, or its HTML
---  cannot be cleaned
---@return string? message names the path and says what was expected
function M.parse(bytes, path, options)
  options = options or {}
  local entries = feed.parse(bytes, path or "article", options)
  if entries then return feed.only(entries, path or "article") end
  local article, head
  local decoded, problem = decode(bytes, options)
  if decoded then head, problem = read_head(sub(decoded.text, 1, HEAD_BYTES)) end
  if head then article, problem = build(decoded, head, path, options) end
  if not article then return nil, (path or "article") .. ": " .. problem end
  return article
end

-- The bytes of an open file; of one that is no post only the head is read.
local function read_bytes(file, options)
  local bytes, problem = file:read(HEAD_BYTES)
  if problem then return nil, problem end
  bytes = bytes or ""
  if #bytes < HEAD_BYTES then return bytes end
  -- A head in UTF-16 shows only when it is decoded.
  local head = read_head(bytes)
  if not head then
    local decoded
    decoded, problem = decode(bytes, options)
    if decoded then head, problem = read_head(sub(decoded.text, 1, HEAD_BYTES)) end
  end
  if not head then return nil, problem end
  local rest
  rest, problem = file:read("*a")
  if not rest then return nil, problem end
  return bytes .. rest
end

--- Reads a saved post, or a feed of one entry, from a file.
---@param path string or one entry of a feed: feed.xml#3
---@param options? newsstat.article_options
---@return newsstat.article? article nil when the file cannot be read, is no saved post or its HTML
---  cannot be cleaned
---@return string? message names the path and says what was expected
function M.read(path, options)
  local entries = feed.open(path, options)
  if entries then return feed.only(entries, path) end
  local file, problem = io.open(path, "rb")
  if not file then
    local article, message = feed.entry(path, options)
    if article then return article end
    return nil, message or problem
  end
  local bytes
  bytes, problem = read_bytes(file, options or {})
  file:close()
  if not bytes then return nil, path .. ": " .. problem end
  return M.parse(bytes, path, options)
end

M.files = article_files.files

--- Reads the saved posts and feeds among files, listed as by `files`; each entry of a feed is an article. What
--- cannot be read is one step of the loop, and the rest goes on:
---
---     for post, message in article.walk("posts") do
---       if post then print(post.title) else io.stderr:write(message, "\n") end
---     end
---@param paths string|string[] files and folders
---@param options? newsstat.article_options
---@return fun(): newsstat.article|false|nil, string? iterator gives an article, or false and a message
---  that names the path; nil only at the end
function M.walk(paths, options)
  zones.open(options and options.timezone, "newsstat.articles")
  local next_file, next_entry = M.files(paths, options), nil
  return function()
    while true do
      local article, problem = nil, nil
      if next_entry then article, problem = next_entry() end
      if article ~= nil then return article, problem end
      local path
      path, problem = next_file()
      if path == nil then return nil end
      if not path then return false, problem end
      next_entry = feed.open(path, options)
      if not next_entry then
        article, problem = M.read(path, options)
        return article or false, problem
      end
    end
  end
end

--- Reads a saved post or the entries of a feed from bytes in memory.
---@param bytes string as for `parse`
---@param path? string as for `parse`
---@param options? newsstat.article_options
---@return fun(): newsstat.article|false|nil, string? iterator as from `walk`
function M.each(bytes, path, options)
  local entries = feed.parse(bytes, path or "article", options)
  if entries then return entries end
  local article, problem = M.parse(bytes, path, options)
  return article_files.once(article or false, problem)
end

return M
