--- Feeds: each entry of an RSS or Atom file is an article.

local article_fields = require "newsstat.article_fields"
local dates = require "newsstat.dates"
local zones = require "newsstat.zones"

local find, format, match, sub = string.find, string.format, string.match, string.sub
local trim = article_fields.trim

local M = {}

local HEAD_BYTES = 64 * 1024
local CHUNK_BYTES = 64 * 1024

local NO_DATE = "no date in the entry (pubDate, published, dc:date, updated)"

---Tells a feed by its root element.
---@param head string the file's beginning
---@return "rss"|"rdf"|"atom"|nil format
function M.detect(head)
  if not find(head, "^[\239\187\191 \t\r\n]*<") then return nil end
  if not (find(head, "rss", 1, true) or find(head, "RDF", 1, true) or find(head, "feed", 1, true)) then return nil end
  return require("newsstat.core").feed_format(head)
end

local function clean(html, options)
  return (options.clean or article_fields.clean)(html)
end

-- A field as text, and a message where its HTML cannot be cleaned.
local function text_of(entry, field, options)
  local value = entry[field]
  if not value or not entry.html[field] then return value or "" end
  return clean(value, options)
end

local function title_of(entry, options)
  local title = entry.title
  if title and entry.html.title and find(title, "[<&]") then title = clean(title, options) or title end
  title = title and article_fields.one_line(title)
  if title ~= "" then return title end
end

-- The content; the summary where there is none, or none that can be seen.
local function body_of(entry, options)
  local text, problem = text_of(entry, "content", options)
  if not text then return nil, problem end
  if not find(text, "%S") then text, problem = text_of(entry, "summary", options) end
  return text, problem
end

-- RSS has the author's address, and the name behind it in brackets.
local function author_of(entry)
  local author = entry.author
  local name = author and match(author, "^%S+@%S+%s*%((.-)%)$")
  return name and name ~= "" and name or author
end

