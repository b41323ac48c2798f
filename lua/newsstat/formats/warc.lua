--- WARC: what crawlers write (ISO 28500). Each response that is a page, or a feed, is an article, or several; so is the
--- text of a conversion record (WET). Requests, metadata and responses of other kinds are no articles and passed over.

local archives = require "newsstat.archives"
local article_fields = require "newsstat.article_fields"
local article_files = require "newsstat.article_files"
local article_input = require "newsstat.article_input"
local byte_reader = require "newsstat.formats.byte_reader"
local core = require "newsstat.core"
local dates = require "newsstat.dates"
local http_message = require "newsstat.formats.http_message"

local find, format, lower, match, sub = string.find, string.format, string.lower, string.match, string.sub

local M = { name = "warc" }

local MOST_HEADER_BYTES = 64 * 1024
local VERSION = "WARC/"

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

-- The next record's headers; skips to the next one where it is damaged. nil at the end, false and a message.
local function next_header(reading)
  while true do
    local line = reading.bytes:line(MOST_HEADER_BYTES)
    if line == nil then return nil, reading.bytes:problem() end
    if sub(line, 1, #VERSION) == VERSION then break end
    if find(line, "%S") and not reading.is_lost then
      reading.is_lost = true
      return false, "this is no record; what follows is skipped up to the next one"
    end
  end
  reading.is_lost = false
  local headers = http_message.read_headers(reading.bytes, MOST_HEADER_BYTES)
  local size = headers and match(headers["content-length"] or "", "^%d+$")
  if size then return headers, tonumber(size) end
  reading.is_lost = true
  return false, "its headers end early, or name no length"
end

-- The format of a document, by its media type and content; nil where it is no article.
local function choose(reading, input, media_type)
  local formats = reading.formats
  if PAGES[media_type] then return formats.get "page" end
  if reading.is_conversion then return formats.get "text" end
  local reader = formats.choose(input)
  if not reader then return nil end
  if reader.name == "feed" or reader.name == "page" and not is_data(media_type) then return reader end
  if reader.name == "json" and find((input:head_text()), "jsonfeed.org", 1, true) then return reader end
end

-- The articles of a document; nil where it is none, with a message where it cannot be read.
local function open_document(reading, bytes, place, label, media_type)
  local options = { url = reading.url }
  for name, value in pairs(reading.options) do options[name] = value end
  options.charset = options.charset or label and core.charset_name(label) and label or nil
  local input, problem = article_input.of_bytes(place, bytes, options)
  if not input then return nil, problem end
  local reader = choose(reading, input, media_type)
  return reader and reading.formats.read(reader, input, options)
end

-- The articles of a response; nil where it is none, with a message where it should have been one.
local function open_response(reading, bytes, place)
  local response, problem = http_message.parse_response(bytes)
  if not response then return nil, place .. ": " .. problem end
  if response.status < 200 or response.status > 299 then return nil end
  local media_type = response.media_type or ""
  if media_type ~= "" and not PAGES[media_type] and not is_data(media_type) then return nil end
  local body
  body, problem = http_message.body(response, archives.unpack, reading.options)
  if not body then return nil, place .. ": " .. problem end
  if not find(body, "%S") then return nil end
  return open_document(reading, body, place, response.charset, media_type)
end

-- The address of what a record holds; some crawlers write it in angle brackets.
local function address_of(headers)
  local url = headers["warc-target-uri"]
  return url and match(url, "^<?(.-)>?$")
end

-- The articles of a record; as for a response.
local function open_record(reading, headers, kind, bytes, place)
  local media_type = match(lower(headers["content-type"] or ""), "^[^;%s]+") or ""
  reading.is_conversion, reading.url = kind == "conversion", address_of(headers)
  if kind == "response" and media_type == "application/http" then return open_response(reading, bytes, place) end
  if reading.is_conversion or PAGES[media_type] then return open_document(reading, bytes, place, nil, media_type) end
end

-- Gives the articles of a record what only the record knows.
local function with_record(next_article, headers)
  local url = address_of(headers)
  local fetched = headers["warc-date"] and dates.parse(headers["warc-date"], math.huge)
  return function()
    local article, message = next_article()
    if article then
      article.fetched = fetched
      if url and not article.url then article.url = url end
      if url and article.source == "unknown" then article.source = article_fields.host(url) or article.source end
    end
    return article, message
  end
end

-- The bytes of a record whose kind can hold an article; nil where it is passed over, with a message where it is lost.
local function take(reading, kind, size, place)
  if not KINDS[kind] or not reading.is_wanted(place) then
    reading.bytes:skip(size)
    return nil
  end
  if size > reading.options.most_bytes then
    reading.bytes:skip(size)
    return nil, format("%s: it is larger than %.0f bytes; the option most_bytes allows more", place, reading.options.most_bytes)
  end
  local bytes = reading.bytes:take(size)
  if not bytes then return nil, place .. ": the file ends within the record" end
  return bytes
end

-- The articles of the next record that has any; false and a message; nil at the end.
local function next_record(reading)
  while not reading.is_over do
    local headers, size = next_header(reading)
    reading.is_over = headers == nil
    if headers == nil and size then return false, reading.input.path .. ": " .. size end
    if headers == nil then return nil end
    reading.count = reading.count + 1
    local place = format("%s#%.0f", reading.input.path, reading.count)
    if not headers then return false, place .. ": " .. size end
    local kind = lower(headers["warc-type"] or "")
    local bytes, problem = take(reading, kind, size, place)
    local next_article
    if bytes then next_article, problem = open_record(reading, headers, kind, bytes, place) end
    if problem then return false, problem end
    if next_article then return with_record(next_article, headers) end
  end
end

---Steps through the articles of a WARC file. Memory follows the largest record.
---@param input newsstat.input
---@param options newsstat.reading
---@return fun(): newsstat.article|false|nil, string|nil iterator
function M.articles(input, options)
  local reading = {
    input = input, options = options, count = 0, is_lost = false,
    bytes = byte_reader.new(function() return input:bytes() end),
    -- The registry knows this module.
    formats = require "newsstat.formats",
    is_wanted = function(place)
      local wanted = options.wanted
      return not wanted or sub(wanted, 1, #place) == place
    end,
  }
  return article_files.joined(function() return next_record(reading) end)
end

return M
