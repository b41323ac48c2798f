--- Articles on their way into a corpus, cut into words in threads while the next ones are read.

local core = require "newsstat.core"
local text_source = require("newsstat.article_fields").text_source

local M = {}

---@class newsstat.pipeline
---@field private pipeline table of `core.pipeline`
local Pipeline = {}
Pipeline.__index = Pipeline

---@param corpus table of `core.corpus`, to which nobody else may add until the pipeline is closed
---@param threads integer
---@return newsstat.pipeline
function M.open(corpus, threads)
  return setmetatable({ pipeline = core.pipeline(corpus, threads) }, Pipeline)
end

---Adds an article; of one whose HTML or page was not cleaned yet that is done in the threads.
---@param article newsstat.article|newsstat.post_facts
---@return integer|nil place among those added, from 1; nil where it is too large
---@return string|nil message
function Pipeline:add(article)
  if rawget(article, "post") then return self.pipeline:add_post(article.post) end
  return self.pipeline:add(article.title, text_source(article))
end

---Waits until all that was added is in the corpus.
function Pipeline:finish() self.pipeline:finish() end

---@return integer articles that are in the corpus
function Pipeline:count() return #self.pipeline end

---@param place integer of an article that is in the corpus
---@return integer bytes of its text
function Pipeline:text_size(place) return self.pipeline:text_size(place) end

---Ends the threads; what is not in the corpus yet is given up.
function Pipeline:close() self.pipeline:close() end

return M
