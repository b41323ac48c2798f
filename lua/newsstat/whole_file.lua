--- Files that are read as a whole, such as lists of words.

local M = {}

---@param path string "-" is a file of that name too
---@return string|nil bytes
---@return string|nil message names the file
function M.read(path)
  local file, message = io.open(path, "rb")
  if not file then return nil, message end
  local bytes, problem = file:read "*a"
  file:close()
  if not bytes then return nil, path .. ": " .. problem end
  return bytes
end

---@param name string a path; "-" for standard input
---@return string|nil bytes
---@return string|nil message names the file
function M.read_named(name)
  if name ~= "-" then return M.read(name) end
  local bytes, problem = io.stdin:read "*a"
  if not bytes then return nil, "standard input: " .. problem end
  return bytes
end

---@param path string
---@return (fun(): string|nil)|nil iterator of the lines, without their line feeds and a byte order mark, and an empty one behind them
---@return string|nil message names the file
function M.lines(path)
  local bytes, message = M.read(path)
  if not bytes then return nil, message end
  return bytes:gsub("^\239\187\191", ""):gmatch "([^\n]*)\n?"
end

return M
