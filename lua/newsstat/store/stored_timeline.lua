--- A timeline over a store: what it is asked is read from published counts where those suffice, else the store's
--- articles are counted in memory, as a timeline counts those of files.

local adding = require "newsstat.store.adding"
local configuration_of = require "newsstat.store.configuration"
local each_period = require "newsstat.store.each_period"
local failure = require "newsstat.failure"
local options_of = require "newsstat.options"
local store_of = require "newsstat.store"

local unpack = rawget(_G, "unpack") or rawget(table, "unpack")

local M = {}

-- Fewer articles are counted at once, and nobody need be told.
M.NOTICED_ARTICLES = 1000

-- Methods of a timeline in memory that do not look at articles.
local NEED_NO_ARTICLES = { date = true, period_of = true }

-- Overridden methods, by name.
local Stored = {}

-- Raises a failure of the store as such; `Stored` gives it back.
local function expect(...)
  local value, message, kind = ...
  if value == nil and message then failure.raise(message, kind) end
  return ...
end

-- What a reader can do lest articles are counted while it waits.
local function publish_command(self)
  local words = { "`newsstat store publish --store", self.archive.address, "--by", self.calendar.by }
  if self.timezone ~= "UTC" then words[#words + 1] = "--timezone " .. self.timezone end
  if self.keep.keep_duplicates then words[#words + 1] = "--keep-duplicates" end
  if self.keep.keep_furniture then words[#words + 1] = "--keep-furniture" end
  return table.concat(words, " ") .. "`"
end

local REASONS = {
  nothing = "nothing is published under these options",
  older = "articles were added since the last ones were counted",
  other = "its counts are of another newsstat, lexicon or list of words",
}

-- Where only what is published may be read.
local function refuse_to_load(self)
  local reason = self.configuration and expect(self.archive:unpublished(self.configuration))
  if not reason or reason == "older" then
    failure.raise(self.archive.address .. ": only what is published was to be read, and what is asked for needs the articles "
      .. "themselves: ask without `published`")
  end
  failure.raise(("%s: %s; %s counts its articles"):format(self.archive.address, REASONS[reason], publish_command(self)))
end

-- Counts in memory all articles that the store holds now and the timeline chooses; whether that was needed.
local function count_articles(self)
  local revision = expect(self.archive:revision())
  if self.loaded == revision then return false end
  self.store, self.counted, self.first, self.last = self.new_articles(), nil, nil, nil
  self.ids = {}
  local first, last = self.selection:span()
  self.loaded = expect(self.archive:each(function(article, number)
    if article.time and self.memory.add(self, article) then self.ids[#self.ids + 1] = number end
  end, first, last, self.selection:needs()))
  return true
end

-- Publishing counts in any case, and asks what was counted.
local function load(self)
  if self.reads_published_only and not self.loaded then refuse_to_load(self) end
  return count_articles(self)
end

-- Lets others read what was loaded, if it is of use to them.
local function publish_loaded(self)
  if not self.configuration or self.has_reference or #self.ids == 0 then return true end
  expect(self.memory.articles(self, ""))
  return self.archive:publish(self.configuration, self.counted, self.ids,
    { revision = self.loaded, first_day = self.first, last_day = self.last, threads = self.threads })
end

-- Tells that all articles are to be counted, which may take long.
local function tell_of_counting(self)
  if not self.notice or not self.configuration then return end
  local articles = expect(self.archive:size())
  if articles < M.NOTICED_ARTICLES then return end
  self.notice(("%s: %s: counting %d articles; %s does so before anybody asks"):format(self.archive.address,
    REASONS[expect(self.archive:unpublished(self.configuration))], articles, publish_command(self)))
end

-- A store that cannot be written to is read all the same.
local function load_and_publish(self)
  if not self.loaded and not self.reads_published_only then tell_of_counting(self) end
  if load(self) then publish_loaded(self) end
end

-- Calls a method of the timeline in memory with published counts instead of its own.
local function read_published(self, method, ...)
  if not self.configuration or self.loaded or self.has_reference then return false end
  local arguments, count = { ... }, select("#", ...)
  local results = { expect(self.archive:read_published(self.configuration, function(known, generation)
    self.counted, self.first, self.last, self.is_reading = known, generation.first_day, generation.last_day, true
    known.key_of = function(term) return self.store.corpus:key(term) end
    local called = { pcall(self.memory[method], self, unpack(arguments, 1, count)) }
    self.counted, self.first, self.last, self.is_reading = nil, nil, nil, nil
    if not called[1] then error(called[2], 0) end
    if called[4] then failure.raise(called[3], called[4]) end
    return { called[2], called[3] }
  end, self.reads_published_only)) }
  return results[1] ~= nil, results[1]
end

-- Published counts if there are any, else articles; inside of a method that reads, what that one reads.
local function read(self, method, ...)
  if self.is_reading then return self.memory[method](self, ...) end
  local was_published, results = read_published(self, method, ...)
  if not was_published then
    load_and_publish(self)
    return self.memory[method](self, ...)
  end
  return results[1], results[2]
end

for _, name in ipairs {
  "articles", "background", "compare", "cooccurring", "duplicates", "follow", "overview", "periods", "series",
} do
  Stored[name] = function(self, ...) return read(self, name, ...) end
end

-- Published counts do not tell sources by name.
function Stored.trends(self, options)
  local against = type(options) == "table" and options.against
  if type(against) == "string" and not against:find "^%d%d%d%d" then
    load(self)
    return self.memory.trends(self, options)
  end
  return read(self, "trends", options)
end

function Stored.add(self, article)
  local period, message = self:period_of(article)
  expect(self.archive:add(article))
  return period, message
end

function Stored.add_reference(self, article)
  load(self)
  self.has_reference = true
  return self.memory.add_reference(self, article)
end

function Stored.add_files(self, paths, options)
  options = options or {}
  local chosen, outside = { timezone = self.timezone }, 0
  for name, value in pairs(options) do chosen[name] = value end
  local result = expect(adding.add_files(self.archive, paths, chosen, function(article)
    if not self:period_of(article) then outside = outside + 1 end
  end))
  result.outside, result.articles = outside, result.articles - outside
  return result
end

function Stored.merge(self, other)
  if not (type(other) == "table" and other.archive) then
    error("timeline:merge: a timeline over a store takes in another one over a store only: add the files instead", 2)
  end
  expect(other.archive:each(function(article) expect(self.archive:add(article)) end))
  return self
end

local function publish_each_period(self, options)
  local articles, missing
  expect(self.archive:publish_each_period(function(backend)
    articles, missing = each_period.publish(self, backend, options)
    return true
  end))
  self.loaded = nil
  return articles, nil, missing
end

function Stored.publish(self, options)
  options = options_of.check(options, { each_period = "boolean", worker = "table", progress = "function" }, "timeline:publish")
  if not self.configuration then
    failure.raise(self.archive.address .. ": counts under these options are not published: they are made when they are asked for")
  end
  if options.each_period then return publish_each_period(self, options) end
  if expect(self.archive:read_published(self.configuration, function() return true end)) then return 0 end
  count_articles(self)
  expect(publish_loaded(self))
  if self.reads_published_only then self.loaded = nil end
  return #self.ids
end

function Stored.save(self) return self.archive:save() end

function Stored.close(self) return self.archive:close() end

-- A method that loads the articles and then is the timeline's in memory.
local function loading(method)
  return function(self, ...)
    load(self)
    return method(self, ...)
  end
end

local function leave(self, done, ...)
  self.is_inside = false
  if not done then error((...), 0) end
  return ...
end

-- A method that gives a failure of the store back; where another one calls it, it is raised, for that one to give back.
local function guarded(method)
  return function(self, ...)
    if self.is_inside then return method(self, ...) end
    self.is_inside = true
    return leave(self, pcall(failure.catch, method, self, ...))
  end
end

-- The methods of all timelines over stores; made once of those of one in memory.
local function methods_of(memory)
  local methods = {}
  for name, method in pairs(memory) do
    if type(method) == "function" and name:sub(1, 2) ~= "__" then
      local chosen = Stored[name] or (NEED_NO_ARTICLES[name] and method) or loading(method)
      methods[name] = guarded(chosen)
    end
  end
  methods.load = guarded(load)
  methods.__index = methods
  function methods:__tostring() return ("newsstat.timeline: by %s, of %s"):format(self.calendar.by, self.archive.address) end
  return methods
end

local made

---@param timeline newsstat.timeline empty, in memory
---@param options newsstat.timeline_options
---@param new_articles fun(): table what an empty timeline keeps of its articles
---@return newsstat.timeline|nil
---@return string|nil message
function M.new(timeline, options, new_articles)
  local archive, message = options.store, nil
  if type(archive) == "string" then archive, message = store_of.open(archive, { create = true }) end
  if not archive then return nil, message end
  local memory = getmetatable(timeline)
  made = made or methods_of(memory)
  timeline.archive, timeline.memory, timeline.new_articles = archive, memory, new_articles
  timeline.configuration = configuration_of.of(options)
  timeline.reads_published_only, timeline.notice = options.published, options.notice
  return setmetatable(timeline, made)
end

return M
