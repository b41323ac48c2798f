--- Keyword in context: each use of a term with what stands on its left and right.

local aliases_of = require "newsstat.aliases"
local article_reader = require "newsstat.article"
local display_width = require "newsstat.display_width"
local options_of = require "newsstat.options"
local phrase_rules = require "newsstat.phrase_rules"
local queries = require "newsstat.queries"
local selection = require "newsstat.selection"
local terms_of = require "newsstat.terms"

local find, gmatch, gsub, sub = string.find, string.gmatch, string.gsub, string.sub

local M = {}

M.WIDTH = 30

---@class newsstat.concordance_options : newsstat.article_options, newsstat.selection_options
---@field width? integer terminal columns of context on each side, a Chinese character taking two; default 30
---@field aliases? table<string, string> alias -> word it is counted under, beside those of newsstat.aliases
---@field segmenter? newsstat.segmenter default: the built-in lexicon's

---@class newsstat.concordance_line
---@field left string what stands before, from the same paragraph
---@field keyword string as it is written there
---@field right string
---@field path string|nil
---@field title string|nil
---@field time integer|nil epoch seconds
---@field source string
---@field place "title"|"text"

local OPTIONS = { width = "count", aliases = "table", segmenter = "userdata" }
for _, types in ipairs { article_reader.OPTIONS, selection.OPTIONS } do
  for name, kind in pairs(types) do OPTIONS[name] = kind end
end

