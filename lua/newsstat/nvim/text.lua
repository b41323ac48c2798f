--- The buffer as a sequence of places, in which a cursor steps from character to character and from run to run.
--
-- A run is what Vim calls a word or WORD: characters of one class side by side, parted further where the
-- segmenter says that a Chinese word begins. A place is { line = from 1, column = bytes from 0 }; a column of
-- the line's length is the line's end, which is blank. So is Vim's own reckoning in `:help word-motions`.

local characters = require "newsstat.nvim.characters"
local words = require "newsstat.nvim.words"

local M = {}

---@class newsstat.nvim.place
---@field line integer from 1
---@field column integer bytes from 0

---@class newsstat.nvim.text
---@field last integer number of the last line
---@field private buffer integer
---@field private classes table<string, integer>
---@field private words newsstat.nvim.words
---@field private lines table<integer, string>
local Text = {}
Text.__index = Text

---The current buffer's text.
---@param cut fun(text: string): string[]
---@return newsstat.nvim.text
function M.current(cut)
  local buffer = vim.api.nvim_get_current_buf()
  return setmetatable({
    buffer = buffer,
    last = vim.api.nvim_buf_line_count(buffer),
    classes = characters.classes(),
    words = words.of(buffer, cut),
    lines = {},
  }, Text)
end

---@param number integer
---@return string
function Text:line(number)
  local line = self.lines[number]
  if not line then
    line = vim.api.nvim_buf_get_lines(self.buffer, number - 1, number, false)[1] or ""
    self.lines[number] = line
  end
  return line
end

-- What happened to a place that moved by one character.
M.INSIDE, M.LINE_END, M.OTHER_LINE = 1, 2, 3
local INSIDE, LINE_END, OTHER_LINE = M.INSIDE, M.LINE_END, M.OTHER_LINE

---Moves a place one character on; a line's end is a place of its own.
---@param place newsstat.nvim.place
---@return integer|nil step INSIDE, LINE_END, OTHER_LINE; nil at the end of the text
function Text:advance(place)
  local line = self:line(place.line)
  if place.column < #line then
    place.column = characters.after(line, place.column)
    return place.column < #line and INSIDE or LINE_END
  end
  if place.line >= self.last then return nil end
  place.line, place.column = place.line + 1, 0
  return OTHER_LINE
end

---Moves a place one character back.
---@param place newsstat.nvim.place
---@return integer|nil step INSIDE, or OTHER_LINE onto the end of the line before; nil at the start of the text
function Text:retreat(place)
  if place.column > 0 then
    place.column = characters.before(self:line(place.line), place.column)
    return INSIDE
  end
  if place.line <= 1 then return nil end
  place.line = place.line - 1
  place.column = #self:line(place.line)
  return OTHER_LINE
end

---As `advance`, but over the end of a line that is not empty.
---@param place newsstat.nvim.place
---@return integer|nil step
function Text:advance_over_end(place)
  local step = self:advance(place)
  if step == LINE_END then return self:advance(place) end
  return step
end

---As `retreat`, but over the end of a line that is not empty.
---@param place newsstat.nvim.place
---@return integer|nil step
function Text:retreat_over_end(place)
  local step = self:retreat(place)
  if step == OTHER_LINE and place.column > 0 then return self:retreat(place) end
  return step
end

---@param place newsstat.nvim.place
---@return boolean
function Text:is_empty_line(place) return #self:line(place.line) == 0 end

---@param place newsstat.nvim.place
---@return boolean
function Text:is_line_end(place) return place.column >= #self:line(place.line) end

-- The class of the character at a column; all but blanks are alike where WORDs are meant.
local function class_at(self, line, column, big)
  if column >= #line then return characters.BLANK end
  local class = self.classes[characters.code_point(line, column)]
  return big and class ~= characters.BLANK and characters.PUNCTUATION or class
end

---@param place newsstat.nvim.place
---@return boolean
function Text:is_blank(place) return class_at(self, self:line(place.line), place.column) == characters.BLANK end

-- Whether a run of the class before it goes on at a column.
local function goes_on(self, number, line, column, class, big)
  if class_at(self, line, column, big) ~= class then return false end
  if class == characters.BLANK then return true end
  if big then return not words.begins_clause(line, column) end
  return not (characters.is_unspaced(class) and self.words:begins(number, line, column))
end

---Whether the character at a place goes on with the run of the one before it.
---@param place newsstat.nvim.place
---@param big boolean WORDs are meant
---@return boolean
function Text:is_inside_run(place, big)
  local line = self:line(place.line)
  if place.column <= 0 or place.column >= #line then return false end
  local class = class_at(self, line, characters.before(line, place.column), big)
  return goes_on(self, place.line, line, place.column, class, big)
end

---Moves a place behind the run that it is in, which may be the line's end.
---@param place newsstat.nvim.place
---@param big boolean
function Text:leave_run(place, big)
  local line = self:line(place.line)
  local class, column = class_at(self, line, place.column, big), place.column
  repeat column = characters.after(line, column)
  until column >= #line or not goes_on(self, place.line, line, column, class, big)
  place.column = column
end

---Moves a place to the start of the run that it is in.
---@param place newsstat.nvim.place
---@param big boolean
function Text:start_of_run(place, big)
  while self:is_inside_run(place, big) do place.column = characters.before(self:line(place.line), place.column) end
end

---How many characters lie between a place and the start of the Chinese word before it, blanks between included.
---@param place newsstat.nvim.place
---@return integer|nil count nil where that word is not Chinese
function Text:characters_to_word(place)
  local before, count = M.copy(place), 0
  repeat
    if before.column == 0 then return nil end
    self:retreat(before)
    count = count + 1
  until not self:is_blank(before)
  local line = self:line(before.line)
  if not characters.is_unspaced(class_at(self, line, before.column)) then return nil end
  while self:is_inside_run(before, false) do
    self:retreat(before)
    count = count + 1
  end
  return count
end

---@param a newsstat.nvim.place
---@param b newsstat.nvim.place
---@return boolean
function M.is_before(a, b) return a.line < b.line or (a.line == b.line and a.column < b.column) end

---@param place newsstat.nvim.place
---@return newsstat.nvim.place
function M.copy(place) return { line = place.line, column = place.column } end

return M
