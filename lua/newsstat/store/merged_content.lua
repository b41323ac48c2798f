--- What a store publishes of all periods, from what was published of each: a range of terms at a time, so that memory
--- does not grow with the archive.

local candidates = require "newsstat.trends.candidates"
local part_content = require "newsstat.store.part_content"
local publishing = require "newsstat.store.publishing"

local gmatch = string.gmatch
local unpack = rawget(_G, "unpack") or rawget(table, "unpack")
local json_of = publishing.json_of

local M = {}

local LEAST_ARTICLES = require("newsstat.article_index").LEAST_ARTICLES

-- Rows of `term` that are looked at in one request.
local ROWS = 50000

---@class newsstat.store.merge
---@field parts newsstat.clickhouse.parts
---@field ids integer[] the parts' generations, in order of their periods
---@field labels string[] of all periods, those without articles too
---@field periods integer[] of each part the number of its period
---@field place_of table<integer, integer> of each generation its place among the parts
---@field ranges integer[][] first and last number of the terms of each request

-- Of whole slices each.
local function ranges_of(merge)
  local ranges, rows, first = {}, 0, 0
  local slices = merge.parts:slices(merge.ids, part_content.SLICE)
  for i, slice in ipairs(slices) do
    rows = rows + slice[2]
    if rows >= ROWS or i == #slices then
      local behind = (slice[1] + 1) * part_content.SLICE
      ranges[#ranges + 1] = { first, behind - 1 }
      rows, first = 0, behind
    end
  end
  return ranges
end

-- The terms of a range and kind in order of their keys: of each its number among those of all parts, and its rows of `term`
-- in order of the parts, with the part's place first.
local function terms_of(merge, range, kind, next_number)
  local by_key, list = {}, {}
  for _, row in ipairs(merge.parts:terms(merge.ids, range[1], range[2], kind)) do
    local one = by_key[row[3]]
    if not one then
      one = { key = row[3], rows = {}, is_scattered = true }
      by_key[row[3]], list[#list + 1] = one, one
    end
    one.rows[#one.rows + 1] = { place = merge.place_of[row[1]], row = row }
    if row[6] >= LEAST_ARTICLES then one.is_scattered = false end
  end
  table.sort(list, function(a, b) return a.key < b.key end)
  for _, one in ipairs(list) do
    one.number = next_number(one.key, one.is_scattered)
    table.sort(one.rows, function(a, b) return a.place < b.place end)
  end
  return list
end

-- The rows of `term_period` of a range and kind, by the place of the part and the term's number in it.
local function periods_of(merge, range, kind)
  local found = {}
  for place in ipairs(merge.ids) do found[place] = {} end
  for _, row in ipairs(merge.parts:term_periods(merge.ids, range[1], range[2], kind)) do
    found[merge.place_of[row[1]]][row[2]] = row
  end
  return found
end

-- Sums over the parts; what is no sum is that of the part with the most articles that have the term.
local function term_row(merge, one)
  local series, largest, capitals = {}, nil, 0
  local articles, repeating, titles, quoted, is_word = 0, 0, 0, 0, 0
  for i, found in ipairs(one.rows) do
    local row = found.row
    series[2 * i - 1], series[2 * i] = merge.periods[found.place], row[6]
    articles, repeating, titles, quoted = articles + row[6], repeating + row[7], titles + row[8], quoted + row[12]
    is_word, capitals = math.max(is_word, row[9]), capitals + row[11] * row[6]
    if not largest or row[6] > largest[6] then largest = row end
  end
  return {
    one.number, one.key, largest[4], largest[5], json_of(series), articles, repeating, titles, is_word, largest[10],
    capitals / articles, quoted, largest[13], largest[14], largest[15],
  }
end

local function yield_terms(merge, yield)
  local next_number = part_content.numbering()
  for _, range in ipairs(merge.ranges) do
    for _, one in ipairs(terms_of(merge, range, "terms", next_number)) do yield(term_row(merge, one)) end
  end
end

-- Adds a list of JSON to the articles by source.
local function add_sources(history, json)
  local source = 0
  for articles in gmatch(json, "%d+") do
    source = source + 1
    history[source] = (history[source] or 0) + tonumber(articles)
  end
end

-- A term's rows, the periods before each being its history.
local function yield_periods_of(merge, one, found, yield)
  local history, all = {}, 0
  for _, of_part in ipairs(one.rows) do
    local row = found[of_part.place][of_part.row[2]]
    if row then
      local is_ranked = row[3] >= LEAST_ARTICLES
      yield {
        merge.periods[of_part.place], one.number, row[3], row[4], row[5], row[6], row[7], row[8], row[9],
        is_ranked and all or nil, is_ranked and json_of(history) or nil,
      }
      add_sources(history, row[10])
      all = all + row[3]
    end
  end
end

local function yield_term_periods(merge, yield)
  local next_number = part_content.numbering()
  for _, range in ipairs(merge.ranges) do
    local found = periods_of(merge, range, "terms")
    for _, one in ipairs(terms_of(merge, range, "terms", next_number)) do yield_periods_of(merge, one, found, yield) end
  end
end

-- What tells candidates of a range from other terms, as an index does: terms are their rows of `term`.
local function facts_of(merge, list)
  local owners, index = {}, {}
  for _, one in ipairs(list) do owners[#owners + 1] = candidates.owner_of(one.key) end
  local articles = owners[1] and merge.parts:articles_of(merge.ids, owners) or {}
  function index.find(_, owner) return (articles[owner] or 0) >= LEAST_ARTICLES and owner or nil end
  function index.term(_, row)
    if articles[row] then return row, articles[row] end
    return row[2], row[6], row[7], row[8], row[9] == 1, row[10], row[11], row[12], row[13], row[14], row[15] == 1
  end
  function index.words(_, row)
    local words = {}
    for word in gmatch(row[4], "[^\n]+") do words[#words + 1] = word end
    return unpack(words)
  end
  return index
end

-- Calls work with the terms of a kind that tell sets apart, and with their rows of `term`.
local function each_contrast_term(merge, range, kind, next_number, work)
  local list = terms_of(merge, range, kind, next_number)
  local index = facts_of(merge, list)
  for _, one in ipairs(list) do
    local row = term_row(merge, one)
    if candidates.of(index, row, merge.median_words) then work(one, row) end
  end
end

local function yield_contrast_terms(merge, yield)
  local next_number = part_content.numbering()
  for _, range in ipairs(merge.ranges) do
    each_contrast_term(merge, range, "contrast_terms", next_number, function(one, row) yield { one.number, one.key, row[3] } end)
  end
end

local function yield_scattered(merge, yield)
  local next_number = part_content.numbering()
  for _, range in ipairs(merge.ranges) do
    local found = periods_of(merge, range, "scattered")
    each_contrast_term(merge, range, "scattered", next_number, function(one)
      for _, of_part in ipairs(one.rows) do
        local row = found[of_part.place][of_part.row[2]]
        yield { merge.periods[of_part.place], one.number, row[3], row[4], row[9] }
      end
    end)
  end
end

local function yield_periods(merge, yield)
  local part = 1
  for period, label in ipairs(merge.labels) do
    local articles, tests = 0, 0
    if merge.periods[part] == period then
      articles, tests = merge.parts:period(merge.ids[part])
      part = part + 1
    end
    yield { period, label, articles, tests }
  end
end

local function yield_counted(merge, yield)
  local before = 0
  for _, id in ipairs(merge.ids) do
    local articles = 0
    for row in merge.parts:counted(id) do
      yield { before + row[1], row[2], row[3] }
      articles = articles + 1
    end
    before = before + articles
  end
end

local function yield_duplicates(merge, yield)
  local number = 0
  for _, id in ipairs(merge.ids) do
    for _, row in ipairs(merge.parts:duplicates(id)) do
      number = number + 1
      yield { number, row[1], row[2] }
    end
  end
end

local function yield_volumes(merge, yield)
  for place, id in ipairs(merge.ids) do
    for _, row in ipairs(merge.parts:volumes(id)) do yield { merge.periods[place], row[1], row[2] } end
  end
end

---@param merge newsstat.store.merge its parts, ids, labels and periods; the rest is found here
---@param about table what a generation tells of itself: revision, first_day, last_day, is_partial, source_count, median_words
---@return newsstat.store.content
function M.content(merge, about)
  merge.ranges, merge.place_of, merge.median_words = ranges_of(merge), {}, about.median_words
  for place, id in ipairs(merge.ids) do merge.place_of[id] = place end
  local content = { selects = merge.parts:selects(merge.ids, merge.periods) }
  for name, value in pairs(about) do content[name] = value end
  for name, work in pairs {
    term_periods = yield_term_periods, terms = yield_terms, periods = yield_periods, volumes = yield_volumes,
    counted = yield_counted, duplicates = yield_duplicates, contrast_terms = yield_contrast_terms, scattered = yield_scattered,
  } do
    content[name] = publishing.rows_of(function(yield) work(merge, yield) end)
  end
  return content
end

return M
