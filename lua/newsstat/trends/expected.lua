--- How many articles of a period are expected to have a term, from a history.
--
--   p = (X + 1/2 + 300 l) / (M + 1 + 300)              its share of the M articles of the history
--   e = sum over the period's sources s of N_s (X_s + 5 p) / (M_s + 5)
--
-- X of the M articles have it, X_s of the M_s of source s. l is the chance that a text of typical length has the
-- word by what the lexicon knows of it; so a small archive knows that 询问 is common. Each source's own share is
-- drawn towards p as by five more articles (indirect standardisation): a source that joins, or writes more than
-- before, does not make its habitual words rise. e is never below N / (M + 1), one article in the whole history:
-- without that a new term's lift would be boundless.

local max = math.max

local M = {}

-- Articles with the overall share that are added to each source's own.
M.STRENGTH = 5

-- Articles that the lexicon's knowledge is worth.
M.LEXICON = 300

---@class newsstat.expectation what one period needs to know; made by `M.new`
---@field n integer articles of the period
---@field m integer articles of the history
---@field weights number[] of each source: what an article of its history adds
---@field spread number what p adds

---@param sources integer[] articles of each source in the period
---@param history integer[] articles of each source in the history
---@param has_strata boolean false: sources are not told apart
---@return newsstat.expectation
function M.new(sources, history, has_strata)
  local n, m = 0, 0
  for source, articles in ipairs(sources) do n, m = n + articles, m + history[source] end
  local self = { n = n, m = m, weights = {}, spread = 0 }
  for source, articles in ipairs(sources) do
    local weight = has_strata and articles / (history[source] + M.STRENGTH) or 0
    self.weights[source] = weight
    self.spread = self.spread + M.STRENGTH * weight
  end
  if not has_strata then self.spread = n end
  return self
end

---@param self newsstat.expectation
---@param history integer articles of the history with the term
---@param weighted number sum over the sources of weight times articles of its history with the term
---@param common number share of texts of typical length that have it by the lexicon; 0 if unknown
---@return number e
---@return number p
function M.of(self, history, weighted, common)
  local p = (history + .5 + M.LEXICON * common) / (self.m + 1 + M.LEXICON)
  return max(weighted + self.spread * p, self.n / (self.m + 1)), p
end

return M
