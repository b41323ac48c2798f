--- The articles that tell newsstat keywords how rare a term is.

local article = require "newsstat.article"
local article_index = require "newsstat.article_index"
local background = require "newsstat.background"
local configuration = require "newsstat.store.configuration"
local core = require "newsstat.core"
local inputs = require "newsstat.inputs"
local phrase_rules = require "newsstat.phrase_rules"
local pipeline = require "newsstat.pipeline"
local store = require "newsstat.store"
local terms = require "newsstat.terms"
local timeline = require "newsstat.timeline"

local M = {}

-- Fewer articles tell less of a term's rarity than the lexicon does.
M.LEAST_ARTICLES = 20

local function open_store(console, path)
  local opened, message = store.open(path)
  return opened or console:fail(message)
end

-- Calls work with each article in the stores among the paths and with at least the facts of each below the others, or
-- with nil and a message.
local function each_article(console, paths, reading, threads, work)
  local files = {}
  for _, path in ipairs(paths) do
    if store.is_store(path) then
      local opened = open_store(console, path)
      local read, problem = opened:each(work)
      if not read then console:fail(problem) end
      opened:close()
    else
      files[#files + 1] = path
    end
  end
  for one, message in article.open(files, reading, { threads = threads, is_brief = true }) do work(one, message) end
end

-- What near-duplicates and furniture are told by, of an article behind others.
local function put(articles, one)
  local i = #articles.times + 1
  articles.times[i], articles.titles[i], articles.sources[i] = one.time or 0, one.title or "", one.source or "unknown"
  articles.paths[i], articles.reference[i] = one.path or "", false
end

-- What the articles tell of terms' rarity, or nil where there are too few for that.
local function count(console, paths, reading, segmenter, is_reported, threads)
  local corpus = core.corpus(terms.new { segmenter = segmenter }, phrase_rules.rules())
  local articles = {
    corpus = corpus, titles = core.strings(), paths = core.strings(), times = {}, sources = {}, lengths = {}, reference = {},
  }
  local adding = pipeline.open(corpus, threads)
  reading.lazy = true
  each_article(console, paths, reading, threads, function(one, message)
    if one and adding:add(one) then put(articles, one) elseif not one and is_reported then console:problem(message) end
    console:progress(#articles.times, "articles of background")
  end)
  adding:finish()
  for place = 1, #articles.times do articles.lengths[place] = adding:text_size(place) end
  adding:close()
  if #articles.times < M.LEAST_ARTICLES then return nil end
  local chosen = article_index.choose(articles, { threads = threads })
  return background.of(corpus, chosen.articles, chosen.sources, threads)
end

-- The periods that a store's counts are published by, whichever; the default ones where none are.
local function periods_of(opened)
  local revision, listed = opened:revision(), opened:configurations()
  for _, row in ipairs(listed or {}) do
    local options = row[2] == revision and configuration.options_of_periods(row[1])
    if options then return options end
  end
  return {}
end

-- What a store has published, or counts now.
local function published(console, path)
  local opened = open_store(console, path)
  local options = periods_of(opened)
  options.store, options.notice = opened, function(message) console:note(message) end
  local rarity, message = timeline.new(options):background()
  if not rarity then console:fail(message) end
  local _, articles = rarity:total()
  return articles >= M.LEAST_ARTICLES and rarity or nil
end

---@param console newsstat.console
---@param arguments table with background: paths, none for the articles themselves
---@param paths string[] of these
---@param segmenter userdata|nil another than the built-in one
---@param threads integer
---@return newsstat.background|newsstat.store.published_rarity|nil
function M.read(console, arguments, paths, segmenter, threads)
  local named = arguments.background
  if #named == 1 and store.is_store(named[1]) and not segmenter then return published(console, named[1]) end
  -- What cannot be read is reported once: here, or when its keywords are asked for.
  return count(console, named[1] and named or paths, inputs.reading(arguments), segmenter, named[1] ~= nil, threads)
end

return M
