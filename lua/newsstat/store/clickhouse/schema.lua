--- The tables of a store in ClickHouse, on one server or over the shards of a cluster. doc/store.md explains them.

local failure = require "newsstat.store.failure"
local values = require "newsstat.store.clickhouse.values"

local M = {}

M.VERSION = 4

-- Small granules: articles are looked up by the hundred, and a granule is the least that is read of a column.
local FEW = " SETTINGS index_granularity = 256"
local BY_GENERATION = "MergeTree PARTITION BY generation ORDER BY "

-- In order of making; the one that tells the version comes last. `shard` is what rows are spread over shards by.
local TABLES = {
  {
    name = "article", shard = "sipHash64(article)",
    columns = [[year UInt16, moment Int64, article FixedString(16), content FixedString(16), earliness UInt64,
      time String, source String, language Nullable(String), title Nullable(String), url Nullable(String),
      author Nullable(String), path Nullable(String), metadata Nullable(String), text String]],
    engine = "ReplacingMergeTree(earliness) PARTITION BY year ORDER BY (moment, article, content)" .. FEW,
  },
  {
    name = "version", shard = "sipHash64(article)",
    columns = [[article FixedString(16), content FixedString(16), earliness UInt64, year UInt16, moment Int64]],
    engine = "ReplacingMergeTree(earliness) ORDER BY (article, content)" .. FEW,
  },
  {
    name = "period", shard = "period",
    columns = [[generation UInt64, period UInt32, label String, articles UInt32, tests UInt32]],
    engine = BY_GENERATION .. "period",
  },
  {
    name = "volume", shard = "period",
    columns = [[generation UInt64, period UInt32, source UInt32, articles UInt32]],
    engine = BY_GENERATION .. "(period, source)",
  },
  {
    name = "counted", shard = "place",
    columns = [[generation UInt64, place UInt32, source UInt32, year UInt16, moment Int64, article FixedString(16),
      content FixedString(16)]],
    engine = BY_GENERATION .. "place",
  },
  {
    name = "duplicate", shard = "number",
    columns = [[generation UInt64, number UInt32, year UInt16, moment Int64, article FixedString(16),
      content FixedString(16), original_year UInt16, original_moment Int64, original FixedString(16),
      original_content FixedString(16)]],
    engine = BY_GENERATION .. "number",
  },
  {
    name = "term", shard = "term",
    columns = [[generation UInt64, term UInt32, key String, surface String, words String, series Array(UInt32),
      articles UInt32, repeating UInt32, titles UInt32, is_word UInt8, word_count UInt32, capitals String, quoted UInt32,
      entropy String, association String, ends_with_name UInt8]],
    engine = BY_GENERATION .. "term" .. FEW,
  },
  {
    name = "term_period", shard = "term",
    columns = [[generation UInt64, period UInt32, term UInt32, articles UInt32, uses UInt32, sources UInt32,
      series UInt32, titles UInt32, salience String, postings Array(UInt32), history Nullable(UInt32),
      history_sources Array(UInt32)]],
    engine = BY_GENERATION .. "(period, term)",
  },
  {
    name = "word", shard = "sipHash64(key)",
    columns = [[generation UInt64, period UInt32, key String, base String, postings Array(UInt32),
      positions Array(UInt32)]],
    engine = BY_GENERATION .. "(key, period)" .. FEW,
  },
  {
    name = "rarity", shard = "sipHash64(key)",
    columns = "generation UInt64, key String, uses UInt64, articles UInt32, titles UInt32",
    engine = BY_GENERATION .. "key" .. FEW,
  },
  {
    name = "furniture", shard = "sipHash64(hash)",
    columns = "generation UInt64, hash String",
    engine = BY_GENERATION .. "hash" .. FEW,
  },
  {
    name = "source_period", shard = "period",
    columns = "generation UInt64, source String, period UInt32, articles UInt32",
    engine = BY_GENERATION .. "(source, period)",
  },
  {
    name = "contrast_term", shard = "term",
    columns = "generation UInt64, term UInt32, key String, surface String",
    engine = BY_GENERATION .. "term",
  },
  {
    name = "scattered", shard = "term",
    columns = "generation UInt64, period UInt32, term UInt32, articles UInt32, uses UInt32, postings Array(UInt32)",
    engine = BY_GENERATION .. "(period, term)",
  },
  {
    name = "generation", shard = "generation",
    columns = [[generation UInt64, configuration String, revision UInt64, first_day Nullable(Int32),
      last_day Nullable(Int32), is_partial UInt8, source_count UInt32, median_words UInt32]],
    engine = BY_GENERATION .. "configuration",
  },
  {
    name = "newsstat_store", shard = "version",
    columns = "version UInt32, cluster String, servers UInt32",
    engine = "MergeTree ORDER BY version",
  },
}

local OWN = {}
for _, one in ipairs(TABLES) do OWN[one.name], OWN[one.name .. "_local"] = true, true end

-- Names of the database's tables; none where it is not there.
local function tables_of(connection, host)
  local names = {}
  local rows = connection:rows("SELECT name FROM system.tables WHERE database = " .. values.quoted(connection.database),
    { is_outside = true, host = host })
  for _, row in ipairs(rows) do names[row[1]] = true end
  return names
