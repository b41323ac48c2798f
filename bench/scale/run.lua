--- What a store in ClickHouse costs, by its size: adds synthetic articles, reads them back as a publishing process does,
--- publishes synthetic counts of them, and times what readers ask for.
---
---     luajit bench/scale/run.lua clickhouse://host:port [POSTINGS…]
---
-- Each size has a database of its own, newsstat_scale_N, which is removed afterwards.

local folder = arg[0]:match "^(.*)/[^/]*$"
package.path = folder .. "/?.lua;" .. package.path

local published = require "newsstat.store.published"
local queries = require "newsstat.queries"
local socket = require "socket"
local store_of = require "newsstat.store"
local synthetic = require "synthetic"
local term_series = require "newsstat.term_series"
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

-- The middle ones of three: by the clock, and of this process' processor time.
local function median_times(work)
  local times, busy = {}, {}
  for i = 1, 3 do
    local before = os.clock()
    times[i] = timed(work)
    busy[i] = os.clock() - before
  end
  table.sort(times)
  table.sort(busy)
  return times[2], busy[2]
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

local function open_known(backend, generation)
  local known = published.open(backend, generation)
  known.key_of = function(term) return term end
  return known
end

local function series(known, query)
  known:forget()
  return term_series.points(known, assert(queries.parse(query)), term_series.check({}, "series"))
end

-- The first hundred articles of a month with a term.
local function list(known, query)
  known:forget()
  local places, counts = known:using(assert(queries.parse(query)), 12)
  for i = #places, 101, -1 do places[i] = nil end
  return known:found(places, counts)
end

-- What the server reads for what is asked, by its own statistics: each SELECT is sent a second time for them.
local function bytes_read(connection, work)
  local rows, bytes, requests, sent = connection.rows, 0, 0, 0
  connection.rows = function(self, sql, options)
    local answer = self:request { sql = sql .. " FORMAT JSON", is_repeatable = true }
    bytes, requests = bytes + tonumber(answer:match '"bytes_read": (%d+)'), requests + 1
    sent = sent + #self:request { sql = sql .. " FORMAT TabSeparated", is_repeatable = true }
    return rows(self, sql, options)
  end
  work()
  connection.rows = nil
  return bytes / 1e6, sent / 1e6, requests
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
  show("bytes a posting in word, MB of rarity", "%.2f, %.1f", bytes_of(connection, "word") / postings,
    bytes_of(connection, "rarity") / 1e6)
  local generation = backend:generation "scale"
  local known = open_known(backend, generation)
  local asked = {
    { "one month's trends", function() rank(backend, generation, 12) end },
    { "what every reader reads first", function() open_known(backend, generation) end },
    { "a series of a common term", function() series(known, COMMON) end },
    { "a series of a rare term", function() series(known, RARE) end },
    { "articles of a common term", function() list(known, COMMON) end },
    { "articles of a rare term", function() list(known, RARE) end },
    { "state of the articles", function() backend:revision() end },
    { "all articles, as for other options", function() read_back(store) end },
  }
  for _, one in ipairs(asked) do
    show(one[1] .. ", s (of processor)", "%.4f (%.4f)", median_times(one[2]))
    show("  MB read by the server, sent, requests", "%.3f, %.3f, %d", bytes_read(connection, one[2]))
  end
  drop(connection)
  store:close()
end
