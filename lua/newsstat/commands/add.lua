--- newsstat add: keeps articles in a store.

local adding = require "newsstat.store.adding"
local inputs = require "newsstat.inputs"
local store = require "newsstat.store"

local M = { name = "add", paths = true, summary = "add articles to a store, for trends and follow --store" }

M.example = "newsstat add --store news.db articles/"

local function worker_of(text)
  local worker, workers = text:match "^(%d+)/(%d+)$"
  worker, workers = tonumber(worker), tonumber(workers)
  if worker and worker >= 1 and worker <= workers and workers < 1e6 then return { worker, workers } end
  return nil, "option '--worker': '" .. text .. "' is no I/N with I from 1 to N"
end

---@param command table argparse's
function M.define(command)
  command:option("--store", "file of the store, or clickhouse://host:port/database; made where there is none"):argname "DB"
  command:option("--worker", "only the files that fall to process I of N, as 2/4, which share them by their paths"):argname "I/N"
    :convert(worker_of)
  command:option("--timezone", "zone of dates that name none, as Asia/Shanghai"):argname("Z"):default "UTC"
  inputs.define_threads(command)
end

---@param console newsstat.console
---@param arguments table
function M.run(console, arguments)
  if not arguments.store then console:fail "no store: name its file with --store" end
  local paths = inputs.paths(console, { paths = arguments.paths, files0_from = arguments.files0_from })
  local opened, message = store.open(arguments.store, { create = true })
  if not opened then console:fail(message) end
  local options = inputs.reading(arguments)
  options.timezone, options.threads = arguments.timezone, inputs.threads(console, arguments)
  function options.report(problem) console:problem(problem) end
  function options.progress(result) console:progress(result.articles, "articles") end
  options.worker = arguments.worker
  local result, problem = inputs.checked(console, adding.add_files, opened, paths, options)
  if not result then console:fail(problem) end
  console:note(("%d new articles, %d new versions, %d known; %d without a date, %d not readable"):format(
    result.added, result.replaced, result.known, result.undated, result.failed))
  opened:close()
end

return M
