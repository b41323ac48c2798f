--- newsstat keywords: what each article is about.

local article = require "newsstat.article"
local core = require "newsstat.core"
local inputs = require "newsstat.inputs"
local keywords = require "newsstat.keywords"
local terms = require "newsstat.terms"

local M = { name = "keywords", rows = true, paths = true, summary = "print the keywords of each article" }

M.example = "newsstat keywords --top 5 article.md"

local COLUMNS = {
  { key = "path" }, { key = "title" }, { key = "time" }, { key = "term" }, { key = "rank" },
  { key = "score", decimals = 4 }, { key = "count" }, { key = "tag" },
}

-- People look at one article after the other: its path and title once would do, but cells that are
-- there can be sorted and searched.
local TABLE_COLUMNS = {
  { key = "title" }, { key = "rank" }, { key = "term" }, { key = "score", decimals = 4 }, { key = "count" }, { key = "tag" },
}

-- Fewer articles tell less of a term's rarity than the lexicon does.
local LEAST_BACKGROUND = 20

---@param command table argparse's
function M.define(command)
  command:option("--top", "keywords of each article"):argname("N"):default("10"):convert(inputs.whole_number "--top")
  command:option("--background", "articles that tell how rare a term is; default: the articles themselves, if "
    .. LEAST_BACKGROUND .. " or more, else the lexicon"):argname("PATH"):count("*")
end

-- Document frequencies of the background, or nil where there are too few articles for any.
local function background(console, paths, charset, segmenter, report)
  local counter = core.counter(terms.new { segmenter = segmenter })
  for one, message in article.walk(paths, { charset = charset }) do
    if one then
      counter:add((one.title or "") .. "\n" .. one.text)
    elseif report then
      console:problem(message)
    end
    local _, read = counter:total()
    console:progress(read, "articles of background")
  end
  local _, articles = counter:total()
  return articles >= LEAST_BACKGROUND and counter or nil
end

---@param console newsstat.console
---@param arguments table
function M.run(console, arguments)
  local paths = inputs.paths(console, arguments)
  local named = #arguments.background > 0
  -- What cannot be read is reported once: here, or when its keywords are asked for below.
  local segmenter = inputs.segmenter(console, arguments)
  local chosen = named and arguments.background or paths
  local idf = background(console, chosen, arguments.charset, segmenter, named)
  local writer = console:rows(console:row_format() == "table" and TABLE_COLUMNS or COLUMNS, "title")
  for one, message in article.walk(paths, { charset = arguments.charset }) do
    local rows
    if one then
      rows, message = keywords.of(one, { top = arguments.top, idf = idf, segmenter = segmenter })
      if message then message = one.path .. ": " .. message end
    end
    if rows then
      for _, row in ipairs(rows) do
        row.path, row.title, row.time = one.path, one.title, one.time
        writer:row(row)
      end
    else
      console:problem(message)
    end
  end
  writer:finish()
end

return M
