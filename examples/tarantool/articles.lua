-- An instance of Tarantool that keeps articles in a space and answers what rises in them.
--   tarantool articles.lua FOLDER [PORT]

local folder, port = arg[1], arg[2]
if not folder then
  io.stderr:write "tarantool articles.lua FOLDER [PORT]\n"
  os.exit(2)
end

local dates = require "newsstat.dates"
local fiber = require "fiber"
local newsstat = require "newsstat"

box.cfg { memtx_dir = folder, wal_dir = folder, listen = port, log = folder .. "/log" }

local articles = box.schema.space.create("articles", { if_not_exists = true, format = {
  { "url", "string" }, { "time", "number" }, { "source", "string" }, { "title", "string" }, { "text", "string" },
} })
articles:create_index("url", { parts = { "url" }, if_not_exists = true })
articles:create_index("time", { parts = { "time", "url" }, unique = true, if_not_exists = true })

-- What is counted of the space, until an article comes.
local known

-- Articles may come while a fiber counts.
local changes = 0

local function timeline()
  if known then return known end
  local made, seen = newsstat.timeline { by = "month" }, changes
  for number, row in ipairs(articles.index.time:select()) do
    assert(made:add { url = row.url, time = row.time, source = row.source, title = row.title, text = row.text, path = row.url })
    -- Others go on meanwhile.
    if number % 500 == 0 then fiber.yield() end
  end
  if changes == seen then known = made end
  return made
end

local M = {}

---@param article { url: string, date: string, source: string, title: string, text: string }
function M.add(article)
  local time, message = dates.parse(article.date, os.time())
  if not time then return nil, message end
  articles:replace { article.url, time, article.source, article.title, article.text }
  known, changes = nil, changes + 1
  return true
end

---@param period? string such as "2026-03"; default: all of them
---@param top? integer
---@return table[] rows as `timeline:trends` has them
function M.trends(period, top) return timeline():trends { period = period, top = top or 10 } end

function M.words(text) return newsstat.cut(text) end

rawset(_G, "newsstat_articles", M)
box.schema.func.create("newsstat_articles.trends", { if_not_exists = true })
return M
