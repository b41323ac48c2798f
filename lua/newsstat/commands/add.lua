--- newsstat add: keeps articles in a store.

local adding = require "newsstat.store.adding"
local inputs = require "newsstat.inputs"
local store = require "newsstat.store"
local workers = require "newsstat.commands.workers"

local M = { name = "add", paths = true, summary = "add articles to a store, for trends and follow --store" }

M.example = "newsstat add --store news.db articles/"

---@param command table argparse's
function M.define(command)
  command:option("--store", "file of the store, or clickhouse://host:port/database; made where there is none"):argname "DB"
  command:option("--worker", "only the files that fall to process I of N, as 2/4, which share them by their paths"):argname "I/N"
    :convert(workers.read)
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
