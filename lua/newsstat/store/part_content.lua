--- What a store publishes of one period alone: the rows of `newsstat.store.publishing`, with numbers of terms in order of
--- a hash of their keys, and each term's articles of the period by source, which are history to later periods.

local background = require "newsstat.background"
local core = require "newsstat.core"
local failure = require "newsstat.failure"
local publishing = require "newsstat.store.publishing"

local M = {}

-- Numbers of terms are below 2^32: 12 bits of the key's hash, and how many terms there have these before it.
M.SLICE = 2 ^ 20

-- From 0 to 4095.
local function slice_of(key) return tonumber(core.hash(key):sub(1, 3), 16) end

---A function that numbers terms in the order in which it is called with their keys; scattered ones from the other end of
---their range.
---@return fun(key: string, is_scattered: boolean|nil): integer
function M.numbering()
  local used, used_by_scattered = {}, {}
  return function(key, is_scattered)
    local slice, own = slice_of(key), is_scattered and used_by_scattered or used
    local number = own[slice] or 0
    own[slice] = number + 1
    if (used[slice] or 0) + (used_by_scattered[slice] or 0) > M.SLICE then
      failure.raise "there are more terms than a store can number; count shorter periods"
    end
    return slice * M.SLICE + (is_scattered and M.SLICE - 1 - number or number)
  end
end

-- A column of each row changed by a function of its value.
local function mapped(rows_of, change)
  return function()
    local rows = rows_of()
    return function()
      local row = rows()
      if row then change(row) end
      return row
    end
  end
end

---@param known newsstat.article_index of one period, with all terms that any article has
---@param ids any[] as for `publishing.content`
---@param about table as for `publishing.content`
---@return newsstat.store.content
function M.content(known, ids, about)
  local content, next_number, numbers = publishing.content(known, ids, about, 1), M.numbering(), {}
  local function number_of(term)
    numbers[term] = numbers[term] or next_number((known.index:term(term)))
    return numbers[term]
  end
  -- A term of one article here may be one of several in all periods.
  known.background = background.of(known.store.corpus, known.articles, known.selection.sources, about.threads, 1)
  known:add_history(1)
  content.term_periods = mapped(content.term_periods, function(row)
    row[2], row[10] = number_of(row[2]), nil
  end)
  -- What tells sets apart is known when all parts are there.
  content.contrast_terms = publishing.rows_of(function() end)
  content.scattered = content.contrast_terms
  content.terms = mapped(content.terms, function(row) row[1] = number_of(row[1]) end)
  return content
end

return M
