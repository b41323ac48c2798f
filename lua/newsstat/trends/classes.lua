--- Word classes: how much a term's part of speech speaks for its being news. Names are, adverbs are not.

local terms_of = require "newsstat.terms"

local M = {}

local NAME, LATIN, NOUN, VERB, ADJECTIVE, OTHER = 2, 1.5, 1, .3, -.3, -.8

-- By the first letter of the lexicon's tag.
local BY_LETTER = { n = NOUN, j = NOUN, v = VERB, a = ADJECTIVE, l = ADJECTIVE, i = ADJECTIVE }
local BY_TAG = { nr = NAME, ns = NAME, nt = NAME, nz = NAME, nrt = NAME, nrfg = NAME, vn = NOUN }

-- What a phrase may begin with, and end in, to read like a name or a compound noun.
local BEGINS_NOUN = { n = true, a = true, b = true, s = true, j = true, v = true, t = true, f = true, m = true }
local ENDS_NOUN = { n = true, j = true, k = true }
-- Numerals, measure words, pronouns, adverbs, prepositions, conjunctions, particles: part of the sentence around it.
local BEGINS_WEAKLY = { m = true, q = true, r = true, d = true, p = true, c = true, u = true }

local function tag_of(word)
  local _, tag = terms_of.lexicon():find(word)
  return tag
end

---@param tag string|nil part of speech of a Chinese word by the lexicon, nil where it does not know the word
---@return number class from -.8 to 2
function M.of_tag(tag)
  -- What the lexicon does not know is a name or new.
  if not tag then return NAME end
  return BY_TAG[tag] or BY_LETTER[tag:sub(1, 1)] or OTHER
end

---@param first string key of the phrase's first word
---@param last string key of its last
---@return number class
function M.of_phrase(first, last)
  local begins, ends = (tag_of(first) or "n"):sub(1, 1), (tag_of(last) or "n"):sub(1, 1)
  local class = .2
  if ENDS_NOUN[ends] and BEGINS_NOUN[begins] then
    class = 1
  elseif ends == "v" and begins == "n" then
    class = .5
  end
  return BEGINS_WEAKLY[begins] and class - .5 or class
end

M.LATIN = LATIN

return M
