--- Replicas: servers that hold the same rows. A server takes rows and others fetch them from it, so for a moment, or for long
--- after it was away, a replica has fewer. Reads go to any replica that is not stale: one with rows to fetch for a second or
--- more. What is written here waits until all that answer have it or are stale; what is read of a generation is looked
--- for on all that answer, and nothing is read where one may have a part of it.

local connection_of = require "newsstat.store.clickhouse.connection"
local failure = require "newsstat.failure"
local states = require "newsstat.store.clickhouse.replica_states"
local socket = require "newsstat.store.clickhouse.socket"
local values = require "newsstat.store.clickhouse.values"

local concat, name_of = table.concat, states.name_of

local M = {}

-- Time for a replica to become stale at least.
local FIRST_PAUSE, LONGEST_PAUSE, LEAST_PATIENCE = .01, .3, 5

-- Readers repeat a query so often because a server came back in the meantime.
local MOST_READINGS = 5

-- Parts of generations, by which partitions are named, that a server still has to fetch.
local MISSING = "SELECT DISTINCT table FROM " .. states.FETCHES
  .. " AND substring(new_part_name, 1, position(new_part_name, '_') - 1) IN (%s)"

-- Calls work until it gives no problem.
local function wait_for(connection, work)
  local begin, pause = socket.now(), FIRST_PAUSE
  while true do
    local problem = work()
    if not problem then return end
    if socket.now() - begin >= math.max(connection.patience, LEAST_PATIENCE) then
      failure.raise(connection.address .. ": " .. problem)
    end
    socket.sleep(pause)
    pause = math.min(2 * pause, LONGEST_PAUSE)
  end
end

-- -- Waiting for all ------------------------------------------------------------------------------

-- When a replica has read the last entry of the log, the last part that it lacks is the last to wait for, whatever is written
-- later; known holds these by replica, and true before.
local function mark_complete(replicas, last, known)
  for _, one in ipairs(replicas) do
    local key = name_of(one.host) .. one.path
    if known[key] == true then known[key] = one.last_fetch end
    if one.is_connected and not known[key] and one.next_entry > last[one.path] then known[key] = true end
    one.has_read = known[key] ~= nil
    one.is_complete = one.is_connected and type(known[key]) == "string"
      and (one.first_fetch == "" or one.first_fetch > known[key])
  end
end

-- What answers of each shard's replicas, and whether one is complete that is preferred to stale ones.
local function by_path(replicas)
  local answering, whole = {}, {}
  for _, one in ipairs(replicas) do
    answering[one.path] = (answering[one.path] or 0) + 1
    whole[one.path] = whole[one.path] or one.is_complete and not one.is_stale
  end
  return answering, whole
end

-- The first replica that is to be waited for: one that is not complete and may be read from. A stale one is not read from while
-- another is whole; it stays stale until it has what it lacks, when that is old enough. The only one that answers is read from,
-- but nothing is gained by waiting for what others have.
local function first_unsettled(replicas, is_old)
  local answering, whole = by_path(replicas)
  for _, one in ipairs(replicas) do
    local is_alone = answering[one.path] == 1
    local is_passed_over = is_alone or whole[one.path] and is_old
    local may_be_stale = one.is_stale and (not one.is_started or one.is_connected and (one.has_read or is_alone))
    if not (one.is_complete or may_be_stale and is_passed_over) then return one end
  end
end

local function unsettled_problem(one)
  if one.is_connected then
    return ("%s has not fetched all rows of %s from the other servers of its shard; run it again later"):format(
      name_of(one.host), one.table_name)
  end
  return ("%s does not reach its ZooKeeper: start it, or look why, and run it again; what was added before is kept"):format(
    name_of(one.host))
end

-- Waits until each server that answers has all that was written to the tables, or is not read from. To readers it does not
-- matter that there is no ZooKeeper: nobody writes then. Gives the servers that do not answer, and the states of the others.
local function settle(connection, tables, is_reading)
  local begin, last, known, away, replicas = socket.now(), nil, {}, {}, nil
  wait_for(connection, function()
    local trouble
    replicas, trouble = states.list(connection, tables, away)
    if trouble then return trouble end
    if is_reading and not states.is_any_connected(replicas) then
      for _, one in ipairs(replicas) do one.is_complete = one.is_started and one.first_fetch == "" end
      return nil
    end
    last = last or states.last_entries(connection, replicas)
    mark_complete(replicas, last, known)
    local first = first_unsettled(replicas, socket.now() - begin > connection_of.STALE_SECONDS + 1)
    return first and unsettled_problem(first)
  end)
  return away, replicas
end

