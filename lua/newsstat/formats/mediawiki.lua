--- MediaWiki's XML dumps: each page of the main namespace is an article, its last revision's wikitext made text. Pages
--- that only redirect are none.
---
--- Dumps are written by one program, so what is looked for are its tags; there is no parser that could be led to read
--- document types or entities of the file's own.

local article_fields = require "newsstat.article_fields"
local article_time = require "newsstat.article_time"
local markup = require "newsstat.formats.markup"
local parts = require "newsstat.formats.parts"
local wikitext = require "newsstat.formats.wikitext"

local find, format, gsub, match, sub = string.find, string.format, string.gsub, string.match, string.sub

local M = { name = "mediawiki" }

local NO_DATE = "no timestamp in its revision"
local END_OF_PAGE = "</page>"
local ENTITIES = { ["&lt;"] = "<", ["&gt;"] = ">", ["&quot;"] = '"', ["&amp;"] = "&", ["&#039;"] = "'", ["&apos;"] = "'" }

---Tells a dump by its root element.
---@param head string its first 64 KB in UTF-8
---@return boolean
function M.recognise(head) return markup.first_tag(head) == "mediawiki" end

local function unescape(text)
  if not find(text, "&", 1, true) then return text end
  return (gsub(text, "&[%w#]+;", ENTITIES))
end

-- The content of the first such element from a position.
local function element(text, name, at)
  local _, start = find(text, "<" .. name .. ">", at, true)
  local stop = start and find(text, "</" .. name .. ">", start, true)
  return stop and unescape(sub(text, start + 1, stop - 1))
end

-- Where the last revision begins: full histories have several.
local function last_revision(page)
  local at, following = nil, find(page, "<revision>", 1, true)
  while following do
    at, following = following, find(page, "<revision>", following + 1, true)
  end
  return at or 1
end

local function wikitext_of(page, at)
  local attributes, start = match(page, "<text([^<>]*)>()", at)
  if not start then return nil end
  if sub(attributes, -1) == "/" then return "" end
  local stop = find(page, "</text>", start, true)
  return stop and unescape(sub(page, start, stop - 1))
end

-- The address of a page, from that of the wiki's first one.
local function url_of(site, title)
  local base = site.base and match(site.base, "^(.*/)[^/]*$")
  return base and base .. gsub(title, " ", "_")
end

local function categories_of(text)
  local tags, seen = {}, {}
  if not find(text, "[[", 1, true) then return tags end
  for prefix, name in text:gmatch "%[%[([^%[%]|:\n]+):([^%[%]|\n]+)" do
    if wikitext.is_category(prefix) and not seen[name] then
      tags[#tags + 1], seen[name] = article_fields.trim(name), true
    end
  end
  return tags
end

-- What a lazy article makes of its wikitext when it is first asked for.
local LATER = {}

function LATER.text(article)
  return article_fields.drop_title(assert(wikitext.to_text(article.wikitext, article_fields.clean)), article.title)
end

local function build(page, site, reading, number)
  local place = format("%s#%.0f", reading.input.path, number)
  local title = element(page, "title", 1)
  local revision = last_revision(page)
  local source = wikitext_of(page, revision)
  if not title or not source then
    local missing = title and title .. " has no text" or "has no title"
    return false, format("%s: byte %.0f: the page %s", place, reading.at, missing)
  end
  local is_lazy, text, problem = reading.options.lazy, nil, nil
  if not is_lazy then text, problem = wikitext.to_text(source, reading.options.clean or article_fields.clean) end
  if not text and not is_lazy then return false, place .. ": " .. (problem or "its text could not be cleaned") end
  local url = url_of(site, title)
  local article = article_fields.article {
    path = place, entry = number, id = element(page, "id", 1), title = article_fields.one_line(title), url = url,
    author = element(page, "username", revision), tags = categories_of(source), language = site.language,
    source = article_fields.host(url) or site.name or "unknown", text = text and article_fields.drop_title(text, title),
    wikitext = is_lazy and source or nil, later = is_lazy and LATER or nil,
    format = "mediawiki", charset = reading.input.charset, charset_source = reading.input.charset_source,
  }
  article_time.set(article, { { source = "revision", text = element(page, "timestamp", revision) } }, reading.options, NO_DATE)
  return article
end

-- The page that a piece of the dump ends with, and whether another one before it was not closed.
local function page_in(piece)
  local at, following = nil, find(piece, "<page>", 1, true)
  local first = following
  while following do
    at, following = following, find(piece, "<page>", following + 1, true)
  end
  return at and sub(piece, at), first ~= at
end

local function is_left_out(page)
  local namespace = element(page, "ns", 1)
  return namespace and namespace ~= "0" or find(page, "<redirect", 1, true) ~= nil
end

---Steps through the pages of a dump. Memory follows the largest page.
---@param input newsstat.input
---@param options newsstat.reading
---@return fun(): newsstat.article|false|nil, string|nil iterator
function M.articles(input, options)
  local reading, site, number = { input = input, options = options, at = 0 }, nil, 0
  local following = 0 -- where the next piece begins
  local next_piece = parts.pieces(input:texts(), END_OF_PAGE, options.most_bytes)
  local is_cut, waiting = false, nil
  return function()
    while true do
      if waiting then
        local message = waiting
        waiting = nil
        return false, message
      end
      local piece, problem = next_piece()
      if piece == nil then return nil end
      if not piece then return false, input.path .. ": " .. problem end
      reading.at, following = following, following + #piece
      site = site or {
        name = element(piece, "sitename", 1), base = element(piece, "base", 1),
        language = match(piece, '<mediawiki[^>]* xml:lang="([^"]*)"'),
      }
      local page, has_open = page_in(piece)
      is_cut = page ~= nil and sub(piece, -#END_OF_PAGE) ~= END_OF_PAGE
      if page then number = number + 1 end
      if has_open or is_cut then
        waiting = format("%s#%.0f: byte %.0f: %s", input.path, number, reading.at, is_cut and "the file ends within a page"
          or "a page before it is not closed")
      end
      if page and not is_cut and not is_left_out(page) then return build(page, site, reading, number) end
    end
  end
end

return M
