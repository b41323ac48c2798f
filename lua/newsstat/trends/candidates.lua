--- Which terms of an index may be ranked, and what speaks for each in all periods: how often articles
--- repeat it, its class, how firmly a phrase holds together.

local classes = require "newsstat.trends.classes"
local terms_of = require "newsstat.terms"

local exp, max, min = math.exp, math.max, math.min
local find, gmatch, match = string.find, string.gmatch, string.match

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

---@param key string of a term
---@return string|nil owner the name before a genitive's 's
function M.owner_of(key) return match(key, "^(%w.-)'s$") or match(key, "^(%w.-)\226\128\153s$") end

-- China's is a use of China; McDonald's, which stands in more articles than McDonald, is a name.
local function is_possessive(index, key, articles)
  local owner = M.owner_of(key)
  local id = owner and index:find(owner)
  return id ~= nil and select(2, index:term(id)) >= articles
end

local function holds_together(entropy, association, quoted)
  return (entropy >= M.LEAST_ENTROPY and association >= M.LEAST_ASSOCIATION) or association >= M.FIRM_ASSOCIATION
    or (quoted >= M.LEAST_QUOTED and association >= M.LEAST_ASSOCIATION)
end

-- The class of a Chinese word, and the share of texts of typical length that have it by the lexicon.
local function of_word(key, median_words)
  local cost, tag = terms_of.lexicon():find(key)
  return classes.of_tag(tag), cost and 1 - exp(-exp(-cost) * median_words) or 0
end

local function class_of_phrase(...) return classes.of_phrase((...), (select(select("#", ...), ...))) end

---A term's standing, or nil where it is none that a reader would call a term.
---@param index table of `core.index`
---@param term integer
---@param median_words number
---@return string|nil key
---@return number class what its part of speech speaks for
---@return number adaptation share of its articles that repeat it
---@return number firmness from .2 to 1: how firmly a phrase holds together
---@return number common share of texts that have it by the lexicon; 0 for what the lexicon does not know
function M.of(index, term, median_words)
  local key, articles, repeating, _, is_word, words, capitals, quoted, entropy, association, ends_with_name =
    index:term(term)
  -- Church and Gale (1995): words of content come back inside an article, others do not.
  local adaptation = (repeating + 2) / (articles + 8)
  if is_possessive(index, key, articles) then return nil end
  if is_latin(key) then
    if is_plain_latin(key, capitals) then return nil end
    return key, classes.LATIN, adaptation, 1, 0
  end
  if find(key, "%w") then
    if not is_word and not holds_together(entropy, association, quoted) then return nil end
    return key, classes.LATIN, adaptation, 1, 0
  end
  if is_word then
    local class, common = of_word(key, median_words)
    return key, class, adaptation, 1, common
  end
  -- A title before a name is no part of it: 安倍晋三, not 首相安倍晋三.
  if ends_with_name then return nil end
  if words > 1 and not holds_together(entropy, association, quoted) then return nil end
  return key, class_of_phrase(index:words(term)), adaptation, max(.2, min(1, (association - 2) / 6)), 0
end

return M
