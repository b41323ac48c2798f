--- Sets of a timeline's articles by their places in it: ranges of places, in order and apart, as { { 1, 5 }, { 9, 9 } }.

local M = {}

---@alias newsstat.places integer[][] first and last place of each range

---@param list integer[] places in order
---@return newsstat.places
function M.of(list)
  local ranges, last = {}, nil
  for _, place in ipairs(list) do
    if last and place == last[2] + 1 then
      last[2] = place
    else
      last = { place, place }
      ranges[#ranges + 1] = last
    end
  end
  return ranges
end

---@param totals integer[] articles of each period
---@param first integer period
---@param last integer
---@return newsstat.places those of all articles from one period to another
function M.of_periods(totals, first, last)
  local before, size = 0, 0
  for period = 1, last do
    if period < first then before = before + totals[period] else size = size + totals[period] end
  end
  return size > 0 and { { before + 1, before + size } } or {}
end

---@param ranges newsstat.places
---@return integer articles
function M.size(ranges)
  local size = 0
  for _, range in ipairs(ranges) do size = size + range[2] - range[1] + 1 end
  return size
end

---@param all newsstat.places one range
---@param ranges newsstat.places within it
---@return newsstat.places those of all that are not in the ranges
function M.others(all, ranges)
  if not all[1] then return {} end
  local others, after = {}, all[1][1]
  for _, range in ipairs(ranges) do
    if after < range[1] then others[#others + 1] = { after, range[1] - 1 } end
    after = range[2] + 1
  end
  if after <= all[1][2] then others[#others + 1] = { after, all[1][2] } end
  return others
end

---@param a newsstat.places
---@param b newsstat.places
---@return integer articles of both
function M.shared(a, b)
  local shared, i, j = 0, 1, 1
  while a[i] and b[j] do
    shared = shared + math.max(0, math.min(a[i][2], b[j][2]) - math.max(a[i][1], b[j][1]) + 1)
    if a[i][2] < b[j][2] then i = i + 1 else j = j + 1 end
  end
  return shared
end

---A function that tells of places, asked for in order, whether they are in the ranges.
---@param ranges newsstat.places
---@return fun(place: integer): boolean
function M.member(ranges)
  local at = 1
  return function(place)
    while ranges[at] and ranges[at][2] < place do at = at + 1 end
    return ranges[at] ~= nil and ranges[at][1] <= place
  end
end

return M
