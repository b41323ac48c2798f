--- A stream to a server: LuaSocket's, with TLS of LuaSec, or a cosocket inside nginx, which does not hold up other
--- requests. Both have send, receive and close.

local M = {}

local CONNECT_SECONDS, IDLE_SECONDS = 10, 600

local NO_LUASOCKET = 'a store in ClickHouse needs LuaSocket: "apt-get install lua-socket" or "luarocks install luasocket"'
local NO_LUASEC = 'clickhouses:// needs LuaSec: "apt-get install lua-sec" or "luarocks install luasec"'
local AUTHORITIES = { "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem" }

local nginx = rawget(_G, "ngx")

-- Cosockets are there while nginx serves a request, not while it starts.
local function cosocket()
  if not (nginx and nginx.socket) then return nil end
  local made, socket = pcall(nginx.socket.tcp)
  return made and socket or nil
end

local function connect_cosocket(socket, host, is_encrypted)
  socket:settimeouts(CONNECT_SECONDS * 1000, IDLE_SECONDS * 1000, IDLE_SECONDS * 1000)
  local connected, message = socket:connect(host.name, host.port)
  if not connected then return nil, message end
  if is_encrypted then
    local shaken, problem = socket:sslhandshake(nil, host.name, true)
    if not shaken then return nil, problem end
  end
  return socket
end

-- Whether a name of a certificate, perhaps *.example.org, is that of the host.
local function is_name_of(pattern, host)
  pattern, host = pattern:lower(), host:lower()
  if pattern == host then return true end
  local rest = pattern:match "^%*(%..+)$"
  return rest ~= nil and host:match "^[^.]+(%..+)$" == rest
end

-- LuaSec leaves it to its user whether the certificate is the host's.
local function check_certificate(stream, host)
  local names = (stream:getpeercertificate():extensions() or {})["2.5.29.17"] or {}
  for _, kind in ipairs { "dNSName", "iPAddress" } do
    for _, name in ipairs(names[kind] or {}) do
      if is_name_of(name, host.name) then return true end
    end
  end
  return nil, "its certificate is of another host"
end

local function authorities()
  local chosen = os.getenv "SSL_CERT_FILE"
  if chosen and chosen ~= "" then return chosen end
  for _, path in ipairs(AUTHORITIES) do
    local file = io.open(path, "rb")
    if file then
      file:close()
      return path
    end
  end
end

local function encrypted(socket, host)
  local has_ssl, ssl = pcall(require, "ssl")
  if not has_ssl then return nil, NO_LUASEC end
  local stream, message = ssl.wrap(socket, {
    mode = "client", protocol = "any", verify = "peer", options = { "all", "no_sslv2", "no_sslv3", "no_tlsv1", "no_tlsv1_1" },
    cafile = authorities(),
  })
  if not stream then return nil, message end
  stream:sni(host.name)
  stream:settimeout(CONNECT_SECONDS)
  local shaken, problem = stream:dohandshake()
  if not shaken then return nil, "TLS: " .. tostring(problem) end
  local is_right, complaint = check_certificate(stream, host)
  if not is_right then return nil, "TLS: " .. complaint end
  return stream
end

local function connect_luasocket(library, host, is_encrypted)
  local socket, message = library.tcp()
  if not socket then return nil, message end
  socket:settimeout(CONNECT_SECONDS)
  local connected, problem = socket:connect(host.name, host.port)
  local stream = connected and socket
  if connected and is_encrypted then stream, problem = encrypted(socket, host) end
  if not stream then
    socket:close()
    return nil, problem
  end
  stream:settimeout(IDLE_SECONDS)
  return stream
end

---@param host newsstat.clickhouse.host
---@param is_encrypted boolean
---@return table|nil stream
---@return string|nil message
function M.connect(host, is_encrypted)
  local nginx_socket = cosocket()
  if nginx_socket then return connect_cosocket(nginx_socket, host, is_encrypted) end
  local has_socket, library = pcall(require, "socket")
  if not has_socket then return nil, NO_LUASOCKET end
  return connect_luasocket(library, host, is_encrypted)
end

---@return number seconds since 1970-01-01
function M.now()
  if nginx and nginx.now then return nginx.now() end
  return require("socket").gettime()
end

---@param seconds number
function M.sleep(seconds)
  if cosocket() then return nginx.sleep(seconds) end
  require("socket").sleep(seconds)
end

return M
