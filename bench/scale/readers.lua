--- What readers cost that hold sets of a store's articles against each other, or choose among them: time, and of a store in
--- ClickHouse what the server reads and sends. The counts by month must be published; first what reading all articles costs.
---
---     lua5.4 bench/scale/readers.lua STORE TERM [ZONE]

local newsstat = require "newsstat"
local socket = require "socket"
local store_of = require "newsstat.store"

local address, term, zone = arg[1], arg[2], arg[3] or "UTC"
if not term then
  io.stderr:write "usage: lua5.4 bench/scale/readers.lua STORE TERM [ZONE]\n"
  os.exit(2)
end

local store = assert(store_of.open(address))
local connection = store.backend.connection
local function timeline(options)
  local chosen = { store = store, timezone = zone }
  for name, value in pairs(options or {}) do chosen[name] = value end
  return assert(newsstat.timeline(chosen))
end

-- What the server reads and sends, by its own statistics: each SELECT is sent once more for them.
local function with_statistics(work)
  if not connection.hosts then return nil end
  local rows, bytes, sent, requests = connection.rows, 0, 0, 0
  connection.rows = function(self, sql, options)
    local function ask(format)
      return self:request { sql = sql .. " FORMAT " .. format, is_repeatable = true, settings = options and options.settings }
    end
    bytes, requests = bytes + tonumber(ask("JSON"):match '"bytes_read": (%d+)'), requests + 1
    sent = sent + #ask "TabSeparated"
    return rows(self, sql, options)
  end
  work()
  connection.rows = nil
  return ("%9.2f %8.3f %5d"):format(bytes / 1e6, sent / 1e6, requests)
end

local function measure(name, work)
  local times, busy, found = {}, {}, nil
  for i = 1, 3 do
    local before, seconds = os.clock(), socket.gettime()
    found = work()
    times[i], busy[i] = socket.gettime() - seconds, os.clock() - before
  end
  table.sort(times)
  table.sort(busy)
  print(("%-44s %7.2f %7.3f %s  %d rows"):format(name, times[2], busy[2], with_statistics(work) or "", #found))
end

local overview = assert(timeline():overview())
local periods, sources = overview.periods, overview.sources
local last, before = periods[#periods - 1], periods[#periods - 2]
local year = last:sub(1, 4)

local function compare(a, b)
  return function()
    local one = timeline()
    local found = assert(one:compare(a, b))
    assert(not rawget(one, "loaded"))
    for _, row in ipairs(found.b) do table.insert(found.a, row) end
    return found.a
  end
end

print(("%-44s %7s %7s %9s %8s %5s"):format("asked for", "s", "of CPU", "MB read", "sent", "requests"))
measure("all articles, read and counted", function()
  local one = timeline()
  one:load()
  return one:compare(year).a
end)
measure("what every reader reads first", function() return timeline():periods() end)
measure("compare: two months", compare(last, before))
measure("compare: a year against the rest", compare(year))
measure("compare: ten days against ten", compare(last .. "-01.." .. last .. "-10", last .. "-15.." .. last .. "-25"))
measure("compare: a source against all others", compare(sources[1].source))
if sources[2] then measure("compare: two sources", compare(sources[1].source, sources[2].source)) end
measure("cooccurrences", function() return assert(timeline():cooccurring(term)) end)
measure("cooccurrences of a month", function() return assert(timeline():cooccurring(term, { period = last })) end)
measure("a series of a source's articles", function()
  return assert(timeline({ source = sources[#sources].source }):series(term))
end)
measure("trends of a month", function() return assert(timeline():trends { period = last }) end)
store:close()
