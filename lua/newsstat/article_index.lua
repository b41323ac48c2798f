--- What is counted of a timeline's articles: without near-duplicates and page furniture, in an order that does
--- not depend on that of adding, under the terms of `core.index`.

local background = require "newsstat.background"
local contrast_terms = require "newsstat.contrast_terms"
local core = require "newsstat.core"
local place_ranges = require "newsstat.place_ranges"
local queries = require "newsstat.queries"
local series_of = require "newsstat.series"

local M = {}

---@class newsstat.source
---@field source string
---@field articles integer
---@field by_period integer[] articles of each period

-- A term needs this many articles in a period; fewer are chance.
M.LEAST_ARTICLES = 3

-- A paragraph that so many articles of one source have is furniture of its pages.
M.FURNITURE_ARTICLES = 3

-- Before near-duplicates are known, which repeat each other's paragraphs, it takes so many.
M.SURE_FURNITURE_ARTICLES = 20

M.DUPLICATE_SIMILARITY = .7

-- Sources beyond the largest are counted as one.
M.MOST_SOURCES = 200

---@class newsstat.article_index
---@field index table
---@field selection table what the corpus is asked about: articles, sources, series, periods
---@field articles integer[] numbers of the articles that count, in order of time
---@field periods string[] labels of all periods from the first to the last
---@field period_numbers table<string, integer>
---@field sizes integer[][] of each period the number of articles of each source
---@field totals integer[] of each period the number of articles
---@field reference integer|nil behind the periods: the number under which articles for reference stand
---@field repeats_reference boolean|nil articles for reference were left out as repetitions
---@field is_partial boolean|nil the last period is not over by the last article
---@field source_count integer
---@field median_words number
---@field duplicates { article: integer, original: integer }[] what was left out as a repetition
---@field furniture integer paragraphs left out
---@field key_of fun(term: string): string what a term is counted under
---@field private threads integer|nil
---@field private contrasted newsstat.contrast_terms|nil made when it is asked for
local ArticleIndex = {}
ArticleIndex.__index = ArticleIndex

-- Articles in order of time, those for reference behind all others; what remains equal is told apart by what it says, and last by its path.
local function in_order(store)
  local order = {}
  for i = 1, #store.times do order[i] = i end
  local times, titles, sources, lengths, paths = store.times, store.titles, store.sources, store.lengths, store.paths
  local reference = store.reference
  table.sort(order, function(a, b)
    if reference[a] ~= reference[b] then return reference[b] == true end
    if times[a] ~= times[b] then return times[a] < times[b] end
    local by_title = titles:compare(a, b)
    if by_title ~= 0 then return by_title < 0 end
    if sources[a] ~= sources[b] then return sources[a] < sources[b] end
    if lengths[a] ~= lengths[b] then return lengths[a] < lengths[b] end
    local by_path = paths:compare(a, b)
    if by_path ~= 0 then return by_path < 0 end
    return a < b
  end)
  return order
end

