--- Whole HTML pages, and fragments of HTML.

local article_fields = require "newsstat.article_fields"
local article_time = require "newsstat.article_time"
local markup = require "newsstat.formats.markup"

local find, lower = string.find, string.lower

local M = { name = "page", is_html = true }

local NO_DATE = "no date in the file name"

-- Elements that a page or a fragment begins with.
local BEGINNINGS = {}
for name in ([[html head body meta title link script style div p article section main header h1 h2 h3 h4 h5 h6 ul ol
  table img a span center font figure blockquote nav form br hr pre em strong b i]]):gmatch "%S+" do
  BEGINNINGS[name] = true
end

---Tells HTML by its document type or first tag.
---@param head string its first 64 KB in UTF-8
---@return boolean
function M.recognise(head)
  local name, rest = markup.first_tag(head)
  if not name then return false end
  name = lower(name)
  if name == "!doctype" then return find(lower(rest), "^%s+html") ~= nil end
  return BEGINNINGS[name] == true
end

---Reads a page.
---@param html string UTF-8
---@param path string|nil
---@param options newsstat.reading
---@return newsstat.article|nil article
---@return string|nil message
function M.parse(html, path, options)
  local text, info = (options.clean or article_fields.clean)(html)
  if not text then return nil, info or "its HTML could not be cleaned" end
  local title = type(info) == "table" and info.title or nil
  title = title and article_fields.one_line(title)
  if title == "" then title = nil end
  if not title and not find(text, "%S") then return nil, "the page has neither title nor text" end
  local article = article_fields.article {
    path = path, title = title, tags = {}, source = "unknown",
    text = article_fields.drop_title(text, title), format = "page",
  }
  article_time.set(article, { article_time.file_name(path) }, options, NO_DATE)
  return article
end

return M
