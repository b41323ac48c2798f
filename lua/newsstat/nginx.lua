--- newsstat inside nginx and OpenResty: operations that keep the event loop free, their results in a shared cache, and
--- a handler that serves them.
--
--     init_by_lua_block { require "newsstat" }          -- one lexicon for all workers
--     location /newsstat/ {
--       content_by_lua_block { require("newsstat.nginx").handler { pool = "newsstat" } () }
--     }
--
-- What a request asks for runs in nginx's thread pool where one is named, since cutting a long text takes
-- milliseconds that other requests would wait. No state is kept between requests but the number that run.

local operations = require "newsstat.nginx.operations"
local options_of = require "newsstat.options"

local M = {}

-- A text so small is done sooner than a thread is asked.
M.SMALL_BYTES = 2048

-- While the pool has no free Lua state, texts up to this are done in place; others are told that it is busy.
M.BUSY_BYTES = 16 * 1024

-- Threads are given the options as a table of plain values.
local PHASES = { rewrite = true, access = true, content = true }

local function has_threads(pool)
  return pool and ngx.run_worker_thread and PHASES[ngx.get_phase()]
end

-- A worker that is told to finish waits for requests that wait for a timer, and not for those of its threads.
local function wait_forever()
  while true do ngx.sleep(3600) end
end

local function run_in_thread(pool, operation, text, options)
  local holder = ngx.thread.spawn(wait_forever)
  local ran, result, message, kind =
    ngx.run_worker_thread(pool, "newsstat.nginx.operations", "run_in_thread", operation, text, options or {})
  ngx.thread.kill(holder)
  if ran then return result, message, kind end
  if tostring(result):find("no available Lua vm", 1, true) then return nil, "busy", "busy" end
  return nil, tostring(result), "fault"
end

---Runs an operation in a thread of the pool, or in place where the text is small or there is no pool.
---
---    local nginx = require "newsstat.nginx"
---    print((nginx.run(nil, "cut", "我来到北京")))   --> 我 来到 北京
---@param pool string|nil name of a `thread_pool` of nginx's configuration
---@param operation "clean"|"cut"|"keywords"|"count"|"add"|"trends"|"series"|"report"
---@param text string UTF-8, or HTML bytes with options.html
---@param options? table plain values: those of the function in `newsstat`, html, charset; for stores: store, by, timezone
---@return string|nil result a text for clean and cut, HTML or SVG for report, JSON for all others
---@return string|nil message
---@return "busy"|"fault"|nil kind of a message: "busy" where all threads are in use or the store is, "fault" where neither the
---  text nor a parameter is to blame: to be answered with 503 and 500; nil: 422
function M.run(pool, operation, text, options)
  if type(text) ~= "string" then error("newsstat.nginx.run: argument 'text' must be a string, got " .. type(text), 2) end
  if not operations.has(operation) then
    error("newsstat.nginx.run: there is no operation '" .. tostring(operation) .. "'", 2)
  end
  local is_long = operations.is_of_store(operation)
  if #text <= M.SMALL_BYTES and not is_long or not has_threads(pool) then
    return operations.run(operation, text, options)
  end
  local result, message, kind = run_in_thread(pool, operation, text, options)
  if message == "busy" and #text <= M.BUSY_BYTES and not is_long then return operations.run(operation, text, options) end
  return result, message, kind
end

-- Tables would be told apart by their address, which says nothing of what they hold.
local function described(options)
  local parts = {}
  for name, value in pairs(options or {}) do
    if type(value) == "table" then
      error("newsstat.nginx.cached: option '" .. name .. "' must be a string, number or boolean, got a table", 4)
    end
    parts[#parts + 1] = name .. "=" .. tostring(value)
  end
  table.sort(parts)
  return table.concat(parts, "\n")
end

local function cache_key(operation, text, options)
  local version = require("newsstat")._VERSION
  return ngx.md5_bin(version .. "\0" .. operation .. "\0" .. described(options) .. "\0" .. text)
end

---The same with results kept in a shared dictionary under a hash of the text and the options.
---
---    local nginx = require "newsstat.nginx"
---    local rows, message = nginx.cached(ngx.shared.newsstat, 60, "keywords", "台风登陆北岬", { top = 3 }, "newsstat")
---    ngx.say(rows or message)
---@param dictionary table of `lua_shared_dict`: ngx.shared.name
---@param ttl number seconds that a result is kept
---@param operation string as for `run`
---@param text string
---@param options? table
---@param pool? string
---@return string|nil result
---@return string|nil message
---@return boolean|"busy"|"fault"|nil was_cached whether the result was; of a message its kind, as `run` has it
function M.cached(dictionary, ttl, operation, text, options, pool)
  local key = cache_key(operation, text, options)
  local kept = dictionary:get(key)
  if kept then return kept, nil, true end
  local result, message, kind = M.run(pool, operation, text, options)
  if not result then return nil, message, kind end
  dictionary:set(key, result, ttl)
  return result, nil, false
end

---@class newsstat.nginx.handler_options
---@field pool? string name of the `thread_pool`; without one all is done in place
---@field store? string path of a store: then /articles, /trends, /series and /report are served
---@field by? "day"|"week"|"month"|"year" of trends, series and reports; default month
---@field timezone? string IANA name
---@field published? boolean of the store: answer from what was published last, though articles were added since; default false:
---  the first request after they were counts them all
---@field cache? string name of a `lua_shared_dict` for results
---@field ttl? integer seconds that results are kept, there and by clients; default 60
---@field most_bytes? integer of a request's body; default 1 MiB
---@field most_running? integer requests of a worker at one time, others are told to come back; default 64

local OPTIONS = {
  pool = "string", store = "string", by = "string", timezone = "string", published = "boolean", cache = "string", ttl = "count",
  most_bytes = "count", most_running = "count",
}

---A content handler. The last part of the path says what is asked for: POST clean, cut, keywords, count (of a body
---of text/html, text/plain or application/json) and articles (which keeps them); GET trends, series and report.
---doc/nginx.md lists parameters and statuses.
---
---    require("newsstat.nginx").handler { pool = "newsstat", cache = "newsstat", most_bytes = 65536 } ()
---@param options? newsstat.nginx.handler_options
---@return fun() handler for content_by_lua
function M.handler(options)
  options = options_of.check(options, OPTIONS, "newsstat.nginx.handler")
  local service = require "newsstat.nginx.service"
  return function() return service.serve(M, options) end
end

return M
