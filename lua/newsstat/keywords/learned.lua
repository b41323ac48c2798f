--- How likely a term is to be a keyword: a linear score of where and how often the article uses it, and of what a
--- background tells of it. The weights were learned by logistic regression on articles whose titles were taken away,
--- for telling which terms those titles hold; bench/keywords.lua does it.
--
-- With a background of A articles, d of which have the term, t of them in their title too:
--   I = ln((A + 1) / (d + 1/2))                  rarity
--   T = ln((t + 8 g) / (d + 8) / g)              title propensity, g the mean share of titles
-- What stands in titles of other articles, if it is used here, is what articles are about. Without a background the
-- lexicon's word probabilities tell the rarity.

local classes = require "newsstat.trends.classes"
local terms_of = require "newsstat.terms"

local exp, log = math.exp, math.log

local M = {}

-- The share of articles that have in their title a term of their text, over all terms.
M.MEAN_TITLES = .0079

-- What a term gains by standing in the article's own title.
M.OWN_TITLE = 2

-- Words of a typical news article, for the lexicon's rarity.
local TYPICAL_WORDS = 400

-- A constant; ln tf and its square; ln of the density, of the first use's place, and of that relative to the length;
-- T, I and its square, or the lexicon's rarity; whether Latin, whether a phrase; class; characters.
M.WITH_BACKGROUND = {
  -4.376, .346, -.059, 1.148, -.123, -.756, .303, .663, -.072, -.764, .073, -.082, -.079,
}
M.ALONE = { -3.672, .43, -.077, 1.222, -.103, -.817, .075, -1.538, -.291, -.031, -.139 }

local function shape(row, words)
  local tf = log(row.count)
  return tf, tf * tf, log(1000 * row.count / words + .3), log(1 + row.first), log(1 + 20 * row.first / words)
end

-- Whether a term is Latin, whether it is a phrase, and what its part of speech speaks for.
local function kind(row)
  if not row.key:find "[\128-\255]" then return 1, 0, 0, 0 end
  local length = math.min(#row.key / 3, 6)
  return 0, row.is_phrase and 1 or 0, row.is_phrase and 0 or classes.of_word(row.key), length
end

---@param row newsstat.article_term
---@param words integer of the article
---@param background newsstat.background
---@param own? { articles: integer, titles: integer } what the article itself adds to the background
---@return number[] features
function M.features(row, words, background, own)
  local _, articles, titles = background:get(row.key)
  local _, all = background:total()
  titles = titles or 0
  if own and articles > 0 then
    articles, titles = articles - own.articles, math.max(0, titles - (own.titles[row.key] and 1 or 0))
  end
  local propensity = log((titles + 8 * M.MEAN_TITLES) / (articles + 8) / M.MEAN_TITLES)
  local rarity = log((all + 1) / (articles + .5))
  local a, b, c, d, e = shape(row, words)
  return { 1, a, b, c, d, e, propensity, rarity, rarity * rarity, kind(row) }
end

local function rarity_alone(key)
  local lexicon = terms_of.lexicon()
  local cost = lexicon:find(key) or lexicon:unknown_cost()
  return -log(1 - exp(-TYPICAL_WORDS * exp(-cost)))
end

---@param row newsstat.article_term
---@param words integer
---@return number[] features
function M.features_alone(row, words)
  local a, b, c, d, e = shape(row, words)
  return { 1, a, b, c, d, e, rarity_alone(row.key), kind(row) }
end

---@param row newsstat.article_term
---@param words integer
---@param background? newsstat.background
---@return number score log-odds
function M.score(row, words, background)
  local features = background and M.features(row, words, background) or M.features_alone(row, words)
  local weights, score = background and M.WITH_BACKGROUND or M.ALONE, row.in_title and M.OWN_TITLE or 0
  for i, weight in ipairs(weights) do score = score + weight * features[i] end
  return score
end

return M
