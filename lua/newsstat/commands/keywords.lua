--- newsstat keywords: what each article is about.

local article = require "newsstat.article"
local article_index = require "newsstat.article_index"
local background = require "newsstat.background"
local core = require "newsstat.core"
local inputs = require "newsstat.inputs"
local keywords = require "newsstat.keywords"
local phrase_rules = require "newsstat.phrase_rules"
local pipeline = require "newsstat.pipeline"
local selections = require "newsstat.commands.selections"
local store = require "newsstat.store"
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
  selections.define(command)
  command:option("--top", "keywords of each article"):argname("N"):default("10"):convert(inputs.whole_number "--top")
  command:option("--background", "articles that tell how rare a term is; default: the articles themselves, if "
    .. LEAST_BACKGROUND .. " or more, else the lexicon"):argname("PATH|DB"):count("*")
  command:option("--method", "learned (position, frequency, rarity, titles; default), tfidf, or textrank")
    :choices { "learned", "tfidf", "textrank" }
  inputs.define_threads(command)
  command:option("--diversity", "from 0 to 1: how much a term loses for being like a better one; default 0")
    :argname("X"):convert(tonumber)
end

-- Calls work with each article in the stores among the paths and with at least the facts of each below the others, or
-- with nil and a message.
local function each_article(console, paths, reading, threads, work)
  local files = {}
  for _, path in ipairs(paths) do
    if store.is_store(path) then
      local opened, message = store.open(path)
      if not opened then console:fail(message) end
      local read, problem = opened:each(work)
      if not read then console:fail(problem) end
      opened:close()
    else
      files[#files + 1] = path
    end
  end
  for one, message in article.open(files, reading, { threads = threads, is_brief = true }) do work(one, message) end
end

-- What the articles tell of terms' rarity, or nil where there are too few for that.
local function read_background(console, paths, reading, segmenter, report, threads)
  local corpus = core.corpus(terms.new { segmenter = segmenter }, phrase_rules.rules())
  local numbers, sources, known = {}, {}, { count = 0 }
  local adding = pipeline.open(corpus, threads)
  reading.lazy = true
  each_article(console, paths, reading, threads, function(one, message)
    if one and adding:add(one) then
      if not known[one.source] then known.count, known[one.source] = known.count + 1, known.count + 1 end
      numbers[#numbers + 1], sources[#sources + 1] = #numbers + 1, known[one.source]
    elseif not one and report then
      console:problem(message)
    end
    console:progress(#numbers, "articles of background")
  end)
  adding:finish()
  adding:close()
  if #numbers < LEAST_BACKGROUND then return nil end
  corpus:leave_out_repeated({ articles = numbers, sources = sources }, article_index.FURNITURE_ARTICLES, threads)
  return background.of(corpus, numbers, sources, threads)
end

---@param console newsstat.console
---@param arguments table
function M.run(console, arguments)
  local paths = inputs.paths(console, arguments)
  local named = #arguments.background > 0
  -- What cannot be read is reported once: here, or when its keywords are asked for below.
  local segmenter = inputs.segmenter(console, arguments)
  local chosen = named and arguments.background or paths
  local threads = inputs.threads(console, arguments)
  local idf = read_background(console, chosen, inputs.reading(arguments), segmenter, named, threads)
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
