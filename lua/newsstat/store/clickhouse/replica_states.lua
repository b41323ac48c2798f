--- What the servers of a cluster tell of the replicas that they hold: which parts they know of, and which of these they
--- still have to fetch.

local connection_of = require "newsstat.store.clickhouse.connection"
local values = require "newsstat.store.clickhouse.values"

local concat = table.concat

local M = {}

-- A replica that does not know yet which parts there are counts as stale since 1970.
local STALE_FROM_THE_BEGINNING = 1e9

---Parts that a server still has to fetch; entries of a queue have names in order. To be given the quoted name of the database.
M.FETCHES = "system.replication_queue WHERE database = %s AND type IN ('GET_PART', 'ATTACH_PART')"

local STATES = "SELECT table, zookeeper_path, absolute_delay, is_readonly, first_fetch, last_fetch %s FROM system.replicas "
  .. "ANY LEFT JOIN (SELECT table, min(node_name) AS first_fetch, max(node_name) AS last_fetch FROM " .. M.FETCHES
  .. " GROUP BY table) USING table WHERE database = %s AND table IN (%s)"

---@param host newsstat.clickhouse.host
---@return string
function M.name_of(host) return host.name .. ":" .. host.port end

local function quoted_tables(connection, tables)
  local names = {}
  for i, name in ipairs(tables) do names[i] = values.quoted(connection:local_table(name)) end
  return concat(names, ", ")
end

---@class newsstat.clickhouse.replica state of a table on a server
---@field host newsstat.clickhouse.host
---@field table_name string
---@field path string the same for all replicas of a shard
---@field first_fetch string queue's first entry of a part that it lacks; empty where it lacks none that it knows of
---@field last_fetch string
---@field is_stale boolean
---@field is_connected boolean with ZooKeeper, by which it knows of parts
---@field is_started boolean it has learnt which parts there are
---@field last_entry integer of the log of parts in ZooKeeper
---@field next_entry integer that it reads next
---@field has_read boolean|nil it knows of all parts up to an entry of the log that is waited for
---@field is_complete boolean|nil it has all of them

local function replica_of(host, row)
  return {
    host = host, table_name = row[1], path = row[2], first_fetch = row[5], last_fetch = row[6],
    is_stale = row[3] >= connection_of.STALE_SECONDS, is_started = row[3] < STALE_FROM_THE_BEGINNING,
    is_connected = row[4] == 0 and (row[9] or 0) > 0, last_entry = row[7] or 0, next_entry = row[8] or 0,
  }
end

-- What a server asks ZooKeeper for: no replicas where it does not reach it.
local OF_LOG = ", log_max_index, log_pointer, total_replicas"

---The states of tables on the servers that answer.
---@param connection newsstat.clickhouse.connection
---@param tables string[]
---@param away table<newsstat.clickhouse.host, true> to which those are added that do not
---@return newsstat.clickhouse.replica[]
---@return string|nil trouble what is wrong with a server for the moment
function M.list(connection, tables, away)
  local replicas, trouble, database, names = {}, nil, values.quoted(connection.database), quoted_tables(connection, tables)
  connection:each_host(function(host)
    local rows, problem = connection:rows_now(STATES:format(OF_LOG, database, database, names), host)
    if not rows and not problem.is_away then
      rows, problem = connection:rows_now(STATES:format("", database, database, names), host)
    end
    for _, row in ipairs(rows or {}) do replicas[#replicas + 1] = replica_of(host, row) end
    if problem and problem.is_away then away[host] = true end
    trouble = trouble or problem and not problem.is_away and problem.message or nil
  end)
  return replicas, trouble
end

---@param replicas newsstat.clickhouse.replica[]
---@return boolean
function M.is_any_connected(replicas)
  for _, one in ipairs(replicas) do
    if one.is_connected then return true end
  end
  return false
end

---The last entries of the logs, which any server may be the first to know. An empty log and one with entry 0 alone are told
---apart by looking.
---@param connection newsstat.clickhouse.connection
---@param replicas newsstat.clickhouse.replica[]
---@return table<string, integer> entries by path
function M.last_entries(connection, replicas)
  local last = {}
  for _, one in ipairs(replicas) do last[one.path] = math.max(last[one.path] or 0, one.last_entry) end
  for _, one in ipairs(replicas) do
    if one.is_connected and last[one.path] == 0 and one.next_entry == 0 then
      local rows = connection:rows_now("SELECT count() FROM system.zookeeper WHERE path = " .. values.quoted(one.path .. "/log"),
        one.host)
      if rows and rows[1][1] == 0 then last[one.path] = -1 end
    end
  end
  return last
end

return M
