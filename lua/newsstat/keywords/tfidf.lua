--- Keywords by term frequency against document frequency.
--
-- score = w * tf * idf, tf the term's share of the words of the article and w 2 for a term of the title, 1/2
-- for a single use behind the lead, else 1. With a background of other
-- articles idf = ln((A + 1) / (d + 1/2)), A its articles, d those with the term (K. Spärck Jones, "A
-- statistical interpretation of term specificity and its application in retrieval", Journal of
-- Documentation 28(1), 1972, with half an article for a term that none has). For an article alone the
-- lexicon stands in: a word of probability p is in a text of L words with probability 1 - exp(-pL),
-- if uses fall independently, and idf = -ln of that.

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

local function terms_of_title(terms, article)
  local found = {}
  local document = type(article) == "table" and article.title and terms:document(article.title)
  for _, row in ipairs(document and document:list() or {}) do found[row.term] = true end
  if document then document:close() end
  return found
end

-- What an article is about it says early and again: a single late use counts half.
local function weight_of(row, in_title)
  if in_title[row.term] then return TITLE_WEIGHT end
  return (row.count > 1 or row.first <= LEAD_WORDS) and 1 or .5
end


---@param terms table of `newsstat.terms`
---@param article newsstat.article|string
---@param text string title and text
---@param background? newsstat.background|newsstat.counter
---@return newsstat.keyword[]|nil rows with key, count, first and score
---@return string|nil message
function M.of(terms, article, text, background)
  local document, message = terms:document(text)
  if not document then return nil, message end
  local _, words = document:total()
  local idf, in_title = background and background_idf(background) or lexicon_idf(), terms_of_title(terms, article)
  local rows = document:list()
  document:close()
  for _, row in ipairs(rows) do
    row.key = row.term
    row.score = weight_of(row, in_title) * row.count / words * idf(row.term)
    row.term = terms:surface(row.key)
  end
  return rows
end

return M
