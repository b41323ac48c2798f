--- Rising terms: which terms more articles of a period use than its history lets expect.
--
-- The score is the signed log-likelihood ratio of T. Dunning, "Accurate methods for the statistics
-- of surprise and coincidence", Computational Linguistics 19(1), 1993, of article counts:
--
--   x of the N articles of the period have the term; X of the M articles before it have it.
--   e = N * (X + 1/2) / (M + 1)            articles expected
--   G2 = 2 * (x ln(x / e) + (N - x) ln((N - x) / (N - e)))
--
-- with the sign of x - e. Articles are counted, not uses: one article that repeats a word is one
-- report. The half article keeps e above zero for a term that was never seen.

local log = math.log

local M = {}

-- A term needs this many articles in a period; fewer are chance.
M.LEAST_ARTICLES = 3

-- A term in more than this share of a source's articles belongs to the source's page template. Only
-- sources with enough articles to tell are judged.
M.TEMPLATE_SHARE = 1 / 4
M.TEMPLATE_ARTICLES = 40

---Signed G² of a term.
---@param x number articles of the period with the term
---@param n number articles of the period
---@param history_x number articles before the period with the term
---@param history_n number articles before the period
---@return number score positive for a rising term
---@return number expected articles
function M.score(x, n, history_x, history_n)
  local e = n * (history_x + .5) / (history_n + 1)
  if e >= n then return -math.huge, e end
  local g2 = x > 0 and x * log(x / e) or 0
  if x < n then g2 = g2 + (n - x) * log((n - x) / (n - e)) end
  return x > e and 2 * g2 or -2 * g2, e
end

---@class newsstat.trend
---@field period string
---@field term string surface form
---@field rank integer from 1
---@field score number signed G²
---@field count integer uses in the period
---@field articles integer articles of the period with the term
---@field share number articles / articles of the period
---@field expected number articles expected from the history

local function by_score(a, b)
  if a.score ~= b.score then return a.score > b.score end
  return a.key < b.key
end

---Rising terms of one period, the most surprising first.
---@param current table counter of the period
---@param history table counter of everything before it
---@param is_template fun(key: string): boolean
---@param top integer rows at most
---@return table[] rows with key, score, count, articles, expected
function M.rank(current, history, is_template, top)
  local _, n = current:total()
  local _, history_n = history:total()
  local rows = {}
  for key, count, articles in current:each(M.LEAST_ARTICLES) do
    local _, history_articles = history:get(key)
    local score, expected = M.score(articles, n, history_articles, history_n)
    if score > 0 and not is_template(key) then
      rows[#rows + 1] =
        { key = key, score = score, count = count, articles = articles, share = articles / n, expected = expected }
    end
  end
  table.sort(rows, by_score)
  for i = #rows, top + 1, -1 do rows[i] = nil end
  return rows
end

return M
