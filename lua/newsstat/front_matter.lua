--- The front matter of saved posts: YAML between two `---` lines at the head of a file.
---
--- A reader of lines, not of YAML: over the 13,603 heads of two real archives libyaml (lyaml) takes
--- ten times as long, and it refuses the stray quotes and bare colons of heads written by hand.

local char, find, gsub, lower = string.char, string.find, string.gsub, string.lower
local match, sub = string.match, string.sub
local concat, floor = table.concat, math.floor

local M = {}

local BOM, REPLACEMENT = "\239\187\191", "\239\191\189" -- U+FEFF, U+FFFD
-- A name of ASCII letters, a colon, and a blank or the end; writers forget the blank, but what
-- follows the colon of an address is two slashes.
local KEY = "^([%a_][%w_-]*)[ \t]*:()"

local ESCAPES = {
  ["0"] = "\0", a = "\a", b = "\b", t = "\t", n = "\n", v = "\v", f = "\f", r = "\r", e = "\27",
  [" "] = " ", ['"'] = '"', ["/"] = "/", ["\\"] = "\\", ["\t"] = "\t",
  N = "\194\133", _ = "\194\160", L = "\226\128\168", P = "\226\128\169",
}
local HEX_DIGITS = { x = 2, u = 4, U = 8 }

-- In two steps: one pattern for both ends takes the square of a run of blanks.
local function trim(text)
  return match(text, "^.*[^ \t]", match(text, "^[ \t]*()")) or ""
end

local function encode(code)
  if code < 0x80 then return char(code) end
  if code < 0x800 then return char(0xC0 + floor(code / 0x40), 0x80 + code % 0x40) end
  if code >= 0xD800 and code <= 0xDFFF or code > 0x10FFFF then return REPLACEMENT end
  local low, middle = 0x80 + code % 0x40, 0x80 + floor(code / 0x40) % 0x40
  if code < 0x10000 then return char(0xE0 + floor(code / 0x1000), middle, low) end
  return char(0xF0 + floor(code / 0x40000), 0x80 + floor(code / 0x1000) % 0x40, middle, low)
end

-- Two surrogates are what JSON writers make of one character.
local function join_surrogates(high, low)
  return encode((tonumber(high, 16) - 0xD800) * 0x400 + tonumber(low, 16) - 0xDC00 + 0x10000)
end

-- An unknown escape stays as it is written.
local function unescape(letter, digits)
  local count = HEX_DIGITS[letter]
  if not count then return ESCAPES[letter] and ESCAPES[letter] .. digits end
  if #digits < count then return nil end
  return encode(tonumber(sub(digits, 1, count), 16)) .. sub(digits, count + 1)
end

local function unquote(text, quote)
  if quote == "'" then return (gsub(text, "''", "'")) end
  if not find(text, "\\", 1, true) then return text end
  text = gsub(text, "\\u([dD][89abAB]%x%x)\\u([dD][c-fC-F]%x%x)", join_surrogates)
  return (gsub(text, "\\(.)(%x*)", unescape))
end

-- A string ends at the first quote with nothing but a comment or, in a list, a comma behind it:
-- titles hold quotes that nobody escaped.
local function is_end(text, at, is_item)
  local following = match(text, "^[ \t]*()", at)
  local mark = sub(text, following, following)
  if is_item then return mark == "" or mark == "," end
  return mark == "" or mark == "#" and following > at
end

local function find_closing_quote(text, quote, at, is_item)
  while true do
    at = find(text, quote == "'" and "'" or '["\\]', at)
    if not at then return nil end
    local is_escape = sub(text, at, at) == "\\" or quote == "'" and sub(text, at + 1, at + 1) == "'"
    if not is_escape and is_end(text, at + 1, is_item) then return at end
    at = at + (is_escape and 2 or 1)
  end
end

local function strip_comment(text)
  local at = find(text, "[ \t]#")
  return at and trim(sub(text, 1, at)) or text
end

local function split_key(line)
  local key, at = match(line, KEY)
  if not key or sub(line, at, at + 1) == "//" then return nil end
  return lower(key), match(line, "^[ \t]*(.*)$", at)
end

local function fold_breaks(breaks)
  return breaks == "\n" and " " or sub(breaks, 2)
end

-- YAML's folding: a line break is a space, an empty line a line break.
local function fold(parts)
  local folded = gsub(concat(parts, "\n"), "\n+", fold_breaks)
  return match(folded, "^.*[^ \n]") or ""
end

-- The readers below take the first line of a value and the number of that line, and return the value
-- and the number of the line after it; nil where the text is not of their kind. None of them looks
-- past the next key, so that no line is read again and again.

