--- The front matter of TOML between two lines +++, as Hugo and Zola write it: a reader of lines for keys whose values
--- are strings, dates, numbers and lists of them. Tables are read as if their keys were the file's own; what is none of
--- these is left out.

local find, gmatch, gsub, lower, match, sub = string.find, string.gmatch, string.gsub, string.lower, string.match, string.sub

local M = {}

local ESCAPES = { n = "\n", t = "\t", r = "\r", b = "\b", f = "\f", ['"'] = '"', ["\\"] = "\\" }

-- A string in double quotes, which has escapes, or single ones; the position after it.
local function read_string(text, at)
  local literal, following = match(text, "^'([^'\n]*)'()", at)
  if literal then return literal, following end
  if sub(text, at, at) ~= '"' then return nil end
  local stop = at + 1
  while true do
    stop = find(text, '["\\\n]', stop)
    local mark = stop and sub(text, stop, stop)
    if mark == '"' then break end
    if mark ~= "\\" then return nil end
    stop = stop + 2
  end
  return (gsub(sub(text, at + 1, stop - 1), "\\(.)", ESCAPES)), stop + 1
end

local function read_list(text, at)
  local items = {}
  at = at + 1
  while true do
    at = match(text, "^[%s,]*()", at)
    if sub(text, at, at) == "]" then return items end
    local item, following = read_string(text, at)
    if not item then item, following = match(text, "^([^%s,%[%]\"']+)()", at) end
    if not item then return nil end
    items[#items + 1], at = item, following
  end
end

-- The value that begins at a position of the whole text: lists go over several lines.
local function read_value(text, at)
  local value = read_string(text, at)
  if value then return value end
  if sub(text, at, at) == "[" then return read_list(text, at) end
  value = match(text, "^([^#\n]*)", at)
  value = value and match(value, "^(.-)%s*$")
  if value ~= "" and not find(value or "{", "^{") then return value end
end

---Reads the front matter that a text starts with.
---@param text string
---@return table<string, string|string[]>|nil fields by lower-case key; nil where there is none that is closed
---@return integer|nil at position after it
function M.front_matter(text)
  local start = match(text, "^\239?\187?\191?%+%+%+[ \t]*\r?\n()")
  if not start then return nil end
  local stop, following = match(text, "()\n%+%+%+[ \t\r]*()\n", start - 1)
  if not stop then stop, following = match(text, "()\n%+%+%+[ \t\r]*()$", start - 1) end
  if not stop then return nil end
  local head, fields = "\n" .. gsub(sub(text, start, stop), "\r\n", "\n"), {}
  for key, at in gmatch(head, "\n[ \t]*\"?([%w_-]+)\"?[ \t]*=[ \t]*()") do
    key = lower(key)
    if fields[key] == nil then fields[key] = read_value(head, at) end
  end
  return fields, following
end

return M