local function tags_of(entry)
  local tags, seen = {}, {}
  for _, category in ipairs(entry.categories) do
    local tag = article_fields.one_line(category)
    if not seen[tag] then tags[#tags + 1] = tag end
    seen[tag] = true
  end
  return tags
end

local function set_time(article, entry, options)
  local problems = {}
  for _, place in ipairs { "published", "updated" } do
    local seconds, problem
    if entry[place] then seconds, problem = dates.parse(trim(entry[place]), options.now, options.zone) end
    if seconds then
      article.time, article.time_source = seconds, place
      return
    end
    if problem then problems[#problems + 1] = place .. ": " .. problem end
  end
  article.time_error = problems[1] and table.concat(problems, "; ") or NO_DATE
end

local function build(entry, path, kind, options)
  local text, problem = body_of(entry, options)
  local title = title_of(entry, options)
  if text and not title and not find(text, "%S") then
    text, problem = nil, format("the entry in line %.0f has neither title nor text", entry.line)
  end
  local place = format("%s#%.0f", path, entry.number)
  if not text then return false, place .. ": " .. (problem or "its HTML could not be cleaned") end
  local author, tags = author_of(entry), tags_of(entry)
  local article = article_fields.article {
    path = place, entry = entry.number, id = entry.id, title = title, url = entry.link, author = author, tags = tags,
    source = article_fields.host(entry.link) or tags[1] or author or "unknown",
    language = entry.language, text = article_fields.drop_title(text, title), format = kind,
    charset = options.found.charset, charset_source = options.found.source,
  }
  set_time(article, entry, options)
  return article
end

-- The next entry; false and a message where the bytes or memory give out; nil at the end.
local function next_entry(reading)
  while true do
    local entry, problem = reading.feed:next()
    if entry then return entry end
    if problem or reading.is_over then
      reading.is_done = true
      if problem then return false, reading.path .. ": " .. problem end
      return nil
    end
    local bytes
    bytes, problem = reading.read()
    if not bytes or bytes == "" then reading.is_over, bytes = true, "" end
    reading.feed:add(bytes)
    if problem then return false, reading.path .. ": " .. problem end
  end
end

local function told(path, place, line, damage)
  return format("%s%s: line %.0f: %s", path, place, line, damage)
end

-- What was wrong with the feed as a whole, once.
local function final_message(reading)
  local damage, line = reading.feed:damage()
  reading.feed:close()
  if damage then return false, told(reading.path, "", line, damage) end
end

---Steps through the entries of a feed. What is damaged is repaired as far as that is possible, and told after
---the article that it is about.
---@param read fun(): string|nil, string|nil next bytes in UTF-8; nil at the end, with a message on failure
---@param path string
---@param options? newsstat.article_options
---@param found { charset: string, source: string } the charset that the feed was in
---@return fun(): newsstat.article|false|nil, string|nil iterator as `article.walk`
function M.articles(read, path, options, found)
  options = options or {}
  local zone = zones.open(options.timezone, "newsstat.articles")
  local chosen = { clean = options.clean, now = options.now, zone = zone, found = found }
  local reading = { feed = require("newsstat.core").feed(), read = read, path = path }
  local waiting
  return function()
    if waiting then
      local message = waiting
      waiting = nil
      return false, message
    end
    if reading.is_closed then return nil end
    local entry, problem = nil, nil
    if not reading.is_done then entry, problem = next_entry(reading) end
    if entry == false then return false, problem end
    if not entry then
      reading.is_closed = true
      return final_message(reading)
    end
    if entry.damage then
      waiting = told(path, format("#%.0f", entry.number), entry.damage_line, entry.damage)
    end
    return build(entry, path, reading.feed:format(), chosen)
  end
end

-- Text in UTF-8, and the charset that bytes were in.
local function decode(bytes, options)
  local text, charset, source = require("newsstat.core").decode(bytes, options and options.charset, false)
  return text or bytes, { charset = text and charset or "UTF-8", source = source or "default" }
end

-- Gives a text once.
local function once(text)
  return function()
    local given = text
    text = nil
    return given
  end
end

---Steps through the entries of a feed in memory.
---@param bytes string in any charset
---@param path string
---@param options? newsstat.article_options
---@return (fun(): newsstat.article|false|nil, string|nil)|nil iterator nil where it is no feed
function M.parse(bytes, path, options)
  local head = decode(sub(bytes, 1, HEAD_BYTES), options)
  if not M.detect(head) then return nil end
  local text, found = decode(bytes, options)
  return M.articles(once(text), path, options, found)
end

-- Reads an open file to its end, and closes it.
local function chunks(file, head)
  return function()
    local bytes, problem = head, nil
    head = nil
    if not bytes then bytes, problem = file:read(CHUNK_BYTES) end
    if not bytes then file:close() end
    return bytes, problem
  end
end

---Steps through the entries of a feed in a file, in UTF-8 in memory that follows the largest entry.
---@param path string
---@param options? newsstat.article_options
---@return (fun(): newsstat.article|false|nil, string|nil)|nil iterator nil where it is no feed, or no file
function M.open(path, options)
  local file = io.open(path, "rb")
  if not file then return nil end
  local bytes = file:read(HEAD_BYTES)
  local head, found = decode(bytes or "", options)
  if not M.detect(head) then
    file:close()
    return nil
  end
  if found.charset == "UTF-8" then return M.articles(chunks(file, bytes), path, options, found) end
  -- Charsets are decoded as a whole.
  local rest = file:read "*a"
  file:close()
  return M.parse(bytes .. (rest or ""), path, options)
end

---The article of a feed that has only one.
---@param entries fun(): newsstat.article|false|nil, string|nil
---@param path string
---@return newsstat.article|nil article
---@return string|nil message says how the entries of a larger feed are read
function M.only(entries, path)
  local first, message
  for article, problem in entries do
    if article and first then
      return nil, format("%s: a feed of several entries: read them with newsstat.articles, or one as %s#1", path, path)
    end
    first, message = first or article or nil, message or problem
  end
  if first then return first end
  return nil, message or path .. ": a feed without entries"
end

---Reads one entry, named by its place in the feed: feed.xml#3.
---@param name string
---@param options? newsstat.article_options
---@return newsstat.article|nil article
---@return string|nil message nil too where the name is no such place
function M.entry(name, options)
  local path, number = match(name, "^(.+)#(%d+)$")
  local entries = path and M.open(path, options)
  if not entries then return nil end
  local count = 0
  for article, problem in entries do
    if article and article.entry == tonumber(number) then return article end
    if article then count = article.entry end
    if problem and sub(problem, 1, #name + 1) == name .. ":" then return nil, problem end
  end
  return nil, format("%s: no such entry: the feed's last is number %.0f", name, count)
end

return M
