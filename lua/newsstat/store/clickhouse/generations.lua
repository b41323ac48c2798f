--- Generations in ClickHouse: what was counted under a configuration. Their rows are written first and seen when one row
--- of `generation` names them; what was left half-written is removed later.

local core = require "newsstat.core"
local configuration_of = require "newsstat.store.configuration"
local failure = require "newsstat.failure"
local clusters = require "newsstat.store.clickhouse.cluster"
local replicas = require "newsstat.store.clickhouse.replicas"
local values = require "newsstat.store.clickhouse.values"

local concat = table.concat

local M = {}

-- Rows are sent in pieces of so many bytes.
local PIECE = 16 * 2 ^ 20

-- Kept of each configuration: the published one, and the one before, which a reader may be busy with.
local KEPT = 2

-- A generation that is not published and was not written to for so long is nobody's.
M.ABANDONED_SECONDS = 3600

local COLUMNS = { "revision", "first_day", "last_day", "is_partial", "source_count", "median_words" }

-- In order of writing. Keys of articles are fields of a row already.
local TABLES = {
  { content = "term_periods", name = "term_period", columns = 11, into = "term_period (generation, period, term, articles, uses, "
    .. "sources, series, titles, salience, postings, history, history_sources)" },
  { content = "terms", name = "term", columns = 15, into = "term (generation, term, key, surface, words, series, articles, "
    .. "repeating, titles, is_word, word_count, capitals, quoted, entropy, association, ends_with_name)" },
  { content = "words", name = "word", columns = 5, into = "word (generation, period, key, base, postings, positions)" },
  { content = "rarities", name = "rarity", columns = 4, into = "rarity (generation, key, uses, articles, titles)" },
  { content = "furniture", name = "furniture", columns = 1, into = "furniture (generation, hash)" },
  { content = "sources", name = "source_period", columns = 3, into = "source_period (generation, source, period, articles)" },
  { content = "contrast_terms", name = "contrast_term", columns = 3, into = "contrast_term (generation, term, key, surface)" },
  { content = "scattered", name = "scattered", columns = 5, into = "scattered (generation, period, term, articles, uses, postings)" },
  { content = "periods", name = "period", columns = 4, into = "period (generation, period, label, articles, tests)" },
  { content = "volumes", name = "volume", columns = 3, into = "volume (generation, period, source, articles)" },
  { content = "counted", name = "counted", columns = 3, keys = { 3 },
    into = "counted (generation, place, source, year, moment, article, content)" },
  { content = "duplicates", name = "duplicate", columns = 3, keys = { 2, 3 },
    into = "duplicate (generation, number, year, moment, article, content, original_year, original_moment, original, "
      .. "original_content)" },
}

-- Names of the tables that hold generations.
M.TABLES = {}
for i, one in ipairs(TABLES) do M.TABLES[i] = one.name end

