--- Requests to ClickHouse servers, one of which is asked at a time: repeated where that does no harm, failures told with
--- their remedy.

local address_of = require "newsstat.store.clickhouse.address"
local failure = require "newsstat.failure"
local http = require "newsstat.store.clickhouse.http"
local socket = require "newsstat.store.clickhouse.socket"
local values = require "newsstat.store.clickhouse.values"

local find, match = string.find, string.match
local unpack = rawget(_G, "unpack") or rawget(table, "unpack")

local M = {}

-- A server that has answered before is waited for so long when it does not, as while it starts anew.
M.PATIENCE_SECONDS = 30
local FIRST_PAUSE, LONGEST_PAUSE = .1, 2

-- A replica that has rows to fetch for so many seconds is not read from where another one has none.
M.STALE_SECONDS = 1

-- Of all requests: an answer is whole or an error, and waits in memory rather than on a disk that may be full; an insert
-- through a Distributed table is over when its shards have it.
local SETTINGS = "wait_end_of_query=1&buffer_size=67108864&insert_distributed_sync=1"

-- Of replicated tables. Rows that are written twice are written twice, as without replicas: a server that says that it has
-- them already may only know who else had.
local REPLICATED_SETTINGS = "&insert_deduplicate=0&fallback_to_stale_replicas_for_distributed_queries=1"
  .. "&max_replica_delay_for_distributed_queries=" .. M.STALE_SECONDS

-- What a server says, and what a user can do about it: by the number of its error, or by its words.
local CREDENTIALS = "set CLICKHOUSE_USER, and CLICKHOUSE_PASSWORD or CLICKHOUSE_PASSWORD_FILE, for this server"
local ZOOKEEPER = "is ZooKeeper there, which replicas need to take rows? Start it and run it again; what was added before is kept"
local REMEDIES_BY_CODE = {
  [192] = CREDENTIALS, [193] = CREDENTIALS, [194] = CREDENTIALS, [516] = CREDENTIALS,
  [164] = "the user may only read; name another one in CLICKHOUSE_USER",
  [291] = "the user may not use this database; GRANT it, or name another user in CLICKHOUSE_USER",
  [497] = "GRANT it to the user, or name another one in CLICKHOUSE_USER",
  [241] = "raise max_memory_usage of the user's profile",
  [243] = "free some space on the server and run it again; what was added before is kept",
  [252] = "the server merges too slowly; run it again later, or with fewer workers",
  [225] = ZOOKEEPER, [242] = ZOOKEEPER, [999] = ZOOKEEPER,
  [253] = "ZooKeeper still knows a server of this name: name it anew under <macros> in its configuration",
}
local REMEDIES_BY_WORDS = {
  { "is for clickhouse-client", "name the HTTP port, usually 8123" },
  { "No space left on device", "free some space on the server and run it again; what was added before is kept" },
  { "errno: 28", "free some space on the server and run it again; what was added before is kept" },
  { "Cannot write", "is its disk full? Then free some space on the server and run it again; what was added before is kept" },
  { "Read-only file system", "the server cannot write to its disk" },
}
local REMEDIES_BY_FAILURE = {
  { "wrong version number", "is it the port of HTTPS, usually 8443? clickhouse:// is without TLS" },
  { "certificate verify failed", "SSL_CERT_FILE names the file of the authorities that are trusted" },
  { "refused", "no server listens there: start it, or name its HTTP port, usually 8123" },
  { "not known", "no such host: look at the address" },
  { "resolve", "look at the address" },
  { "timeout", "the server, or what is between, does not answer" },
  { "closed", "the server went away; run it again when it is back: what was added before is kept" },
}

-- Errors that pass: a shard that is not there, too many parts that wait to be merged, a server that is stopping or, by
-- HTTP's status, is not there behind its proxy; ZooKeeper that does not answer.
local PASSING = {
  [32] = true, [209] = true, [210] = true, [225] = true, [236] = true, [242] = true, [252] = true, [279] = true, [999] = true,
}
local PASSING_STATUS = { [502] = true, [503] = true, [504] = true }
local PASSING_WORDS = { { "Connection reset", true }, { "Broken pipe", true }, { "Connection refused", true } }

