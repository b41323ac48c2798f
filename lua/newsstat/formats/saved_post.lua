--- Saved posts: front matter, a comment with the time, a link line and a rule line, each of them
--- optional, then HTML.

local article_fields = require "newsstat.article_fields"
local article_time = require "newsstat.article_time"
local clock = require "newsstat.dates.clock"
local dates = require "newsstat.dates"
local front_matter = require "newsstat.front_matter"
local markup = require "newsstat.formats.markup"

local find, gmatch, gsub = string.find, string.gmatch, string.gsub
local match, sub = string.match, string.sub
local concat = table.concat
local trim = article_fields.trim

local M = { name = "post", is_html = true }

-- A head is far smaller; the bound keeps what is no post, a disc image among the posts say, from
-- being searched to its end.
local HEAD_BYTES = 64 * 1024
local BODY_DATE_BYTES = 2000

local NO_DATE = "no date in front matter, epoch comment, head of the body or file name"
local EXPECTED = "neither front matter (---) nor a rule line (------) in its first 64 KB"
local RFC822_DATE = "%d%d? %a%a%a %d%d%d?%d? %d%d?:%d%d:?%d* ?[+%-]?%w*"
local URL_KEYS = { "from", "url", "link", "permalink" }

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
  return nil, "not a saved post: " .. problem
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
  local has_rule = body ~= nil
  if not body and not fields then return refuse(explain_missing_rule(head)) end
  if not body then title, url, body = nil, nil, at end
  return { fields = fields or {}, epoch = epoch, title = title, url = url, body = body, has_rule = has_rule }
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

-- The date in the body is looked for only where no better one is found.
local function body_date(article)
  return { source = "body date", text = match(sub(article.text, 1, BODY_DATE_BYTES), RFC822_DATE) }
end

---Makes an article of what the core read of a post.
---@param fields table of `core.post_reader`: its fields but tags
---@param zone { offset: fun(self: table, seconds: number): integer }|nil of the clock that its time is by; nil for UTC
---@return newsstat.article
function M.of_core(fields, zone)
  fields.tags, fields.format = as_list(fields.fields.tags), "post"
  fields.time = clock.from_local(fields.time, zone)
  return article_fields.article(fields)
end

---Tells a saved post by its head. Front matter alone is that of Markdown where no HTML follows. Front matter that is
---never closed counts: the message says so.
---@param text string its first 64 KB in UTF-8
---@return boolean
function M.recognise(text)
  local head = read_head(text)
  if not head then return front_matter.is_opened(text) and not find(text, "\0", 1, true) end
  if head.epoch or head.has_rule then return true end
  local body = sub(text, head.body)
  return not find(body, "%S") or markup.has_html_paragraphs(body)
end

---Reads a saved post.
---@param bytes string in UTF-8
---@param path string|nil its file name may hold the date
---@param options newsstat.reading
---@return newsstat.article|nil article
---@return string|nil message says what was expected
function M.parse(bytes, path, options)
  local head, problem = read_head(sub(bytes, 1, HEAD_BYTES))
  if not head then return nil, problem end
  local clean = options.clean or article_fields.clean
  local html, text = sub(bytes, head.body), nil
  if not options.lazy then
    text, problem = clean(html)
    if not text then return nil, problem or "its HTML could not be cleaned" end
    html = nil
  end
  local fields, title, url = head.fields, find_title(head, clean), find_url(head)
  local author, tags = as_text(fields.author), as_list(fields.tags)
  local article = article_fields.article {
    path = path, title = title, url = url, author = author, tags = tags, fields = fields,
    source = find_source(url, fields, tags, author),
    html = html, text = text and article_fields.drop_title(text, title), format = "post",
  }
  article_time.set(article, {
    { source = "front matter", text = as_text(fields.date) },
    { source = "epoch comment", text = head.epoch, read = dates.from_milliseconds },
    body_date,
    article_time.file_name(path),
  }, options, NO_DATE)
  return article
end

return M
