--- What is public, in the order of the manual: which functions of which file, and how a user calls them.

local annotations = require "annotations"

local M = {}

-- `names`: the source's name of a function, or what precedes it, -> the user's.
local SECTIONS = {
  { "The module", "lua/newsstat/init.lua", { ["newsstat."] = "newsstat." } },
  { nil, "lua/newsstat/keywords.lua", { ["M.of"] = "newsstat.keywords" } },
  { nil, "lua/newsstat/concordance.lua", { ["M.of"] = "newsstat.concordance" } },
  { nil, "lua/newsstat/lexicons.lua", { ["M.compile_file"] = "newsstat.compile_lexicon" } },
  {
    "Timelines", "lua/newsstat/timeline.lua",
    { ["M.new"] = "newsstat.timeline", ["Timeline:"] = "timeline:", ["Timeline."] = "timeline:" },
  },
  { nil, "lua/newsstat/timeline_analyses.lua", { ["Timeline:"] = "timeline:" } },
  { "Reports", "lua/newsstat/report.lua", { ["M."] = "newsstat.report." } },
  { "Stores: `require \"newsstat.store\"`", "lua/newsstat/store.lua", { ["M."] = "store.", ["Store:"] = "store:" } },
  { "nginx: `require \"newsstat.nginx\"`", "lua/newsstat/nginx.lua", { ["M."] = "nginx." } },
}

-- What a stored timeline asks of its store, and nobody else.
local INTERNAL = { ["store:read_published"] = true, ["store:publish"] = true }

-- Classes of objects that are made in C.
M.CLASSES = { ["newsstat.cleaner"] = true, ["newsstat.segmenter"] = true, ["newsstat.counter"] = true }

local function read(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read "*a"
  file:close()
  return text
end

local function public_name(name, names)
  local prefix, rest = name:match "^([%w_]+[.:])(.+)$"
  if names[name] then return names[name] end
  return names[prefix] and not rest:find "^__" and names[prefix] .. rest or nil
end

---@return { title: string|nil, path: string, functions: annotated_function[], classes: table[] }[]
function M.read()
  local sections = {}
  for _, section in ipairs(SECTIONS) do
    local functions, classes = annotations.read(read(section[2]))
    local found = { title = section[1], path = section[2], functions = {}, classes = {} }
    for _, entry in ipairs(functions) do
      entry.name = public_name(entry.name, section[3])
      if entry.name and not INTERNAL[entry.name] then found.functions[#found.functions + 1] = entry end
    end
    for _, class in ipairs(classes) do
      if section[2]:find "init%.lua$" and M.CLASSES[class.class] then found.classes[#found.classes + 1] = class end
    end
    sections[#sections + 1] = found
  end
  return sections
end

---A method of a class that is written as a field.
---@param field string name fun(...) and what follows
---@return string|nil name
---@return string|nil signature
function M.method(field) return field:match "^([%w_]+)%s+(fun%(self.*)$" end

return M
