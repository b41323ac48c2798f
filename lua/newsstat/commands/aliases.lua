--- newsstat aliases suggest: names that may be one.

local alias_suggestions = require "newsstat.alias_suggestions"
local article = require "newsstat.article"
local inputs = require "newsstat.inputs"
local selections = require "newsstat.commands.selections"

local M = { name = "aliases", rows = true, paths = true, summary = "propose names for one thing, to accept into a file for --aliases" }

M.example = "newsstat aliases suggest articles/"

local COLUMNS = { { key = "word" }, { key = "alias" }, { key = "original" }, { key = "articles" } }

---@param command table argparse's
function M.define(command)
  command:argument("action", "suggest: names with the same original in brackets behind them"):choices { "suggest" }
end

---@param console newsstat.console
---@param arguments table
function M.run(console, arguments)
  local collector = alias_suggestions.collector()
  selections.each(console, article.walk(inputs.paths(console, arguments), inputs.reading(arguments)), function(one)
    collector:add(one.text)
  end)
  local writer = console:rows(COLUMNS)
  for _, row in ipairs(collector:suggestions()) do writer:row(row) end
  writer:finish()
end

return M
