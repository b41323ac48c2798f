--- Plain text: a file without markup. A short first line is its title; its file's name may hold the date.

local article_fields = require "newsstat.article_fields"
local article_time = require "newsstat.article_time"

local find, gsub, match, sub = string.find, string.gsub, string.match, string.sub
local trim = article_fields.trim

local M = { name = "text", is_html = false }

local NO_DATE = "no date in the file name"

-- A longer first line is a paragraph: of Chinese that is 40 characters.
local TITLE_BYTES = 120

-- Program code, style sheets and data are full of these, prose is not.
local SAMPLE_BYTES = 8192
local CODE_SIGNS, MOST_CODE_SIGNS = "[{}%[%]()<>;=$|\\_]", 0.06
local MOST_BAD = 0.02 -- of bytes that are no UTF-8
local CONTROLS, MOST_CONTROLS = "[%z\1-\8\14-\26\28-\31\127]", 0.001

local function share(text, signs)
  return select(2, gsub(text, signs, "")) / #text
end

---Tells text that people write from program code, data and bytes that are no text.
---@param head string its first 64 KB in UTF-8
---@param bytes string these as they are
---@param signs string pattern of a sign that text has few of
---@param most number the largest share of such signs
---@return boolean
function M.is_written(head, bytes, signs, most)
  if not find(head, "%S") or find(head, "\0", 1, true) or find(head, "^%s*<[%a?!]") then return false end
  if find(bytes, "^%%PDF%-") or find(bytes, "^{\\rtf") or find(bytes, "^#!") then return false end
  local sample = sub(head, 1, SAMPLE_BYTES)
  local bad = select(2, gsub(sample, "\239\191\189", ""))
  return share(sample, signs) <= most and share(sample, CONTROLS) <= MOST_CONTROLS and bad <= #sample * MOST_BAD
end

---Tells plain text: what no other format is, and is written.
---@param head string its first 64 KB in UTF-8
---@param bytes string these as they are
---@return boolean
function M.recognise(head, bytes) return M.is_written(head, bytes, CODE_SIGNS, MOST_CODE_SIGNS) end

---Reads a plain text.
---@param text string UTF-8
---@param path string|nil
---@param options newsstat.reading
---@return newsstat.article|nil article
---@return string|nil message
function M.parse(text, path, options)
  if not find(text, "%S") then return nil, "it is empty" end
  local line, rest = match(text, "^\239?\187?\191?%s*([^\r\n]*)()")
  line = trim(line)
  local title = #line <= TITLE_BYTES and article_fields.one_line(line) or nil
  local article = article_fields.article {
    path = path, title = title, tags = {}, source = "unknown",
    text = title and gsub(sub(text, rest), "^[\r\n]+", "") or text, format = "text",
  }
  article_time.set(article, { article_time.file_name(path) }, options, NO_DATE)
  return article
end

return M