local function has_other(hosts, known)
  for host in pairs(hosts) do
    if not known[host] then return true end
  end
  return false
end

---Calls what writes to tables, and waits until what it wrote can be read. It is called again where a server went away, which
---may have been the only one that had the rows: written twice they must be the same as once.
---@param connection newsstat.clickhouse.connection
---@param tables string[]
---@param work fun()
function M.write(connection, tables, work)
  work()
  if not connection.is_replicated then return end
  local away = settle(connection, tables)
  while has_other(away, connection.away) do
    connection.away = away
    work()
    away = settle(connection, tables)
  end
  connection.away = away
end

---Waits until what was written to tables can be read.
---@param connection newsstat.clickhouse.connection
---@param tables string[]
---@return table<newsstat.clickhouse.host, true>|nil away servers that do not answer, for `confirm`
function M.wait(connection, tables)
  if not connection.is_replicated then return nil end
  return (settle(connection, tables))
end

-- -- Before and after reading -----------------------------------------------------------------------

-- Whether one of the servers that did not answer does now. It may have been read from, and lacks what was written without it.
local function came_back(connection, away)
  for host in pairs(away) do
    local rows, problem = connection:rows_now("SELECT 1", host)
    if rows or not problem.is_away then return host end
  end
end

---Calls what reads tables with one query, whoever is written to or comes back meanwhile: nothing is missing that any reader
---saw before.
---@param connection newsstat.clickhouse.connection
---@param tables string[]
---@param work fun(): any
---@return any result of work
function M.read(connection, tables, work)
  if not connection.is_replicated then return work() end
  for _ = 1, MOST_READINGS do
    local away = settle(connection, tables, true)
    local result = work()
    if not came_back(connection, away) then return result end
  end
  return failure.raise(connection.address .. ": servers go away and come back all the time; run it again when they stay")
end

-- Tables whose rows of the generations a server does not have all.
local function tables_missing(connection, host, ids)
  local missing = {}
  local sql = MISSING:format(values.quoted(connection.database), concat(ids, ", "))
  for _, row in ipairs(connection:rows(sql, { host = host })) do missing[row[1]] = true end
  return missing
end

-- A stale replica may not have all rows, which does no harm where servers pass over it: for one that is not stale, or not since
-- 1970.
local function first_harmful(connection, replicas, ids)
  local _, whole = by_path(replicas)
  local missing, has_complete = {}, {}
  for _, one in ipairs(replicas) do has_complete[one.path] = has_complete[one.path] or one.is_complete end
  for _, one in ipairs(replicas) do
    local is_passed_over = whole[one.path] or not one.is_started and has_complete[one.path]
    if not one.is_complete and not is_passed_over then
      missing[one.host] = missing[one.host] or tables_missing(connection, one.host, ids)
      if not one.is_started or missing[one.host][one.table_name] then return one end
    end
  end
end

---Looks that all servers that may be read from have all rows of generations; waits for them, and raises where they do not
---get them.
---@param connection newsstat.clickhouse.connection
---@param tables string[]
---@param generations integer[]
---@return table<newsstat.clickhouse.host, true>|nil away those that do not answer, for `confirm`
function M.await(connection, tables, generations)
  if not connection.is_replicated then return nil end
  local ids, away = {}, nil
  for i, generation in ipairs(generations) do ids[i] = values.quoted(values.number(generation)) end
  wait_for(connection, function()
    local replicas
    away, replicas = settle(connection, tables, true)
    local harmful = first_harmful(connection, replicas, ids)
    return harmful and ("%s does not have all counts yet: it fetches them from the other servers of its shard, which must be "
      .. "there; run it again later"):format(name_of(harmful.host))
  end)
  return away
end

---Raises where a server came back while something was read, since `wait` or `await`.
---@param connection newsstat.clickhouse.connection
---@param away table<newsstat.clickhouse.host, true>|nil
function M.confirm(connection, away)
  local host = away and came_back(connection, away)
  if host then
    failure.raise(("%s: %s came back in the meantime, and may not have all that was read from it; run it again"):format(
      connection.address, name_of(host)))
  end
end

-- -- Changing partitions ------------------------------------------------------------------------------

---Calls work with a server of each shard, one that can change the others too.
---@param connection newsstat.clickhouse.connection
---@param table_name string
---@param work fun(host: newsstat.clickhouse.host)
function M.each_shard(connection, table_name, work)
  if not connection.is_replicated then return connection:each_host(work) end
  local seen = {}
  for _, one in ipairs((states.list(connection, { table_name }, {}))) do
    if one.is_connected and not seen[one.path] then
      seen[one.path] = true
      work(one.host)
    end
  end
end

return M
