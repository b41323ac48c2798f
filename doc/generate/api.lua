--- Writes the reference of the Lua interface from the sources' annotations, from the project's folder:
--- lua doc/generate/api.lua > doc/api.md

package.path = "doc/generate/?.lua;" .. package.path
local interface = require "interface"

local out = {}
local function put(...) for _, line in ipairs { ... } do out[#out + 1] = line end end

local function put_example(example)
  if example ~= "" then put("```lua", example, "```", "") end
end

-- Tags that are named in prose are no tags of the page.
local function prose(text) return (text:gsub("<", "\\<")) end

local function put_list(title, items)
  if items[1] then put(title, "") end
  for _, item in ipairs(items) do put("- " .. prose(item)) end
  if items[1] then put "" end
end

local function put_function(entry)
  put("### `" .. entry.name .. "(" .. table.concat(entry.parameters, ", ") .. ")`", "")
  put(prose(table.concat(entry.summary, "\n")), "")
  local params = {}
  for i, param in ipairs(entry.params) do params[i] = "`" .. param.name .. "` " .. param.text end
  put_list("Takes", params)
  put_list("Returns", entry.returns)
  put_example(entry.example)
end

local function put_class(class)
  put("### `" .. class.class .. "`", "", prose(table.concat(class.summary, "\n")), "")
  local methods = {}
  for _, field in ipairs(class.fields) do
    local name, signature = interface.method(field)
    if name then methods[#methods + 1] = "`" .. name .. "` " .. signature end
  end
  put_list("Methods", methods)
  put_example(class.example)
end

put("# The Lua interface", "",
  "Written from the annotations in the sources by `doc/generate/api.lua`; language servers read the same. The options",
  "and rows that are named as types, such as `newsstat.trends_options`, are described in the file named above them.", "",
  "Wrong arguments raise an error that names the argument. Bad data and failing input and output give `nil` and a message.",
  "Text is UTF-8, positions are bytes from 1, times are seconds since 1970-01-01 UTC. In the examples `newsstat` is",
  "`require \"newsstat\"` and `timeline` holds `examples/articles` by month; what `-->` says is printed.", "")
for _, section in ipairs(interface.read()) do
  if section.title then put("## " .. section.title, "") end
  put("Annotated in `" .. section.path .. "`.", "")
  for _, entry in ipairs(section.functions) do put_function(entry) end
  for _, class in ipairs(section.classes) do put_class(class) end
end
io.write((table.concat(out, "\n"):gsub("%s+$", "")), "\n")
