--- soak.lua MINUTES [FOLDER]: one process that cleans, cuts, counts and follows random articles of a folder, most of them
--- damaged, and keeps some in a store; default the examples. Prints memory and open files by the quarters of the time, and
--- ends with status 1 where the last quarter has more of either than the second: `make soak MINUTES=40`.
---
--- Memory is measured each time that nothing is kept, between two timelines: else what happens to be in them counts. What
--- malloc keeps of freed memory is given back before, as pieces of it lie about the heap, more of them the longer it lives.

package.path = "spec/?.lua;" .. package.path

local files = require "spec.files"
local heap = require "heap"
local lfs = require "lfs"
local newsstat = require "newsstat"
local article_files = require "newsstat.article_files"
local random_of = require "random"

local SEED = 20261128
-- So many articles are in a timeline or a counter before it is given up for a new one.
local TIMELINE_ARTICLES = 400
-- Each so many articles some go through files, threads and a store.
local FILES_EVERY, FILES = 100, 12
-- Between quarters, of what is in use, and of resident memory, whose pages are as full as they happen to be.
local MOST_GROWTH, MOST_RESIDENT_GROWTH = 1.02, 1.05

local minutes, source = tonumber(arg[1]), arg[2] or "examples/articles"
if not minutes then
  io.stderr:write "usage: soak.lua MINUTES [FOLDER]\n"
  os.exit(2)
end

local next_number = random_of.new(SEED)
local folder = files.new_folder()
local paths = {}
for path, message in article_files.files(source) do paths[#paths + 1] = assert(path, message) end
assert(paths[1], source .. ": no files")

local read = files.read

local function random_bytes() return read(paths[next_number(#paths)]) end

-- One in five is as it was.
local function random_article()
  local bytes = random_bytes()
  if next_number(5) == 1 then return bytes end
  return random_of.damage(next_number, bytes, random_bytes())
end

-- -- Work ----------------------------------------------------------------------------------

local done = { articles = 0, bytes = 0, words = 0, kept = 0, refused = 0 }
local counter, timeline, timeline_size

local CLEANING = { {}, { content = "article" }, { links = "inline", lists = "markers" }, { hidden = "keep", tables = "drop" } }

local function clean(bytes)
  local options = CLEANING[next_number(#CLEANING)]
  local text = newsstat.clean(bytes, options)
  local cleaner, at = newsstat.cleaner(options), 1
  while at <= #bytes do
    local size = next_number(4096)
    cleaner:feed(bytes:sub(at, at + size - 1))
    at = at + size
  end
  local in_parts = cleaner:finish()
  assert(options.content or text == in_parts, "parts give another text")
  return text
end

local function cut(text)
  local words = newsstat.cut(text)
  assert(table.concat(words) == text, "words are not the text")
  done.words = done.words + #words
end

local function follow(one)
  if not one.time then return end
  if timeline:add(one) then timeline_size = timeline_size + 1 end
  if next_number(20) == 1 then
    assert(timeline:follow(one, { top = 5 }))
    assert(timeline:trends { top = 5, articles = 1 })
    newsstat.keywords(one, { top = 5 })
  end
end

local function one_article()
  local bytes = random_article()
  local text = clean(bytes)
  cut(text)
  counter:add(text)
  for one in newsstat.articles { content = bytes, path = "article" } do
    if one then
      done.kept = done.kept + 1
      follow(one)
    else
      done.refused = done.refused + 1
    end
  end
  done.articles, done.bytes = done.articles + 1, done.bytes + #bytes
end

local function through_files()
  for i = 1, FILES do
    local file = assert(io.open(folder .. "/" .. i, "wb"))
    file:write(random_article())
    file:close()
  end
  local in_memory = assert(newsstat.timeline { by = "month" })
  assert(in_memory:add_files(folder, { threads = 2 }))
  local address = folder .. ".db"
  local stored = assert(newsstat.timeline { by = "month", store = address })
  assert(stored:add_files(folder))
  assert(stored:trends { top = 5, articles = 1 })
  assert(stored:close())
  for _, suffix in ipairs { "", "-wal", "-shm" } do os.remove(address .. suffix) end
end

-- -- What is measured -------------------------------------------------------------------------

local MEGABYTE = 1024 * 1024

local function resident_megabytes() return tonumber(read("/proc/self/status"):match "VmRSS:%s*(%d+)") / 1024 end

local function open_files()
  local count = 0
  for _ in lfs.dir "/proc/self/fd" do count = count + 1 end
  return count
end

local begun = os.time()
-- Sums, since a list of what was measured would itself grow.
local quarters = {}
for number = 1, 4 do quarters[number] = { in_use = 0, resident = 0, files = 0, samples = 0 } end

local function sample()
  collectgarbage()
  collectgarbage()
  heap.trim()
  local one = quarters[math.min(4, math.floor((os.time() - begun) / (minutes * 15)) + 1)]
  one.in_use, one.resident = one.in_use + heap.in_use() / MEGABYTE, one.resident + resident_megabytes()
  one.files, one.samples = math.max(one.files, open_files()), one.samples + 1
end

local function report()
  print(("%d articles, %.0f MB, %.1f million words; %d read, %d refused; seed %d, %s"):format(
    done.articles, done.bytes / 1e6, done.words / 1e6, done.kept, done.refused, SEED, _VERSION))
  for number, one in ipairs(quarters) do
    if one.samples == 0 then
      io.stderr:write "soak: no timeline was done in a quarter of the time: let it take longer\n"
      return false
    end
    one.in_use, one.resident = one.in_use / one.samples, one.resident / one.samples
    print(("quarter %d: %.3f MB in use, %.1f MB resident in the mean of %d timelines; %d open files"):format(
      number, one.in_use, one.resident, one.samples, one.files))
  end
  local second, last = quarters[2], quarters[4]
  local growth, resident_growth = last.in_use / second.in_use, last.resident / second.resident
  local is_flat = growth <= MOST_GROWTH and resident_growth <= MOST_RESIDENT_GROWTH and last.files <= second.files
  print(("soak: %s; in use %+.1f %%, resident %+.1f %% from the second quarter to the last"):format(
    is_flat and "flat" or "GROWS", (growth - 1) * 100, (resident_growth - 1) * 100))
  return is_flat
end

local function begin_anew()
  counter, timeline, timeline_size = nil, nil, 0
  sample()
  counter, timeline = newsstat.counter(), assert(newsstat.timeline { by = "month" })
end

begin_anew()
while os.difftime(os.time(), begun) < minutes * 60 do
  one_article()
  if done.articles % FILES_EVERY == 0 then through_files() end
  if timeline_size >= TIMELINE_ARTICLES then begin_anew() end
end
os.execute("rm -rf '" .. folder .. "'")
os.exit(report() and 0 or 1, true)
