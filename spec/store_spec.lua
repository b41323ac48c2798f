local files = require "spec.files"
local newsstat = require "newsstat"
local store_of = require "newsstat.store"

if not pcall(require, "DBI") then
  pending("a store: LuaDBI is not installed", function() end)
  return
end

local EXAMPLES = "examples/articles"

-- A fresh store's address; what another backend needs to pass the same specs.
local addresses = {}
local function new_address()
  local path = os.tmpname()
  os.remove(path)
  addresses[#addresses + 1] = path
  return path
end

teardown(function()
  for _, path in ipairs(addresses) do
    for _, suffix in ipairs { "", "-wal", "-shm" } do os.remove(path .. suffix) end
  end
end)

local read_file, write_file = files.read, files.write

local behaviour = assert(loadfile "spec/store/behaviour.lua")(describe, it, setup)
local lines_of = behaviour.lines_of

local function filled_store(by) return behaviour.filled_store(new_address, by) end

behaviour.describe("SQLite", new_address)

describe("a file that is no store", function()
  it("is refused and left as it is", function()
    local path = new_address()
    for _, bytes in ipairs { "neither", ("SQLite format 3\0"):rep(2), ("\0"):rep(5000) } do
      write_file(path, bytes)
      local store, message = store_of.open(path, { create = true })
      assert.is_nil(store)
      assert.is_truthy(message:find(path, 1, true))
      assert.are.equal(bytes, read_file(path))
    end
  end)

  it("is told from a store of a newer version and a foreign database", function()
    local path = filled_store "month"
    local connection = assert(require("newsstat.store.sqlite.connection").open(path))
    connection:execute "PRAGMA user_version = 99"
    connection:close()
    assert.matches("version 99", (select(2, store_of.open(path))))
    connection = assert(require("newsstat.store.sqlite.connection").open(path))
    connection:execute "PRAGMA application_id = 7"
    connection:close()
    assert.matches("no store of newsstat", (select(2, store_of.open(path))))
  end)

  it("is told from a store without being opened beside SQLite", function()
    local path = new_address()
    for _, bytes in ipairs { "", "neither", ("SQLite format 3\0"):rep(2), ("\0"):rep(512), ("台风"):rep(512) } do
      write_file(path, bytes)
      assert.is_false(store_of.is_store(path))
      assert.are.equal(bytes, read_file(path))
    end
    assert.is_false(store_of.is_store "/tmp")
    assert.is_false(store_of.is_store(new_address()))
    assert.is_true(store_of.is_store "clickhouse://localhost/news")
    path = filled_store "month"
    assert.is_true(store_of.is_store(path))
    local writer = assert(store_of.open(path))
    assert(writer:add { text = "隧道", time = 0 })
    assert.is_true(store_of.is_store(path))
    assert(writer:close())
  end)

  it("says what to do where a file cannot be made", function()
    local _, message, kind = store_of.open("no/such/folder/news.db", { create = true })
    assert.are.equal("no/such/folder/news.db: there is no folder 'no/such/folder'; make it first", message)
    assert.are.equal("fault", kind)
  end)

  it("keeps another writer waiting for as long as it says", function()
    local path = filled_store "month"
    local connection = assert(require("newsstat.store.sqlite.connection").open(path))
    connection:execute "BEGIN IMMEDIATE"
    local started = os.time()
    local store = assert(store_of.open(path, { wait = 1 }))
    assert(store:add { text = "台风", time = 0 })
    local saved, message, kind = store:save()
    assert.is_nil(saved)
    assert.are.equal(path .. ": database is locked: another process writes to it; run it again later", message)
    assert.are.equal("busy", kind)
    assert.is_true(os.time() - started <= 10)
    connection:execute "ROLLBACK"
    connection:close()
    assert.is_true(store:save())
    store:close()
  end)

  it("is missing or a folder", function()
    assert.matches("no such store", (select(2, store_of.open(new_address()))))
    assert.matches("directory", (select(2, store_of.open("/tmp", { create = true }))))
    assert.matches("redis://", (select(2, store_of.open("redis://a"))))
  end)
end)

-- Adds the examples, two articles a transaction, and counts them: what a killed process was busy with.
local ADD_AND_COUNT = [[
require("newsstat.store").BATCH_ARTICLES = 2
local timeline = assert(require("newsstat").timeline { store = arg[1] })
assert(timeline:add_files(arg[2]))
assert(timeline:trends())
assert(timeline:close())
]]

local function integrity_of(path)
  local connection = assert(require("newsstat.store.sqlite.connection").open(path))
  local found = connection:first "PRAGMA integrity_check"
  connection:close()
  return found
end

-- What a store holds, whatever the order of adding.
local function dump(path)
  local connection = assert(require("newsstat.store.sqlite.connection").open(path))
  local lines = { integrity_of(path) }
  for _, row in ipairs(connection:rows "SELECT key, content, is_current FROM article ORDER BY key, content") do
    lines[#lines + 1] = table.concat(row, " ")
  end
  connection:close()
  return table.concat(lines, "\n")
end

local function trends_of(path)
  local timeline = assert(newsstat.timeline { store = path })
  local rows = lines_of(assert(timeline:trends()))
  timeline:close()
  return rows
end

describe("a process that is killed", function()
  it("at 50 moments leaves a store that one more run completes", function()
    local script, killed, whole = new_address(), new_address(), new_address()
    write_file(script, ADD_AND_COUNT)
    local lua = os.getenv "NEWSSTAT_LUA" or os.getenv "LUA" or "lua5.4"
    local paths = ("LUA_PATH='%s' LUA_CPATH='%s' "):format(package.path, package.cpath)
    local function run(kill, path)
      os.execute(("%s %s %s %s %s %s 2>/dev/null"):format(paths, kill, lua, script, path, EXAMPLES))
    end
    run("", whole)
    local state = 20261128
    for _ = 1, 50 do
      state = state * 48271 % 2147483647
      run(("timeout -s KILL %.3f"):format(.01 + state % 120 / 1000), killed)
      assert.are.equal("ok", integrity_of(killed))
    end
    run("", killed)
    assert.are.equal(dump(whole), dump(killed))
    assert.are.equal(trends_of(whole), trends_of(killed))
  end)
end)

describe("processes that share a list of files", function()
  local function add(path, worker)
    local pipe = assert(io.popen(("bin/newsstat add --store %s --worker %s %s nowhere 2>&1"):format(path, worker, EXAMPLES)))
    local text = pipe:read "*a"
    pipe:close()
    return text
  end

  it("read each of them once, and one names what is not there", function()
    local path, problems = new_address(), 0
    for worker = 1, 3 do
      local told = add(path, worker .. "/3")
      assert.matches(" 0 known", told)
      if told:find "nowhere" then problems = problems + 1 end
    end
    assert.are.equal(1, problems)
    assert.are.equal(44, select(2, dump(path):gsub("\n", "")))
  end)

  it("are told of a number that is none", function()
    for _, worker in ipairs { "4/3", "0/3", "1", "1/0", "a/b" } do
      assert.matches("no I/N with I from 1 to N", add(new_address(), worker))
    end
  end)
end)

describe("newsstat store", function()
  it("publishes what is new, once", function()
    local path = filled_store "month"
    local function publish()
      local pipe = assert(io.popen("bin/newsstat store publish --store " .. path .. " 2>&1"))
      local text = pipe:read "*a"
      pipe:close()
      return text
    end
    assert.matches("44 dated articles counted and published", publish())
    assert.matches("nothing to publish", publish())
    local timeline = assert(newsstat.timeline { by = "month", store = path })
    assert(timeline:trends())
    assert.is_nil(rawget(timeline, "loaded"))
    timeline:close()
  end)
end)

describe("newsstat keywords", function()
  local ARTICLE = EXAMPLES .. "/2025/2025-07-06-*.md"

  local function keywords(background)
    local pipe = assert(io.popen(("bin/newsstat keywords --format csv --background %s %s 2>&1"):format(background, ARTICLE)))
    local text = pipe:read "*a"
    pipe:close()
    return text
  end

  it("weighs terms by a store as by its files, whichever periods are published", function()
    local expected, path = keywords(EXAMPLES), filled_store "month"
    assert.matches("\n[^\n]+台风", expected)
    local weeks = assert(newsstat.timeline { by = "week", timezone = "Asia/Shanghai", store = path })
    assert.are.equal(44, weeks:publish())
    weeks:close()
    assert.are.equal(expected, keywords(path))
    local store = assert(store_of.open(path))
    assert.are.equal(1, #store:configurations())
    store:close()
    -- Twice the same articles are near-duplicates.
    assert.are.equal(expected, keywords(path .. " --background " .. EXAMPLES))
  end)
end)

describe("two processes that add at once", function()
  it("wait for each other", function()
    local path = new_address()
    local add = ("bin/newsstat add --quiet --store %s %s"):format(path, EXAMPLES)
    local status = os.execute(("{ %s & first=$!; %s && wait $first; }"):format(add, add))
    assert.is_true(status == true or status == 0)
    assert.are.equal(44, select(2, dump(path):gsub("\n", "")))
  end)
end)

describe("a store of an older version", function()
  local schema = require "newsstat.store.sqlite.schema"
  local version = schema.VERSION

  after_each(function()
    schema.VERSION, schema.STEPS[version + 1] = version, nil
  end)

  it("is brought up to date when it is opened", function()
    local path = filled_store "month"
    local before = dump(path)
    schema.VERSION, schema.STEPS[version + 1] = version + 1, { "CREATE TABLE added_later (a INTEGER)" }
    assert(store_of.open(path)):close()
    local connection = assert(require("newsstat.store.sqlite.connection").open(path))
    assert.are.equal(version + 1, (connection:first "PRAGMA user_version"))
    assert.are.equal(0, (connection:first "SELECT count(*) FROM added_later"))
    connection:close()
    assert.are.equal(before, dump(path))
  end)

  it("keeps its counts when a column goes that nobody reads", function()
    local path = filled_store "month"
    trends_of(path)
    local connection = assert(require("newsstat.store.sqlite.connection").open(path))
    connection:execute "ALTER TABLE word RENAME TO later"
    connection:execute(schema.STEPS[2][1])
    connection:execute "INSERT INTO word SELECT generation, period, key, base, 1, postings, positions FROM later"
    for _, name in ipairs { "contrast_term", "scattered" } do connection:execute("DROP TABLE " .. name) end
    connection:execute "PRAGMA user_version = 2"
    connection:close()
    assert(store_of.open(path)):close()
    connection = assert(require("newsstat.store.sqlite.connection").open(path))
    assert.are.equal(0, (connection:first "SELECT count(*) FROM pragma_table_info('word') WHERE name = 'articles'"))
    assert.is_true(connection:first "SELECT count(*) FROM word" > 0)
    assert.are.equal(0, (connection:first "SELECT count(*) FROM (SELECT * FROM later EXCEPT SELECT * FROM word)"))
    connection:close()
  end)

  it("stays as it is where a step fails", function()
    local path = filled_store "month"
    schema.VERSION, schema.STEPS[version + 1] = version + 1, { "CREATE TABLE added_later (a INTEGER)", "CREATE NONSENSE" }
    assert.matches("syntax error", (select(2, store_of.open(path))))
    local connection = assert(require("newsstat.store.sqlite.connection").open(path))
    assert.are.equal(version, (connection:first "PRAGMA user_version"))
    assert.are.equal(0, (connection:first "SELECT count(*) FROM sqlite_master WHERE name = 'added_later'"))
    connection:close()
  end)
end)
