--- TextRank (Mihalcea, Tarau 2004): words that stand near many others that do so. Edges join terms within a window of
--- words, and weigh as often as they were met; the weight of a word is that of PageRank on this graph.

local terms_of = require "newsstat.terms"

local M = {}

M.WINDOW = 5
M.DAMPING = .85
M.ROUNDS = 30

-- The terms of a text in order, nil where another word stands.
local function sequence_of(terms, text)
  local document, message = terms:document(text)
  if not document then return nil, message end
  local known, sequence, length, rows = {}, {}, 0, document:list()
  document:close()
  for _, row in ipairs(rows) do known[row.term] = row end
  local lexicon = terms_of.lexicon()
  for word, _, _, tag in terms_of.segmenter():words(text) do
    if tag ~= "sp" and tag ~= "w" then
      length = length + 1
      sequence[length] = known[lexicon:fold(word)]
    end
  end
  return sequence, length, rows
end

local function join(edges, a, b)
  edges[a] = edges[a] or {}
  edges[a][b] = (edges[a][b] or 0) + 1
end

local function graph_of(sequence, length)
  local edges = {}
  for i = 1, length do
    local one = sequence[i]
    for j = i + 1, math.min(length, i + M.WINDOW - 1) do
      local other = sequence[j]
      if one and other and one.term ~= other.term then
        join(edges, one.term, other.term)
        join(edges, other.term, one.term)
      end
    end
  end
  return edges
end

-- Neighbours in a fixed order, so that sums come out the same in each run.
local function neighbours_of(edges, rows)
  local lists, sums = {}, {}
  for _, row in ipairs(rows) do
    local list, sum = {}, 0
    for other, weight in pairs(edges[row.term] or {}) do
      list[#list + 1] = { other, weight }
      sum = sum + weight
    end
    table.sort(list, function(a, b) return a[1] < b[1] end)
    lists[row.term], sums[row.term] = list, sum
  end
  return lists, sums
end

---@param terms table of `newsstat.terms`
---@param _ any
---@param text string
---@return table[]|nil rows with key, term, count, first and score
---@return string|nil message
function M.of(terms, _, text)
  local sequence, length, rows = sequence_of(terms, text)
  if not sequence then return nil, length end
  local lists, sums = neighbours_of(graph_of(sequence, length), rows)
  local weights = {}
  for _, row in ipairs(rows) do weights[row.term] = 1 end
  for _ = 1, M.ROUNDS do
    local fresh = {}
    for _, row in ipairs(rows) do
      local sum = 0
      for _, edge in ipairs(lists[row.term]) do sum = sum + edge[2] / sums[edge[1]] * weights[edge[1]] end
      fresh[row.term] = 1 - M.DAMPING + M.DAMPING * sum
    end
    weights = fresh
  end
  for _, row in ipairs(rows) do
    row.key, row.score = row.term, weights[row.term]
    row.term = terms:surface(row.key)
  end
  return rows
end

return M