---@class newsstat.clickhouse.connection
---@field address string as the user wrote it
---@field database string
---@field is_clustered boolean its tables are Distributed ones over those named …_local
---@field is_replicated boolean those are the same on several servers; `newsstat.store.clickhouse.replicas` waits for them
---@field away table<newsstat.clickhouse.host, true> servers that did not answer when something was written to replicas
---@field patience number seconds for a server that does not answer any more
---@field servers integer that the store was made on
---@field hosts newsstat.clickhouse.host[] the one that answered last is asked first
---@field private has_answered boolean
local Connection = {}
Connection.__index = Connection

---@param address string
---@param patience? number seconds for a server that does not answer any more; default 30
---@return newsstat.clickhouse.connection|nil
---@return string|nil message
function M.open(address, patience)
  local read, message = address_of.read(address)
  if not read then return nil, message end
  return setmetatable({
    address = address, database = read.database, hosts = read.hosts, current = 1, is_encrypted = read.is_encrypted,
    headers = { ["X-ClickHouse-User"] = read.user, ["X-ClickHouse-Key"] = read.password }, is_clustered = false,
    is_replicated = false, away = {}, has_answered = false, patience = patience or M.PATIENCE_SECONDS,
  }, Connection)
end

-- -- What went wrong -----------------------------------------------------------------------------

local function remedy_of(message, remedies)
  for _, remedy in ipairs(remedies) do
    if find(message, remedy[1], 1, true) then return remedy[2] end
  end
end

-- The first line of a server's complaint, without the part that names its source.
local function complaint_of(body)
  local text = match(body, "DB::%w*Exception: ([^\r\n]*)") or match(body, "^[^\r\n]*")
  text = text:gsub("[,.]? ?Stack trace:.*", ""):gsub(" ?%(version [^)]*%)", ""):gsub(",? e%.what%(%) = .*", "")
  text = text:gsub("[:.]? ?Insertion status:.*", ""):gsub("%.$", "")
  return #text > 500 and text:sub(1, 500) .. "…" or text
end

local function answered_failure(status, body)
  local code = tonumber(match(body, "Code: (%d+)"))
  local complaint = complaint_of(body)
  if not code then complaint = ("HTTP %d: %s"):format(status, complaint) end
  local remedy = REMEDIES_BY_CODE[code] or remedy_of(body, REMEDIES_BY_WORDS)
  return {
    message = remedy and complaint .. ": " .. remedy or complaint,
    passes = PASSING[code] or PASSING_STATUS[status] or remedy_of(body, PASSING_WORDS) or false,
  }
end

local function unanswered_failure(self, problem)
  local text = tostring(problem.message)
  local remedy = remedy_of(text:lower(), REMEDIES_BY_FAILURE)
  -- A server that listened before comes back, perhaps; one that never did is an address to be looked at.
  return {
    message = remedy and text .. ": " .. remedy or text, passes = self.has_answered or problem.was_sent,
    was_sent = problem.was_sent,
  }
end

-- -- Requests ----------------------------------------------------------------------------------

local function ask(self, host, target, body)
  local status, answer = http.post(host, self.is_encrypted, target, self.headers, body)
  if not status then return nil, unanswered_failure(self, answer) end
  self.has_answered = true
  if status ~= 200 then return nil, answered_failure(status, answer) end
  return answer
end

-- Asks the host that answered last, and where nothing was sent to it, the others in turn.
local function ask_any(self, target, body)
  local answer, problem
  for _ = 1, #self.hosts do
    answer, problem = ask(self, self.hosts[self.current], target, body)
    if answer or problem.was_sent ~= false then return answer, problem end
    self.current = self.current % #self.hosts + 1
  end
  return nil, problem
