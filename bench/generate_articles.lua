--- Writes made-up articles: sentences of the project's own examples, recombined by a seeded generator, as saved posts
--- of 24 months and 12 sources. The same seed gives the same files.
---
---     lua5.4 bench/generate_articles.lua COUNT FOLDER [SEED]
--
-- The words are those of some hundred sentences, so the vocabulary does not grow as that of real news does: each
-- article gets a name and a number of its own, which are rare words. What is measured is how the cost of an article
-- depends on how many there are.

local newsstat = require "newsstat"
local lfs = require "lfs"

local count, folder, seed = tonumber(arg[1]), arg[2], tonumber(arg[3] or 1)
if not count or not folder then
  io.stderr:write "usage: lua5.4 bench/generate_articles.lua COUNT FOLDER [SEED]\n"
  os.exit(2)
end

-- Multiplication modulo a prime (Park, Miller 1988): the same in every Lua.
local state = seed % 2147483647
if state == 0 then state = 1 end
local function random(limit)
  state = state * 16807 % 2147483647
  return state % limit + 1
end

local sentences, titles = {}, {}
for article in newsstat.articles "examples/articles" do
  titles[#titles + 1] = article.title
  for sentence in article.text:gmatch "[^\n]-。" do sentences[#sentences + 1] = sentence end
end

local SYLLABLES = {}
for syllable in ("安贝卡达埃菲格赫伊吉科拉马娜奥佩里萨托维"):gmatch "[^\128-\191][\128-\191]*" do
  SYLLABLES[#SYLLABLES + 1] = syllable
end

local function name()
  local parts = {}
  for i = 1, 2 + random(3) do parts[i] = SYLLABLES[random(#SYLLABLES)] end
  return table.concat(parts)
end

local function paragraph()
  local parts = {}
  for i = 1, 2 + random(5) do parts[i] = sentences[random(#sentences)] end
  return "<p>" .. table.concat(parts) .. "</p>\n"
end

local function write(number)
  local month = number % 24
  local parts = {
    "---\n", ("title: %s（%d）\n"):format(titles[random(#titles)], number),
    ("date: %04d-%02d-%02dT08:00:00+08:00\n"):format(2023 + math.floor(month / 12), month % 12 + 1, random(28)),
    ("from: https://source%d.example/%d\n"):format(random(12), number), "---\n",
  }
  for _ = 1, 4 + random(8) do parts[#parts + 1] = paragraph() end
  parts[#parts + 1] = ("<p>%s说，%d。</p>\n"):format(name(), random(1000000))
  local file = assert(io.open(("%s/%03d/%06d.md"):format(folder, number % 1000, number), "wb"))
  file:write(table.concat(parts))
  file:close()
end

assert(lfs.mkdir(folder))
for i = 1, math.min(count, 1000) do lfs.mkdir(("%s/%03d"):format(folder, i % 1000)) end
for number = 1, count do write(number) end
