--- A cluster as the configurations of its servers tell of it: <remote_servers>, and for replicas <macros> and <zookeeper>.

local failure = require "newsstat.failure"
local name_of = require("newsstat.store.clickhouse.replica_states").name_of
local values = require "newsstat.store.clickhouse.values"

local M = {}

---@class newsstat.clickhouse.place what a server is called among its cluster's
---@field shard string
---@field replica string

local function outside(connection, host, sql) return connection:rows(sql, { is_outside = true, host = host }) end

---Raises where an address names fewer servers than a cluster has.
---@param connection newsstat.clickhouse.connection
---@param what string has the servers
---@param servers integer
function M.check_servers(connection, what, servers)
  if #connection.hosts == servers then return end
  failure.raise(("%s: %s has %d servers; name all of them and no others, as clickhouse://one:8123,two:8123/%s"):format(
    connection.address, what, servers, connection.database))
end

-- Each shard's number of servers as one server knows them, and the number of its own shard where it knows that.
local function shards_of(connection, cluster, host)
  local sizes, own, servers = {}, nil, 0
  for _, row in ipairs(outside(connection, host, "SELECT shard_num, count(), max(is_local) FROM system.clusters WHERE cluster = "
    .. values.quoted(cluster) .. " GROUP BY shard_num")) do
    sizes[row[1]], servers = row[2], servers + row[2]
    if row[3] == 1 then own = row[1] end
  end
  if servers == 0 then
    failure.raise(("%s: %s knows no cluster '%s'; it must stand under <remote_servers> in its configuration"):format(
      connection.address, name_of(host), cluster))
  end
  M.check_servers(connection, "cluster " .. cluster, servers)
  return sizes, own
end

---Looks that each server of the address knows the cluster, and that the address names all of its servers.
---@param connection newsstat.clickhouse.connection
---@param cluster string
---@return boolean has_replicas some shard has more servers than one
function M.check(connection, cluster)
  if not cluster:find "^[%w_]+$" then
    failure.raise("the name of a cluster has letters, digits and _, and '" .. cluster .. "' is none")
  end
  local has_replicas = false
  connection:each_host(function(host)
    for _, size in pairs((shards_of(connection, cluster, host))) do has_replicas = has_replicas or size > 1 end
  end)
  return has_replicas
end

local function check_zookeeper(connection, host)
  local is_configured = outside(connection, host,
    "SELECT count() FROM system.tables WHERE database = 'system' AND name = 'zookeeper'")[1][1] > 0
  if not is_configured then
    failure.raise(("%s: %s has no ZooKeeper, by which replicas know of each other's rows; its configuration must name one "
      .. "under <zookeeper>"):format(connection.address, name_of(host)))
  end
  outside(connection, host, "SELECT count() FROM system.zookeeper WHERE path = '/'")
end

local function macros_of(connection, host)
  local macros = {}
  for _, row in ipairs(outside(connection, host, "SELECT macro, substitution FROM system.macros")) do macros[row[1]] = row[2] end
  if not (macros.shard and macros.replica) then
    failure.raise(("%s: %s does not tell its shard and its own name; both must stand under <macros> in its configuration, "
      .. "as <macros><shard>1</shard><replica>%s</replica></macros>"):format(connection.address, name_of(host), host.name))
  end
  return { shard = macros.shard, replica = macros.replica }
end

local function check_own_name(connection, hosts, host, place)
  local name = place.shard .. "\n" .. place.replica
  if hosts[name] then
    failure.raise(("%s: %s and %s are both replica %s of shard %s by their <macros>; each needs a name of its own"):format(
      connection.address, name_of(hosts[name]), name_of(host), place.replica, place.shard))
  end
  hosts[name] = host
end

-- Servers of a shard must tell the same name of it, and others another.
local function check_shard(connection, names, host, number, place)
  local known = names[number] or place.shard
  for other, name in pairs(names) do
    if other ~= number and name == place.shard then known = nil end
  end
  if known ~= place.shard then
    failure.raise(("%s: %s is of shard %d under <remote_servers>, and of shard %s by its <macros>; servers of one shard, and "
      .. "they alone, must have the same <shard>"):format(connection.address, name_of(host), number, place.shard))
  end
  names[number] = known
end

---What the servers of a cluster with replicas are called; raises unless they can replicate.
---@param connection newsstat.clickhouse.connection
---@param cluster string
---@return table<newsstat.clickhouse.host, newsstat.clickhouse.place>
function M.places(connection, cluster)
  local places, hosts, names = {}, {}, {}
  connection:each_host(function(host)
    check_zookeeper(connection, host)
    local place = macros_of(connection, host)
    local _, own = shards_of(connection, cluster, host)
    check_own_name(connection, hosts, host, place)
    if own then check_shard(connection, names, host, own, place) end
    places[host] = place
  end)
  return places
end

return M
