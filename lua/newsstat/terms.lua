--- What makes a word a term: the segmenter, stop words and rules behind counters and timelines.

local core = require "newsstat.core"
local stop_words = require "newsstat.stop_words"

local M = {}

local lexicon, segmenter

---The lexicon that is built in, opened at the first use.
---@return table lexicon with methods find, fold, unknown_cost
function M.lexicon()
  lexicon = lexicon or assert(core.lexicon())
  return lexicon
end

---The segmenter that functions use when they are given none.
---@return newsstat.segmenter
function M.segmenter()
  segmenter = segmenter or core.segmenter(M.lexicon())
  return segmenter
end

---@class newsstat.term_options
---@field segmenter? newsstat.segmenter default: the built-in lexicon's
---@field stop? boolean|string[]|table<string, boolean> words that are no terms: the built-in list (default), none (false), or a list or set
---@field min_characters? integer shorter words are no terms; default 2
---@field tags? string[] only words of the lexicon with one of these parts of speech

M.OPTIONS = { segmenter = "userdata", stop = "boolean|table", min_characters = "number", tags = "table" }

local built_in_stop

-- A table of words becomes a set of keys; the built-in one is made once.
local function stop_set(stop)
  if stop == false then return nil end
  if type(stop) == "table" then return core.word_set(M.lexicon(), stop) end
  built_in_stop = built_in_stop or core.word_set(M.lexicon(), stop_words.text())
  return built_in_stop
end

---@param options newsstat.term_options
---@return table terms shared by the documents and counters that are made from it
function M.new(options)
  return core.terms(options.segmenter or M.segmenter(), {
    stop = stop_set(options.stop),
    min_characters = options.min_characters,
    tags = options.tags,
  })
end

return M
