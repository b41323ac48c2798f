--- The function that cuts text into words for motions: newsstat's segmenter, made at first use as configured.

local configuration = require "newsstat.nvim.configuration"

local M = {}

local segmenter, complaint, is_told

-- A segmenter of the user's settings, or nil and what is wrong.
local function open()
  local loaded, core = pcall(require, "newsstat.core")
  if not loaded then return nil, core end
  local settings = configuration.get()
  local terms = require "newsstat.terms"
  if not settings.user and not settings.lexicon and not settings.granularity then
    local done, default = pcall(terms.segmenter)
    return done and default or nil, default
  end
  local lexicon, message
  if settings.lexicon then lexicon, message = core.lexicon(vim.fn.expand(settings.lexicon)) else lexicon = terms.lexicon() end
  if not lexicon then return nil, message end
  local made = core.segmenter(lexicon, settings.granularity or "coarse")
  if not settings.user then return made end
  local user = settings.user
  return require("newsstat.user_words").add(made, type(user) == "string" and vim.fn.expand(user) or user)
end

---The segmenter of the user's settings.
---@return newsstat.segmenter|nil segmenter
---@return string|nil message one line: what is wrong and what to do
function M.segmenter()
  if not segmenter and not complaint then
    local problem
    segmenter, problem = open()
    if not segmenter then complaint = "newsstat: " .. tostring(problem):match "[^\n]*" end
  end
  return segmenter, complaint
end

---Forgets the segmenter, so that changed settings count.
function M.reset()
  segmenter, complaint, is_told = nil, nil, nil
end

---Cuts text into words. Without a segmenter all text is one word, so that motions work as Vim's do, and what
---is wrong is told once.
---@param text string
---@return string[]
function M.cut(text)
  local cutter, problem = M.segmenter()
  if cutter then return cutter:cut(text) or { text } end
  if not is_told then
    is_told = true
    vim.schedule(function() vim.notify(problem, vim.log.levels.WARN) end)
  end
  return { text }
end

return M
