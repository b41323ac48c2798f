--- Why a term stands where it stands, in a sentence.

local concat = table.concat

local M = {}

---@param row newsstat.trend
---@return string
function M.of(row)
  local parts = {
    ("%s %d. %s: in %d articles of %d sources where %.1f were expected (lift %.1f, G² %.1f, q %.2g)"):format(
      row.period, row.rank, row.term, row.articles, row.sources, row.expected, row.lift, row.g2, row.q),
    ("%.0f %% of all articles with it repeat it; salience %.2f; class %.1f; %d titles"):format(
      100 * row.adaptation, row.salience, row.class, row.titles),
  }
  if row.firmness < 1 then parts[#parts + 1] = ("firmness of the phrase %.2f"):format(row.firmness) end
  if row.trust < 1 then parts[#parts + 1] = ("sources without much history: trust %.2f"):format(row.trust) end
  if row.series < row.articles then parts[#parts + 1] = ("%d apart from series"):format(row.series) end
  if row.burst then parts[#parts + 1] = "burst " .. row.burst end
  if row.forms then parts[#parts + 1] = "stands for " .. concat(row.forms, ", ") end
  return concat(parts, "; ")
end

return M
