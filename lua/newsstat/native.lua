--- Loads the C modules that were built for this Lua.
--
-- An object's name carries the Lua it was built for (newsstat/core54.so, core51.so for LuaJIT), so
-- that objects for several hosts lie side by side. It is looked for on package.cpath, and beside
-- this file, which is where a checkout has it.

local M = {}

local abi = _VERSION:match("%d%.%d"):gsub("%.", "")

local function folder_of_this_file()
  local source = debug.getinfo(1, "S").source
  return source:match("^@(.*[/\\])[^/\\]*$") or ""
end

-- The command that builds the modules for this Lua.
local function build_command()
  if type(rawget(_G, "vim")) == "table" then return "make nvim" end
  return "make LUA=" .. (jit and "luajit" or "lua" .. _VERSION:match "%d%.%d")
end

-- Lua 5.1 and LuaJIT mark a module that is being loaded by a value that is no module (a light userdata, whose type
-- some builds tell as a number). The mark stays when loading raises; all who ask again would then be told of a loop
-- instead of what is wrong.
local function forget_unfinished()
  for name, value in pairs(package.loaded) do
    if type(value) ~= "table" and name:find "^newsstat" then package.loaded[name] = nil end
  end
end

local function load_beside(name, message)
  local path = folder_of_this_file() .. name .. abi .. ".so"
  local open, reason = package.loadlib(path, "luaopen_newsstat_" .. name .. abi)
  if open then return open("newsstat." .. name .. abi) end
  forget_unfinished()
  error(("newsstat's C module '%s' for %s is not built or does not load; run '%s' in newsstat's folder\n  %s\n  %s")
    :format(name, _VERSION, build_command(), reason, message), 0)
end

---Loads one. Raises where it is absent or broken, and says how it is built.
---@param name string as "core"
---@return table module
function M.load(name)
  -- A package may be absent, which the search path tells, or present and broken, which loading tells.
  local loaded, module = pcall(require, "newsstat." .. name .. abi)
  if loaded then return module end
  return load_beside(name, tostring(module):match("[^\n]*"))
end

return M
