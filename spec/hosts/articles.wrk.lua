-- A script of wrk: whole articles as text and as HTML, every eighth request a malformed body. Statuses are counted. ROUTES
-- are names that take turns behind the address's path.

local bodies, types, paths = {}, {}, {}
for route in (os.getenv "ROUTES" or ""):gmatch "%S+" do paths[#paths + 1] = route end

local function add(text)
  bodies[#bodies + 1], types[#types + 1] = text, "text/plain"
  bodies[#bodies + 1], types[#types + 1] = "<html><body><p>" .. text:gsub("\n", "</p><p>") .. "</p></body></html>", "text/html"
end

local function each_text(command, work)
  local files = io.popen(command)
  for path in files:lines() do
    local file = io.open(path, "rb")
    work(file:read "*a")
    file:close()
  end
  files:close()
end

-- Three of the example articles have the length of one in a newspaper.
local pieces = {}
each_text("ls examples/articles/*/*.md", function(text)
  pieces[#pieces + 1] = text
  if #pieces == 3 then
    add(table.concat(pieces, "\n"))
    pieces = {}
  end
end)
-- Articles of news agencies, where they are: every fortieth.
each_text("ls ../shared/data/wire/*/*.md 2>/dev/null | awk 'NR % 40 == 0'", add)

local MALFORMED = {
  { "{\"text\":", "application/json" }, { "[[[[[[", "application/json" }, { "\255\254\0\1", "text/plain" },
  { ("<"):rep(5000), "text/html" }, { "<!--<p", "text/html" }, { "x", "image/png" }, { "x", "text/html; charset=klingon" },
}

local threads = {}

function setup(thread) threads[#threads + 1] = thread end

local number = 0
statuses = ""
local counts = {}

function request()
  number = number + 1
  local body, kind = bodies[number % #bodies + 1], types[number % #bodies + 1]
  if number % 8 == 0 and not os.getenv "WELL_FORMED" then
    local malformed = MALFORMED[number / 8 % #MALFORMED + 1]
    body, kind = malformed[1], malformed[2]
  end
  local path = paths[1] and wrk.path .. paths[math.floor(number / #bodies) % #paths + 1]
  return wrk.format("POST", path, { ["Content-Type"] = kind }, body)
end

function response(status)
  counts[status] = (counts[status] or 0) + 1
  local parts = {}
  for code, count in pairs(counts) do parts[#parts + 1] = code .. "=" .. count end
  statuses = table.concat(parts, " ")
end

function done(summary)
  for _, thread in ipairs(threads) do print("statuses " .. thread:get "statuses") end
  print(("requests_per_second %.0f"):format(summary.requests / summary.duration * 1e6))
  print(("socket_errors %d"):format(summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
