--- Rising terms: which terms more articles of a period use than the history lets expect.
--
-- The score is the signed log-likelihood ratio of T. Dunning, "Accurate methods for the statistics
-- of surprise and coincidence", Computational Linguistics 19(1), 1993, of article counts:
--
--   x of the N articles of the period have the term; X of the M articles before it have it.
--   p = (X + 1/2) / (M + 1)                    its share so far
--   e = max(N p, sum of N_s (X_s + 5p) / (M_s + 5) over the period's sources s)
--   G2 = 2 (x ln(x / e) + (N - x) ln((N - x) / (N - e))), with the sign of x - e
--
-- Articles are counted, not uses: one article that repeats a word is one report. The half article
-- keeps p above zero for a term that was never seen. The sum is what the period's mix of sources lets
-- expect, each source's own share drawn towards p as by five more articles (indirect
-- standardisation); without it a source that joins, or writes more than before, makes its habitual
-- words rise. A term has to beat both expectations.

local log, max = math.log, math.max

local M = {}

-- A term needs this many articles in a period; fewer are chance.
M.LEAST_ARTICLES = 3

-- Below this a rise is no rise: chance exceeds it in one case of twenty (chi-squared, one degree of
-- freedom).
M.LEAST_SCORE = 3.84

-- Articles with the overall share that are added to each source's own.
M.STRENGTH = 5

-- A term in more than this share of a source's articles belongs to the source's page template. Only
-- sources with enough articles to tell are judged.
M.TEMPLATE_SHARE = 1 / 4
M.TEMPLATE_ARTICLES = 40

---Signed G² of a term.
---@param x number articles of the period with the term, above 0
---@param n number articles of the period
---@param e number articles expected, above 0
---@return number score positive for a rising term
function M.score(x, n, e)
  if e >= n then return -math.huge end
  local g2 = x * log(x / e)
  if x < n then g2 = g2 + (n - x) * log((n - x) / (n - e)) end
  return x > e and 2 * g2 or -2 * g2
end

---@class newsstat.trend
---@field period string
---@field key string what the term is counted under
---@field term string surface form
---@field rank integer from 1
---@field score number signed G²
---@field count integer uses in the period
---@field articles integer articles of the period with the term
---@field share number articles / articles of the period
---@field expected number articles expected from the history

-- Of equals the one that is used more often comes first.
local function by_score(a, b)
  if a.score ~= b.score then return a.score > b.score end
  if a.count ~= b.count then return a.count > b.count end
  return a.key < b.key
end

local function articles_of(counter, key)
  local _, articles = counter:get(key)
  return articles
end

local function size_of(counter)
  local _, articles = counter:total()
  return articles
end

-- Terms that beat the first expectation, best first.
local function candidates(current, history)
  local n, m = size_of(current), size_of(history)
  local rows = {}
  for key, count, articles in current:each(M.LEAST_ARTICLES) do
    local p = (articles_of(history, key) + .5) / (m + 1)
    local score = M.score(articles, n, n * p)
    if score >= M.LEAST_SCORE then
      rows[#rows + 1] =
        { key = key, score = score, count = count, articles = articles, share = articles / n, expected = n * p, p = p }
    end
  end
  table.sort(rows, by_score)
  return rows
end

-- What the period's mix of sources lets expect.
local function expected_of_sources(key, p, sources)
  local expected = 0
  for _, source in ipairs(sources) do
    expected = expected + source.n * (articles_of(source.history, key) + M.STRENGTH * p) / (source.m + M.STRENGTH)
  end
  return expected
end

local function insert_sorted(rows, row, limit)
  local at = #rows
  while at > 0 and by_score(row, rows[at]) do at = at - 1 end
  table.insert(rows, at + 1, row)
  rows[limit + 1] = nil
end

---Rising terms of one period, the most surprising first.
---@param current newsstat.counter of the period
---@param history newsstat.counter of everything before it
---@param sources { n: integer, history: newsstat.counter }[] for each source of the period the number of its
---  articles in it, and a counter of those before
---@param is_template fun(key: string): boolean
---@param top integer rows at most
---@return table[] rows with key, score, count, articles, share, expected
function M.rank(current, history, sources, is_template, top)
  local n, rows = size_of(current), {}
  for _, source in ipairs(sources) do source.m = size_of(source.history) end
  for _, row in ipairs(candidates(current, history)) do
    -- The second expectation can only lower a score: what follows is not better than the last row.
    if #rows >= top and (top == 0 or row.score < rows[top].score) then break end
    row.expected = max(row.expected, expected_of_sources(row.key, row.p, sources))
    row.score, row.p = M.score(row.articles, n, row.expected), nil
    if row.score >= M.LEAST_SCORE and not is_template(row.key) then insert_sorted(rows, row, top) end
  end
  return rows
end

return M
