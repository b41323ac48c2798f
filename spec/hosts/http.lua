--- Requests to a server of this machine, several at one time if need be.

local socket = require "socket"

local M = {}

---A port that nobody listens at.
function M.free_port()
  local server = assert(socket.bind("127.0.0.1", 0))
  local _, port = server:getsockname()
  server:close()
  return tonumber(port)
end

---Sends a request; `answer` reads what comes.
---@param headers? table<string, string>
function M.ask(port, method, path, body, headers)
  local connection = socket.tcp()
  connection:settimeout(20)
  local connected, message = connection:connect("127.0.0.1", port)
  if not connected then return nil, message end
  local lines = { method .. " " .. path .. " HTTP/1.0", "Host: localhost" }
  if body then lines[#lines + 1] = "Content-Length: " .. #body end
  for name, value in pairs(headers or {}) do lines[#lines + 1] = name .. ": " .. value end
  connection:send(table.concat(lines, "\r\n") .. "\r\n\r\n" .. (body or ""))
  return connection
end

---@return { status: integer, headers: table<string, string>, body: string }|nil
---@return string|nil message
function M.answer(connection)
  local text, message, rest = connection:receive "*a"
  connection:close()
  text = text or rest or ""
  local status, head, body = text:match "^HTTP/1%.%d (%d+)[^\r]*\r\n(.-)\r\n\r\n(.*)$"
  if not status then return nil, message or "no answer" end
  local headers = {}
  for name, value in (head .. "\r\n"):gmatch "([^:\r\n]+): *([^\r\n]*)" do headers[name:lower()] = value end
  return { status = tonumber(status), headers = headers, body = body }
end

---@return table|nil answer
---@return string|nil message
function M.request(port, method, path, body, headers)
  local connection, message = M.ask(port, method, path, body, headers)
  if not connection then return nil, message end
  return M.answer(connection)
end

return M
