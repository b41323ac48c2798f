--- The bytes of one file, of standard input or of memory, on their way to the reader of a format.

local core = require "newsstat.core"

local find, format, sub = string.find, string.format, string.sub
local concat = table.concat

local M = {}

-- What formats are told by: heads of saved posts are far smaller.
M.HEAD_BYTES = 64 * 1024
local CHUNK_BYTES = 64 * 1024

---@class newsstat.input
---@field path string its name in messages
---@field head string its first bytes, 64 KB if there are so many
---@field charset string of the head, and after `text` of all
---@field charset_source string as `newsstat.decode` tells it
---@field is_whole boolean the head is all there is
---@field depth integer archives that it is in
---@field private seek nil|fun(whence: string, offset: number): number|nil
---@field private label string|nil charset that was named
---@field private most_bytes integer
---@field private read fun(): string|nil, string|nil
---@field private close_source fun()|nil
---@field private given boolean the head was handed on
---@field private decoded_head string|nil
---@field private head_problem string|nil why it could not be decoded
local Input = {}
Input.__index = Input

local function decode(self, bytes, is_html)
  local text, charset, source = core.decode(bytes, self.label, is_html)
  if not text then return nil, charset end
  self.charset, self.charset_source = charset, source
  return text
end

-- The head without the character at its end, which may be cut: that would tell nothing of the charset.
local function whole_characters(head)
  local first = #head == M.HEAD_BYTES and find(head, "[\192-\255][\128-\191]*$", -4)
  return first and sub(head, 1, first - 1) or head
end

-- Reads until the head is full or the bytes are over.
local function read_head(self)
  local parts, size = {}, 0
  while size < M.HEAD_BYTES do
    local bytes, problem = self.read()
    if not bytes then
      if problem then return nil, problem end
      self.is_whole = true
      break
    end
    parts[#parts + 1], size = bytes, size + #bytes
  end
  self.head = concat(parts)
  return self.head
end

---An input of a function that gives bytes.
---@param path string
---@param read fun(): string|nil, string|nil next bytes; nil at the end, with a message on failure
---@param close fun()|nil
---@param options newsstat.reading
---@param depth? integer archives that it is in; default 0
---@return newsstat.input|nil input nil where the first bytes cannot be read
---@return string|nil message
function M.of_reader(path, read, close, options, depth)
  local self = setmetatable({
    path = path, read = read, close_source = close, is_whole = false, given = false, depth = depth or 0,
    label = options.charset, most_bytes = options.most_bytes,
  }, Input)
  local head, problem = read_head(self)
  if head then return self end
  self:close()
  return nil, path .. ": " .. problem
end

---An input of bytes in memory.
---@param path string
---@param bytes string
---@param options newsstat.reading
---@return newsstat.input|nil input
---@return string|nil message
function M.of_bytes(path, bytes, options)
  local at = 0
  local function read()
    if at >= #bytes then return nil end
    local given = at == 0 and bytes or sub(bytes, at + 1, at + CHUNK_BYTES)
    at = at + #given
    return given
  end
  local bases = { set = function() return 0 end, cur = function() return at end, ["end"] = function() return #bytes end }
  local self, problem = M.of_reader(path, read, nil, options)
  if self then
    self.seek = function(whence, offset)
      at = math.min(math.max(bases[whence]() + offset, 0), #bytes)
      return at
    end
  end
  return self, problem
end

---An input of a file; "-" is standard input.
---@param path string
---@param options newsstat.reading
---@return newsstat.input|nil input nil where it cannot be opened or read
---@return string|nil message
function M.of_file(path, options)
  local file, problem = io.stdin, nil
  if path ~= "-" then file, problem = io.open(path, "rb") end
  if not file then return nil, problem end
  local close = path ~= "-" and function() file:close() end or nil
  local self, message = M.of_reader(path, function() return file:read(CHUNK_BYTES) end, close, options)
  -- Pipes have no position.
  if self and file:seek() then self.seek = function(whence, offset) return file:seek(whence, offset) end end
  return self, message
end

---The head as UTF-8, decoded when first asked for: an archive's is not.
---@return string text empty where it cannot be decoded
---@return string|nil message then
function Input:head_text()
  if not self.decoded_head then
    local text, problem = decode(self, whole_characters(sub(self.head, 1, M.HEAD_BYTES)), true)
    self.decoded_head, self.head_problem = text or "", not text and problem or nil
  end
  return self.decoded_head, self.head_problem
end

---The next bytes as they are, from the first.
---@return string|nil bytes nil at the end
---@return string|nil message where they cannot be read
function Input:bytes()
  if not self.given then
    self.given = true
    return self.head
  end
  if self.is_whole then return nil end
  return self.read()
end

---What moves its position as file:seek does.
---@return (fun(whence: string, offset: number): number|nil)|nil seek nil where it can only be read from its beginning
function Input:seeker()
  local seek = self.seek
  return seek and function(whence, offset)
    self.given, self.is_whole = true, false
    return seek(whence, offset)
  end
end

-- All bytes; a document is held in memory as a whole, so its size has a bound.
local function read_all(self)
  local parts, size = {}, 0
  while true do
    local bytes, problem = self:bytes()
    if problem then return nil, problem end
    if not bytes then return concat(parts) end
    parts[#parts + 1], size = bytes, size + #bytes
    if size > self.most_bytes then
      return nil, format("it is larger than %.0f bytes; the option most_bytes allows more", self.most_bytes)
    end
  end
end

---All of it as UTF-8. Sets `charset` and `charset_source`.
---@param is_html boolean whether <meta> tags name its charset
---@return string|nil text
---@return string|nil message
function Input:text(is_html)
  if self.is_whole and is_html and #self.head <= M.HEAD_BYTES then
    local text, problem = self:head_text()
    if problem then return nil, problem end
    return text
  end
  local bytes, problem = read_all(self)
  if not bytes then return nil, problem end
  return decode(self, bytes, is_html)
end

---Its UTF-8 in parts. Other charsets are decoded as a whole.
---@return fun(): string|nil, string|nil read next text; nil at the end, with a message on failure
function Input:texts()
  decode(self, sub(self.head, 1, M.HEAD_BYTES), false)
  if self.charset == "UTF-8" then return function() return self:bytes() end end
  local is_given = false
  return function()
    if is_given then return nil end
    is_given = true
    return self:text(false)
  end
end

---Lets go of the file.
function Input:close()
  if self.close_source then self.close_source() end
  self.close_source = nil
end

return M
