--- The time at which a page's article was published.

local article_time = require "newsstat.article_time"
local dates = require "newsstat.dates"
local local_dates = require "newsstat.page.local_dates"
local url_dates = require "newsstat.page.url_dates"
local visible_dates = require "newsstat.page.visible_dates"

local find, match = string.find, string.match

local M = {}

local NONE = {}
local DAY = 86400
local NO_DATE = "no date in the page's meta data, <time> elements, address, text or file name"

-- Names of meta data by kind, in the order in which they count.
local META = {
  { "opengraph", {
    "article:published_time", "og:article:published_time", "og:published_time", "og:pubdate", "og:release_date", "og:regdate",
  } },
  { "dublin core", {
    "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created", "dcterms.date", "dc.date", "dc:date", "dc:created",
    "dcterms.available",
  } },
  { "meta", {
    "datepublished", "pubdate", "publishdate", "publish_date", "publication_date", "published_time", "publishtime", "publish_time",
    "pub_date", "datecreated", "article.published", "article_date_original", "original-publish-date", "sailthru.date",
    "parsely-pub-date", "cxenseparse:recs:publishtime", "weibo: article:create_at", "weibo:article:create_at", "firstpublishedtime",
    "article.created", "displaydate", "date", "creation_date", "createdate", "ptime", "_pubtime_",
  } },
}
local MODIFIED = {
  "article:modified_time", "og:updated_time", "dcterms.modified", "dc.date.modified", "datemodified", "lastmod", "last-modified",
  "revised",
}

-- A place that may hold the date: what it is called, and the date that it gives.
local function parse(text, options)
  local seconds, problem = dates.parse(text, options.now, options.zone)
  if seconds then return seconds, not find(text, ":") and not find(text, "^%d%d%d%d%d%d%d%d%d") end
  -- some write words before or behind it
  local found, _, _, precision = dates.find(text, options.now, options.zone)
  if not found then found, _, _, precision = local_dates.find(text, options) end
  if found then return found, precision == "day" end
  return nil, problem
end

-- The date of a <time> or of a microdata property, the one that is named published or stands first.
local function time_element(facts, modified)
  local best, best_points
  for _, fact in ipairs(facts.times) do
    local points = 0
    local name = (fact.name or ""):lower()
    local is_modified = name == "datemodified" or fact.modified and name ~= "datepublished"
    if name == "datepublished" then points = points + 4 elseif name == "datecreated" then points = points + 2 end
    if fact.title or fact.author then points = points + 1 end
    if fact.comment or fact.side or fact.footer then points = points - 5 end
    local fits = is_modified == modified or not is_modified and not modified
    if fits and points > -5 and (not best or points > best_points) then best, best_points = fact.value, points end
  end
  return best
end

-- The places in their order: { source, text }.
local function places_of(facts)
  local places = { { "json-ld", facts.structured.published } }
  for _, kind in ipairs(next(facts.meta) and META or NONE) do
    for _, name in ipairs(kind[2]) do
      for _, text in ipairs(facts.meta[name] or NONE) do places[#places + 1] = { kind[1], text } end
    end
  end
  places[#places + 1] = { "time element", time_element(facts, false) }
  return places
end

local function modified_places(facts)
  local places = { { "json-ld, modified", facts.structured.modified } }
  for _, name in ipairs(MODIFIED) do
    for _, text in ipairs(facts.meta[name] or NONE) do places[#places + 1] = { "meta, modified", text } end
  end
  places[#places + 1] = { "time element, modified", time_element(facts, true) }
  return places
end

local function first_of(places, options, problems)
  for _, place in ipairs(places) do
    local source, text = place[1], place[2]
    if text then
      local seconds, is_day = parse(text, options)
      if seconds then return seconds, source, is_day end
      problems[#problems + 1] = source .. ": " .. is_day
    end
  end
end

---The dates that a page declares, as they are written, the most trustworthy first.
---@param facts newsstat.page_facts
---@return string[]
function M.declared(facts)
  local texts = {}
  for _, place in ipairs(places_of(facts)) do texts[#texts + 1] = place[2] end
  return texts
end

-- Names of variables and keys in scripts from which pages write their date.
local SCRIPT_NAMES = {
  "publish_time", "publishTime", "publishtime", "publish_date", "publishDate", "pubTime", "pubtime", "pub_time", "pubDate", "pubdate",
  "datePublished", "ptime", "createTime",
}
local MOST_USES = 20

-- The date that a page writes by a script, or reads from its data.
local function script_date(html, options)
  if not find(html, "<[sS][cC][rR][iI][pP][tT]") then return nil end
  for _, name in ipairs(SCRIPT_NAMES) do
    local at, uses = find(html, name, 1, true), 0
    while at and uses < MOST_USES do
      local text = match(html, "^[\"']?%s*[:=]%s*[\"']([%d][^\"'<]+)[\"']", at + #name)
      local seconds = text and dates.parse(text, options.now, options.zone)
      if seconds then return seconds end
      at, uses = find(html, name, at + #name, true), uses + 1
    end
  end
end

-- Crawlers name the files of a copy by address: news.example/2004/08/12/1.html.
local function address_of_copy(path)
  return match(path or "", "%f[%w][%w-]+%.[%w.-]*%a%a/.+$")
end

-- The first date that the page or its file's name tells of a change.
local function changed(facts, path, options, problems)
  local places = modified_places(facts)
  local name = article_time.file_name(path)
  places[#places + 1] = { name.source, name.text }
  return first_of(places, options, problems)
end

-- The order of numbers in dates: 8/12/2004 is in August where English of no other country is declared; 12.08.04 is in
-- languages of Europe.
local function order_of(language)
  language = (language or ""):lower()
  local is_asian = language == "" or find(language, "^zh") or find(language, "^ja") or find(language, "^ko")
  return find(language, "^en$") ~= nil or find(language, "^en[-_]us") ~= nil, not is_asian
end

---Sets `time` and `time_source`, or `time_error`. A date without a time of day gets that of a visible date of the same
---day, if the page shows one.
---@param article newsstat.article with title and url
---@param facts newsstat.page_facts
---@param path string|nil the file's
---@param options { now?: number, zone?: table }
function M.set(article, facts, path, options)
  local month_first, day_first = order_of(article.declared_language)
  options = { now = options.now, zone = options.zone, month_first = month_first, day_first = day_first }
  local problems = {}
  local seconds, source, is_day = first_of(places_of(facts), options, problems)
  if not seconds then
    seconds, source, is_day = url_dates.find(article.url or address_of_copy(path), options), "url", true
  end
  if not seconds or is_day then
    local visible, precision, is_modified = visible_dates.find(facts, article.title, options, seconds)
    local refines = seconds and visible and precision ~= "day" and visible >= seconds and visible < seconds + DAY
    if refines or visible and not seconds and not is_modified then seconds, source = visible, "visible" end
    if not seconds then seconds, source = script_date(facts.html, options), "script" end
    if not seconds then seconds, source = changed(facts, path, options, problems) end
    if not seconds and visible then seconds, source = visible, "visible, modified" end
  end
  article.time, article.time_source = seconds, seconds and source
  if not seconds then article.time_error = problems[1] and table.concat(problems, "; ") or NO_DATE end
end

return M
