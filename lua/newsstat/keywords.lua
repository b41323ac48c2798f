--- Keywords: the terms that tell what one article is about.
--
-- Three methods: "learned" (default), linear scores of position, frequency, rarity and title propensity,
-- `newsstat.keywords.learned` and `newsstat.keywords.subjects`; "tfidf", `newsstat.keywords.tfidf`; "textrank",
-- `newsstat.keywords.textrank`.

local article_terms = require "newsstat.keywords.article_terms"
local failure = require "newsstat.failure"
local learned = require "newsstat.keywords.learned"
local options_of = require "newsstat.options"
local redundancy = require "newsstat.keywords.redundancy"
local subjects = require "newsstat.keywords.subjects"
local terms_of = require "newsstat.terms"
local textrank = require "newsstat.keywords.textrank"
local tfidf = require "newsstat.keywords.tfidf"

local M = {}

-- The counter or the background behind a timeline, or one of these itself; nil for anything else.
local function background_of(given)
  if type(given) == "table" and given.background then return given:background() end
  local is_background = pcall(function() return given:get "" end)
  return is_background and given or nil
end

local function text_of(article)
  if type(article) == "string" then return article end
  if type(article) ~= "table" or type(article.text) ~= "string" then
    error("newsstat.keywords: an article (a table with text) or a string expected, got " .. type(article), 3)
  end
  return (article.title and article.title .. "\n" or "") .. article.text
end

local function by_score(a, b)
  if a.score ~= b.score then return a.score > b.score end
  if a.first ~= b.first then return a.first < b.first end
  return a.key < b.key
end

---@class newsstat.keyword
---@field term string surface form
---@field rank integer from 1
---@field score number
---@field count integer uses in the article
---@field tag string|nil part of speech in the lexicon, nil for a word it does not have

---@class newsstat.keyword_options : newsstat.term_options
---@field top? integer how many, default 10
---@field idf? newsstat.timeline|newsstat.counter|newsstat.background articles that tell how rare a term is; default: the lexicon
---@field method? "learned"|"tfidf"|"textrank"
---@field diversity? number from 0 to 1: how much a term loses for sharing characters with a better one; default 0

local OPTIONS = { top = "count", idf = "table|userdata", method = "string", diversity = "number" }
for name, types in pairs(terms_of.OPTIONS) do OPTIONS[name] = types end

-- A background that lies elsewhere is told what it will be asked for.
local function expect(background, rows)
  if type(background) ~= "table" or not background.expect then return end
  local keys = {}
  for i, row in ipairs(rows) do keys[i] = row.key end
  background:expect(keys)
end

local function by_learning(terms, article, _, background)
  local is_article = type(article) == "table"
  local text = is_article and article.text or article
  if type(background) == "table" then text = background:strip(text) end
  local rows, words = article_terms.of(terms, is_article and article.title or "", text)
  if not rows then return nil, words end
  expect(background, rows)
  for _, row in ipairs(rows) do row.score, row.subject = learned.scores(row, words, background) end
  return rows
end

local METHODS = { learned = by_learning, tfidf = tfidf.of, textrank = textrank.of }

local function new_terms(options)
  return terms_of.new {
    segmenter = options.segmenter,
    stop = options.stop,
    min_characters = options.min_characters,
    tags = options.tags,
  }
end

local function check_method(method)
  if not METHODS[method] then
    error("newsstat.keywords: unknown method '" .. method .. "' (there are: learned, tfidf, textrank)", 3)
  end
  return METHODS[method]
end

---The keywords of an article or a text, the weightiest first. By the default method the first five are those that a
---headline would hold, further ones those that people would tag the article with.
---
---    local rows = newsstat.keywords({ title = "台风登陆", text = "台风登陆北岬，渔船回港。" }, { top = 2, idf = timeline })
---    print(rows[1].term, rows[1].count)           --> 台风 2
---@param article newsstat.article|string title and text count
---@param options? newsstat.keyword_options
---@return newsstat.keyword[]|nil rows nil where the text could not be cut, or the timeline not be read
---@return string|nil message
---@return "busy"|"fault"|nil kind of the latter
function M.of(article, options)
  options = options_of.check(options, OPTIONS, "newsstat.keywords")
  local method, text = check_method(options.method or "learned"), text_of(article)
  local background, problem, kind
  if options.idf then background, problem, kind = background_of(options.idf) end
  if problem then return nil, problem, kind end
  if options.idf and not background then
    error("newsstat.keywords: option 'idf' must be a timeline, a counter or a background", 2)
  end
  local terms = new_terms(options)
  local rows, message
  rows, message, kind = failure.catch(method, terms, article, text, background)
  terms:close()
  if not rows then return nil, message, kind end
  table.sort(rows, by_score)
  if method == by_learning then subjects.order(rows) end
  if (options.diversity or 0) > 0 then redundancy.lower(rows, options.diversity, options.top or 10) end
  for i = #rows, (options.top or 10) + 1, -1 do rows[i] = nil end
  for rank, row in ipairs(rows) do
    local _, tag = terms_of.lexicon():find(row.key)
    rows[rank] = { term = row.term, rank = rank, score = row.score, count = row.count, tag = tag }
  end
  return rows
end

return M
