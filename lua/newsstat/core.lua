--- Loads the C module that was built for this Lua.
--
-- The object's name carries the Lua it was built for (newsstat/core54.so, core51.so for LuaJIT), so
-- that objects for several hosts lie side by side. It is looked for on package.cpath, and beside
-- this file, which is where a checkout has it.

local VERSION = "0.1.0"

local abi = _VERSION:match("%d%.%d"):gsub("%.", "")
local name = "newsstat.core" .. abi

local function folder_of_this_file()
  local source = debug.getinfo(1, "S").source
  return source:match("^@(.*[/\\])[^/\\]*$") or ""
end

local function load_beside(message)
  local path = folder_of_this_file() .. "core" .. abi .. ".so"
  local open, reason = package.loadlib(path, "luaopen_newsstat_core" .. abi)
  if open then return open(name) end
  error(("newsstat's C module for %s is not built or does not load; run 'make LUA=%s' in newsstat's folder\n  %s\n  %s")
    :format(_VERSION, jit and "luajit" or "lua" .. _VERSION:match("%d%.%d"), reason, message), 0)
end

-- A package may be absent, which the search path tells, or present and broken, which loading tells.
local function load()
  local loaded, module = pcall(require, name)
  if loaded then return module end
  return load_beside(tostring(module):match("[^\n]*"))
end

local core = load()
if core.version ~= VERSION then
  error(("newsstat %s found a C module of version %s; build and install both from one source")
    :format(VERSION, tostring(core.version)), 0)
end
return core
