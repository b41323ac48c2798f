--- A published generation of a store, as the ranker reads an `article_index`: what one period needs is read when it is
--- opened, terms when they are asked for.

local article_index = require "newsstat.article_index"
local candidates = require "newsstat.trends.candidates"
local failure = require "newsstat.failure"
local place_ranges = require "newsstat.place_ranges"
local published_contrast = require "newsstat.store.published_contrast"
local published_history = require "newsstat.store.published_history"
local published_rarity = require "newsstat.store.published_rarity"
local queries = require "newsstat.queries"
local score = require "newsstat.trends.score"
local word_uses = require "newsstat.store.word_uses"

local gmatch = string.gmatch
local unpack = rawget(_G, "unpack") or rawget(table, "unpack")

local M = {}

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

---As `rank` of an article index, of a period by itself, which is the open one then.
---@param ranking table of `core.ranking`
---@param runs newsstat.trends_runs
---@param number integer
function Published:rank(ranking, runs, number)
  local index, run = self.index, runs[number]
  local history = published_history.new(self, ranking, runs, number)
  index.period, index.rows, index.listed = run.period, history.rows, history:moved()
  for at, term in ipairs(index.listed) do
    index.at = at
    local class, adaptation, firmness, common = candidates.standing(index, term, self.median_words)
    if class then
      history:add(term, {
        id = term, key = (index:term(term)), class = class, adaptation = adaptation, firmness = firmness, common = common,
      })
    end
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
  local places, uses = published_history.postings_of(self.rows[term])
  local first, absolute = self.known.firsts[self.period], {}
  for i, place in ipairs(places) do absolute[i] = place + first end
  return absolute, uses
end

---@return integer articles of the open period that have both
function Index:shared(a, b)
  local row = self.rows[a]
  if not row.has_place then
    row.has_place = {}
    for _, place in ipairs((published_history.postings_of(row))) do row.has_place[place] = true end
  end
  local both = 0
  for _, place in ipairs((published_history.postings_of(self.rows[b]))) do
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
