--- Articles on their way into a timeline: which period they lie in, and what is kept of them.

local article_index = require "newsstat.article_index"
local article_reader = require "newsstat.article"
local pipeline_of = require "newsstat.pipeline"
local text_source = require("newsstat.article_fields").text_source

local M = {}

-- What is known of each article, beside its words.
local STORE_LISTS = { "times", "titles", "sources", "paths", "urls", "lengths", "periods", "reference" }

-- Seconds that a calendar can hold: some 30 million years around now, and no NaN.
local function check_time(time)
  if type(time) ~= "number" or time ~= time or math.abs(time) > 1e15 then
    error("timeline:add: the article's time must be seconds since the epoch, got " .. tostring(time), 3)
  end
end

-- While add_files is at work, from one of its callbacks that is, articles are on their way whose places are taken.
---@param self newsstat.timeline
function M.check_idle(self)
  if self.is_adding then error("newsstat.timeline: add_files is at work: add and ask when it has returned", 4) end
end

---Keeps an article. Through a pipeline, the length of the text is known when the article has passed it.
---@param self newsstat.timeline
---@param article newsstat.article
---@param period string its label
---@param is_reference boolean it counts in no period
---@param pipeline newsstat.pipeline|nil
---@return string|nil period
---@return string|nil message
function M.put(self, article, period, is_reference, pipeline)
  local store = self.store
  local added, message
  if pipeline then
    added, message = pipeline:add(article)
  else
    M.check_idle(self)
    added, message = store.corpus:add(article.title or "", article.text)
  end
  if not added then return nil, message end
  local i = #store.times + 1
  store.times[i], store.periods[i], store.reference[i] = article.time or 0, period, is_reference
  store.titles[i], store.sources[i] = article.title or "", article.source or "unknown"
  store.paths[i], store.urls[i] = tostring(article.path or ""), tostring(article.url or "")
  store.lengths[i] = not pipeline and #article.text or 0
  self.counted = nil
  return period
end

---Raises where a method of a timeline was given something else, in the name of its caller.
---@param article any
function M.check(article)
  if type(article) ~= "table" or type((text_source(article))) ~= "string" then
    error("timeline:add: an article (a table with text and time) expected", 3)
  end
end

-- Makes the timeline reach to a day.
local function widen(self, day)
  if not self.first or day < self.first then self.first = day end
  if not self.last or day > self.last then self.last = day end
end

---As Timeline:period_of.
---@param self newsstat.timeline
---@param article newsstat.article
---@return string|false|nil period
---@return string|nil message
---@return integer|nil day
function M.period_of(self, article)
  if not self.selection:matches(article) then return false end
  if not article.time then
    return nil, ("%s: it is left out of the timeline: %s"):format(
      article.path or article.title or "article", article.time_error or "it has no time")
  end
  check_time(article.time)
  local day = self.calendar:days(article.time)
  if not self.selection:covers(day) then return false end
  return self.calendar:label(day), nil, day
end

---As Timeline:add.
---@param self newsstat.timeline
---@param article newsstat.article
---@param pipeline newsstat.pipeline|nil
---@return string|false|nil period
---@return string|nil message
function M.add(self, article, pipeline)
  local period, message, day = M.period_of(self, article)
  if not period then return period, message end
  period, message = M.put(self, article, period, false, pipeline)
  if not period then return nil, message end
  widen(self, day)
  return period
end

-- One article of many, or what stands for one that could not be read.
local function add_next(self, article, message, pipeline, result, report)
  if not article then
    result.failed = result.failed + 1
    return report(message)
  end
  local period, reason = M.add(self, article, pipeline)
  if period then
    result.articles = result.articles + 1
  elseif period == false then
    result.outside = result.outside + 1
  else
    result.undated = result.undated + 1
    report(reason)
  end
end

-- Leaves what is known of the first so many articles.
local function cut_lists(store, count)
  for _, name in ipairs(STORE_LISTS) do
    local list = store[name]
    for i = #list, count + 1, -1 do list[i] = nil end
  end
end

-- What the pipeline tells of the articles that passed it, which stand behind `before` others. Those that did not,
-- because an error ended it, are taken back.
local function settle(self, pipeline, before)
  local store, count = self.store, pipeline:count()
  for place = 1, count do store.lengths[before + place] = pipeline:text_size(place) end
  pipeline:close()
  if before + count == #store.times then return end
  cut_lists(store, before + count)
  self.first, self.last = nil, nil
  for i, time in ipairs(store.times) do
    if not store.reference[i] then widen(self, self.calendar:days(time)) end
  end
end

---As Timeline:add_files, whose options are checked.
---@param self newsstat.timeline
---@param paths string|string[]
---@param options newsstat.add_options
---@return newsstat.add_result
function M.add_files(self, paths, options)
  local report, before = options.report or function() end, #self.store.times
  local result = { articles = 0, outside = 0, undated = 0, failed = 0 }
  local reading = { timezone = self.timezone, lazy = true }
  for name in pairs(article_reader.OPTIONS) do reading[name] = reading[name] or options[name] end
  M.check_idle(self)
  local next_article, close = article_reader.open(paths, reading, {
    threads = self.threads, is_brief = not self.selection:needs_article(),
  })
  local pipeline = pipeline_of.open(self.store.corpus, self.threads)
  self.is_adding = true
  local done, failure = pcall(function()
    for article, message in next_article do
      add_next(self, article, message, pipeline, result, report)
      if options.progress then options.progress(result) end
    end
    pipeline:finish()
  end)
  self.is_adding = nil
  close()
  settle(self, pipeline, before)
  if not done then error(failure, 0) end
  return result
end

---What is counted of the articles, made when first asked for.
---@param self newsstat.timeline
---@return newsstat.article_index
function M.counted(self)
  M.check_idle(self)
  if not self.counted then
    self.counted = article_index.new(self.store, self:periods(), {
      keep_duplicates = self.keep.keep_duplicates, keep_furniture = self.keep.keep_furniture,
      threads = self.threads,
      is_partial = self.last and self.last < self.calendar:last_day(self.last),
    })
  end
  return self.counted
end

---Takes in all articles of another timeline, or raises and has taken none.
---@param self newsstat.timeline
---@param other newsstat.timeline
function M.take(self, other)
  M.check_idle(self)
  M.check_idle(other)
  local before = #self.store.times
  local done, failure = pcall(function()
    for _, name in ipairs(STORE_LISTS) do
      local mine, others = self.store[name], other.store[name]
      for i = 1, #others do mine[before + i] = others[i] end
    end
    self.store.corpus:merge(other.store.corpus)
  end)
  if not done then
    cut_lists(self.store, before)
    error(failure, 0)
  end
  self.counted = nil
  if other.first and (not self.first or other.first < self.first) then self.first = other.first end
  if other.last and (not self.last or other.last > self.last) then self.last = other.last end
end

return M
