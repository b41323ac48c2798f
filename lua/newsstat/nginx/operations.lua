--- What a request can ask for, run where the request is or in a worker thread: texts and JSON go in and out, so that
--- little is copied between threads.

local cjson = require "cjson"
local core = require "newsstat.core"
local newsstat = require "newsstat"
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

local READING = { html = true, charset = true }

local OPERATIONS = {}

function OPERATIONS.clean(text, options) return (newsstat.clean(text, options)) end

function OPERATIONS.cut(text, options)
  local reading, rest = split_options(options, READING)
  rest.join = rest.join or " "
  return newsstat.cut(as_text(text, reading), rest)
end

function OPERATIONS.keywords(text, options)
  local reading, rest = split_options(options, { html = true, charset = true, title = true })
  local rows, message = newsstat.keywords({ title = reading.title, text = as_text(text, reading) }, rest)
  if not rows then return nil, message end
  return json_rows(rows)
end

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

-- An article of a request, in any format that is read; the store keeps all or none of the entries of a feed.
function OPERATIONS.add(bytes, options)
  local store, message = require("newsstat.store").open(options.store, { create = true })
  if not store then return nil, message end
  local result = { added = 0, known = 0, replaced = 0, undated = 0, failed = 0, problems = {} }
  local reading = { charset = options.charset, timezone = options.timezone, format = options.format }
  for article, problem in newsstat.articles({ content = bytes, path = options.path or "request" }, reading) do
    if article then
      local added
      added, message = store:add(article)
      if not added then return nil, message end
      if not article.time then result.undated = result.undated + 1 end
    else
      result.failed = result.failed + 1
      result.problems[#result.problems + 1] = problem
    end
  end
  local closed
  closed, message = store:close()
  if not closed then return nil, message end
  for outcome, count in pairs(store.counts) do result[outcome] = count end
  if not result.problems[1] then result.problems = nil end
  return cjson.encode(result)
end

local function with_timeline(options, work)
  local choice, rest = split_options(options, { store = true, by = true, timezone = true })
  local timeline, message = newsstat.timeline(choice)
  if not timeline then return nil, message end
  local result
  result, message = work(timeline, rest)
  timeline:close()
  return result, message
end

function OPERATIONS.trends(_, options)
  return with_timeline(options, function(timeline, rest)
    local rows, message = timeline:trends(rest)
    if not rows then return nil, message end
    return json_rows(rows)
  end)
end

function OPERATIONS.series(term, options)
  return with_timeline(options, function(timeline)
    local points, message = timeline:series(term)
    if not points then return nil, message end
    return json_rows(points)
  end)
end

-- An operation's message, without the place in the source of one that a wrong argument raised.
local function given_back(done, result, message)
  if done and result ~= nil then return result end
  return nil, (tostring(done and message or result):gsub("^[^\n]-:%d+: ", ""))
end

---Runs an operation. It never raises, so that a thread can run it.
---@param name "clean"|"cut"|"keywords"|"count"|"add"|"trends"|"series"
---@param text string
---@param options? table of the function of that name in `newsstat`; html and charset where the text is HTML
---@return string|nil result a text, or JSON
---@return string|nil message
function M.run(name, text, options)
  local operation = OPERATIONS[name]
  if not operation then return nil, ("there is no operation '%s'"):format(tostring(name)) end
  return given_back(pcall(operation, text, options or {}))
end

---@param name string
---@return boolean
function M.has(name) return OPERATIONS[name] ~= nil end

return M
