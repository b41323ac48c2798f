--- Parts in ClickHouse: generations of one period each. Their terms have numbers in order of a hash of their keys, so
--- that those of all parts are read range by range.

local article_index = require "newsstat.article_index"
local articles = require "newsstat.store.clickhouse.articles"
local background = require "newsstat.background"
local generations = require "newsstat.store.clickhouse.generations"
local replicas = require "newsstat.store.clickhouse.replicas"
local values = require "newsstat.store.clickhouse.values"

local concat = table.concat

local M = {}

-- Places of articles are read so many at a time.
local PAGE = 50000

---@class newsstat.clickhouse.parts
---@field private connection newsstat.clickhouse.connection
---@field private away table<newsstat.clickhouse.host, true>|nil servers that did not answer when parts were asked for
local Parts = {}
Parts.__index = Parts

---@param connection newsstat.clickhouse.connection
---@return newsstat.clickhouse.parts
function M.new(connection) return setmetatable({ connection = connection }, Parts) end

---@param prefix string
---@return table<string, newsstat.store.generation> the newest generations of configurations that begin with it
function Parts:published(prefix)
  return generations.published_with(self.connection, prefix)
end

---@param generation integer
function Parts:drop(generation) generations.drop(self.connection, generation) end

local function list_of(ids)
  local list = {}
  for i, id in ipairs(ids) do list[i] = values.number(id) end
  return concat(list, ", ")
end

---To be called before parts are read: waits until all that may be read from have all rows of them.
---@param ids integer[] of parts
function Parts:await(ids) self.away = replicas.await(self.connection, generations.TABLES, ids) end

---To be called when parts were read; raises where one that was read from may not have had all rows.
---@param ids integer[] of parts
---@return table<integer, true> those that nobody has removed
function Parts:present(ids)
  local there = {}
  replicas.confirm(self.connection, self.away)
  for _, row in ipairs(self.connection:rows(("SELECT generation FROM generation WHERE generation IN (%s)"):format(
    list_of(ids)))) do there[row[1]] = true end
  return there
end

---@param ids integer[] of parts
---@param slice_size integer numbers of a slice
---@return any[][] rows of slice and how many terms the parts have in it, in order
function Parts:slices(ids, slice_size)
  return self.connection:rows(("SELECT intDiv(term, %d) AS slice, count() FROM term WHERE generation IN (%s) GROUP BY slice "
    .. "ORDER BY slice"):format(slice_size, list_of(ids)))
end

-- Keys by the articles of the parts: with three of some period, with three of all periods only, and both.
local LEAST = article_index.LEAST_ARTICLES
local HAVING = {
  terms = ("max(articles) >= %d"):format(LEAST),
  scattered = ("sum(articles) >= %d AND max(articles) < %d"):format(LEAST, LEAST),
  contrast_terms = ("sum(articles) >= %d"):format(LEAST),
}

-- Rows of a range that belong to keys of a kind.
local function listed(ids, first, last, kind)
  local within = ("generation IN (%s) AND term BETWEEN %d AND %d"):format(list_of(ids), first, last)
  return within, ("key GLOBAL IN (SELECT key FROM term WHERE %s GROUP BY key HAVING %s)"):format(within, HAVING[kind])
end

---@param ids integer[]
---@param first integer number of a term
---@param last integer
---@param kind "terms"|"scattered"|"contrast_terms" those that three articles of one part have, those that three of all parts
---  have and of no part alone, or both
---@return any[][] rows of generation, term, key, surface, words, articles, repeating, titles, is_word, word_count, capitals,
---  quoted, entropy, association, ends_with_name
function Parts:terms(ids, first, last, kind)
  local within, is_listed = listed(ids, first, last, kind)
  local rows = self.connection:rows(("SELECT generation, term, key, surface, words, articles, repeating, titles, is_word, "
    .. "word_count, capitals, quoted, entropy, association, ends_with_name FROM term WHERE %s AND %s"):format(within, is_listed))
  for _, row in ipairs(rows) do
    row[11], row[13], row[14] = tonumber(row[11]), tonumber(row[13]), tonumber(row[14])
  end
  return rows
end

