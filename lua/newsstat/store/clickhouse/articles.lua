--- Articles in ClickHouse. What is in `version` counts: it is written when the articles themselves are, so that a batch
--- whose writing ended half-way is not there, and is added again by whoever repeats it.

local article_filter = require "newsstat.store.article_filter"
local failure = require "newsstat.failure"
local replicas = require "newsstat.store.clickhouse.replicas"
local socket = require "newsstat.store.clickhouse.socket"
local values = require "newsstat.store.clickhouse.values"

local concat, floor = table.concat, math.floor
local unpack = rawget(_G, "unpack") or rawget(table, "unpack")

local M = {}

-- Names of the tables that hold articles.
M.TABLES = { "article", "version" }

-- Articles are read so many at a time.
local PAGE = 500

-- A server refuses an insert into more than a hundred partitions; what lies outside shares the first or the last year.
local FIRST_YEAR, LAST_YEAR, UNDATED = 1971, 2068, 0

-- Of numbers that stay whole in Lua: earlier is more, so that the engine keeps the earliest of equal rows.
local MOST_MICROSECONDS = 2 ^ 53

local TEXTS = { "source", "language", "title", "url", "author", "path", "metadata", "text" }

-- Columns that tell a row of `article` from all others.
M.KEY = "year, moment, article, content"

local KEY = M.KEY
local INTO_ARTICLE = "article (" .. KEY .. ", earliness, time, " .. concat(TEXTS, ", ") .. ")"
local INTO_VERSION = "version (article, content, earliness, year, moment)"

-- The version of each article that was added last, of the articles that the first condition chooses.
local CURRENT = [[SELECT article, argMin(content, added) AS current_content, argMin(any_year, added) AS current_year,
    argMin(any_moment, added) AS current_moment
  FROM (SELECT article, content, max(earliness) AS added, any(year) AS any_year, any(moment) AS any_moment
    FROM version %s GROUP BY article, content)
  GROUP BY article]]

-- -- Writing ----------------------------------------------------------------------------------

local function moment_of(time)
  if not time or time ~= time then return 0 end
  return floor(math.max(-2 ^ 52, math.min(2 ^ 52, time)))
end

local function year_of(time)
  if not time then return UNDATED end
  return math.max(FIRST_YEAR, math.min(LAST_YEAR, floor(1970 + moment_of(time) / 31556952)))
end

local function article_line(record, article, content, earliness)
  local key = M.key_of({ year_of(record.time), moment_of(record.time), article, content }, 1)
  local fields = { key, values.number(earliness), record.time and values.number(record.time) or "" }
  for i, name in ipairs(TEXTS) do fields[3 + i] = values.field(record[name]) end
  return concat(fields, "\t")
end

local function version_line(record, article, content, earliness)
  return concat({
    values.field(article), values.field(content), values.number(earliness), year_of(record.time),
    values.number(moment_of(record.time)),
  }, "\t")
end

local function identity_of(record)
  return values.bytes(require("newsstat.core").hash(record.key)), values.bytes(record.content)
end

-- The contents that are known of a batch's articles.
local function known_contents(connection, records)
  local names, known = {}, {}
  for i, record in ipairs(records) do names[i] = values.quoted((identity_of(record))) end
  local rows = connection:rows("SELECT DISTINCT article, content FROM version WHERE article IN (" .. concat(names, ", ") .. ")")
  for _, row in ipairs(rows) do
    known[row[1]] = known[row[1]] or {}
    known[row[1]][row[2]] = true
  end
  return known
end

