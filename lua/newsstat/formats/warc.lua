--- WARC: what crawlers write (ISO 28500). Each response that is a page, or a feed, is an article, or several; so is the
--- text of a conversion record (WET). Requests, metadata and responses of other kinds are no articles and passed over.

local archives = require "newsstat.archives"
local article_fields = require "newsstat.article_fields"
local article_input = require "newsstat.article_input"
local core = require "newsstat.core"
local dates = require "newsstat.dates"
local http_body = require "newsstat.formats.http_body"
local page = require "newsstat.formats.page"

local find, format, lower, match, sub = string.find, string.format, string.lower, string.match, string.sub

local M = { name = "warc" }

---Tells a WARC file by its first bytes.
---@param bytes string its first 64 KB as they are
---@return boolean
function M.recognise(_, bytes) return find(bytes, "^%s*WARC/%d") ~= nil end

local KINDS = { response = true, resource = true, conversion = true }
local PAGES = { ["text/html"] = true, ["application/xhtml+xml"] = true }

-- What may hold a feed.
local function is_data(media_type)
  return find(media_type, "xml", 1, true) ~= nil or find(media_type, "json", 1, true) ~= nil
end

-- What the reader of records gives, once there are the bytes for it.
local function ask(reading, what)
  while true do
    local first, second, third, fourth, fifth, sixth, seventh = what(reading.records)
    if first ~= nil or reading.is_over then return first, second, third, fourth, fifth, sixth, seventh end
    local bytes, problem = reading.input:bytes()
    reading.is_over, reading.problem = bytes == nil, problem
    reading.records:add(bytes or "")
  end
end

-- The format of a document that is no page; nil where it is no article.
local function choose(record, reading, input)
  local formats = reading.formats
  if record.is_conversion then return formats.get "text" end
  local reader = formats.choose(input)
  if not reader then return nil end
  if reader.name == "feed" or reader.name == "page" and not is_data(record.media_type) then return reader end
  if reader.name == "json" and find((input:head_text()), "jsonfeed.org", 1, true) then return reader end
end

-- The article of a page, which is most of what crawls hold.
local function read_page(record, reading, bytes, label)
  local text, charset, source = core.decode(bytes, label, true)
  if not text then return nil, record.place .. ": " .. charset end
  local article, problem = page.parse(text, record.place, reading.options, record.url)
  if not article then return nil, record.place .. ": " .. problem end
  article.charset, article.charset_source, article.fetched = charset, source, record.fetched
  return article
end

-- Gives the articles of a record what only the record knows.
local function with_record(record, next_article)
  return function()
    local article, message = next_article()
    if article then
      article.fetched = record.fetched
      if record.url and not article.url then article.url = record.url end
      if article.source == "unknown" then article.source = article_fields.host(record.url) or article.source end
    end
    return article, message
  end
end

-- The article of a document, or a function that gives its articles; nil where it is none, with a message where it cannot
-- be read.
local function open_document(record, reading, bytes, label)
  local charset = reading.options.charset or label and core.charset_name(label) and label or nil
  if PAGES[record.media_type] then return read_page(record, reading, bytes, charset) end
  local options = { url = record.url }
  for name, value in pairs(reading.options) do options[name] = value end
  options.charset = charset
  local input, problem = article_input.of_bytes(record.place, bytes, options)
  if not input then return nil, problem end
  local reader = choose(record, reading, input)
  return reader and with_record(record, reading.formats.read(reader, input, options))
end

local CHARSET = "[Cc][Hh][Aa][Rr][Ss][Ee][Tt]%s*=%s*[\"']?([%w_:.-]+)"

local function media_type_of(content_type) return match(lower(content_type or ""), "^%s*([^;%s]+)") or "" end

-- The bytes of the record, as `ask` gives them; nil and a message where the file ends before they do.
local function ask_block(record, reading, what)
  local first, second, third, fourth, fifth = ask(reading, what)
  if first then return first, second, third, fourth, fifth end
  return nil, record.place .. ": " .. (second or reading.problem or "the file ends within the record")
end

-- As `open_document`, for a response.
local function open_response(record, reading)
  local status, body, content_type, encoding, transfer = ask_block(record, reading, reading.records.response)
  if not status then return nil, body end
  if status < 200 or status > 299 then return nil end
  record.media_type = media_type_of(content_type)
  if record.media_type ~= "" and not PAGES[record.media_type] and not is_data(record.media_type) then return nil end
  local problem
  body, problem = http_body.plain(body, encoding, transfer, archives.unpack, reading.options)
  if not body then return nil, record.place .. ": " .. problem end
  if not find(body, "%S") then return nil end
  return open_document(record, reading, body, content_type and match(content_type, CHARSET))
end

-- As `open_document`, for a record of a kind that can hold an article.
local function open_record(record, reading)
  if record.size > reading.options.most_bytes then
    local message = "%s: it is larger than %.0f bytes; the option most_bytes allows more"
    return nil, format(message, record.place, reading.options.most_bytes)
  end
  if record.kind == "response" and record.media_type == "application/http" then return open_response(record, reading) end
  record.is_conversion = record.kind == "conversion"
  if not record.is_conversion and not PAGES[record.media_type] then return nil end
  local bytes, problem = ask_block(record, reading, reading.records.block)
  if not bytes then return nil, problem end
  return open_document(record, reading, bytes)
end

-- The next record that can hold an article; false and a message for one that is damaged; nil at the end.
local function next_record(reading)
  while true do
    local number, offset, size, kind, url, date, content_type = ask(reading, reading.records.next)
    if number == nil then
      local problem = reading.problem
      reading.problem = nil
      if problem then return false, reading.input.path .. ": " .. problem end
      return nil
    end
    local place = format("%s#%.0f", reading.input.path, number)
    if not size then return false, format("%s: byte %.0f: %s", place, offset, kind) end
    kind = lower(kind or "")
    if KINDS[kind] and reading.is_wanted(place) then
      return {
        place = place, kind = kind, size = size, media_type = media_type_of(content_type),
        -- some crawlers write the address in angle brackets
        url = url and match(url, "^<?(.-)>?$"), fetched = date and dates.parse(date, math.huge),
      }
    end
  end
end

---Steps through the articles of a WARC file. Memory follows the largest record.
---@param input newsstat.input
---@param options newsstat.reading
---@return fun(): newsstat.article|false|nil, string|nil iterator
function M.articles(input, options)
  local reading = {
    input = input, options = options, is_over = false, records = core.warc(),
    -- The registry knows this module.
    formats = require "newsstat.formats",
    is_wanted = function(place)
      local wanted = options.wanted
      return not wanted or sub(wanted, 1, #place) == place
    end,
  }
  local next_article, is_done
  return function()
    while not is_done do
      local article, problem = nil, nil
      if next_article then article, problem = next_article() end
      if article ~= nil then return article, problem end
      local record
      record, problem = next_record(reading)
      if record == nil then
        is_done = true
        reading.records:close()
      end
      if not record then return record, problem end
      article, problem = open_record(record, reading)
      if problem then return false, problem end
      next_article = type(article) == "function" and article or nil
      if article and not next_article then return article end
    end
  end
end

return M
