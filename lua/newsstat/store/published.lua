--- A published generation of a store, as the ranker reads an `article_index`: what one period needs is read when it is
--- opened, terms when they are asked for.

local article_index = require "newsstat.article_index"
local candidates = require "newsstat.trends.candidates"
local expected = require "newsstat.trends.expected"
local failure = require "newsstat.store.failure"
local place_ranges = require "newsstat.place_ranges"
local published_contrast = require "newsstat.store.published_contrast"
local published_rarity = require "newsstat.store.published_rarity"
local queries = require "newsstat.queries"
local score = require "newsstat.trends.score"
local word_uses = require "newsstat.store.word_uses"

local gmatch = string.gmatch
local unpack = rawget(_G, "unpack") or rawget(table, "unpack")

local M = {}

-- Of a bound that the ranker checks again: what is at the border passes.
local SLACK = .999

-- Terms are read so many at a time.
local TERMS_AT_ONCE = 200

-- What the index under it gives, in the terms of `core.index`.
---@class newsstat.store.published_index
---@field private known newsstat.store.published
---@field private rows table<integer, table> of the open period by term
---@field private listed integer[] its terms that rose, at is the place of the one that is looked at
---@field private terms table<integer, any[]> those that were read
local Index = {}
Index.__index = Index

---@class newsstat.store.published
---@field periods string[]
---@field period_numbers table<string, integer>
---@field totals integer[] articles of each period
---@field sizes integer[][] of each period articles of each source
---@field source_count integer
---@field median_words number
---@field is_partial boolean
---@field first_day integer|nil since 1970-01-01
---@field last_day integer|nil
---@field index newsstat.store.published_index
---@field key_of fun(term: string): string what a term is counted under
---@field backend newsstat.store.backend
---@field generation integer
---@field firsts integer[] place before each period's first article
---@field private tests_of integer[] terms of each period that enough articles have
local Published = {}
Published.__index = Published

local numbers_of = word_uses.numbers_of

local function read_periods(self)
  local before = 0
  for _, row in ipairs(self.backend:periods(self.generation)) do
    local period, label, articles, tests = row[1], row[2], row[3], row[4]
    self.periods[period], self.period_numbers[label], self.totals[period] = label, period, articles
    self.tests_of[period], self.firsts[period], self.sizes[period] = tests, before, {}
    for source = 1, self.source_count do self.sizes[period][source] = 0 end
    before = before + articles
  end
  for _, row in ipairs(self.backend:volumes(self.generation)) do self.sizes[row[1]][row[2]] = row[3] end
end

---Reads what all readers need: periods and their sizes.
---@param backend newsstat.store.backend
---@param generation newsstat.store.generation
---@return newsstat.store.published
function M.open(backend, generation)
  local self = setmetatable({
    backend = backend, generation = generation.id, periods = {}, period_numbers = {}, totals = {}, sizes = {},
    tests_of = {}, firsts = {}, source_count = generation.source_count, median_words = generation.median_words,
    is_partial = generation.is_partial, first_day = generation.first_day, last_day = generation.last_day,
  }, Published)
  read_periods(self)
  self:forget()
  return self
end

---Lets go what was read for one question: the next one, of the same generation, reads its own.
function Published:forget()
  self.rare = nil
  self.words = word_uses.new(self.backend, self.generation)
  self.index = setmetatable({ known = self, terms = {}, listed = {}, at = 0 }, Index)
end

-- -- Histories ----------------------------------------------------------------------------------

-- Whether the history is all that is before a period: then the rows tell it themselves.
local function is_all_before(run, totals)
  for before = 1, run.first_period - 1 do
    if totals[before] > 0 then return false end
  end
  for before = run.last_period + 1, run.period - 1 do
    if totals[before] > 0 then return false end
  end
  return run.last_period < run.period
end

-- -- What readers of articles ask for -------------------------------------------------------------

local function filled(text) return text ~= "" and text or nil end

---What a reader is told of articles.
---@param places integer[]
---@param counts integer[]
---@return newsstat.found[]
function Published:found(places, counts)
  local rows, list = self.backend:counted(self.generation, places), {}
  for i, place in ipairs(places) do
    local row = rows[place] or failure.raise "the store's published counts name an article that is not there"
    local time = row[2]
    list[i] = {
      title = filled(row[1]), time = time % 1 == 0 and math.floor(time) or time, source = row[3], path = filled(row[4]),
      url = filled(row[5]), count = counts[i],
    }
  end
  return list
