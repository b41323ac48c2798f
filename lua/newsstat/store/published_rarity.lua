--- How rare terms are among the articles that a store published: `newsstat.background` without the articles.

local background = require "newsstat.background"
local core = require "newsstat.core"

local M = {}

---@class newsstat.store.published_rarity
---@field private backend newsstat.store.backend
---@field private generation integer
---@field private key_of fun(term: string): string
---@field private articles integer
---@field private rows table<string, any[]|false> those that were read, by key
local Rarity = {}
Rarity.__index = Rarity

-- The row that tells what the share of titles is made of.
local SUMS = ""

---@param backend newsstat.store.backend
---@param generation integer
---@param key_of fun(term: string): string
---@param articles integer
---@return newsstat.store.published_rarity
function M.new(backend, generation, key_of, articles)
  return setmetatable({ backend = backend, generation = generation, key_of = key_of, articles = articles, rows = {} }, Rarity)
end

---Reads terms at once that will be asked for.
---@param terms string[]
function Rarity:expect(terms)
  local keys = {}
  for _, term in ipairs(terms) do
    local key = self.key_of(term)
    if self.rows[key] == nil then keys[#keys + 1], self.rows[key] = key, false end
  end
  for _, row in ipairs(self.backend:rarities(self.generation, keys)) do self.rows[row[1]] = row end
end

local function row_of(self, key)
  if self.rows[key] == nil then
    self.rows[key] = self.backend:rarities(self.generation, { key })[1] or false
  end
  return self.rows[key]
end

---@return number share of the articles with a term that have it in their title too, over all terms
function Rarity:title_share()
  local row = row_of(self, SUMS)
  return background.share_of(row and row[3] or 0, row and row[4] or 0)
end

---As `newsstat.background`.
---@param term string in any spelling
---@return integer uses
---@return integer articles
---@return integer titles
function Rarity:get(term)
  local key = self.key_of(term)
  local row = key ~= SUMS and row_of(self, key)
  if not row then return 0, 0, 0 end
  return row[2], row[3], row[4]
end

---@param text string
---@return string text without paragraphs that several of the articles have
function Rarity:strip(text)
  local hashes = {}
  for i, row in ipairs(self.backend:furniture(self.generation, core.line_hashes(text))) do hashes[i] = row[1] end
  return core.furniture(hashes):strip(text)
end

---@return nil
---@return integer articles
function Rarity:total() return nil, self.articles end

return M
