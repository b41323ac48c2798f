--- Proposes aliases for a person to accept: different Chinese names with the same original in brackets behind
--- them, as 布林肯(Antony Blinken) and 布林肯 or 卜林肯(Blinken). What is counted as one already is not proposed.

local aliases = require "newsstat.aliases"
local terms_of = require "newsstat.terms"

local M = {}

-- A name is written with its original in so many articles.
local LEAST_ARTICLES = 2

local CONTEXT_BYTES = 60

-- What originals look like, in ASCII and in full-width brackets.
local PATTERNS = { "()%((%u[%a .'-]+)%)", "()\239\188\136(%u[%a .'-]+)\239\188\137" }

-- What two pieces of one person's name are joined by: 亨特·拜登.
local DOTS = { ["·"] = true, ["・"] = true, ["•"] = true, ["‧"] = true }

---@class newsstat.alias_collector
---@field private names table<string, table<string, integer>> original -> name -> articles
---@field private known table<string, string> alias -> word of those that are counted as one
---@field private given table<string, table<string, true>> original -> what stands before the name and a dot
local Collector = {}
Collector.__index = Collector

---@return newsstat.alias_collector
function M.collector() return setmetatable({ names = {}, given = {}, known = aliases.map() }, Collector) end

-- Nouns that are no names, as 公司 and 组织, end the names of many.
local function is_name(word)
  local _, tag = terms_of.lexicon():find(word)
  return #word >= 6 and not word:find "[%z\1-\127]" and (not tag or tag:find "^n[rstz]" ~= nil)
end

-- The last word of a text if it is a Chinese name of two characters or more, and what a dot joins to it.
local function last_name(text)
  local lexicon, before, joint, last = terms_of.lexicon(), nil, nil, nil
  for word in terms_of.segmenter():words(text) do before, joint, last = joint, last, word end
  local name = last and lexicon:fold(last)
  if name and is_name(name) then return name, DOTS[joint] and before and lexicon:fold(before) or nil end
end

-- 国家安全局 and 安全局 are a name and a piece of it.
local function is_piece(a, b) return a:sub(-#b) == b or b:sub(-#a) == a end

---@param text string of one article
function Collector:add(text)
  local seen = {}
  for _, pattern in ipairs(PATTERNS) do
    for at, original in text:gmatch(pattern) do
      local name, given = last_name(text:sub(math.max(1, at - CONTEXT_BYTES), at - 1):match "[^\n]*$")
      name = name and (self.known[name] or name)
      if given then
        self.given[original] = self.given[original] or {}
        self.given[original][given] = true
      end
      local pair = name and name .. "\0" .. original
      if pair and not seen[pair] then
        seen[pair] = true
        self.names[original] = self.names[original] or {}
        self.names[original][name] = (self.names[original][name] or 0) + 1
      end
    end
  end
end

-- Whether a name is also that of others with the same last word: 拜登 of Hunter Biden and Joe Biden.
local function families_of(names)
  local first_seen, families = {}, {}
  for original, list in pairs(names) do
    local first, last = original:match "^(%S+) .-(%S+)$"
    for name in pairs(last and list or {}) do
      local key = name .. "\0" .. last
      if first_seen[key] and first_seen[key] ~= first then families[key] = true end
      first_seen[key] = first
    end
  end
  return function(name, original) return families[name .. "\0" .. (original:match "(%S+)$" or "")] == true end
end

-- Whether two names may well be one. Several bodies have the same initials, 美国广播公司 and 澳大利亚广播公司; of them
-- only a shorter form is taken. Of a given name and a family name only one is that of a family.
local function may_be_one(word, alias, original, is_family)
  if is_piece(word, alias) then return false end
  if not original:find "%l" then return word:sub(1, #alias) == alias or alias:sub(1, #word) == word end
  return is_family(word, original) == is_family(alias, original)
end

---@class newsstat.alias_suggestion
---@field word string the name in most articles
---@field alias string another one
---@field original string what both stand for
---@field articles integer that write the alias with the original

---@return newsstat.alias_suggestion[] the most frequent first
function Collector:suggestions()
  local rows, is_family = {}, families_of(self.names)
  for original, names in pairs(self.names) do
    local list, given = {}, self.given[original] or {}
    for name, articles in pairs(names) do
      if articles >= LEAST_ARTICLES and not given[name] then list[#list + 1] = { name = name, articles = articles } end
    end
    table.sort(list, function(a, b)
      if a.articles ~= b.articles then return a.articles > b.articles end
      return a.name < b.name
    end)
    for i = 2, #list do
      local word, alias = list[1].name, list[i].name
      if may_be_one(word, alias, original, is_family) then
        rows[#rows + 1] = { word = word, alias = alias, original = original, articles = list[i].articles }
      end
    end
  end
  table.sort(rows, function(a, b)
    if a.articles ~= b.articles then return a.articles > b.articles end
    if a.word ~= b.word then return a.word < b.word end
    if a.alias ~= b.alias then return a.alias < b.alias end
    return a.original < b.original
  end)
  return rows
end

return M
