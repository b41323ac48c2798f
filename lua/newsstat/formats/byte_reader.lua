--- Lines and counted bytes of input that comes in parts.

local find, gsub, sub = string.find, string.gsub, string.sub
local concat = table.concat

---@class newsstat.byte_reader
---@field private read fun(): string|nil, string|nil
---@field private buffer string
---@field private at integer next byte in the buffer
---@field private failure string|nil
local Reader = {}
Reader.__index = Reader

local M = {}

---@param read fun(): string|nil, string|nil next bytes; nil at the end, with a message on failure
---@return newsstat.byte_reader
function M.new(read)
  return setmetatable({ read = read, buffer = "", at = 1 }, Reader)
end

-- Puts the next bytes into the buffer, behind what is left if that is wanted.
function Reader:fill(keeps)
  local bytes, problem = self.read()
  if not bytes then
    self.failure = problem
    return false
  end
  self.buffer = keeps and sub(self.buffer, self.at) .. bytes or bytes
  self.at = 1
  return true
end

---The next line without its end.
---@param most integer bytes; of a longer line so many are given, and the rest is the next line
---@return string|nil line nil at the end
function Reader:line(most)
  while true do
    local stop = find(self.buffer, "\n", self.at, true)
    if stop and stop - self.at <= most then
      local line = sub(self.buffer, self.at, stop - 1)
      self.at = stop + 1
      return (gsub(line, "\r$", ""))
    end
    if #self.buffer - self.at >= most then
      self.at = self.at + most
      return sub(self.buffer, self.at - most, self.at - 1)
    end
    if not self:fill(true) then
      local line = sub(self.buffer, self.at)
      self.buffer, self.at = "", 1
      return line ~= "" and line or nil
    end
  end
end

---So many bytes.
---@param size integer
---@return string|nil bytes nil where there are fewer
function Reader:take(size)
  local parts = {}
  while true do
    local bytes = sub(self.buffer, self.at, self.at + size - 1)
    parts[#parts + 1] = bytes
    size, self.at = size - #bytes, self.at + #bytes
    if size == 0 then return concat(parts) end
    if not self:fill() then return nil end
  end
end

---Passes over so many bytes, or as many as there are.
---@param size integer
function Reader:skip(size)
  while true do
    local left = #self.buffer - self.at + 1
    if size <= left then
      self.at = self.at + size
      return
    end
    size = size - left
    self.at = #self.buffer + 1
    if not self:fill() then return end
  end
end

---Why the bytes ended.
---@return string|nil message nil where they were over
function Reader:problem() return self.failure end

return M
