--- Where words begin inside runs of Chinese, cut only around what is asked for and kept until the text changes.
--
-- A line is taken in blocks. A block begins behind punctuation where there is some, so that a cut sees whole
-- clauses; a long line without any is cut with some text around the block. Where blocks begin depends on
-- the line alone, so that the answer is the same wherever the cursor came from.

local characters = require "newsstat.nvim.characters"

local floor, max, min = math.floor, math.max, math.min
local byte, find, sub = string.byte, string.find, string.sub

local M = {}

local BLOCK = 1024  -- bytes
local REACH = 512   -- bytes before a block's place in which punctuation is looked for
local AROUND = 96   -- bytes beyond a block's edge that are cut along where no punctuation stands

-- ASCII marks and spaces; U+3000 to U+303F; U+FF01 to U+FF0F, U+FF1A to U+FF1F.
local MARKS = { "[%s%p]", "\227\128[\128-\191]", "\239\188[\129-\143\154-\159]" }

-- The column behind the last mark in a stretch of the line, or nil.
local function behind_last_mark(line, first, last)
  local stretch, behind = sub(line, first + 1, last), 0
  for _, mark in ipairs(MARKS) do
    local finish = 0
    while finish do
      behind = max(behind, finish)
      finish = select(2, find(stretch, mark, finish + 1))
    end
  end
  return behind > 0 and first + behind or nil
end

-- Where a block begins, and whether that is a place between clauses.
local function edge(line, block)
  local place = block * BLOCK
  if place <= 0 then return 0, true end
  if place >= #line then return #line, true end
  local behind = behind_last_mark(line, place - REACH, characters.start(line, place))
  if behind then return behind, true end
  return characters.start(line, place), false
end

-- Marks where the words begin in one block. A cut that fails, or does not give back its text, is not trusted
-- further than it does.
local function cut_block(cut, line, block)
  local first, is_first_clean = edge(line, block)
  local last, is_last_clean = edge(line, block + 1)
  local from = is_first_clean and first or characters.start(line, max(0, first - AROUND))
  local to = is_last_clean and last or characters.start(line, min(#line, last + AROUND))
  local starts, text, at = {}, sub(line, from + 1, to), 0
  local done, words = pcall(cut, text)
  for _, word in ipairs(done and type(words) == "table" and words or { text }) do
    local found = type(word) == "string" and find(text, word, at + 1, true)
    if not found then break end
    local column = from + found - 1
    if column >= first and column < last then starts[column] = true end
    at = found + #word - 1
  end
  return { first = first, last = last, starts = starts }
end

---@class newsstat.nvim.words
---@field private cut fun(text: string): string[]
---@field private tick integer the changedtick for which lines holds
---@field private lines table<integer, table<integer, table>>
local Words = {}
Words.__index = Words

---Whether a word begins at a column.
---@param number integer the line's
---@param line string its text
---@param column integer where a character begins
---@return boolean
function Words:begins(number, line, column)
  local blocks = self.lines[number]
  if not blocks then
    blocks = {}
    self.lines[number] = blocks
  end
  local index = floor(column / BLOCK)
  local block = blocks[index] or cut_block(self.cut, line, index)
  blocks[index] = block
  if column >= block.last then
    block = blocks[index + 1] or cut_block(self.cut, line, index + 1)
    blocks[index + 1] = block
  end
  return block.starts[column] == true
end

-- By the cut and by buffer, so that a buffer that was wiped leaves nothing behind that could be mistaken.
local kept = setmetatable({}, { __mode = "k" })

---The words of a buffer as it is now.
---@param buffer integer
---@param cut fun(text: string): string[]
---@return newsstat.nvim.words
function M.of(buffer, cut)
  local by_buffer = kept[cut] or {}
  kept[cut] = by_buffer
  local tick = vim.api.nvim_buf_get_changedtick(buffer)
  local words = by_buffer[buffer]
  if not words or words.tick ~= tick then
    words = setmetatable({ cut = cut, tick = tick, lines = {} }, Words)
    by_buffer[buffer] = words
  end
  return words
end

---Forgets a buffer.
---@param buffer integer
function M.forget(buffer)
  for _, by_buffer in pairs(kept) do by_buffer[buffer] = nil end
end

-- Full-width marks that end a clause, and marks that close behind them.
local CLAUSE_MARKS = {}
for _, mark in ipairs { "，", "。", "、", "；", "：", "！", "？", "．", "｡", "､" } do CLAUSE_MARKS[mark] = true end
local CLOSING_MARKS = {}
for _, mark in ipairs { "”", "’", "」", "』", "）", "》", "】", "〉", "〕", "］", "｝", "…", "—" } do CLOSING_MARKS[mark] = true end

---Whether a WORD begins at a column: behind the full-width marks that end a clause.
---@param line string
---@param column integer where a character begins, not the line's first
---@return boolean
function M.begins_clause(line, column)
  if byte(line, column) < 0x80 then return false end
  local here = characters.code_point(line, column)
  if CLAUSE_MARKS[here] or CLOSING_MARKS[here] then return false end
  local before = column
  while before > 0 do
    before = characters.before(line, before)
    local mark = characters.code_point(line, before)
    if CLAUSE_MARKS[mark] then return true end
    if not CLOSING_MARKS[mark] then return false end
  end
  return false
end

return M
