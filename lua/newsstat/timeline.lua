--- A timeline: the terms of dated articles, counted by calendar period.

local article_reader = require "newsstat.article"
local calendar = require "newsstat.calendar"
local core = require "newsstat.core"
local dates = require "newsstat.dates"
local keywords = require "newsstat.keywords"
local options_of = require "newsstat.options"
local terms_of = require "newsstat.terms"
local trends = require "newsstat.trends"

local M = {}

---@class newsstat.timeline_options : newsstat.term_options
---@field by? "day"|"week"|"month"|"year" default "month"
---@field timezone? string IANA name of the zone whose days are meant; default "UTC"
---@field since? string first day, month or year that counts: 2020-02-03, 2020-02 or 2020
---@field until? string last one that counts, all of it

---@class newsstat.timeline
---@field private terms table
---@field private term_options newsstat.term_options
---@field private timezone string
---@field private calendar newsstat.calendar
---@field private since string|nil
---@field private until_date string|nil
---@field private periods_by_label table<string, table> counter of each period with articles
---@field private cells table<string, table<string, table>> counter of each source in each period
---@field private all table|nil counter of all articles, made when it is asked for
---@field private first integer|nil day of the earliest article
---@field private last integer|nil day of the latest article
local Timeline = {}
Timeline.__index = Timeline

local OPTIONS = { by = "string", timezone = "string", since = "string", ["until"] = "string" }
for name, types in pairs(terms_of.OPTIONS) do OPTIONS[name] = types end

local function term_options(options)
  local chosen = {}
  for name in pairs(terms_of.OPTIONS) do chosen[name] = options[name] end
  return chosen
end

