--- Where commands show what they found: a scratch buffer that `q` closes, or the quickfix list.

local output = require "newsstat.output"

local M = {}

-- The window that shows a buffer of ours, reused by the next command.
local function window_of_results()
  for _, window in ipairs(vim.api.nvim_tabpage_list_wins(0)) do
    if vim.bo[vim.api.nvim_win_get_buf(window)].filetype == "newsstat" then return window end
  end
end

local function scratch_buffer(title)
  local name = "newsstat://" .. title
  local known = vim.fn.bufnr("^" .. vim.fn.escape(name, "[]*?\\") .. "$")
  if known > 0 then return known end
  local buffer = vim.api.nvim_create_buf(false, true)
  vim.api.nvim_buf_set_name(buffer, name)
  return buffer
end

---Shows lines in a scratch buffer below.
---@param title string end of the buffer's name
---@param lines string[]
---@return integer buffer
function M.show(title, lines)
  local buffer = scratch_buffer(title)
  vim.bo[buffer].modifiable = true
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, lines)
  vim.bo[buffer].modifiable, vim.bo[buffer].modified = false, false
  local window = window_of_results()
  if window then
    vim.api.nvim_win_set_buf(window, buffer)
  else
    vim.cmd("botright sbuffer " .. buffer)
    window = vim.api.nvim_get_current_win()
    vim.api.nvim_win_set_height(window, math.max(3, math.min(#lines, 15)))
    vim.wo.wrap = false
  end
  vim.bo[buffer].filetype, vim.bo[buffer].bufhidden = "newsstat", "wipe"
  vim.api.nvim_buf_set_keymap(buffer, "n", "q", "<Cmd>close<CR>", { noremap = true, silent = true, nowait = true })
  vim.api.nvim_win_set_cursor(window, { 1, 0 })
  return buffer
end

---Rows as a table's lines.
---@param columns newsstat.output.column[]
---@param rows table[]
---@param group? string key whose change sets rows apart
---@return string[] lines
function M.table_lines(columns, rows, group)
  local parts = {}
  local writer = output.writer("table", columns, { group = group, write = function(text)
    parts[#parts + 1] = text
    return true
  end })
  for _, row in ipairs(rows) do writer:row(row) end
  writer:finish()
  local lines = vim.split(table.concat(parts), "\n", { plain = true })
  while lines[#lines] == "" do lines[#lines] = nil end
  return lines
end

---Puts items into the quickfix list and opens it.
---@param title string
---@param items table[] as setqflist() wants them
function M.quickfix(title, items)
  vim.fn.setqflist({}, " ", { title = "newsstat " .. title, items = items })
  vim.cmd "botright copen"
end

---Says something in one line; `level` is one of vim.log.levels.
---@param message string
---@param level? integer
function M.say(message, level) vim.notify("newsstat: " .. message:gsub("^newsstat: ", ""), level or vim.log.levels.INFO) end

return M