---Writes all articles of a batch that are not there, or none.
---@param connection newsstat.clickhouse.connection
---@param records newsstat.store.record[]
---@return { added: integer, replaced: integer, known: integer } counts
function M.put(connection, records)
  local counts, articles, versions = { added = 0, replaced = 0, known = 0 }, {}, {}
  local known, earliness = known_contents(connection, records), MOST_MICROSECONDS - floor(socket.now() * 1e6)
  for i, record in ipairs(records) do
    local article, content = identity_of(record)
    local contents = known[article]
    if contents and contents[content] then
      counts.known = counts.known + 1
    else
      articles[#articles + 1] = article_line(record, article, content, earliness - i)
      versions[#versions + 1] = version_line(record, article, content, earliness - i)
      local outcome = contents and "replaced" or "added"
      counts[outcome] = counts[outcome] + 1
      known[article] = contents or {}
      known[article][content] = true
    end
  end
  if articles[1] then
    replicas.write(connection, M.TABLES, function()
      connection:insert(INTO_ARTICLE, concat(articles, "\n") .. "\n", true)
      connection:insert(INTO_VERSION, concat(versions, "\n") .. "\n", true)
    end)
  end
  return counts
end

-- -- Reading ----------------------------------------------------------------------------------

-- A key as a literal of SQL.
local function literal_of(key)
  local year, moment, article, content = key:match "^(%d+)\t(-?%d+)\t([^\t]*)\t([^\t]*)$"
  return ("(%s, %s, %s, %s)"):format(year, moment, values.quoted(values.unescaped(article)),
    values.quoted(values.unescaped(content)))
end

---What tells a row of `article` from all others, as fields of a row.
---@param row any[]
---@param first integer column of the year, before those of moment, article and content
---@return string key
function M.key_of(row, first)
  return concat({
    values.number(row[first]), values.number(row[first + 1]), values.field(row[first + 2]), values.field(row[first + 3]),
  }, "\t")
end

---Columns of articles.
---@param connection newsstat.clickhouse.connection
---@param keys string[] as `each` gives them
---@param columns string[]
---@return table<string, any[]> rows by key
function M.columns_of(connection, keys, columns)
  local found = {}
  for first = 1, #keys, PAGE do
    local literals, years, seen = {}, {}, {}
    for i = first, math.min(first + PAGE - 1, #keys) do
      literals[#literals + 1] = literal_of(keys[i])
      local year = keys[i]:match "^%d+"
      if not seen[year] then years[#years + 1], seen[year] = year, true end
    end
    local rows = connection:rows(("SELECT %s, %s FROM article WHERE year IN (%s) AND (%s) IN (%s) LIMIT 1 BY %s"):format(
      KEY, concat(columns, ", "), concat(years, ", "), KEY, concat(literals, ", "), KEY))
    for _, row in ipairs(rows) do
      found[M.key_of(row, 1)] = { unpack(row, 5, 4 + #columns) }
    end
  end
  return found
end

local function record_of(row)
  local record = { time = tonumber(row[1]) }
  for i, name in ipairs(TEXTS) do record[name] = row[i + 1] end
  return record
end

-- Those from one moment to another; all versions of an article must be looked at that has any there. Years and moments go
-- through the same bounds when they are written.
local function current_between(first, last)
  local from, to = values.number(moment_of(first)), values.number(moment_of(last))
  local chosen = ("WHERE article GLOBAL IN (SELECT article FROM version WHERE year > 0 AND moment BETWEEN %s AND %s)"):format(
    from, to)
  return ("(%s) WHERE current_year > 0 AND current_moment BETWEEN %s AND %s"):format(CURRENT:format(chosen), from, to)
end

local DIALECT = { position = "position", quoted = values.quoted }

local function listed(connection, first, last, needs)
  local is_all = first == -math.huge and last == math.huge
  local from = is_all and "(" .. CURRENT:format "" .. ") WHERE 1" or current_between(first, last)
  local filter = needs and article_filter.sql(needs, DIALECT)
  if filter then
    from = ("%s AND (current_year, current_moment, article, current_content) GLOBAL IN (SELECT %s FROM article WHERE %s)")
      :format(from, KEY, filter)
  end
  local keys = {}
  for i, row in ipairs(connection:rows("SELECT current_year, current_moment, article, current_content FROM " .. from
    .. " ORDER BY current_year, current_moment, article")) do keys[i] = M.key_of(row, 1) end
  return keys
end

---@param connection newsstat.clickhouse.connection
---@param first number seconds since the epoch
---@param last number
---@param needs? newsstat.selection_needs
---@return fun(): string|nil, newsstat.store.record|nil iterator of keys and articles, in order of time
function M.each(connection, first, last, needs)
  local function list() return listed(connection, first, last, needs) end
  local keys, at, page = replicas.read(connection, M.TABLES, list), 0, {}
  local columns = { "time", unpack(TEXTS) }
  return function()
    at = at + 1
    local key = keys[at]
    if not key then return nil end
    if (at - 1) % PAGE == 0 then
      local wanted = {}
      for i = at, math.min(at + PAGE - 1, #keys) do wanted[#wanted + 1] = keys[i] end
      page = M.columns_of(connection, wanted, columns)
    end
    local row = page[key]
    if not row then failure.raise(connection.address .. ": the server has lost an article; add the articles again") end
    return key, record_of(row)
  end
end

---What tells whether the articles from one moment to another changed.
---@param connection newsstat.clickhouse.connection
---@param first integer
---@param last integer
---@return integer articles
---@return string hash of all their versions
---@return integer|nil earliest moment of one
---@return integer|nil latest
function M.state(connection, first, last)
  local articles, hash, earliest, latest = connection:first(
    "SELECT count(), hex(groupBitXor(sipHash64(article, current_content))), min(current_moment), max(current_moment) FROM "
    .. current_between(first, last))
  return articles, hash, earliest, latest
end

---Days since 1970-01-01 of UTC on which articles have versions.
---@param connection newsstat.clickhouse.connection
---@return integer[]
function M.days(connection)
  local days = {}
  for i, row in ipairs(connection:rows("SELECT DISTINCT toInt64(floor(moment / 86400)) AS day FROM version WHERE year > 0 "
    .. "ORDER BY day")) do days[i] = row[1] end
  return days
end

---All sources, the one that came first first: so their numbers stay what they are when others come.
---@param connection newsstat.clickhouse.connection
---@return string[]
function M.sources(connection)
  local names = {}
  for i, row in ipairs(connection:rows("SELECT source FROM (SELECT source, max(earliness) AS added FROM article GROUP BY source) "
    .. "ORDER BY added DESC, source")) do names[i] = row[1] end
  return names
end

---Sources that have articles from one moment to another, or had.
---@param connection newsstat.clickhouse.connection
---@param first integer
---@param last integer
---@return string[]
function M.sources_between(connection, first, last)
  local names = {}
  for i, row in ipairs(connection:rows(("SELECT DISTINCT source FROM article WHERE year > 0 AND moment BETWEEN %s AND %s")
    :format(values.number(first), values.number(last)))) do names[i] = row[1] end
  table.sort(names)
  return names
end

---@return integer
function M.size(connection) return (connection:first "SELECT uniqExact(article) FROM version") end

---@return integer versions of articles that were ever added
function M.revision(connection) return (connection:first "SELECT uniqExact(article, content) FROM version") end

return M
