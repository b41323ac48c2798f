--- newsstat cut: words of text, line by line.

local inputs = require "newsstat.inputs"
local terms = require "newsstat.terms"

local M = { name = "cut", takes_standard_input = true, summary = "cut text into words, one line out for each line in" }

M.example = "echo 我来到北京清华大学 | newsstat cut"

local BLOCK = 2 ^ 20

---@param command table argparse's
function M.define(command)
  command:argument("files", "text files in UTF-8; standard input if none or -"):args "*"
  command:flag("--tags", "write word/TAG, with its part of speech")
end

-- A block of whole lines, or nil and perhaps a message.
local function read_lines(file)
  local block, message = file:read(BLOCK)
  if not block or block:sub(-1) == "\n" then return block, message end
  local rest = file:read "*l"
  if not rest then return block end
  -- "*l" swallows the line's end; where the file ends without one, one more does no harm.
  return block .. rest .. "\n"
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

---@param console newsstat.console
---@param arguments table
function M.run(console, arguments)
  local segmenter = terms.segmenter()
  inputs.each_file(console, arguments.files, function(file, name)
    local block, message = read_lines(file)
    while block do
      local text, problem
      if arguments.tags then
        text = tagged(segmenter, block)
      else
        text, problem = segmenter:cut(block, { join = " " })
      end
      if not text then return console:problem(name .. ": " .. problem) end
      console:write(text)
      if block:sub(-1) ~= "\n" then console:write "\n" end
      block, message = read_lines(file)
    end
    if message then console:problem(name .. ": " .. message) end
  end)
end

return M
