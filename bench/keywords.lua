--- Measures keywords on folders of saved posts, and learns the weights of newsstat/keywords/weights.lua.
--
--   lua bench/keywords.lua FOLDER…            measure
--   lua bench/keywords.lua FOLDER… --write    learn from all articles, print weights.lua
--
-- To measure, two thirds of each folder's articles are its background and teach weights of their own; of the others
-- titles and tag lines are taken away and asked for, so nothing that is asked was learned. Weights are learned from all
-- folders together, so that they fit more than one archive; the first folder has twice the say of each further one.
-- title-hit@5: the share of the five best keywords that stand in the title. tags@10: the share of human tags (links with
-- rel="tag", English ones translated) that the text has and that are among the ten best. Articles are dealt out by a
-- checksum of their names, so that each run has the same parts.

local here = arg[0]:match "^(.*/)" or "./"

local article_terms = require "newsstat.keywords.article_terms"
local background = require "newsstat.background"
local core = require "newsstat.core"
local keyword_articles = dofile(here .. "keyword_articles.lua")
local keywords = require "newsstat.keywords"
local learned = require "newsstat.keywords.learned"
local phrase_rules = require "newsstat.phrase_rules"
local regress = dofile(here .. "regression.lua")
local terms_of = require "newsstat.terms"

local TESTED = 1000

-- Articles of the first folder that teach, and of each further one.
local TAUGHT, TAUGHT_FURTHER = 2000, 1000

local terms, fold = terms_of.new {}, keyword_articles.fold

local function checksum(text)
  local sum = 7
  for i = 1, #text do sum = (sum * 31 + text:byte(i)) % 1000003 end
  return sum
end

local function deal_out(articles)
  local teaching, asking = {}, {}
  for _, one in ipairs(articles) do
    local part = checksum(one.path:match "[^/]*$") % 3 ~= 0 and teaching or asking
    part[#part + 1] = one
  end
  return teaching, asking
end

local function make_background(articles)
  local corpus, numbers, sources = core.corpus(terms, phrase_rules.rules()), {}, {}
  for i, one in ipairs(articles) do
    assert(corpus:add(one.title, one.text))
    numbers[i], sources[i] = i, 1
  end
  return background.of(corpus, numbers, sources)
end

-- The terms of each article, and which of them its title holds or people tagged it with.
local function rows_of(articles)
  for _, one in ipairs(articles) do
    one.rows, one.words = article_terms.of(terms, "", one.text)
    one.titles, one.tagged = {}, {}
    for _, words in ipairs(one.asked) do
      for _, word in ipairs(words) do one.tagged[word] = true end
    end
    for _, row in ipairs(assert(one.rows)) do
      one.titles[row.key] = one.folded_title:find((row.key:gsub(" ", "")), 1, true)
    end
  end
end

-- What telling the title's terms from others needs, or with `key` "tagged", those that people tagged the articles with.
local function samples_of(sets, key, features_of)
  local samples = {}
  for i, set in ipairs(sets) do
    for j = 1, math.min(i == 1 and TAUGHT or TAUGHT_FURTHER, #set.teaching) do
      local one = set.teaching[j]
      for _, row in ipairs(next(one[key]) and one.rows or {}) do
        local label = one[key][row.key] and 1 or 0
        samples[#samples + 1] = { features = features_of(row, one, set.behind), label = label, weight = (#one.rows) ^ -.5 }
      end
    end
  end
  return samples
end

local function learn(sets)
  for _, set in ipairs(sets) do rows_of(set.teaching) end
  local function with_background(row, one, behind) return learned.features(row, one.words, behind, one) end
  local function alone(row, one) return learned.features_alone(row, one.words) end
  for score, key in pairs { headline = "titles", subject = "tagged" } do
    learned.weights[score].with_background = regress(samples_of(sets, key, with_background))
    learned.weights[score].alone = regress(samples_of(sets, key, alone))
  end
end

-- The five and ten best of each article against its title and tags; `best` gives keys in order.
local function measure(name, articles, best)
  local in_title, listed, found, tags = 0, 0, 0, 0
  for i = 1, math.min(TESTED, #articles) do
    local one, top = articles[i], {}
    for rank, key in ipairs(best(one)) do
      top[key] = true
      if rank <= 5 then
        listed = listed + 1
        if one.folded_title:find(key, 1, true) then in_title = in_title + 1 end
      end
    end
    for _, words in ipairs(one.asked) do
      local hit = 0
      for _, word in ipairs(words) do if top[word] then hit = 1 end end
      tags, found = tags + 1, found + hit
    end
  end
  print(("%-24s title-hit@5 %.3f  tags@10 %.3f  (%d articles, %d tags)"):format(
    name, in_title / listed, found / math.max(1, tags), math.min(TESTED, #articles), tags))
end

local function by_method(options)
  options.top = 10
  return function(one)
    local rows = assert(keywords.of({ text = one.text }, options))
    for i, row in ipairs(rows) do rows[i] = fold(row.term) end
    return rows
  end
end

-- The words that are used most often, but for stop words: what any method must beat.
local function by_frequency(one)
  local best = {}
  for _, row in ipairs(assert(article_terms.of(terms, "", one.text))) do
    if not row.is_phrase then best[#best + 1] = row end
  end
  table.sort(best, function(a, b)
    if a.count ~= b.count then return a.count > b.count end
    return a.first < b.first
  end)
  local keys = {}
  for i = 1, math.min(10, #best) do keys[i] = fold(best[i].key) end
  return keys
end

-- Features of the article come first, on a line of their own.
local SHAPE = 12

local function numbers(list)
  local texts = {}
  for i, number in ipairs(list) do texts[i] = ("%.3f"):format(number) .. (i == SHAPE and ",\n   " or ",") end
  return "{\n    " .. table.concat(texts, " ") .. "\n  }"
end

local function print_weights()
  print "--- What newsstat/keywords/learned.lua learned; `lua bench/keywords.lua FOLDER --write` prints this file.\n"
  print "local M = {}\n"
  print "-- In the order of learned.features and learned.features_alone."
  for _, score in ipairs { "headline", "subject" } do
    print(("M.%s = {"):format(score))
    print(("  with_background = %s,"):format(numbers(learned.weights[score].with_background)))
    print(("  alone = %s,\n}"):format(numbers(learned.weights[score].alone)))
  end
  print "\nreturn M"
end

local folders, writes = {}, false
for _, argument in ipairs(arg) do
  if argument == "--write" then writes = true else folders[#folders + 1] = argument end
end
if #folders == 0 then
  io.stderr:write "usage: lua bench/keywords.lua FOLDER… [--write]\n"
  os.exit(2)
end
local sets = {}
for i, folder in ipairs(folders) do
  local set, articles = {}, keyword_articles.read { folder }
  set.teaching, set.asking = articles, {}
  if not writes then set.teaching, set.asking = deal_out(articles) end
  set.behind = make_background(set.teaching)
  sets[i] = set
end
learn(sets)
if writes then
  print_weights()
else
  for i, set in ipairs(sets) do
    print(folders[i])
    measure("default, background", set.asking, by_method { idf = set.behind })
    measure("default, alone", set.asking, by_method {})
    measure("tfidf, background", set.asking, by_method { idf = set.behind, method = "tfidf" })
    measure("textrank", set.asking, by_method { method = "textrank" })
    measure("uses", set.asking, by_frequency)
  end
end
