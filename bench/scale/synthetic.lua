--- Synthetic articles: terms by Zipf and Mandelbrot's law as fit.lua finds it in an archive of news, spread over months
--- and sources by a seeded generator.

local M = {}

-- Of 2,621 articles of a Chinese archive (fit.lua): exponent and shift; a term is used twice in an article that has it.
M.EXPONENT, M.SHIFT = 1.256, 365
M.TERMS = 1e6
M.TERMS_AN_ARTICLE = 200
M.MONTHS, M.SOURCES = 24, 12

local WORDS_A_SENTENCE = 12
local FIRST_SECOND = 1672531200 -- 2023-01-01
local MONTH_SECONDS = 2629746

-- Multiplication modulo a prime (Park, Miller 1988): the same in every Lua.
local state
local function random()
  state = state * 48271 % 2147483647
  return state / 2147483647
end

-- The rank of a random use of a term: the law's distribution, inverted.
local least, most = (1 + M.SHIFT) ^ (1 - M.EXPONENT), (M.TERMS + M.SHIFT) ^ (1 - M.EXPONENT)
local function random_term()
  return math.floor((least - random() * (least - most)) ^ (1 / (1 - M.EXPONENT)) - M.SHIFT)
end

-- A use in fifty is of one of a month's own terms, which are the next ones behind these.
local OWN_SHARE, OWN_TERMS, FIRST_OWN = .02, 20, 5000

local SYLLABLES, CAPITALS = {}, {}
for consonant in ("bcdfghjklmnpqrstvwxz"):gmatch "." do
  for vowel in ("aeiou"):gmatch "." do SYLLABLES[#SYLLABLES + 1] = consonant .. vowel end
end
for i, syllable in ipairs(SYLLABLES) do CAPITALS[i] = syllable:gsub("^.", string.upper) end

---@param rank integer from 0, below M.TERMS
---@return string a name of its own, of Latin letters, so that no lexicon cuts it
function M.name(rank)
  local rest = math.floor(rank / 100)
  return CAPITALS[rank % 100 + 1] .. SYLLABLES[rest % 100 + 1] .. SYLLABLES[math.floor(rest / 100) + 1]
end

local function term_of(month)
  if random() >= OWN_SHARE then return random_term() end
  return FIRST_OWN + month * OWN_TERMS + math.floor(random() * OWN_TERMS)
end

-- Distinct terms of an article, and all uses of them in any order.
local function random_uses(month)
  local seen, list, uses = {}, {}, {}
  while #list < M.TERMS_AN_ARTICLE do
    local term = term_of(month)
    if not seen[term] then
      seen[term], list[#list + 1] = true, term
      for _ = 1, random() < .5 and 1 or math.floor(2 + random() * 3) do uses[#uses + 1] = term end
    end
  end
  for i = #uses, 2, -1 do
    local j = math.floor(random() * i) + 1
    uses[i], uses[j] = uses[j], uses[i]
  end
  return list, uses
end

local function text_of(uses)
  local parts = {}
  for i, term in ipairs(uses) do
    parts[i] = M.name(term) .. (i % WORDS_A_SENTENCE == 0 and ".\n" or " ")
  end
  return table.concat(parts)
end

---@param place integer from 1
---@param articles integer in all
---@return newsstat.article
function M.article(place, articles)
  state = (place * 7919 + 20261128) % 2147483646 + 1
  local list, uses = random_uses(math.floor((place - 1) * M.MONTHS / articles))
  return {
    url = ("http://%d.example/%d"):format(place % M.SOURCES, place), source = (place % M.SOURCES) .. ".example",
    title = M.name(list[1]) .. " " .. M.name(list[2]),
    time = FIRST_SECOND + math.floor((place - .5) * M.MONTHS * MONTH_SECONDS / articles), text = text_of(uses),
  }
end

---@param period integer from 1
---@return string
function M.label_of(period) return ("%d-%02d"):format(2023 + math.floor((period - 1) / 12), (period - 1) % 12 + 1) end

return M
