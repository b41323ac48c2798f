--- What tells sets of articles apart: the server counts the articles of both that have each term, and sends those that are
--- among the best.

local contrast = require "newsstat.contrast"
local contrast_terms = require "newsstat.contrast_terms"
local statistics = require "newsstat.trends.statistics"
local values = require "newsstat.store.clickhouse.values"

local concat, format = table.concat, string.format

local M = {}

-- Sent of each side: more than are judged, since the last digits of the server's scores may be others.
local MOST = math.floor(1.5 * contrast.MOST_JUDGED)

-- What is at the border passes: scores are judged again.
local SLACK = .999

-- Rows of terms that are told of as such, and of those that no period has often.
local TABLES = { "term_period", "scattered" }

-- Lists of places are longer than other requests.
local LONG_REQUEST = "&max_query_size=268435456"

-- -- Sums ----------------------------------------------------------------------------------------

-- Articles of a set, and uses in it, of the rows of a term.
local function sums_by_periods(set)
  if set.is_rest then return "sum(articles)", "sum(uses)" end
  local is_in = format("period BETWEEN %d AND %d", set.first_period, set.last_period)
  return format("sumIf(articles, %s)", is_in), format("sumIf(uses, %s)", is_in)
end

-- A list is one literal to the server, a sequence of them would be many.
local function places_of(set)
  local ranges = set.places
  if not ranges[2] then return format("BETWEEN %d AND %d", ranges[1][1], ranges[1][2]) end
  local list = {}
  for _, range in ipairs(ranges) do
    for place = range[1], range[2] do list[#list + 1] = values.number(place) end
  end
  return "IN (SELECT arrayJoin(CAST([" .. concat(list, ",") .. "] AS Array(UInt64))))"
end

-- The same where each posting is a row, with the place of its article.
local function sums_by_places(set)
  if set.is_rest then return "count()", "sum(posting_uses)" end
  local is_in = "place " .. places_of(set)
  return format("countIf(%s)", is_in), format("sumIf(posting_uses, %s)", is_in)
end

-- Postings are places in the period and uses in turns.
local function postings_as_rows(firsts)
  local function every_second(rest)
    return format("arrayFilter((number, at) -> at %% 2 = %d, postings, arrayEnumerate(postings))", rest)
  end
  return format("ARRAY JOIN %s AS own_place, %s AS posting_uses, arrayMap(own -> toUInt64(own + arrayElement([%s], period)), %s) AS place",
    every_second(1), every_second(0), concat(firsts, ","), every_second(1))
end

local function sums_of(asked)
  local of = asked.counts and sums_by_periods or sums_by_places
  local x, x_uses = of(asked.sets[1])
  local y, y_uses = of(asked.sets[2])
  return { x, y, x_uses, y_uses }
end

-- A set that is all others has what the other one has not.
local function without_rest(sets)
  local function less(side, name, other) return sets[side].is_rest and format("%s - %s", name, other) or name end
  return format("%s AS x, %s AS y, %s AS x_uses, %s AS y_uses", less(1, "x_sum", "y_sum"), less(2, "y_sum", "x_sum"),
    less(1, "x_uses_sum", "y_uses_sum"), less(2, "y_uses_sum", "x_uses_sum"))
end

local function counts_sql(asked, generation, name, sums)
  local rows = asked.counts and "" or postings_as_rows(asked.firsts)
  return format("SELECT term, toInt64(%s) AS x_sum, toInt64(%s) AS y_sum, toInt64(%s) AS x_uses_sum, toInt64(%s) AS y_uses_sum "
    .. "FROM %s %s WHERE generation = %s AND period BETWEEN %d AND %d AND term GLOBAL IN (SELECT term FROM contrast_term "
    .. "WHERE generation = %s) GROUP BY term", sums[1], sums[2], sums[3], sums[4], name, rows, generation, asked.first_period,
    asked.last_period, generation)
end

-- -- Scores --------------------------------------------------------------------------------------

-- As `contrast.log_odds` and `contrast.g2`, of x of n and y of m; n and m are written as numbers.
local SCORES = {
  log_odds = function(n, m)
    local prior = format("(%d * (x + y) / %d)", statistics.PRIOR, n + m)
    return format("(log((x + %s) / (%d - x + %d - %s)) - log((y + %s) / (%d - y + %d - %s))) / sqrt(1 / (x + %s) + 1 / (y + %s))",
      prior, n, statistics.PRIOR, prior, prior, m, statistics.PRIOR, prior, prior, prior)
  end,
  g2 = function(n, m)
    local function part(x, size)
      local expected = format("(%d * (x + y) / %d)", size, n + m)
      return format("if(%s > 0, %s * log(%s / %s), 0) + if(%s < %d, (%d - %s) * log((%d - %s) / (%d - %s)), 0)", x, x, x, expected,
        x, size, size, x, size, x, size, expected)
    end
    return format("2 * (%s + %s) * if(x * %d > y * %d, 1, -1)", part("x", n), part("y", m), m, n)
  end,
}

-- Whether a score of a side is to be told; what is no number is judged by whoever asked.
local function side_sql(sign, own, least)
  return format("%s >= %d AND NOT (%d * score < %.17g)", own, contrast_terms.LEAST_ARTICLES, sign, least)
end

local function sides_sql(request)
  local least = SLACK * request.least
  local first = side_sql(1, "x", least)
  return request.is_one_sided and first or format("(%s OR %s)", first, side_sql(-1, "y", least))
end

-- Keys of terms that are not apart from what was asked for are not sent.
local function apart_sql(keys)
  local conditions = {}
  for _, key in ipairs(keys or {}) do
    local own = values.quoted(key)
    conditions[#conditions + 1] = format(" AND position(key, %s) = 0 AND position(%s, key) = 0", own, own)
  end
  return concat(conditions)
end

---As `contrast` of a backend.
---@param connection newsstat.clickhouse.connection
---@param generation integer
---@param asked newsstat.store.contrast
---@return any[][]
function M.rows(connection, generation, asked)
  local request, id, counts, sums = asked.request, values.number(generation), {}, sums_of(asked)
  for i, name in ipairs(TABLES) do counts[i] = counts_sql(asked, id, name, sums) end
  local scored = format("SELECT term, x, y, x_uses, y_uses, %s AS score FROM (SELECT term, %s FROM (%s)) WHERE %s",
    SCORES[request.score](request.sizes[1], request.sizes[2]), without_rest(asked.sets), concat(counts, " UNION ALL "),
    sides_sql(request))
  return connection:rows(format("SELECT key, surface, x, y, x_uses, y_uses FROM (%s) ANY INNER JOIN (SELECT term, key, surface "
    .. "FROM contrast_term WHERE generation = %s%s) USING term ORDER BY abs(score) DESC, key LIMIT %d BY score > 0", scored, id,
    apart_sql(request.apart_from), MOST), { settings = LONG_REQUEST })
end

return M
