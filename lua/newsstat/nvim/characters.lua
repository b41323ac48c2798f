--- Characters of a line as Neovim sees them: where one begins, and its class, which is what words are made of.
--
-- Positions are byte columns from 0, as in nvim_win_get_cursor; a column of the line's length is its end.

local byte, sub = string.byte, string.sub

local M = {}

-- Bytes of a character by its first byte; Neovim takes the old forms of five and six bytes too.
local LENGTH = {}
for first = 0, 255 do
  LENGTH[first] = first < 0xC0 and 1 or first < 0xE0 and 2 or first < 0xF0 and 3 or first < 0xF8 and 4
    or first < 0xFC and 5 or first < 0xFE and 6 or 1
end

-- Bytes of one code point; a byte that begins none counts for itself.
local function code_point_length(line, column)
  local length = LENGTH[byte(line, column + 1)]
  for offset = 2, length do
    local next_byte = byte(line, column + offset)
    if not next_byte or next_byte < 0x80 or next_byte > 0xBF then return 1 end
  end
  return length
end

-- Lead bytes E4 to E9: ideographs, which neither compose nor are composed with by a character of their kind.
local function stands_alone(first) return first < 0x80 or (first >= 0xE4 and first <= 0xE9) end

local composes = {}

-- Whether the code point goes on the character before it. Which ones do changes between releases of
-- Neovim, so it is asked.
local function is_composing(before, code_point)
  if stands_alone(byte(code_point)) then return false end
  local both = before .. code_point
  local answer = composes[both]
  if answer == nil then
    answer = vim.fn.strchars(both, 1) == vim.fn.strchars(before, 1)
    composes[both] = answer
  end
  return answer
end

---The column behind the character at a column, composing characters included.
---@param line string
---@param column integer before the line's end
---@return integer
function M.after(line, column)
  local finish = column + code_point_length(line, column)
  while true do
    local first = byte(line, finish + 1)
    if not first or stands_alone(first) or code_point_length(line, finish) == 1 then return finish end
    local next_finish = finish + code_point_length(line, finish)
    if not is_composing(sub(line, column + 1, finish), sub(line, finish + 1, next_finish)) then return finish end
    finish = next_finish
  end
end

-- The start of the code point that ends at a column.
local function code_point_before(line, column)
  local start = column - 1
  while start > 0 and column - start < 6 and byte(line, start + 1) >= 0x80 and byte(line, start + 1) <= 0xBF do
    start = start - 1
  end
  return start + code_point_length(line, start) == column and start or column - 1
end

-- A character of more code points than this is cut: no script has one, and nothing may take for ever.
local MOST_COMPOSING = 16

---The column where the character before a column begins.
---@param line string
---@param column integer more than 0
---@return integer
function M.before(line, column)
  local start = code_point_before(line, column)
  if stands_alone(byte(line, start + 1)) then return start end
  local base = start
  for _ = 1, MOST_COMPOSING do
    if base == 0 then break end
    base = code_point_before(line, base)
    if M.after(line, base) == column then return base end
  end
  return start
end

---The column where the character begins that holds a column.
---@param line string
---@param column integer
---@return integer
function M.start(line, column)
  if column <= 0 or column >= #line then return column end
  local first = byte(line, column + 1)
  if first < 0x80 then return column end
  local start = column
  while start > 0 and column - start < 6 and byte(line, start + 1) >= 0x80 and byte(line, start + 1) <= 0xBF do
    start = start - 1
  end
  return start + code_point_length(line, start) > column and start or column
end

-- Classes as Neovim numbers them: 0 blank, 1 punctuation, 2 word, 3 emoji, others a script of its own.
local BLANK, PUNCTUATION, WORD, EMOJI = 0, 1, 2, 3
local HIRAGANA, KATAKANA, IDEOGRAPH = 0x3040, 0x30A0, 0x4E00

M.BLANK, M.PUNCTUATION = BLANK, PUNCTUATION

-- What charclass() tells, for a Neovim that has no such function: first, last, class.
local SCRIPTS = {
  { 0x2070, 0x207F, 0x2070 }, { 0x2080, 0x2094, 0x2080 }, { 0x20A0, 0x27FF, PUNCTUATION }, { 0x2800, 0x28FF, 0x2800 },
  { 0x3040, 0x309F, HIRAGANA }, { 0x30A0, 0x30FF, KATAKANA }, { 0x3300, 0x9FFF, IDEOGRAPH }, { 0xAC00, 0xD7A3, 0xAC00 },
  { 0xF900, 0xFAFF, IDEOGRAPH }, { 0x1F000, 0x1FAFF, EMOJI }, { 0x20000, 0x2FA1F, IDEOGRAPH },
}

local BLANKS = { ["\0"] = true, [" "] = true, ["\t"] = true, ["\194\160"] = true, ["\160"] = true, ["　"] = true }
for last = 0x80, 0x8B do BLANKS["\226\128" .. string.char(last)] = true end -- U+2000 to U+200B
for _, blank in ipairs { "\226\128\168", "\226\128\169", "\226\128\175", "\226\129\159", "\225\154\128" } do
  BLANKS[blank] = true
end

local function class_by_table(character)
  if BLANKS[character] then return BLANK end
  local code_point = vim.fn.char2nr(character)
  for _, script in ipairs(SCRIPTS) do
    if code_point >= script[1] and code_point <= script[2] then return script[3] end
  end
  return vim.fn.match(character, [[^\k]]) == 0 and WORD or PUNCTUATION
end

local has_charclass = vim.fn.exists "*charclass" == 1
local function ask_class(character)
  if has_charclass then return vim.fn.charclass(character) end
  return class_by_table(character)
end

-- Classes of characters met before, by the value of 'iskeyword'.
local known_by_keyword = {}

---The classes of characters under the current buffer's 'iskeyword'.
---@return table<string, integer> classes by character, filled as they are asked for
function M.classes()
  local keyword = vim.bo.iskeyword
  local known = known_by_keyword[keyword]
  if not known then
    known = setmetatable({}, { __index = function(self, character)
      local class = ask_class(character)
      self[character] = class
      return class
    end })
    known_by_keyword[keyword] = known
  end
  return known
end

---The first code point of the character at a column, which decides its class.
---@param line string
---@param column integer
---@return string
function M.code_point(line, column) return sub(line, column + 1, column + code_point_length(line, column)) end

---Whether a class is one of scripts that write without spaces and that a segmenter cuts.
---@param class integer
---@return boolean
function M.is_unspaced(class) return class == IDEOGRAPH or class == HIRAGANA or class == KATAKANA end

return M
