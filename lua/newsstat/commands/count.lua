--- newsstat count: the most used terms of articles.

local core = require "newsstat.core"
local inputs = require "newsstat.inputs"
local selections = require "newsstat.commands.selections"
local terms = require "newsstat.terms"

local M = { name = "count", rows = true, paths = true, summary = "count the terms of articles" }

M.example = "newsstat count --top 20 articles/"

local COLUMNS = { { key = "term" }, { key = "count" }, { key = "articles" } }

---@param command table argparse's
function M.define(command)
  selections.define(command)
  command:option("--top", "rows; 0 for all"):argname("N"):default("50"):convert(inputs.whole_number "--top")
  inputs.define_threads(command)
end

---@param console newsstat.console
---@param arguments table
function M.run(console, arguments)
  local counter = core.counter(terms.new { segmenter = inputs.segmenter(console, arguments) })
  local read, threads = 0, inputs.threads(console, arguments)
  for one, message in selections.articles(console, arguments, inputs.paths(console, arguments), threads) do
    if one then
      local _, problem = counter:add((one.title or "") .. "\n" .. one.text)
      if problem then console:problem(one.path .. ": " .. problem) end
      read = read + 1
      console:progress(read, "articles")
    else
      console:problem(message)
    end
  end
  local writer = console:rows(COLUMNS)
  for _, row in ipairs(counter:top(arguments.top > 0 and arguments.top or #counter)) do writer:row(row) end
  writer:finish()
end

return M
