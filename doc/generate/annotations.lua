--- Reads the LuaCATS annotations of a module's source: functions with the comment block before each, and classes whose
--- methods are fields.

local M = {}

---@class annotated_function
---@field name string as it stands in the source: newsstat.clean, Timeline:add
---@field parameters string[] of the signature, without those that begin with _
---@field summary string[] lines of the comment before the first tag, without the example
---@field example string Lua, "" where there is none
---@field params { name: string, text: string }[]
---@field returns string[]
---@field returns_value boolean the body has a return with a value

-- A comment block's text, example and tags. A line that begins with two spaces goes on with the tag before it.
local function block_of(lines)
  local found = { summary = {}, example = {}, params = {}, returns = {}, fields = {} }
  local list, tagged
  for _, line in ipairs(lines) do
    local tag, text = line:match "^@(%a+)%s+(.*)$"
    if tag then
      tagged, list = true, ({ param = found.params, ["return"] = found.returns, field = found.fields })[tag]
      if list then list[#list + 1] = text end
      if tag == "class" then found.class = text:match "^[%w_.]+" end
    elseif tagged then
      if list then list[#list] = list[#list] .. " " .. line:gsub("^%s+", "") end
    elseif line:find "^    " then
      found.example[#found.example + 1] = line:sub(5)
    elseif line:find "%S" then
      found.summary[#found.summary + 1] = line
    end
  end
  found.example = table.concat(found.example, "\n")
  for i, text in ipairs(found.params) do
    local name, rest = text:match "^([%w_.]+%??)%s+(.*)$"
    found.params[i] = { name = name, text = rest }
  end
  return found
end

local function parameters_of(list)
  local names = {}
  for name in list:gmatch "[%w_.]+" do
    if not name:find "^_" then names[#names + 1] = name end
  end
  return names
end

-- The lines of a function's body; its end stands as far to the left as its beginning.
local function body_of(lines, i)
  if lines[i]:find "%send$" then return lines[i] end
  local body = {}
  for k = i + 1, #lines do
    if lines[k] == "end" then break end
    body[#body + 1] = lines[k]
  end
  return table.concat(body, "\n")
end

---@param source string Lua
---@return annotated_function[] functions in their order
---@return table[] classes with class, summary, example and fields
function M.read(source)
  local lines, comment, functions, classes = {}, {}, {}, {}
  for line in (source .. "\n"):gmatch "([^\n]*)\n" do lines[#lines + 1] = line end
  for i, line in ipairs(lines) do
    local text = line:match "^%-%-%-(.*)$"
    if text then
      comment[#comment + 1] = text
    else
      local name, list = line:match "^function ([%w_]+[.:][%w_]+)%((.-)%)"
      local block = (name or comment[1]) and block_of(comment)
      if name then
        block.name, block.parameters = name, parameters_of(list)
        block.returns_value = body_of(lines, i):find "return%s+[^%s]" ~= nil
        functions[#functions + 1] = block
      elseif block and block.class then
        classes[#classes + 1] = block
      end
      comment = {}
    end
  end
  return functions, classes
end

return M
