--- A connection to an SQLite file through LuaDBI: prepared statements, transactions, failures that name the file.

local failure = require "newsstat.failure"

local find, gsub = string.find, string.gsub
local unpack = rawget(_G, "unpack") or rawget(table, "unpack")

local M = {}

local NO_LUADBI = 'a store needs LuaDBI with SQLite: "apt-get install lua-dbi-sqlite3" or '
  .. '"luarocks install luadbi-sqlite3"'

-- Seconds that a second writer waits for the first one, which holds the file for a batch or a generation.
local MOST_WAIT = 60

-- What SQLite says, what a user can do about it, and the kind of failure if it has one of its own: LuaDBI hands over no
-- code.
local REMEDIES = {
  { "disk is full", "free some space and run it again; what was added before is kept" },
  { "readonly database", "it, or its folder, cannot be written to" },
  { "malformed", "the file is damaged, or the disk cannot be read; `sqlite3 FILE .recover` may save its articles" },
  { "disk I/O error", "the disk failed, or a limit of the process' file size was met; what was added before is kept" },
  { "not a database", "neither a store nor empty; name another file" },
  { "is locked", "another process writes to it; run it again later", "busy" },
  { "unable to open", "the file or its folder may not be opened or written to by this user" },
}

-- What LuaDBI puts before it; that of a row has a place in this file too.
local PREFIXES = { "^Execute failed ", "^Error preparing statement handle: ", "^[^\n]*: Fetch failed " }

local function with_remedy(message)
  for _, remedy in ipairs(REMEDIES) do
    if find(message, remedy[1], 1, true) then return message .. ": " .. remedy[2], remedy[3] end
  end
  return message
end

---@class newsstat.sqlite.connection
---@field path string
---@field private handle table LuaDBI's
---@field private statements table<string, table> prepared, by their SQL
local Connection = {}
Connection.__index = Connection

---@param path string
---@param wait? number seconds for another writer; default 60
---@return newsstat.sqlite.connection|nil
---@return string|nil message
function M.open(path, wait)
  local has_dbi, dbi = pcall(require, "DBI")
  if not has_dbi then return nil, find(dbi, "'DBI' not found", 1, true) and NO_LUADBI or dbi end
  local called, handle, message = pcall(dbi.Connect, "SQLite3", path)
  if not called then return nil, find(handle, "driver", 1, true) and NO_LUADBI or handle end
  if not handle then return nil, path .. ": " .. (with_remedy(gsub(message, "^Failed to connect to database: ", ""))) end
  handle:autocommit(true)
  local self = setmetatable({ path = path, handle = handle, statements = {} }, Connection)
  self:execute(("PRAGMA busy_timeout = %d"):format(1000 * (wait or MOST_WAIT)))
  return self
end

---Raises what went wrong, with the file and the remedy.
---@param message any LuaDBI's
function Connection:fail(message)
  message = tostring(message)
  for _, prefix in ipairs(PREFIXES) do message = gsub(message, prefix, "") end
  local remedied, kind = with_remedy(message)
  failure.raise(self.path .. ": " .. remedied, kind)
end

-- LuaDBI hands strings over up to their first NUL. What has one is kept with \255 before each NUL, written 0, and each
-- \255, written 1; no UTF-8 text has either byte.
local function escaped(value)
  if type(value) == "string" and (find(value, "\255", 1, true) or find(value, "\0", 1, true)) then
    return (gsub(value, "[%z\255]", { ["\0"] = "\2550", ["\255"] = "\2551" }))
  end
  return value
end

---@param text string
---@return string literal of SQL that stands for what is kept of it
function M.quoted(text) return "'" .. gsub(escaped(text), "'", "''") .. "'" end

local function unescaped(value)
  if type(value) == "string" and find(value, "\255", 1, true) then
    return (gsub(value, "\255[01]", { ["\2550"] = "\0", ["\2551"] = "\255" }))
  end
  return value
end

local function escape(count, value, ...)
  if count == 0 then return end
  return escaped(value), escape(count - 1, ...)
end

-- A prepared statement, run with escaped parameters. One that failed is not used again, and closed: no transaction could
-- end before.
local function run_escaped(self, sql, ...)
  local statement = self.statements[sql]
  if not statement then
    local prepared, message = self.handle:prepare(sql)
    if not prepared then return self:fail(message) end
    statement = prepared
  end
  self.statements[sql] = nil
  local called, done, problem = pcall(statement.execute, statement, ...)
  if not called or not done then
    pcall(statement.close, statement)
    return self:fail(called and problem or done)
  end
  self.statements[sql] = statement
  return statement
end

local function run(self, sql, ...) return run_escaped(self, sql, escape(select("#", ...), ...)) end

---Runs a statement whose rows, if it has any, are of no interest.
---@param sql string
---@param ... any its parameters
function Connection:execute(sql, ...) run(self, sql, ...) end

---Runs a statement with each of some rows.
---@param sql string
---@param first any its first parameter, the same for all
---@param rows fun(): any[]|nil iterator of the other parameters
---@param columns integer how many those are
function Connection:execute_each(sql, first, rows, columns)
  for row in rows do
    for column = 1, columns do row[column] = escaped(row[column]) end
    run_escaped(self, sql, first, unpack(row, 1, columns))
  end
end

-- All of them: a statement that is left half read would hold the file.
local function fetch_all(statement)
  local rows = {}
  for row in statement:rows(false) do rows[#rows + 1] = row end
  return rows
end

---@param sql string
---@param ... any its parameters
---@return any[][] rows lists of columns
function Connection:rows(sql, ...)
  local statement = run(self, sql, ...)
  local called, rows = pcall(fetch_all, statement)
  if not called then
    self.statements[sql] = nil
    pcall(statement.close, statement)
    return self:fail(rows)
  end
  for _, row in ipairs(rows) do
    for column, value in pairs(row) do row[column] = unescaped(value) end
  end
  return rows
end

---@param sql string
---@param ... any its parameters
---@return any ... columns of the first row; nothing if there is none
function Connection:first(sql, ...)
  local row = self:rows(sql, ...)[1]
  if row then return unpack(row, 1, 32) end
end

---Runs work inside a transaction; whatever it raises undoes it. mode IMMEDIATE writes, and waits for other writers first.
---@param mode "IMMEDIATE"|"DEFERRED"
---@param work function
---@param ... any its arguments
---@return any ... its results
function Connection:transaction(mode, work, ...)
  self:execute("BEGIN " .. mode)
  local results = { pcall(work, ...) }
  if results[1] then
    local committed, problem = pcall(self.execute, self, "COMMIT")
    if committed then return unpack(results, 2, 8) end
    results[2] = problem
  end
  pcall(self.execute, self, "ROLLBACK")
  error(results[2], 0)
end

function Connection:close()
  for _, statement in pairs(self.statements) do statement:close() end
  self.statements = {}
  self.handle:close()
end

return M
