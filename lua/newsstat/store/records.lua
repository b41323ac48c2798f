--- How articles are kept in a store: what each is known by, and which fields are kept.

local core = require "newsstat.core"

local concat = table.concat

local M = {}

---@class newsstat.store.record
---@field key string what the article is known by: its address, or else its content
---@field content string a hash of what counts; another one under the same key is a new version
---@field time number|nil epoch seconds
---@field source string
---@field language string|nil
---@field title string|nil
---@field url string|nil
---@field author string|nil
---@field path string|nil
---@field metadata string|nil JSON of the other fields
---@field text string

-- Fields with a column of their own; `text` too.
local COLUMNS = { "time", "source", "language", "title", "url", "author", "path" }

-- Fields that tell how an article was read, not what it is.
local METADATA = {
  "declared_language", "tags", "format", "charset", "charset_source", "time_source", "time_error", "entry", "id", "fields",
}

-- An address as it is compared: without fragment, scheme and host in lower case. One of a whole site is no article's.
local function canonical_url(url)
  local scheme, host, rest = (url or ""):match "^(%a[%w+.-]*)://([^/?#]+)([^#]*)"
  if not scheme or rest == "" or rest == "/" then return nil end
  return scheme:lower() .. "://" .. host:lower() .. rest
end

local function content_of(article)
  local parts = {}
  for i, field in ipairs { "title", "time", "source", "author", "text" } do
    local value = article[field]
    if type(value) == "number" then value = ("%.17g"):format(value) end
    value = value or ""
    parts[i] = #value .. ":" .. value
  end
  return core.hash(concat(parts))
end

-- Empty lists are left out: lua-cjson would write them as objects.
local function metadata_of(article)
  local kept = {}
  for _, field in ipairs(METADATA) do
    local value = article[field]
    if type(value) == "table" and next(value) == nil then value = nil end
    kept[field] = value
  end
  return next(kept) and require("cjson").encode(kept) or nil
end

---@param article newsstat.article
---@return newsstat.store.record
function M.of(article)
  local record = { text = article.text, content = content_of(article), metadata = metadata_of(article) }
  for _, field in ipairs(COLUMNS) do record[field] = article[field] end
  record.source = record.source or "unknown"
  record.key = canonical_url(article.url) or "content:" .. record.content
  return record
end

-- SQLite's real numbers come back as such.
local function whole(number)
  return number and number % 1 == 0 and math.abs(number) < 2 ^ 53 and math.floor(number) or number
end

---@param record newsstat.store.record
---@return newsstat.article
function M.article(record)
  local article = record.metadata and require("cjson").decode(record.metadata) or {}
  for _, field in ipairs(COLUMNS) do article[field] = record[field] end
  article.time, article.text, article.tags = whole(record.time), record.text, article.tags or {}
  local declared, language = article.declared_language or article.language, article.language
  article = require("newsstat.article_fields").article(article)
  -- It was found when the article was added.
  article.declared_language = declared
  if language then article.language = language end
  return article
end

return M
