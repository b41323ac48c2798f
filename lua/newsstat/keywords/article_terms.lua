--- The words and phrases of one article that may be its keywords.

local core = require "newsstat.core"
local phrase_rules = require "newsstat.phrase_rules"
local places = require "newsstat.keywords.places"

local concat, find = table.concat, string.find

local M = {}

-- A term is used twice, or is met in this first part of the article. Of a short article every word may count.
local LEAD_SHARE = .15
local SHORT_ARTICLE = 300

local LEAST_PHRASE_USES = 2
local LEAST_LATIN = 3

---@class newsstat.article_term
---@field term string surface form
---@field key string
---@field count integer uses
---@field first integer words before its first use, title included
---@field paragraphs integer that have it, title included
---@field lead integer uses in the first sentences of the text, see `newsstat.keywords.places`
---@field openings integer uses where paragraphs begin
---@field headings integer that have it, at most two
---@field spread number share of the text from its first use to its last
---@field is_phrase boolean
---@field in_title boolean

-- A phrase of one article tells by its uses only that it is one.
local function is_candidate(row, words)
  if row.is_phrase and row.count < LEAST_PHRASE_USES then return false end
  if not find(row.key, "[\128-\255]") and #row.key < LEAST_LATIN then return false end
  return row.count >= 2 or words < SHORT_ARTICLE or row.first < LEAD_SHARE * words or row.in_title
end

-- Without phrases that are never met but inside a longer one: of 抗中护 and 抗中护自由, used as often, the latter.
local function without_pieces(rows, words_of)
  local phrases, kept = {}, {}
  for row in pairs(words_of) do phrases[row.key] = row end
  local pieces = {}
  for row, words in pairs(words_of) do
    for first = 1, #words - 1 do
      for last = first + 1, #words do
        local inside = phrases[concat(words, "", first, last)]
        if inside and inside ~= row and inside.count <= row.count then pieces[inside] = true end
      end
    end
  end
  for _, row in ipairs(rows) do
    if not pieces[row] then kept[#kept + 1] = row end
  end
  return kept
end

---@param terms table of `newsstat.terms`
---@param title string
---@param text string
---@return newsstat.article_term[]|nil rows
---@return integer|string words of the article, or a message
function M.of(terms, title, text)
  local corpus = core.corpus(terms, phrase_rules.rules())
  local added, message = corpus:add(title, text)
  if not added then return nil, message end
  local one, words, rows, words_of = { 1 }, corpus:words(1), {}, {}
  local index = core.index(corpus, { articles = one, sources = one, series = one, periods = one }, 1)
  index:open(1, 1)
  for id = 1, #index do
    local key, _, _, _, is_word, parts, _, _, _, _, ends_with_name, count, first, paragraphs = index:term(id)
    local _, _, _, titles = index:count(id)
    local row = {
      key = key, count = count, first = first - 1, paragraphs = paragraphs, is_phrase = not is_word and parts > 1,
      in_title = titles > 0,
    }
    if is_candidate(row, words) and not (ends_with_name and row.is_phrase) and not index:is_stop(id) then
      row.term = index:surface(id)
      if row.is_phrase then words_of[row] = { index:words(id) } end
      rows[#rows + 1] = row
    end
  end
  index:close()
  corpus:close()
  rows = without_pieces(rows, words_of)
  places.fill(rows, text)
  return rows, words
end

return M
