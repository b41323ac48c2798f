--- Archives and compressed files: their members, one after the other, as inputs. Nothing is written to disk.
---
--- A member is named news.tar.gz!folder/page.html; a compressed file that is no archive (feed.xml.gz) keeps its name.
--- An archive within an archive is opened, one within that is not.

local article_input = require "newsstat.article_input"
local core = require "newsstat.core"

local find, format, gsub, sub = string.find, string.format, string.gsub, string.sub

local M = {}

local MOST_DEPTH = 2
-- libarchive may fail again and again at one place.
local MOST_FAILURES = 100

local BEGINNINGS = {
  { "\31\139", "gzip" }, { "BZh", "bzip2" }, { "\253\55\122\88\90\0", "xz" }, { "\40\181\47\253", "zstd" },
  { "PK\3\4", "zip" }, { "PK\5\6", "zip" },
}
local TAR_MARK, TAR_MARK_AT = "ustar", 258

---What kind of archive or compression bytes begin.
---@param head string at least 512 bytes, if there are so many
---@return "gzip"|"bzip2"|"xz"|"zstd"|"zip"|"tar"|nil kind
function M.kind(head)
  for _, beginning in ipairs(BEGINNINGS) do
    if sub(head, 1, #beginning[1]) == beginning[1] then return beginning[2] end
  end
  if sub(head, TAR_MARK_AT, TAR_MARK_AT + #TAR_MARK - 1) == TAR_MARK then return "tar" end
end

-- Hidden files and what macOS puts beside the real ones, as in folders.
local function is_hidden(name)
  return find("/" .. name, "/%.[^/.]") ~= nil or find(name, "^__MACOSX/") ~= nil
end

local function has_suffix(name, suffixes)
  for _, suffix in ipairs(suffixes or {}) do
    if sub(name, -#suffix) == suffix then return true end
  end
  return not suffixes
end

-- A name for messages: UTF-8, one line.
local function readable(name, count)
  if not name then return format("member %.0f", count) end
  name = gsub(name, "^%./+", "")
  if find(name, "[\128-\255]") then name = core.decode(name, nil, false) or name end
  return (gsub(name, "%c", "?"))
end

---@class newsstat.archive_walk
---@field private archive table
---@field private input newsstat.input
---@field private options newsstat.reading
---@field private count integer members so far
---@field private failures integer in a row
---@field private is_over boolean
local Walk = {}
Walk.__index = Walk

-- What `next` gives where the archive cannot go on, or not with the member that comes next.
function Walk:fail(message, is_broken)
  self.failures = self.failures + 1
  -- What is wrong with the one file was told where it was read.
  if self.count > 0 and self.archive:is_single() then
    self.is_over = true
    return nil
  end
  if is_broken or self.failures >= MOST_FAILURES then
    self.is_over = true
    message = self.count > 0 and "nothing further can be read: " .. message or message
  end
  return false, self.input.path .. ": " .. message
end

-- The bytes of the member that is open.
function Walk:reader()
  return function()
    local bytes, problem = self.archive:read()
    if bytes then self.failures = 0 end
    return bytes, problem
  end
end

function Walk:is_wanted(path)
  local wanted = self.options.wanted
  return not wanted or sub(wanted, 1, #path) == path
end

-- The next member as an input; nil for one that is left out.
function Walk:member(name, is_file, is_encrypted)
  local path = self.input.path
  if not self.archive:is_single() then
    if not is_file then return nil end
    local shown = readable(name, self.count)
    if is_hidden(shown) or not has_suffix(shown, self.options.suffixes) then return nil end
    path = path .. "!" .. shown
  end
  if not self:is_wanted(path) then return nil end
  if is_encrypted then return false, path .. ": it is encrypted" end
  return article_input.of_reader(path, self:reader(), nil, self.options, self.input.depth + 1)
end

---The next input.
---@return newsstat.input|false|nil input false for a member that cannot be read; nil at the end
---@return string|nil message
function Walk:next()
  while not self.is_over do
    local name, is_file, is_encrypted = self.archive:next()
    if name == nil and not is_file then
      self.is_over = true
      if self.count == 0 then return false, self.input.path .. ": no article: it is an archive without files" end
      return nil
    end
    if name == nil then return self:fail(is_file, is_encrypted) end
    self.count = self.count + 1
    local member, problem = self:member(name, is_file, is_encrypted)
    if member then return member end
    if problem then return false, problem end
  end
end

---Opens an archive.
---@param input newsstat.input
---@param kind string as from `kind`
---@param options newsstat.reading
---@return newsstat.archive_walk|nil walk
---@return string|nil message
function M.open(input, kind, options)
  if input.depth >= MOST_DEPTH then
    return nil, input.path .. ": an archive inside an archive inside an archive is not opened"
  end
  local loaded, library = pcall(require("newsstat.native").load, "archive")
  if not loaded then return nil, input.path .. ": " .. library end
  local function read()
    local bytes, problem = input:bytes()
    if problem then return nil end
    return bytes or false
  end
  local archive, problem = library.open(kind, read, input:seeker() or false, options.most_unpacked, options.most_ratio)
  if not archive then return nil, input.path .. ": " .. problem end
  return setmetatable({
    archive = archive, input = input, options = options, count = 0, failures = 0, is_over = false,
  }, Walk)
end

---Unpacks bytes in memory, within the limits of the options.
---@param bytes string
---@param kind string as from `kind`, or "deflate" or "br", which are encodings of HTTP
---@param options newsstat.reading
---@return string|nil unpacked
---@return string|nil message
function M.unpack(bytes, kind, options)
  local loaded, library = pcall(require("newsstat.native").load, "archive")
  if not loaded then return nil, library end
  local is_given = false
  local function read()
    if is_given then return false end
    is_given = true
    return bytes
  end
  local most = math.max(math.min(options.most_unpacked, options.most_bytes), 1)
  if kind == "deflate" or kind == "br" then return library.decode(bytes, kind, most, options.most_ratio) end
  local archive, problem = library.open(kind, read, false, most, options.most_ratio)
  local parts, name = {}, nil
  if archive then name, problem = archive:next() end
  local part
  while name ~= nil do
    part, problem = archive:read()
    if not part then break end
    parts[#parts + 1] = part
  end
  if archive then archive:close() end
  if problem then return nil, problem end
  return table.concat(parts)
end

return M
