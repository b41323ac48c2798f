--- What a report shows, taken from a timeline: the same for pages and charts.

local bursts = require "newsstat.trends.bursts"

local M = {}

-- Sources beyond the largest are shown as one.
M.MOST_SOURCES = 8

---@class newsstat.report.term
---@field term string
---@field articles integer[] of each period
---@field smoothed number[]|nil of each period
---@field bursts newsstat.burst[]

---@class newsstat.report.row
---@field term integer place among the terms
---@field period string|nil that it is ranked in
---@field cells table<string, string|number> what the ranking shows of it
---@field note string a sentence on it
---@field found newsstat.found[] articles, some of `total`
---@field total integer

---@class newsstat.report.model
---@field title string
---@field facts string[] what was counted
---@field periods string[]
---@field totals integer[]
---@field partial boolean|nil the last period is not over
---@field sources { name: string, total: integer, articles: integer[] }[]
---@field terms newsstat.report.term[]
---@field columns { key: string, title: string, hint?: string, decimals?: integer, before?: string, minor?: boolean }[]
---@field lead string|nil a sentence above the ranking
---@field notes string[]|nil sentences below everything
---@field groups { period: string|nil, rows: newsstat.report.row[] }[] in the order in which they are shown
---@field has_lines boolean|nil lines of its terms are drawn, those of the first ones
---@field values "smoothed"|nil what charts of terms show instead of shares

-- The largest sources, the rest as one.
local function largest_sources(all)
  local sources, others = {}, nil
  for i, one in ipairs(all) do
    if i <= M.MOST_SOURCES or #all == M.MOST_SOURCES + 1 then
      sources[i] = { name = one.source, total = one.articles, articles = one.by_period }
    else
      others = others or { name = ("%d others"):format(#all - M.MOST_SOURCES), total = 0, articles = {} }
      others.total = others.total + one.articles
      for t, count in ipairs(one.by_period) do others.articles[t] = (others.articles[t] or 0) + count end
    end
  end
  sources[#sources + 1] = others
  return sources
end

local function plural(count, noun) return ("%d %s%s"):format(count, noun, count == 1 and "" or "s") end

---What a timeline counted, with no terms yet.
---@param timeline newsstat.timeline
---@param title string
---@return newsstat.report.model|nil model nil where the timeline's store fails
---@return string|nil message
---@return "busy"|"fault"|nil kind of the store's failure
function M.new(timeline, title)
  local counted, message, kind = timeline:overview()
  if not counted then return nil, message, kind end
  local sum = 0
  for _, total in ipairs(counted.totals) do sum = sum + total end
  local facts = {
    plural(sum, "article"), "from " .. plural(#counted.sources, "source"), "by " .. counted.by, counted.timezone,
  }
  if counted.duplicates > 0 then facts[#facts + 1] = plural(counted.duplicates, "near-duplicate") .. " left out" end
  return {
    title = title, facts = facts, periods = counted.periods, totals = counted.totals, partial = counted.partial,
    sources = largest_sources(counted.sources), terms = {}, columns = {}, groups = {}, numbers = {},
  }
end

---"2025-01 to 2026-03", or one period.
---@param model newsstat.report.model
---@return string
function M.span(model)
  local first, last = model.periods[1], model.periods[#model.periods]
  if not first then return "no articles" end
  return first == last and first or first .. " to " .. last
end

---Adds a term once, whatever rows name it.
---@param model newsstat.report.model
---@param key string
---@param name string
---@param articles integer[] of each period
---@param smoothed? number[]
---@return integer place
function M.add_term(model, key, name, articles, smoothed)
  local place = model.numbers[key]
  if not place then
    place = #model.terms + 1
    model.numbers[key] = place
    model.terms[place] = {
      term = name, articles = articles, smoothed = smoothed, bursts = bursts.find(articles, model.totals),
    }
  end
  return place
end

---A term's value in each period: its smoothed share where the report is of those, else its share of the articles.
---@param model newsstat.report.model
---@param term newsstat.report.term
---@return number[]
function M.values(model, term)
  if model.values == "smoothed" and term.smoothed then return term.smoothed end
  local shares = {}
  for t, count in ipairs(term.articles) do shares[t] = model.totals[t] > 0 and count / model.totals[t] or 0 end
  return shares
end

return M
