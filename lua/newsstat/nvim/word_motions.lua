--- The word motions of `:help word-motions`, over a text whose runs know Chinese words.
--
-- Each moves a place and tells whether it could; where it could not, the place may have gone part of the way,
-- as Vim's cursor does with a count that is too large.

local text_module = require "newsstat.nvim.text"

local INSIDE = text_module.INSIDE

local M = {}

-- Forward over blanks; stays on an empty line, which counts as a word, and at the line's end if asked to.
-- False where it stopped at a line's end.
local function skip_blanks_forward(text, place, within_line)
  while text:is_blank(place) and not text:is_empty_line(place) do
    local step = text:advance(place)
    if not step or (step ~= INSIDE and within_line) then return false end
  end
  return true
end

---w, W: to the start of the count-th run ahead.
---@param text newsstat.nvim.text
---@param place newsstat.nvim.place
---@param count integer
---@param big boolean WORDs
---@param within_line boolean the last step stops at its line's end, as behind an operator
---@return boolean moved
function M.forward(text, place, count, big, within_line)
  for left = count, 1, -1 do
    local stops = within_line and left == 1
    local is_last_line = place.line == text.last
    local was_blank = text:is_blank(place)
    local step = text:advance(place)
    if not step or (step ~= INSIDE and is_last_line) then return false end
    if step ~= INSIDE and stops then return true end
    if step == INSIDE and not was_blank and text:is_inside_run(place, big) then
      text:leave_run(place, big)
      if stops and text:is_line_end(place) then return true end
    end
    if not skip_blanks_forward(text, place, is_last_line or stops) then return true end
  end
  return true
end

---b, B: to the start of the count-th run behind.
---@param text newsstat.nvim.text
---@param place newsstat.nvim.place
---@param count integer
---@param big boolean WORDs
---@param counts_start boolean a place at a run's start has that run already, as text objects want it
---@return boolean moved
function M.backward(text, place, count, big, counts_start)
  for _ = 1, count do
    local was_blank, was_inside = text:is_blank(place), text:is_inside_run(place, big)
    local step = text:retreat(place)
    if not step then return false end
    if counts_start and not was_blank and not was_inside then
      text:advance(place)
    else
      while text:is_blank(place) and not text:is_empty_line(place) do
        if not text:retreat(place) then return true end
      end
      text:start_of_run(place, big)
      if place.line == 1 and place.column == 0 and not text:is_empty_line(place) then return true end
    end
    counts_start = false
  end
  return true
end

---e, E: to the last character of the count-th run ahead.
---@param text newsstat.nvim.text
---@param place newsstat.nvim.place
---@param count integer
---@param big boolean WORDs
---@param counts_end boolean a place at a run's end has that run already, as `cw` wants it
---@param stops_at_empty boolean an empty line counts as a run
---@return boolean moved
function M.to_end(text, place, count, big, counts_end, stops_at_empty)
  for _ = 1, count do
    local was_blank = text:is_blank(place)
    local step = text:advance(place)
    if not step then return false end
    local is_inside = not was_blank and text:is_inside_run(place, big)
    local finds = not is_inside and (was_blank or not counts_end)
    local is_at_empty = false
    if finds then
      while text:is_blank(place) do
        is_at_empty = stops_at_empty and text:is_empty_line(place)
        if is_at_empty then break end
        if not text:advance(place) then return false end
      end
    end
    if not is_at_empty then
      if finds or is_inside then text:leave_run(place, big) end
      text:retreat(place)
    end
    counts_end = false
  end
  return true
end

---ge, gE: to the last character of the count-th run behind, or to an empty line.
---@param text newsstat.nvim.text
---@param place newsstat.nvim.place
---@param count integer
---@param big boolean WORDs
---@param within_line boolean stops at the line's start, as text objects want it
---@return boolean moved
function M.back_to_end(text, place, count, big, within_line)
  for _ = 1, count do
    local was_inside = place.column > 0
    if not text:is_blank(place) then text:start_of_run(place, big) end
    local step = text:retreat(place)
    if not step then return was_inside end
    if within_line and step ~= INSIDE then return true end
    while text:is_blank(place) and not text:is_empty_line(place) do
      step = text:retreat(place)
      if not step or (within_line and step ~= INSIDE) then return true end
    end
  end
  return true
end

return M
