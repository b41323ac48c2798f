--- The list a reader sees: best first, and not the same story again and again.

local M = {}

-- What a term's score is multiplied by for each time that one of its words was shown.
M.DAMPING = .7

-- Terms that share so large a part of the articles that either has are of one topic. After so many of them a
-- further one is damped by so much of a word's repetition, so that a month's great topic leaves room for others.
M.TOPIC = .3
M.FREE_OF_TOPIC = 5
M.TOPIC_WEIGHT = .2

-- At most so many terms of the same articles, that is of articles shared by so large a part of both.
M.MOST_OF_SAME = 3
M.SAME = .75

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

-- The group of terms whose articles are these, made where there is none.
local function group_of(row, groups, shared)
  for _, group in ipairs(groups) do
    local larger = math.max(row.articles, group.first.articles)
    if math.min(row.articles, group.first.articles) >= M.SAME * larger
      and shared(row, group.first) >= M.SAME * larger then
      return group
    end
  end
  local group = { first = row, count = 0 }
  groups[#groups + 1] = group
  return group
end

-- How many of the terms picked so far are about a row's topic; counted on from the last time.
local function count_topic(row, picked, shared)
  for i = row.compared + 1, #picked do
    local other = picked[i]
    local least = M.TOPIC * math.max(row.articles, other.articles)
    if math.min(row.articles, other.articles) >= least and shared(row, other) >= least then
      row.of_topic = row.of_topic + 1
    end
  end
  row.compared = #picked
  return row.of_topic
end

---@param rows table[] with key, score and articles; those with `yields_to` are left out
---@param top number how many
---@param shared fun(a: table, b: table): integer articles that have both rows' terms
---@param words_of fun(row: table): string[] keys of the words of a row's term; kept as the row's `words`
---@return table[] rows
function M.pick(rows, top, shared, words_of)
  local heap, shown, groups, picked = {}, {}, {}, {}
  for _, row in ipairs(rows) do
    if not row.yields_to then
      row.damped, row.times, row.of_topic, row.compared = row.score, 0, 0, 0
      push(heap, row)
    end
  end
  while heap[1] and #picked < top do
    local row = pop(heap)
    row.words = row.words or words_of(row)
    local times = times_shown(row, shown) + M.TOPIC_WEIGHT * math.max(0, count_topic(row, picked, shared) - M.FREE_OF_TOPIC)
    if times > row.times then
      row.times, row.damped = times, row.score * M.DAMPING ^ times
      push(heap, row)
    else
      local group = group_of(row, groups, shared)
      if group.count < M.MOST_OF_SAME then
        group.count = group.count + 1
        for _, word in ipairs(row.words) do shown[word] = (shown[word] or 0) + 1 end
        picked[#picked + 1] = row
      end
    end
  end
  return picked
end

return M