-- Numbers for the sources, the largest first; of equals by name.
local function number_sources(store)
  local counts, names, numbers = {}, {}, {}
  for _, name in ipairs(store.sources) do
    if not counts[name] then names[#names + 1] = name end
    counts[name] = (counts[name] or 0) + 1
  end
  table.sort(names, function(a, b)
    if counts[a] ~= counts[b] then return counts[a] > counts[b] end
    return a < b
  end)
  for i, name in ipairs(names) do numbers[name] = i end
  return numbers
end

local function selection_of(store, order, numbers)
  local sources = {}
  for i, article in ipairs(order) do sources[i] = numbers[store.sources[article]] end
  return { articles = order, sources = sources }
end

-- The articles that repeat no earlier one; what they repeat is listed.
local function without_duplicates(store, selection, duplicates, threads)
  local kept = {}
  for i, original in ipairs(store.corpus:find_duplicates(selection, M.DUPLICATE_SIMILARITY, threads)) do
    local article = selection.articles[i]
    if original == i then
      kept[#kept + 1] = article
    else
      duplicates[#duplicates + 1] = { article = article, original = selection.articles[original] }
    end
  end
  return kept
end

local function median(values)
  table.sort(values)
  return values[math.floor(#values / 2) + 1] or 1
end

-- Adds what ranking asks for: periods, their sizes by source, series.
local function add_periods(self, store, selection)
  local lengths = {}
  selection.periods, selection.series = {}, series_of.number(store, selection.articles)
  for i, source in ipairs(selection.sources) do
    selection.sources[i] = math.min(source, M.MOST_SOURCES)
    self.source_count = math.max(self.source_count, selection.sources[i])
  end
  for period = 1, #self.periods + 1 do
    self.sizes[period], self.totals[period] = {}, 0
    for source = 1, self.source_count do self.sizes[period][source] = 0 end
  end
  for i, article in ipairs(selection.articles) do
    local period, source = self.period_numbers[store.periods[article]], selection.sources[i]
    if store.reference[article] then
      period = #self.periods + 1
      self.reference = period
    end
    selection.periods[i] = period
    self.sizes[period][source] = self.sizes[period][source] + 1
    self.totals[period] = self.totals[period] + 1
    lengths[i] = store.corpus:words(article)
  end
  self.median_words = median(lengths)
  for _, pair in ipairs(self.duplicates) do self.repeats_reference = self.repeats_reference or store.reference[pair.article] end
end

-- The articles of one period, which is then the only one, and what was left out of them.
local function keep_period(self, store, selection, period, source_numbers)
  local kept, duplicates = { articles = {}, sources = {} }, {}
  for _, article in ipairs(selection.articles) do
    if store.periods[article] == period then
      kept.articles[#kept.articles + 1] = article
      kept.sources[#kept.sources + 1] = source_numbers[store.sources[article]]
    end
  end
  for _, pair in ipairs(self.duplicates) do
    if store.periods[pair.article] == period then duplicates[#duplicates + 1] = pair end
  end
  self.duplicates, self.periods, self.period_numbers = duplicates, { period }, { [period] = 1 }
  return kept
end

local function filled(text) return text ~= "" and text or nil end

---Sources, the one with the most articles first.
---@param periods integer how many there are
---@param each fun(add: fun(source: string, period: integer, articles: integer)) adds all there is
---@return newsstat.source[]
function M.sources(periods, each)
  local list, by_name = {}, {}
  each(function(name, period, articles)
    local source = by_name[name]
    if not source then
      source = { source = name, articles = 0, by_period = {} }
      for t = 1, periods do source.by_period[t] = 0 end
      list[#list + 1], by_name[name] = source, source
    end
    source.articles, source.by_period[period] = source.articles + articles, source.by_period[period] + articles
  end)
  table.sort(list, function(a, b)
    if a.articles ~= b.articles then return a.articles > b.articles end
    return a.source < b.source
  end)
  return list
end

---@class newsstat.found
---@field title string|nil
---@field time integer epoch seconds
---@field date string|nil of the day in the timeline's zone, in `follow`
---@field source string
---@field path string|nil
---@field url string|nil
---@field count integer uses of what was asked for

-- What the ranker and other readers ask for; a store's published counts answer it too, `newsstat.store.published`.

---What a reader is told of articles.
---@param places integer[] of the articles in the index
---@param counts integer[] uses in each of what was asked for
---@return newsstat.found[]
function ArticleIndex:found(places, counts)
  local list, store = {}, self.store
  for i, place in ipairs(places) do
    local article = self.articles[place]
    list[i] = {
      title = filled(store.titles[article]), time = store.times[article], source = store.sources[article],
      path = filled(store.paths[article]), url = filled(store.urls[article]), count = counts[i],
    }
  end
  return list
end

-- Those of the periods' articles that a function wants.
local function places_where(self, is_wanted)
  local list = {}
  for place, article in ipairs(self.articles) do
    if self.selection.periods[place] <= #self.periods and is_wanted(article) then list[#list + 1] = place end
  end
  return place_ranges.of(list)
end

---@param calendar newsstat.calendar
---@param first integer day since 1970-01-01, or -math.huge
---@param last integer day, or math.huge
---@return newsstat.places of the articles of these days
function ArticleIndex:places_of_days(calendar, first, last)
  local times = self.store.times
  return places_where(self, function(article)
    local day = calendar:days(times[article])
    return day >= first and day <= last
  end)
end

---@param matches fun(source: string): boolean
---@return newsstat.places of the articles of these sources
function ArticleIndex:places_of_sources(matches)
  local sources, is_wanted = self.store.sources, {}
  return places_where(self, function(article)
    local name = sources[article]
    if is_wanted[name] == nil then is_wanted[name] = matches(name) end
    return is_wanted[name]
  end)
end

---@param threads? integer default: as many as the index was made with
---@return newsstat.contrast_terms what sets of the articles are told apart by
function ArticleIndex:contrast_terms(threads)
  self.contrasted = self.contrasted or contrast_terms.new(self, threads or self.threads)
  return self.contrasted
end

---Nothing need be read before `using` is asked.
function ArticleIndex.expect() end

---The articles of the periods that use what is asked for, in order of time.
---@param groups string[][] as from `queries.parse`
---@param period? integer only those of this one
---@return integer[] places in the index
---@return integer[] uses in each
---@return integer[] period of each
function ArticleIndex:using(groups, period)
  local places, counts, periods = {}, {}, {}
  local uses = queries.count(groups, function(term) return self.store.corpus:uses(self.selection, term) end)
  for place, at in ipairs(self.selection.periods) do
    local count = uses[place] or 0
    if count > 0 and at <= #self.periods and (not period or at == period) then
      local i = #places + 1
      places[i], counts[i], periods[i] = place, count, at
    end
  end
  return places, counts, periods
end

---@param threads? integer default 1
---@return newsstat.background how rare terms are among the articles
function ArticleIndex:rarity(threads)
  self.background = self.background or background.of(self.store.corpus, self.articles, self.selection.sources, threads)
  return self.background
end

---@return integer near-duplicates that were left out
function ArticleIndex:count_duplicates() return #self.duplicates end

---The sources of the articles that count, the one with the most first.
---@return newsstat.source[]
function ArticleIndex:list_sources()
  return M.sources(#self.periods, function(add)
    for i, article in ipairs(self.articles) do
      local period = self.selection.periods[i]
      if period <= #self.periods then add(self.store.sources[article], period, 1) end
    end
  end)
end

---@class newsstat.article_index_options
---@field keep_duplicates? boolean
---@field keep_furniture? boolean
---@field is_partial? boolean
---@field threads? integer
---@field only_period? string label of the one period that is counted; the others only tell what its articles repeat
---@field least_articles? integer a word or phrase is a term when so many articles of a period have it, default LEAST_ARTICLES
---@field source_numbers? table<string, integer> with only_period: numbers of all sources; else the one with the most articles
---  is the first

---Leaves out the articles that nearly repeat an earlier one, and of the others the furniture of their pages.
---@param store table as for `new`
---@param options newsstat.article_index_options
---@return { articles: integer[], sources: integer[] } selection of articles, in order of time
---@return { article: integer, original: integer }[] duplicates what was left out
---@return integer furniture paragraphs left out
function M.choose(store, options)
  local numbers, duplicates = number_sources(store), {}
  local selection = selection_of(store, in_order(store), numbers)
  local function leave_out(least)
    return store.corpus:leave_out_repeated(selection, options.keep_furniture and math.huge or least, options.threads)
  end
  if not options.keep_duplicates then
    leave_out(M.SURE_FURNITURE_ARTICLES)
    selection = selection_of(store, without_duplicates(store, selection, duplicates, options.threads), numbers)
  end
  return selection, duplicates, leave_out(M.FURNITURE_ARTICLES)
end

---@param store table the timeline's articles: corpus, and lists of times, titles, sources, paths, urls, lengths,
---  periods, reference
---@param periods string[] labels of all periods in order
---@param options newsstat.article_index_options
---@return newsstat.article_index
function M.new(store, periods, options)
  local self = setmetatable({
    store = store, periods = periods, period_numbers = {}, sizes = {}, totals = {}, source_count = 0,
    source_names = store.sources, is_partial = options.is_partial, threads = options.threads,
    key_of = function(term) return store.corpus:key(term) end,
  }, ArticleIndex)
  for i, period in ipairs(periods) do self.period_numbers[period] = i end
  local selection
  selection, self.duplicates, self.furniture = M.choose(store, options)
  if options.only_period then
    selection = keep_period(self, store, selection, options.only_period, options.source_numbers)
  end
  add_periods(self, store, selection)
  self.articles, self.selection = selection.articles, selection
  self.index = core.index(store.corpus, selection, options.least_articles or M.LEAST_ARTICLES, options.threads)
  return self
end

---Adds a period's articles to the history.
---@param period integer
function ArticleIndex:add_history(period) self.index:add_history(self.index:period(period)) end

function ArticleIndex:clear_history() self.index:clear_history() end

---The articles of a source, those for reference too.
---@param name string
---@return integer[] places
---@return integer[] how many they are by source, of which the smallest are counted as one
function ArticleIndex:of_source(name)
  local places, sizes = {}, {}
  for source = 1, self.source_count do sizes[source] = 0 end
  for place, article in ipairs(self.articles) do
    if self.source_names[article] == name then
      local source = self.selection.sources[place]
      places[#places + 1], sizes[source] = place, sizes[source] + 1
    end
  end
  return places, sizes
end

---Fills a ranking with the terms of one of its periods that moved; of all at once, when it is first asked.
---@param ranking table of `core.ranking`
---@param runs newsstat.trends_runs
---@param number integer of the period among the runs, which are asked for in order
function ArticleIndex:rank(ranking, runs, number)
  if number == 1 then ranking:count(self.index, self.threads, runs.places) end
end

---@param ranking table
---@param number integer of the period in it, the one asked for last
---@return integer terms that so many articles of the period have that they could have moved
function ArticleIndex.tests(_, ranking, number) return ranking:tests(number) end

---@return integer articles of the period that have both rows' terms
function ArticleIndex.shared(_, ranking, number, a, b) return ranking:shared(number, a.place, b.place) end

---@return integer[] places of the articles of the period with a row's term
---@return integer[] uses in each
function ArticleIndex.postings(_, ranking, number, row) return ranking:postings(number, row.place) end

---@param most? integer so many at most; default all
---@return { path: string, original: string }[] what was left out as a repetition
function ArticleIndex:duplicate_paths(most)
  local list, paths = {}, self.store.paths
  for i = 1, math.min(most or math.huge, #self.duplicates) do
    local pair = self.duplicates[i]
    list[i] = { path = paths[pair.article], original = paths[pair.original] }
  end
  return list
end

return M