end

---Reads at once what `using` will be asked for.
---@param queries_to_come string[][][] groups of each, as from `queries.parse`
function Published:expect(queries_to_come)
  local keys = {}
  for _, groups in ipairs(queries_to_come) do
    for _, group in ipairs(groups) do
      for _, term in ipairs(group) do keys[#keys + 1] = self.key_of(term) end
    end
  end
  self.words:expect(keys)
end

---The articles that use what is asked for, in order of time.
---@param groups string[][] as from `queries.parse`
---@param period? integer only those of this one
---@return integer[] places
---@return integer[] uses in each
---@return integer[] period of each
function Published:using(groups, period)
  local period_of = {}
  local uses = queries.count(groups, function(term)
    local by_place = {}
    for at, counts in pairs(self.words:of(self.key_of(term), period)) do
      for place, count in pairs(counts) do
        place = place + self.firsts[at]
        by_place[place], period_of[place] = count, at
      end
    end
    return by_place
  end)
  local places, counts, periods = {}, {}, {}
  for place, count in pairs(uses) do
    if count > 0 then places[#places + 1] = place end
  end
  table.sort(places)
  for i, place in ipairs(places) do counts[i], periods[i] = uses[place], period_of[place] end
  return places, counts, periods
end

-- The place where the articles of a day begin, or behind which those of the day before end.
local function place_before(self, calendar, day)
  local period = self.period_numbers[calendar:label(day)]
  local first, total = self.firsts[period], self.totals[period]
  if total == 0 or calendar:label(day - 1) ~= self.periods[period] then return first end
  return self.backend:last_before(self.generation, first + 1, first + total, calendar:first_second(day)) or first
end

---@param calendar newsstat.calendar
---@param first integer day since 1970-01-01, or -math.huge
---@param last integer day, or math.huge
---@return newsstat.places of the articles of these days
function Published:places_of_days(calendar, first, last)
  local all = place_ranges.of_periods(self.totals, 1, #self.periods)
  first, last = math.max(first, self.first_day or 0), math.min(last, self.last_day or -1)
  if first > last or not all[1] then return {} end
  local before = first > self.first_day and place_before(self, calendar, first) or 0
  local until_place = last < self.last_day and place_before(self, calendar, last + 1) or all[1][2]
  return until_place > before and { { before + 1, until_place } } or {}
end

---@param matches fun(source: string): boolean
---@return newsstat.places of the articles of these sources
function Published:places_of_sources(matches)
  local names = {}
  for _, source in ipairs(self:list_sources()) do
    if matches(source.source) then names[#names + 1] = source.source end
  end
  return place_ranges.of(names[1] and self.backend:places_of_sources(self.generation, names) or {})
end

---@return newsstat.store.published_contrast what sets of the articles are told apart by
function Published:contrast_terms() return published_contrast.new(self) end

---@return newsstat.store.published_rarity how rare terms are among the articles
function Published:rarity()
  if not self.rare then
    local all = 0
    for _, articles in ipairs(self.totals) do all = all + articles end
    self.rare = published_rarity.new(self.backend, self.generation, self.key_of, all)
  end
  return self.rare
end

---@return integer near-duplicates that were left out
function Published:count_duplicates() return self.backend:count_duplicates(self.generation) end

---@param most? integer so many at most; default all
---@return { path: string, original: string }[]
function Published:duplicate_paths(most)
  local list = {}
  for i, row in ipairs(self.backend:duplicates(self.generation, most or 2 ^ 31)) do
    list[i] = { path = row[1] or "", original = row[2] or "" }
  end
  return list
end

---@return newsstat.source[] the one with the most articles first
function Published:list_sources()
  return article_index.sources(#self.periods, function(add)
    for _, row in ipairs(self.backend:source_periods(self.generation)) do add(row[1], row[2], row[3]) end
  end)
end

-- -- The open period -------------------------------------------------------------------------------

local function row_of(columns)
  return {
    articles = columns[2], uses = columns[3], sources = columns[4], series = columns[5], titles = columns[6],
    salience = columns[7], postings = columns[8], history = columns[9], history_sources = columns[10],
  }
end

local function read_period(known, period, least, test)
  local rows = {}
  for _, columns in ipairs(known.backend:term_periods(known.generation, period, least, test)) do
    rows[columns[1]] = row_of(columns)
  end
  return rows
end

-- The source of each article of a period.
local function sources_of(known, period)
  local first, sources = known.firsts[period], {}
  for _, row in ipairs(known.backend:sources(known.generation, first + 1, first + known.totals[period])) do
    sources[row[1] - first] = row[2]
  end
  return sources
end

-- Places in the period and uses, in two lists.
local function postings_of(row)
  if not row.places then
    row.places, row.counts = {}, {}
    for i, number in ipairs(numbers_of(row.postings)) do
      local list = i % 2 == 1 and row.places or row.counts
      list[#list + 1] = number
    end
  end
  return row.places, row.counts
end

-- How many articles of each source had each term in a period, from all of its rows.
local function add_counts(known, period, history)
  local sources = sources_of(known, period)
  for term, row in pairs(read_period(known, period, 1)) do
    local counts = history[term]
    if not counts then
      counts = { all = 0 }
      history[term] = counts
    end
    counts.all = counts.all + row.articles
    for _, place in ipairs((postings_of(row))) do
      local source = sources[place]
      counts[source] = (counts[source] or 0) + 1
    end
  end
end

-- The history's articles of each term by source, and of terms that the period itself has not, rows without articles.
local function count_history(known, run, rows)
  local history = {}
  for period = run.first_period, run.last_period do add_counts(known, period, history) end
  for term, counts in pairs(history) do
    rows[term] = rows[term]
      or { articles = 0, uses = 0, sources = 0, series = 0, titles = 0, salience = 0, postings = "[]" }
    rows[term].history, rows[term].counted = counts.all, counts
  end
end

-- A term that cannot have risen by what its row tells is not read.
local function bound_of(run)
  local share, floor = expected.least(run)
  return { share = run.spread * share, floor = floor, least_lift = SLACK * score.LEAST_LIFT }
end

local function read_rows(known, run, is_falling)
  local tells_history = not is_falling and is_all_before(run, known.totals)
  local rows = read_period(known, run.period, is_falling and 1 or score.LEAST_ARTICLES, tells_history and bound_of(run) or nil)
  if tells_history then return rows end
  for _, row in pairs(rows) do row.history, row.history_sources = 0, "[]" end
  count_history(known, run, rows)
  return rows
end

-- The articles of a term's history, each worth what one of its source adds.
local function weigh(row, weights)
  if row.history == 0 then return 0 end
  row.counted = row.counted or numbers_of(row.history_sources)
  local sum = 0
  for source, weight in ipairs(weights) do
    local articles = row.counted[source]
    if articles and weight ~= 0 then sum = sum + weight * articles end
  end
  return sum
end

-- Whether the ranking should be told of a term. A rising one that is not far from what is expected without its weighted
-- history has not moved.
local function may_have_moved(row, ranking, runs, number)
  local least = article_index.LEAST_ARTICLES
  if row.articles < least and row.history < least then return false end
  if not runs.is_falling and not ranking:may_have_moved(number, row.articles, row.history, 0) then return false end
  row.weighted = weigh(row, runs[number].weights)
  return ranking:may_have_moved(number, row.articles, row.history, row.weighted)
end

-- What an article of the term is worth as evidence.
local function trust_of(row, sources, trust)
  local sum = 0
  for _, place in ipairs((postings_of(row))) do sum = sum + trust[sources[place]] end
  return row.articles > 0 and sum / row.articles or 0
end

local function add_term(self, ranking, runs, number, term, sources)
  local row = self.rows[term]
  local class, adaptation, firmness, common = candidates.standing(self, term, self.known.median_words)
  if not class then return end
  ranking:add(number, {
    id = term, key = (self:term(term)), articles = row.articles, history = row.history, weighted = row.weighted,
    count = row.uses, sources = row.sources, series = row.series, titles = row.titles, salience = row.salience,
    trust = trust_of(row, sources, runs[number].trust), class = class, adaptation = adaptation, firmness = firmness,
    common = common,
  })
end

---As `rank` of an article index, of a period by itself, which is the open one then.
---@param ranking table of `core.ranking`
---@param runs newsstat.trends_runs
---@param number integer
function Published:rank(ranking, runs, number)
  local run, index, listed = runs[number], self.index, {}
  index.rows = read_rows(self, run, runs.is_falling)
  for term, row in pairs(index.rows) do
    if may_have_moved(row, ranking, runs, number) then listed[#listed + 1] = term end
  end
  table.sort(listed)
  index.period, index.listed = run.period, listed
  local sources = sources_of(self, run.period)
  for at, term in ipairs(listed) do
    index.at = at
    add_term(index, ranking, runs, number, term, sources)
  end
  ranking:finish(number)
end

---@return integer terms of the open period that so many articles have that they could have moved
function Published:tests()
  assert(score.LEAST_ARTICLES == article_index.LEAST_ARTICLES)
  return self.tests_of[self.index.period]
end

---@return integer articles of the open period that have both rows' terms
function Published:shared(_, _, a, b) return self.index:shared(a.id, b.id) end

---@return integer[] places of the articles of the open period with a row's term
---@return integer[] uses in each
function Published:postings(_, _, row) return self.index:postings(row.id) end

---@return integer[] places, integer[] uses
function Index:postings(term)
  local places, uses = postings_of(self.rows[term])
  local first, absolute = self.known.firsts[self.period], {}
  for i, place in ipairs(places) do absolute[i] = place + first end
  return absolute, uses
end

---@return integer articles of the open period that have both
function Index:shared(a, b)
  local row = self.rows[a]
  if not row.has_place then
    row.has_place = {}
    for _, place in ipairs((postings_of(row))) do row.has_place[place] = true end
  end
  local both = 0
  for _, place in ipairs((postings_of(self.rows[b]))) do
    if row.has_place[place] then both = both + 1 end
  end
  return both
end

-- -- Terms --------------------------------------------------------------------------------------------

-- Reads at once what `find` will be asked for of genitives.
local function expect_owners(self, rows)
  local owners, keys = {}, {}
  for _, row in ipairs(rows) do
    local owner = candidates.owner_of(row[2])
    if owner then
      local at = #owners + 1
      owners[at], keys[at] = owner, self.known.key_of(owner)
    end
  end
  if not owners[1] then return end
  self.known:rarity():expect(owners)
  self.known.words:expect(keys)
end

-- A term that is not known yet, and those that will be asked for next, of the ones that rose: each request takes time.
local function read_terms(self, term)
  local wanted = { term }
  for at = self.at + 1, math.min(self.at + TERMS_AT_ONCE, #self.listed) do
    local other = self.listed[at]
    if other ~= term and not self.terms[other] then wanted[#wanted + 1] = other end
  end
  local rows = self.known.backend:terms(self.known.generation, wanted)
  for _, row in ipairs(rows) do self.terms[row[1]] = { unpack(row, 2, 15) } end
  expect_owners(self, rows)
end

local function term_of(self, term)
  if not self.terms[term] then read_terms(self, term) end
  return self.terms[term] or failure.raise "the store's published counts name a term that is not there"
end

---@return any ... key, articles, repeating, titles, whether it is a word, words, share of capitals, quoted, entropy,
---  association, whether it ends with a name
function Index:term(term)
  local found = term_of(self, term)
  return found[1], found[5], found[6], found[7], found[8] == 1, found[9], found[10], found[11], found[12], found[13],
    found[14] == 1
end

-- Whether so many articles of some period have a term that it is in an index.
local function is_indexed(known, key)
  for _, counts in pairs(known.words:of(key)) do
    local articles = 0
    for _ in pairs(counts) do articles = articles + 1 end
    if articles >= article_index.LEAST_ARTICLES then return true end
  end
  return false
end

---A term by what it is called, stop words too, which have no rows as terms: of it `term` tells key and articles.
---@param term string
---@return string|nil id
function Index:find(term)
  local key = self.known.key_of(term)
  local id = "=" .. key
  if self.terms[id] == nil then
    local _, articles = self.known:rarity():get(term)
    self.terms[id] = articles > 0 and is_indexed(self.known, key)
      and { key, key, key, "[]", articles, 0, 0, 1, 1, 0, 0, 0, 0, 0 }
  end
  return self.terms[id] and id or nil
end

---@return string ... keys of the words it was cut into
function Index:words(term)
  local words = {}
  for word in gmatch(term_of(self, term)[3], "[^\n]+") do words[#words + 1] = word end
  return unpack(words)
end

---@return string
function Index:surface(term) return term_of(self, term)[2] end

---@param terms integer[]
---@return integer[][] of each its articles by period
function Index:series(terms)
  local list = {}
  for i, term in ipairs(terms) do
    list[i] = {}
    for period = 1, #self.known.periods do list[i][period] = 0 end
    local numbers = numbers_of(term_of(self, term)[4])
    for at = 1, #numbers, 2 do list[i][numbers[at]] = numbers[at + 1] end
  end
  return list
end

return M
