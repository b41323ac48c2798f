--- The motions and text objects that the <Plug> mappings call.

local selection = require "newsstat.nvim.selection"
local text_module = require "newsstat.nvim.text"
local word_motions = require "newsstat.nvim.word_motions"
local word_objects = require "newsstat.nvim.word_objects"

local copy, is_before = text_module.copy, text_module.is_before

local M = {}

-- `cw` on a word works as `ce`, but stays on a character that ends its word (`:help cw`).
local function changes_word(text, place)
  return vim.v.operator == "c" and vim.o.cpoptions:find("_", 1, true) ~= nil and not text:is_line_end(place)
    and not text:line(place.line):find("^[ \t]", place.column + 1)
end

-- Each gives whether it moved the place, and whether the motion is inclusive.
local function forward(text, place, count, big, mode)
  if mode == "pending" and changes_word(text, place) then
    word_motions.to_end(text, place, count, big, true, false)
    selection.step_off_line_end(text, place)
    return true, true
  end
  local origin = copy(place)
  local moved = word_motions.forward(text, place, count, big, mode == "pending")
  local stepped = mode ~= "visual" and is_before(origin, place) and selection.step_off_line_end(text, place)
  return moved or (mode == "pending" and stepped), stepped
end

local function to_end(text, place, count, big, mode)
  local moved = word_motions.to_end(text, place, count, big, false, false)
  if mode ~= "visual" then selection.step_off_line_end(text, place) end
  return moved or mode == "pending", true
end

local function backward(text, place, count, big)
  return word_motions.backward(text, place, count, big, false), false
end

local function back_to_end(text, place, count, big)
  return word_motions.back_to_end(text, place, count, big, false), true
end

local MOTIONS = {
  w = { forward, false }, W = { forward, true },
  b = { backward, false }, B = { backward, true },
  e = { to_end, false }, E = { to_end, true },
  ge = { back_to_end, false }, gE = { back_to_end, true },
}

local OBJECTS = { iw = { false, false }, aw = { true, false }, iW = { false, true }, aW = { true, true } }

-- Where the motion goes from here.
local function find(name, cut)
  local motion, big = MOTIONS[name][1], MOTIONS[name][2]
  local text, place = text_module.current(cut), selection.cursor()
  local mode, force = selection.mode()
  local moved, inclusive = motion(text, place, vim.v.count1, big, mode)
  return text, place, moved, inclusive, mode, force
end

---Whether a motion or object leads anywhere from the cursor.
---@param name string
---@param cut fun(text: string): string[]
---@return boolean
function M.can(name, cut)
  if OBJECTS[name] then return not M.region(name, cut).failed end
  local _, place, moved, _, mode = find(name, cut)
  if moved then return true end
  local cursor = selection.cursor()
  return mode ~= "pending" and (place.line ~= cursor.line or place.column ~= cursor.column)
end

---Moves the cursor, extends the selection or serves the pending operator.
---@param name "w"|"W"|"b"|"B"|"e"|"E"|"ge"|"gE"
---@param cut fun(text: string): string[]
---@param by_lines? boolean a pending operator works on lines
---@return boolean done false where the operator is to be given up
function M.move(name, cut, by_lines)
  local text, place, moved, inclusive, mode, force = find(name, cut)
  if mode == "visual" then
    selection.extend(text, place, name == "e" or name == "E")
  elseif mode == "normal" or not moved then
    selection.set_cursor(place)
  elseif by_lines then
    selection.operate_lines(text, selection.cursor(), place, inclusive)
  else
    selection.operate_to(text, selection.cursor(), place, inclusive, force)
  end
  return moved or mode ~= "pending"
end

-- The place that an object is reckoned from: a selection that excludes its end stands one too far.
local function object_cursor(text, mode, anchor)
  local place = selection.cursor()
  if mode == "visual" and vim.o.selection == "exclusive" and is_before(anchor, place) then text:retreat(place) end
  return place
end

---The region of an object at the cursor.
---@param name "iw"|"aw"|"iW"|"aW"
---@param cut fun(text: string): string[]
---@return newsstat.nvim.region region
---@return newsstat.nvim.text text
---@return string mode
function M.region(name, cut)
  local text, mode = text_module.current(cut), (selection.mode())
  local anchor = mode == "visual" and selection.anchor() or nil
  local around, big = OBJECTS[name][1], OBJECTS[name][2]
  return word_objects.select(text, object_cursor(text, mode, anchor), vim.v.count1, around, big, anchor), text, mode
end

---Selects an object, or serves the pending operator with it.
---@param name "iw"|"aw"|"iW"|"aW"
---@param cut fun(text: string): string[]
---@param by_lines? boolean a pending operator works on lines
---@return boolean done false where the operator is to be given up
function M.select(name, cut, by_lines)
  local region, text, mode = M.region(name, cut)
  if region.failed then
    selection.set_cursor(region.last)
    return false
  end
  if mode == "visual" then
    selection.select(text, region)
  elseif by_lines then
    local is_one_line = region.first.line == region.last.line
    selection.operate_lines(text, region.first, is_one_line and region.first or region.last, region.inclusive)
  else
    local _, force = selection.mode()
    selection.operate(text, region, force)
  end
  return true
end

M.MOTIONS, M.OBJECTS = MOTIONS, OBJECTS

return M
