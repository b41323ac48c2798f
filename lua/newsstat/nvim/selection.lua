--- Hands the outcome of a motion or an object to Neovim: moves the cursor, extends a selection, or tells a
-- pending operator what to work on, as `:help exclusive`, `:help o_v` and `:help d-special` have it.
--
-- Behind an operator a <Cmd> mapping is an exclusive motion from where the cursor was to where it is left. All
-- that this cannot say, such as a region that ends with a line's last character or begins elsewhere,
-- is selected in Visual mode, on which the operator then works.

local characters = require "newsstat.nvim.characters"
local text_module = require "newsstat.nvim.text"

local copy, is_before = text_module.copy, text_module.is_before

local M = {}

---@return newsstat.nvim.place
function M.cursor()
  local position = vim.api.nvim_win_get_cursor(0)
  return { line = position[1], column = position[2] }
end

---@param place newsstat.nvim.place
function M.set_cursor(place) vim.api.nvim_win_set_cursor(0, { place.line, place.column }) end

---Where a selection began.
---@return newsstat.nvim.place
function M.anchor()
  local position = vim.fn.getpos "v"
  return { line = position[2], column = math.max(0, position[3] - 1) }
end

---@return "normal"|"visual"|"pending" mode
---@return string force what the user put between operator and motion: v, V, CTRL-V or nothing
function M.mode()
  local mode = vim.fn.mode(1)
  if mode:sub(1, 2) == "no" then return "pending", mode:sub(3) end
  if mode:find "^[vV\22]" then return "visual", "" end
  return "normal", ""
end

---Moves a place off the end of a line that is not empty.
---@param text newsstat.nvim.text
---@param place newsstat.nvim.place
---@return boolean moved
function M.step_off_line_end(text, place)
  if place.column == 0 or not text:is_line_end(place) then return false end
  text:retreat(place)
  return true
end

---Leaves the cursor of Visual mode at a place.
---@param text newsstat.nvim.text
---@param place newsstat.nvim.place
---@param inclusive boolean whether the character there is meant: selections that exclude their end go one further
function M.extend(text, place, inclusive)
  local target = copy(place)
  if inclusive and vim.o.selection == "exclusive" and not text:is_line_end(place) and is_before(M.anchor(), place) then
    text:advance(target)
  end
  M.set_cursor(target)
end

-- Starts Visual mode also where 'selectmode' would make it Select mode.
local function start_visual(mode)
  local selectmode = vim.o.selectmode
  if selectmode ~= "" then vim.o.selectmode = "" end
  vim.cmd("normal! " .. mode)
  if selectmode ~= "" then vim.o.selectmode = selectmode end
end

-- Whether nothing but blanks stands before a place in its line.
local function is_in_indent(text, place)
  return text:line(place.line):sub(1, place.column):find "^[ \t]*$" ~= nil
end

-- Operators that work on whole lines.
local LINE_OPERATORS = { [">"] = true, ["<"] = true, ["!"] = true, ["="] = true, gq = true, gw = true, zf = true }

---Whether the pending operator works on whole lines, whatever the motion.
---@return boolean
function M.is_line_operator() return LINE_OPERATORS[vim.v.operator] == true end

-- `d` over lines that leaves a blank line takes the lines (`:help d-special`).
local function takes_lines(text, first, last)
  return vim.v.operator == "d" and first.line < last.line and is_in_indent(text, first)
    and text:line(last.line):sub(last.column + 1):find "^[ \t]*$" ~= nil
end

-- An exclusive region that ends before a line's first character ends with the line before: the region's last
-- character, and whether whole lines are meant (`:help exclusive-linewise`). nil where it is empty.
local function last_of_exclusive(text, first, last)
  local place = copy(last)
  if place.column > 0 then
    text:retreat(place)
    return not is_before(place, first) and place or nil, false
  end
  if place.line == first.line then return nil, false end
  if not text:retreat(place) then return nil, false end
  if is_in_indent(text, first) then return place, true end
  M.step_off_line_end(text, place)
  return place, false
end

-- An empty line has no last character. What ends on one ends with the line break before it; only functions
-- ('operatorfunc') are told the line, if the motion is inclusive. Gives where the selection is to end.
local function end_on_empty_line(text, last, inclusive)
  local place = copy(last)
  local is_exclusive = vim.o.selection == "exclusive"
  if vim.v.operator == "g@" and inclusive then
    if is_exclusive then text:advance(place) end
  elseif not is_exclusive then
    text:retreat(place)
  end
  return place
end

