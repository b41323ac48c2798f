--- How often articles use a term, by the words that a store published: the same as `corpus:uses`, which looks at the
--- articles themselves. A term is a word, the base of one (巴勒斯坦 of 巴勒斯坦人), or several words one behind another.

local phrase_rules = require "newsstat.phrase_rules"

local byte, gmatch, sub = string.byte, string.gmatch, string.sub

local M = {}

-- No word of a corpus has a longer key.
local MOST_BYTES = 800

-- Of a term that is no longer all pieces are asked for at once: each request takes time.
local SHORT_BYTES = 48

---@class newsstat.store.word_uses
---@field private backend newsstat.store.backend
---@field private generation integer
---@field private bases table<string, string|false> of words that were asked for; false for what is no word
---@field private posted table<string, any[][]> rows of words that were asked for
local WordUses = {}
WordUses.__index = WordUses

---@param json string|nil list of whole numbers from 0
---@return integer[]
function M.numbers_of(json)
  local numbers, count = {}, 0
  for number in gmatch(json or "", "%d+") do
    count = count + 1
    numbers[count] = tonumber(number)
  end
  return numbers
end

---@param backend newsstat.store.backend
---@param generation integer
---@return newsstat.store.word_uses
function M.new(backend, generation)
  return setmetatable({ backend = backend, generation = generation, bases = {}, posted = {} }, WordUses)
end

-- -- Which words -------------------------------------------------------------------------------

