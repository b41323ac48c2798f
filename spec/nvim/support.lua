-- What the tests inside Neovim share: counts, typing keys into a buffer, and what comes of it.

local M = { passed = 0, failed = 0, name = "" }

vim.o.report, vim.o.more, vim.o.swapfile = 9999, false, false

---Prints a line, also from headless Neovim.
function M.print(text) io.stdout:write("\n", text, "\n") end

local SHOWN = 10

---Counts a case; one that fails is shown in full, so that it can be typed again.
---@param is_good boolean
---@param describe fun(): string
function M.check(is_good, describe)
  if is_good then
    M.passed = M.passed + 1
    return
  end
  M.failed = M.failed + 1
  if M.failed <= SHOWN then M.print("not ok: " .. describe()) end
end

---@param name string
---@param got any
---@param wanted any
function M.equal(name, got, wanted)
  M.check(vim.deep_equal(got, wanted), function()
    return ("%s\n  wanted %s\n  got    %s"):format(name, vim.inspect(wanted), vim.inspect(got))
  end)
end

---Ends the script with its counts.
---@param name string
function M.finish(name)
  M.print(("nvim %s: %d passed, %d failed"):format(name, M.passed, M.failed))
  vim.cmd(M.failed == 0 and "qa!" or "cq!")
end

local function codes(keys) return vim.api.nvim_replace_termcodes(keys, true, true, true) end

---Types keys.
---@param keys string as in a mapping: <Esc>, <Plug>(…)
---@param aloud? boolean errors end them, as they do for a user; Neovim then waits a second
function M.type(keys, aloud)
  if aloud then
    pcall(vim.api.nvim_feedkeys, codes(keys), "xt", false)
  else
    vim.g.keys = codes(keys)
    pcall(vim.cmd, "silent call feedkeys(g:keys, 'xt')")
  end
end

---Fills the buffer, types keys, and tells all that could differ: text, cursor, mode, register, selection.
---@param lines string[]
---@param at integer[] line and column, as for nvim_win_set_cursor
---@param keys string
---@param aloud? boolean
---@return table
function M.outcome(lines, at, keys, aloud)
  local selection = vim.o.selection
  vim.api.nvim_buf_set_lines(0, 0, -1, false, lines)
  vim.fn.setreg('"', "", "c")
  M.region = nil
  vim.api.nvim_win_set_cursor(0, at)
  M.type(keys, aloud)
  if vim.o.selection ~= selection then vim.wait(1000, function() return vim.o.selection == selection end, 1) end
  local mode = vim.fn.mode(1)
  local outcome = {
    lines = vim.api.nvim_buf_get_lines(0, 0, -1, false),
    cursor = vim.api.nvim_win_get_cursor(0),
    mode = mode,
    register = vim.fn.getreg '"',
    register_type = vim.fn.getregtype '"',
    region = M.region,
  }
  if mode:find "^[vV\22]" then
    outcome.anchor = vim.fn.getpos "v"
    M.type "<Esc>"
  end
  return outcome
end

---An 'operatorfunc' that tells what it was given.
function M.operator(kind) M.region = { kind, vim.fn.getpos "'[", vim.fn.getpos "']" } end

return M
