-- A script of wrk: articles of examples/articles, every eighth request a malformed body. Statuses are counted.

local bodies, types = {}, {}
local FILES = io.popen "ls examples/articles/2025/*.md examples/articles/2026/*.md"
for path in FILES:lines() do
  local file = io.open(path, "rb")
  local text = file:read "*a"
  file:close()
  bodies[#bodies + 1], types[#types + 1] = text, "text/plain"
  bodies[#bodies + 1], types[#types + 1] = "<html><body><p>" .. text:gsub("\n", "</p><p>") .. "</p></body></html>", "text/html"
end
FILES:close()

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
  return wrk.format("POST", nil, { ["Content-Type"] = kind }, body)
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
