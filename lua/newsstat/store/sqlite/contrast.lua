--- What tells sets of articles apart, from the published rows of a store in SQLite.

local core = require "newsstat.core"
local place_ranges = require "newsstat.place_ranges"

local M = {}

-- Of terms that are told of as such, and of those that no period has often.
local ROWS = "SELECT %s FROM %s WHERE generation = ? AND period BETWEEN ? AND ? %s"
local TABLES = { "term_period", "scattered" }

local MEMBERS = { [0] = "\0", "\1", "\2", "\3" }

-- Sums of a set in whole periods, or of all that were asked for.
local function sums_of(set, column)
  if set.is_rest then return ("sum(%s)"):format(column) end
  return ("sum(CASE WHEN period BETWEEN %d AND %d THEN %s ELSE 0 END)"):format(set.first_period, set.last_period, column)
end

local function take_rest(counts, sets)
  for side = 1, 2 do
    if sets[side].is_rest then
      counts[side], counts[side + 2] = counts[side] - counts[3 - side], counts[side + 2] - counts[5 - side]
    end
  end
  return counts
end

-- Articles and uses of both sets by term, from the sums of periods.
local function count_by_periods(connection, generation, asked)
  local a, b = asked.sets[1], asked.sets[2]
  local columns, found = table.concat({ "term", sums_of(a, "articles"), sums_of(b, "articles"), sums_of(a, "uses"),
    sums_of(b, "uses") }, ", "), {}
  for _, name in ipairs(TABLES) do
    local rows = connection:rows(ROWS:format(columns, name, "GROUP BY term"), generation, asked.first_period, asked.last_period)
    for _, row in ipairs(rows) do found[row[1]] = take_rest({ row[2], row[3], row[4], row[5] }, asked.sets) end
  end
  return found
end

-- Of the articles of a period a byte each: 1 where the first set has it, 2 where the second one, 3 where both. One that is
-- all others has all, and loses those of the other one later.
local function members_of(sets, is_in, before, total)
  local bytes = {}
  for place = 1, total do
    local member = ((sets[1].is_rest or is_in[1](before + place)) and 1 or 0)
      + ((sets[2].is_rest or is_in[2](before + place)) and 2 or 0)
    bytes[place] = MEMBERS[member]
  end
  return table.concat(bytes)
end

local function add_period(connection, generation, period, members, found)
  for _, name in ipairs(TABLES) do
    for _, row in ipairs(connection:rows(ROWS:format("term, postings", name, ""), generation, period, period)) do
      local counts = found[row[1]] or { 0, 0, 0, 0 }
      local x, y, x_uses, y_uses = core.count_postings(row[2], members)
      counts[1], counts[2], counts[3], counts[4] = counts[1] + x, counts[2] + y, counts[3] + x_uses, counts[4] + y_uses
      found[row[1]] = counts
    end
  end
end

-- The same from the places of articles, period by period.
local function count_by_places(connection, generation, asked)
  local found, is_in = {}, {}
  for side = 1, 2 do is_in[side] = place_ranges.member(asked.sets[side].places) end
  for period = asked.first_period, asked.last_period do
    local members = members_of(asked.sets, is_in, asked.firsts[period], asked.totals[period])
    add_period(connection, generation, period, members, found)
  end
  for _, counts in pairs(found) do take_rest(counts, asked.sets) end
  return found
end

---As `contrast` of a backend.
---@param connection newsstat.sqlite.connection
---@param generation integer
---@param asked newsstat.store.contrast
---@return any[][]
function M.rows(connection, generation, asked)
  local list = {}
  local found = (asked.counts and count_by_periods or count_by_places)(connection, generation, asked)
  for term, counts in pairs(found) do
    if asked.request.is_listed(counts[1], counts[2]) then
      local key, surface = connection:first("SELECT key, surface FROM contrast_term WHERE generation = ? AND term = ?",
        generation, term)
      if key then list[#list + 1] = { key, surface, counts[1], counts[2], counts[3], counts[4] } end
    end
  end
  return list
end

return M
