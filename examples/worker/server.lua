-- Serves one file over HTTP with an ETag, for the test: lua5.4 server.lua FILE; prints its port.

local socket = require "socket"

local file = assert(io.open(arg[1], "rb"))
local content = file:read "*a"
file:close()
local tag = ('"%d"'):format(#content)
local server = assert(socket.bind("127.0.0.1", 0))
local _, port = server:getsockname()
print(port)
io.stdout:flush()

while true do
  local client = server:accept()
  client:settimeout(5)
  local has_it = false
  for line in function() return client:receive "*l" end do
    if line == "" then break end
    if line:lower():find("if-none-match: " .. tag, 1, true) then has_it = true end
  end
  local head = has_it and "HTTP/1.0 304 Not Modified\r\n" or ("HTTP/1.0 200 OK\r\nContent-Length: %d\r\n"):format(#content)
  client:send(head .. "ETag: " .. tag .. "\r\n\r\n" .. (has_it and "" or content))
  client:close()
end
