--- newsstat keywords: what each article is about.

local backgrounds = require "newsstat.commands.backgrounds"
local inputs = require "newsstat.inputs"
local keywords = require "newsstat.keywords"
local selections = require "newsstat.commands.selections"

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

---@param command table argparse's
function M.define(command)
  selections.define(command)
  command:option("--top", "keywords of each article"):argname("N"):default("10"):convert(inputs.whole_number "--top")
  command:option("--background", "articles that tell how rare a term is; default: the articles themselves, if "
    .. backgrounds.LEAST_ARTICLES .. " or more, else the lexicon"):argname("PATH|DB"):count("*")
  command:option("--method", "learned (position, frequency, rarity, titles; default), tfidf, or textrank")
    :choices { "learned", "tfidf", "textrank" }
  inputs.define_threads(command)
  command:option("--diversity", "from 0 to 1: how much a term loses for being like a better one; default 0")
    :argname("X"):convert(tonumber)
end

---@param console newsstat.console
---@param arguments table
function M.run(console, arguments)
  local paths = inputs.paths(console, arguments)
  local segmenter, threads = inputs.segmenter(console, arguments), inputs.threads(console, arguments)
  local idf = backgrounds.read(console, arguments, paths, segmenter, threads)
  local writer = console:rows(console:row_format() == "table" and TABLE_COLUMNS or COLUMNS, "title")
  for one, message in selections.articles(console, arguments, paths, threads) do
    local rows
    if one then
      rows, message = keywords.of(one, {
        top = arguments.top, idf = idf, method = arguments.method, diversity = arguments.diversity,
        segmenter = segmenter,
      })
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
