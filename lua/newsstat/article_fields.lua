--- What articles of all formats have in common: how their fields are derived and tidied.

local byte, find, gmatch, gsub = string.byte, string.find, string.gmatch, string.gsub
local lower, match, sub = string.lower, string.match, string.sub

local M = {}

local SPACE = 32 -- none of the others is larger

---@param text string
---@return string text without white space around it
function M.trim(text)
  if (byte(text, 1) or 0) > SPACE and byte(text, -1) > SPACE then return text end
  return match(text, "^.*[^ \t\r\n\v\f]", match(text, "^[ \t\r\n\v\f]*()")) or ""
end

local trim = M.trim

---Makes one line of a text.
---@param text string
---@return string
function M.one_line(text)
  return (gsub(trim(text), "[ \t\r\n\v\f]+", " "))
end

---The host of an address in lower case, without "www.", user and port.
---@param url string|nil
---@return string|nil host
function M.host(url)
  local authority = match(url or "", "^%a[%w+.-]*://([^/?#]*)")
  local host = authority and gsub(gsub(authority, "^.*@", ""), ":%d*$", "")
  host = host and gsub(lower(host), "^www%.", "")
  if host and host ~= "" then return host end
end

---Leaves out a first line that is the title: many bodies repeat it as their first heading.
---@param text string
---@param title string|nil
---@return string text
function M.drop_title(text, title)
  local at = title and match(text, "^[\r\n \t\v\f]*()")
  -- Most texts are told by that; a line is made only of the others.
  if not at or sub(text, at, at + #title - 1) ~= title then return text end
  local first, following = match(text, "^[\r\n]*([^\n]*)\n*()")
  return trim(first) == title and sub(text, following) or text
end

local function split_paragraphs(text)
  local paragraphs = {}
  for line in gmatch(text, "[^\r\n]+") do
    if find(line, "[^ \t\v\f]") then paragraphs[#paragraphs + 1] = trim(line) end
  end
  return paragraphs
end

local UTF8 = { charset = "utf-8" }

---The text of HTML that was decoded.
---@param html string UTF-8
---@return string|nil text
---@return string|table message where there is no text, else what newsstat.clean tells
function M.clean(html) return require("newsstat.core").clean(html, UTF8) end

local MAIN_CONTENT = { charset = "utf-8", content = "article" }

---The main content of a whole page that was decoded; empty where nothing in it looks like an article.
---@param html string UTF-8
---@return string|nil text
---@return string|table message as from `clean`
function M.main_content(html) return require("newsstat.core").clean(html, MAIN_CONTENT) end

-- What is made when it is asked for: counting, which reads every article, never asks for paragraphs, and for the text
-- of HTML only where the date is in it.
local made = {}

function made.paragraphs(article) return split_paragraphs(article.text) end

function made.text(article)
  local html = rawget(article, "html")
  return html and M.drop_title(assert(M.clean(html)), article.title)
end

---What the text of an article is, or is made of later.
---@param article newsstat.article
---@return string|nil source
---@return "text"|"html"|"page" kind of it: of HTML, and of whole pages, the text is what a pipeline makes of them
function M.text_source(article)
  local html, page = rawget(article, "html"), rawget(article, "page")
  if html and not rawget(article, "text") then return html, "html" end
  if page and not rawget(article, "text") then return page.html, page.kind end
  return article.text, "text"
end

function made.language(article)
  return require("newsstat.languages").of(article.text or "", article.declared_language)
end

local Article = {}

function Article.__index(article, key)
  local later = rawget(article, "later")
  local make = later and later[key] or made[key]
  local value = make and make(article)
  if value then rawset(article, key, value) end
  return value
end

---Makes an article of its fields; paragraphs and language come from its text, and the text from `html` where there is
---none. What is told of the language becomes `declared_language`. A field `later` holds functions that make others when
---they are first asked for.
---@param fields table
---@return newsstat.article
function M.article(fields)
  fields.declared_language, fields.language = fields.language, nil
  return setmetatable(fields, Article)
end

return M
