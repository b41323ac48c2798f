--- A timeline: the terms of dated articles, counted by calendar period.

local article_reader = require "newsstat.article"
local calendar = require "newsstat.calendar"
local core = require "newsstat.core"
local crowded_days = require "newsstat.crowded_days"
local failure = require "newsstat.failure"
local options_of = require "newsstat.options"
local phrase_rules = require "newsstat.phrase_rules"
local queries = require "newsstat.queries"
local selection = require "newsstat.selection"
local terms_of = require "newsstat.terms"
local threads_of = require "newsstat.threads"
local timeline_analyses = require "newsstat.timeline_analyses"
local timeline_articles = require "newsstat.timeline_articles"

local M = {}

---@class newsstat.timeline_options : newsstat.term_options, newsstat.selection_options
---@field by? "day"|"week"|"month"|"year" default "month"
---@field timezone? string IANA name of the zone whose days are meant; default "UTC"
---@field keep_duplicates? boolean near-duplicates count each; default false: the earliest stands for all
---@field aliases? table<string, string> alias -> word it is counted under, beside those of newsstat.aliases
---@field keep_furniture? boolean paragraphs that three or more articles of a source have count; default false
---@field memory? integer megabytes of the articles' words, and of their lists of terms, that are kept in memory; others go to
---  temporary files without a name, in the folder that TMPDIR names, else in /var/tmp; default 8; math.huge for all. Where the
---  disk does not give a file back, methods that need it give nil, a message and "fault"
---@field store? string|newsstat.store path or address of a store that keeps the articles, made where there is none; default:
---  they are kept in memory. Methods then give nil, a message and "busy" or "fault" where the store fails
---@field published? boolean of a store: what was published last is read, though articles were added since; what needs the
---  articles themselves fails. Default false: they are counted again where any were added
---@field notice? fun(message: string) of a store: called before articles are counted because no counts of them are published

---@class newsstat.timeline
---@field private terms table
---@field private term_options newsstat.term_options
---@field private timezone string
---@field private calendar newsstat.calendar
---@field private selection newsstat.selection
---@field private keep table what is not left out
---@field private store table corpus, and what is known of each of its articles
---@field private threads integer|nil that the last call of add_files worked with
---@field private is_adding boolean|nil add_files is at work
---@field private counted newsstat.article_index|nil made when it is asked for, gone when articles come
---@field private first integer|nil day of the earliest article
---@field private last integer|nil day of the latest article
local Timeline = {}
Timeline.__index = Timeline
for name, method in pairs(timeline_analyses) do Timeline[name] = method end

local counted = timeline_articles.counted

local OPTIONS = {
  by = "string", timezone = "string", keep_duplicates = "boolean", keep_furniture = "boolean", aliases = "table",
  memory = "count", store = "string|table", published = "boolean", notice = "function",
}
for name, types in pairs(terms_of.OPTIONS) do OPTIONS[name] = types end
for name, types in pairs(selection.OPTIONS) do OPTIONS[name] = types end

local MEGABYTE = 1024 * 1024
local MEMORY = 8 -- megabytes
local SELDOM_READ = 1 / 8 -- of that, for paths and for addresses

local function term_options(options)
  local chosen = {}
  for name in pairs(terms_of.OPTIONS) do chosen[name] = options[name] end
  return chosen
end

