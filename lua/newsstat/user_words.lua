--- User words: lines of "word [count [tag]]", as jieba's user dictionaries have them.

local whole_file = require "newsstat.whole_file"
local M = {}

-- The last fields of a line may be a count and a tag; a word may hold spaces before them.
local function split_line(line)
  local word, count, tag = line:match "^(.-)[ \t]+(%d+%.?%d*)[ \t]+([%w_]+)$"
  if not word then
    word, count = line:match "^(.-)[ \t]+(%d+%.?%d*)$"
  end
  if not word then
    word, tag = line:match "^(.-)[ \t]+(%l[%l%d]?[%l%d]?)$"
  end
  return word or line, tonumber(count), tag
end

local function add_line(segmenter, line)
  line = line:gsub("^[ \t]+", ""):gsub("[ \t\r]+$", "")
  if line == "" then return true end
  return segmenter:add(split_line(line))
end

local function lines_of(source)
  if type(source) == "table" then return ipairs(source) end
  local next_line, message = whole_file.lines(source)
  if not next_line then return nil, message end
  local number = 0
  return function()
    number = number + 1
    local line = next_line()
    if line then return number, line end
  end
end

---Adds words to a segmenter. A bad line is named, and nothing is added behind it.
---@param segmenter newsstat.segmenter
---@param source string|string[] a file's path, or a list of lines
---@return newsstat.segmenter|nil segmenter
---@return string|nil message that names the line
function M.add(segmenter, source)
  local step, state, start = lines_of(source)
  if not step then return nil, state end
  local name = type(source) == "string" and source or "user words"
  for number, line in step, state, start do
    if type(line) ~= "string" then return nil, ("%s:%d: a string expected, got %s"):format(name, number, type(line)) end
    local added, message = add_line(segmenter, line)
    if not added then return nil, ("%s:%d: %s"):format(name, number, message) end
  end
  return segmenter
end

return M
