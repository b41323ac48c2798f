--- Requests a second of newsstat in nginx, beside a handler that does nothing and a Python service with jieba.
---
---     lua5.4 bench/hosts.lua [SECONDS [ROUNDS]]
---
--- From the project's folder, with the module built for LuaJIT. Each figure is the median of the rounds, in which all take
--- turns.

package.path = "spec/hosts/?.lua;" .. package.path

local http = require "http"
local load_of = require "load"
local nginx_server = require "nginx_server"
local socket = require "socket"

local SECONDS, ROUNDS = tonumber(arg[1]) or 5, tonumber(arg[2]) or 3
-- Debian's, which has its packages.
local PYTHON = os.getenv "PYTHON" or "/usr/bin/python3"

local CONFIGURATION = {
  workers = 2,
  main = "thread_pool newsstat threads=2;",
  http = 'lua_worker_thread_vm_pool_size 8;\nlua_shared_dict newsstat 16m;\ninit_by_lua_block { require "newsstat" }',
  server = [[
    client_body_buffer_size 128k;
    location /pool/ { content_by_lua_block { require("newsstat.nginx").handler { pool = "newsstat" } () } }
    location /place/ { content_by_lua_block { require("newsstat.nginx").handler () () } }
    location /cache/ { content_by_lua_block { require("newsstat.nginx").handler { cache = "newsstat" } () } }
    location /nothing { content_by_lua_block { ngx.req.read_body() ngx.print(ngx.req.get_body_data()) } }
]],
}

-- Two processes, as nginx has; nil where a package is missing.
local function start_service()
  if not os.execute(PYTHON .. " -c 'import jieba, aiohttp, gunicorn' 2>/dev/null") then return nil end
  local port = http.free_port()
  local pipe = io.popen(("%s -m gunicorn --chdir bench/drivers --bind 127.0.0.1:%d --workers 2 --log-level critical "
    .. "--worker-class aiohttp.GunicornWebWorker jieba_service:application >/dev/null 2>&1 & echo $!"):format(PYTHON, port))
  local id = pipe:read "*n"
  pipe:close()
  for _ = 1, 200 do
    if http.request(port, "POST", "/cut", "你好") then return { id = id, port = port } end
    socket.sleep(.1)
  end
  os.execute("kill " .. id)
  error "the service with jieba does not start"
end

local function median(list)
  table.sort(list)
  return list[math.floor((#list + 1) / 2)]
end

-- The subjects, and of each the rates of all rounds and the largest share of requests that were refused.
local function measure(server, service)
  local subjects = {
    { "a handler that echoes the body", server.port, "/nothing" },
    { "newsstat, cut, in place", server.port, "/place/cut" },
    { "newsstat, cut, in threads", server.port, "/pool/cut" },
    { "newsstat, keywords, in place", server.port, "/place/keywords" },
    { "newsstat, keywords, in threads", server.port, "/pool/keywords" },
    { "newsstat, keywords, kept", server.port, "/cache/keywords" },
  }
  if service then
    table.insert(subjects, { "jieba, cut, aiohttp", service.port, "/cut" })
    table.insert(subjects, { "jieba, keywords, aiohttp", service.port, "/keywords" })
  end
  for _ = 1, ROUNDS do
    for _, subject in ipairs(subjects) do
      local result = load_of.read(load_of.start(SECONDS, subject[2], subject[3], "WELL_FORMED=1"))
      local all = 0
      for _, count in pairs(result.statuses) do all = all + count end
      local good = (result.statuses["200"] or 0) / all
      subject.rates = subject.rates or {}
      table.insert(subject.rates, result.rate * good)
      subject.refused = math.max(subject.refused or 0, 1 - good)
    end
  end
  return subjects
end

local service = start_service()
local done, subjects = pcall(function()
  local server = nginx_server.start(CONFIGURATION)
  local measured, found = pcall(measure, server, service)
  server:stop()
  return assert(measured and found, found)
end)
if service then os.execute("kill " .. service.id) end
assert(done, subjects)

print(("%-32s %12s %12s"):format("whole articles, 64 connections", "answers/s", "told 503, %"))
for _, subject in ipairs(subjects) do
  print(("%-32s %12.0f %12.1f"):format(subject[1], median(subject.rates), 100 * subject.refused))
end
if not service then print "no figures of jieba: apt-get install python3-jieba python3-aiohttp gunicorn" end