---A new, empty timeline.
---
---    local weeks = assert(newsstat.timeline { by = "week", timezone = "Asia/Shanghai", since = "2025-07" })
---    print(#weeks:periods())                      --> 0
---    print(newsstat.timeline { timezone = "Mars/North" } == nil)  --> true
---@param options? newsstat.timeline_options
---@return newsstat.timeline|nil timeline nil where the time zone is unknown
---@return string|nil message
function M.new(options)
  options = options_of.check(options, OPTIONS, "newsstat.timeline")
  local by = options.by or "month"
  if not calendar.is_period(by) then
    error("newsstat.timeline: option 'by' must be day, week, month or year, got '" .. by .. "'", 2)
  end
  local days, message = calendar.new(by, options.timezone)
  if not days then return nil, message end
  local terms = terms_of.new(options)
  local bytes = (options.memory or MEMORY) * MEGABYTE
  local function new_articles()
    local corpus = core.corpus(terms, phrase_rules.rules(options.aliases))
    corpus:set_memory(bytes)
    return {
      corpus = corpus,
      titles = core.strings(), paths = core.strings(SELDOM_READ * bytes), urls = core.strings(SELDOM_READ * bytes),
      times = {}, sources = {}, lengths = {}, periods = {}, reference = {},
    }
  end
  local self = setmetatable({
    terms = terms,
    term_options = term_options(options),
    timezone = options.timezone or "UTC",
    calendar = days,
    selection = selection.new(options, days, "newsstat.timeline"),
    keep = { keep_duplicates = options.keep_duplicates, keep_furniture = options.keep_furniture },
    store = new_articles(),
  }, Timeline)
  if not options.store then return self end
  return require("newsstat.store.stored_timeline").new(self, options, new_articles)
end

---The period that an article lies in.
---
---    print((timeline:period_of { text = "台风", time = 1751755200 }))  --> 2025-07
---    print(timeline:period_of { text = "台风" } == nil)              --> true
---@param article newsstat.article
---@return string|false|nil period its label; false for one that the timeline's options do not choose, nil for an
---  article without a time
---@return string|nil message
---@return integer|nil day since 1970-01-01
function Timeline:period_of(article)
  timeline_articles.check(article)
  return timeline_articles.period_of(self, article)
end

---Adds one article: the terms of its title and text count once each for its period.
---
---    local days = newsstat.timeline { by = "day" }
---    print(days:add { title = "台风", text = "台风登陆。", time = 1751755200, source = "渔村日报" })  --> 2025-07-05
---@param article newsstat.article with time (seconds since the epoch), title, text and source
---@return string|false|nil period its label; false for one that the timeline's options do not choose, nil for an
---  article without a time
---@return string|nil message
function Timeline:add(article)
  timeline_articles.check(article)
  return timeline_articles.add(self, article)
end

---Adds an article for reference only: once there is one, all periods are held against these instead of the earlier
---ones. It needs no time. One that repeats an article of a period is left out, unless `keep_duplicates` is set.
---
---    local months = newsstat.timeline()
---    print((months:add_reference { text = "平常的一天，港口风平浪静。" }))  --> true
---@param article newsstat.article
---@return true|nil added
---@return string|nil message
function Timeline:add_reference(article)
  timeline_articles.check(article)
  local added, message = timeline_articles.put(self, article, "reference", true)
  return added and true, message
end

---@class newsstat.add_result
---@field articles integer articles added
---@field outside integer articles that the timeline's options do not choose
---@field undated integer articles without a time, which are left out
---@field failed integer files, and parts of feeds, that could not be read

local ADD_OPTIONS = { progress = "function", report = "function", threads = "count" }
for name, types in pairs(article_reader.OPTIONS) do ADD_OPTIONS[name] = types end

---@class newsstat.add_options : newsstat.article_options
---@field progress? fun(result: newsstat.add_result) called after each article
---@field report? fun(message: string) called for each that is left out
---@field threads? integer that cut articles into words, and count them later; default: the number in
---  NEWSSTAT_THREADS, else of processors. The result is the same with any number; with 1 no thread is started.

---Adds all articles of files and folders. A bad one is reported and counted, the rest goes on. Dates that name
---no zone are read in the timeline's.
---
---    local months = newsstat.timeline()
---    local result = months:add_files({ "examples/articles", "no/such/folder" }, { report = function() end, threads = 1 })
---    print(result.articles, result.failed)        --> 44 1
---@param paths string|string[] files, and folders of any depth
---@param options? newsstat.add_options
---@return newsstat.add_result result
function Timeline:add_files(paths, options)
  options = options_of.check(options, ADD_OPTIONS, "timeline:add_files")
  local problem
  self.threads, problem = threads_of.count(options.threads)
  if not self.threads then error("timeline:add_files: " .. problem, 2) end
  return timeline_articles.add_files(self, paths, options)
end

---All periods from the first article's to the last's, those without articles too, in order.
---
---    print(timeline:periods()[1], #timeline:periods())  --> 2025-01 15
---@return string[] labels
function Timeline:periods()
  if not self.first then return {} end
  return self.calendar:labels(self.first, self.last)
end

local ARTICLES_OPTIONS = { top = "count" }

---How many articles a period has, or with a term those that use it, the earliest first. Near-duplicates do not
---count.
---
---    print(timeline:articles "2025-07")            --> 5
---    print(timeline:articles("撤离", "2025-07")[1].source)  --> news.beijia.example
---@param term_or_period string a query as for `series`, or a period's label where that is the only argument
---@param period? string label
---@param options? { top?: integer } so many articles at most; default all
---@return integer|newsstat.found[]|nil articles nil where what is kept in files or a store cannot be read back
---@return string|nil message
---@return "busy"|"fault"|nil kind
function Timeline:articles(term_or_period, period, options)
  local most = options_of.check(options, ARTICLES_OPTIONS, "timeline:articles").top
  local groups = period and queries.check(term_or_period, "timeline:articles")
  return failure.catch(function()
    local known = counted(self)
    if not period then return known.totals[known.period_numbers[term_or_period] or 0] or 0 end
    local number = known.period_numbers[period]
    if not number then return {} end
    local places, counts = known:using(groups, number)
    for i = #places, (most or #places) + 1, -1 do places[i] = nil end
    return known:found(places, counts)
  end)
end

---@class newsstat.overview
---@field by "day"|"week"|"month"|"year"
---@field timezone string
---@field periods string[] from the first article's to the last's
---@field totals integer[] articles of each
---@field partial boolean the last period is not over by the last article
---@field sources newsstat.source[] the one with the most articles first
---@field duplicates integer near-duplicates that do not count

---What the timeline counted.
---
---    local overview = timeline:overview()
---    print(overview.by, overview.timezone, #overview.sources)  --> month UTC 4
---@return newsstat.overview|nil overview nil where what is kept in files or a store cannot be read back
---@return string|nil message
---@return "busy"|"fault"|nil kind
function Timeline:overview()
  return failure.catch(function()
    local known, totals = counted(self), {}
    for t in ipairs(known.periods) do totals[t] = known.totals[t] end
    return {
      by = self.calendar.by, timezone = self.timezone, periods = known.periods, totals = totals,
      partial = known.is_partial or false, sources = known:list_sources(), duplicates = known:count_duplicates(),
    }
  end)
end

---The day of a moment in the timeline's zone.
---
---    print(timeline:date(1751755200))             --> 2025-07-05
---@param time number epoch seconds
---@return string date as 2020-02-03
function Timeline:date(time) return self.calendar.date(self.calendar:days(time)) end

---@class newsstat.duplicate
---@field path string of the article left out, "" if it has none
---@field original string path of the earlier one that it nearly repeats

---The articles left out because they nearly repeat an earlier one.
---
---    local months = newsstat.timeline()
---    local text = "台风在渔村登陆，港口的船全部回来了，没有人受伤。消防员整夜清理道路，学校停课一天。"
---    months:add { text = text, time = 0, path = "first.txt" }
---    months:add { text = text, time = 86400, path = "copy.txt" }
---    print(months:duplicates()[1].path)           --> copy.txt
---@param most? integer so many at most; default all
---@return newsstat.duplicate[]|nil duplicates nil where what is kept in files or a store cannot be read back
---@return string|nil message
---@return "busy"|"fault"|nil kind
function Timeline:duplicates(most)
  return failure.catch(function() return counted(self):duplicate_paths(most) end)
end

---@class newsstat.crowded_day
---@field source string
---@field date string as 2020-02-03, in the timeline's zone
---@field articles integer of the source on that day
---@field usual number articles on its usual day: the median over the days that have any

---Days with 20 and more articles of a source, ten times those of its usual day. Such articles may have been given the
---date of the day on which they were collected; terms then rise where nothing happened.
---
---    local days = newsstat.timeline { timezone = "Asia/Shanghai" }
---    for day = 1, 5 do days:add { text = "港口", time = day * 86400, source = "砚石日报" } end
---    for i = 1, 25 do days:add { text = "第" .. i .. "期", time = 9 * 86400, source = "砚石日报" } end
---    local crowded = days:crowded_days()[1]
---    print(crowded.source, crowded.date, crowded.articles, crowded.usual == 1)  --> 砚石日报 1970-01-10 25 true
---@return newsstat.crowded_day[] the most crowded first
function Timeline:crowded_days()
  local store, days = self.store, {}
  for i, time in ipairs(store.times) do days[i] = not store.reference[i] and self.calendar:days(time) end
  local found = crowded_days.find(store.sources, days)
  for _, one in ipairs(found) do one.date, one.day = self.calendar.date(one.day), nil end
  return found
end

---Adds all that another timeline of the same kind of periods and time zone holds.
---
---    local a, b = newsstat.timeline(), newsstat.timeline()
---    a:add { text = "台风登陆", time = 0 }
---    b:add { text = "台风远去", time = 0 }
---    print(a:merge(b):articles "1970-01")          --> 2
---@param other newsstat.timeline
---@return newsstat.timeline|nil self nil where what the other keeps in files or a store cannot be read back
---@return string|nil message
---@return "busy"|"fault"|nil kind
function Timeline:merge(other)
  local is_stored = type(other) == "table" and other.archive ~= nil
  if not (is_stored or getmetatable(other) == Timeline) or other.calendar.by ~= self.calendar.by
    or other.timezone ~= self.timezone then
    error("timeline:merge: a timeline of the same kind of periods and time zone expected", 2)
  end
  if other == self then error("timeline:merge: a timeline cannot be merged with itself", 2) end
  if is_stored then
    local _, message, kind = other:load()
    if message then return nil, message, kind end
  end
  return failure.catch(function()
    timeline_articles.take(self, other)
    return self
  end)
end

---Writes what was added to the timeline's store, where it has one; kept from then on.
---
---    local path = os.tmpname()
---    local kept = assert(newsstat.timeline { store = path })
---    kept:add { text = "台风登陆", time = 0 }
---    print(kept:save())                           --> true
---    kept:close()
---    os.remove(path)
---@return true|nil
---@return string|nil message
function Timeline.save(_) return true end

---@class newsstat.publish_options
---@field each_period? boolean count each period by itself, in the memory that one needs, and only those whose articles
---  changed; of a store in ClickHouse only, see doc/scale.md
---@field worker? integer[] with each_period: { 2, 4 } counts the share of the second of four processes
---@field progress? fun(period: string, articles: integer) with each_period: called when a period was counted

---Counts the store's articles, where there are any that were not, so that whoever asks next need not. A timeline in
---memory has nothing to publish.
---
---    local kept = assert(newsstat.timeline { store = path })
---    kept:add_files "examples/articles"
---    print(kept:publish(), kept:publish())        --> 44 0
---    kept:close()
---@param options? newsstat.publish_options
---@return integer|nil articles that were counted; 0 where nothing was new
---@return string|nil message
---@return integer|nil missing with `each_period`, periods that other processes have still to count before all is published
function Timeline.publish(_, options) -- luacheck: no unused args
  return 0
end

---Saves, and lets the store go. A timeline in memory has nothing to close.
---
---    print(newsstat.timeline():close())            --> true
---@return true|nil
---@return string|nil message
function Timeline.close(_) return true end

---How rare terms are among the articles, for keywords.
---
---    local rows = newsstat.keywords("台风登陆北岬", { idf = timeline:background(), top = 1 })
---    print(rows[1].term)                          --> 台风
---@return newsstat.background|nil background nil where what is kept in files or a store cannot be read back
---@return string|nil message
---@return "busy"|"fault"|nil kind
function Timeline:background()
  return failure.catch(function() return counted(self):rarity(self.threads) end)
end

function Timeline:__tostring()
  return ("newsstat.timeline: %d articles by %s"):format(#self.store.times, self.calendar.by)
end

return M
