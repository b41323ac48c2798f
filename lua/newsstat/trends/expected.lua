--- How many articles of a period are expected to have a term, from a history.
--
--   p = (X + 1/2 + 300 l) / (M + 1 + 300)              its share of the M articles of the history
--   e = sum over the period's sources s of N_s (X_s + 5 p) / (M_s + 5)
--
-- X of the M articles have it, X_s of the M_s of source s. l is the chance that a text of typical length has the
-- word by what the lexicon knows of it; so a small archive knows that 询问 is common. Each source's own share is
-- drawn towards p as by five more articles (indirect standardisation): a source that joins, or writes more than
-- before, does not make its habitual words rise. e is never below N / (M + 1), one article in the whole history:
-- without that a new term's lift would be boundless. The core computes p and e (csrc/core/change_statistics.c).

local max, min = math.max, math.min

local M = {}

-- Articles with the overall share that are added to each source's own.
M.STRENGTH = 5

-- In how far sources differ: each source's share of a term is as uncertain as after so many articles.
M.CERTAINTY = 50

-- Articles that the lexicon's knowledge is worth.
M.LEXICON = 300

---@class newsstat.expectation what one period needs to know; made by `M.new`
---@field n integer articles of the period
---@field m integer articles of the history
---@field weights number[] of each source: what an article of its history adds
---@field spread number what p adds
---@field trust number[] of each source, from 0 to 1

-- What one more article of a source is worth as evidence. A source's own share of a term is known from its history
-- only, so its count in a period varies by more than a binomial one, by the factor D = 1 + (N_s - 1) / (M_s + 50) of
-- the beta-binomial distribution. A source without history that writes much is worth little: whether its words are
-- news or its habit cannot be told. Relative to the most trusted source of the period.
local function trust_of(sources, history, has_strata)
  local trust, most = {}, 0
  for source, articles in ipairs(sources) do
    trust[source] = 1 / (1 + max(articles - 1, 0) / (history[source] + M.CERTAINTY))
    if articles > 0 then most = max(most, trust[source]) end
  end
  for source in ipairs(sources) do trust[source] = has_strata and most > 0 and min(1, trust[source] / most) or 1 end
  return trust
end

---@param sources integer[] articles of each source in the period
---@param history integer[] articles of each source in the history
---@param has_strata boolean false: sources are not told apart
---@return newsstat.expectation
function M.new(sources, history, has_strata)
  local n, m = 0, 0
  for source, articles in ipairs(sources) do n, m = n + articles, m + history[source] end
  local self = { n = n, m = m, weights = {}, spread = 0, trust = trust_of(sources, history, has_strata) }
  for source, articles in ipairs(sources) do
    local weight = has_strata and articles / (history[source] + M.STRENGTH) or 0
    self.weights[source] = weight
    self.spread = self.spread + M.STRENGTH * weight
  end
  if not has_strata then self.spread = n end
  return self
end

---What no expectation is below, of terms that the lexicon knows nothing of.
---@param self newsstat.expectation
---@return number share that each article of the history, and half a one, adds to p
---@return number floor
function M.least(self) return 1 / (self.m + 1 + M.LEXICON), self.n / (self.m + 1) end

return M
