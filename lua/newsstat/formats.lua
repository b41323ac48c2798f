--- The formats that articles come in, and which of them an input is in.
---
--- A format is a module of `newsstat.formats`. It has
---   name        what `--input-format` calls it
---   recognise   fun(head: string, bytes: string): boolean — of the first 64 KB as UTF-8, and as they are
--- and either reads a document that is held in memory as a whole,
---   is_html     boolean — whether <meta> tags name its charset
---   parse       fun(text: string, path: string, options: newsstat.reading): newsstat.article|nil, string|nil
--- or steps through one that may be of any size:
---   articles    fun(input: newsstat.input, options: newsstat.reading): iterator as of `newsstat.articles`;
---               the input is closed by its caller

local lazily = require "newsstat.lazily"

local archives = lazily "newsstat.archives"
local article_files = lazily "newsstat.article_files"

local find, format, match = string.find, string.format, string.match

local M = {}

---What `--input-format` may be, in the order in which content is tried; the last takes any text.
M.NAMES = { "warc", "feed", "json", "post", "mediawiki", "page", "markdown", "text" }

-- Where a module is not called as its format is.
local MODULES = { post = "saved_post", text = "plain_text" }
local is_known = {}
for _, name in ipairs(M.NAMES) do is_known[name] = true end

---A format, which is loaded with its first use.
---@param name string
---@return table|nil reader nil where there is none of this name
function M.get(name)
  return is_known[name] and require("newsstat.formats." .. (MODULES[name] or name)) or nil
end

local function refusal(head, bytes)
  if not find(head, "%S") then return "it is empty" end
  if bytes:sub(1, 16) == "SQLite format 3\0" then return "it is a database; a store is read with --store by trends, follow and series" end
  if find(head, "\0", 1, true) then return "it holds NUL bytes, so it is no text" end
  local kind = match(bytes, "^%%(PDF)%-") or match(bytes, "^{\\(rtf)")
  if kind then return format("it is %s: make text or HTML of it first", kind:upper()) end
  local root = require("newsstat.formats.markup").first_tag(head)
  if root then return format("it is XML or HTML of no kind that is read here, beginning with <%s>", root) end
  return "it looks like data or program code, not like a text"
end

---The format of an input: the one that is asked for, else by its content.
---@param input newsstat.input
---@param name string|nil
---@return table|nil reader
---@return string|nil message
function M.choose(input, name)
  if name then return M.get(name) end
  local head, problem = input:head_text()
  if problem then return nil, problem end
  for _, known in ipairs(M.NAMES) do
    local reader = M.get(known)
    if reader.recognise(head, input.head) then return reader end
  end
  return nil, "no article: " .. refusal(head, input.head)
end

local function read_whole(reader, input, options)
  local text, problem = input:text(reader.is_html)
  if not text then return nil, input.path .. ": " .. problem end
  local article
  article, problem = reader.parse(text, input.path, options, options.url)
  if not article then return nil, input.path .. ": " .. problem end
  article.charset, article.charset_source = input.charset, input.charset_source
  return article
end

-- The articles of all members of an archive.
local function members_articles(input, kind, options)
  local walk, problem = archives.open(input, kind, options)
  if not walk then
    input:close()
    return article_files.once(false, problem)
  end
  return article_files.joined(function()
    local member, message = walk:next()
    if member then return M.articles(member, options) end
    if member == nil then input:close() end
    return member, message
  end)
end

---The articles of an input in a format; it is closed after the last.
---@param reader table the format
---@param input newsstat.input
---@param options newsstat.reading
---@return fun(): newsstat.article|false|nil, string|nil iterator
function M.read(reader, input, options)
  if reader.parse then
    local article, message = read_whole(reader, input, options)
    input:close()
    return article_files.once(article or false, message)
  end
  local next_article = reader.articles(input, options)
  return function()
    local article, message = next_article()
    if article == nil then input:close() end
    return article, message
  end
end

---The articles of an input, in the format that it is found to be in; of an archive, those of its members.
---@param input newsstat.input
---@param options newsstat.reading
---@return fun(): newsstat.article|false|nil, string|nil iterator
function M.articles(input, options)
  local kind = archives.kind(input.head)
  if kind then return members_articles(input, kind, options) end
  local reader, problem = M.choose(input, options.format)
  if reader then return M.read(reader, input, options) end
  input:close()
  return article_files.once(false, input.path .. ": " .. problem)
end

return M
