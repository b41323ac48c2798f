local newsstat = require "newsstat"
local store_of = require "newsstat.store"
local databases = require "spec.store.databases"

if not databases.server then
  pending("a store in ClickHouse: CLICKHOUSE_URL names no server", function() end)
  return
end

local behaviour = assert(loadfile "spec/store/behaviour.lua")(describe, it, setup)
local connection_of = require "newsstat.store.clickhouse.connection"
local generations = require "newsstat.store.clickhouse.generations"
local values = require "newsstat.store.clickhouse.values"

local EXAMPLES = "examples/articles"
local CLUSTER = databases.cluster
-- The same server behind TLS, with the file of its authority in CLICKHOUSE_CERTIFICATE.
local TLS_SERVER = os.getenv "CLICKHOUSE_TLS_URL"
-- A command that kills and starts the servers of CLICKHOUSE_URL, where there is one.
local SERVERS = os.getenv "CLICKHOUSE_SERVERS"

local new_address, new_store = databases.new_address, databases.new_store

teardown(databases.drop)

local function trends_of(address)
  local timeline = assert(newsstat.timeline { by = "month", store = address })
  local rows = behaviour.lines_of(assert(timeline:trends()))
  timeline:close()
  return rows
end

local function trends_of_files()
  local timeline = newsstat.timeline { by = "month" }
  timeline:add_files(EXAMPLES)
  return behaviour.lines_of(timeline:trends())
end

local function rows_of(address, sql) return assert(connection_of.open(address)):rows(sql) end

local function count_of(address, sql) return rows_of(address, "SELECT " .. sql)[1][1] end

-- A day after the last of the examples.
local function add_one(address, day)
  local timeline = assert(newsstat.timeline { by = "month", store = address })
  timeline:add { time = 1776211200 + day * 86400, text = "台风又来了" .. day, title = "台风" .. day, source = "a" }
  assert(timeline:close())
end

behaviour.describe("ClickHouse", new_store)

