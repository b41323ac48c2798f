--- What is asked of the articles of a timeline: a term, or several.
---
---     台风                articles with the term, under all its aliases and spellings
---     台风|洪水           with either; an article with both counts once
---     台风 撤离           with both
---     台风|洪水 撤离      with 撤离 and one of the others: | binds closer than the space
---     "New York"          quotation marks keep a name of several words together

local find, format, gmatch, gsub, match, sub = string.find, string.format, string.gmatch, string.gsub, string.match,
  string.sub

local M = {}

-- The pieces of a query: "|", and terms, each with where it begins.
local function pieces_of(query)
  local pieces, at = {}, 1
  while true do
    at = match(query, "^%s*()", at)
    if at > #query then return pieces end
    local term, after = match(query, '^"([^"]*)"()', at)
    if not term then term, after = match(query, "^(|)()", at) end
    local is_bar = term == "|" and sub(query, at, at) == "|"
    if not term then term, after = match(query, '^([^%s|"]+)()', at) end
    if not term then return nil, 'a quotation mark (") that is not closed' end
    if find(term, "%S") then pieces[#pieces + 1] = { term = gsub(term, "^%s+", ""), is_bar = is_bar } end
    at = after
  end
end

---@param query string
---@return string[][]|nil groups an article must have a term of each
---@return string|nil message what is wrong with the query
function M.parse(query)
  local pieces, problem = pieces_of(query)
  if not pieces then return nil, problem end
  local groups, is_open = {}, false
  for i, piece in ipairs(pieces) do
    if piece.is_bar then
      if is_open or not groups[1] or not pieces[i + 1] then return nil, "a term is missing beside |" end
      is_open = true
    elseif is_open then
      table.insert(groups[#groups], piece.term)
      is_open = false
    else
      groups[#groups + 1] = { piece.term }
    end
  end
  if not groups[1] then return nil, "no term" end
  return groups
end

---Like `parse`, but raises at the caller's caller for a query that is none.
---@param query string
---@param what string what was called
---@return string[][]
function M.check(query, what)
  if type(query) ~= "string" then error(format("%s: query: string expected, got %s", what, type(query)), 3) end
  local groups, problem = M.parse(query)
  return groups or error(format("%s: query '%s': %s", what, query, problem), 3)
end

---A query for a term that may have spaces.
---@param term string
---@return string
function M.literal(term) return '"' .. gsub(term, '"', "") .. '"' end

---The queries of a list.
---@param text string queries with commas between, 台风,洪水; ， and 、 are commas too
---@return string[]
function M.list(text)
  local queries = {}
  text = gsub(gsub(text, "，", ","), "、", ",")
  for query in gmatch(text, "[^,]+") do
    if find(query, "%S") then queries[#queries + 1] = match(query, "^%s*(.-)%s*$") end
  end
  return queries
end

---How often articles use what is asked for. Where several terms must be there, it is the uses of the rarest.
---@param groups string[][] as from `parse`
---@param uses_of fun(term: string): table<integer, integer> uses of a term by article; the table is changed
---@return table<integer, integer> uses by article; those that do not have it are not there, or have 0
function M.count(groups, uses_of)
  local least
  for _, group in ipairs(groups) do
    local sum
    for _, term in ipairs(group) do
      local uses = uses_of(term)
      if sum then
        for article, count in pairs(uses) do sum[article] = (sum[article] or 0) + count end
      else
        sum = uses
      end
    end
    if least then
      for article, count in pairs(least) do least[article] = math.min(count, sum[article] or 0) end
    else
      least = sum
    end
  end
  return least
end

return M
