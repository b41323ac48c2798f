--- Articles of one series: of one source and period, with titles that share six characters, such as the parts
--- of a report or a daily column. They are one report of a rise.

local gmatch, gsub, sub = string.gmatch, string.gsub, string.sub

local M = {}

local CHARACTERS = 6

-- What a site adds to its titles: " - iYouPort", " | 中参馆".
local MOST_SITE_BYTES = 24

local function without_site(title)
  local before, mark, site = title:match "^(.-)%s*([-|])%s*([^-|]*)$"
  if mark and #site <= MOST_SITE_BYTES and before ~= "" then return before end
  return title
end

-- A title without the site's name, spaces and ASCII punctuation, and where its characters begin, the end too.
local function characters_of(title)
  local text = gsub(without_site(title), "[%s%p]+", "")
  local starts = {}
  for at in gmatch(text, "()[%z\1-\127\194-\244][\128-\191]*") do starts[#starts + 1] = at end
  starts[#starts + 1] = #text + 1
  return text, starts
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
    local before, text, starts = seen[source], characters_of(store.titles[article])
    for at = 1, #starts - CHARACTERS do
      local key = sub(text, starts[at], starts[at + CHARACTERS] - 1)
      if before[key] then parents[root_of(parents, i)] = root_of(parents, before[key]) else before[key] = i end
    end
  end
  local numbers = {}
  for i = 1, #articles do numbers[i] = root_of(parents, i) end
  return numbers
end

return M
