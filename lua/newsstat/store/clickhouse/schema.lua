--- The tables of a store in ClickHouse, on one server or over the shards of a cluster. doc/store.md explains them.

local clusters = require "newsstat.store.clickhouse.cluster"
local failure = require "newsstat.failure"
local generations = require "newsstat.store.clickhouse.generations"
local replicas = require "newsstat.store.clickhouse.replicas"
local values = require "newsstat.store.clickhouse.values"

local M = {}

M.VERSION = 4

-- Small granules: articles are looked up by the hundred, and a granule is the least that is read of a column.
local FEW = " SETTINGS index_granularity = 256"
local BY_GENERATION = "MergeTree PARTITION BY generation ORDER BY "

-- Rows by which a cluster is tried out: some of them fall to each of its shards.
local PROBES = 1024

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

-- Engines of the database's tables by name; none where it is not there.
local function engines_of(connection, host)
  local engines = {}
  local rows = connection:rows("SELECT name, engine FROM system.tables WHERE database = " .. values.quoted(connection.database),
    { is_outside = true, host = host })
  for _, row in ipairs(rows) do engines[row[1]] = row[2] end
  return engines
end

local function check_foreign(connection, engines)
  for name in pairs(engines) do
    if not OWN[name] and not engines.newsstat_store then
      failure.raise(("%s: the database has a table %s and is no store; name another database"):format(
        connection.address, name))
    end
  end
end

local function is_replicated(engine) return engine ~= nil and engine:find "^Replicated" ~= nil end

-- The version of the store that there is, with the name of its cluster; raises where there is something else.
local function check(connection)
  local engines = engines_of(connection)
  check_foreign(connection, engines)
  connection.is_clustered = engines.newsstat_store_local ~= nil
  connection.is_replicated = is_replicated(engines.newsstat_store_local)
  if not engines.newsstat_store then return nil end
  local version, servers, cluster =
    connection:first "SELECT version, servers, cluster FROM newsstat_store ORDER BY version DESC LIMIT 1"
  if not version then return nil end
  connection.servers = servers
  -- What replicas have is looked for on all of them.
  if connection.is_replicated then clusters.check_servers(connection, "the store", servers) end
  if version > M.VERSION then
    failure.raise(("%s: a store of version %d, and this newsstat knows version %d; a newer newsstat reads it"):format(
      connection.address, version, M.VERSION))
  end
  return version, cluster ~= "" and cluster or nil
end

-- -- Making -----------------------------------------------------------------------------------

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

-- The engine of a table that a server shares with others of its shard: they meet under a path of ZooKeeper.
local function replicated_engine(one, path, replica)
  local kind, arguments, rest = one.engine:match "^(%a*MergeTree)%(?(%w*)%)?(.*)$"
  return ("Replicated%s(%s, %s%s)%s"):format(kind, values.quoted(path .. "/" .. one.name), values.quoted(replica),
    arguments ~= "" and ", " .. arguments or "", rest)
end

-- The tables of one server: its own, and with a cluster those that read and write all shards.
local function make_on(connection, host, cluster, place)
  connection:request {
    sql = "CREATE DATABASE IF NOT EXISTS " .. connection.database, is_outside = true, is_repeatable = true, host = host,
  }
  local path = place and ("/clickhouse/tables/%s/%s/%s"):format(cluster, place.shard, connection.database)
  for _, one in ipairs(TABLES) do
    local engine = place and replicated_engine(one, path, place.replica) or one.engine
    connection:execute(table_sql(cluster and one.name .. "_local" or one.name, one, engine), host)
    if cluster then
      connection:execute(table_sql(one.name, one, ("Distributed(%s, %s, %s_local, %s)"):format(cluster,
        connection.database, one.name, one.shard)), host)
    end
  end
  drop_columns(connection, host)
end

-- A server writes rows to one replica of a shard, and this one hands them on, where the shard says so; otherwise it writes
-- to all, and each hands them on: twice as many. No table tells what it says, so rows are written and counted.
local function check_internal_replication(connection)
  local id, written = generations.new_id(connection), 0
  connection:each_host(function(host)
    replicas.write(connection, { "period" }, function()
      connection:request { sql = ("INSERT INTO period (generation, period) SELECT toUInt64(%s), toUInt32(number) FROM "
        .. "system.numbers LIMIT %d"):format(values.number(id), PROBES), host = host }
    end)
    written = written + PROBES
  end)
  local found = connection:first("SELECT count() FROM period WHERE generation = " .. values.number(id))
  replicas.each_shard(connection, "period", function(host)
    connection:execute(("ALTER TABLE period_local DROP PARTITION %s"):format(values.number(id)), host)
  end)
  if found ~= written then
    failure.raise(("%s: of %d rows that were written there are %d: each <shard> under <remote_servers> must have "
      .. "<internal_replication>true</internal_replication> in the configuration of all servers, and each server the "
      .. "<shard> of its own in its <macros>; then run it again"):format(connection.address, written, found))
  end
end

-- Makes the tables that are missing on each server, and then tells the version.
local function make_tables(connection, cluster, places)
  connection:each_host(function(host) make_on(connection, host, cluster, places and places[host]) end)
  connection.is_clustered, connection.is_replicated = cluster ~= nil, places ~= nil
  connection.servers = #connection.hosts
  if places then check_internal_replication(connection) end
  replicas.write(connection, { "newsstat_store" }, function()
    connection:insert("newsstat_store (version, cluster, servers)",
      ("%d\t%s\t%d\n"):format(M.VERSION, values.field(cluster or ""), #connection.hosts), true)
  end)
end

-- The version of the store that there is; one of an older version gets the tables of this one.
local function existing(connection)
  local version, cluster = check(connection)
  if version and version < M.VERSION then
    clusters.check_servers(connection, "the store", connection.servers)
    make_tables(connection, cluster, connection.is_replicated and clusters.places(connection, cluster) or nil)
  end
  return version
end

---Makes the tables where they are missing: of a store with replicas also on a server that has none of them yet.
---@param connection newsstat.clickhouse.connection
---@param cluster string|nil name of the cluster whose shards hold the rows; nil for one server
---@param must_replicate boolean|nil also where each shard has one server
function M.make(connection, cluster, must_replicate)
  local version = existing(connection)
  if version and must_replicate and not connection.is_replicated then
    failure.raise(("%s: the store is there, without replicas; make another one and add the articles to it"):format(
      connection.address))
  end
  if version and not (cluster and connection.is_replicated) then return end
  local has_replicas = cluster and clusters.check(connection, cluster)
  local places = (has_replicas or must_replicate) and clusters.places(connection, cluster) or nil
  connection:each_host(function(host) check_foreign(connection, engines_of(connection, host)) end)
  make_tables(connection, cluster, places)
end

---Looks whether there is a store that this newsstat knows; makes it where it may.
---@param connection newsstat.clickhouse.connection
---@param may_create boolean|nil
function M.prepare(connection, may_create)
  if existing(connection) then return end
  if not may_create then
    failure.raise(("%s: no such store; `newsstat store init --store %s` makes one"):format(connection.address,
      connection.address))
  end
  M.make(connection)
end

return M
