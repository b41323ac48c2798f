--- newsstat cut: words of text, line by line.

local core = require "newsstat.core"
local inputs = require "newsstat.inputs"
local newsstat = require "newsstat"

local M = { name = "cut", takes_standard_input = true, summary = "cut text into words, one line out for each line in" }

M.example = "echo 我来到北京清华大学 | newsstat cut"

local BLOCK = 2 ^ 17
local STRETCH = 1024

---@param command table argparse's
function M.define(command)
  command:argument("files", "text files in any charset; standard input if none or -"):args "*"
  command:flag("--tags", "write word/TAG, with its part of speech")
  command:flag("--fine", "split personal names, affixed words and longer compounds too")
  command:flag("--search", "before each long word also the words inside it")
  command:option("--user", "words of your own, a line each: word [count [tag]]"):argname "F"
  command:option("--lexicon", "a compiled lexicon image instead of the built-in one"):argname "F"
  inputs.define_charset(command)
end

-- The position behind the last line break, or nil. A pattern that is anchored nowhere would walk the
-- whole block.
local function after_last_break(bytes)
  for last = #bytes, 1, -STRETCH do
    local first = math.max(1, last - STRETCH + 1)
    local found = bytes:sub(first, last):find "\n[^\n]*$"
    if found then return first + found end
  end
end

-- Gives the file's bytes in blocks that end where a line does, or nil and perhaps a message. What
-- follows a block's last line waits for the next.
local function line_blocks(file)
  local waiting = {}
  return function()
    while true do
      local bytes, message = file:read(BLOCK)
      if not bytes then
        local rest = table.concat(waiting)
        waiting = {}
        if rest ~= "" then return rest end
        return nil, message
      end
      -- Less than was asked for is the end: a short file is one block.
      local tail = #bytes < BLOCK and #bytes + 1 or after_last_break(bytes)
      waiting[#waiting + 1] = bytes:sub(1, tail and tail - 1 or -1)
      if tail then
        local block = table.concat(waiting)
        waiting = { bytes:sub(tail) }
        return block
      end
    end
  end
end

-- Gives the blocks as UTF-8, or nil and perhaps a message. What the first one that is not all ASCII is in,
-- so are the others; UTF-16, whose lines do not end at a byte, is read as a whole.
local function text_blocks(file, label)
  local next_block = line_blocks(file)
  return function()
    local block, message = next_block()
    if not block then return nil, message end
    local text, name, source = core.decode(block, label)
    local is_ascii = source == "default" and name == "UTF-8"
    if text and not is_ascii then label = name end
    if not text or not name:find "^UTF%-16" then return text, name end
    local blocks = { block }
    for rest in next_block do blocks[#blocks + 1] = rest end
    return core.decode(table.concat(blocks), label)
  end
end

local function tagged(segmenter, text)
  local parts, line_begins = {}, true
  for word, _, _, tag in segmenter:words(text) do
    if tag ~= "sp" then
      parts[#parts + 1] = (line_begins and "" or " ") .. word .. "/" .. tag
      line_begins = false
    elseif word:find "^[\r\n]" then
      parts[#parts + 1] = word
      line_begins = true
    end
  end
  return table.concat(parts)
end

local function cut_file(console, arguments, segmenter, file, name)
  local next_block = text_blocks(file, arguments.charset)
  local options = { join = " ", mode = arguments.search and "search" or nil }
  local block, message = next_block()
  while block do
    local text, problem
    if arguments.tags then text = tagged(segmenter, block) else text, problem = segmenter:cut(block, options) end
    if not text then return console:problem(name .. ": " .. problem) end
    console:write(text)
    if block:sub(-1) ~= "\n" then console:write "\n" end
    block, message = next_block()
  end
  if message then console:problem(name .. ": " .. message) end
end

---@param console newsstat.console
---@param arguments table
function M.run(console, arguments)
  local segmenter, message = newsstat.segmenter {
    user = arguments.user, lexicon = arguments.lexicon, granularity = arguments.fine and "fine" or nil,
  }
  if not segmenter then return console:fail(message) end
  inputs.each_file(console, arguments.files, function(file, name)
    cut_file(console, arguments, segmenter, file, name)
  end)
end

return M
