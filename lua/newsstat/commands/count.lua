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

-- Texts are counted so many at a time, or when they have so many bytes.
local BATCH_ARTICLES, BATCH_BYTES = 512, 2 ^ 23

---@class newsstat.commands.counting
---@field counter newsstat.counter
---@field threads integer
---@field texts string[]
---@field paths string[]
---@field bytes integer

local function count_batch(console, counting)
  local failures = counting.counter:add_all(counting.texts, counting.threads)
  for place = 1, #counting.texts do
    if failures[place] then console:problem(counting.paths[place] .. ": " .. failures[place]) end
  end
  counting.texts, counting.paths, counting.bytes = {}, {}, 0
end

local function add(console, counting, one)
  local text = (one.title or "") .. "\n" .. one.text
  local i = #counting.texts + 1
  counting.texts[i], counting.paths[i], counting.bytes = text, one.path, counting.bytes + #text
  if i == BATCH_ARTICLES or counting.bytes >= BATCH_BYTES then count_batch(console, counting) end
end

---@param console newsstat.console
---@param arguments table
function M.run(console, arguments)
  local counter = core.counter(terms.new { segmenter = inputs.segmenter(console, arguments) })
  local threads = inputs.threads(console, arguments)
  local counting = { counter = counter, threads = threads, texts = {}, paths = {}, bytes = 0 }
  selections.each(console, selections.articles(console, arguments, inputs.paths(console, arguments), threads), function(one)
    add(console, counting, one)
  end)
  count_batch(console, counting)
  local writer = console:rows(COLUMNS)
  for _, row in ipairs(counter:top(arguments.top > 0 and arguments.top or #counter)) do writer:row(row) end
  writer:finish()
end

return M