describe("a store in ClickHouse", function()
  it("counts articles once that several processes add at once, each twice", function()
    local address = new_store()
    assert(store_of.open(address, { create = true })):close()
    local add = ("bin/newsstat add --quiet --store %s %s %s"):format(address, EXAMPLES, EXAMPLES)
    local status = os.execute(("{ %s & a=$!; %s & b=$!; %s && wait $a && wait $b; }"):format(add, add, add))
    assert.is_true(status == true or status == 0)
    local store = assert(store_of.open(address))
    local articles = 0
    store:each(function() articles = articles + 1 end)
    store:close()
    assert.are.equal(44, articles)
    assert.are.equal(trends_of_files(), trends_of(address))
  end)

  it("does not see a generation whose publishing ended half-way, and removes it when it is old", function()
    local address = behaviour.filled_store(new_store, "month")
    assert(connection_of.open(address)):insert("term (generation, term, key)", "1000000\t1\thalf\n", false)
    assert.are.equal(trends_of_files(), trends_of(address))
    assert.are.equal(1, count_of(address, "count() FROM term WHERE key = 'half'"))
    local seconds = generations.ABANDONED_SECONDS
    generations.ABANDONED_SECONDS = -1
    finally(function() generations.ABANDONED_SECONDS = seconds end)
    add_one(address, 1)
    trends_of(address)
    assert.are.equal(0, count_of(address, "count() FROM term WHERE key = 'half'"))
    assert.are.equal(2, count_of(address, "count() FROM generation"))
  end)

  it("keeps two generations of a configuration", function()
    local address = behaviour.filled_store(new_store, "month")
    for day = 1, 4 do
      add_one(address, day)
      trends_of(address)
    end
    assert.are.equal(2, count_of(address, "count() FROM generation"))
    assert.are.equal(2, count_of(address, "uniqExact(generation) FROM term_period"))
  end)

  it("tells of a version that it does not know", function()
    local address = behaviour.filled_store(new_store, "month")
    assert(connection_of.open(address)):insert("newsstat_store (version)", "99\n", true)
    assert.matches("version 99, and this newsstat knows version %d+;", (select(2, store_of.open(address))))
  end)

  -- Has the store tell that it is of an older version.
  local function set_version(connection, version)
    connection:each_host(function(host)
      connection:execute("DROP TABLE " .. connection:local_table "newsstat_store", host)
      connection:execute("CREATE TABLE " .. connection:local_table "newsstat_store"
        .. " (version UInt32, cluster String, servers UInt32) ENGINE = MergeTree ORDER BY version", host)
    end)
    connection:insert("newsstat_store (version, cluster, servers)",
      ("%d\t%s\t%d\n"):format(version, CLUSTER or "", #connection.hosts), true)
  end

  it("of an older version gets the tables that it has not, and keeps its articles", function()
    local address = behaviour.filled_store(new_store, "month")
    local connection = assert(connection_of.open(address))
    connection.is_clustered = CLUSTER ~= nil
    connection:each_host(function(host)
      for _, name in ipairs { "word", "rarity", "furniture", "source_period", "contrast_term", "scattered" } do
        connection:execute("DROP TABLE " .. name, host)
        if CLUSTER then connection:execute("DROP TABLE " .. name .. "_local", host) end
      end
    end)
    set_version(connection, 1)
    assert.are.equal(trends_of_files(), trends_of(address))
    local stored = assert(newsstat.timeline { by = "month", store = address })
    assert(stored:series "台风")
    assert.is_nil(rawget(stored, "loaded"))
    stored:close()
  end)

  it("of an older version loses the columns that are not there any more, and keeps its counts", function()
    local address = behaviour.filled_store(new_store, "month")
    local expected, connection = trends_of(address), assert(connection_of.open(address))
    connection.is_clustered = CLUSTER ~= nil
    connection:each_host(function(host)
      for _, name in ipairs(CLUSTER and { "word_local", "word" } or { "word" }) do
        connection:execute("ALTER TABLE " .. name .. " ADD COLUMN articles UInt32 AFTER base", host)
      end
    end)
    set_version(connection, 2)
    local left = "count() FROM system.columns WHERE database = currentDatabase() AND table LIKE 'word%' AND name = 'articles'"
    assert.is_true(count_of(address, left) > 0)
    assert.are.equal(expected, trends_of(address))
    assert.are.equal(0, count_of(address, left))
    assert.are.equal(1, count_of(address, "count() FROM generation"))
  end)

  it("is not made in a database of others, nor where it is only read", function()
    local address = new_address()
    assert.matches("no such store", (select(2, store_of.open(address))))
    local connection = assert(connection_of.open(address))
    connection:request { sql = "CREATE DATABASE " .. connection.database, is_outside = true }
    connection:execute "CREATE TABLE others (a UInt8) ENGINE = Memory"
    assert.matches("has a table others", (select(2, store_of.open(address, { create = true }))))
  end)

  it("has replicas only where there is ZooKeeper, and is refused by name where there is none", function()
    if not CLUSTER then return pending "CLICKHOUSE_CLUSTER names no cluster" end
    local address = new_address()
    local connection = assert(connection_of.open(address))
    local asked = { is_outside = true }
    if connection:rows("SELECT count() FROM system.tables WHERE database = 'system' AND name = 'zookeeper'", asked)[1][1] > 0 then
      return pending "the servers have ZooKeeper"
    end
    assert.matches("has no ZooKeeper", (select(2, store_of.open(address, { cluster = CLUSTER, replicated = true }))))
    assert.are.same({}, connection:rows("SELECT name FROM system.databases WHERE name = '" .. connection.database .. "'", asked))
  end)

  it("reads a password from nowhere but the environment", function()
    local message = select(2, store_of.open "clickhouse://me:secret@localhost/a")
    assert.matches("set CLICKHOUSE_USER", message)
    assert.is_nil(message:find("secret", 1, true))
    local pipe = io.popen(("CLICKHOUSE_PASSWORD=wrong bin/newsstat trends --store %s 2>&1"):format(new_address()))
    local told = pipe:read "*a"
    pipe:close()
    assert.matches("CLICKHOUSE_PASSWORD_FILE", told)
    assert.is_nil(told:find("wrong\"", 1, true))
  end)

  it("names what is wrong with an address", function()
    assert.matches("an address like", (select(2, store_of.open "clickhouse://localhost")))
    assert.matches("an address like", (select(2, store_of.open "clickhouse://localhost/a b")))
    assert.matches("no such host", (select(2, store_of.open "clickhouse://nowhere.invalid/a")))
  end)

  it("takes no answer of another server for rows", function()
    local rows, message = values.rows(("\t"):rep(64) .. "\n")
    assert.is_nil(rows)
    assert.matches("more columns", message)
    assert.same({ { 1, "a" } }, values.rows "x\ty\nUInt8\tString\n1\ta\n")
  end)

  local function adding_script()
    local script = os.tmpname()
    local file = assert(io.open(script, "w"))
    file:write [[
      require("newsstat.store").BATCH_ARTICLES = 1
      local timeline = assert(require("newsstat").timeline { by = "month", store = arg[1] })
      assert(timeline:add_files(arg[2]))
      assert(timeline:close())
    ]]
    file:close()
    return script
  end

  it("goes on where the server is killed and comes back", function()
    if not SERVERS then return pending "CLICKHOUSE_SERVERS names no command" end
    local address, script = new_store(), adding_script()
    assert(store_of.open(address, { create = true })):close()
    local adding = io.popen(("LUA_PATH='%s' LUA_CPATH='%s' %s %s %s %s && echo done"):format(package.path, package.cpath,
      os.getenv "NEWSSTAT_LUA" or "lua5.4", script, address, EXAMPLES))
    repeat local added = count_of(address, "count() FROM version") until added > 0
    os.execute(SERVERS .. " kill 1; " .. SERVERS .. " start")
    assert.are.equal("done\n", adding:read "*a")
    adding:close()
    os.remove(script)
    assert.are.equal(trends_of_files(), trends_of(address))
  end)

  it("tells of a server that went away and does not come back, and keeps what was added", function()
    if not SERVERS then return pending "CLICKHOUSE_SERVERS names no command" end
    finally(function() os.execute(SERVERS .. " start") end)
    local store = assert(store_of.open(new_store(), { create = true, wait = .2 }))
    assert(store:add { time = 1, text = "台风", source = "a" })
    assert(store:save())
    os.execute(SERVERS .. " kill 1; " .. SERVERS .. " kill 2")
    assert(store:add { time = 2, text = "洪水", source = "a" })
    local saved, message = store:save()
    assert.is_nil(saved)
    assert.matches("no server listens there", message)
    os.execute(SERVERS .. " start")
    assert(store:save())
    assert.are.same({ added = 2, replaced = 0, known = 0 }, store.counts)
  end)

  -- A published store for those who only read.
  local filled
  local function published_store()
    if not filled then
      filled = behaviour.filled_store(new_store, "month")
      trends_of(filled)
    end
    return filled
  end

  it("tells what to do where a server goes away while it is asked", function()
    local address = published_store()
    local http = require "newsstat.store.clickhouse.http"
    local post = http.post
    finally(function() http.post = post end)
    local methods = {
      series = { "台风" }, articles = { "台风", "2025-07" }, overview = {}, follow = { "台风来了，洪水也来了" }, compare = { "2025" },
      cooccurring = { "台风" }, trends = {}, periods = {}, duplicates = {},
    }
    for name, arguments in pairs(methods) do
      local stored = assert(newsstat.timeline { by = "month", store = assert(store_of.open(address, { wait = 0 })) })
      -- The third request and all further ones end as where a server dies.
      local sent = 0
      http.post = function(...)
        sent = sent + 1
        if sent > 2 then return nil, { message = "closed", was_sent = true } end
        return post(...)
      end
      local found, message = stored[name](stored, arguments[1], arguments[2])
      http.post = post
      assert.is_nil(found, name)
      assert.matches("run it again when it is back", message)
    end
    local timeline = assert(newsstat.timeline { by = "month", store = assert(store_of.open(address, { wait = 0 })) })
    http.post = function() return nil, { message = "closed", was_sent = true } end
    local page, message = newsstat.report.series(timeline, { "台风" })
    assert.is_nil(page)
    assert.matches("run it again when it is back", message)
  end)

  it("ends a command with status 2 where the server refuses, and writes no row", function()
    local address = published_store()
    for _, command in ipairs { "trends", "series 台风", "follow README.md", "compare 2025", "cooccurrences 台风" } do
      local pipe = io.popen(("CLICKHOUSE_PASSWORD=wrong bin/newsstat %s --store %s 2>/dev/null; echo $?"):format(command,
        address))
      assert.are.equal("2\n", pipe:read "*a", command)
      pipe:close()
    end
  end)

  it("is reached through TLS, where the certificate is that of the host and of a known authority", function()
    if not TLS_SERVER then return pending "CLICKHOUSE_TLS_URL names no server" end
    local address = new_store():gsub("^.*/", TLS_SERVER .. "/")
    local script = ("local store, message = require('newsstat.store').open('%s', { create = true }); print(message or 'open')")
    local function opened(url, authority)
      local pipe = assert(io.popen(('SSL_CERT_FILE="%s" LUA_PATH="%s" LUA_CPATH="%s" %s -e "%s"'):format(authority, package.path,
        package.cpath, os.getenv "NEWSSTAT_LUA" or "lua5.4", script:format(url))))
      local text = pipe:read "*a"
      pipe:close()
      return text
    end
    local authority = os.getenv "CLICKHOUSE_CERTIFICATE"
    assert.are.equal("open\n", opened(address, authority))
    assert.matches("SSL_CERT_FILE names", opened(address, ""))
    assert.matches("certificate is of another host", opened(address:gsub("127%.0%.0%.1", "localhost"), authority))
  end)

  it("keeps none of a batch that is half bad", function()
    local address = new_store()
    assert(store_of.open(address, { create = true })):close()
    local connection = assert(connection_of.open(address))
    local insert = function() connection:insert("period (generation, period)", "1\t1\n1\tbad\n", false) end
    local _, message = require("newsstat.failure").catch(insert)
    assert.matches("bad", message)
    assert.are.equal(0, count_of(address, "count() FROM period"))
  end)
end)
