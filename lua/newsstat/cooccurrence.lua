--- Terms that stand in the same articles as what is asked for.

local contrast = require "newsstat.contrast"

local M = {}

-- Chance exceeds it once in a thousand (chi-squared, one degree of freedom).
M.LEAST_G2 = 10.83

-- The terms that are asked for, and what they are part of or consist of, stand together with them by themselves.
local function others_than(groups, corpus)
  local keys = {}
  for _, group in ipairs(groups) do
    for _, term in ipairs(group) do keys[#keys + 1] = corpus:key(term) end
  end
  return function(key)
    for _, own in ipairs(keys) do
      if key:find(own, 1, true) or own:find(key, 1, true) then return false end
    end
    return true
  end
end

---@param known newsstat.article_index
---@param groups string[][] as from `queries.parse`
---@param period string|nil
---@param top integer
---@return newsstat.contrast[]
function M.of(known, groups, period, top)
  local number, is_in = period and known.period_numbers[period], {}
  for place, at in ipairs(known.selection.periods) do
    if at <= #known.periods and (not number or at == number) then is_in[place] = 2 end
  end
  for _, place in ipairs((known:using(groups, number))) do is_in[place] = 1 end
  local sets = contrast.new(known, is_in)
  if sets.sizes[1] == 0 then return {} end
  return contrast.rank(sets, 1, {
    score = contrast.g2, least = M.LEAST_G2, top = top, is_wanted = others_than(groups, known.store.corpus),
  })
end

return M
