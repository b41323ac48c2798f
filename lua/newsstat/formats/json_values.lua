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

local TOO_LARGE = "%s: a value of it is larger than %.0f bytes; the option most_bytes allows more"

-- Steps through values that begin with { or [ in a text that comes in parts.
---@class newsstat.json_values
---@field private read fun(): string|nil, string|nil
---@field private most_bytes integer
---@field private text string the part that is looked at
---@field private at integer
---@field private before integer bytes before that part
---@field private is_over boolean
---@field private is_open boolean the list's end was not met
---@field private is_told boolean what stands before the next value was told
local Values = {}
Values.__index = Values

-- Goes on to the next part.
function Values:more()
  local text, problem = self.read()
  if text then
    self.before = self.before + #self.text
    self.text, self.at = text, 1
    return true
  end
  self.is_over = true
  return false, problem
end

function Values:place(at) return format("byte %.0f", self.before + at - 1) end

-- What is wrong with what stands before a position, where the next value begins or the part ends.
function Values:between(stop)
  local between = sub(self.text, self.at, stop - 1)
  if find(between, "]", 1, true) then self.is_open = false end
  local strange = find(between, "[^%s,%]\239\187\191]")
  if not strange or self.is_told then return nil end
  self.is_told = true
  return self:place(self.at + strange - 1) .. ": this is no object, and passed over"
end

-- Goes to the next value; false at the end, with a message; nil and a message before what is told first.
function Values:seek()
  while true do
    local start = find(self.text, "[{%[]", self.at)
    local message = self:between(start or #self.text + 1)
    if message then return nil, message end
    self.at = start or #self.text + 1
    if start then return true end
    local has_more, problem = self:more()
    if not has_more then return false, problem or self.is_open and "it ends before its list does" or nil end
  end
end

-- The value that begins where reading stands.
function Values:take()
  local scanner = setmetatable({ depth = 0, is_string = false, is_escaped = false }, Scanner)
  local gathered, size, place = {}, 0, self:place(self.at)
  self.is_told = false
  while true do
    local stop = scanner:scan(self.text, self.at)
    local piece = sub(self.text, self.at, stop or #self.text)
    size = size + #piece
    if size > self.most_bytes then gathered = {} end
    gathered[#gathered + 1] = piece
    if stop then
      self.at = stop + 1
      if size <= self.most_bytes then return concat(gathered), place end
      return false, format(TOO_LARGE, place, self.most_bytes)
    end
    local has_more, problem = self:more()
    if not has_more then return false, place .. ": " .. (problem or "it ends within a value") end
  end
end

---@return string|false|nil value
---@return string|nil place of the value, or a message
---@return boolean|nil is_between the message is about what stands between values
function Values:next()
  if self.is_over then return nil end
  local has_value, message = self:seek()
  if has_value then return self:take() end
  if message then return false, message, true end
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
      if find(line, "[^ \t\r\n]") then return line, format("line %.0f", number) end
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
---@return fun(): string|false|nil, string|nil, boolean|nil next_value the value's text, and its place, as "line 3" or
---  "byte 17"; false and a message for one that is lost, and true where it is about what stands between values
---@return boolean is_list whether they are elements of an array
function M.of(input, most_bytes)
  local read, head = input:texts(), (input:head_text())
  if has_lines(head) then return lines(read, most_bytes), false end
  local text = read() or ""
  local array = match(text, "^\239?\187?\191?%s*%[()")
  local values = setmetatable({
    read = read, most_bytes = most_bytes, text = text, at = array or 1, before = 0, is_over = false, is_open = array ~= nil,
    is_told = false,
  }, Values)
  return function() return values:next() end, array ~= nil
end

return M
