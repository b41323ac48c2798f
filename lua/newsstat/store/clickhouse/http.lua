--- One request of HTTP/1.1 to a server, and its answer.

local socket = require "newsstat.store.clickhouse.socket"

local concat = table.concat

local M = {}

-- A head has no more lines than this.
local MOST_HEADERS = 200

---@class newsstat.http.failure
---@field message string
---@field was_sent boolean the server may have done what it was asked for

local function request_head(host, target, headers, size)
  local lines = {
    "POST " .. target .. " HTTP/1.1", ("Host: %s:%d"):format(host.name, host.port), "Connection: close",
    "Content-Length: " .. size,
  }
  for name, value in pairs(headers) do lines[#lines + 1] = name .. ": " .. value end
  return concat(lines, "\r\n") .. "\r\n\r\n"
end

local function read_head(stream)
  local line, message = stream:receive "*l"
  if not line then return nil, message end
  local status = line:match "^HTTP/1%.[01] (%d%d%d)"
  if not status then return nil, "this is no HTTP: is it the port of ClickHouse's HTTP interface?" end
  local headers = {}
  for _ = 1, MOST_HEADERS do
    line, message = stream:receive "*l"
    if not line then return nil, message end
    if line == "" then return tonumber(status), headers end
    local name, value = line:match "^([^:]+):%s*(.-)%s*$"
    if name then headers[name:lower()] = value end
  end
  return nil, "an answer without end"
end

local function read_chunks(stream)
  local parts = {}
  while true do
    local line, message = stream:receive "*l"
    if not line then return nil, message end
    local size = tonumber(line:match "^%x+" or "", 16)
    if not size then return nil, "an answer in broken pieces" end
    if size == 0 then return concat(parts) end
    local part, problem = stream:receive(size)
    if not part then return nil, problem end
    parts[#parts + 1] = part
    stream:receive "*l"
  end
end

-- An answer that ends where the connection does might have lost its rest.
local function read_body(stream, headers)
  if (headers["transfer-encoding"] or ""):lower() == "chunked" then return read_chunks(stream) end
  local size = tonumber(headers["content-length"])
  if not size then return nil, "an answer that does not tell where it ends" end
  return size == 0 and "" or stream:receive(size)
end

local function read_answer(stream)
  local status, headers = read_head(stream)
  if not status then return nil, headers end
  local body, message = read_body(stream, headers)
  if not body then return nil, message end
  return status, body, headers
end

---Asks a server.
---@param host newsstat.clickhouse.host
---@param is_encrypted boolean
---@param target string path and query
---@param headers table<string, string>
---@param body string
---@return integer|nil status
---@return string|newsstat.http.failure body
---@return table<string, string>|nil headers by their names in lower case
function M.post(host, is_encrypted, target, headers, body)
  local stream, message = socket.connect(host, is_encrypted)
  if not stream then return nil, { message = message, was_sent = false } end
  local sent, problem = stream:send(request_head(host, target, headers, #body))
  if sent and body ~= "" then sent, problem = stream:send(body) end
  -- A server that refuses what it is sent may say why before it has read it all.
  local status, answer, fields = read_answer(stream)
  stream:close()
  if not status then return nil, { message = not sent and problem or answer, was_sent = true } end
  return status, answer, fields
end

return M
