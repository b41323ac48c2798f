--- Publishing a store period by period, for archives that no process can hold: each period is counted by itself and
--- published as a part; when all parts are there, they are merged into the generation that readers read. Several processes
--- may share the periods, and any of them may end: what it did not finish is counted by the next run.

local article_index = require "newsstat.article_index"
local core = require "newsstat.core"
local failure = require "newsstat.failure"
local merged_content = require "newsstat.store.merged_content"
local part_content = require "newsstat.store.part_content"
local records = require "newsstat.store.records"

local concat = table.concat

local M = {}

local DAY = 86400

---@class newsstat.store.period a period that articles lie in
---@field label string
---@field first integer its first second
---@field last integer its last second
---@field articles integer
---@field hash string of their versions
---@field earliest integer second of the earliest article
---@field latest integer
---@field previous newsstat.store.period|nil the one before that has articles
---@field configuration string that its part is published under

-- The periods that have articles, in order.
local function periods_of(backend, calendar)
  local seen, list = {}, {}
  local function add(day)
    local label = calendar:label(day)
    if seen[label] then return end
    seen[label] = true
    local first, after = day, calendar:last_day(day) + 1
    while calendar:label(first - 1) == label do first = first - 1 end
    local one = { label = label, first = calendar:first_second(first), last = calendar:first_second(after) - 1 }
    one.articles, one.hash, one.earliest, one.latest = backend:state(one.first, one.last)
    if one.articles == 0 then return end
    one.previous = list[#list]
    list[#list + 1] = one
  end
  -- A day of UTC may reach into two of the zone.
  for _, day in ipairs(backend:days()) do
    add(calendar:days(day * DAY))
    add(calendar:days((day + 1) * DAY - 1))
  end
  return list
end

-- Names the numbers of the sources that a period's articles may have.
local function sources_of(backend, period, numbers)
  local first, parts = (period.previous or period).first, {}
  for i, name in ipairs(backend:source_names_between(first, period.last)) do parts[i] = (numbers[name] or "") .. "=" .. name end
  return concat(parts, "\n")
end

-- What a part depends on: the articles of the period and of the one before it, and the numbers of sources.
local function name_parts(backend, prefix, periods, numbers)
  for _, one in ipairs(periods) do
    local previous = one.previous
    local state = concat({ one.articles, one.hash, previous and previous.label or "", previous and previous.hash or "",
      sources_of(backend, one, numbers) }, "\n")
    one.configuration = ("%s%s; articles=%s"):format(prefix, one.label, core.hash(state))
  end
end

-- Reads the articles of a period and of the one before it into an empty timeline.
local function load(timeline, backend, period)
  timeline.store, timeline.counted, timeline.first, timeline.last = timeline.new_articles(), nil, nil, nil
  local ids = {}
  for id, record in backend:each((period.previous or period).first, period.last) do
    local article = records.article(record)
    if article.time and timeline.memory.add(timeline, article) then ids[#ids + 1] = id end
  end
  return ids
end

-- Counts one period, of which all words and phrases are terms that any article has: later periods may ask for them.
local function publish_part(timeline, backend, period, numbers)
  local ids, labels = load(timeline, backend, period), { period.label }
  if period.previous then table.insert(labels, 1, period.previous.label) end
  local known = article_index.new(timeline.store, labels, {
    keep_duplicates = timeline.keep.keep_duplicates, keep_furniture = timeline.keep.keep_furniture,
    only_period = period.label, least_articles = 1, source_numbers = numbers, threads = timeline.threads,
  })
  backend:publish(period.configuration, part_content.content(known, ids, {
    revision = 0, first_day = timeline.calendar:days(period.earliest), last_day = timeline.calendar:days(period.latest),
    threads = timeline.threads,
  }))
  timeline.store = timeline.new_articles()
end

-- The typical length of an article: of the parts' medians the one that lies in the middle of their articles.
local function median_of(periods, parts)
  local medians, all, before = {}, 0, 0
  for i, one in ipairs(periods) do
    medians[i] = { parts[one.configuration].median_words, one.articles }
    all = all + one.articles
  end
  table.sort(medians, function(a, b) return a[1] < b[1] end)
  for _, one in ipairs(medians) do
    before = before + one[2]
    if 2 * before >= all then return one[1] end
  end
  return 1
end

local function numbered(labels)
  local numbers = {}
  for i, label in ipairs(labels) do numbers[label] = i end
  return numbers
end

local function about_of(timeline, periods, parts, revision)
  local first, last = parts[periods[1].configuration], parts[periods[#periods].configuration]
  local about = {
    revision = revision, first_day = first.first_day, last_day = last.last_day, source_count = 0,
    is_partial = last.last_day < timeline.calendar:last_day(last.last_day), median_words = median_of(periods, parts),
  }
  for _, one in ipairs(periods) do about.source_count = math.max(about.source_count, parts[one.configuration].source_count) end
  return about
end

local function check_parts(merge, periods)
  local there = merge.parts:present(merge.ids)
  for i, one in ipairs(periods) do
    if not there[merge.ids[i]] then
      failure.raise(("the counts of %s were removed while they were read: another process has newer ones; run it again"):format(
        one.label))
    end
  end
end

-- A part that another process removed while it was read would be missing from what is published: they are looked for when
-- the last row of the last table was read, which is that of duplicates.
local function with_check(content, merge, periods)
  local duplicates = content.duplicates
  function content.duplicates()
    local rows = duplicates()
    return function()
      local row = rows()
      if not row then check_parts(merge, periods) end
      return row
    end
  end
  return content
end

local function publish_merged(timeline, backend, prefix, periods, revision)
  local parts = backend:parts():published(prefix)
  local labels = timeline.calendar:labels(parts[periods[1].configuration].first_day,
    parts[periods[#periods].configuration].last_day)
  local numbers, merge = numbered(labels), { parts = backend:parts(), ids = {}, periods = {}, labels = labels }
  for i, one in ipairs(periods) do merge.ids[i], merge.periods[i] = parts[one.configuration].id, numbers[one.label] end
  merge.parts:await(merge.ids)
  local content = merged_content.content(merge, about_of(timeline, periods, parts, revision))
  backend:publish(timeline.configuration, with_check(content, merge, periods))
end

-- Removes the parts of earlier articles of these periods; those that are newer are another process' business.
local function drop_superseded(backend, prefix, periods)
  local parts, current = backend:parts():published(prefix), {}
  for _, one in ipairs(periods) do current[one.label] = parts[one.configuration] end
  for configuration, part in pairs(parts) do
    local now = current[configuration:sub(#prefix + 1):match "^[^;]*"]
    if now and part.id < now.id then backend:parts():drop(part.id) end
  end
end

local function is_own(i, worker) return not worker or (i - 1) % worker[2] == worker[1] - 1 end

-- Counts the periods that fall to this process and whose articles changed; how many articles they have.
local function publish_parts(timeline, backend, prefix, periods, numbers, options)
  local there, articles = backend:parts():published(prefix), 0
  for i, one in ipairs(periods) do
    if is_own(i, options.worker) and not there[one.configuration] then
      publish_part(timeline, backend, one, numbers)
      -- The collector does not know how much memory the articles and the indexes of a period hold outside of it.
      collectgarbage()
      articles = articles + one.articles
      if options.progress then options.progress(one.label, one.articles) end
    end
  end
  return articles
end

local function missing_parts(backend, prefix, periods)
  local there, missing = backend:parts():published(prefix), 0
  for _, one in ipairs(periods) do
    if not there[one.configuration] then missing = missing + 1 end
  end
  return missing
end

---Publishes what changed; raises a failure of the store.
---@param timeline newsstat.timeline over a store in ClickHouse
---@param backend newsstat.store.backend
---@param options { worker?: integer[], progress?: fun(period: string, articles: integer) } worker: { 2, 4 } counts every
---  fourth period, the second one first
---@return integer articles that are published now and were not before; while periods are missing, those of the periods that
---  this call counted
---@return integer periods that others have not counted yet; what is published is as before while there are any
function M.publish(timeline, backend, options)
  local revision, prefix = backend:revision(), timeline.configuration .. "; period="
  local periods, numbers = periods_of(backend, timeline.calendar), numbered(backend:source_names())
  name_parts(backend, prefix, periods, numbers)
  local articles = publish_parts(timeline, backend, prefix, periods, numbers, options)
  local missing = missing_parts(backend, prefix, periods)
  if missing > 0 or not periods[1] then return articles, missing end
  local published = backend:generation(timeline.configuration)
  if published and published.revision == revision then return articles, 0 end
  publish_merged(timeline, backend, prefix, periods, revision)
  drop_superseded(backend, prefix, periods)
  local all = 0
  for _, one in ipairs(periods) do all = all + one.articles end
  return all, 0
end

return M