end

local function target_of(self, request)
  local target = "/?" .. SETTINGS .. (self.is_replicated and REPLICATED_SETTINGS or "") .. (request.settings or "")
  if not request.is_outside then target = target .. "&database=" .. self.database end
  if request.body then target = target .. "&query=" .. values.percent_encoded(request.sql) end
  return target
end

---@class newsstat.clickhouse.request
---@field sql string
---@field body? string rows of an insert
---@field is_repeatable? boolean done twice it does no more than once
---@field is_outside? boolean it does not need the database
---@field settings? string further ones, as &name=value
---@field host? newsstat.clickhouse.host the one to be asked; default any

---Asks a server; raises where it fails.
---@param request newsstat.clickhouse.request
---@return string body of the answer
function Connection:request(request)
  local target, body = target_of(self, request), request.body or request.sql
  local waited, pause = 0, FIRST_PAUSE
  while true do
    local answer, problem
    if request.host then
      answer, problem = ask(self, request.host, target, body)
    else
      answer, problem = ask_any(self, target, body)
    end
    if answer then return answer end
    local may_repeat = request.is_repeatable or problem.was_sent == false
    if not problem.passes or not may_repeat or waited >= self.patience then
      return failure.raise(self.address .. ": " .. problem.message)
    end
    socket.sleep(pause)
    waited, pause = waited + pause, math.min(2 * pause, LONGEST_PAUSE)
  end
end

---@param sql string that does no more when it is done twice
---@param host? newsstat.clickhouse.host
function Connection:execute(sql, host) self:request { sql = sql, is_repeatable = true, host = host } end

---@param self newsstat.clickhouse.connection
---@param answer string
---@return any[][] rows
local function rows_of(self, answer)
  local rows, message = values.rows(answer)
  return rows or failure.raise(self.address .. ": " .. message .. "; is it a ClickHouse server?")
end

---@param sql string a SELECT
---@param options? { is_outside?: boolean, host?: newsstat.clickhouse.host, settings?: string }
---@return any[][] rows
function Connection:rows(sql, options)
  return rows_of(self, self:request {
    sql = sql .. " FORMAT TabSeparatedWithNamesAndTypes", is_repeatable = true, is_outside = options and options.is_outside,
    host = options and options.host, settings = options and options.settings,
  })
end

---Asks a server once, without waiting where it does not answer; raises what does not pass.
---@param sql string a SELECT of system tables
---@param host newsstat.clickhouse.host
---@return any[][]|nil rows
---@return { message: string, is_away: boolean }|nil problem is_away: the server does not answer
function Connection:rows_now(sql, host)
  local body = sql .. " FORMAT TabSeparatedWithNamesAndTypes"
  local answer, problem = ask(self, host, target_of(self, { is_outside = true }), body)
  if answer then return rows_of(self, answer) end
  local is_away = problem.was_sent ~= nil
  if not is_away and not problem.passes then failure.raise(self.address .. ": " .. problem.message) end
  return nil, { message = problem.message, is_away = is_away }
end

---@param sql string a SELECT
---@return any ... columns of the first row
function Connection:first(sql)
  local row = self:rows(sql)[1]
  if row then return unpack(row, 1, 32) end
end

---@param into string a table and its columns
---@param rows string tab-separated lines
---@param is_repeatable boolean
function Connection:insert(into, rows, is_repeatable)
  self:request { sql = "INSERT INTO " .. into .. " FORMAT TabSeparated", body = rows, is_repeatable = is_repeatable }
end

---Calls work with each server of the address.
---@param work fun(host: newsstat.clickhouse.host)
function Connection:each_host(work)
  for _, host in ipairs(self.hosts) do work(host) end
end

---The table that holds the rows of a server, under the one that is read.
---@param table_name string
---@return string
function Connection:local_table(table_name) return self.is_clustered and table_name .. "_local" or table_name end

return M
