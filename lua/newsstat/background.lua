--- How rare words and phrases are among many articles, and how often they stand in titles: what keywords of
--- one article are weighed against.

local core = require "newsstat.core"

local M = {}

-- A term of one article only is as good as new.
M.LEAST_ARTICLES = 2

---@class newsstat.background
---@field private index table
---@field private furniture table
---@field private count integer articles
---@field private share number|nil see title_share
local Background = {}
Background.__index = Background

---@param corpus table of `core.corpus`
---@param articles integer[] those that count
---@param sources integer[] of each of them
---@param threads? integer default 1
---@param least? integer terms of fewer articles are not told; default 2
---@return newsstat.background
function M.of(corpus, articles, sources, threads, least)
  local ones = {}
  for i = 1, #articles do ones[i] = 1 end
  local selection = { articles = articles, sources = sources, series = ones, periods = ones }
  return setmetatable({
    index = core.index(corpus, selection, least or M.LEAST_ARTICLES, threads), furniture = core.furniture(corpus), count = #articles,
  }, Background)
end

---What the share of titles is made of, over all terms.
---@return integer articles with each term
---@return integer those that have it in their title too
function Background:title_sums()
  local all, both = 0, 0
  for id = 1, #self.index do
    local _, articles, _, titles = self.index:term(id)
    all, both = all + articles, both + titles
  end
  return all, both
end

---@param all integer as from `title_sums`
---@param both integer
---@return number share
function M.share_of(all, both) return both / math.max(1, all) end

---@return number share of the articles with a term that have it in their title too, over all terms
function Background:title_share()
  self.share = self.share or M.share_of(self:title_sums())
  return self.share
end

---Calls work with each term, as `get` tells of it.
---@param work fun(key: string, uses: integer, articles: integer, titles: integer)
function Background:each(work)
  for id = 1, #self.index do
    local key, articles, _, titles, _, _, _, _, _, _, _, uses = self.index:term(id)
    work(key, uses, articles, titles)
  end
end

---@return string[] hashes of the paragraphs that `strip` takes out
function Background:furniture_hashes() return self.furniture:hashes() end

---@param term string in any spelling
---@return integer uses
---@return integer articles that have it; 0 also for a term of a single one
---@return integer titles articles that have it in their title and their text
function Background:get(term)
  local id = self.index:find(term)
  if not id then return 0, 0, 0 end
  local _, articles, _, titles, _, _, _, _, _, _, _, uses = self.index:term(id)
  return uses, articles, titles
end

---@param text string
---@return string text without paragraphs that several of the articles have
function Background:strip(text) return self.furniture:strip(text) end

---@return nil
---@return integer articles
function Background:total() return nil, self.count end

return M
