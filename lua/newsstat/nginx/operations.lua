--- What a request can ask for, run where the request is or in a worker thread: texts and JSON go in and out, so that
--- little is copied between threads.

local cjson = require "cjson"
local core = require "newsstat.core"
local newsstat = require "newsstat"
local store_operations = require "newsstat.nginx.store_operations"
local terms_of = require "newsstat.terms"

local M = {}

-- Rows as a JSON array, which lua-cjson writes as an object where there are none.
local function json_rows(rows) return rows[1] and cjson.encode(rows) or "[]" end

local function split_options(options, names)
  local chosen, rest = {}, {}
  for name, value in pairs(options) do
    if names[name] then chosen[name] = value else rest[name] = value end
  end
  return chosen, rest
end

local function as_text(text, options)
  if not options.html then return text end
  return (newsstat.clean(text, { charset = options.charset }))
end

local OPERATIONS = {}

function OPERATIONS.clean(text, options) return (newsstat.clean(text, options)) end

function OPERATIONS.cut(text, options)
  local reading, rest = split_options(options, { html = true, charset = true })
  rest.join = rest.join or " "
  return newsstat.cut(as_text(text, reading), rest)
end

function OPERATIONS.keywords(text, options)
  local reading, rest = split_options(options, { html = true, charset = true, title = true })
  local rows, message = newsstat.keywords({ title = reading.title, text = as_text(text, reading) }, rest)
  if not rows then return nil, message end
  return json_rows(rows)
end

-- The collector, which sees a few bytes of a counter, would let thousands of them pile up.
function OPERATIONS.count(text, options)
  local reading, rest = split_options(options, { html = true, charset = true, top = true })
  local terms = terms_of.new(rest)
  local counter = core.counter(terms)
  local added, message = counter:add(as_text(text, reading))
  local rows = added and counter:top(reading.top or 10)
  counter:close()
  terms:close()
  if not rows then return nil, message end
  return json_rows(rows)
end

for name, operation in pairs(store_operations) do OPERATIONS[name] = operation end

-- These may have counted all articles of a store, in memory that the collector knows nothing of.
local COUNTS_A_STORE = { articles = true, trends = true, series = true, report = true }

-- An operation that raises has a fault, or was given options that it does not know.
local function given_back(done, result, message, kind)
  if not done then return nil, tostring(result), "fault" end
  if result ~= nil then return result end
  return nil, message, kind
end

---Runs an operation. It never raises.
---@param name "clean"|"cut"|"keywords"|"count"|"add"|"articles"|"trends"|"series"|"report"
---@param text string
---@param options? table of the function of that name in `newsstat`; html and charset where the text is HTML
---@return string|nil result a text, or JSON
---@return string|nil message
---@return "busy"|"fault"|nil kind nil where the text or the options are to blame
function M.run(name, text, options)
  local operation = OPERATIONS[name]
  if not operation then return nil, ("there is no operation '%s'"):format(tostring(name)), "fault" end
  local result, message, kind = given_back(pcall(operation, text, options or {}))
  if COUNTS_A_STORE[name] then collectgarbage() end
  return result, message, kind
end

-- Kilobytes that the state of a thread may gather beyond what it needs.
local MOST_GARBAGE = 1024

local needed

-- The collector lets a heap grow to twice what is needed before it begins, in each state at other times: together they
-- would grow for minutes.
local function tidy()
  if needed and collectgarbage "count" < needed + MOST_GARBAGE then return end
  collectgarbage()
  needed = collectgarbage "count"
end

---The same in a worker thread, whose Lua state is kept small.
---@param name string
---@param text string
---@param options? table
---@return string|nil result
---@return string|nil message
---@return "busy"|"fault"|nil kind
function M.run_in_thread(name, text, options)
  local result, message, kind = M.run(name, text, options)
  tidy()
  return result, message, kind
end

---@param name string
---@return boolean
function M.has(name) return OPERATIONS[name] ~= nil end

---@param name string
---@return boolean whether it may take long, however short the text
function M.is_of_store(name) return store_operations[name] ~= nil end

return M
