--- The sentence motions ( and ), which know 。！？ beside Vim's own marks.
--
-- Vim is asked where its own sentence begins, so that text without those marks works as it always does; the
-- nearer of that place and the next Chinese sentence is taken.

local selection = require "newsstat.nvim.selection"
local text_module = require "newsstat.nvim.text"

local copy, is_before = text_module.copy, text_module.is_before

local M = {}

-- Marks that end a sentence, any number of them, what closes behind them, blanks and line breaks; then the start.
local START = [=[\m\C[。！？｡][。！？｡…!?]*[”’」』）》】〉〕"')\]]*\_[ \t　]*\zs[^ \t　]]=]

-- Where Vim's own motion goes from a place.
local function own_start(place, keys)
  selection.set_cursor(place)
  vim.cmd("silent! keepjumps normal! " .. keys)
  return selection.cursor()
end

local REACH = 64 * 1024 -- bytes from the cursor's line in which marks are looked for
local MARKS = { "。", "！", "？", "｡" }

-- The last line in which marks are looked for.
local function last_line(forward)
  local byte_of_line = vim.fn.line2byte "."
  local number = vim.fn.byte2line(forward and byte_of_line + REACH or math.max(1, byte_of_line - REACH))
  return number > 0 and number or vim.fn.line "$"
end

---Whether a mark stands in that direction or in the cursor's line; where none does, Vim's own motion is the one to
---run. Plain strings are found many times faster than the pattern is.
---@param name "("|")"
---@return boolean
function M.can(name)
  local here, there = vim.fn.line ".", last_line(name == ")")
  for _, line in ipairs(vim.api.nvim_buf_get_lines(0, math.min(here, there) - 1, math.max(here, there), false)) do
    for _, mark in ipairs(MARKS) do
      if line:find(mark, 1, true) then return true end
    end
  end
  return false
end

-- Where the next Chinese sentence begins from the cursor, or nil.
local function chinese_start(forward)
  if not M.can(forward and ")" or "(") then return nil end
  local found = vim.fn.searchpos(START, forward and "nW" or "bnW", last_line(forward))
  return found[1] > 0 and { line = found[1], column = found[2] - 1 } or nil
end

-- One sentence on or back, where `chinese` is the next Chinese one or nil; a place that does not change has none.
local function step(place, forward, chinese)
  local own = own_start(place, forward and ")" or "(")
  if not chinese then return own end
  local is_nearer = forward and is_before(chinese, own) or (not forward and is_before(own, chinese))
  -- Where Vim stands still there is none of its own.
  if own.line == place.line and own.column == place.column then is_nearer = true end
  return is_nearer and chinese or own
end

-- Whether a sentence begins at the text's last character, rather than the text's end being there.
local function starts_at(text, place)
  if text:is_blank(place) then return text:is_empty_line(place) end
  local before = text:line(place.line):sub(1, place.column)
  if before == "" then return true end
  if before:find "[.!?][%)%]\"']*[ \t]+$" then return true end
  return vim.fn.match(before, [=[[。！？｡][。！？｡…!?]*[”’」』）》】〉〕"')\]]*[ \t　]*$]=]) >= 0
end

-- Behind an operator the text's end counts with its last character.
local function is_at_end(text, place)
  local after = copy(place)
  text:advance(after)
  return place.line == text.last and text:is_line_end(after)
end

local function is_same(a, b) return a.line == b.line and a.column == b.column end

-- Where count sentences lead to; the origin where there are not so many.
local function find(origin, count, forward)
  local chinese = chinese_start(forward)
  if not chinese then return own_start(origin, count .. (forward and ")" or "(")) end
  local place = copy(origin)
  for number = 1, count do
    local before = place
    if number > 1 then
      selection.set_cursor(place)
      chinese = chinese_start(forward)
    end
    place = step(place, forward, chinese)
    if is_same(before, place) then return origin end
  end
  return place
end

-- Serves the pending operator; from the text's last character on there is that character.
local function operate(text, origin, place, forward, force)
  local inclusive = forward and is_at_end(text, place) and not (is_before(origin, place) and starts_at(text, place))
  if is_same(origin, place) and not inclusive then return false end
  selection.operate_to(text, origin, place, inclusive, force)
  return true
end

---Moves the cursor, extends the selection or serves the pending operator.
---@param name "("|")"
---@return boolean done false where the operator is to be given up
function M.move(name)
  local mode, force = selection.mode()
  local origin = selection.cursor()
  local place = find(origin, vim.v.count1, name == ")")
  selection.set_cursor(origin)
  if mode == "pending" then
    local text = text_module.current(function(stretch) return { stretch } end)
    return operate(text, origin, place, name == ")", force)
  end
  if mode == "normal" and not is_same(origin, place) then vim.cmd "normal! m'" end
  selection.set_cursor(place)
  return true
end

return M
