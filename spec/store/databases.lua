--- Databases of specs on the server of CLICKHOUSE_URL (`make test-cluster` sets it; CLICKHOUSE_USER and
--- CLICKHOUSE_PASSWORD with it), on the cluster of CLICKHOUSE_CLUSTER where the address names several servers.

local M = {}

M.server = os.getenv "CLICKHOUSE_URL"
M.cluster = os.getenv "CLICKHOUSE_CLUSTER"
if M.cluster == "" then M.cluster = nil end

local made = {}

---@return string address of a database that is not there yet
function M.new_address()
  local address = ("%s/newsstat_spec_%.0f_%d"):format(M.server, require("socket").gettime() * 1e6, #made)
  made[#made + 1] = address
  return address
end

---@return string address of a new store, whose tables are there where they must be made for a cluster
function M.new_store()
  local address = M.new_address()
  if M.cluster then assert(require("newsstat.store").open(address, { cluster = M.cluster })) end
  return address
end

---Drops all of them.
function M.drop()
  for _, address in ipairs(made) do
    local connection = assert(require("newsstat.store.clickhouse.connection").open(address))
    connection:each_host(function(host)
      connection:request { sql = "DROP DATABASE IF EXISTS " .. connection.database, is_outside = true, is_repeatable = true, host = host }
    end)
  end
end

return M
