--- What a request can ask of a store: to add articles, and for trends, series and reports of those it has.

local cjson = require "cjson"
local newsstat = require "newsstat"
local queries = require "newsstat.queries"

local M = {}

-- Seconds that a thread waits for a store to which others write, before the client is told to come back.
local MOST_WAIT = 5

local function open(path) return require("newsstat.store").open(path, { create = true, wait = MOST_WAIT }) end

-- Options that are the timeline's, not its method's.
local OF_TIMELINE = { by = true, timezone = true, published = true }

local function split_options(options)
  local choice, rest = {}, {}
  for name, value in pairs(options) do
    if OF_TIMELINE[name] then choice[name] = value elseif name ~= "store" then rest[name] = value end
  end
  return choice, rest
end

local function count_added(store, articles)
  local result = { undated = 0, failed = 0, problems = {} }
  for article, problem in articles do
    if article then
      local added, message, kind = store:add(article)
      if not added then return nil, message, kind end
      if not article.time then result.undated = result.undated + 1 end
    else
      result.failed = result.failed + 1
      result.problems[#result.problems + 1] = problem
    end
  end
  if not result.problems[1] then result.problems = nil end
  return result
end

---Adds what a request holds, in any format that is read; the store keeps all or none of the entries of a feed.
---@param bytes string
---@param options { store: string, path?: string, charset?: string, timezone?: string, format?: string }
---@return string|nil result JSON
---@return string|nil message
---@return "busy"|"fault"|nil kind
function M.add(bytes, options)
  local store, message, kind = open(options.store)
  if not store then return nil, message, kind end
  local reading = { charset = options.charset, timezone = options.timezone, format = options.format }
  local articles = newsstat.articles({ content = bytes, path = options.path or "request" }, reading)
  local result, problem, problem_kind = count_added(store, articles)
  local closed, unsaved, unsaved_kind = store:close()
  if not result then return nil, problem, problem_kind end
  if not closed then return nil, unsaved, unsaved_kind end
  for outcome, count in pairs(store.counts) do result[outcome] = count end
  return cjson.encode(result)
end

-- What work makes of the store's timeline.
local function with_timeline(options, work)
  local choice, rest = split_options(options)
  local store, message, kind = open(options.store)
  if not store then return nil, message, kind end
  choice.store = store
  local timeline = newsstat.timeline(choice)
  local result, problem, problem_kind = work(timeline, rest)
  timeline:close()
  return result, problem, problem_kind
end

-- lua-cjson writes an empty list as an object.
local function json_rows(rows, message, kind)
  if not rows then return nil, message, kind end
  return rows[1] and cjson.encode(rows) or "[]"
end

-- Why a query is none, or nil.
local function problem_of(query)
  local parsed, problem = queries.parse(query)
  return not parsed and ("query '%s': %s"):format(query, problem) or nil
end

---@param options table store, by, timezone, published; the others are those of `timeline:trends`
---@return string|nil result JSON
---@return string|nil message
---@return "busy"|"fault"|nil kind
function M.trends(_, options)
  return with_timeline(options, function(timeline, rest) return json_rows(timeline:trends(rest)) end)
end

---@param query string as in `newsstat.queries`
---@param options table store, by, timezone, published
---@return string|nil result JSON
---@return string|nil message
---@return "busy"|"fault"|nil kind
function M.series(query, options)
  local problem = problem_of(query)
  if problem then return nil, problem end
  return with_timeline(options, function(timeline) return json_rows(timeline:series(query)) end)
end

---Articles with a term in a period, the earliest first.
---@param query string as in `newsstat.queries`
---@param options table store, by, timezone, published; period; top: so many at most
---@return string|nil result JSON
---@return string|nil message
---@return "busy"|"fault"|nil kind
function M.articles(query, options)
  local problem = problem_of(query)
  if problem then return nil, problem end
  return with_timeline(options, function(timeline, rest)
    return json_rows(timeline:articles(query, rest.period, { top = rest.top }))
  end)
end

local function report_of_trends(timeline, rest, shown)
  local rows, message, kind = timeline:trends { top = rest.top or 10, period = rest.period, articles = 10 }
  if not rows then return nil, message, kind end
  return newsstat.report.trends(timeline, rows, shown)
end

---A page or a chart: of the terms that are asked for, else of those that rise.
---@param list string queries with commas between; empty for rising terms
---@param options table store, by, timezone, published; format, title; top and period of rising terms
---@return string|nil result HTML or SVG
---@return string|nil message
---@return "busy"|"fault"|nil kind
function M.report(list, options)
  local asked = queries.list(list)
  for _, query in ipairs(asked) do
    local problem = problem_of(query)
    if problem then return nil, problem end
  end
  local shown = { format = options.format, title = options.title }
  return with_timeline(options, function(timeline, rest)
    if asked[1] then return newsstat.report.series(timeline, asked, shown) end
    return report_of_trends(timeline, rest, shown)
  end)
end

return M
