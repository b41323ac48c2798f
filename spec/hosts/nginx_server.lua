--- An nginx of its own folder and port, with newsstat from this checkout.

local files = require "spec.files"
local http = require "http"
local socket = require "socket"

local M = {}

local CHECKOUT = assert(io.popen "pwd"):read "*l"

local write = files.write

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

local HEAD = [[
daemon on;
user USER;
worker_processes WORKERS;
worker_shutdown_timeout 5s;
pid nginx.pid;
error_log error.log info;
]]

local MAIN = [[
%s
events { worker_connections 1024; }
http {
  lua_package_path "/srv/newsstat/lua/?.lua;/srv/newsstat/lua/?/init.lua;;";
  lua_package_cpath "/srv/newsstat/lua/?.so;;";
  %s
  server {
    listen 8080;
    client_max_body_size 8m;
    %s
  }
}
]]

-- What a server of its own folder needs, which no administrator would write.
local PATHS = [[
  access_log off;
  client_body_temp_path body;
  proxy_temp_path proxy;
  fastcgi_temp_path fastcgi;
  scgi_temp_path scgi;
  uwsgi_temp_path uwsgi;
]]

function Server:configure(parts)
  local text = parts.whole or MAIN:format(parts.main or "", parts.http or "", parts.server)
  local values = {
    ["user USER"] = "user " .. output("id -un"):gsub("%s", ""), WORKERS = parts.workers or 2, FOLDER = self.folder,
    ["/srv/newsstat"] = CHECKOUT, ["/var/lib/newsstat"] = self.folder,
    ["http {"] = "http {\n" .. PATHS, ["listen 8080"] = "listen 127.0.0.1:" .. self.port,
  }
  text = modules() .. HEAD .. text
  for name, value in pairs(values) do text = text:gsub(name, (tostring(value):gsub("%%", "%%%%"))) end
  write(self.folder .. "/nginx.conf", text)
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

---@param parts { workers?: integer, main?: string, http?: string, server?: string, whole?: string } of the configuration, or
---all of it: in these FOLDER and /var/lib/newsstat stand for the server's folder, /srv/newsstat for the checkout
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