-- A day, or a month or year that stands for all its days.
local function is_date(date)
  local rest = ("0000-01-01"):sub(#date + 1)
  return (#date == 4 or #date == 7 or #date == 10) and date:find "^[%d-]+$" and dates.parse(date .. rest, math.huge) ~= nil
end

local function check_date(name, date)
  if date and not is_date(date) then
    error(("newsstat.timeline: option '%s' must be a date such as 2020, 2020-02 or 2020-02-03, got '%s'")
      :format(name, date), 3)
  end
end

---A new, empty timeline.
---@param options? newsstat.timeline_options
---@return newsstat.timeline|nil timeline nil where the time zone is unknown
---@return string|nil message
function M.new(options)
  options = options_of.check(options, OPTIONS, "newsstat.timeline")
  local by = options.by or "month"
  if not calendar.is_period(by) then
    error("newsstat.timeline: option 'by' must be day, week, month or year, got '" .. by .. "'", 2)
  end
  check_date("since", options.since)
  check_date("until", options["until"])
  local days, message = calendar.new(by, options.timezone)
  if not days then return nil, message end
  local terms = terms_of.new(options)
  return setmetatable({
    terms = terms,
    term_options = term_options(options),
    timezone = options.timezone or "UTC",
    calendar = days,
    since = options.since,
    until_date = options["until"],
    periods_by_label = {},
    cells = {},
  }, Timeline)
end

local function size_of(counter)
  local _, articles = counter:total()
  return articles
end

local function counter_in(self, counters, name)
  local counter = counters[name]
  if not counter then
    counter = core.counter(self.terms)
    counters[name] = counter
  end
  return counter
end

-- Dates of fewer parts stand for all days that begin alike.
local function is_wanted(self, day)
  local date = self.calendar.date(day)
  return (not self.since or date:sub(1, #self.since) >= self.since)
    and (not self.until_date or date:sub(1, #self.until_date) <= self.until_date)
end

-- Seconds that a calendar can hold: some 30 million years around now, and no NaN.
local function check_time(time)
  if type(time) ~= "number" or time ~= time or math.abs(time) > 1e15 then
    error("timeline:add: the article's time must be seconds since the epoch, got " .. tostring(time), 3)
  end
end

---Adds one article: the terms of its title and text count once each for its period.
---@param article newsstat.article with time (seconds since the epoch), title, text and source
---@return string|false|nil period its label; false outside `since` and `until`, nil for an article without a time
---@return string|nil message
function Timeline:add(article)
  if type(article) ~= "table" or type(article.text) ~= "string" then
    error("timeline:add: an article (a table with text and time) expected", 2)
  end
  if not article.time then
    return nil, ("%s: it is left out of the timeline: %s"):format(
      article.path or article.title or "article", article.time_error or "it has no time")
  end
  check_time(article.time)
  local day = self.calendar:days(article.time)
  if not is_wanted(self, day) then return false end
  local document, message = self.terms:document((article.title or "") .. "\n" .. article.text)
  if not document then return nil, message end
  local period = self.calendar:label(day)
  counter_in(self, self.periods_by_label, period):add(document)
  self.cells[period] = self.cells[period] or {}
  counter_in(self, self.cells[period], article.source or "unknown"):add(document)
  self.all = nil
  if not self.first or day < self.first then self.first = day end
  if not self.last or day > self.last then self.last = day end
  return period
end

---@class newsstat.add_result
---@field articles integer articles added
---@field outside integer articles before `since` or after `until`
---@field undated integer articles without a time, which are left out
---@field failed integer files, and parts of feeds, that could not be read

local ADD_OPTIONS = { progress = "function", report = "function" }

---Adds all articles of files and folders. A bad one is reported and counted, the rest goes on. Dates that name
---no zone are read in the timeline's.
---@param paths string|string[] files, and folders of any depth
---@param options? { progress?: fun(result: newsstat.add_result), report?: fun(message: string) }
---  progress is called after each file, report for each that is left out
---@return newsstat.add_result result
function Timeline:add_files(paths, options)
  options = options_of.check(options, ADD_OPTIONS, "timeline:add_files")
  local report = options.report or function() end
  local result = { articles = 0, outside = 0, undated = 0, failed = 0 }
  for article, message in article_reader.walk(paths, { timezone = self.timezone }) do
    if not article then
      result.failed = result.failed + 1
      report(message)
    else
      local period, reason = self:add(article)
      if period then
        result.articles = result.articles + 1
      elseif period == false then
        result.outside = result.outside + 1
      else
        result.undated = result.undated + 1
        report(reason)
      end
    end
    if options.progress then options.progress(result) end
  end
  return result
end

---All periods from the first article's to the last's, those without articles too, in order.
---@return string[] labels
function Timeline:periods()
  if not self.first then return {} end
  return self.calendar:labels(self.first, self.last)
end

---@param period string label
---@return integer articles of the period
function Timeline:articles(period)
  local counter = self.periods_by_label[period]
  return counter and size_of(counter) or 0
end

---@class newsstat.point
---@field period string
---@field count integer uses of the term
---@field articles integer articles with the term
---@field share number articles / articles of the period; 0 where it has none

---A term's way through all periods. 武漢 and 武汉 are one term.
---@param term string in any spelling
---@return newsstat.point[] series
function Timeline:series(term)
  local series = {}
  for i, period in ipairs(self:periods()) do
    local counter, count, articles = self.periods_by_label[period], 0, 0
    if counter then count, articles = counter:get(term) end
    local total = self:articles(period)
    series[i] = { period = period, count = count, articles = articles, share = total > 0 and articles / total or 0 }
  end
  return series
end

-- The counter of each source over all periods.
local function counters_of_sources(self)
  local sources = {}
  for _, cells in pairs(self.cells) do
    for name, counter in pairs(cells) do counter_in(self, sources, name):merge(counter) end
  end
  return sources
end

-- Tells whether a term belongs to some source's page template rather than to its news.
local function template_test(self)
  local judged = {}
  for _, counter in pairs(counters_of_sources(self)) do
    local articles = size_of(counter)
    if articles >= trends.TEMPLATE_ARTICLES then judged[counter] = articles * trends.TEMPLATE_SHARE end
  end
  return function(key)
    for counter, limit in pairs(judged) do
      local _, articles = counter:get(key)
      if articles > limit then return true end
    end
    return false
  end
end

-- The sources of a period in a fixed order, so that sums over them come out the same each time.
local function sources_of(self, period, history)
  local sources = {}
  for name, counter in pairs(self.cells[period]) do
    sources[#sources + 1] = { name = name, n = size_of(counter), history = counter_in(self, history, name) }
  end
  table.sort(sources, function(a, b) return a.name < b.name end)
  return sources
end

local function rank_period(self, period, history, is_template, top)
  local counter = self.periods_by_label[period]
  local sources = sources_of(self, period, history.sources)
  local rows = trends.rank(counter, history.all, sources, is_template, top)
  for rank, row in ipairs(rows) do
    row.period, row.rank, row.term = period, rank, counter:surface(row.key)
  end
  return rows
end

local function extend_history(self, period, history)
  history.all:merge(self.periods_by_label[period])
  for name, counter in pairs(self.cells[period]) do
    counter_in(self, history.sources, name):merge(counter)
  end
end

local TRENDS_OPTIONS = { period = "string", top = "count" }

---Rising terms against all earlier periods, best first; period after period.
---The first period has no history and so no rows. `newsstat.trends` says how they are ranked.
---@param options? { period?: string, top?: integer } one period only; rows a period, default 20
---@return newsstat.trend[]|nil rows nil where the timeline has no such period
---@return string|nil message
function Timeline:trends(options)
  options = options_of.check(options, TRENDS_OPTIONS, "timeline:trends")
  local periods, wanted = self:periods(), options.period
  if wanted and not self.periods_by_label[wanted] then
    return nil, ("no articles in period %s: the timeline goes from %s to %s"):format(
      wanted, periods[1] or "nothing", periods[#periods] or "nothing")
  end
  local is_template = template_test(self)
  local history, rows = { all = core.counter(self.terms), sources = {} }, {}
  for _, period in ipairs(periods) do
    if self.periods_by_label[period] then
      if (not wanted or period == wanted) and size_of(history.all) > 0 then
        for _, row in ipairs(rank_period(self, period, history, is_template, options.top or 20)) do
          rows[#rows + 1] = row
        end
      end
      if period == wanted then break end
      extend_history(self, period, history)
    end
  end
  return rows
end

-- The direction of a series at its end: its last share against the mean of those before.
local function direction_of(series)
  local last, before, used = series[#series], 0, 0
  for i = 1, #series - 1 do
    before = before + series[i].share
    if series[i].articles > 0 then used = used + 1 end
  end
  if used == 0 then return "new" end
  before = before / (#series - 1)
  if last.share > before * 1.5 then return "rising" end
  if last.share < before / 1.5 then return "fading" end
  return "steady"
end

---@class newsstat.followed
---@field term string surface form
---@field rank integer from 1
---@field score number of the keyword
---@field direction "new"|"rising"|"steady"|"fading" the last period against the mean of those before
---@field peak string the period with the largest share
---@field series newsstat.point[]

local FOLLOW_OPTIONS = { top = "count" }

---The keywords of one article, each with its way through the timeline.
---@param article newsstat.article|string an article or a text
---@param options? { top?: integer } keywords, default 10
---@return newsstat.followed[]|nil rows
---@return string|nil message
function Timeline:follow(article, options)
  options = options_of.check(options, FOLLOW_OPTIONS, "timeline:follow")
  local chosen = { top = options.top or 10, idf = self }
  for name, value in pairs(self.term_options) do chosen[name] = value end
  local found, message = keywords.of(article, chosen)
  if not found then return nil, message end
  for _, row in ipairs(found) do
    row.series = self:series(row.term)
    local peak = row.series[1]
    for _, point in ipairs(row.series) do
      if point.share > peak.share then peak = point end
    end
    row.peak = peak and peak.share > 0 and peak.period or nil
    row.direction = peak and direction_of(row.series) or "new"
  end
  return found
end

---Adds all that another timeline of the same kind of periods and time zone holds.
---@param other newsstat.timeline
---@return newsstat.timeline self
function Timeline:merge(other)
  if getmetatable(other) ~= Timeline or other.calendar.by ~= self.calendar.by or other.timezone ~= self.timezone then
    error("timeline:merge: a timeline of the same kind of periods and time zone expected", 2)
  end
  if other == self then error("timeline:merge: a timeline cannot be merged with itself", 2) end
  for label, counter in pairs(other.periods_by_label) do
    counter_in(self, self.periods_by_label, label):merge(counter)
  end
  for label, cells in pairs(other.cells) do
    self.cells[label] = self.cells[label] or {}
    for name, counter in pairs(cells) do counter_in(self, self.cells[label], name):merge(counter) end
  end
  self.all = nil
  if other.first and (not self.first or other.first < self.first) then self.first = other.first end
  if other.last and (not self.last or other.last > self.last) then self.last = other.last end
  return self
end

---The document frequencies of all articles, for keywords.
---@return table counter
function Timeline:counter()
  if not self.all then
    self.all = core.counter(self.terms)
    for _, counter in pairs(self.periods_by_label) do self.all:merge(counter) end
  end
  return self.all
end

function Timeline:__tostring()
  local articles = size_of(self:counter())
  return ("newsstat.timeline: %d articles by %s"):format(articles, self.calendar.by)
end

return M
