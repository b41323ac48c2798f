--- Markdown with or without front matter, in YAML (---) or TOML (+++).
---
--- A body behind front matter of YAML that has elements of HTML is a saved post's, and not read here. Text without
--- front matter is Markdown where it has headings, links, fences or emphasis.

local article_fields = require "newsstat.article_fields"
local article_time = require "newsstat.article_time"
local front_matter = require "newsstat.front_matter"
local markdown_text = require "newsstat.formats.markdown_text"
local plain_text = require "newsstat.formats.plain_text"
local toml = require "newsstat.formats.toml"

local find, format, sub = string.find, string.format, string.sub
local concat = table.concat

local M = { name = "markdown", is_html = false }

local HEAD_BYTES = 64 * 1024
-- Those that Markdown itself does not need.
local CODE_SIGNS, MOST_CODE_SIGNS = "[{};$\\]", 0.01
local NO_DATE = "no date in the front matter or the file name"

-- The fields of the front matter and where the body begins; nil and a message where it is not closed.
local function read_front_matter(head)
  local fields, at = toml.front_matter(head)
  if fields then return fields, at end
  local problem
  fields, at, problem = front_matter.parse(head)
  if problem then return nil, problem end
  return fields or {}, at, fields ~= nil
end

local function has_marks(text)
  return find("\n" .. text, "\n#+ +[^\n]") ~= nil or find(text, "%[[^%[%]\n]+%]%(%a[%w+.-]*:") ~= nil
    or find("\n" .. text, "\n```") ~= nil or find(text, "\n===+%s*\n") ~= nil or find(text, "%*%*[^*\n]+%*%*") ~= nil
end

---@param head string its first 64 KB in UTF-8
---@param bytes string these as they are
---@return boolean
function M.recognise(head, bytes)
  if find(head, "\0", 1, true) then return false end
  local fields, _, is_yaml = read_front_matter(head)
  if not fields then return false end
  -- Saved posts, which begin in the same way, were tried before.
  if is_yaml or next(fields) then return true end
  -- Comments of programs look like headings.
  return has_marks(head) and plain_text.is_written(head, bytes, CODE_SIGNS, MOST_CODE_SIGNS)
end

local function as_text(value)
  if type(value) == "table" then value = concat(value, ", ") end
  value = article_fields.trim(value or "")
  if value ~= "" then return value end
end

local function as_list(value)
  if type(value) == "table" then return value end
  local items = {}
  for item in (value or ""):gmatch "[^,，、]+" do items[#items + 1] = as_text(item) end
  return items
end

local function first_of(fields, ...)
  for _, name in ipairs { ... } do
    local value = as_text(fields[name])
    if value then return value, name end
  end
end

---Reads a Markdown text.
---@param text string UTF-8
---@param path string|nil
---@param options newsstat.reading
---@return newsstat.article|nil article
---@return string|nil message
function M.parse(text, path, options)
  local fields, at = read_front_matter(sub(text, 1, HEAD_BYTES))
  if not fields then return nil, format("%s in its first 64 KB", at) end
  local html, heading = markdown_text.to_html(sub(text, at))
  local body, problem = (options.clean or article_fields.clean)(html)
  if not body then return nil, problem or "its HTML could not be cleaned" end
  local title = first_of(fields, "title") or heading
  if not title and not find(body, "%S") then return nil, "it has neither title nor text" end
  title = title and article_fields.one_line(title)
  local url, author = first_of(fields, "url", "link", "permalink", "from"), first_of(fields, "author", "authors")
  local tags, section = as_list(fields.tags or fields.keywords), first_of(fields, "category", "categories", "section")
  local article = article_fields.article {
    path = path, title = title, url = url, author = author, tags = tags, section = section, fields = fields,
    language = first_of(fields, "lang", "language"), source = article_fields.host(url) or section or tags[1] or author or "unknown",
    text = article_fields.drop_title(body, title), format = "markdown",
  }
  article_time.set(article, {
    { source = "front matter", text = first_of(fields, "date", "published", "pubdate", "publishdate", "created") },
    article_time.file_name(path),
  }, options, NO_DATE)
  return article
end

return M
