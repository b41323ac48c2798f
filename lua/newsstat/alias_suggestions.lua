--- Proposes aliases for a person to accept: different Chinese names with the same original in brackets behind
--- them, as 布林肯(Antony Blinken) and 布林肯 or 卜林肯(Blinken).

local terms_of = require "newsstat.terms"

local M = {}

-- A name is written with its original in so many articles.
local LEAST_ARTICLES = 2

local CONTEXT_BYTES = 60

-- What originals look like, in ASCII and in full-width brackets.
local PATTERNS = { "()%((%u[%a .'-]+)%)", "()\239\188\136(%u[%a .'-]+)\239\188\137" }

---@class newsstat.alias_collector
---@field private names table<string, table<string, integer>> original -> name -> articles
local Collector = {}
Collector.__index = Collector

---@return newsstat.alias_collector
function M.collector() return setmetatable({ names = {} }, Collector) end

-- The last word of a text if it is Chinese and of two characters or more.
local function last_word(text)
  local last, last_tag
  for word, _, _, tag in terms_of.segmenter():words(text) do last, last_tag = word, tag end
  if last and last_tag ~= "w" and last_tag ~= "sp" and #last >= 6 and not last:find "[%z\1-\127]" then
    return terms_of.lexicon():fold(last)
  end
end

---@param text string of one article
function Collector:add(text)
  local seen = {}
  for _, pattern in ipairs(PATTERNS) do
    for at, original in text:gmatch(pattern) do
      local name = last_word(text:sub(math.max(1, at - CONTEXT_BYTES), at - 1):match "[^\n]*$")
      local pair = name and name .. "\0" .. original
      if pair and not seen[pair] then
        seen[pair] = true
        self.names[original] = self.names[original] or {}
        self.names[original][name] = (self.names[original][name] or 0) + 1
      end
    end
  end
end

---@class newsstat.alias_suggestion
---@field word string the name in most articles
---@field alias string another one
---@field original string what both stand for
---@field articles integer that write the alias with the original

---@return newsstat.alias_suggestion[] the most frequent first
function Collector:suggestions()
  local rows = {}
  for original, names in pairs(self.names) do
    local list = {}
    for name, articles in pairs(names) do
      if articles >= LEAST_ARTICLES then list[#list + 1] = { name = name, articles = articles } end
    end
    table.sort(list, function(a, b)
      if a.articles ~= b.articles then return a.articles > b.articles end
      return a.name < b.name
    end)
    for i = 2, #list do
      rows[#rows + 1] =
        { word = list[1].name, alias = list[i].name, original = original, articles = list[i].articles }
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
