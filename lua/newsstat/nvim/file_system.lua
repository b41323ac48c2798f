--- What the reader of folders needs of LuaFileSystem, by Neovim's own luv, where LuaFileSystem is not installed.

local uv = vim.uv or vim.loop

local M = {}

local MODES = { file = "file", directory = "directory" }

---@param path string
---@return { mode: string, dev: integer, ino: integer }|nil
---@return string|nil message
function M.attributes(path)
  local found, message = uv.fs_stat(path)
  if not found then return nil, "cannot obtain information from file '" .. path .. "': " .. tostring(message) end
  return { mode = MODES[found.type] or "other", dev = found.dev, ino = found.ino }
end

---Makes `require "lfs"` give LuaFileSystem, or this where there is none.
function M.provide()
  if not pcall(require, "lfs") then package.loaded.lfs = M end
end

return M
