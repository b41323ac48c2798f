--- A store in ClickHouse, for archives that one machine does not hold. `newsstat.store` says what a backend does;
--- doc/store.md and doc/scale.md explain the tables.

local articles = require "newsstat.store.clickhouse.articles"
local connection_of = require "newsstat.store.clickhouse.connection"
local contrast = require "newsstat.store.clickhouse.contrast"
local failure = require "newsstat.failure"
local generations = require "newsstat.store.clickhouse.generations"
local parts = require "newsstat.store.clickhouse.parts"
local replicas = require "newsstat.store.clickhouse.replicas"
local schema = require "newsstat.store.clickhouse.schema"
local values = require "newsstat.store.clickhouse.values"

local unpack = rawget(_G, "unpack") or rawget(table, "unpack")

local M = {}

---@class newsstat.store.clickhouse : newsstat.store.backend
---@field private connection newsstat.clickhouse.connection
---@field private away table<newsstat.clickhouse.host, true>|nil servers that did not answer when a generation was asked for
---@field private away_from_articles table<newsstat.clickhouse.host, true>|nil when days were asked for
---@field private fixed integer|nil revision of the articles while a snapshot is at work
local Backend = {}
Backend.__index = Backend

---@param address string clickhouse://host:port/database, clickhouses:// with TLS; several hosts with commas between
---@param options newsstat.store.open_options
---@return newsstat.store.clickhouse|nil
---@return string|nil message
function M.open(address, options)
  local connection, message = connection_of.open(address, options.wait)
  if not connection then return nil, message end
  local _, refused = failure.catch(function()
    if options.cluster then return schema.make(connection, options.cluster, options.replicated) end
    return schema.prepare(connection, options.create)
  end)
  if refused then return nil, refused end
  return setmetatable({ connection = connection }, Backend)
end

---Nothing is held: each request has its own connection.
function Backend:close() self.connection = nil end

-- -- Articles ---------------------------------------------------------------------------------

---@param records newsstat.store.record[]
---@return { added: integer, replaced: integer, known: integer } counts
function Backend:put(records) return articles.put(self.connection, records) end

---@param first number seconds since the epoch
---@param last number
---@param needs? newsstat.selection_needs
---@return fun(): string|nil, newsstat.store.record|nil iterator of keys and articles, in order of time
function Backend:each(first, last, needs) return articles.each(self.connection, first, last, needs) end

---As articles.days. What is read of articles from now on, until something is published, is not older than a revision that was
---read before.
function Backend:days()
  self.away_from_articles = replicas.wait(self.connection, articles.TABLES)
  return articles.days(self.connection)
end

---As articles.state, sources and sources_between.
function Backend:state(first, last) return articles.state(self.connection, first, last) end
function Backend:source_names() return articles.sources(self.connection) end
function Backend:source_names_between(first, last) return articles.sources_between(self.connection, first, last) end

---@return integer articles
function Backend:size() return articles.size(self.connection) end

---@return integer revision inside a snapshot that of the first call
function Backend:revision()
  local revision = self.fixed or articles.revision(self.connection)
  if self.is_snapshot then self.fixed = revision end
  return revision
end

---Calls work, to which the store is as it was when its revision was first asked for, or newer: asked again, it is the same,
---so that what is counted of newer articles is never taken for all there is.
---@param work function
---@param ... any its arguments
---@return any ... its results
function Backend:snapshot(work, ...)
  self.is_snapshot, self.away = true, nil
  local results = { pcall(work, ...) }
  self.is_snapshot, self.fixed = nil, nil
  if not results[1] then error(results[2], 0) end
  replicas.confirm(self.connection, self.away)
  return unpack(results, 2, 8)
end

-- -- Generations --------------------------------------------------------------------------------

---@param configuration string
---@return newsstat.store.generation|nil
function Backend:generation(configuration)
  local generation = generations.published(self.connection, configuration)
  if generation then self.away = replicas.await(self.connection, generations.TABLES, { generation.id }) end
  return generation
