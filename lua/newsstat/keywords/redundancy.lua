--- Maximal marginal relevance (Carbonell, Goldstein 1998): a keyword that shares characters with better ones is
--- worth less.

local M = {}

local function characters_of(term)
  local set, count = {}, 0
  for character in term:gmatch "[%z\1-\127\194-\244][\128-\191]*" do
    if not set[character] then set[character], count = true, count + 1 end
  end
  return set, count
end

-- Share of the shorter term's characters that the other has.
local function similarity(a, b)
  local x, x_count = characters_of(a)
  local y, y_count = characters_of(b)
  local both = 0
  for character in pairs(x) do if y[character] then both = both + 1 end end
  return both / math.max(1, math.min(x_count, y_count))
end

---Puts the best `top` rows first, each chosen by its score less `diversity` times its likeness to those before it;
---scores are scaled to go from 0 to 1 for that.
---@param rows table[] with key and score, best first
---@param diversity number from 0 to 1
---@param top integer
function M.lower(rows, diversity, top)
  local most, least = rows[1] and rows[1].score or 0, rows[#rows] and rows[#rows].score or 0
  local range = most > least and most - least or 1
  for place = 1, math.min(top, #rows) do
    local best, best_value
    for i = place, #rows do
      local row, likeness = rows[i], 0
      for j = 1, place - 1 do likeness = math.max(likeness, similarity(row.key, rows[j].key)) end
      local value = (1 - diversity) * (row.score - least) / range - diversity * likeness
      if not best_value or value > best_value then best, best_value = i, value end
    end
    table.insert(rows, place, table.remove(rows, best))
  end
end

return M
