--- Shades the keywords of a buffer.

local configuration = require "newsstat.nvim.configuration"
local results = require "newsstat.nvim.results"
local tokenizer = require "newsstat.nvim.tokenizer"

local M = {}

local GROUP = "NewsstatKeyword"
local namespace = vim.api.nvim_create_namespace "newsstat"

local function shade_line(buffer, number, line, terms)
  for _, term in ipairs(terms) do
    local from = 1
    while true do
      local first, last = line:find(term, from, true)
      if not first then break end
      vim.api.nvim_buf_set_extmark(buffer, namespace, number, first - 1, { end_col = last, hl_group = GROUP })
      from = last + 1
    end
  end
end

---Takes the shades away.
---@param buffer integer
function M.clear(buffer) vim.api.nvim_buf_clear_namespace(buffer, namespace, 0, -1) end

---Shades the keywords of some lines, and takes former shades away.
---@param buffer integer
---@param first integer line from 1
---@param last integer line
---@param top? integer how many keywords
---@return integer|nil count of keywords
function M.shade(buffer, first, last, top)
  M.clear(buffer)
  local segmenter, problem = tokenizer.segmenter()
  if not segmenter then return results.say(problem, vim.log.levels.ERROR) end
  local lines = vim.api.nvim_buf_get_lines(buffer, first - 1, last, false)
  local rows, message = require("newsstat.keywords").of(table.concat(lines, "\n"),
    { top = top or configuration.get().top, segmenter = segmenter })
  if not rows then return results.say(message, vim.log.levels.ERROR) end
  vim.cmd("highlight default link " .. GROUP .. " Visual")
  local terms = {}
  for index, row in ipairs(rows) do terms[index] = row.term end
  for index, line in ipairs(lines) do shade_line(buffer, first + index - 2, line, terms) end
  return #rows
end

return M
