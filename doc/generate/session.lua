--- Runs what a document shows: its ```console blocks, whose lines "$ command" are followed by what it prints, in order
--- and in one new folder, with `newsstat` and `lua` in the path and the project's examples as `examples`. A ```lua
--- block that begins with a line "-- name.lua" becomes that file.

local lfs = require "lfs"

local M = {}

local function read(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read "*a"
  file:close()
  return text
end

local function write(path, text)
  local file = assert(io.open(path, "wb"))
  file:write(text)
  file:close()
end

local function quoted(text) return "'" .. text:gsub("'", "'\\''") .. "'" end

local function interpreter()
  local first = 0
  while arg[first - 1] do first = first - 1 end
  return arg[first]
end

-- The path of modules, fit for any folder.
local function absolute(path, root)
  return (path:gsub("[^;]+", function(entry) return entry:find "^/" and entry or root .. "/" .. entry:gsub("^%./", "") end))
end

-- A folder to work in, and the line of shell that comes before each command.
local function open(root)
  local base = os.tmpname()
  os.remove(base)
  assert(lfs.mkdir(base))
  assert(lfs.mkdir(base .. "/bin"))
  assert(lfs.mkdir(base .. "/folder"))
  local modules = root .. "/lua/?.lua;" .. root .. "/lua/?/init.lua;" .. absolute(package.path, root)
  local set = ("export LUA_PATH=%s LUA_CPATH=%s; unset LUA_PATH_5_3 LUA_CPATH_5_3 LUA_PATH_5_4 LUA_CPATH_5_4; ")
    :format(quoted(modules), quoted(absolute(package.cpath, root)))
  write(base .. "/bin/lua", ("#!/bin/sh\nexec %s \"$@\"\n"):format(interpreter()))
  write(base .. "/bin/newsstat", ("#!/bin/sh\nexec lua %s \"$@\"\n"):format(quoted(root .. "/bin/newsstat")))
  os.execute(("chmod +x %s/bin/*; ln -s %s %s/folder/examples"):format(base, quoted(root .. "/examples"), base))
  return base, ("cd %s/folder; export PATH=%s/bin:\"$PATH\" TZ=UTC LC_ALL=C.UTF-8; %s"):format(base, base, set)
end

-- What a command prints, errors too.
local function output_of(before, command)
  local pipe = assert(io.popen(before .. "{ " .. command .. "\n} 2>&1", "r"))
  local text = pipe:read "*a"
  pipe:close()
  return (text:gsub("([^\n])$", "%1\n"))
end

-- A console block as it ought to be. A command goes on after a backslash at a line's end.
local function replay(block, before)
  local lines, command = {}, nil
  for line in block:gmatch "([^\n]*)\n" do
    local first = line:match "^%$ (.*)"
    if first or command then
      lines[#lines + 1] = line .. "\n"
      command = (command and command .. "\n" or "") .. (first or line)
      if not line:find "\\$" then
        lines[#lines + 1] = output_of(before, command)
        command = nil
      end
    end
  end
  return table.concat(lines)
end

---A document with what its commands print now.
---@param text string Markdown
---@param root string the project's folder
---@return string text
function M.run(text, root)
  local base, before = open(root)
  local done, result = pcall(string.gsub, text, "(```(%a+)\n)(.-)(```)", function(head, kind, block, tail)
    if kind == "console" then return head .. replay(block, before) .. tail end
    local name = kind == "lua" and block:match "^%-%- ([%w_]+%.lua)\n"
    if name then write(base .. "/folder/" .. name, block) end
  end)
  os.execute("rm -rf " .. quoted(base))
  return assert(done and result, result)
end

M.read, M.write = read, write

return M
