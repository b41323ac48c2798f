--- What a store in ClickHouse costs, by its size: adds synthetic articles, reads them back as a publishing process does,
--- publishes synthetic counts of them, and times what readers ask for.
---
---     luajit bench/scale/run.lua clickhouse://host:port [POSTINGS…]
---
-- Each size has a database of its own, newsstat_scale_N, which is removed afterwards.

local folder = arg[0]:match "^(.*)/[^/]*$"
package.path = folder .. "/?.lua;" .. package.path

local published = require "newsstat.store.published"
local socket = require "socket"
local store_of = require "newsstat.store"
local synthetic = require "synthetic"
local trends = require "newsstat.trends"

local server = arg[1]
if not server then
  io.stderr:write "usage: luajit bench/scale/run.lua clickhouse://host:port [POSTINGS…]\n"
  os.exit(2)
end
local sizes = {}
for i = 2, #arg do sizes[#sizes + 1] = tonumber(arg[i]) end
if not sizes[1] then sizes = { 1e6, 10e6 } end

local function timed(work)
  local before = socket.gettime()
  local result = work()
  return socket.gettime() - before, result
end

-- The middle ones of five: by the clock, and of this process' processor time.
local function median_times(work)
  local times, busy = {}, {}
  for i = 1, 5 do
    local before = os.clock()
    times[i] = timed(work)
    busy[i] = os.clock() - before
  end
  table.sort(times)
  table.sort(busy)
  return times[3], busy[3]
end

local function drop(connection)
  connection:each_host(function(host)
    connection:request { sql = "DROP DATABASE IF EXISTS " .. connection.database, is_outside = true, is_repeatable = true,
      host = host }
  end)
end

local function bytes_of(connection, table_name)
  local bytes = 0
  connection:each_host(function(host)
    bytes = bytes + connection:rows(("SELECT sum(bytes_on_disk) FROM system.parts WHERE active AND database = '%s' "
      .. "AND table = '%s'"):format(connection.database, connection:local_table(table_name)), { host = host })[1][1]
  end)
  return bytes
end

local function add(store, articles)
  for place = 1, articles do assert(store:add(synthetic.article(place, articles))) end
  assert(store:save())
end

local function read_back(store)
  local ids = {}
  assert(store:each(function(_, id) ids[#ids + 1] = id end))
  return ids
end

local function rank(backend, generation, month)
  local rows = assert(trends.rank(published.open(backend, generation), { period = synthetic.label_of(month), top = 20 }))
  return rows
end

-- A term that many articles have, and one of the month's that few have.
local COMMON, RARE = synthetic.word(10), synthetic.word(20000)

local function series(connection, id, word)
  return connection:rows(("SELECT series FROM term WHERE generation = %.0f AND key = '%s'"):format(id, word))
end

-- Titles and addresses of the first hundred articles of a month with a term.
local function list(connection, id, word)
  return connection:rows(([[SELECT title, url FROM article WHERE (year, moment, article, content) IN (
    SELECT year, moment, article, content FROM counted WHERE generation = %.0f AND place IN (
      SELECT toUInt32(place + before) FROM (
        SELECT 1 AS one, arrayJoin(arrayFilter((p, i) -> i %% 2 = 1, postings, arrayEnumerate(postings))) AS place
        FROM term_period WHERE generation = %.0f AND period = 12
          AND term IN (SELECT term FROM term WHERE generation = %.0f AND key = '%s') LIMIT 100)
      ANY LEFT JOIN (SELECT 1 AS one, sum(articles) AS before FROM period WHERE generation = %.0f AND period < 12)
      USING one))]]):format(id, id, id, word, id))
end

-- Processor seconds are those of this process; the server's come on top, and the clock shows both.
local function timed_both(work)
  local before = os.clock()
  local seconds, result = timed(work)
  return seconds, os.clock() - before, result
end

local function show(name, format, ...) print(("  %-42s " .. format):format(name, ...)) end
for _, postings in ipairs(sizes) do
  local articles = math.floor(postings / synthetic.TERMS_AN_ARTICLE)
  local address = ("%s/newsstat_scale_%d"):format(server, postings)
  local store = assert(store_of.open(address, { create = true }))
  local backend = store.backend
  local connection = backend.connection
  print(("%d postings of %d articles"):format(postings, articles))
  local seconds, busy = timed_both(function() add(store, articles) end)
  show("adding, articles/s (of processor time)", "%.0f (%.0f)", articles / seconds, articles / busy)
  local ids
  seconds, busy, ids = timed_both(function() return read_back(store) end)
  show("reading back, articles/s (of processor)", "%.0f (%.0f)", articles / seconds, articles / busy)
  seconds, busy = timed_both(function() backend:publish("scale", synthetic.content(articles, ids)) end)
  show("publishing, postings/s (of processor)", "%.0f (%.0f)", postings / seconds, postings / busy)
  show("bytes an article, its text and key", "%.0f", (bytes_of(connection, "article") + bytes_of(connection, "version")) / articles)
  show("bytes a posting, of terms, of an article", "%.2f, %.1f MB, %.0f", bytes_of(connection, "term_period") / postings,
    bytes_of(connection, "term") / 1e6, bytes_of(connection, "counted") / articles)
  local generation = backend:generation "scale"
  show("one month's trends, s (of processor)", "%.3f (%.3f)",
    median_times(function() return rank(backend, generation, 12) end))
  show("a series, s", "%.4f (%.4f)", median_times(function() return series(connection, generation.id, COMMON) end))
  for name, word in pairs { common = COMMON, rare = RARE } do
    show("articles of a " .. name .. " term, s", "%.4f (%.4f)",
      median_times(function() return list(connection, generation.id, word) end))
  end
  drop(connection)
  store:close()
end
