--- How a store grows: adds synthetic articles, which recombine the sentences of examples/articles, and times adding,
--- the first reading, and the trends of one month, with archives of several sizes.
--
--   lua5.4 bench/store.lua [FOLDER] [ARTICLES…]

local newsstat = require "newsstat"

local MONTHS, SENTENCES, SOURCES = 60, 40, 8
local SEED = 20261128
local folder = arg[1] or "/tmp"
local sizes = {}
for i = 2, #arg do sizes[#sizes + 1] = tonumber(arg[i]) end
if not sizes[1] then sizes = { 1000, 10000 } end

local sentences = {}
for article in newsstat.articles "examples/articles" do
  for sentence in article.text:gmatch "[^\n。]+" do sentences[#sentences + 1] = sentence end
end

-- Lehmer's generator: the same articles on every Lua.
local state = SEED
local function random(most)
  state = state * 48271 % 2147483647
  return state % most + 1
end

-- Months have favourite sentences, so that something rises.
local function article(i)
  local month, picked = (i - 1) % MONTHS, {}
  for at = 1, SENTENCES do
    picked[at] = random(3) == 1 and sentences[(month * 7 + random(12)) % #sentences + 1] or sentences[random(#sentences)]
  end
  return {
    url = ("http://%d.example/%d"):format(random(SOURCES), i), source = random(SOURCES) .. ".example",
    title = sentences[random(#sentences)]:sub(1, 60) .. i, text = table.concat(picked, "。\n"),
    time = 1577836800 + month * 2629800 + random(2000000),
  }
end

local function timed(work)
  local before = os.clock()
  local result = work()
  return os.clock() - before, result
end

local function open(path) return assert(newsstat.timeline { by = "month", store = path }) end

print("articles  add, articles/s  first reading, s  one month, s  file, MB")
for _, count in ipairs(sizes) do
  local path = ("%s/growth-%d.db"):format(folder, count)
  for _, suffix in ipairs { "", "-wal", "-shm" } do os.remove(path .. suffix) end
  state = SEED
  local articles = {}
  local store = open(path)
  local adding = 0
  for first = 1, count, 500 do
    for i = first, math.min(first + 499, count) do articles[i - first + 1] = article(i) end
    adding = adding + timed(function()
      for i = 1, math.min(500, count - first + 1) do assert(store:add(articles[i])) end
      assert(store:save())
    end)
  end
  local counting = timed(function() return assert(store:trends { period = "2024-06" }) end)
  store:close()
  local reading = math.huge
  for _ = 1, 3 do
    store = open(path)
    reading = math.min(reading, (timed(function() return assert(store:trends { period = "2024-06" }) end)))
    assert(not store.loaded, "counts were not published")
    store:close()
  end
  local file = io.open(path, "rb")
  print(("%8d  %15.0f  %16.1f  %12.3f  %8.1f"):format(count, count / adding, counting, reading, file:seek "end" / 2 ^ 20))
  file:close()
end
