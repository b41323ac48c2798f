--- The text objects iw, aw, iW and aW of `:help object-select`, over a text whose runs know Chinese words.

local motions = require "newsstat.nvim.word_motions"
local text_module = require "newsstat.nvim.text"

local copy, is_before = text_module.copy, text_module.is_before

local M = {}

---@class newsstat.nvim.region
---@field first newsstat.nvim.place
---@field last newsstat.nvim.place
---@field inclusive boolean whether the character at `last` belongs to it
---@field is_new boolean it does not go on with a selection
---@field failed? boolean there are no more objects; `last` is how far it went

-- Back from where a forward motion stopped: onto the last character that belongs to the object.
local function step_back(text, place)
  if place.column > 0 then
    text:retreat(place)
    return true
  end
  return false
end

-- The first object: the run at the place, with blanks beside it for `around`. Gives its start, and whether
-- blanks were meant to follow.
local function select_first(text, place, around, big)
  local start = copy(place)
  if text:is_blank(place) then
    while start.column > 0 do
      local before = copy(start)
      text:retreat(before)
      if not text:is_blank(before) then break end
      start = before
    end
  else
    text:start_of_run(start, big)
  end
  place.line, place.column = start.line, start.column
  if text:is_blank(place) == around then
    if not motions.to_end(text, place, 1, big, true, true) then return nil end
    return start, false
  end
  motions.forward(text, place, 1, big, true)
  if place.column == 0 then text:retreat_over_end(place) else text:retreat(place) end
  return start, around
end

-- One more object behind the place.
local function extend_forward(text, place, around, big, is_last)
  if not text:advance_over_end(place) then return false end
  if text:is_blank(place) == around then
    return motions.to_end(text, place, 1, big, true, true), true
  end
  if not motions.forward(text, place, 1, big, true) and not is_last then return false end
  return true, step_back(text, place)
end

-- One more object before the place.
local function extend_backward(text, place, around, big)
  if not text:retreat_over_end(place) then return false end
  if text:is_blank(place) == around then return motions.backward(text, place, 1, big, true) end
  if not motions.back_to_end(text, place, 1, big, true) then return false end
  text:advance_over_end(place)
  return true
end

-- Where no blanks follow the object, those before it belong to it, unless they are the line's indent.
local function take_blanks_before(text, start)
  if start.column == 0 then return start end
  local before = copy(start)
  text:retreat(before)
  while before.column > 0 and text:is_blank(before) do
    local further = copy(before)
    text:retreat(further)
    if not text:is_blank(further) then return before end
    before = further
  end
  return start
end

---The region of an object. In Visual mode with more than one character selected the selection is
---extended, backwards where the cursor is at its start.
---@param text newsstat.nvim.text
---@param cursor newsstat.nvim.place
---@param count integer
---@param around boolean aw rather than iw
---@param big boolean WORDs
---@param anchor newsstat.nvim.place|nil the other end of a selection
---@return newsstat.nvim.region region
function M.select(text, cursor, count, around, big, anchor)
  local place, inclusive, wants_blanks, is_new = copy(cursor), true, false, false
  local start = anchor
  if not anchor or (anchor.line == cursor.line and anchor.column == cursor.column) then
    start, wants_blanks = select_first(text, place, around, big)
    if not start then return { failed = true, last = place } end
    count, is_new = count - 1, true
  end
  for left = count, 1, -1 do
    local done
    if anchor and is_before(place, start) then
      done, inclusive = extend_backward(text, place, around, big), true
    else
      done, inclusive = extend_forward(text, place, around, big, left == 1)
    end
    if not done then return { failed = true, last = place } end
  end
  if wants_blanks and (not text:is_blank(place) or (place.column == 0 and not inclusive)) then
    start = take_blanks_before(text, start)
  end
  return { first = start, last = place, inclusive = inclusive, is_new = is_new }
end

return M
