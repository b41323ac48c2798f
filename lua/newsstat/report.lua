--- Reports of a timeline: a page that needs nothing else, or one chart.
---
---     local rows = timeline:trends { top = 10 }
---     local html = newsstat.report.trends(timeline, rows)
---
--- A page is one HTML file: no network, light and dark, for keyboards and screen readers too, and for print. All that
--- came from articles is escaped, addresses are links only where they are http or https, and the page's policy lets no
--- script run but its own. A chart is an SVG image.

local chart = require "newsstat.report.chart"
local model_of = require "newsstat.report.model"
local options_of = require "newsstat.options"
local page = require "newsstat.report.page"

local concat, format, min = table.concat, string.format, math.min

local M = {}

-- Rows beyond that make a page that no browser likes to open.
M.MOST_ROWS = 500
M.ARTICLES = 10
local MOST_FORMS = 8

---@class newsstat.report_options
---@field format? "html"|"svg" default "html"
---@field title? string default: what is shown, and the periods
---@field articles? integer how many articles a term lists at most; default 10
---@field falling? boolean the rows are of terms that fell; default: as the first one is

local OPTIONS = { format = "string", title = "string", articles = "count", falling = "boolean" }

local function check(options, what)
  options = options_of.check(options, OPTIONS, what)
  if options.format and options.format ~= "html" and options.format ~= "svg" then
    error(format("%s: option 'format' must be html or svg, got '%s'", what, options.format), 3)
  end
  return options
end

local function counted(articles) return format("%d article%s", articles, articles == 1 and "" or "s") end

local function times(lift) return format(lift < 10 and "%.1f" or "%.0f", lift):gsub(",", ".") end

