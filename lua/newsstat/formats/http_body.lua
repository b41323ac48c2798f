--- Bodies of HTTP responses as crawlers keep them, which may be chunked and compressed.

local find, format, gsub, lower, match, sub = string.find, string.format, string.gsub, string.lower, string.match, string.sub
local concat = table.concat

local M = {}

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
---@param body string
---@param content_encoding string|nil the header's value
---@param transfer_encoding string|nil
---@param unpack fun(bytes: string, kind: string, options: newsstat.reading): string|nil, string|nil
---@param options newsstat.reading
---@return string|nil body
---@return string|nil message
function M.plain(body, content_encoding, transfer_encoding, unpack, options)
  if transfer_encoding and find(lower(transfer_encoding), "chunked", 1, true) then body = join_chunks(body) or body end
  local encoding = content_encoding and lower((gsub(content_encoding, "%s", ""))) or ""
  if encoding == "" or encoding == "identity" then return body end
  if sub(body, 1, 2) == "\31\139" then return unpack(body, "gzip", options) end
  if sub(body, 1, 4) == "\40\181\47\253" then return unpack(body, "zstd", options) end
  -- Crawlers that unpack bodies keep the header.
  if find(body, "^%s*<") then return body end
  if encoding == "deflate" or encoding == "br" then return unpack(body, encoding, options) end
  return nil, format("its body is in the encoding '%s', which is not read", sub(encoding, 1, 40))
end

return M
