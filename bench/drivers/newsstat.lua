-- newsstat.lua WAY TEXT: newsstat through Lua, line by line. WAY is table, join, words or counter.

local way, path = ...

-- The memory now resident, in MB; 0 where there is no /proc.
local function resident_mb()
  local status = io.open "/proc/self/status"
  if not status then return 0 end
  local kilobytes = status:read("*a"):match "VmRSS:%s*(%d+)"
  status:close()
  return (tonumber(kilobytes) or 0) * 1024 / 1e6
end

local rss = resident_mb()
local lines = {}
for line in io.lines(path) do
  if line ~= "" then lines[#lines + 1] = line end
end
collectgarbage()
local text_rss = resident_mb() - rss

-- Each way is a name and what it does with a line; what that gives is thrown away.
local ways = {
  table = { "newsstat in Lua, cut", function(newsstat) return newsstat.cut end },
  join = { "newsstat in Lua, cut with join", function(newsstat)
    local options = { join = " " }
    return function(line) newsstat.cut(line, options) end
  end },
  words = { "newsstat in Lua, words", function(newsstat)
    return function(line)
      for _ in newsstat.words(line) do end
    end
  end },
  counter = { "newsstat in Lua, counter:add", function(newsstat)
    local counter = newsstat.counter()
    return function(line) counter:add(line) end
  end },
}

local begin = os.clock()
local newsstat = require "newsstat"
local name, prepare = ways[way][1], ways[way][2]
local run = prepare(newsstat)
run "我来到北京清华大学"
local load = os.clock() - begin

begin = os.clock()
for i = 1, #lines do run(lines[i]) end
local seconds = os.clock() - begin
local end_rss = resident_mb()

-- Off the clock: it would be a good part of the loop.
local words = 0
for i = 1, #lines do
  for _, _, _, tag in newsstat.words(lines[i]) do
    if tag ~= "sp" then words = words + 1 end
  end
end
print(("%s\t%.4f\t%.6f\t%.1f\t%d"):format(name, seconds, load, end_rss - text_rss, words))
