--- Files and folders of specs.

local lfs = require "lfs"

local M = {}

---@param path string
---@return string bytes
function M.read(path)
  local file = assert(io.open(path, "rb"))
  local bytes = file:read "*a"
  file:close()
  return bytes
end

---@param path string
---@param bytes string
function M.write(path, bytes)
  local file = assert(io.open(path, "wb"))
  assert(file:write(bytes))
  assert(file:close())
end

---@return string path of a new, empty folder
function M.new_folder()
  local path = os.tmpname()
  os.remove(path)
  assert(lfs.mkdir(path))
  return path
end

return M
