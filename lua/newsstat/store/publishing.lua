--- What a store publishes of a timeline: all that ranking asks of an `article_index`, as rows of its backend's tables,
--- so that a month can be ranked without the articles.

local concat = table.concat

local M = {}

-- Changes whenever the rows below mean something else.
M.FORMAT = 3

-- Rows with fewer articles are never ranked for themselves, so they need no history.
local LEAST_ARTICLES = require("newsstat.article_index").LEAST_ARTICLES

---@class newsstat.store.content what a generation holds; functions give iterators of rows, each a list of columns
---@field revision integer of the articles that it was made of
---@field first_day integer|nil
---@field last_day integer|nil
---@field is_partial boolean
---@field source_count integer
---@field median_words integer
---@field periods fun(): function period, label, articles, tests
---@field volumes fun(): function period, source, articles
---@field counted fun(): function place, source, article
---@field duplicates fun(): function number, article, original
---@field term_periods fun(): function period, term, articles, uses, sources, series, titles, salience, postings, history,
---  history_sources
---@field words fun(): function period, key, base, postings, positions
---@field rarities fun(): function key, uses, articles, titles; of the key "" what shares of titles are taken of
---@field furniture fun(): function hash
---@field sources fun(): function source, period, articles
---@field contrast_terms fun(): function term, key, surface; their rows of term_periods, or of scattered, tell sets apart
---@field scattered fun(): function period, term, articles, uses, postings; of contrast terms that are not among the terms
---@field selects? table<string, fun(generation: integer): string[]> instead of functions of these names: what the server selects
---@field terms fun(): function term, key, surface, words, series, articles, repeating, titles, is_word, word_count, capitals, quoted,
---  entropy, association, ends_with_name

---@param work fun(yield: fun(row: any[]))
---@return fun(): function gives an iterator of the rows that work hands to its argument
function M.rows_of(work)
  return function()
    return coroutine.wrap(function() work(coroutine.yield) end)
  end
end

---@param numbers number[]
---@return string list of them as JSON, so that SQL can read it too
function M.json_of(numbers) return "[" .. concat(numbers, ",") .. "]" end

local rows_of = M.rows_of

-- Each period's rows in turn, the periods before it being the history, which is told of terms with `least` articles.
local function yield_term_periods(known, tests, least, yield)
  local index = known.index
  for period = 1, #known.periods do
    tests[period] = 0
    if known.totals[period] > 0 then
      index:open(period, known.median_words)
      tests[period] = index:tests(LEAST_ARTICLES)
      for _, term in ipairs(index:present()) do yield { period, term, index:row(term, least) } end
      known:add_history(period)
    end
  end
  known:clear_history()
end

local function yield_terms(known, yield)
  local index = known.index
  for term = 1, #index do
    if not index:is_stop(term) then
      local key, articles, repeating, titles, is_word, words, capitals, quoted, entropy, association, ends_with_name =
        index:term(term)
      yield {
        term, key, index:surface(term), concat({ index:words(term) }, "\n"), index:series_text(term), articles, repeating,
        titles, is_word and 1 or 0, words, capitals, quoted, entropy, association, ends_with_name and 1 or 0,
      }
    end
  end
end

-- All words of each period's articles, so that any query is answered as the corpus does.
local function yield_words(known, yield)
  for period = 1, #known.periods do
    local articles = {}
    if known.totals[period] > 0 then
      local first, last = known.index:period(period)
      for place = first, last do articles[#articles + 1] = known.articles[place] end
    end
    for key, base, postings, positions in known.store.corpus:each_word(articles) do
      yield { period, key, base, postings, positions }
    end
  end
end

local function yield_rarities(rarity, yield)
  local all, titles = rarity:title_sums()
  yield { "", 0, all, titles }
  rarity:each(function(key, uses, articles, with_title) yield { key, uses, articles, with_title } end)
end

local function yield_sources(known, yield)
  for _, source in ipairs(known:list_sources()) do
    for period, articles in ipairs(source.by_period) do
      if articles > 0 then yield { source.source, period, articles } end
    end
  end
end

-- Numbers the terms by which sets of articles are told apart as the index does, those that it has not behind them: these
-- are added to `scattered`, by their ids.
local function yield_contrast_terms(known, terms, scattered, yield)
  local last = #known.index
  for _, one in ipairs(terms:terms()) do
    local number = known.index:find(one.key)
    if not number or known.index:term(number) ~= one.key then
      last = last + 1
      number, scattered[one.id] = last, last
    end
    yield { number, one.key, terms.index:surface(one.id) }
  end
end

local function yield_scattered(known, terms, scattered, yield)
  for period = 1, #known.periods do
    local first, last = known.index:period(period)
    if last >= first then
      terms:open(first, last)
      for _, id in ipairs(terms.index:present()) do
        if scattered[id] then
          local articles, uses, _, _, _, _, postings = terms.index:row(id, math.huge)
          yield { period, scattered[id], articles, uses, postings }
        end
      end
    end
  end
end

local function yield_volumes(known, yield)
  for period = 1, #known.periods do
    for source, articles in ipairs(known.sizes[period]) do
      if articles > 0 then yield { period, source, articles } end
    end
  end
end

---@param known newsstat.article_index
---@param ids any[] numbers in the store of the timeline's articles
---@param about { revision: integer, first_day: integer|nil, last_day: integer|nil, threads: integer|nil }
---@param least? integer articles of a period that a term needs for its history to be told; default LEAST_ARTICLES
---@return newsstat.store.content whose term_periods are to be read before its periods, and its contrast_terms before
---  what is scattered
function M.content(known, ids, about, least)
  local tests, scattered = {}, {}
  return {
    revision = about.revision, first_day = about.first_day, last_day = about.last_day,
    is_partial = known.is_partial or false, source_count = known.source_count, median_words = known.median_words,
    term_periods = rows_of(function(yield) yield_term_periods(known, tests, least or LEAST_ARTICLES, yield) end),
    terms = rows_of(function(yield) yield_terms(known, yield) end),
    words = rows_of(function(yield) yield_words(known, yield) end),
    rarities = rows_of(function(yield) yield_rarities(known:rarity(about.threads), yield) end),
    furniture = rows_of(function(yield)
      for _, hash in ipairs(known:rarity(about.threads):furniture_hashes()) do yield { hash } end
    end),
    sources = rows_of(function(yield) yield_sources(known, yield) end),
    contrast_terms = rows_of(function(yield)
      yield_contrast_terms(known, known:contrast_terms(about.threads), scattered, yield)
    end),
    scattered = rows_of(function(yield) yield_scattered(known, known:contrast_terms(about.threads), scattered, yield) end),
    volumes = rows_of(function(yield) yield_volumes(known, yield) end),
    periods = rows_of(function(yield)
      for period, label in ipairs(known.periods) do yield { period, label, known.totals[period], tests[period] } end
    end),
    counted = rows_of(function(yield)
      for place, article in ipairs(known.articles) do yield { place, known.selection.sources[place], ids[article] } end
    end),
    duplicates = rows_of(function(yield)
      for i, pair in ipairs(known.duplicates) do yield { i, ids[pair.article], ids[pair.original] } end
    end),
  }
end

return M
