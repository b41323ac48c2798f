--- What a store in ClickHouse costs, by its size: adds synthetic articles, publishes their counts, and times what readers
--- ask for.
---
---     luajit bench/scale/run.lua [--each-period] clickhouse://host:port [POSTINGS…]
---
-- Each size has a database of its own, newsstat_scale_N, which is removed afterwards unless KEEP is set. With --each-period
-- the counts are published period by period.

local folder = arg[0]:match "^(.*)/[^/]*$"
package.path = folder .. "/?.lua;" .. package.path

local newsstat = require "newsstat"
local published = require "newsstat.store.published"
local queries = require "newsstat.queries"
local socket = require "socket"
local store_of = require "newsstat.store"
local synthetic = require "synthetic"
local term_series = require "newsstat.term_series"
local trends = require "newsstat.trends"

local is_each_period = arg[1] == "--each-period"
if is_each_period then table.remove(arg, 1) end
local server = arg[1]
if not server then
  io.stderr:write "usage: luajit bench/scale/run.lua [--each-period] clickhouse://host:port [POSTINGS…]\n"
  os.exit(2)
end
local sizes = {}
for i = 2, #arg do sizes[#sizes + 1] = tonumber(arg[i]) end
if not sizes[1] then sizes = { 1e6, 10e6 } end

local BATCH = 500

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

local function rank(backend, generation, month)
  local rows = assert(trends.rank(published.open(backend, generation), { period = synthetic.label_of(month), top = 20 }))
  return rows
end

-- A term that many articles have, and one of the month's that few have.
local COMMON, RARE = synthetic.name(10):lower(), synthetic.name(20000):lower()

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

-- Processor seconds are those of this process, and of what the servers do for requests.
local function busy_of(connection)
  local busy = 0
  connection:each_host(function(host)
    local row = connection:rows("SELECT value FROM system.events WHERE event = 'OSCPUVirtualTimeMicroseconds'",
      { is_outside = true, host = host })[1]
    busy = busy + (row and row[1] or 0) / 1e6
  end)
  return busy
end

local function timed_all(connection, work)
  local server_before, before = busy_of(connection), os.clock()
  local seconds, result = timed(work)
  return seconds, os.clock() - before, busy_of(connection) - server_before, result
end

-- The most memory that this process had.
local function peak_megabytes()
  local file = io.open "/proc/self/status"
  local kilobytes = file and file:read("*a"):match "VmHWM:%s*(%d+)"
  if file then file:close() end
  return (tonumber(kilobytes) or 0) / 1024
end

-- The servers merge what was written, so that bytes are what stays.
local function wait_for_merges(connection)
  for _ = 1, 600 do
    local merges = 0
    connection:each_host(function(host)
      merges = merges + connection:rows("SELECT count() FROM system.merges", { is_outside = true, host = host })[1][1]
    end)
    if merges == 0 then return end
    socket.sleep(1)
  end
end

local function show(name, format, ...)
  print(("  %-42s " .. format):format(name, ...))
  io.stdout:flush()
end

-- A rate by the clock, of the processor time of this process, and of the servers'.
local function show_rate(name, count, seconds, busy, server_busy)
  show(name .. "/s (of processor, of servers)", "%.0f (%.0f, %.0f)", count / seconds, count / busy,
    server_busy > 0 and count / server_busy or 0)
end

-- Adds articles, which are made while no time is taken.
local function add(store, articles)
  local server_before, seconds, busy = busy_of(store.backend.connection), 0, 0
  for first = 1, articles, BATCH do
    local batch = {}
    for place = first, math.min(first + BATCH - 1, articles) do batch[#batch + 1] = synthetic.article(place, articles) end
    local before = os.clock()
    seconds = seconds + timed(function()
      for _, article in ipairs(batch) do assert(store:add(article)) end
      assert(store:save())
    end)
    busy = busy + os.clock() - before
  end
  show_rate("adding, articles", articles, seconds, busy, busy_of(store.backend.connection) - server_before)
end

local function new_timeline(address) return assert(newsstat.timeline { store = address, timezone = "UTC" }) end

-- Steps of publishing: reading back and cutting, counting, writing rows.
local function publish(connection, address, articles)
  local timeline, all_seconds, all_busy = new_timeline(address), 0, 0
  local function step(name, work)
    local seconds, busy, server_busy = timed_all(connection, work)
    all_seconds, all_busy = all_seconds + seconds, all_busy + busy
    show_rate(name .. ", articles", articles, seconds, busy, server_busy)
  end
  if is_each_period then
    step("publishing period by period", function() assert(timeline:publish { each_period = true }) end)
  else
    step("  reading back and cutting", function() timeline:load() end)
    step("  counting", function() timeline.memory.articles(timeline, "") end)
    step("  writing rows", function() assert(timeline:publish()) end)
  end
  timeline:close()
  local postings = articles * synthetic.TERMS_AN_ARTICLE
  show("publishing, postings/s (of processor)", "%.0f (%.0f)", postings / all_seconds, postings / all_busy)
  show("memory of this process, MB", "%.0f", peak_megabytes())
  return timeline.configuration
end

local function show_bytes(connection, articles, generation)
  local postings = articles * synthetic.TERMS_AN_ARTICLE
  wait_for_merges(connection)
  show("bytes an article, its text and key", "%.0f", (bytes_of(connection, "article") + bytes_of(connection, "version")) / articles)
  for _, name in ipairs { "word", "term_period", "term", "rarity", "scattered", "contrast_term", "counted" } do
    local rows = connection:first(("SELECT count() FROM %s WHERE generation = %.0f"):format(name, generation))
    local bytes = bytes_of(connection, name)
    show("bytes a posting in " .. name .. ", MB, rows", "%.2f, %.1f, %d", bytes / postings, bytes / 1e6, rows)
  end
end

local function show_readers(store, generation)
  local backend, connection = store.backend, store.backend.connection
  local known = open_known(backend, generation)
  local asked = {
    { "one month's trends", function() rank(backend, generation, 12) end },
    { "what every reader reads first", function() open_known(backend, generation) end },
    { "a series of a common term", function() series(known, COMMON) end },
    { "a series of a rare term", function() series(known, RARE) end },
    { "articles of a common term", function() list(known, COMMON) end },
    { "articles of a rare term", function() list(known, RARE) end },
    { "state of the articles", function() backend:revision() end },
  }
  for _, one in ipairs(asked) do
    show(one[1] .. ", s (of processor)", "%.4f (%.4f)", median_times(one[2]))
    show("  MB read by the server, sent, requests", "%.3f, %.3f, %d", bytes_read(connection, one[2]))
  end
end

for _, postings in ipairs(sizes) do
  local articles = math.floor(postings / synthetic.TERMS_AN_ARTICLE)
  local address = ("%s/newsstat_scale_%d"):format(server, postings)
  local store = assert(store_of.open(address, { create = true }))
  local connection = store.backend.connection
  print(("%d postings of %d articles"):format(postings, articles))
  add(store, articles)
  local configuration = publish(connection, address, articles)
  local generation = store.backend:generation(configuration)
  show_bytes(connection, articles, generation.id)
  show_readers(store, generation)
  if not os.getenv "KEEP" then drop(connection) end
  store:close()
end
