-- 64 connections to a real nginx: statuses, memory, and requests a second beside others. SOAK_SECONDS=60 makes it longer.

package.path = "spec/hosts/?.lua;" .. package.path

local nginx_server = require "nginx_server"
local socket = require "socket"

local SECONDS = tonumber(os.getenv "SOAK_SECONDS") or 8
-- Debian's, which has its packages.
local PYTHON = os.getenv "PYTHON" or "/usr/bin/python3"
local SCRIPT = "spec/hosts/articles.wrk.lua"

local CONFIGURATION = {
  main = "thread_pool newsstat threads=2;",
  http = 'lua_worker_thread_vm_pool_size 4;\ninit_by_lua_block { require "newsstat" }',
  server = [[
    location /newsstat/ { content_by_lua_block { require("newsstat.nginx").handler { pool = "newsstat" } () } }
    location /nothing { content_by_lua_block { ngx.req.read_body() ngx.print(ngx.req.get_body_data()) } }
]],
}

local function copy(configuration, workers)
  local made = { workers = workers }
  for name, value in pairs(configuration) do made[name] = value end
  return made
end

-- What wrk says, in the end.
local function read(pipe)
  local text = pipe:read "*a"
  pipe:close()
  local result = { statuses = {}, rate = tonumber(text:match "requests_per_second (%d+)") }
  for line in text:gmatch "statuses ([^\n]*)" do
    for status, count in line:gmatch "(%d+)=(%d+)" do
      result.statuses[status] = (result.statuses[status] or 0) + tonumber(count)
    end
  end
  assert(result.rate, text)
  return result
end

local function wrk(seconds, port, path, environment)
  return assert(io.popen(("%s wrk -t 2 -c 64 -d %ds -s %s http://127.0.0.1:%d%s 2>&1"):format(environment or "", seconds,
    SCRIPT, port, path)))
end

local function mean(list, first, last)
  local sum = 0
  for i = first, last do sum = sum + list[i] end
  return sum / (last - first + 1)
end

describe("nginx under load", function()
  local server

  setup(function() server = nginx_server.start(CONFIGURATION) end)
  teardown(function() server:stop() end)

  it("answers only what is documented, in bounded memory", function()
    local pipe, sizes = wrk(SECONDS, server.port, "/newsstat/keywords"), {}
    local ends = socket.gettime() + SECONDS - .5
    while socket.gettime() < ends do
      sizes[#sizes + 1] = server:memory "Rss"
      socket.sleep(SECONDS / 40)
    end
    local result, quarter = read(pipe), math.floor(#sizes / 4)
    local second, last = mean(sizes, quarter + 1, 2 * quarter), mean(sizes, #sizes - quarter + 1, #sizes)
    local told = {}
    for status, count in pairs(result.statuses) do
      assert.truthy(("200 400 415 503"):find(status, 1, true), status)
      told[#told + 1] = count .. " of " .. status
    end
    table.sort(told)
    print(("# keywords, %d s, 64 connections: %d a second; %s"):format(SECONDS, result.rate, table.concat(told, ", ")))
    print(("# memory of 2 workers: %.1f MB in the second quarter, %.1f MB in the last"):format(second / 1024, last / 1024))
    assert.is_true(result.statuses["200"] > 100)
    -- The threads' Lua states still grow to their working size.
    assert.is_true(last < second * 1.25)
  end)

  it("shares the lexicon between workers", function()
    local sizes = {}
    for _, workers in ipairs { 1, 4 } do
      local other = nginx_server.start(copy(CONFIGURATION, workers))
      read(wrk(2, other.port, "/newsstat/cut"))
      sizes[workers] = other:memory "Pss"
      other:stop()
    end
    print(("# memory of 1 worker: %.1f MB, of 4: %.1f MB (shared pages divided)"):format(sizes[1] / 1024, sizes[4] / 1024))
    assert.is_true(sizes[4] < 4 * sizes[1])
  end)

  it("is beside a handler that does nothing and a service with jieba", function()
    local cut = read(wrk(3, server.port, "/newsstat/cut", "WELL_FORMED=1")).rate
    local nothing = read(wrk(3, server.port, "/nothing", "WELL_FORMED=1")).rate
    local line = ("# words of whole articles: %d requests a second; echoing them: %d"):format(cut, nothing)
    if os.execute(PYTHON .. " -c 'import jieba' 2>/dev/null") then
      local service = assert(io.popen(PYTHON .. " spec/hosts/jieba_service.py 2>/dev/null & echo $!"))
      local id, port = service:read "*n", service:read "*n"
      local rate = read(wrk(3, port, "/", "WELL_FORMED=1")).rate
      os.execute("kill " .. id)
      service:close()
      line = line .. ("; jieba in Python: %d"):format(rate)
    else
      line = line .. "; jieba is not installed"
    end
    print(line)
    assert.is_true(cut > 0)
  end)
end)
