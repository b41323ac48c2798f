-- 64 connections to a real nginx: statuses, memory, and requests a second beside others. SOAK_SECONDS=60 makes it longer.

package.path = "spec/hosts/?.lua;" .. package.path

local load_of = require "load"
local nginx_server = require "nginx_server"
local socket = require "socket"

local SECONDS = tonumber(os.getenv "SOAK_SECONDS") or 8

-- What the last quarter may have beyond the second. In a few seconds some states are still growing: then this tells only
-- that memory does not grow with requests, thousands of which keep nothing.
local MOST_GROWTH = SECONDS >= 60 and 1.02 or 1.15

local ROUTES = "ROUTES='keywords cut clean count'"

local CONFIGURATION = {
  main = "thread_pool newsstat threads=2;",
  http = 'lua_worker_thread_vm_pool_size 4;\ninit_by_lua_block { require "newsstat" }',
  server = [[
    location /newsstat/ { content_by_lua_block { require("newsstat.nginx").handler { pool = "newsstat" } () } }
]],
}

local function copy(configuration, workers)
  local made = { workers = workers }
  for name, value in pairs(configuration) do made[name] = value end
  return made
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

  -- For as long before it is measured the Lua states of threads, and LuaJIT's code in them, grow to their working size.
  -- Pages of files, as of ICU's data, are the system's: only memory of the workers' own counts.
  it("answers only what is documented, in bounded memory", function()
    load_of.read(load_of.start(SECONDS, server.port, "/newsstat/", ROUTES))
    local pipe, sizes = load_of.start(SECONDS, server.port, "/newsstat/", ROUTES), {}
    local ends = socket.gettime() + SECONDS - .5
    while socket.gettime() < ends do
      sizes[#sizes + 1] = server:memory "Anonymous"
      socket.sleep(SECONDS / 120)
    end
    local result, quarter = load_of.read(pipe), math.floor(#sizes / 4)
    local second, last = mean(sizes, quarter + 1, 2 * quarter), mean(sizes, #sizes - quarter + 1, #sizes)
    local told = {}
    for status, count in pairs(result.statuses) do
      assert.truthy(("200 400 415 503"):find(status, 1, true), status)
      told[#told + 1] = count .. " of " .. status
    end
    table.sort(told)
    print(("# clean, cut, count, keywords, %d s, 64 connections: %d a second; %s"):format(SECONDS, result.rate,
      table.concat(told, ", ")))
    print(("# memory of 2 workers: %.1f MB in the second quarter, %.1f MB in the last (%+.1f %%)"):format(second / 1024,
      last / 1024, 100 * (last / second - 1)))
    assert.is_true(result.statuses["200"] > 100)
    assert.is_true(last < second * MOST_GROWTH)
  end)

  it("shares the lexicon between workers", function()
    local sizes = {}
    for _, workers in ipairs { 1, 4 } do
      local other = nginx_server.start(copy(CONFIGURATION, workers))
      load_of.read(load_of.start(2, other.port, "/newsstat/cut"))
      sizes[workers] = other:memory "Pss"
      other:stop()
    end
    print(("# memory of 1 worker: %.1f MB, of 4: %.1f MB (shared pages divided)"):format(sizes[1] / 1024, sizes[4] / 1024))
    assert.is_true(sizes[4] < 4 * sizes[1])
  end)

  it("is measured beside a handler that does nothing and a service with jieba", function()
    local pipe = assert(io.popen "lua5.4 bench/hosts.lua 2 1 2>&1")
    local text = pipe:read "*a"
    assert.is_true(pipe:close(), text)
    for line in text:gmatch "[^\n]+" do print("# " .. line) end
    assert.is_true(tonumber(text:match "cut, in place +(%d+)") > 0)
  end)
end)
