--- Terms that stand in the same articles as what is asked for.

local contrast = require "newsstat.contrast"
local place_ranges = require "newsstat.place_ranges"

local M = {}

-- Chance exceeds it once in a thousand (chi-squared, one degree of freedom).
M.LEAST_G2 = 10.83

---@param known newsstat.article_index
---@param groups string[][] as from `queries.parse`
---@param period string|nil
---@param top integer
---@return newsstat.contrast[]
function M.of(known, groups, period, top)
  local number, keys = period and known.period_numbers[period], {}
  local all = place_ranges.of_periods(known.totals, number or 1, number or #known.periods)
  local with = place_ranges.of((known:using(groups, number)))
  -- What is asked for, and what it is part of or consists of, stands together with it by itself.
  for _, group in ipairs(groups) do
    for _, term in ipairs(group) do keys[#keys + 1] = known.key_of(term) end
  end
  return (contrast.rank(known, with, place_ranges.others(all, with), {
    score = "g2", least = M.LEAST_G2, top = top, is_one_sided = true, apart_from = keys,
  }))
end

return M
