--- What a page tells of itself, made easy to ask: meta data by name, structured data, lines of text.

local json_ld = require "newsstat.page.json_ld"

local lower, match = string.lower, string.match

local M = {}

---@class newsstat.page_line
---@field value string its text, at most 320 bytes
---@field place integer bytes of visible text before it
---@field number integer lines before it
---@field size? integer bytes of the whole line; nil of a span, which is a part of a line
---@field link_size? integer bytes inside links
---@field date? boolean it stands in an element whose class, id or itemprop says so; others are modified, author,
---  editor, source, title, heading, comment, side, footer, crumb

---@class newsstat.page_facts
---@field html string the page
---@field title? string of <title>
---@field saved_from? string address in the comment that browsers leave in pages they save
---@field language? string of <html lang>
---@field base? string
---@field meta table<string, string[]> contents by name in lower case, in the order of the page
---@field links table<string, string> first address by rel
---@field structured newsstat.json_ld
---@field times newsstat.page_line[] dates in attributes
---@field spans newsstat.page_line[]
---@field lines newsstat.page_line[]

local function first_value(facts)
  return facts[1] and facts[1].value
end

---@param html string UTF-8
---@return newsstat.page_facts
function M.read(html)
  local found = require("newsstat.core").page_facts(html)
  local meta, links = {}, {}
  for _, fact in ipairs(found.meta) do
    local values = meta[fact.name] or {}
    meta[fact.name] = values
    values[#values + 1] = fact.value
  end
  for _, fact in ipairs(found.links) do links[lower(fact.name)] = links[lower(fact.name)] or fact.value end
  return {
    title = first_value(found.titles), language = first_value(found.languages), base = first_value(found.bases),
    meta = meta, links = links, structured = json_ld.read(found.json_ld),
    html = html, times = found.times, spans = found.spans, lines = found.lines,
    saved_from = match(html:sub(1, 4096), "<!%-%- saved from url=%(%d+%)(%S+) ?%-%->"),
  }
end

---The first content of the first of some meta names that the page has.
---@param facts newsstat.page_facts
---@param names string[]
---@return string|nil
function M.meta(facts, names)
  for _, name in ipairs(names) do
    local values = facts.meta[name]
    if values then return values[1] end
  end
end

return M
