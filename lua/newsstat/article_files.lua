--- The files that are read for articles: those named, and those in folders to any depth.

local core = require "newsstat.core"

local byte, format, sub = string.byte, string.format, string.sub
local remove = table.remove

local M = {}

local STANDARD_INPUT = "-"
local IS_FILE = byte "f"
local NO_LFS = "files cannot be listed without LuaFileSystem: luarocks install luafilesystem"

-- Puts what a folder holds on the stack, the first name on top: a path alone is known to be a file's. A folder met before,
-- through a symbolic link say, is passed over.
local function push_folder(walk, path, attributes)
  local identity = format("%.0f:%.0f", attributes.dev, attributes.ino)
  -- On Windows every folder has the inode 0.
  if attributes.ino == 0 then identity = path end
  if walk.visited[identity] then return nil end
  walk.visited[identity] = true
  local names, kinds = core.folder(path)
  if not names then return false, kinds end
  local stack, size = walk.stack, #walk.stack
  local prefix = sub(path, -1) == "/" and path or path .. "/"
  for index = #names, 1, -1 do
    local inner = prefix .. names[index]
    size = size + 1
    stack[size] = byte(kinds, index) == IS_FILE and inner or { path = inner }
  end
  return nil
end

local function has_suffix(path, suffixes)
  for _, suffix in ipairs(suffixes or {}) do
    if sub(path, -#suffix) == suffix then return true end
  end
  return not suffixes
end

-- Whether a name goes on from that of a file, to what is in it: feed.xml#3, news.zip!a.html.
local function is_in_file(walk, path)
  for at in path:gmatch "()[!#]" do
    if walk.lfs.attributes(sub(path, 1, at - 1), "mode") == "file" then return true end
  end
  return false
end

-- The entry's path if it is a file to read, false and a message if it is bad, nil if there is
-- nothing to give for it.
local function visit(walk, entry)
  if type(entry) == "string" then return has_suffix(entry, walk.suffixes) and entry or nil end
  if entry.is_named and entry.path == STANDARD_INPUT then return entry.path end
  local attributes, problem = walk.lfs.attributes(entry.path)
  if not attributes and entry.is_named and is_in_file(walk, entry.path) then return entry.path end
  if not attributes then return false, problem end
  if attributes.mode == "directory" then return push_folder(walk, entry.path, attributes) end
  if attributes.mode == "file" then
    return (entry.is_named or has_suffix(entry.path, walk.suffixes)) and entry.path or nil
  end
  if entry.is_named then return false, entry.path .. ": neither file nor folder, but " .. attributes.mode end
  return nil
end

-- Whether a file falls to this process, of those that share a list. A problem does so under its whole message.
local function is_own(path, worker)
  if not worker then return true end
  return tonumber(core.hash(path):sub(1, 8), 16) % worker[2] == worker[1] - 1
end

--- Gives one value, and a message, and then nil.
---@param value any
---@param message string|nil
---@return fun(): any, string|nil iterator
function M.once(value, message)
  local is_given = false
  return function()
    if is_given then return nil end
    is_given = true
    return value, message
  end
end

--- Lists files: those named, in that order, and those in the folders named, to any depth, sorted by
--- name. Hidden ones (names with a first dot) in folders are left out, and so is all that is not a
--- regular file. Symbolic links are followed; a folder is walked once.
---@param paths string|string[] files and folders; "-", which is standard input, and the names of what is in files
---  (feed.xml#3, news.zip!a.html) are given as they are
---@param options? newsstat.article_options only `suffixes` and `worker` count here
---@return fun(): string|false|nil, string? iterator gives a path, or false and a message that names
---  what does not exist or cannot be opened (also when LuaFileSystem is missing, then once)
function M.files(paths, options)
  local has_lfs, lfs = pcall(require, "lfs")
  if not has_lfs then return M.once(false, NO_LFS) end
  local walk = { lfs = lfs, stack = {}, visited = {}, suffixes = options and options.suffixes, worker = options and options.worker }
  if type(paths) == "string" then paths = { paths } end
  if type(paths) ~= "table" then error("article.files: paths must be a string or a list of strings", 2) end
  for index = #paths, 1, -1 do
    walk.stack[#walk.stack + 1] = { path = paths[index], is_named = true }
  end
  return function()
    while walk.stack[1] do
      local path, problem = visit(walk, remove(walk.stack))
      if path ~= nil and is_own(path or problem, walk.worker) then return path, problem end
    end
  end
end

---The articles of one iterator after another.
---@param next_articles fun(): (fun(): newsstat.article|false|nil, string|nil)|false|nil, string|nil gives the next iterator;
---  false and a message, which are one step, where there is none; nil at the end
---@return fun(): newsstat.article|false|nil, string|nil iterator
function M.joined(next_articles)
  local next_article
  return function()
    while true do
      local article, message = nil, nil
      if next_article then article, message = next_article() end
      if article ~= nil then return article, message end
      next_article, message = next_articles()
      if not next_article then return next_article, message end
    end
  end
end

return M
