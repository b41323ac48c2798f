--- What tells sets of articles apart, from the published rows of a store in SQLite.

local place_ranges = require "newsstat.place_ranges"
local word_uses = require "newsstat.store.word_uses"

local M = {}

-- Of terms that are told of as such, and of those that no period has often.
local ROWS = "SELECT %s FROM %s WHERE generation = ? AND period BETWEEN ? AND ? %s"
local TABLES = { "term_period", "scattered" }

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

-- Of a period, by place in it, whether the set has the article; true of those that stand for all.
local function flags_of(set, is_in, before, total)
  if set.is_rest then return setmetatable({}, { __index = function() return true end }) end
  local flags = {}
  for place = 1, total do flags[place] = is_in(before + place) end
  return flags
end

local function add_postings(counts, flags, postings)
  local numbers = word_uses.numbers_of(postings)
  for i = 1, #numbers, 2 do
    for side = 1, 2 do
      if flags[side][numbers[i]] then
        counts[side], counts[side + 2] = counts[side] + 1, counts[side + 2] + numbers[i + 1]
      end
    end
  end
end

local function add_period(connection, generation, period, flags, found)
  for _, name in ipairs(TABLES) do
    for _, row in ipairs(connection:rows(ROWS:format("term, postings", name, ""), generation, period, period)) do
      found[row[1]] = found[row[1]] or { 0, 0, 0, 0 }
      add_postings(found[row[1]], flags, row[2])
    end
  end
end

-- The same from the places of articles, period by period.
local function count_by_places(connection, generation, asked)
  local found, members = {}, {}
  for side = 1, 2 do members[side] = place_ranges.member(asked.sets[side].places) end
  for period = asked.first_period, asked.last_period do
    local flags = {}
    for side = 1, 2 do
      flags[side] = flags_of(asked.sets[side], members[side], asked.firsts[period], asked.totals[period])
    end
    add_period(connection, generation, period, flags, found)
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