end

---@return any[][] rows of configuration and revision
function Backend:configurations() return generations.configurations(self.connection) end

---Takes the place of the configuration's last generation, all at once.
---@param configuration string
---@param content newsstat.store.content
function Backend:publish(configuration, content)
  replicas.confirm(self.connection, self.away_from_articles)
  generations.publish(self.connection, configuration, content)
end

---Generations of one period each, which are merged into one of all.
---@return newsstat.clickhouse.parts
function Backend:parts() return parts.new(self.connection) end

local function rows(self, columns, table_name, generation, condition)
  return self.connection:rows(("SELECT %s FROM %s WHERE generation = %s %s"):format(columns, table_name,
    values.number(generation), condition or ""))
end

---@return any[][] rows of period, label, articles, tests
function Backend:periods(generation)
  return rows(self, "period, label, articles, tests", "period", generation, "ORDER BY period")
end

---@return any[][] rows of period, source, articles
function Backend:volumes(generation) return rows(self, "period, source, articles", "volume", generation) end

---@param first integer place
---@param last integer
---@return any[][] rows of place and source
function Backend:sources(generation, first, last)
  return rows(self, "place, source", "counted", generation, ("AND place BETWEEN %d AND %d"):format(first, last))
end

-- So many values, or bytes of them, stand in one request.
local VALUES_AT_ONCE, BYTES_AT_ONCE = 1000, 100000

