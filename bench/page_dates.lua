-- How far the dates of whole pages are found, and whether independent sources of them agree.
--
--   page_dates.lua [--list] FILE…      pages in any charset
--
-- Prints how many pages have a time, by source; and for pages with a date in JSON-LD, OpenGraph or a <time> element how
-- many show a date that is found without it, and of how many the day is the same. --list names those of another day.
local core = require "newsstat.core"
local dates = require "newsstat.dates"
local newsstat = require "newsstat"
local facts_of = require "newsstat.page.facts"
local times = require "newsstat.page.times"
local visible_dates = require "newsstat.page.visible_dates"

local is_listing = arg[1] == "--list"
if is_listing then table.remove(arg, 1) end

local count, sources = { pages = 0, times = 0, declared = 0, visible = 0, same = 0, near = 0 }, {}

-- The day as it is written: a zone of the page's own counts in both.
local function written_day(text)
  return text and text:match "^%s*(%d%d%d%d%-%d%d%-%d%d)"
end

local function days_of(day)
  local year, month, number = day:match "(%d+)-(%d+)-(%d+)"
  return dates.days(tonumber(year), tonumber(month), tonumber(number))
end

local function look_at(path)
  local file = assert(io.open(path, "rb"))
  local html = core.decode(file:read "*a", nil, true)
  file:close()
  local article = newsstat.article { content = html, path = "page.html" }
  if not article then return end
  count.pages = count.pages + 1
  if article.time then
    count.times = count.times + 1
    sources[article.time_source] = (sources[article.time_source] or 0) + 1
  end
  local facts = facts_of.read(html)
  local declared
  for _, text in ipairs(times.declared(facts)) do declared = declared or written_day(text) end
  if not declared then return end
  count.declared = count.declared + 1
  local seconds = visible_dates.find(facts, article.title, {})
  if not seconds then return end
  count.visible = count.visible + 1
  local day = os.date("!%Y-%m-%d", seconds)
  local is_near = math.abs(days_of(day) - days_of(declared)) <= 1
  if day == declared then count.same = count.same + 1 end
  if is_near then count.near = count.near + 1 end
  if is_listing and not is_near then print(path, "visible " .. day, "declared " .. declared) end
end

for _, path in ipairs(arg) do look_at(path) end
print(("%d pages, %d with a time"):format(count.pages, count.times))
local names = {}
for name in pairs(sources) do names[#names + 1] = name end
table.sort(names, function(a, b) return sources[a] > sources[b] end)
for _, name in ipairs(names) do print(("  %-24s %d"):format(name, sources[name])) end
print(("%d declare a day; %d of these show a date, %d the same day, %d at most a day off")
  :format(count.declared, count.visible, count.same, count.near))
