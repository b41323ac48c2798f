--- Articles of one series: of one source and period, with titles that share six characters, such as the parts
--- of a report or a daily column. They are one report of a rise.

local gsub = string.gsub

local M = {}

local CHARACTERS = 6

-- What a site adds to its titles: " - iYouPort", " | 中参馆".
local MOST_SITE_BYTES = 24

local function without_site(title)
  local before, mark, site = title:match "^(.-)%s*([-|])%s*([^-|]*)$"
  if mark and #site <= MOST_SITE_BYTES and before ~= "" then return before end
  return title
end

-- Starts of the characters of a title, spaces and ASCII punctuation apart.
local function characters_of(title)
  local list = {}
  for character in gsub(without_site(title), "[%s%p]+", ""):gmatch "[%z\1-\127\194-\244][\128-\191]*" do
    -- Marks such as ，：《 take three bytes that begin with E3 80 or EF BC; others are rare.
    if not character:find "^\227\128" and not character:find "^\239\188" and not character:find "^\226\128" then
      list[#list + 1] = character
    end
  end
  return list
end

local function root_of(parents, i)
  while parents[i] ~= i do
    parents[i] = parents[parents[i]]
    i = parents[i]
  end
  return i
end

---@param store table lists of titles, sources and periods by article
---@param articles integer[] in order of their periods
---@return integer[] numbers of each article's series: the place of one of its articles
function M.number(store, articles)
  local parents, seen, period = {}, {}, nil
  for i, article in ipairs(articles) do
    parents[i] = i
    if store.periods[article] ~= period then period, seen = store.periods[article], {} end
    local source = store.sources[article]
    seen[source] = seen[source] or {}
    local characters, before = characters_of(store.titles[article]), seen[source]
    for at = 1, #characters - CHARACTERS + 1 do
      local key = table.concat(characters, "", at, at + CHARACTERS - 1)
      if before[key] then parents[root_of(parents, i)] = root_of(parents, before[key]) else before[key] = i end
    end
  end
  local numbers = {}
  for i = 1, #articles do numbers[i] = root_of(parents, i) end
  return numbers
end

return M
