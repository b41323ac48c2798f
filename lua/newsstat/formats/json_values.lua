--- The values of a JSON file, one after the other, as texts that are not yet decoded: lines of NDJSON, elements of an
--- array, objects behind one another. Memory follows the largest value.

local parts = require "newsstat.formats.parts"

local byte, find, format, match, sub = string.byte, string.find, string.format, string.match, string.sub
local concat = table.concat

local M = {}

local BACKSLASH = 92

-- Whether what stands at a position is escaped: by an odd number of backslashes before it, down to `from`.
local function is_escaped_at(text, at, from)
  local first = at
  while first > from and byte(text, first - 1) == BACKSLASH do first = first - 1 end
  return (at - first) % 2 == 1
end

-- The end of a string that goes on at a position: that of its quote, nil where it goes on in the next part, and
-- then whether that begins escaped. `is_escaped`: this part does.
local function string_end(text, at, is_escaped)
  if is_escaped then at = at + 1 end
  local from = at
  while true do
    local quote = find(text, '"', at, true)
    if not quote then return nil, is_escaped_at(text, #text + 1, from) end
    if not is_escaped_at(text, quote, from) then return quote, false end
    at, from = quote + 1, quote + 1
  end
end

-- Scans for the end of values that begin with a brace or bracket.
---@class newsstat.json_scanner
local Scanner = {}
Scanner.__index = Scanner

-- Goes on through text to the end of the value: the position of its last byte, or nil where it goes on.
function Scanner:scan(text, at)
  while true do
    if self.is_string then
      local quote
      quote, self.is_escaped = string_end(text, at, self.is_escaped)
      if not quote then return nil end
      self.is_string, at = false, quote + 1
    end
    at = find(text, '["{}%[%]]', at)
    if not at then return nil end
    local mark = sub(text, at, at)
    if mark == '"' then
      self.is_string = true
    elseif mark == "{" or mark == "[" then
      self.depth = self.depth + 1
    else
      self.depth = self.depth - 1
      if self.depth <= 0 then return at end
    end
    at = at + 1
  end
end

-- Values that begin with { or [ anywhere in a text; what stands between them is skipped.
local function scanned(read, most_bytes, text, at)
  local is_over = false

  local function more()
    local problem
    text, problem = read()
    at = 1
    if text then return true end
    is_over, text = true, ""
    return false, problem
  end

  return function()
    if is_over then return nil end
    local start = find(text, "[{%[]", at)
    while not start do
      local has_more, problem = more()
      if not has_more then
        if problem then return false, problem end
        return nil
      end
      start = find(text, "[{%[]", at)
    end
    local scanner = setmetatable({ depth = 0, is_string = false, is_escaped = false }, Scanner)
    local gathered, size = {}, 0
    at = start
    while true do
      local stop = scanner:scan(text, at)
      local piece = sub(text, at, stop or #text)
      size = size + #piece
      if size > most_bytes then gathered = {} end
      gathered[#gathered + 1] = piece
      if stop then
        at = stop + 1
        if size <= most_bytes then return concat(gathered) end
        return false, format("a value of it is larger than %.0f bytes; the option most_bytes allows more", most_bytes)
      end
      local has_more, problem = more()
      if not has_more then return false, problem or "it ends within a value" end
    end
  end
end

-- Lines that are not empty, with their numbers.
local function lines(read, most_bytes)
  local next_line, number = parts.pieces(read, "\n", most_bytes), 0
  return function()
    while true do
      local line, problem = next_line()
      if line == nil then return nil end
      number = number + 1
      if not line then return false, format("line %.0f: %s", number, problem) end
      if find(line, "[^ \t\r\n]") then return line, number end
    end
  end
end

---Whether a text has the values on lines of their own: its first line is a whole object, or its second begins one.
---@param head string
---@return boolean
local function has_lines(head)
  local first = match(head, "^%s*({[^\n]*)")
  if not first then return false end
  local scanner = setmetatable({ depth = 0, is_string = false, is_escaped = false }, Scanner)
  return scanner:scan(first, 1) ~= nil and not find(first, "}%s*{") or find(head, "^%s*{[^\n]*\n%s*{") ~= nil
end

---Steps through the values of a file.
---@param input newsstat.input
---@param most_bytes integer of one value
---@return fun(): string|false|nil, string|integer|nil next_value the value's text, and the number of its line where
---  each has its own; false and a message for one that is lost
---@return boolean is_list whether they are elements of an array
function M.of(input, most_bytes)
  local read, head = input:texts(), (input:head_text())
  if has_lines(head) then return lines(read, most_bytes), false end
  local text = read() or ""
  local array = match(text, "^\239?\187?\191?%s*%[()")
  return scanned(read, most_bytes, text, array or 1), array ~= nil
end

return M