-- Starts Visual mode from one place to another. Only other values than "old" let a selection end on a line
-- break; the operator comes right after the mapping.
local function select_from(first, mode, last)
  M.set_cursor(first)
  start_visual(mode)
  if vim.o.selection == "old" then
    vim.o.selection = "inclusive"
    vim.schedule(function() vim.o.selection = "old" end)
  end
  -- The column tells nothing where lines are selected, but some operators leave the cursor there.
  M.set_cursor(mode == "V" and { line = last.line, column = first.column } or last)
end

-- Operators to which lines are another thing than all characters of them.
local TELLS_LINES = { d = true, c = true, y = true, ["g@"] = true }

-- Selects the region of an operator; the last character belongs to it. `inclusive` tells whether the motion had it so.
local function select_for_operator(text, first, last, by_lines, inclusive)
  by_lines = by_lines and TELLS_LINES[vim.v.operator]
  local after = copy(last)
  if not text:is_line_end(last) then text:advance(after) end
  if by_lines or takes_lines(text, first, after) then return select_from(first, "V", last) end
  if text:is_empty_line(last) then
    if first.line < last.line or vim.v.operator == "g@" then
      return select_from(first, "v", end_on_empty_line(text, last, inclusive))
    end
    if vim.v.operator:find "^[cy]$" then vim.fn.setreg('"', "", "c") end
    return M.set_cursor(first)
  end
  select_from(first, "v", vim.o.selection == "exclusive" and after or last)
end

---Tells a pending operator that works on lines, and was forced to by the mapping, up to which.
---@param text newsstat.nvim.text
---@param origin newsstat.nvim.place
---@param place newsstat.nvim.place
---@param inclusive boolean
function M.operate_lines(text, origin, place, inclusive)
  local target = copy(place)
  if not inclusive and place.column == 0 and place.line > origin.line then text:retreat(target) end
  M.set_cursor(target)
end

local function is_same(a, b) return a.line == b.line and a.column == b.column end

---Tells a pending operator its region. An empty one leaves the cursor where it is.
---@param text newsstat.nvim.text
---@param region newsstat.nvim.region
---@param force? string what the user put between operator and object
function M.operate(text, region, force)
  local first, last, by_lines = region.first, region.last, false
  if is_before(last, first) then first, last = last, first end
  if force == "V" and (first.line == last.line or M.is_line_operator()) then
    return M.set_cursor(first.line == last.line and first or last)
  end
  if force == "V" or force == "\22" then return select_from(first, force, last) end
  if region.inclusive == (force == "v") then
    if is_same(first, M.cursor()) and not region.inclusive then return M.set_cursor(last) end
    last, by_lines = last_of_exclusive(text, first, last)
    if not last then return end
  end
  select_for_operator(text, first, last, by_lines, region.inclusive)
end

-- Ends a motion that the user forced to be charwise: Vim turns exclusive into inclusive and back. As the
-- mapping is taken for exclusive, the operator will include the character under the cursor.
local function operate_toggled(text, origin, place, inclusive)
  if not inclusive then return M.set_cursor(place) end
  local first, last = origin, place
  if is_before(last, first) then first, last = last, first end
  local end_of_region, by_lines = last_of_exclusive(text, first, last)
  if not end_of_region then return end
  if by_lines then return select_for_operator(text, first, end_of_region, true, false) end
  if first == origin then return M.set_cursor(end_of_region) end
  select_for_operator(text, first, end_of_region, false, false)
end

---Tells a pending operator where a motion went.
---@param text newsstat.nvim.text
---@param origin newsstat.nvim.place
---@param place newsstat.nvim.place
---@param inclusive boolean whether the last character, of both, belongs to the region
---@param force string what the user put between operator and motion
function M.operate_to(text, origin, place, inclusive, force)
  if force == "v" then return operate_toggled(text, origin, place, inclusive) end
  if force ~= "" or not inclusive then return M.set_cursor(place) end
  if is_before(place, origin) then return M.operate(text, { first = place, last = origin, inclusive = true }) end
  local after = characters.after(text:line(place.line) .. "\n", place.column)
  if after < #text:line(place.line) then return M.set_cursor { line = place.line, column = after } end
  M.operate(text, { first = origin, last = place, inclusive = true })
end

---Selects a region in Visual mode, charwise if it was linewise.
---@param text newsstat.nvim.text
---@param region newsstat.nvim.region
function M.select(text, region)
  local mode = vim.fn.mode(1):sub(1, 1)
  if region.is_new then
    vim.cmd "normal! o"
    M.set_cursor(region.first)
    vim.cmd "normal! o"
  end
  if mode == "V" then start_visual "v" end
  local last = copy(region.last)
  if vim.o.selection == "exclusive" and region.inclusive and not is_before(last, region.first) then text:advance(last) end
  M.set_cursor(last)
end

return M
