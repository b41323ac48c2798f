--- Files on their way to being articles. Saved posts of the common shape, which are most of what archives hold, are read
--- by the core, in threads where there are some; all else is left to the readers of formats.

local clock = require "newsstat.dates.clock"
local core = require "newsstat.core"
local lazily = require "newsstat.lazily"

local saved_post = lazily "newsstat.formats.saved_post"

local M = {}

local STANDARD_INPUT = "-"
-- The core reads no larger posts, so a smaller bound has to be looked after here.
local MOST_POST_BYTES = 2 ^ 22

---@class newsstat.post_files
---@field private next_file fun(): string|false|nil, string|nil
---@field private reader table|nil of `core.post_reader`; nil where posts are read as all formats are
---@field private is_ahead boolean files are listed before they are asked for
---@field private others table<integer, { path: string|false, problem: string|nil }> by place: what the core is not given
---@field private listed integer
---@field private given integer
---@field private is_over boolean
---@field private zone table|nil
---@field private facts newsstat.post_facts
local PostFiles = {}
PostFiles.__index = PostFiles

---What is known of a post without a table of its fields; the same table each time.
---@class newsstat.post_facts
---@field path string
---@field title string|nil
---@field url string|nil
---@field source string
---@field time integer
---@field post table what a pipeline takes the text of

-- Whether what the options ask for is what the core does.
local function is_common(reading)
  local now = reading.now or 1
  return not reading.clean and not reading.charset and (reading.format or "post") == "post"
    and reading.most_bytes >= MOST_POST_BYTES and now >= 1 and now < 2 ^ 53
end

---@param next_file fun(): string|false|nil, string|nil as from `newsstat.article_files.files`
---@param reading newsstat.reading
---@param threads? integer that work on the articles; default 1, then files are read when they are asked for
---@return newsstat.post_files
function M.open(next_file, reading, threads)
  local reader = is_common(reading) and core.post_reader(threads or 1, math.floor(reading.now or 0), not reading.lazy)
  return setmetatable({
    next_file = next_file, reader = reader or nil, is_ahead = (threads or 1) > 1, others = {}, listed = 0, given = 0,
    is_over = false, zone = reading.zone, facts = {},
  }, PostFiles)
end

local function list_files(self)
  repeat
    local path, problem = self.next_file()
    if path == nil then
      self.is_over = true
      return
    end
    self.listed = self.listed + 1
    if path and path ~= STANDARD_INPUT then
      self.reader:add(path)
    else
      self.others[self.listed] = { path = path, problem = problem }
    end
  until not self.is_ahead or self.reader:is_full()
end

---The next file.
---@return string|false|nil path nil at the end, false for what cannot be read
---@return string|nil message then
---@return boolean|nil is_post its article, or its facts, can be asked for
function PostFiles:next()
  if not self.reader then return self.next_file() end
  if not self.is_over and not self.reader:is_full() then list_files(self) end
  if self.given == self.listed then
    self:close()
    return nil
  end
  self.given = self.given + 1
  local other = self.others[self.given]
  if other then
    self.others[self.given] = nil
    return other.path, other.problem
  end
  local path, is_post = self.reader:next()
  self.facts.path = path
  return path, nil, is_post
end

---@return newsstat.article article of the post that was given last
function PostFiles:article()
  local _, is_local = self.reader:facts()
  return saved_post.of_core(self.reader:article(), is_local and self.zone or nil)
end

---@return newsstat.post_facts facts of the post that was given last, until the next is asked for
function PostFiles:brief()
  local facts = self.facts
  local time, is_local, source, title, url = self.reader:facts()
  facts.time = is_local and clock.from_local(time, self.zone) or time
  facts.source, facts.title, facts.url, facts.post = source, title, url, self.reader
  return facts
end

---Ends the threads; after the last file that is done.
function PostFiles:close()
  if self.reader then self.reader:close() end
end

return M
