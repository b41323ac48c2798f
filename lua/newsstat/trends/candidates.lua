--- Which terms of an index may be ranked, and what speaks for each in all periods: how often articles
--- repeat it, its class, how firmly a phrase holds together. The core judges by these rules (csrc/core/term_standing.c).

local classes = require "newsstat.trends.classes"
local core = require "newsstat.core"
local terms_of = require "newsstat.terms"

local M = {}

-- A phrase needs neighbours that vary by so many bits on both sides and words that so many bits of mutual
-- information hold together, or more of the latter.
M.LEAST_ENTROPY = .8
M.LEAST_ASSOCIATION = 2
M.FIRM_ASSOCIATION = 8
-- Or it stands alone between quotation marks so often: 《剑桥分析》.
M.LEAST_QUOTED = 3

-- A phrase is at least so firm; one of so many bits and more is of firmness 1.
M.LEAST_FIRMNESS = .2

-- A Latin word written small more often than so is no name.
M.LEAST_CAPITALS = .8

-- Names of months and days are no news.
local DATES = {}
for word in ([[january february march april may june july august september october november december jan feb mar apr jun
  jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat
  sun]]):gmatch "%a+" do DATES[#DATES + 1] = word end

---The name before a genitive's 's in a term's key, nil where it is none: China's is a use of China.
---@type fun(key: string): string|nil
M.owner_of = core.owner_of

local rules, rules_median

---The rules that terms are judged by, as `core.ranking` takes them.
---@param median_words number words of a typical article
---@return table rules
function M.rules(median_words)
  if rules_median ~= median_words then
    rules_median, rules = median_words, core.standing_rules(terms_of.lexicon(), {
      median_words = median_words, least_entropy = M.LEAST_ENTROPY, least_association = M.LEAST_ASSOCIATION,
      firm_association = M.FIRM_ASSOCIATION, least_quoted = M.LEAST_QUOTED, least_firmness = M.LEAST_FIRMNESS,
      least_capitals = M.LEAST_CAPITALS, date_words = DATES, classes = classes.BY_TAG, latin = classes.LATIN,
      unlisted = classes.UNLISTED, other = classes.OTHER, noun_starts = classes.NOUN_STARTS,
      noun_ends = classes.NOUN_ENDS, weak_starts = classes.WEAK_STARTS, phrase = classes.PHRASE,
      noun_phrase = classes.NOUN_PHRASE, clause = classes.CLAUSE, weak_start = classes.WEAK_START,
    })
  end
  return rules
end

-- Articles that have the name before a genitive's 's, 0 where that is no term.
local function owner_articles(index, key)
  local owner = M.owner_of(key)
  local id = owner and index:find(owner)
  return id and select(2, index:term(id)) or 0
end

local function first_and_last(...) return (...), (select(select("#", ...), ...)) end

-- The same of what has the methods of an index but is none of the core.
local function judge(index, term, median_words)
  local key, articles, repeating, _, is_word, words, capitals, quoted, entropy, association, ends_with_name =
    index:term(term)
  return M.rules(median_words):judge(key, articles, repeating, is_word, words, capitals, quoted, entropy, association,
    ends_with_name, owner_articles(index, key), first_and_last(index:words(term)))
end

---A term's standing, or nil where it is none that a reader would call a term.
---@param index table of `core.index`, or what has its methods find, term and words
---@param term integer
---@param median_words number words of a typical article
---@return number|nil class what its part of speech speaks for, from -.8 to 2
---@return number adaptation share of its articles that repeat it
---@return number firmness from .2 to 1: how firmly a phrase holds together
---@return number common share of texts that have it by the lexicon; 0 for what the lexicon does not know
function M.standing(index, term, median_words)
  if type(index) == "userdata" then return M.rules(median_words):judge_indexed(index, term) end
  return judge(index, term, median_words)
end

---@param index table as for `standing`
---@param term integer
---@param median_words number
---@return string|nil key of a term that may be ranked
function M.of(index, term, median_words)
  return M.standing(index, term, median_words) and (index:term(term)) or nil
end

return M
