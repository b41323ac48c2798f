-- Reads a feed again and again, and says what is new in it and what it is about.
--   lua5.4 worker.lua ADDRESS STORE [SECONDS]      once, or every so many seconds

local http = require "socket.http"
local ltn12 = require "ltn12"
local newsstat = require "newsstat"
local socket = require "socket"
local store_of = require "newsstat.store"

local address, path, pause = arg[1], arg[2], tonumber(arg[3])
if not path then
  io.stderr:write "lua5.4 worker.lua ADDRESS STORE [SECONDS]\n"
  os.exit(2)
end

local MOST_BYTES = 8 * 2 ^ 20
http.TIMEOUT = 20

-- A sink that keeps what comes, up to a limit: the other end may never stop.
local function bounded(parts)
  local size = 0
  return function(chunk)
    if not chunk then return 1 end
    size = size + #chunk
    if size > MOST_BYTES then return nil, ("over %d bytes"):format(MOST_BYTES) end
    parts[#parts + 1] = chunk
    return 1
  end
end

local tag

-- The feed where it has changed, false where not, or nil and a message.
local function fetch()
  local parts = {}
  local done, status, headers = http.request { url = address, sink = ltn12.sink.simplify(bounded(parts)),
    headers = { ["If-None-Match"] = tag } }
  if not done then return nil, address .. ": " .. tostring(status) end
  if status == 304 then return false end
  if status ~= 200 then return nil, ("%s: status %s"):format(address, status) end
  tag = headers.etag
  return table.concat(parts)
end

local function keywords_of(article)
  local terms = {}
  for i, row in ipairs(assert(newsstat.keywords(article, { top = 3 }))) do terms[i] = row.term end
  return table.concat(terms, " ")
end

-- Adds one article and commits; whether it was new.
local function is_new(store, article)
  local before = store.counts.added
  assert(store:add(article))
  assert(store:save())
  return store.counts.added > before
end

-- Adds what is new; whether all could be read.
local function read(feed, store)
  local counts = { new = 0, known = 0, failed = 0 }
  for article, problem in newsstat.articles { content = feed, path = address } do
    local outcome = "failed"
    if article then outcome = is_new(store, article) and "new" or "known" else io.stderr:write(problem, "\n") end
    counts[outcome] = counts[outcome] + 1
    if outcome == "new" then print((article.title or "?") .. ": " .. keywords_of(article)) end
  end
  print(("%d new, %d known, %d not read"):format(counts.new, counts.known, counts.failed))
  return counts.failed == 0
end

local store = assert(store_of.open(path, { create = true }))
local is_well
repeat
  local feed, message = fetch()
  is_well = feed ~= nil
  if feed then is_well = read(feed, store) elseif is_well then print "unchanged" else io.stderr:write(message, "\n") end
  io.stdout:flush()
  if pause then socket.sleep(pause) end
until not pause
assert(store:close())
os.exit(is_well and 0 or 1)
