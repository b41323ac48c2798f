--- How much a buffer holds: characters, Chinese characters, words. For statuslines, so it never holds the editor up.
--
-- Counts are kept until the buffer changes. A long buffer is counted in slices between which Neovim goes on; until
-- that is done the counts of before are given.

local tokenizer = require "newsstat.nvim.tokenizer"

local M = {}

---@class newsstat.nvim.counts
---@field characters integer without white space
---@field han integer Chinese characters
---@field words integer words of all scripts, punctuation left out
---@field lines integer
---@field current boolean false while a change is still being counted

-- Ideographs by their bytes in UTF-8: U+3400 to U+4DBF, U+4E00 to U+9FFF, U+20000 to U+3FFFF.
local HAN = {
  "\227[\144-\191][\128-\191]", "\228[\128-\182][\128-\191]", "\228[\184-\191][\128-\191]", "[\229-\233][\128-\191][\128-\191]",
  "\240[\160-\191][\128-\191][\128-\191]",
}

local NO_WORDS = { w = true, sp = true }

local function occurrences(text, pattern)
  local _, count = text:gsub(pattern, "")
  return count
end

---Counts a text.
---@param text string
---@return newsstat.nvim.counts|nil counts
---@return string|nil message where newsstat is not built
function M.text(text)
  local segmenter, problem = tokenizer.segmenter()
  if not segmenter then return nil, problem end
  local counts = { characters = occurrences(text, "[^%s\128-\191]") - occurrences(text, "\227\128\128"), han = 0, words = 0,
    lines = occurrences(text, "\n") }
  for _, pattern in ipairs(HAN) do counts.han = counts.han + occurrences(text, pattern) end
  for _, _, _, tag in segmenter:words(text) do
    if not NO_WORDS[tag] then counts.words = counts.words + 1 end
  end
  return counts
end

local SLICE = 32 * 1024 -- bytes that are counted at once, some two milliseconds

-- The text of lines from one on, up to a slice, and the line behind it.
local function slice(buffer, first, last)
  local parts, bytes, number = {}, 0, first
  while number < last and bytes < SLICE do
    local line = vim.api.nvim_buf_get_lines(buffer, number, number + 1, false)[1] or ""
    parts[#parts + 1], bytes, number = line, bytes + #line + 1, number + 1
  end
  return table.concat(parts, "\n") .. "\n", number
end

-- By buffer: the last counts, the changedtick they are of, and that of a count under way.
local kept = {}

local NONE = { characters = 0, han = 0, words = 0, lines = 0, current = false }

-- Counts the slice from a line on into a sum, then the next ones; gives the sum where it is whole.
local function count_on(buffer, tick, number, sum, once_done)
  if not vim.api.nvim_buf_is_loaded(buffer) then
    kept[buffer] = nil
    return
  end
  local entry = kept[buffer]
  if not entry or entry.pending ~= tick or vim.api.nvim_buf_get_changedtick(buffer) ~= tick then return end
  local last = vim.api.nvim_buf_line_count(buffer)
  local text, behind = slice(buffer, number, last)
  local counts = M.text(text)
  if not counts then return end
  for name, value in pairs(counts) do sum[name] = (sum[name] or 0) + value end
  if behind >= last then
    sum.current = true
    entry.counts, entry.tick, entry.pending = sum, tick, nil
    return once_done and once_done()
  end
  vim.defer_fn(function() count_on(buffer, tick, behind, sum, function() vim.cmd "redrawstatus!" end) end, 5)
end

local QUIET = 300 -- milliseconds after the last change before a long buffer is counted

-- Starts counting a long buffer once changes have paused.
local function count_later(buffer, entry, tick)
  entry.pending = tick
  vim.defer_fn(function()
    if entry.pending == tick then count_on(buffer, tick, 0, {}, function() vim.cmd "redrawstatus!" end) end
  end, QUIET)
end

---The counts of a buffer, at once.
---@param buffer? integer default the current one
---@return newsstat.nvim.counts
function M.buffer(buffer)
  if not buffer or buffer == 0 then buffer = vim.api.nvim_get_current_buf() end
  if not tokenizer.segmenter() then return NONE end
  local tick = vim.api.nvim_buf_get_changedtick(buffer)
  local entry = kept[buffer] or { counts = NONE }
  kept[buffer] = entry
  if entry.tick == tick then return entry.counts end
  local bytes = vim.api.nvim_buf_get_offset(buffer, vim.api.nvim_buf_line_count(buffer))
  if bytes <= SLICE then
    entry.pending = tick
    count_on(buffer, tick, 0, {})
  elseif entry.pending ~= tick then
    count_later(buffer, entry, tick)
  end
  if entry.tick == tick then return entry.counts end
  return setmetatable({ current = false }, { __index = entry.counts })
end

---Forgets a buffer.
---@param buffer integer
function M.forget(buffer) kept[buffer] = nil end

return M
