--- Keywords: the terms that tell what one article is about.
--
-- score = w * tf * idf, tf the term's share of the words of the article and w 2 for a term of the title, 1/2
-- for a single use behind the lead, else 1. With a background of other
-- articles idf = ln((A + 1) / (d + 1/2)), A its articles, d those with the term (K. Spärck Jones, "A
-- statistical interpretation of term specificity and its application in retrieval", Journal of
-- Documentation 28(1), 1972, with half an article for a term that none has). For an article alone the
-- lexicon stands in: a word of probability p is in a text of L words with probability 1 - exp(-pL),
-- if uses fall independently, and idf = -ln of that.

local options_of = require "newsstat.options"
local terms_of = require "newsstat.terms"

local exp, log = math.exp, math.log

local M = {}

-- Words of a typical news article: the text that a word's rarity is measured against.
local TYPICAL_WORDS = 400

-- What a title holds is what the article is about, in its writer's judgement.
local TITLE_WEIGHT = 2

-- Words after which a first use says nothing more of a term's weight.
local LEAD_WORDS = 60

local function lexicon_idf()
  local lexicon = terms_of.lexicon()
  local unknown = lexicon:unknown_cost()
  return function(term)
    local cost = lexicon:find(term) or unknown
    return -log(1 - exp(-TYPICAL_WORDS * exp(-cost)))
  end
end

local function background_idf(counter)
  local _, articles = counter:total()
  return function(term)
    local _, with_term = counter:get(term)
    return log((articles + 1) / (with_term + .5))
  end
end

-- The counter behind a timeline, or a counter itself; nil for anything else.
local function counter_of(background)
  if type(background) == "table" then return background.background and background:background() end
  local is_counter = pcall(function() return background:get "" end)
  return is_counter and background or nil
end

local function idf_of(background)
  if background == nil then return lexicon_idf() end
  local counter = counter_of(background)
  if not counter then error("newsstat.keywords: option 'idf' must be a timeline or a counter", 3) end
  return background_idf(counter)
end

local function text_of(article)
  if type(article) == "string" then return article end
  if type(article) ~= "table" or type(article.text) ~= "string" then
    error("newsstat.keywords: an article (a table with text) or a string expected, got " .. type(article), 3)
  end
  return (article.title and article.title .. "\n" or "") .. article.text
end

local function terms_of_title(terms, article)
  local found = {}
  local document = type(article) == "table" and article.title and terms:document(article.title)
  for _, row in ipairs(document and document:list() or {}) do found[row.term] = true end
  return found
end

-- What an article is about it says early and again: a single late use counts half.
local function weight_of(row, in_title)
  if in_title[row.term] then return TITLE_WEIGHT end
  return (row.count > 1 or row.first <= LEAD_WORDS) and 1 or .5
end

local function by_score(a, b)
  if a.score ~= b.score then return a.score > b.score end
  return a.first < b.first
end

---@class newsstat.keyword
---@field term string surface form
---@field rank integer from 1
---@field score number
---@field count integer uses in the article
---@field tag string|nil part of speech in the lexicon, nil for a word it does not have

---@class newsstat.keyword_options : newsstat.term_options
---@field top? integer how many, default 10
---@field idf? newsstat.timeline|newsstat.counter articles that tell how rare a term is; default: the lexicon
---@field method? "tfidf"

local OPTIONS = { top = "count", idf = "table|userdata", method = "string" }
for name, types in pairs(terms_of.OPTIONS) do OPTIONS[name] = types end

local METHODS = { tfidf = true }

local function new_terms(options)
  return terms_of.new {
    segmenter = options.segmenter,
    stop = options.stop,
    min_characters = options.min_characters,
    tags = options.tags,
  }
end

---The keywords of an article or a text, the weightiest first.
---@param article newsstat.article|string title and text count
---@param options? newsstat.keyword_options
---@return newsstat.keyword[]|nil rows nil where the text could not be cut
---@return string|nil message
function M.of(article, options)
  options = options_of.check(options, OPTIONS, "newsstat.keywords")
  local method = options.method or "tfidf"
  if not METHODS[method] then error("newsstat.keywords: unknown method '" .. method .. "' (there is: tfidf)", 2) end
  local text, idf = text_of(article), idf_of(options.idf)
  local terms, lexicon = new_terms(options), terms_of.lexicon()
  local document, message = terms:document(text)
  if not document then return nil, message end
  local _, words = document:total()
  local rows = document:list()
  local in_title = terms_of_title(terms, article)
  for _, row in ipairs(rows) do
    row.score = weight_of(row, in_title) * row.count / words * idf(row.term)
  end
  table.sort(rows, by_score)
  for i = #rows, (options.top or 10) + 1, -1 do rows[i] = nil end
  for rank, row in ipairs(rows) do
    local _, tag = lexicon:find(row.term)
    row.rank, row.tag, row.first = rank, tag, nil
    row.term = terms:surface(row.term)
  end
  return rows
end

return M