local function read_quoted(first, lines, at)
  local quote = sub(first, 1, 1)
  local close = find_closing_quote(first, quote, 2)
  if close then return unquote(sub(first, 2, close - 1), quote), at + 1 end
  local parts = { sub(first, 2) }
  for index = at + 1, #lines do
    local line = lines[index]
    if split_key(line) then return nil end
    close = find_closing_quote(line, quote, 1)
    parts[#parts + 1] = trim(close and sub(line, 1, close - 1) or line)
    if close then return unquote(fold(parts), quote), index + 1 end
  end
end

-- The items of an inline list; nil where brackets or braces within say that it is none.
local function split_items(text)
  local items, at, unclosed = {}, 1, {}
  while true do
    at = match(text, "^[ \t]*()", at)
    if at > #text then return items end
    local quote = match(text, "^[\"']", at)
    local close = quote and not unclosed[quote] and find_closing_quote(text, quote, at + 1, true)
    if close then
      items[#items + 1] = unquote(sub(text, at + 1, close - 1), quote)
    else
      -- What does not end from here does not end from further on; searching again costs the square.
      if quote then unclosed[quote] = true end
      close = (find(text, ",", at, true) or #text + 1) - 1
      local item = trim(sub(text, at, close))
      if find(item, "[%[%]{}]") then return nil end
      if item ~= "" then items[#items + 1] = item end
    end
    at = (find(text, ",", close + 1, true) or #text) + 1
  end
end

local function read_inline_list(first, lines, at)
  local parts, line = {}, first
  while line do
    if sub(line, -1) ~= "]" then line = strip_comment(line) end
    parts[#parts + 1] = trim(line)
    if sub(line, -1) == "]" then
      local items = split_items(sub(concat(parts, " "), 2, -2))
      return items, items and at + 1
    end
    at = at + 1
    line = lines[at]
    if line and split_key(line) then return nil end
  end
end

local function read_plain(first, lines, at)
  local parts = { strip_comment(first) }
  at = at + 1
  while lines[at] and find(lines[at], "^[ \t]+[^ \t#]") do
    parts[#parts + 1] = strip_comment(trim(lines[at]))
    at = at + 1
  end
  local text = concat(parts, " ")
  if text == "~" or text == "null" or find(text, "^{.*}$") then text = nil end
  return text, at
end

local function read_block_scalar(first, lines, at)
  local parts, indent = {}, nil
  at = at + 1
  while lines[at] and (lines[at] == "" or find(lines[at], "^[ \t]")) do
    local blanks, text = match(lines[at], "^([ \t]*)(.*)$")
    if text ~= "" then indent = indent or #blanks end
    parts[#parts + 1] = sub(blanks, (indent or 0) + 1) .. text
    at = at + 1
  end
  if sub(first, 1, 1) == ">" then return fold(parts), at end
  return match(concat(parts, "\n"), "^.*[^\n]") or "", at
end

local function read_block_list(lines, at)
  local items = {}
  while lines[at] and not find(lines[at], "^[^ \t#-]") do
    local item = match(lines[at], "^[ \t]*%-[ \t]+(.*)$")
    local is_quoted = find(item or "", "^[\"']")
    if item then items[#items + 1] = is_quoted and read_quoted(item, {}, 0) or strip_comment(item) end
    at = at + 1
  end
  return items, at
end

local read_value

-- The value of a key with nothing behind it. A map within is left out: its keys are not ours.
local function read_below(lines, at)
  while lines[at] and not find(lines[at], "^[ \t]*[^ \t#]") do at = at + 1 end
  local blanks, text = match(lines[at] or "", "^([ \t]*)(.*)$")
  if find(text, "^%-[ \t]") then return read_block_list(lines, at) end
  if blanks == "" or split_key(text) then return nil, at end
  return read_value(text, lines, at)
end

function read_value(first, lines, at)
  local mark = sub(first, 1, 1)
  local value, following
  if mark == "" or mark == "#" then return read_below(lines, at + 1) end
  if mark == '"' or mark == "'" then value, following = read_quoted(first, lines, at) end
  if mark == "[" then value, following = read_inline_list(first, lines, at) end
  if value then return value, following end
  local is_block = find(mark, "[|>]") and find(strip_comment(first), "^.[%d+-]*$")
  if is_block then return read_block_scalar(first, lines, at) end
  return read_plain(first, lines, at)
end

local function read_fields(lines)
  local fields, at = {}, 1
  while lines[at] do
    local key, rest = split_key(lines[at])
    if key then fields[key], at = read_value(rest, lines, at) else at = at + 1 end
  end
  return fields
end

-- The lines up to the closing one, without the blanks at their ends, and the position after it.
local function read_lines(text, at)
  local lines, size = {}, #text
  while at <= size do
    local stop = find(text, "\n", at, true) or size + 1
    local line = match(sub(text, at, stop - 1), "^.*[^ \t\r]") or ""
    if line == "---" or line == "..." then return lines, stop > size and stop or stop + 1 end
    lines[#lines + 1] = line
    at = stop + 1
  end
end

local function opening(text)
  local start = sub(text, 1, 3) == BOM and 4 or 1
  return match(text, "^%-%-%-[ \t]*\r?\n()", start) or match(text, "^%-%-%-[ \t\r]*()$", start), start
end

--- Whether a text starts with the line that opens front matter.
---@param text string
---@return boolean
function M.is_opened(text) return opening(text) ~= nil end

--- Reads the front matter that a text starts with, a byte order mark before it or not. Understands
--- `key: value` with plain, quoted and block values, lists, and comments; maps within and lines that
--- are none of these are left out. Never raises on any bytes; the time is linear in the text.
---@param text string
---@return table<string, string|string[]>? fields by lower-case key, without those that have no value;
---  numbers, dates and booleans are text too. nil: there is no front matter
---@return integer? position after it; without front matter, of the first byte after a byte order mark
---@return string? message only where it is opened and never closed, then both others are nil
function M.parse(text)
  local at, start = opening(text)
  if not at then return nil, start end
  local lines, following = read_lines(text, at)
  if not lines then return nil, nil, "front matter opened (---) and never closed" end
  return read_fields(lines), following
end

return M
