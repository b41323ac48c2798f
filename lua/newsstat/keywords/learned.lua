--- How likely a term is to be a keyword: two linear scores of where and how often the article uses it, and of what a
--- background tells of it. The weights were learned by logistic regression on articles whose titles and tags were taken
--- away: the headline score for telling which terms the titles hold, the subject score for telling by which terms people
--- tag; bench/keywords.lua does it. A headline has what is special to the article, a tag what it shares with others.
--
-- With a background of A articles, d of which have the term, t of them in their title too:
--   I = ln((A + 1) / (d + 1/2))                        rarity
--   T = ln((t + 8 g) / (d + 8) / g)                    title propensity
-- g is the share of titles over all terms of the background. What stands in titles of other articles, if it is used
-- here, is what articles are about. Without a background the lexicon's word probabilities tell the rarity.

local terms_of = require "newsstat.terms"
local weights = require "newsstat.keywords.weights"

local exp, log = math.exp, math.log
local find = string.find

local M = {}

-- Articles of the background that the mean propensity is worth.
local PRIOR_ARTICLES = 8

-- What a term gains in both scores by standing in the article's own title.
M.OWN_TITLE = 2

-- Words of a typical news article, for the lexicon's rarity.
local TYPICAL_WORDS = 400

M.weights = weights

-- Most terms of two characters are whole words of a headline; longer ones are often shortened there.
local TWO_CHARACTERS = "^[\194-\244][\128-\191]+[\194-\244][\128-\191]+$"

-- Of the constant; ln tf and its square; ln of the density, of the first use's place, and of that relative to the
-- length; ln of the paragraphs that have it; ln of the uses in the first sentences, the spread, headings, ln of the uses
-- where paragraphs begin; whether it is of two characters.
local function shape(row, words, ...)
  local tf = log(row.count)
  return { 1, tf, tf * tf, log(1000 * row.count / words + .3), log(1 + row.first), log(1 + 20 * row.first / words),
    log(1 + row.paragraphs), log(1 + row.lead), row.spread, row.headings, log(1 + row.openings),
    find(row.key, TWO_CHARACTERS) and 1 or 0, ... }
end

---@param titles number articles with the term in their title
---@param articles number with the term
---@param share number of titles over all terms
---@return number T 0 where the background has no titles
function M.propensity(titles, articles, share)
  if share == 0 then return 0 end
  return log((titles + PRIOR_ARTICLES * share) / (articles + PRIOR_ARTICLES) / share)
end

---@param row newsstat.article_term
---@param words integer of the article
---@param background newsstat.background|newsstat.counter
---@param own? { titles: table<string, any> } an article of the background: terms of its title; what it adds is taken off
---@return number[] features
function M.features(row, words, background, own)
  local _, articles, titles = background:get(row.key)
  local _, all = background:total()
  if own and articles > 0 then
    articles = articles - 1
    if own.titles[row.key] then titles = math.max(0, titles - 1) end
  end
  local propensity = titles and M.propensity(titles, articles, background:title_share()) or 0
  local rarity = log((all + 1) / (articles + .5))
  return shape(row, words, propensity, rarity, rarity * rarity)
end

---@param row newsstat.article_term
---@param words integer
---@return number[] features
function M.features_alone(row, words)
  local lexicon = terms_of.lexicon()
  local cost = lexicon:find(row.key)
  local rarity = -log(1 - exp(-TYPICAL_WORDS * exp(-(cost or lexicon:unknown_cost()))))
  return shape(row, words, rarity, cost and 0 or 1)
end

local function weighted(features, by, gain)
  local score = gain
  for i, weight in ipairs(by) do score = score + weight * features[i] end
  return score
end

---@param row newsstat.article_term
---@param words integer
---@param background? newsstat.background|newsstat.counter
---@return number headline log-odds
---@return number subject log-odds
function M.scores(row, words, background)
  local features = background and M.features(row, words, background) or M.features_alone(row, words)
  local kind, gain = background and "with_background" or "alone", row.in_title and M.OWN_TITLE or 0
  return weighted(features, weights.headline[kind], gain), weighted(features, weights.subject[kind], gain)
end

return M
