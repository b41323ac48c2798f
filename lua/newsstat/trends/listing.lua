--- The list a reader sees: best first, and not the same story again and again.

local M = {}

-- What a term's score is multiplied by for each time that one of its words was shown.
M.DAMPING = .7

-- Terms that share so large a part of the articles that either has are of one topic. After so many of them a
-- further one is damped by so much of a word's repetition, so that a month's great topic leaves room for others.
M.TOPIC = .3
M.FREE_OF_TOPIC = 5
M.TOPIC_WEIGHT = .2

-- Terms that share so large a part are of the same articles: a further one is damped as for so many repetitions, for each
-- one shown, and at most so many are shown.
M.SAME = .8
M.SAME_WEIGHT = 1
M.MOST_OF_SAME = 3

local function is_better(a, b)
  if a.damped ~= b.damped then return a.damped > b.damped end
  return a.key < b.key
end

-- A binary heap, the best on top.
local function push(heap, row)
  local at = #heap + 1
  heap[at] = row
  while at > 1 do
    local parent = (at - at % 2) / 2
    if not is_better(row, heap[parent]) then break end
    heap[at], heap[parent] = heap[parent], row
    at = parent
  end
end

local function pop(heap)
  local top, last = heap[1], table.remove(heap)
  local size = #heap
  if size == 0 then return top end
  local at = 1
  while true do
    local child = 2 * at
    if child > size then break end
    if child < size and is_better(heap[child + 1], heap[child]) then child = child + 1 end
    if not is_better(heap[child], last) then break end
    heap[at] = heap[child]
    at = child
  end
  heap[at] = last
  return top
end

local function times_shown(row, shown)
  local most = 0
  for _, word in ipairs(row.words) do most = math.max(most, shown[word] or 0) end
  return most
end

-- How many of the terms picked so far are about a row's topic, and of its articles; counted on from the last time.
local function compare(row, picked, shared)
  for i = row.compared + 1, #picked do
    local other = picked[i]
    local larger = math.max(row.articles, other.articles)
    if math.min(row.articles, other.articles) >= M.TOPIC * larger then
      local both = shared(row, other)
      if both >= M.TOPIC * larger then row.of_topic = row.of_topic + 1 end
      if both >= M.SAME * larger then row.of_same = row.of_same + 1 end
    end
  end
  row.compared = #picked
end

-- How often a row repeats what was shown.
local function repetitions(row, shown)
  return times_shown(row, shown) + M.TOPIC_WEIGHT * math.max(0, row.of_topic - M.FREE_OF_TOPIC)
    + M.SAME_WEIGHT * row.of_same
end

local function begun(row)
  if row then row.damped, row.times, row.of_topic, row.of_same, row.compared = row.score, 0, 0, 0, 0 end
  return row
end

---@param next_row fun(): table|nil rows with key, score and articles, the best first; of equal scores the first by key
---@param top number how many
---@param shared fun(a: table, b: table): integer articles that have both rows' terms
---@param words_of fun(row: table): string[] keys of the words of a row's term; kept as the row's `words`
---@return table[] rows
function M.pick(next_row, top, shared, words_of)
  local damped, shown, picked = {}, {}, {}
  local fresh = begun(next_row())
  while #picked < top and (fresh or damped[1]) do
    local row
    if fresh and not (damped[1] and is_better(damped[1], fresh)) then
      row, fresh = fresh, begun(next_row())
    else
      row = pop(damped)
    end
    row.words = row.words or words_of(row)
    compare(row, picked, shared)
    local times = repetitions(row, shown)
    if times > row.times then
      row.times, row.damped = times, row.score * M.DAMPING ^ times
      if row.of_same < M.MOST_OF_SAME then push(damped, row) end
    elseif row.of_same < M.MOST_OF_SAME then
      for _, word in ipairs(row.words) do shown[word] = (shown[word] or 0) + 1 end
      picked[#picked + 1] = row
    end
  end
  return picked
end

return M
