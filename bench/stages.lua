--- The stages of `newsstat trends`, one after another in one thread: CPU seconds of each, as `name seconds` lines.
--
--   lua5.4 bench/stages.lua FOLDER

local core = require "newsstat.core"
local newsstat = require "newsstat"
local article = require "newsstat.article"

local folder = arg[1] or error "usage: lua5.4 bench/stages.lua FOLDER"
local last = os.clock()

local function stage(name)
  local now = os.clock()
  print(("%s %.3f"):format(name, now - last))
  last = os.clock()
end

-- Each stage keeps what the next one needs, so that none does the work of another.
local articles = {}
for one in article.walk(folder, { lazy = true }) do
  if one then articles[#articles + 1] = one end
end
stage "read"

for _, one in ipairs(articles) do
  if rawget(one, "html") then core.clean(one.html) end
end
stage "clean"

for _, one in ipairs(articles) do one.text = one.text end
last = os.clock()
local months = newsstat.timeline()
for _, one in ipairs(articles) do
  if one.time then months:add(one) end
end
stage "cut"

months:duplicates()
stage "count"

months:trends()
stage "rank"
