--- Which of several forms to show: 熔断 or 触发熔断, 火箭队 or 休斯顿火箭队.

local sub = string.sub

local M = {}

-- A form covers another one that is in it if it is in so large a share of its articles.
M.COVER = .8

-- A longer form gives way to a much wider one inside it whose score is at least this share of its own.
M.LEAST_SHARE = .3

local LEAST_BYTES = 2

-- Where characters begin in a key, and behind the last one.
local function character_starts(key)
  local starts = {}
  for at in key:gmatch "()[%z\1-\127\194-\244]" do starts[#starts + 1] = at end
  starts[#starts + 1] = #key + 1
  return starts
end

-- Latin letters and digits of one word are not taken apart.
local function cuts_word(key, at)
  return at > 1 and at <= #key and sub(key, at - 1, at):find "^[%w][%w]$" ~= nil
end

-- The rows of keys inside a key, the longest first.
local function rows_inside(key, by_key)
  local starts, found = character_starts(key), {}
  local count = #starts - 1
  for length = count - 1, 1, -1 do
    for first = 1, count - length + 1 do
      local from, to = starts[first], starts[first + length]
      local row = to - from >= LEAST_BYTES and by_key[sub(key, from, to - 1)]
      if row and not cuts_word(key, from) and not cuts_word(key, to) then found[#found + 1] = row end
    end
  end
  return found
end

local function longer_first(a, b)
  if #a.key ~= #b.key then return #a.key > #b.key end
  return a.key < b.key
end

-- The best of the much wider forms inside a row's.
local function wider_form(row, inside)
  local best
  for _, other in ipairs(inside) do
    if row.width < M.COVER * other.width and other.base >= M.LEAST_SHARE * row.base
      and (not best or other.base > best.base) then
      best = other
    end
  end
  return best
end

local function yield(row, to)
  row.yields_to = to
  to.forms = to.forms or {}
  to.forms[#to.forms + 1] = row
end

---Lets forms yield to others: `yields_to` is set in those that are not to be shown; the one shown gets
---their score, if that is larger, and a list of them, `forms`.
---@param rows table[] with key, width (articles that have it), base and score
function M.choose(rows)
  local by_key, ordered, inside = {}, {}, {}
  for i, row in ipairs(rows) do by_key[row.key], ordered[i] = row, row end
  table.sort(ordered, longer_first)
  -- First the longer ones give way, from the longest; else N95 would yield to N95口罩 and that to 口罩.
  for _, row in ipairs(ordered) do
    inside[row] = rows_inside(row.key, by_key)
    local wider = wider_form(row, inside[row])
    if wider then yield(row, wider) end
  end
  for _, row in ipairs(ordered) do
    if not row.yields_to then
      for _, other in ipairs(inside[row]) do
        if not other.yields_to and row.width >= M.COVER * other.width then
          yield(other, row)
          row.score = math.max(row.score, other.score)
        end
      end
    end
  end
  for _, row in ipairs(ordered) do
    local shown = row.yields_to
    if shown and #row.key > #shown.key then
      while shown.yields_to do shown = shown.yields_to end
      shown.score = math.max(shown.score, row.score)
    end
  end
end

return M