-- What a word of a term may be that begins behind so many bytes.
local function add_pieces(keys, term, at)
  for last = at + 1, math.min(#term, at + MOST_BYTES) do
    local next_byte = byte(term, last + 1)
    if not next_byte or next_byte < 0x80 or next_byte >= 0xC0 then keys[#keys + 1] = sub(term, at + 1, last) end
  end
end

-- Where the next word begins: words of Latin letters have a space between them.
local function next_start(term, at) return byte(term, at + 1) == 32 and at + 1 or at end

-- What to ask for first: words that are the term or count for it, and those that it may begin with, or consist of.
local function first_keys(keys, term)
  add_pieces(keys, term, 0)
  for _, suffix in ipairs(phrase_rules.suffixes()) do keys[#keys + 1] = term .. suffix end
  for at = 1, #term <= SHORT_BYTES and #term - 1 or 0 do add_pieces(keys, term, at) end
end

-- Asks for words that are not known yet.
local function read_bases(self, keys)
  local unknown = {}
  for _, key in ipairs(keys) do
    if self.bases[key] == nil then unknown[#unknown + 1], self.bases[key] = key, false end
  end
  if not unknown[1] then return end
  for _, row in ipairs(self.backend:words(self.generation, unknown)) do self.bases[row[1]] = row[2] end
end

-- Adds the words that may begin at a place in the term as edges to other places, and these places to those to be looked at.
local function add_edges(self, edges, places, seen, term, at)
  local pieces = {}
  add_pieces(pieces, term, at)
  for _, piece in ipairs(pieces) do
    local last = at + #piece
    if self.bases[piece] and not (at == 0 and last == #term) then
      local start = last == #term and last or next_start(term, last)
      edges[#edges + 1] = { first = at, last = start, word = piece }
      if start < #term and not seen[start] then places[#places + 1], seen[start] = start, true end
    end
  end
end

-- All words that the term may be made of, as edges between places in it: step by step, for most of what could be a word
-- is none.
local function edges_of(self, term)
  local edges, places, seen, done = {}, { 0 }, { [0] = true }, 0
  while places[done + 1] do
    local keys, last = {}, #places
    for i = done + 1, last do add_pieces(keys, term, places[i]) end
    read_bases(self, keys)
    for i = done + 1, last do add_edges(self, edges, places, seen, term, places[i]) end
    done = last
  end
  return edges
end

-- The words that are the term, or count for it.
local function whole_of(self, term)
  local whole = {}
  if self.bases[term] then whole[term] = true end
  for _, suffix in ipairs(phrase_rules.suffixes()) do
    if self.bases[term .. suffix] == term then whole[term .. suffix] = true end
  end
  return whole
end

-- The words of ways that lead to the term's end.
local function parts_of(edges, size)
  local leads, parts = { [size] = true }, {}
  table.sort(edges, function(a, b) return a.first > b.first end)
  for _, edge in ipairs(edges) do
    if leads[edge.last] then leads[edge.first], parts[edge.word] = true, true end
  end
  return parts
end

local function list_of(set, more)
  local list = {}
  for key in pairs(set) do list[#list + 1] = key end
  for key in pairs(more or {}) do
    if not set[key] then list[#list + 1] = key end
  end
  table.sort(list)
  return list
end

-- -- Counting ----------------------------------------------------------------------------------

local function child(parent, key)
  local found = parent[key]
  if not found then
    found = {}
    parent[key] = found
  end
  return found
end

local function add_postings(uses, row)
  local numbers, counts = M.numbers_of(row[3]), child(uses, row[2])
  for i = 1, #numbers, 2 do counts[numbers[i]] = (counts[numbers[i]] or 0) + numbers[i + 1] end
end

-- Which word stands where in each article of each period.
local function words_by_place(rows)
  local periods = {}
  for _, row in ipairs(rows) do
    local places, numbers, positions, at = child(periods, row[2]), M.numbers_of(row[3]), M.numbers_of(row[4]), 0
    for i = 1, #numbers, 2 do
      local words, position = child(places, numbers[i]), 0
      for _ = 1, numbers[i + 1] do
        at = at + 1
        position = position + positions[at]
        words[position] = row[1]
      end
    end
  end
  return periods
end

-- How many words from a position on are the term, or 0.
local function match(words, position, term)
  local done, at = 0, position
  while words[at] do
    if at > position and byte(term, done + 1) == 32 then done = done + 1 end
    local word = words[at]
    if sub(term, done + 1, done + #word) ~= word then return 0 end
    done, at = done + #word, at + 1
    if done == #term then return at - position end
  end
  return 0
end

local function count_in(words, whole, term)
  local order, uses, free = {}, 0, 0
  for position in pairs(words) do order[#order + 1] = position end
  table.sort(order)
  for _, position in ipairs(order) do
    if position >= free then
      local length = whole[words[position]] and 1 or match(words, position, term)
      if length > 0 then uses, free = uses + 1, position + length end
    end
  end
  return uses
end

-- -- Asking ------------------------------------------------------------------------------------

-- Which words are the term, and which ones it may be made of.
local function words_of(self, term)
  local keys = {}
  first_keys(keys, term)
  read_bases(self, keys)
  return whole_of(self, term), parts_of(edges_of(self, term), #term)
end

-- Asks for the postings of words that were not asked for yet.
local function read_postings(self, keys)
  local unknown = {}
  for _, key in ipairs(keys) do
    if not self.posted[key] then unknown[#unknown + 1], self.posted[key] = key, {} end
  end
  if not unknown[1] then return end
  for _, row in ipairs(self.backend:postings(self.generation, unknown)) do
    table.insert(self.posted[row[1]], row)
  end
end

---Reads at once what will be asked for of several terms, of all periods.
---@param terms string[] their keys
function WordUses:expect(terms)
  local keys, posted = {}, {}
  for _, term in ipairs(terms) do first_keys(keys, term) end
  read_bases(self, keys)
  for _, term in ipairs(terms) do
    local whole, parts = words_of(self, term)
    if not next(parts) then
      for _, key in ipairs(list_of(whole)) do posted[#posted + 1] = key end
    end
  end
  read_postings(self, posted)
end

-- Rows of postings: those that were read, or of one period alone.
local function postings_of(self, keys, period)
  local rows, unknown = {}, {}
  if not period then read_postings(self, keys) end
  for _, key in ipairs(keys) do
    if not self.posted[key] then unknown[#unknown + 1] = key end
    for _, row in ipairs(self.posted[key] or {}) do
      if not period or row[2] == period then rows[#rows + 1] = row end
    end
  end
  if not unknown[1] then return rows end
  for _, row in ipairs(self.backend:postings(self.generation, unknown, period)) do rows[#rows + 1] = row end
  return rows
end

---@param term string its key
---@param period? integer only this one; default all
---@return table<integer, table<integer, integer>> uses by period and place in it
function WordUses:of(term, period)
  if term == "" then return {} end
  local whole, parts = words_of(self, term)
  local uses = {}
  if next(parts) then
    local rows = self.backend:positions(self.generation, list_of(whole, parts), period)
    for at, places in pairs(words_by_place(rows)) do
      for place, words in pairs(places) do
        local count = count_in(words, whole, term)
        if count > 0 then child(uses, at)[place] = count end
      end
    end
  else
    for _, row in ipairs(postings_of(self, list_of(whole), period)) do add_postings(uses, row) end
  end
  return uses
end

return M
