--- Which terms of an index may be ranked, and what speaks for each in all periods: how often articles
--- repeat it, its class, how firmly a phrase holds together.

local classes = require "newsstat.trends.classes"
local terms_of = require "newsstat.terms"

local exp, max, min = math.exp, math.max, math.min
local find, gmatch = string.find, string.gmatch

local M = {}

-- A phrase needs neighbours that vary by so many bits on both sides and words that so many bits of mutual
-- information hold together, or more of the latter.
M.LEAST_ENTROPY = .8
M.LEAST_ASSOCIATION = 2
M.FIRM_ASSOCIATION = 8
-- Or it stands alone between quotation marks so often: 《剑桥分析》.
M.LEAST_QUOTED = 3

-- A Latin word written small more often than so is no name.
M.LEAST_CAPITALS = .8

local DATES = {}
for word in gmatch([[january february march april may june july august september october november december jan feb mar
  apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat
  sun]], "%a+") do DATES[word] = true end

local function is_latin(key) return not find(key, "[\128-\255]") end

-- Names of months and days, addresses' pieces and hexadecimal strings are no news.
local function is_plain_latin(key, capitals)
  if #key < 3 or capitals < M.LEAST_CAPITALS or (#key >= 6 and find(key, "^[0-9a-f]+$") and find(key, "%d")) then
    return true
  end
  for word in gmatch(key, "%a+") do
    if DATES[word] then return true end
  end
  return not find(key, "%a")
end

local function holds_together(entropy, association, quoted)
  return (entropy >= M.LEAST_ENTROPY and association >= M.LEAST_ASSOCIATION) or association >= M.FIRM_ASSOCIATION
    or (quoted >= M.LEAST_QUOTED and association >= M.LEAST_ASSOCIATION)
end

-- Share of texts of typical length that have a word, by the lexicon.
local function commonness(key, median_words)
  local cost = terms_of.lexicon():find(key)
  return cost and 1 - exp(-exp(-cost) * median_words) or 0
end

---@class newsstat.candidate
---@field key string
---@field class number what its part of speech speaks for
---@field common number share of texts that have it by the lexicon; 0 for what the lexicon does not know
---@field adaptation number share of its articles that repeat it
---@field firmness number from .2 to 1: how firmly a phrase holds together

local function of_latin(candidate, capitals, is_mixed)
  if not is_mixed and is_plain_latin(candidate.key, capitals) then return nil end
  candidate.class = classes.LATIN
  return candidate
end

---A term's standing, or nil where it is none that a reader would call a term.
---@param index table of `core.index`
---@param term integer
---@param median_words number
---@return newsstat.candidate|nil
function M.of(index, term, median_words)
  local key, articles, repeating, _, is_word, words, capitals, quoted, entropy, association, ends_with_name =
    index:term(term)
  local candidate = {
    key = key, common = 0, firmness = 1,
    -- Church and Gale (1995): words of content come back inside an article, others do not.
    adaptation = (repeating + 2) / (articles + 8),
  }
  if is_latin(key) then return of_latin(candidate, capitals) end
  if find(key, "[%w]") then
    if not is_word and not holds_together(entropy, association, quoted) then return nil end
    return of_latin(candidate, 1, true)
  end
  if is_word then
    candidate.class = classes.of_word(key)
    candidate.common = commonness(key, median_words)
    return candidate
  end
  -- A title before a name is no part of it: 安倍晋三, not 首相安倍晋三.
  if ends_with_name then return nil end
  if words > 1 and not holds_together(entropy, association, quoted) then return nil end
  local parts = { index:words(term) }
  candidate.class = classes.of_phrase(parts[1], parts[#parts])
  candidate.firmness = max(.2, min(1, (association - 2) / 6))
  return candidate
end

return M
