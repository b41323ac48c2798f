--- Which of several forms to show: 熔断 or 触发熔断, 火箭队 or 休斯顿火箭队.

local find, gmatch, gsub, sub = string.find, string.gmatch, string.gsub, string.sub
local insert, sort = table.insert, table.sort

local M = {}

-- A form covers another one that is in it if it is in so large a share of its articles.
M.COVER = .8

-- A longer form gives way to a much wider one inside it whose score is at least this share of its own.
M.LEAST_SHARE = .3

local LEAST_BYTES = 2

local EMPTY = {}

local CHARACTER = "()([%z\1-\127\194-\244][\128-\191]*)"

-- Rows under the character that their keys begin with, and how many characters each key has.
local function by_first_character(rows)
  local under, lengths = {}, {}
  for _, row in ipairs(rows) do
    local _, _, _, first = find(row.key, CHARACTER)
    local _, length = gsub(row.key, "[^\128-\191]", "")
    lengths[row] = length
    if first and #row.key >= LEAST_BYTES then
      under[first] = under[first] or {}
      insert(under[first], row)
    end
  end
  return under, lengths
end

-- Latin letters and digits of one word are not taken apart.
local function cuts_word(key, at)
  return at > 1 and at <= #key and find(sub(key, at - 1, at), "^%w%w$") ~= nil
end

local function is_at(key, at, row)
  local inside = row.key
  return #inside < #key and sub(key, at, at + #inside - 1) == inside
    and not cuts_word(key, at) and not cuts_word(key, at + #inside)
end

-- The rows whose keys are in a row's key, the longest first; nil where there are none.
local function rows_inside(row, under, lengths)
  local key, found, places = row.key, nil, {}
  for at, character in gmatch(key, CHARACTER) do
    for _, other in ipairs(under[character] or EMPTY) do
      if is_at(key, at, other) then
        found = found or {}
        found[#found + 1], places[other] = other, places[other] or at
      end
    end
  end
  if found and found[2] then
    sort(found, function(a, b)
      if lengths[a] ~= lengths[b] then return lengths[a] > lengths[b] end
      return places[a] < places[b]
    end)
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
  local ordered, inside = {}, {}
  local under, lengths = by_first_character(rows)
  for _, row in ipairs(rows) do
    inside[row] = rows_inside(row, under, lengths)
    if inside[row] then ordered[#ordered + 1] = row end
  end
  sort(ordered, longer_first)
  -- First the longer ones give way, from the longest; else N95 would yield to N95口罩 and that to 口罩.
  for _, row in ipairs(ordered) do
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
