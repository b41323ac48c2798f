--- Terms that tell one set of articles from another: of two sources, two spans of time, or those with a term and
--- those without it.

local contrast_terms = require "newsstat.contrast_terms"
local forms = require "newsstat.trends.forms"
local place_ranges = require "newsstat.place_ranges"
local statistics = require "newsstat.trends.statistics"

local M = {}

-- Of the terms of a side only the best go on to the choice of forms.
M.MOST_JUDGED = 600

---@class newsstat.contrast
---@field term string surface form
---@field key string what it is counted under
---@field rank integer from 1
---@field score number what it is ranked by
---@field articles integer articles of the set with the term
---@field count integer uses in the set
---@field share number articles / articles of the set
---@field other_articles integer articles of the other set
---@field other_count integer
---@field other_share number

---@class newsstat.contrast_options
---@field score "g2"|"log_odds"
---@field least number only terms that score so much
---@field top integer of each side
---@field is_one_sided? boolean only the terms of the first set
---@field apart_from? string[] keys of terms that are not listed, nor what is part of them or has them as a part

---What is asked of the terms of a timeline: those that are listed must be told, in any order; what is surely not among the best
---may be left out.
---@class newsstat.contrast_request : newsstat.contrast_options
---@field sizes integer[] articles of each set
---@field is_listed fun(x: integer, y: integer): boolean whether a term is that so many articles of each set have

---Dunning's (1993) log-likelihood ratio of the table of articles with and without a term in two sets, with the sign
---of x / n - y / m.
---@param x integer articles of the first set with the term
---@param n integer articles of the first set
---@param y integer of the second
---@param m integer
---@return number
function M.g2(x, n, y, m)
  local share = (x + y) / (n + m)
  if share >= 1 then return 0 end
  local sum = math.abs(statistics.g2(x, n, n * share)) + math.abs(statistics.g2(y, m, m * share))
  return x * m > y * n and sum or -sum
end

---The z score of the log-odds ratio under a Dirichlet prior made of both sets (Monroe, Colaresi, Quinn 2008).
---@param x integer
---@param n integer
---@param y integer
---@param m integer
---@return number
function M.log_odds(x, n, y, m) return statistics.log_odds(x, n, n * (x + y) / (n + m), y, m) end

local SCORES = { g2 = M.g2, log_odds = M.log_odds }

local function by_score(a, b)
  if a.score ~= b.score then return a.score > b.score end
  return a.key < b.key
end

-- Whether a term has nothing to do with the spelling of others.
local function is_apart(key, keys)
  for _, own in ipairs(keys or {}) do
    if key:find(own, 1, true) or own:find(key, 1, true) then return false end
  end
  return true
end

-- What a side says of a term, or nil where it is not listed there.
local function score_of(request, side, x, y)
  if x < contrast_terms.LEAST_ARTICLES then return nil end
  local score = SCORES[request.score](x, request.sizes[side], y, request.sizes[3 - side])
  return score >= request.least and score or nil
end

local function request_of(first, second, options)
  local request = { sizes = { place_ranges.size(first), place_ranges.size(second) } }
  for name, value in pairs(options) do request[name] = value end
  function request.is_listed(x, y)
    return score_of(request, 1, x, y) ~= nil or not options.is_one_sided and score_of(request, 2, y, x) ~= nil
  end
  return request
end

-- The best terms of a side.
local function judged(rows, request, side)
  local list = {}
  for _, row in ipairs(rows) do
    local x = row.articles[side]
    local score = score_of(request, side, x, row.articles[3 - side])
    if score and is_apart(row.key, request.apart_from) then
      list[#list + 1] = { of = row, key = row.key, score = score, base = score, width = x }
    end
  end
  table.sort(list, by_score)
  for i = #list, M.MOST_JUDGED + 1, -1 do list[i] = nil end
  return list
end

-- Of several forms the one that covers the articles; the best of these.
local function chosen(rows, top)
  forms.choose(rows)
  local shown = {}
  for _, row in ipairs(rows) do
    if not row.yields_to then shown[#shown + 1] = row end
  end
  table.sort(shown, by_score)
  for i = #shown, top + 1, -1 do shown[i] = nil end
  return shown
end

local function shown_row(rank, row, side, sizes)
  local articles, uses, other = row.of.articles, row.of.uses, 3 - side
  return {
    term = row.of.term, key = row.key, rank = rank, score = row.score, count = uses[side], articles = articles[side],
    share = articles[side] / sizes[side], other_count = uses[other], other_articles = articles[other],
    other_share = articles[other] / sizes[other],
  }
end

---The terms that articles of one set have more often than those of another, best first.
---@param known newsstat.article_index
---@param first newsstat.places
---@param second newsstat.places
---@param options newsstat.contrast_options
---@return newsstat.contrast[] of the first set
---@return newsstat.contrast[] of the second one
function M.rank(known, first, second, options)
  local request, sides = request_of(first, second, options), { {}, {} }
  if request.sizes[1] == 0 or request.sizes[2] == 0 then return {}, {} end
  local terms = known:contrast_terms()
  local rows = terms:between(first, second, request)
  for side = 1, options.is_one_sided and 1 or 2 do
    local shown, described = chosen(judged(rows, request, side), options.top), {}
    for i, row in ipairs(shown) do described[i] = row.of end
    terms:describe(described, first, second)
    for rank, row in ipairs(shown) do sides[side][rank] = shown_row(rank, row, side, request.sizes) end
  end
  return sides[1], sides[2]
end

return M