local function generation_of(row)
  local generation = { id = row[#COLUMNS + 1] }
  for i, column in ipairs(COLUMNS) do generation[column] = row[i] end
  generation.is_partial = generation.is_partial == 1
  return generation
end

---@param connection newsstat.clickhouse.connection
---@param configuration string
---@return newsstat.store.generation|nil
function M.published(connection, configuration)
  local row = connection:rows(("SELECT %s, generation FROM generation WHERE configuration = %s "
    .. "ORDER BY revision DESC, generation DESC LIMIT 1"):format(concat(COLUMNS, ", "), values.quoted(configuration)))[1]
  return row and generation_of(row)
end

---@param connection newsstat.clickhouse.connection
---@param prefix string
---@return table<string, newsstat.store.generation> the newest of each configuration that begins so
function M.published_with(connection, prefix)
  local newest = {}
  for _, row in ipairs(connection:rows(("SELECT %s, generation, configuration FROM generation "
    .. "WHERE substring(configuration, 1, %d) = %s ORDER BY generation"):format(concat(COLUMNS, ", "), #prefix,
    values.quoted(prefix)))) do newest[row[#COLUMNS + 2]] = generation_of(row) end
  return newest
end

---@param connection newsstat.clickhouse.connection
---@return any[][] rows of configuration, revision and number of all generations
function M.configurations(connection)
  return connection:rows "SELECT configuration, revision, generation FROM generation"
end

-- -- Removing ---------------------------------------------------------------------------------

---@param connection newsstat.clickhouse.connection
---@param generation integer its number
function M.drop(connection, generation)
  local id = values.number(generation)
  replicas.each_shard(connection, "generation", function(host)
    connection:execute(("ALTER TABLE %s DROP PARTITION %s"):format(connection:local_table "generation", id), host)
    for _, one in ipairs(TABLES) do
      connection:execute(("ALTER TABLE %s DROP PARTITION %s"):format(connection:local_table(one.name), id), host)
    end
  end)
end

local function names_sql(connection)
  local names = {}
  for i, one in ipairs(TABLES) do names[i] = values.quoted(connection:local_table(one.name)) end
  return concat(names, ", ")
end

local function drop_abandoned(connection)
  local published = {}
  local rows_published = replicas.read(connection, { "generation" }, function()
    return connection:rows "SELECT DISTINCT generation FROM generation"
  end)
  for _, row in ipairs(rows_published) do published[row[1]] = true end
  replicas.each_shard(connection, "generation", function(host)
    local rows = connection:rows(("SELECT partition FROM system.parts WHERE active AND database = %s AND table IN (%s) "
      .. "GROUP BY partition HAVING max(modification_time) < now() - %d"):format(values.quoted(connection.database),
      names_sql(connection), M.ABANDONED_SECONDS), { host = host })
    for _, row in ipairs(rows) do
      local id = tonumber(row[1])
      if not published[id] then M.drop(connection, id) end
    end
  end)
end

-- What this newsstat counted before, and what another one counted of fewer articles.
local function drop_superseded(connection, configuration, revision)
  for _, row in ipairs(M.configurations(connection)) do
    if row[2] < revision and configuration_of.differs_in_build(row[1], configuration) then M.drop(connection, row[3]) end
  end
  local rows = connection:rows(("SELECT DISTINCT generation, revision FROM generation WHERE configuration = %s "
    .. "ORDER BY revision DESC, generation DESC"):format(values.quoted(configuration)))
  for i = KEPT + 1, #rows do M.drop(connection, rows[i][1]) end
end

-- -- Publishing --------------------------------------------------------------------------------

-- Tab-separated lines of rows, as one piece after the other with the number of rows in it.
local function pieces_of(id, one, rows)
  local writer, is_over = core.tab_separated(values.number(id) .. "\t", one.columns, one.keys), false
  return function()
    local lines, bytes = 0, 0
    while not is_over and bytes < PIECE do
      local row = rows()
      is_over = row == nil
      if row then lines, bytes = lines + 1, writer:add(row) end
    end
    if lines > 0 then return writer:take(), lines end
  end
end

-- A list that a row of a term with few articles does not have.
local function with_lists(rows)
  return function()
    local row = rows()
    if row and row[11] == nil then row[11] = "[]" end
    return row
  end
end

-- Looks that all rows are there, each once: a server that died may have some of them or none.
local function check_written(connection, id, counts)
  replicas.wait(connection, M.TABLES)
  local selects = {}
  for i, one in ipairs(TABLES) do
    selects[i] = ("SELECT %d AS place, count() AS rows FROM %s WHERE generation = %s"):format(i, one.name, values.number(id))
  end
  for _, row in ipairs(connection:rows("SELECT place, rows FROM (" .. concat(selects, " UNION ALL ") .. ")")) do
    local one, written = TABLES[row[1]], row[2]
    if written ~= counts[one.name] then
      failure.raise(("%s: %d rows of %d were written to %s; nothing was published: run it again"):format(connection.address,
        written, counts[one.name], one.name))
    end
  end
end

-- Writes a table's rows; how many.
local function write(connection, id, one, rows)
  local count = 0
  for piece, lines in pieces_of(id, one, one.name == "term_period" and with_lists(rows) or rows) do
    connection:insert(one.into, piece, false)
    count = count + lines
  end
  return count
end

-- Has the server select a table's rows itself; how many there are.
local function copy(connection, id, one, selects)
  local count = 0
  for _, select in ipairs(selects) do
    count = count + connection:first(("SELECT count() FROM (%s)"):format(select))
    connection:request {
      sql = ("INSERT INTO %s SELECT toUInt64(%s), * FROM (%s)"):format(one.into, values.number(id), select),
    }
  end
  return count
end

local function write_all(connection, id, content)
  local counts = {}
  for _, one in ipairs(TABLES) do
    local select = content.selects and content.selects[one.content]
    counts[one.name] = select and copy(connection, id, one, select(id)) or write(connection, id, one, content[one.content]())
  end
  check_written(connection, id, counts)
end

---@param connection newsstat.clickhouse.connection
---@return integer id seconds and a number by chance, below 2^53 so that Lua holds it
function M.new_id(connection) return (connection:first "SELECT toUInt64(now()) * 4194304 + rand() % 4194304") end

---Publishes what was counted; the generation before it is kept for those who read it.
---@param connection newsstat.clickhouse.connection
---@param configuration string
---@param content newsstat.store.content
function M.publish(connection, configuration, content)
  -- Old generations are removed from each server.
  clusters.check_servers(connection, "the store", connection.servers)
  drop_abandoned(connection)
  local id = M.new_id(connection)
  write_all(connection, id, content)
  local row = {
    values.number(id), values.field(configuration), content.revision, values.field(content.first_day),
    values.field(content.last_day), content.is_partial and 1 or 0, content.source_count, content.median_words,
  }
  replicas.write(connection, { "generation" }, function()
    connection:insert("generation (generation, configuration, " .. concat(COLUMNS, ", ") .. ")", concat(row, "\t") .. "\n", true)
  end)
  drop_superseded(connection, configuration, content.revision)
end

return M
