--- Compiling word lists to lexicon images.

local core = require "newsstat.core"
local options_of = require "newsstat.options"
local terms = require "newsstat.terms"
local whole_file = require "newsstat.whole_file"

local M = {}

---A lexicon from an image, or the one that is built in.
---@param path? string
---@return table|nil lexicon
---@return string|nil message that names the image and what is wrong with it
function M.open(path)
  if path then return core.lexicon(path) end
  return terms.lexicon()
end

---@class newsstat.word_list
---@field name string for messages
---@field text string lines "word [count [tag]]"

-- Lists one behind another, and for the number of a line which list it is of and where in that.
local function join(lists)
  local texts, ends, lines = {}, {}, 0
  for i, list in ipairs(lists) do
    -- The mark that some programs write before the first line is one only there.
    local text = list.text:gsub("^\239\187\191", "")
    if text:sub(-1) ~= "\n" then text = text .. "\n" end
    lines = lines + select(2, text:gsub("\n", ""))
    texts[i], ends[i] = text, lines
  end
  return table.concat(texts), function(line)
    local before = 0
    for i, last in ipairs(ends) do
      if line <= last then return ("%s:%d"):format(lists[i].name, line - before) end
      before = last
    end
  end
end

---@class newsstat.compiled
---@field words integer in the image
---@field same integer words that gave way to another spelling or line of theirs
---@field never_found integer words that texts are always cut inside: with a mark in them, or of another script
---@field first_never_found string|nil "list:line" of the first of these
---@field size integer bytes of the image

---Compiles word lists.
---@param lists newsstat.word_list[]
---@param base table lexicon
---@param extend? boolean
---@return string|nil image
---@return newsstat.compiled|string report, or a message that names the line and the remedy
function M.compile(lists, base, extend)
  local text, place_of = join(lists)
  local image, report, line = base:compile(text, extend)
  if not image then return nil, ("%s: %s"):format(line and place_of(line) or lists[1].name, report) end
  report.size = #image
  report.first_never_found = report.never_found > 0 and place_of(report.first_never_found) or nil
  return image, report
end

local function list_of(words)
  if type(words) == "string" then
    local text, message = whole_file.read(words)
    return text and { name = words, text = text }, message
  end
  for number, line in ipairs(words) do
    if type(line) ~= "string" then return nil, ("word list:%d: a string expected, got %s"):format(number, type(line)) end
    if line:find "\n" then return nil, ("word list:%d: the line holds a line break"):format(number) end
  end
  return { name = "word list", text = table.concat(words, "\n") }
end

local OPTIONS = { base = "string", extend = "boolean" }

---@class newsstat.compile_options
---@field base? string path of the image to build on; default the built-in lexicon
---@field extend? boolean keep the base's words too; default false

---Compiles a word list to a lexicon image for newsstat.segmenter. All that is no word (characters and
---their folding, names, boundary weights) comes from the base.
---
---    local path = os.tmpname()
---    local report = assert(newsstat.compile_lexicon({ "蜂箱 50 n", "耳朵 80 n" }, path))
---    print(report.words == 2)                     --> true
---    local segmenter = newsstat.segmenter { lexicon = path }
---    print(segmenter:cut("蜂箱耳朵", { join = "/" }))  --> 蜂箱/耳朵
---    os.remove(path)
---@param words string|string[] a list's path, or a list of lines "word [count [tag]]" with tabs or spaces between;
---  a word without a count is as frequent as the base's mean word. Of words that fold to the same the one with the largest
---  count stands.
---@param path string of the image; an old one is replaced as a whole, or left as it is on failure
---@param options? newsstat.compile_options
---@return newsstat.compiled|nil report
---@return string|nil message that names the list's line or the file, and the remedy
function M.compile_file(words, path, options)
  options = options_of.check(options, OPTIONS, "newsstat.compile_lexicon")
  if type(words) ~= "string" and type(words) ~= "table" then
    error("newsstat.compile_lexicon: a list's path or a table of lines expected, got " .. type(words), 2)
  end
  if type(path) ~= "string" then
    error("newsstat.compile_lexicon: the image's path expected, got " .. type(path), 2)
  end
  local list, message = list_of(words)
  if not list then return nil, message end
  local base, problem = M.open(options.base)
  if not base then return nil, problem end
  local image, report = M.compile({ list }, base, options.extend)
  if not image then return nil, report end
  local written, reason = core.replace_file(path, image)
  if not written then return nil, reason end
  return report
end

return M