local function trend_note(row, total)
  local note = format("In %d of %d articles of %s, where %s would be expected", row.articles, total, row.period,
    (format("%.2g", row.expected):gsub(",", ".")))
  if row.lift > 0 and row.lift < 1000 then note = note .. format(": %s times as many", times(row.lift)) end
  note = note .. "."
  if row.forms then
    local named = concat(row.forms, ", ", 1, min(MOST_FORMS, #row.forms))
    local more = #row.forms > MOST_FORMS and format(" and %d more", #row.forms - MOST_FORMS) or ""
    note = note .. " It stands for " .. named .. more .. " too."
  end
  return note
end

local function dated(timeline, found)
  for _, one in ipairs(found) do one.date = one.time and timeline:date(one.time) end
  return found
end

-- The rows by period, the latest first.
local function add_trends(model, timeline, rows, most)
  local groups, numbers = {}, {}
  for t, period in ipairs(model.periods) do numbers[period] = t end
  for i = 1, #rows do
    local row = rows[i]
    local group = groups[row.period] or { period = row.period, rows = {} }
    groups[row.period] = group
    local found = {}
    for j = 1, min(most, #(row.examples or {})) do found[j] = row.examples[j] end
    group.rows[#group.rows + 1] = {
      term = model_of.add_term(model, row.key, row.term, row.by_period), cells = row,
      note = trend_note(row, model.totals[numbers[row.period]]), found = dated(timeline, found), total = row.articles,
    }
  end
  local count = 0
  for t = #model.periods, 1, -1 do
    local group = groups[model.periods[t]]
    if group and count < M.MOST_ROWS then
      model.groups[#model.groups + 1] = group
      count = count + #group.rows
    elseif group then
      model.is_cut = true
    end
  end
end

---A report of rising or falling terms.
---
---    local page = assert(newsstat.report.trends(timeline, timeline:trends { top = 5, articles = 3 }))
---    print(page:sub(1, 15))                       --> <!DOCTYPE html>
---@param timeline newsstat.timeline
---@param rows newsstat.trend[] as from `timeline:trends`, whose option `articles` says how many articles there are to list
---@param options? newsstat.report_options
---@return string|nil text HTML or SVG in UTF-8; nil where lua-cjson is missing
---@return string|nil message
function M.trends(timeline, rows, options)
  options = check(options, "newsstat.report.trends")
  local model, message, kind = model_of.new(timeline, "")
  if not model then return nil, message, kind end
  local is_falling = options.falling or rows[1] ~= nil and rows[1].lift < 1
  model.title = options.title or (is_falling and "Falling terms, " or "Rising terms, ") .. model_of.span(model)
  model.columns = {
    { key = "articles", title = "Articles", hint = "articles of the period that use the term" },
    { key = "expected", title = "Expected", hint = "articles that the history lets expect", decimals = 2, minor = true },
    { key = "lift", title = "Lift", hint = "articles divided by those expected", decimals = 1, before = "×" },
  }
  add_trends(model, timeline, rows, options.articles or M.ARTICLES)
  if options.format == "svg" then return chart.bursts(model) end
  model.lead = #rows == 0 and "No term moved further than chance." or format(
    "Terms that %s articles of a period use than its history lets expect, the latest period first. Choose one for its way "
    .. "through time and its articles.", is_falling and "fewer" or "more")
  model.notes = {
    "Articles are counted, not uses: one that repeats a term is one report.",
    "A term lists at most " .. counted(options.articles or M.ARTICLES) .. " of its period, the earliest first.",
    model.is_cut and format("Periods before the latest %d rows are left out.", M.MOST_ROWS) or nil,
  }
  return page.of(model)
end

-- Some of a series' articles: those of its fullest periods, in order of time.
local function pick_articles(timeline, series, most)
  local order, picked, total = {}, {}, 0
  for i, point in ipairs(series) do order[i], total = point, total + point.articles end
  table.sort(order, function(a, b)
    if a.articles ~= b.articles then return a.articles > b.articles end
    return a.period > b.period
  end)
  for _, point in ipairs(order) do
    for _, found in ipairs(point.found or {}) do
      if #picked < most then picked[#picked + 1] = found end
    end
  end
  table.sort(picked, function(a, b)
    if a.time ~= b.time then return a.time < b.time end
    return (a.path or "") < (b.path or "")
  end)
  return dated(timeline, picked), total
end

local function summary_of(model, series)
  local sum = { articles = 0, count = 0 }
  local most, all = 0, 0
  for t, point in ipairs(series) do
    sum.articles, sum.count, all = sum.articles + point.articles, sum.count + point.count, all + model.totals[t]
    if point.articles > 0 and point.share > most then most, sum.peak = point.share, point.period end
  end
  sum.all, sum.share = all, all > 0 and 100 * sum.articles / all or 0
  return sum
end

local function columns_of(series, key)
  local values = {}
  for i, point in ipairs(series) do values[i] = point[key] end
  return values
end

-- One list of terms with their series.
local function add_list(model, timeline, list, most)
  local group = { rows = {} }
  for i, one in ipairs(list) do
    local cells = summary_of(model, one.series)
    for key, value in pairs(one.cells or {}) do cells[key] = value end
    local found, total = pick_articles(timeline, one.series, most)
    group.rows[i] = {
      term = model_of.add_term(model, one.term .. "\0" .. i, one.term, columns_of(one.series, "articles"),
        columns_of(one.series, "smoothed")),
      cells = cells, found = found, total = total,
      note = format("In %d of %d articles (%s %%), %d uses.", cells.articles, cells.all,
        (format("%.1f", cells.share):gsub(",", ".")), cells.count),
    }
  end
  if group.rows[1] then model.groups[1] = group end
end

-- The chart of a list of terms, or the page with a note on its lines.
local function draw(model, form, most, note)
  if form == "svg" then return chart.lines(model) end
  model.notes = { note, "A term lists at most " .. counted(most) .. ", those of its fullest periods." }
  return page.of(model)
end

local LIST_COLUMNS = {
  { key = "articles", title = "Articles" },
  { key = "share", title = "Share, %", hint = "of all articles", decimals = 1, minor = true },
  { key = "peak", title = "Peak", hint = "period with the largest share" },
}

---A report that compares terms over time.
---
---    local chart = assert(newsstat.report.series(timeline, { "台风", "隧道" }, { format = "svg" }))
---    print(chart:find("<svg", 1, true) ~= nil)    --> true
---@param timeline newsstat.timeline
---@param list string[] queries, see `newsstat.queries`; a wrong one raises
---@param options? newsstat.report_options|newsstat.series_options
---@return string|nil text
---@return string|nil message
function M.series(timeline, list, options)
  local shown, smoothing = {}, {}
  for name, value in pairs(options or {}) do
    if name == "weight" or name == "window" then smoothing[name] = value else shown[name] = value end
  end
  shown = check(shown, "newsstat.report.series")
  local most, all = shown.articles or M.ARTICLES, {}
  smoothing.articles = most
  for i, query in ipairs(list) do
    local series, problem, kind = timeline:series(query, smoothing)
    if not series then return nil, problem, kind end
    all[i] = { term = query, series = series }
  end
  local model, message, kind = model_of.new(timeline, shown.title or concat(list, ", "))
  if not model then return nil, message, kind end
  if not shown.title then model.title = model.title .. ", " .. model_of.span(model) end
  model.columns, model.values, model.has_lines = LIST_COLUMNS, "smoothed", true
  add_list(model, timeline, all, most)
  return draw(model, shown.format, most,
    "Lines show the share of articles, smoothed: with few articles it is drawn towards the share of all periods.")
end

---A report of an article's keywords and what became of them.
---
---    local rows = timeline:follow("台风来了，洪水也来了", { top = 2 })
---    local page = assert(newsstat.report.follow(timeline, rows, { title = "A storm" }))
---    print(page:match "<title>(.-)</title>")       --> A storm
---@param timeline newsstat.timeline
---@param rows newsstat.followed[] as from `timeline:follow`
---@param options? newsstat.report_options
---@return string|nil text
---@return string|nil message
function M.follow(timeline, rows, options)
  options = check(options, "newsstat.report.follow")
  local list, most = {}, options.articles or M.ARTICLES
  for i, row in ipairs(rows) do
    local series, problem, kind = timeline:series('"' .. row.term .. '"', { articles = most })
    if not series then return nil, problem, kind end
    list[i] = { term = row.term, series = series, cells = { direction = row.direction } }
  end
  local model, message, kind = model_of.new(timeline, "")
  if not model then return nil, message, kind end
  model.title = options.title or "Keywords of an article, " .. model_of.span(model)
  model.columns = { LIST_COLUMNS[1], { key = "direction", title = "Direction", minor = true }, LIST_COLUMNS[3] }
  model.has_lines = true
  add_list(model, timeline, list, most)
  return draw(model, options.format, most, "Lines show the share of each period's articles that use the term.")
end

return M
