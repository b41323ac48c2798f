--- HTTP responses as crawlers keep them: headers, and bodies that may be chunked and compressed.

local byte_reader = require "newsstat.formats.byte_reader"

local find, format, gsub, lower, match, sub = string.find, string.format, string.gsub, string.lower, string.match, string.sub
local concat = table.concat

local M = {}

local MOST_HEADERS = 1000

---Reads lines "Name: value" up to an empty one. Of a header that is there twice the first counts.
---@param bytes newsstat.byte_reader
---@param most integer bytes of a line
---@return table<string, string>|nil headers by lower-case name; nil where they do not end
function M.read_headers(bytes, most)
  local headers, last = {}, nil
  for _ = 1, MOST_HEADERS do
    local line = bytes:line(most)
    if not line then return nil end
    if line == "" then return headers end
    local name, value = match(line, "^([^%s:]+)%s*:%s*(.-)%s*$")
    if name then
      last = lower(name)
      headers[last] = headers[last] or value
    elseif last and find(line, "^[ \t]") then
      headers[last] = headers[last] .. " " .. match(line, "^%s*(.-)%s*$")
    end
  end
end

---@class newsstat.http_response
---@field status integer
---@field headers table<string, string>
---@field media_type string|nil in lower case, "text/html"
---@field charset string|nil the label that the headers name
---@field private bytes string
---@field private at integer where the body begins

---Reads the status line and headers of a response.
---@param bytes string
---@return newsstat.http_response|nil response
---@return string|nil message
function M.parse_response(bytes)
  local status = match(bytes, "^HTTP/[%d.]+ +(%d%d%d)")
  if not status then return nil, "it does not begin with the status of an HTTP response" end
  local _, stop = find(bytes, "\r?\n\r?\n")
  if not stop then return nil, "its HTTP headers do not end" end
  local is_given = false
  local reader = byte_reader.new(function()
    if is_given then return nil end
    is_given = true
    return sub(bytes, 1, stop)
  end)
  reader:line(#bytes)
  local headers = M.read_headers(reader, #bytes)
  if not headers then return nil, "it has too many HTTP headers" end
  local content_type = headers["content-type"] or ""
  return {
    status = tonumber(status), headers = headers, bytes = bytes, at = stop + 1,
    media_type = match(lower(content_type), "^%s*([^;%s]+)"),
    charset = match(content_type, "[Cc][Hh][Aa][Rr][Ss][Ee][Tt]%s*=%s*[\"']?([%w_:.-]+)"),
  }
end

-- The bytes of a chunked body; nil where it is none: many crawlers join the chunks and keep the header.
local function join_chunks(body)
  local chunks, at = {}, 1
  while true do
    local size, start = match(body, "^(%x+)[^\r\n]*\r?\n()", at)
    size = size and #size <= 8 and tonumber(size, 16)
    if not size then return nil end
    if size == 0 then return concat(chunks) end
    chunks[#chunks + 1] = sub(body, start, start + size - 1)
    at = match(body, "^\r?\n()", start + size)
    -- A body that is cut off within a chunk gives what there is.
    if not at then return start + size > #body and concat(chunks) or nil end
  end
end

---The body as the browser got it, without chunks and compression.
---@param response newsstat.http_response
---@param unpack fun(bytes: string, kind: string, options: newsstat.reading): string|nil, string|nil
---@param options newsstat.reading
---@return string|nil body
---@return string|nil message
function M.body(response, unpack, options)
  local body = sub(response.bytes, response.at)
  if find(lower(response.headers["transfer-encoding"] or ""), "chunked", 1, true) then body = join_chunks(body) or body end
  local encoding = lower(gsub(response.headers["content-encoding"] or "", "%s", ""))
  if encoding == "" or encoding == "identity" then return body end
  if sub(body, 1, 2) == "\31\139" then return unpack(body, "gzip", options) end
  if sub(body, 1, 4) == "\40\181\47\253" then return unpack(body, "zstd", options) end
  -- Crawlers that unpack bodies keep the header.
  if find(body, "^%s*<") then return body end
  if encoding == "deflate" or encoding == "br" then return unpack(body, encoding, options) end
  return nil, format("its body is in the encoding '%s', which is not read", sub(encoding, 1, 40))
end

return M