-- What finds the terms of a query in words: their keys, and all that may lead to one.
local function new_finder(groups, more_aliases, segmenter)
  local lexicon = terms_of.lexicon()
  local finder = { keys = {}, groups = {}, needles = {}, alias = {}, segmenter = segmenter, folded = {}, lexicon = lexicon }
  for alias, word in pairs(aliases_of.map(more_aliases)) do finder.alias[lexicon:fold(alias)] = lexicon:fold(word) end
  for g, group in ipairs(groups) do
    finder.groups[g] = {}
    for _, term in ipairs(group) do
      local key = lexicon:fold(term)
      key = finder.alias[key] or key
      finder.keys[#finder.keys + 1], finder.needles[#finder.needles + 1] = key, (gsub(key, " ", ""))
      table.insert(finder.groups[g], #finder.keys)
      for alias, word in pairs(finder.alias) do
        if word == key then finder.needles[#finder.needles + 1] = (gsub(alias, " ", "")) end
      end
    end
  end
  return finder
end

-- Whether a text may have a term at all: most have none, and need not be cut.
local function may_have(finder, text)
  local folded = gsub(finder.lexicon:fold(text), "%s", "")
  for _, needle in ipairs(finder.needles) do
    if find(folded, needle, 1, true) then return true end
  end
  return false
end

local function key_of(finder, word)
  local key = finder.folded[word]
  if not key then
    key = finder.lexicon:fold(word)
    key = finder.alias[key] or key
    finder.folded[word] = key
  end
  return key
end

-- 巴勒斯坦 of 巴勒斯坦人, as terms are counted.
local function is_base(finder, key, word)
  return #word > #key and sub(word, 1, #key) == key and phrase_rules.is_suffix(sub(word, #key + 1))
    and finder.lexicon:find(key) ~= nil
end

-- The last of the words from `at` on that are a key, or nil.
local function match(finder, words, at, key)
  if words[at].key == key or is_base(finder, key, words[at].key) then return at end
  local done = 0
  for i = at, #words do
    local word = words[i]
    -- What stands between two words of a name in Latin letters.
    if not find(word.key, "^%s*$") then
      if i > at and sub(key, done + 1, done + 1) == " " then done = done + 1 end
      if #word.key == 0 or sub(key, done + 1, done + #word.key) ~= word.key then return nil end
      done = done + #word.key
      if done == #key then return i end
    elseif sub(key, done + 1, done + 1) ~= " " then
      return nil
    end
  end
end

local function words_of(finder, line)
  local words = {}
  for word, first, last in finder.segmenter:words(line) do
    words[#words + 1] = { key = key_of(finder, word), first = first, last = last }
  end
  return words
end

-- Adds the uses in a line: positions of first and last byte, and which key they are of.
local function add_uses(finder, text, place, uses)
  local line = display_width.repair(text)
  local words, at = words_of(finder, line), 1
  while words[at] do
    local last
    for number, key in ipairs(finder.keys) do
      last = words[at].key ~= "" and match(finder, words, at, key)
      if last then
        uses[#uses + 1] = { line = line, place = place, first = words[at].first, last = words[last].last }
        uses.has[number] = true
        break
      end
    end
    at = (last or at) + 1
  end
end

-- The uses in an article, where it is one that the query asks for.
local function uses_of(finder, article)
  local uses = { has = {} }
  local title = article.title or ""
  if not may_have(finder, title .. "\n" .. article.text) then return uses end
  if title ~= "" then add_uses(finder, title, "title", uses) end
  for line in gmatch(article.text, "[^\n]+") do
    if may_have(finder, line) then add_uses(finder, line, "text", uses) end
  end
  for _, group in ipairs(finder.groups) do
    local has_one = false
    for _, number in ipairs(group) do has_one = has_one or uses.has[number] end
    if not has_one then return {} end
  end
  return uses
end

local CHARACTER = "[%z\1-\127\194-\244][\128-\191]*"

-- A column of text has no more bytes than that, marks that stand over others included; so much of a line is looked at
-- for each use, however long the line is.
local COLUMN_BYTES = 8

-- The beginning of a text in so many terminal columns.
local function head_of(text, width)
  local columns = 0
  for at, character in gmatch(text, "()(" .. CHARACTER .. ")") do
    columns = columns + display_width.of(character)
    if columns > width then return sub(text, 1, at - 1) end
  end
  return text
end

-- The end of a text in so many terminal columns.
local function tail_of(text, width)
  local starts = {}
  for at in gmatch(text, "()" .. CHARACTER) do starts[#starts + 1] = at end
  local columns, from = 0, #text + 1
  for i = #starts, 1, -1 do
    columns = columns + display_width.of(sub(text, starts[i], from - 1))
    if columns > width then break end
    from = starts[i]
  end
  return sub(text, from)
end

local function one_space(text) return (gsub(text, "%s+", " ")) end

local function line_of(article, use, width)
  local line, bytes = use.line, COLUMN_BYTES * width
  local left = sub(line, math.max(1, use.first - bytes), use.first - 1)
  local right = display_width.repair(sub(line, use.last + 1, use.last + bytes))
  return {
    left = tail_of(one_space(left), width), keyword = one_space(sub(line, use.first, use.last)),
    right = head_of(one_space(right), width), path = article.path, title = article.title, time = article.time,
    source = article.source, place = use.place,
  }
end

---Steps through the uses of what is asked for, in the order of articles and of their text. It finds what is counted:
---words under all spellings and aliases, names of several words; but near-duplicates, page furniture and paragraphs that an
---article has twice are not left out.
---@param query string see `newsstat.queries`; of "A B" both terms are shown, in articles that have both
---@param next_article fun(): newsstat.article|false|nil, string|nil as from `newsstat.articles`
---@param options? { width?: integer, aliases?: table<string, string>, segmenter?: newsstat.segmenter }
---@return fun(): newsstat.concordance_line|false|nil, string|nil iterator false and a message for what could not be read
function M.lines(query, next_article, options)
  options = options or {}
  local groups = queries.check(query, "newsstat.concordance")
  local finder = new_finder(groups, options.aliases, options.segmenter or terms_of.segmenter())
  local article, uses, at = nil, {}, 1
  return function()
    while not uses[at] do
      local message
      article, message = next_article()
      if not article then return article, message end
      uses, at = uses_of(finder, article), 1
    end
    at = at + 1
    return line_of(article, uses[at - 1], options.width or M.WIDTH)
  end
end

---The uses of a term in files and folders, see `lines`.
---
---    for line in newsstat.concordance("鸢尾", "examples/articles", { width = 8, ["until"] = "2025-07-04" }) do
---      if line and line.place == "title" then print(line.left .. "[" .. line.keyword .. "]") end  --> 台风“[鸢尾]
---    end
---@param query string
---@param paths string|string[] files and folders
---@param options? newsstat.concordance_options
---@return fun(): newsstat.concordance_line|false|nil, string|nil
function M.of(query, paths, options)
  options = options_of.check(options, OPTIONS, "newsstat.concordance")
  queries.check(query, "newsstat.concordance")
  local reading, choosing = selection.split(options)
  local own = { width = reading.width, aliases = reading.aliases, segmenter = reading.segmenter }
  reading.width, reading.aliases, reading.segmenter = nil, nil, nil
  local chosen = assert(selection.in_zone(choosing, reading.timezone, "newsstat.concordance"))
  return M.lines(query, chosen:filter(article_reader.walk(paths, reading)), own)
end

return M