end

local function check_foreign(connection, names)
  for name in pairs(names) do
    if not OWN[name] and not names.newsstat_store then
      failure.raise(("%s: the database has a table %s and is no store; name another database"):format(
        connection.address, name))
    end
  end
end

-- The version of the store that there is, with the name of its cluster; raises where there is something else.
local function check(connection)
  local names = tables_of(connection)
  check_foreign(connection, names)
  connection.is_clustered = names.newsstat_store_local or false
  if not names.newsstat_store then return nil end
  local version, servers, cluster =
    connection:first "SELECT version, servers, cluster FROM newsstat_store ORDER BY version DESC LIMIT 1"
  if not version then return nil end
  connection.servers = servers
  if version > M.VERSION then
    failure.raise(("%s: a store of version %d, and this newsstat knows version %d; a newer newsstat reads it"):format(
      connection.address, version, M.VERSION))
  end
  return version, cluster ~= "" and cluster or nil
end

local function table_sql(name, one, engine)
  return ("CREATE TABLE IF NOT EXISTS %s (%s) ENGINE = %s"):format(name, one.columns, engine)
end

-- What tables of older versions have and newer ones have not.
local DROPPED = { { name = "word", column = "articles" } }

local function drop_columns(connection, host)
  for _, one in ipairs(DROPPED) do
    local rows = connection:rows(("SELECT table FROM system.columns WHERE database = %s AND table IN (%s, %s) AND name = %s")
      :format(values.quoted(connection.database), values.quoted(one.name), values.quoted(one.name .. "_local"),
        values.quoted(one.column)), { host = host })
    for _, row in ipairs(rows) do
      connection:request { sql = ("ALTER TABLE %s DROP COLUMN %s"):format(row[1], one.column), host = host }
    end
  end
end

-- The tables of one server: its own, and with a cluster those that read and write all shards.
local function make_on(connection, host, cluster)
  connection:request {
    sql = "CREATE DATABASE IF NOT EXISTS " .. connection.database, is_outside = true, is_repeatable = true, host = host,
  }
  for _, one in ipairs(TABLES) do
    connection:execute(table_sql(cluster and one.name .. "_local" or one.name, one, one.engine), host)
    if cluster then
      connection:execute(table_sql(one.name, one, ("Distributed(%s, %s, %s_local, %s)"):format(cluster,
        connection.database, one.name, one.shard)), host)
    end
  end
  drop_columns(connection, host)
end

-- Tables are made on each server of the address, so these must be all that the cluster has.
local function check_cluster(connection, cluster)
  if not cluster:find "^[%w_]+$" then
    failure.raise("the name of a cluster has letters, digits and _, and '" .. cluster .. "' is none")
  end
  connection:each_host(function(host)
    local servers = connection:rows("SELECT count() FROM system.clusters WHERE cluster = " .. values.quoted(cluster),
      { is_outside = true, host = host })[1][1]
    if servers == 0 then
      failure.raise(("%s: %s:%d knows no cluster '%s'; it must stand under <remote_servers> in its configuration"):format(
        connection.address, host.name, host.port, cluster))
    end
    M.check_servers(connection, "cluster " .. cluster, servers)
  end)
end

---Raises where an address names fewer servers than a cluster has.
---@param connection newsstat.clickhouse.connection
---@param what string has the servers
---@param servers integer
function M.check_servers(connection, what, servers)
  if #connection.hosts == servers then return end
  failure.raise(("%s: %s has %d servers; name all of them and no others, as clickhouse://one:8123,two:8123/%s"):format(
    connection.address, what, servers, connection.database))
end

-- Makes the tables that are missing on each server, and then tells the version.
local function make_tables(connection, cluster)
  connection:each_host(function(host) make_on(connection, host, cluster) end)
  connection.is_clustered, connection.servers = cluster ~= nil, #connection.hosts
  connection:insert("newsstat_store (version, cluster, servers)",
    ("%d\t%s\t%d\n"):format(M.VERSION, values.field(cluster or ""), #connection.hosts), true)
end

-- Whether there is a store; one of an older version gets the tables of this one.
local function is_there(connection)
  local version, cluster = check(connection)
  if version and version < M.VERSION then
    M.check_servers(connection, "the store", connection.servers)
    make_tables(connection, cluster)
  end
  return version ~= nil
end

---Makes the tables where they are missing.
---@param connection newsstat.clickhouse.connection
---@param cluster string|nil name of the cluster whose shards hold the rows; nil for one server
function M.make(connection, cluster)
  if is_there(connection) then return end
  if cluster then check_cluster(connection, cluster) end
  connection:each_host(function(host) check_foreign(connection, tables_of(connection, host)) end)
  make_tables(connection, cluster)
end

---Looks whether there is a store that this newsstat knows; makes it where it may.
---@param connection newsstat.clickhouse.connection
---@param may_create boolean|nil
function M.prepare(connection, may_create)
  if is_there(connection) then return end
  if not may_create then
    failure.raise(("%s: no such store; `newsstat store init --store %s` makes one"):format(connection.address,
      connection.address))
  end
  M.make(connection)
end

return M
