--- Feeds: each entry of an RSS or Atom file is an article.

local article_fields = require "newsstat.article_fields"
local article_time = require "newsstat.article_time"

local find, format, gsub, match, sub = string.find, string.format, string.gsub, string.match, string.sub
local trim = article_fields.trim

local M = { name = "feed" }

local NO_DATE = "no date in the entry (pubDate, published, dc:date, updated)"

-- So much of an entry's content is looked at to see that it has a text.
local BEGINNING_BYTES = 512

---Tells a feed by its root element.
---@param head string the file's beginning in UTF-8
---@return boolean
function M.recognise(head)
  if not find(head, "^[\239\187\191 \t\r\n]*<") then return false end
  if not (find(head, "rss", 1, true) or find(head, "RDF", 1, true) or find(head, "feed", 1, true)) then return false end
  return require("newsstat.core").feed_format(head) ~= nil
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

-- The content of an entry whose text is made later: HTML that surely shows something.
local function later_html(entry, options)
  local content = entry.content
  if not options.lazy or not content or not entry.html.content then return nil end
  -- The last character may be halved.
  local beginning = gsub(sub(content, 1, BEGINNING_BYTES), "[\192-\255][\128-\191]*$", "")
  return find(clean(beginning, options) or "", "%S") and content or nil
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

local function place_of(entry, name)
  return { source = name, text = entry[name] and trim(entry[name]) }
end

local function build(entry, path, kind, reading)
  local options = reading.options
  local html, title = later_html(entry, options), title_of(entry, options)
  local text, problem = nil, nil
  if not html then text, problem = body_of(entry, options) end
  if text and not title and not find(text, "%S") then
    text, problem = nil, format("the entry in line %.0f has neither title nor text", entry.line)
  end
  local place = format("%s#%.0f", path, entry.number)
  if not text and not html then return false, place .. ": " .. (problem or "its HTML could not be cleaned") end
  local author, tags = author_of(entry), tags_of(entry)
  local article = article_fields.article {
    path = place, entry = entry.number, id = entry.id, title = title, url = entry.link, author = author, tags = tags,
    source = article_fields.host(entry.link) or tags[1] or author or "unknown",
    language = entry.language, text = text and article_fields.drop_title(text, title), html = html,
    format = kind,
    charset = reading.input.charset, charset_source = reading.input.charset_source,
  }
  article_time.set(article, { place_of(entry, "published"), place_of(entry, "updated") }, options, NO_DATE)
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

---Steps through the entries of a feed, in memory that follows the largest entry. What is damaged is repaired as
---far as that is possible, and told after the article that it is about.
---@param input newsstat.input
---@param options newsstat.reading
---@return fun(): newsstat.article|false|nil, string|nil iterator as of `newsstat.articles`
function M.articles(input, options)
  local path = input.path
  local reading = {
    feed = require("newsstat.core").feed(), read = input:texts(), path = path, input = input, options = options,
  }
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
    return build(entry, path, reading.feed:format(), reading)
  end
end

return M
