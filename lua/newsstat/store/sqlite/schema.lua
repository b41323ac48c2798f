--- The tables of a store in SQLite, and the steps from each version of them to the next. doc/store.md explains them.

local failure = require "newsstat.failure"

local M = {}

-- "nsst": tells a store from other databases of SQLite.
M.APPLICATION_ID = 0x6E737374

-- A table whose rows go when their generation does.
local function of_generation(name, key, columns)
  return ("CREATE TABLE %s (\n      generation INTEGER NOT NULL REFERENCES generation ON DELETE CASCADE,\n%s,\n"
    .. "      PRIMARY KEY (generation, %s)) WITHOUT ROWID"):format(name, columns, key)
end

-- Each step leads from the version before; the first one makes an empty store. A step that was released never changes.
M.STEPS = {
  {
    [[CREATE TABLE article (
      id INTEGER PRIMARY KEY,
      key TEXT NOT NULL,
      content TEXT NOT NULL,
      is_current INTEGER NOT NULL DEFAULT 1 CHECK (is_current IN (0, 1)),
      added REAL NOT NULL,
      time REAL,
      source TEXT NOT NULL,
      language TEXT,
      title TEXT,
      url TEXT,
      author TEXT,
      path TEXT,
      metadata TEXT,
      text TEXT NOT NULL)]],
    "CREATE UNIQUE INDEX article_version ON article (key, content)",
    [[CREATE TABLE generation (
      id INTEGER PRIMARY KEY,
      configuration TEXT NOT NULL UNIQUE,
      revision INTEGER NOT NULL,
      built REAL NOT NULL,
      first_day INTEGER,
      last_day INTEGER,
      is_partial INTEGER NOT NULL,
      source_count INTEGER NOT NULL,
      median_words INTEGER NOT NULL)]],
    of_generation("period", "period", [[
      period INTEGER NOT NULL,
      label TEXT NOT NULL,
      articles INTEGER NOT NULL,
      tests INTEGER NOT NULL]]),
    of_generation("volume", "period, source", [[
      period INTEGER NOT NULL,
      source INTEGER NOT NULL,
      articles INTEGER NOT NULL]]),
    of_generation("counted", "place", [[
      place INTEGER NOT NULL,
      source INTEGER NOT NULL,
      article INTEGER NOT NULL REFERENCES article]]),
    of_generation("duplicate", "number", [[
      number INTEGER NOT NULL,
      article INTEGER NOT NULL REFERENCES article,
      original INTEGER NOT NULL REFERENCES article]]),
    of_generation("term", "term", [[
      term INTEGER NOT NULL,
      key TEXT NOT NULL,
      surface TEXT NOT NULL,
      words TEXT NOT NULL,
      series TEXT NOT NULL,
      articles INTEGER NOT NULL,
      repeating INTEGER NOT NULL,
      titles INTEGER NOT NULL,
      is_word INTEGER NOT NULL,
      word_count INTEGER NOT NULL,
      capitals REAL NOT NULL,
      quoted INTEGER NOT NULL,
      entropy REAL NOT NULL,
      association REAL NOT NULL,
      ends_with_name INTEGER NOT NULL]]),
    of_generation("term_period", "period, term", [[
      period INTEGER NOT NULL,
      term INTEGER NOT NULL,
      articles INTEGER NOT NULL,
      uses INTEGER NOT NULL,
      sources INTEGER NOT NULL,
      series INTEGER NOT NULL,
      titles INTEGER NOT NULL,
      salience REAL NOT NULL,
      postings TEXT NOT NULL,
      history INTEGER,
      history_sources TEXT]]),
  },
  {
    of_generation("word", "key, period", [[
      period INTEGER NOT NULL,
      key TEXT NOT NULL,
      base TEXT NOT NULL,
      articles INTEGER NOT NULL,
      postings TEXT NOT NULL,
      positions TEXT NOT NULL]]),
    of_generation("rarity", "key", [[
      key TEXT NOT NULL,
      uses INTEGER NOT NULL,
      articles INTEGER NOT NULL,
      titles INTEGER NOT NULL]]),
    of_generation("furniture", "hash", [[
      hash TEXT NOT NULL]]),
    of_generation("source_period", "source, period", [[
      source TEXT NOT NULL,
      period INTEGER NOT NULL,
      articles INTEGER NOT NULL]]),
  },
  {
    "ALTER TABLE word RENAME TO word_with_articles",
    of_generation("word", "key, period", [[
      period INTEGER NOT NULL,
      key TEXT NOT NULL,
      base TEXT NOT NULL,
      postings TEXT NOT NULL,
      positions TEXT NOT NULL]]),
    "INSERT INTO word SELECT generation, period, key, base, postings, positions FROM word_with_articles",
    "DROP TABLE word_with_articles",
  },
  {
    of_generation("contrast_term", "term", [[
      term INTEGER NOT NULL,
      key TEXT NOT NULL,
      surface TEXT NOT NULL]]),
    of_generation("scattered", "period, term", [[
      period INTEGER NOT NULL,
      term INTEGER NOT NULL,
      articles INTEGER NOT NULL,
      uses INTEGER NOT NULL,
      postings TEXT NOT NULL]]),
  },
}

M.VERSION = #M.STEPS

local function state_of(connection)
  local id, version = connection:first "PRAGMA application_id", connection:first "PRAGMA user_version"
  return id, version, connection:first "SELECT count(*) FROM sqlite_master"
end

-- Whether there is a store; raises where there is something else.
local function check(connection)
  local id, version, tables = state_of(connection)
  if id == 0 and version == 0 and tables == 0 then return nil end
  if id ~= M.APPLICATION_ID then
    failure.raise(connection.path .. ": a database of SQLite, but no store of newsstat; name another file")
  end
  if version > M.VERSION then
    failure.raise(("%s: a store of version %d, and this newsstat knows version %d; a newer newsstat reads it")
      :format(connection.path, version, M.VERSION))
  end
  return version
end

local function migrate(connection)
  local version = check(connection)
  if version == M.VERSION then return end
  for step = (version or 0) + 1, M.VERSION do
    for _, sql in ipairs(M.STEPS[step]) do connection:execute(sql) end
  end
  connection:execute("PRAGMA application_id = " .. M.APPLICATION_ID)
  connection:execute("PRAGMA user_version = " .. M.VERSION)
end

---Makes the tables of a new store, or brings those of an older one up to date, in one transaction.
---@param connection newsstat.sqlite.connection
---@param may_create boolean false: an empty file raises
function M.prepare(connection, may_create)
  -- In one transaction: another process may be making the store.
  local version = connection:transaction("DEFERRED", check, connection)
  if not version and not may_create then
    failure.raise(connection.path .. ": holds no store yet; `newsstat add --store` makes one")
  end
  if version ~= M.VERSION then connection:transaction("IMMEDIATE", migrate, connection) end
end

return M
