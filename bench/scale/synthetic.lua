--- Synthetic articles, and what a store publishes of them: terms by Zipf and Mandelbrot's law as fit.lua finds it in an
--- archive of news, spread over months and sources by a seeded generator.

local M = {}

-- Of 2,621 articles of a Chinese archive (fit.lua): exponent and shift; a term is used twice in an article that has it.
M.EXPONENT, M.SHIFT = 1.256, 365
M.TERMS = 1e6
M.TERMS_AN_ARTICLE = 200
M.MONTHS, M.SOURCES = 24, 12

local FIRST_SECOND = 1672531200 -- 2023-01-01
local MONTH_SECONDS = 2629746

-- Multiplication modulo a prime (Park, Miller 1988): the same in every Lua.
local state = 20261128
local function random()
  state = state * 48271 % 2147483647
  return state / 2147483647
end

-- The rank of a random use of a term: the law's distribution, inverted.
local least, most = (1 + M.SHIFT) ^ (1 - M.EXPONENT), (M.TERMS + M.SHIFT) ^ (1 - M.EXPONENT)
local function random_term()
  return math.floor((least - random() * (least - most)) ^ (1 / (1 - M.EXPONENT)) - M.SHIFT)
end

-- Two letters of 1,100: a word of its own for each rank.
local function word(rank)
  local function letter(number)
    local code = 0x4E00 + number
    return string.char(0xE0 + math.floor(code / 4096), 0x80 + math.floor(code / 64) % 64, 0x80 + code % 64)
  end
  return letter(rank % 1100) .. letter(math.floor(rank / 1100))
end
M.word = word

local function month_of(place, articles) return math.floor((place - 1) * M.MONTHS / articles) + 1 end