---Of the same terms.
---@return any[][] rows of generation, term, articles, uses, sources, series, titles, salience, postings, own_sources: JSON
---  of the period's articles by source
function Parts:term_periods(ids, first, last, kind)
  local within, is_listed = listed(ids, first, last, kind)
  local rows = self.connection:rows(("SELECT generation, term, articles, uses, sources, series, titles, salience, postings, "
    .. "history_sources FROM term_period WHERE %s AND (generation, term) GLOBAL IN (SELECT generation, term FROM term "
    .. "WHERE %s AND %s)"):format(within, within, is_listed))
  for _, row in ipairs(rows) do row[8] = tonumber(row[8]) end
  return rows
end

---@param ids integer[]
---@param keys string[]
---@return table<string, integer> articles of the parts that have them, by key
function Parts:articles_of(ids, keys)
  local literals, found = {}, {}
  for i, key in ipairs(keys) do literals[i] = values.quoted(key) end
  for _, row in ipairs(self.connection:rows(("SELECT key, sum(articles) FROM rarity WHERE generation IN (%s) AND key IN (%s) "
    .. "GROUP BY key"):format(list_of(ids), concat(literals, ", ")))) do found[row[1]] = row[2] end
  return found
end

---@param id integer
---@return integer articles
---@return integer tests
function Parts:period(id)
  return self.connection:first("SELECT articles, tests FROM period WHERE generation = " .. values.number(id))
end

---@param id integer
---@return any[][] rows of source and articles
function Parts:volumes(id)
  return self.connection:rows(("SELECT source, articles FROM volume WHERE generation = %s ORDER BY source"):format(values.number(id)))
end

---@param id integer
---@return fun(): any[]|nil iterator of rows of place, source and the article's key
function Parts:counted(id)
  return coroutine.wrap(function()
    local place = 0
    repeat
      local rows = self.connection:rows(("SELECT place, source, year, moment, article, content FROM counted WHERE generation = %s "
        .. "AND place > %d AND place <= %d ORDER BY place"):format(values.number(id), place, place + PAGE))
      for _, row in ipairs(rows) do coroutine.yield { row[1], row[2], articles.key_of(row, 3) } end
      place = place + PAGE
    until not rows[1]
  end)
end

---@param id integer
---@return any[][] rows of the keys of an article and its original
function Parts:duplicates(id)
  local rows = self.connection:rows(("SELECT year, moment, article, content, original_year, original_moment, original, "
    .. "original_content FROM duplicate WHERE generation = %s ORDER BY number"):format(values.number(id)))
  for i, row in ipairs(rows) do rows[i] = { articles.key_of(row, 1), articles.key_of(row, 5) } end
  return rows
end

-- -- What the server merges by itself ---------------------------------------------------------------

-- So many rows are brought together by their keys at once.
local ROWS_TOGETHER = 4e6

-- Sums of a key's rows, of one share of the keys after another.
local function rarity_selects(connection, list, generation)
  local rows = connection:first(("SELECT count() FROM rarity WHERE generation IN (%s)"):format(list))
  local shares, selects = math.ceil(math.max(rows, 1) / ROWS_TOGETHER), {}
  for share = 1, shares do
    selects[share] = ("SELECT key, sum(uses), sum(articles) AS found, sum(titles) FROM rarity WHERE generation IN (%s) "
      .. "AND key != '' AND sipHash64(key) %% %d = %d GROUP BY key HAVING found >= %d"):format(list, shares, share - 1,
      background.LEAST_ARTICLES)
  end
  -- With HAVING, so that counting its rows does not leave out the sums and count those of the table.
  selects[shares + 1] = ("SELECT '', 0, sum(articles) AS found, sum(titles) FROM rarity WHERE generation = %s HAVING found >= 0")
    :format(values.number(generation))
  return selects
end

---Selects of rows that the server copies into a generation of all parts, by the names of `newsstat.store.content`.
---@param ids integer[] of parts
---@param periods integer[] of each the number of its period
---@return table<string, fun(generation: integer): string[]> selects to be run one after another
function Parts:selects(ids, periods)
  local list = list_of(ids)
  local period = ("toUInt32(transform(generation, [%s], [%s], 0))"):format(list, concat(periods, ", "))
  local function of(columns, table_name)
    return function() return { ("SELECT %s FROM %s WHERE generation IN (%s)"):format(columns, table_name, list) } end
  end
  return {
    words = of(period .. ", key, base, postings, positions", "word"),
    rarities = function(generation) return rarity_selects(self.connection, list, generation) end,
    furniture = of("DISTINCT hash", "furniture"),
    sources = of("source, " .. period .. ", articles", "source_period"),
  }
end

return M