-- Rows of a table where a column is one of many literals; condition comes behind.
local function rows_of_keys(self, columns, table_name, generation, column, literals, condition)
  local list, first = {}, 1
  while literals[first] do
    local last, bytes = first, #literals[first]
    while literals[last + 1] and last - first < VALUES_AT_ONCE and bytes < BYTES_AT_ONCE do
      last = last + 1
      bytes = bytes + #literals[last]
    end
    local asked = ("AND %s IN (%s) %s"):format(column, table.concat(literals, ", ", first, last), condition or "")
    for _, row in ipairs(rows(self, columns, table_name, generation, asked)) do list[#list + 1] = row end
    first = last + 1
  end
  return list
end

local function quoted(texts)
  local literals = {}
  for i, text in ipairs(texts) do literals[i] = values.quoted(text) end
  return literals
end

---@param places integer[]
---@return table<integer, any[]> title, time, source, path and url of the articles by place
function Backend:counted(generation, places)
  local literals, keys, found = {}, {}, {}
  for i, place in ipairs(places) do literals[i] = values.number(place) end
  local counted = rows_of_keys(self, "place, year, moment, article, content", "counted", generation, "place", literals)
  for i, row in ipairs(counted) do keys[i] = articles.key_of(row, 2) end
  local read = articles.columns_of(self.connection, keys, { "title", "time", "source", "path", "url" })
  for i, row in ipairs(counted) do
    local columns = read[keys[i]]
    found[row[1]] = columns and { columns[1], tonumber(columns[2]), columns[3], columns[4], columns[5] }
  end
  return found
end

---@return integer
function Backend:count_duplicates(generation) return rows(self, "count()", "duplicate", generation)[1][1] end

---@return any[][] rows of source, period, articles
function Backend:source_periods(generation) return rows(self, "source, period, articles", "source_period", generation) end

---@param keys string[]
---@return any[][] rows of key and base, of those that some article has
function Backend:words(generation, keys)
  return rows_of_keys(self, "key, any(base)", "word", generation, "key", quoted(keys), "GROUP BY key")
end

local function of_period(period) return period and ("AND period = %d"):format(period) or nil end

---@param keys string[]
---@param period? integer
---@return any[][] rows of key, period, postings
function Backend:postings(generation, keys, period)
  return rows_of_keys(self, "key, period, postings", "word", generation, "key", quoted(keys), of_period(period))
end

---@param keys string[]
---@param period? integer
---@return any[][] rows of key, period, postings, positions
function Backend:positions(generation, keys, period)
  return rows_of_keys(self, "key, period, postings, positions", "word", generation, "key", quoted(keys), of_period(period))
end

---@param keys string[]
---@return any[][] rows of key, uses, articles, titles
function Backend:rarities(generation, keys)
  return rows_of_keys(self, "key, uses, articles, titles", "rarity", generation, "key", quoted(keys))
end

---@param hashes string[]
---@return any[][] rows of those that are of furniture
function Backend:furniture(generation, hashes)
  return rows_of_keys(self, "hash", "furniture", generation, "hash", quoted(hashes))
end

---@param most integer
---@return any[][] rows of path and path of the original
function Backend:duplicates(generation, most)
  local pairs_of, keys = rows(self, "year, moment, article, content, original_year, original_moment, original, "
    .. "original_content", "duplicate", generation, "ORDER BY number LIMIT " .. values.number(most)), {}
  for _, row in ipairs(pairs_of) do keys[#keys + 1], keys[#keys + 2] = articles.key_of(row, 1), articles.key_of(row, 5) end
  local paths = articles.columns_of(self.connection, keys, { "path" })
  local list = {}
  for i in ipairs(pairs_of) do
    local article, original = paths[keys[2 * i - 1]], paths[keys[2 * i]]
    list[i] = { article and article[1], original and original[1] }
  end
  return list
end

---@param least integer only terms that so many articles of the period have
---@param test? newsstat.store.test and that may have risen
---@return any[][] rows of term, articles, uses, sources, series, titles, salience, postings, history, history_sources
function Backend:term_periods(generation, period, least, test)
  local condition = ("AND period = %d AND articles >= %d"):format(period, least)
  if test then
    condition = condition .. (" AND articles >= %.17g * greatest(%.17g * (ifNull(history, 0) + 0.5), %.17g)"):format(
      test.least_lift, test.share, test.floor)
  end
  local list = rows(self, "term, articles, uses, sources, series, titles, salience, postings, history, history_sources",
    "term_period", generation, condition)
  for _, row in ipairs(list) do row[7] = tonumber(row[7]) end
  return list
end

---@param first integer place
---@param last integer
---@param time integer seconds since the epoch
---@return integer|nil place the last one of an article before that time
function Backend:last_before(generation, first, last, time)
  local place = rows(self, "max(place)", "counted", generation, ("AND place BETWEEN %d AND %d AND moment < %d"):format(first,
    last, time))[1][1]
  return place > 0 and place or nil
end

---@param names string[]
---@return integer[] places of the articles of these sources, in order
function Backend:places_of_sources(generation, names)
  local places = {}
  for i, row in ipairs(rows(self, "place", "counted", generation, ("AND (%s) GLOBAL IN (SELECT %s FROM article "
    .. "WHERE source IN (%s)) ORDER BY place"):format(articles.KEY, articles.KEY, table.concat(quoted(names), ", ")))) do
    places[i] = row[1]
  end
  return places
end

---@param asked newsstat.store.contrast
---@return any[][] rows of key, surface, articles and uses of both sets
function Backend:contrast(generation, asked) return contrast.rows(self.connection, generation, asked) end

---@param terms integer[]
---@return any[][] rows of term, key, surface, words, series, articles, repeating, titles, is_word, word_count, capitals,
---  quoted, entropy, association, ends_with_name
function Backend:terms(generation, terms)
  local list = rows(self, "term, key, surface, words, series, articles, repeating, titles, is_word, word_count, capitals, "
    .. "quoted, entropy, association, ends_with_name", "term", generation, "AND term IN (" .. table.concat(terms, ", ") .. ")")
  for _, row in ipairs(list) do row[11], row[13], row[14] = tonumber(row[11]), tonumber(row[13]), tonumber(row[14]) end
  return list
end

return M