-- Distinct terms of an article and the uses of each.
local function random_terms()
  local uses, list = {}, {}
  while #list < M.TERMS_AN_ARTICLE do
    local term = random_term()
    if not uses[term] then list[#list + 1], uses[term] = term, random() < .5 and 1 or math.floor(2 + random() * 3) end
  end
  return list, uses
end

-- Each article is drawn twice, for its text and for its counts, from a seed of its own.
local function seed(place) state = (place * 7919 + 20261128) % 2147483646 + 1 end

---@param place integer
---@param articles integer in all
---@return newsstat.article
function M.article(place, articles)
  seed(place)
  local list, uses = random_terms()
  local parts = {}
  for i, term in ipairs(list) do parts[i] = word(term):rep(uses[term]) end
  return {
    url = ("http://%d.example/%d"):format(place % M.SOURCES, place), source = (place % M.SOURCES) .. ".example",
    title = parts[1] .. parts[2], time = FIRST_SECOND + math.floor((place - .5) * M.MONTHS * MONTH_SECONDS / articles),
    text = table.concat(parts),
  }
end

local function json_of(numbers) return "[" .. table.concat(numbers, ",") .. "]" end

-- Postings of a month by term: places in it and uses in turns. Of a term's uses in an article, which stand one behind
-- another, positions are the first and then ones.
local function postings_of(first, last)
  local postings, terms, positions = {}, {}, {}
  for place = first, last do
    seed(place)
    local list, uses = random_terms()
    local position = 2
    for _, term in ipairs(list) do
      local one = postings[term]
      if not one then
        one = {}
        postings[term], positions[term], terms[#terms + 1] = one, {}, term
      end
      one[#one + 1], one[#one + 2] = place - first + 1, uses[term]
      local places = positions[term]
      places[#places + 1] = position
      for _ = 2, uses[term] do places[#places + 1] = 1 end
      position = position + uses[term]
    end
  end
  table.sort(terms)
  return postings, terms, positions
end

local function period_row(content, period, term, flat, first)
  local history = content.history[term]
  if not history then
    history = { all = 0 }
    for source = 1, M.SOURCES do history[source] = 0 end
    content.history[term], content.series[term] = history, {}
  end
  local articles, uses, sources, seen = #flat / 2, 0, 0, {}
  local row = { period, term, articles, 0, 0, articles, 0, .5, json_of(flat), articles >= 3 and history.all or nil,
    articles >= 3 and json_of(history) or nil }
  for i = 1, #flat, 2 do
    local source = (first + flat[i] - 1) % M.SOURCES + 1
    if not seen[source] then sources, seen[source] = sources + 1, true end
    uses, history[source] = uses + flat[i + 1], history[source] + 1
  end
  history.all = history.all + articles
  local series = content.series[term]
  series[#series + 1], series[#series + 2] = period, articles
  row[4], row[5] = uses, sources
  content.tests[period] = content.tests[period] + (articles >= 3 and 1 or 0)
  return row
end

-- Calls work with each month and its first and last article.
local function each_month(articles, work)
  local first = 1
  for period = 1, M.MONTHS do
    local last = first
    while last < articles and month_of(last + 1, articles) == period do last = last + 1 end
    work(period, first, last)
    first = last + 1
  end
end

local function yield_term_periods(content, articles)
  each_month(articles, function(period, first, last)
    local postings, terms = postings_of(first, last)
    content.tests[period], content.totals[period] = 0, last - first + 1
    for _, term in ipairs(terms) do coroutine.yield(period_row(content, period, term, postings[term], first)) end
  end)
end

local function yield_words(articles)
  each_month(articles, function(period, first, last)
    local postings, terms, positions = postings_of(first, last)
    for _, term in ipairs(terms) do
      coroutine.yield { period, word(term), "", #postings[term] / 2, json_of(postings[term]), json_of(positions[term]) }
    end
  end)
end

local function yield_rarities(content)
  local all = 0
  for term, history in pairs(content.history) do
    all = all + history.all
    coroutine.yield { word(term), 2 * history.all, history.all, 0 }
  end
  coroutine.yield { "", 0, all, 0 }
end

local function yield_sources(content)
  for source = 0, M.SOURCES - 1 do
    for period = 1, M.MONTHS do
      coroutine.yield { source .. ".example", period, math.floor(content.totals[period] / M.SOURCES) }
    end
  end
end

local function yield_terms(content)
  for term, series in pairs(content.series) do
    local history = content.history[term]
    coroutine.yield { term, word(term), word(term), word(term), json_of(series), history.all, math.floor(history.all / 2),
      0, 1, 1, 0, 0, 2.5, 5, 0 }
  end
end

local function yield_volumes(content)
  local place = 0
  for period = 1, M.MONTHS do
    local sizes = {}
    for _ = 1, content.totals[period] do
      place = place + 1
      local source = place % M.SOURCES + 1
      sizes[source] = (sizes[source] or 0) + 1
    end
    for source, count in pairs(sizes) do coroutine.yield { period, source, count } end
  end
end

local function label_of(period) return ("%d-%02d"):format(2023 + math.floor((period - 1) / 12), (period - 1) % 12 + 1) end
M.label_of = label_of

---@param articles integer
---@param ids any[] the articles' numbers in the store, in order of time
---@return newsstat.store.content
function M.content(articles, ids)
  local content = { history = {}, series = {}, tests = {}, totals = {} }
  local function rows_of(work)
    return function() return coroutine.wrap(work) end
  end
  return {
    revision = articles, first_day = 19358, last_day = 19358 + 730, is_partial = false, source_count = M.SOURCES,
    median_words = 400,
    term_periods = rows_of(function() yield_term_periods(content, articles) end),
    terms = rows_of(function() yield_terms(content) end),
    periods = rows_of(function()
      for period = 1, M.MONTHS do
        coroutine.yield { period, label_of(period), content.totals[period], content.tests[period] }
      end
    end),
    words = rows_of(function() yield_words(articles) end),
    rarities = rows_of(function() yield_rarities(content) end),
    sources = rows_of(function() yield_sources(content) end),
    furniture = rows_of(function() end),
    volumes = rows_of(function() yield_volumes(content) end),
    counted = rows_of(function()
      for place, id in ipairs(ids) do coroutine.yield { place, place % M.SOURCES + 1, id } end
    end),
    duplicates = rows_of(function() end),
  }
end

return M
