--- An nginx of its own folder and port, with newsstat from this checkout.

local http = require "http"
local socket = require "socket"

local M = {}

local CHECKOUT = assert(io.popen "pwd"):read "*l"

local function write(path, text)
  local file = assert(io.open(path, "wb"))
  file:write(text)
  file:close()
end

local function output(command)
  local pipe = assert(io.popen(command))
  local text = pipe:read "*a"
  pipe:close()
  return text
end

local Server = {}
Server.__index = Server

-- Debian has the module beside nginx, OpenResty within it.
local function modules()
  local lines = {}
  for path in output("ls /usr/lib/nginx/modules/ndk_http_module.so /usr/lib/nginx/modules/ngx_http_lua_module.so 2>/dev/null")
    :gmatch "%S+" do lines[#lines + 1] = "load_module " .. path .. ";\n" end
  return table.concat(lines)
end

local MAIN = [[
daemon on;
user %s;
worker_processes %d;
worker_shutdown_timeout 5s;
pid nginx.pid;
error_log error.log info;
%s
events { worker_connections 1024; }
http {
  access_log off;
  client_body_temp_path body;
  proxy_temp_path proxy;
  fastcgi_temp_path fastcgi;
  scgi_temp_path scgi;
  uwsgi_temp_path uwsgi;
  lua_package_path "%s/lua/?.lua;%s/lua/?/init.lua;;";
  lua_package_cpath "%s/lua/?.so;;";
  %s
  server {
    listen 127.0.0.1:%d;
    client_max_body_size 8m;
    %s
  }
}
]]

function Server:configure(parts)
  local text = modules() .. MAIN:format(output("id -un"):gsub("%s", ""), parts.workers or 2, parts.main or "", CHECKOUT, CHECKOUT,
    CHECKOUT, parts.http or "", self.port, parts.server)
  write(self.folder .. "/nginx.conf", (text:gsub("FOLDER", self.folder)))
end

function Server:signal(name)
  assert(os.execute(("nginx -p %s -c nginx.conf -s %s 2>/dev/null"):format(self.folder, name)))
end

function Server:log() return output("cat " .. self.folder .. "/error.log") end

-- Processes that handle requests, without those that a reload lets finish.
function Server:workers()
  local ids = {}
  local master = output("cat " .. self.folder .. "/nginx.pid"):match "%d+"
  for id, command in output("ps -o pid=,args= --ppid " .. master):gmatch "(%d+) ([^\n]*)" do
    if command:find "worker process$" then ids[#ids + 1] = id end
  end
  return ids
end

-- Proportional set size: pages that processes share are divided among them.
function Server:memory(field)
  local total = 0
  for _, id in ipairs(self:workers()) do
    total = total + tonumber(output("cat /proc/" .. id .. "/smaps_rollup"):match(field .. ":%s*(%d+)"))
  end
  return total
end

function Server:stop()
  pcall(self.signal, self, "stop")
  for _ = 1, 100 do
    if not io.open(self.folder .. "/nginx.pid") then break end
    socket.sleep(.05)
  end
  os.execute("rm -rf " .. self.folder)
end

---@param parts { workers?: integer, main?: string, http?: string, server: string } of the configuration; FOLDER in them
---stands for the server's folder
function M.start(parts)
  local self = setmetatable({ folder = output("mktemp -d"):match "%S+", port = http.free_port() }, Server)
  self:configure(parts)
  local command = ("nginx -p %s -c nginx.conf 2>&1"):format(self.folder)
  local said = output(command)
  for _ = 1, 100 do
    if http.ask(self.port, "GET", "/") then return self end
    socket.sleep(.05)
  end
  error("nginx does not start: " .. said .. self:log())
end

return M
