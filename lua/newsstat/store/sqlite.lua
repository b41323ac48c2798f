--- A store in one SQLite file. `newsstat.store` says what a backend does; doc/store.md explains the tables.

local article_filter = require "newsstat.store.article_filter"
local configuration_of = require "newsstat.store.configuration"
local connection_of = require "newsstat.store.sqlite.connection"
local contrast = require "newsstat.store.sqlite.contrast"
local failure = require "newsstat.failure"
local lfs = require "lfs"
local schema = require "newsstat.store.sqlite.schema"

local concat = table.concat
local unpack = rawget(_G, "unpack") or rawget(table, "unpack")

local M = {}

-- Articles are read so many at a time.
local PAGE = 200

local ARTICLE_COLUMNS = {
  "key", "content", "time", "source", "language", "title", "url", "author", "path", "metadata", "text",
}

-- Pages of a generation that is being written are met again in any order of keys: the cache holds them.
local CACHE_KILOBYTES = 65536

local function values_sql(count) return "(" .. ("?, "):rep(count - 1) .. "?)" end

local INSERT_ARTICLE = "INSERT INTO article (" .. concat(ARTICLE_COLUMNS, ", ") .. ", added) VALUES "
  .. values_sql(#ARTICLE_COLUMNS + 1)
local SELECT_ARTICLES = "SELECT id, " .. concat(ARTICLE_COLUMNS, ", ")
  .. " FROM article WHERE id > ? AND is_current = 1 AND (time BETWEEN ? AND ? OR ?) AND (%s) ORDER BY id LIMIT " .. PAGE

local DIALECT = { position = "instr", quoted = connection_of.quoted }

---@class newsstat.store.sqlite : newsstat.store.backend
---@field private connection newsstat.sqlite.connection
local Backend = {}
Backend.__index = Backend

-- errno of a path at which there is nothing.
local NO_ENTRY = 2

-- What stands at a path: "file", "nothing", or nil and a message. It is not opened: closing it would take the locks
-- from every connection of this process to it, in other threads too, as POSIX has it, and lose what they write.
local function look_at(path)
  local mode, message, errno = lfs.attributes(path, "mode")
  if mode == "file" then return "file" end
  if mode then return nil, path .. ": Is a " .. mode end
  if errno == NO_ENTRY then return "nothing" end
  return nil, path .. ": " .. message:gsub("^.*: ", "")
end

-- A database of SQLite is made of whole pages, of 512 bytes at least.
local LEAST_PAGE = 512

---Whether a path is a file of SQLite, be it a store or another database. Files of other sizes are not even opened.
---@param path string
---@return boolean
function M.is_database(path)
  local found = lfs.attributes(path)
  if not found or found.mode ~= "file" or found.size == 0 or found.size % LEAST_PAGE ~= 0 then return false end
  local connection = connection_of.open(path)
  if not connection then return false end
  local _, message = failure.catch(connection.first, connection, "PRAGMA application_id")
  connection:close()
  return not message or not message:find("not a database", 1, true)
end

-- What hinders a file from being made at a path.
local function no_folder(path)
  local folder = path:match "^(.*)/[^/]*$"
  if not folder or folder == "" or lfs.attributes(folder, "mode") == "directory" then return nil end
  return ("%s: there is no folder '%s'; make it first"):format(path, folder)
end

local function prepare(connection, may_create)
  connection:execute "PRAGMA foreign_keys = ON"
  connection:execute("PRAGMA cache_size = -" .. CACHE_KILOBYTES)
  schema.prepare(connection, may_create)
  -- A reader beside a writer needs it, nothing else does: where it cannot be had, the store works without.
  pcall(connection.rows, connection, "PRAGMA journal_mode = WAL")
end

---@param path string
---@param options { create?: boolean, wait?: number }
---@return newsstat.store.sqlite|nil
---@return string|nil message
---@return "busy"|"fault"|nil kind
function M.open(path, options)
  local found, message = look_at(path)
  if not found then return nil, message end
  if found == "nothing" and not options.create then
    return nil, path .. ": no such store; `newsstat add --store " .. path .. " PATH` makes one"
  end
  message = no_folder(path)
  if message then return nil, message end
  local connection, problem = connection_of.open(path, options.wait)
  if not connection then return nil, problem end
  local _, refused, kind = failure.catch(prepare, connection, options.create)
  if refused then
    connection:close()
    return nil, refused, kind
  end
  return setmetatable({ connection = connection }, Backend)
end

function Backend:close() self.connection:close() end

-- -- Articles ---------------------------------------------------------------------------------

local function insert_article(connection, record)
  local values = {}
  for i, column in ipairs(ARTICLE_COLUMNS) do values[i] = record[column] end
  values[#ARTICLE_COLUMNS + 1] = os.time()
  connection:execute(INSERT_ARTICLE, unpack(values, 1, #ARTICLE_COLUMNS + 1))
end

local function put_one(connection, record)
  if connection:first("SELECT id FROM article WHERE key = ? AND content = ?", record.key, record.content) then
    return "known"
  end
  local before = connection:first("SELECT id FROM article WHERE key = ? AND is_current = 1", record.key)
  if before then connection:execute("UPDATE article SET is_current = 0 WHERE id = ?", before) end
  insert_article(connection, record)
  return before and "replaced" or "added"
end

local function put(connection, records)
  local counts = { added = 0, replaced = 0, known = 0 }
  for _, record in ipairs(records) do
    local outcome = put_one(connection, record)
    counts[outcome] = counts[outcome] + 1
  end
  return counts
end

---@param records newsstat.store.record[]
---@return { added: integer, replaced: integer, known: integer } counts
function Backend:put(records) return self.connection:transaction("IMMEDIATE", put, self.connection, records) end

---@param first number seconds since the epoch
---@param last number
---@param needs? newsstat.selection_needs
---@return fun(): integer|nil, newsstat.store.record|nil iterator of numbers and articles, in order of adding
function Backend:each(first, last, needs)
  local select = SELECT_ARTICLES:format(needs and article_filter.sql(needs, DIALECT) or "1")
  local page, at, before = {}, 0, 0
  local is_all = first == -math.huge and last == math.huge
  return function()
    at = at + 1
    if at > #page then
      page, at = self.connection:rows(select, before, first, last, is_all and 1 or 0), 1
    end
    local row = page[at]
    if not row then return nil end
    before = row[1]
    local record = {}
    for i, column in ipairs(ARTICLE_COLUMNS) do record[column] = row[i + 1] end
    return before, record
  end
end

---@return integer articles
function Backend:size() return (self.connection:first "SELECT count(*) FROM article WHERE is_current = 1") end

---@return integer revision
function Backend:revision() return (self.connection:first "SELECT coalesce(max(id), 0) FROM article") end

-- -- Generations --------------------------------------------------------------------------------

local GENERATION_COLUMNS = { "revision", "first_day", "last_day", "is_partial", "source_count", "median_words" }

---@param configuration string
---@return newsstat.store.generation|nil
function Backend:generation(configuration)
  local row = self.connection:rows("SELECT " .. concat(GENERATION_COLUMNS, ", ")
    .. ", id FROM generation WHERE configuration = ?", configuration)[1]
  if not row then return nil end
  local generation = { id = row[#GENERATION_COLUMNS + 1] }
  for i, column in ipairs(GENERATION_COLUMNS) do generation[column] = row[i] end
  generation.is_partial = generation.is_partial == 1
  return generation
end

---@return any[][] rows of configuration and revision
function Backend:configurations() return self.connection:rows "SELECT configuration, revision FROM generation" end

local TABLES = {
  periods = "period (generation, period, label, articles, tests)",
  volumes = "volume (generation, period, source, articles)",
  counted = "counted (generation, place, source, article)",
  duplicates = "duplicate (generation, number, article, original)",
  words = "word (generation, period, key, base, postings, positions)",
  rarities = "rarity (generation, key, uses, articles, titles)",
  furniture = "furniture (generation, hash)",
  sources = "source_period (generation, source, period, articles)",
  contrast_terms = "contrast_term (generation, term, key, surface)",
  scattered = "scattered (generation, period, term, articles, uses, postings)",
  terms = "term (generation, term, key, surface, words, series, articles, repeating, titles, is_word, word_count, "
    .. "capitals, quoted, entropy, association, ends_with_name)",
  term_periods = "term_period (generation, period, term, articles, uses, sources, series, titles, salience, postings, "
    .. "history, history_sources)",
}
local ORDER = {
  "term_periods", "terms", "periods", "volumes", "counted", "duplicates", "words", "rarities", "furniture", "sources",
  "contrast_terms", "scattered",
}

-- What this newsstat counted before, and what another one counted of fewer articles.
local function drop_superseded(connection, configuration, revision)
  for _, row in ipairs(connection:rows "SELECT configuration, revision FROM generation") do
    if row[1] == configuration or row[2] < revision and configuration_of.differs_in_build(row[1], configuration) then
      connection:execute("DELETE FROM generation WHERE configuration = ?", row[1])
    end
  end
end

local function publish(connection, configuration, content)
  drop_superseded(connection, configuration, content.revision)
  local id = (connection:first "SELECT coalesce(max(id), 0) + 1 FROM generation")
  connection:execute("INSERT INTO generation VALUES " .. values_sql(9), id, configuration, content.revision, os.time(),
    content.first_day, content.last_day, content.is_partial and 1 or 0, content.source_count, content.median_words)
  for _, name in ipairs(ORDER) do
    local columns = select(2, TABLES[name]:gsub(",", "")) + 1
    local sql = "INSERT INTO " .. TABLES[name] .. " VALUES " .. values_sql(columns)
    connection:execute_each(sql, id, content[name](), columns - 1)
  end
end

---Takes the place of the configuration's last generation, all at once.
---@param configuration string
---@param content newsstat.store.content
function Backend:publish(configuration, content)
  self.connection:transaction("IMMEDIATE", publish, self.connection, configuration, content)
end

---Calls work with what the store holds at this moment, whatever is added meanwhile.
---@param work function
---@param ... any its arguments
---@return any ... its results
function Backend:snapshot(work, ...) return self.connection:transaction("DEFERRED", work, ...) end

---@return any[][] rows of period, label, articles, tests
function Backend:periods(generation)
  return self.connection:rows("SELECT period, label, articles, tests FROM period WHERE generation = ? ORDER BY period",
    generation)
end

---@return any[][] rows of period, source, articles
function Backend:volumes(generation)
  return self.connection:rows("SELECT period, source, articles FROM volume WHERE generation = ?", generation)
end

---@param first integer place
---@param last integer
---@return any[][] rows of place and source
function Backend:sources(generation, first, last)
  return self.connection:rows("SELECT place, source FROM counted WHERE generation = ? AND place BETWEEN ? AND ?",
    generation, first, last)
end

---@param places integer[]
---@return table<integer, any[]> title, time, source, path and url of the articles by place
function Backend:counted(generation, places)
  local found = {}
  for _, place in ipairs(places) do
    found[place] = self.connection:rows("SELECT title, time, article.source, path, url FROM counted "
      .. "JOIN article ON article.id = article WHERE generation = ? AND place = ?", generation, place)[1]
  end
  return found
end

---@param most integer
---@return any[][] rows of path and path of the original
function Backend:duplicates(generation, most)
  return self.connection:rows("SELECT a.path, b.path FROM duplicate JOIN article a ON a.id = duplicate.article "
    .. "JOIN article b ON b.id = duplicate.original WHERE generation = ? ORDER BY number LIMIT ?", generation, most)
end

---@return integer
function Backend:count_duplicates(generation)
  return (self.connection:first("SELECT count(*) FROM duplicate WHERE generation = ?", generation))
end

---@return any[][] rows of source, period, articles
function Backend:source_periods(generation)
  return self.connection:rows("SELECT source, period, articles FROM source_period WHERE generation = ?", generation)
end

-- Rows of a table whose key is one of a list; condition is about further parameters.
local function rows_of_keys(self, columns, from, generation, keys, condition, ...)
  local sql, list = ("SELECT %s FROM %s = ? %s"):format(columns, from, condition or ""), {}
  for _, key in ipairs(keys) do
    for _, row in ipairs(self.connection:rows(sql, generation, key, ...)) do list[#list + 1] = row end
  end
  return list
end

local OF_WORD, OF_PERIOD, LAST_PERIOD = "word WHERE generation = ? AND key", "AND period BETWEEN ? AND ?", 2 ^ 31

---@param keys string[]
---@return any[][] rows of key and base, of those that some article has
function Backend:words(generation, keys)
  return rows_of_keys(self, "key, base", OF_WORD, generation, keys, "LIMIT 1")
end

---@param keys string[]
---@param period? integer
---@return any[][] rows of key, period, postings
function Backend:postings(generation, keys, period)
  return rows_of_keys(self, "key, period, postings", OF_WORD, generation, keys, OF_PERIOD, period or 0,
    period or LAST_PERIOD)
end

---@param keys string[]
---@param period? integer
---@return any[][] rows of key, period, postings, positions
function Backend:positions(generation, keys, period)
  return rows_of_keys(self, "key, period, postings, positions", OF_WORD, generation, keys, OF_PERIOD, period or 0,
    period or LAST_PERIOD)
end

---@param keys string[]
---@return any[][] rows of key, uses, articles, titles
function Backend:rarities(generation, keys)
  return rows_of_keys(self, "key, uses, articles, titles", "rarity WHERE generation = ? AND key", generation, keys)
end

---@param hashes string[]
---@return any[][] rows of those that are of furniture
function Backend:furniture(generation, hashes)
  return rows_of_keys(self, "hash", "furniture WHERE generation = ? AND hash", generation, hashes)
end

---@param least integer only terms that so many articles of the period have
---@param test? newsstat.store.test and that may have risen
---@return any[][] rows of term, articles, uses, sources, series, titles, salience, postings, history, history_sources
function Backend:term_periods(generation, period, least, test)
  test = test or { share = 0, floor = 0, least_lift = 0 }
  return self.connection:rows("SELECT term, articles, uses, sources, series, titles, salience, postings, history, "
    .. "history_sources FROM term_period WHERE generation = ? AND period = ? AND articles >= ? "
    .. "AND articles >= ? * max(? * (coalesce(history, 0) + .5), ?)",
    generation, period, least, test.least_lift, test.share, test.floor)
end

---@param first integer place
---@param last integer
---@param time integer seconds since the epoch
---@return integer|nil place the last one of an article before that time
function Backend:last_before(generation, first, last, time)
  return (self.connection:first("SELECT max(place) FROM counted JOIN article ON article.id = article WHERE generation = ? "
    .. "AND place BETWEEN ? AND ? AND time < ?", generation, first, last, time))
end

---@param names string[]
---@return integer[] places of the articles of these sources, in order
function Backend:places_of_sources(generation, names)
  local is_wanted, places = {}, {}
  for _, name in ipairs(names) do is_wanted[name] = true end
  for _, row in ipairs(self.connection:rows("SELECT place, article.source FROM counted JOIN article ON article.id = article "
    .. "WHERE generation = ? ORDER BY place", generation)) do
    if is_wanted[row[2]] then places[#places + 1] = row[1] end
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
  local list = {}
  for _, term in ipairs(terms) do
    list[#list + 1] = self.connection:rows("SELECT term, key, surface, words, series, articles, repeating, titles, is_word, "
      .. "word_count, capitals, quoted, entropy, association, ends_with_name FROM term WHERE generation = ? AND term = ?",
      generation, term)[1]
  end
  return list
end

return M
