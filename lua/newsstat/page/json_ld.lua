--- JSON-LD of pages: what schema.org's vocabulary says of the article. What is broken is repaired where that is
--- simple, and else left out: it is never an error.

local find, gsub, match = string.find, string.gsub, string.match

local M = {}

local MOST_OBJECTS = 2000
local MOST_AUTHORS = 20

-- The types that an article may have; the rank says which is taken where a page has several.
local RANKS = { WebPage = 1, ItemPage = 1, CreativeWork = 1, VideoObject = 1, MediaObject = 1, Recipe = 2, SocialMediaPosting = 2 }

local function rank_of(kind)
  if type(kind) == "table" then
    local best
    for _, one in ipairs(kind) do
      local rank = rank_of(one)
      if rank and (not best or rank > best) then best = rank end
    end
    return best
  end
  if type(kind) ~= "string" then return nil end
  kind = match(kind, "([%w]+)$") or kind
  return RANKS[kind] or find(kind, "Article$") and 3 or find(kind, "Posting$") and 3 or kind == "Report" and 3 or nil
end

local function has_type(object, name)
  local kind = object["@type"]
  if type(kind) ~= "table" then return type(kind) == "string" and match(kind, "(%w+)$") == name end
  for _, one in ipairs(kind) do
    if type(one) == "string" and match(one, "(%w+)$") == name then return true end
  end
  return false
end

-- Control characters inside strings, comment marks around the script and commas before a bracket are the usual faults.
local function repair(text)
  text = gsub(text, "%c+", " ")
  text = gsub(text, "^%s*/?/?%s*<!%[CDATA%[%s*", "")
  text = gsub(text, "%s*/?/?%s*%]%]>%s*$", "")
  text = gsub(gsub(text, "^%s*<!%-%-%s*", ""), "%s*%-%->%s*$", "")
  text = gsub(text, "[%s;]*$", "")
  return (gsub(text, ",%s*([%]}])", "%1"))
end

-- lua-cjson, or what Neovim has of it; nil where there is neither.
local function decoder()
  local loaded, json = pcall(require, "cjson")
  if loaded then return json.decode end
  local host = rawget(_G, "vim")
  return type(host) == "table" and host.json and host.json.decode or nil
end

local function decode(text)
  local read = decoder()
  if not read then return nil end
  local is_json, value = pcall(read, text)
  if not is_json then is_json, value = pcall(read, repair(text)) end
  if is_json and type(value) == "table" then return value end
end

-- All objects of some values, in the order of the page; their number has a bound.
local function objects_of(values)
  local objects, waiting, next_waiting = {}, values, 1
  while waiting[next_waiting] and next_waiting <= MOST_OBJECTS do
    local value = waiting[next_waiting]
    next_waiting = next_waiting + 1
    if value["@type"] then objects[#objects + 1] = value end
    if #value > 0 then
      for _, item in ipairs(value) do
        if type(item) == "table" then waiting[#waiting + 1] = item end
      end
    else
      for _, key in ipairs { "@graph", "mainEntity", "mainEntityOfPage", "itemListElement" } do
        if type(value[key]) == "table" then waiting[#waiting + 1] = value[key] end
      end
    end
  end
  return objects
end

local function text_of(value)
  if type(value) == "number" then return tostring(value) end
  if type(value) ~= "string" then return nil end
  value = match(value, "^%s*(.-)%s*$")
  if value ~= "" then return value end
end

-- A text, or the first that a list holds, or an object's name or address.
local function one_of(value, key)
  if type(value) == "table" then return text_of(value[key]) or one_of(value[1], key) end
  return text_of(value)
end

local function authors_of(object, by_id)
  local authors, given = {}, object.author or object.creator
  if type(given) ~= "table" or given.name or given["@id"] then given = { given } end
  for i = 1, math.min(#given, MOST_AUTHORS) do
    local author = given[i]
    if type(author) == "table" and not author.name then author = by_id[author["@id"]] or author end
    local name = one_of(author, "name")
    if name and not find(name, "^https?:") then authors[#authors + 1] = name end
  end
  return authors
end

local function keywords_of(object)
  local keywords = object.keywords
  if type(keywords) == "string" then return { keywords } end
  local list = {}
  for _, keyword in ipairs(type(keywords) == "table" and keywords or {}) do list[#list + 1] = one_of(keyword, "name") end
  return list
end

-- The names on the way to the page, from a BreadcrumbList.
local function crumbs_of(objects)
  for _, object in ipairs(objects) do
    local items = has_type(object, "BreadcrumbList") and object.itemListElement
    if type(items) == "table" then
      local crumbs = {}
      for _, item in ipairs(items) do
        if type(item) == "table" then
          crumbs[#crumbs + 1] = text_of(item.name) or type(item.item) == "table" and text_of(item.item.name) or nil
        end
      end
      if #crumbs > 0 then return crumbs end
    end
  end
end

local function best_of(objects)
  local best, best_rank = nil, 0
  for _, object in ipairs(objects) do
    local rank = rank_of(object["@type"])
    if rank then
      rank = rank * 2 + (object.datePublished and 1 or 0)
      if rank > best_rank then best, best_rank = object, rank end
    end
  end
  return best
end

---@class newsstat.json_ld
---@field title? string
---@field published? string as it is written
---@field modified? string
---@field authors string[]
---@field keywords string[]
---@field section? string
---@field url? string
---@field language? string
---@field site? string name of the publisher
---@field crumbs? string[] names on the way to the page

---What the JSON-LD of a page says of its article.
---@param scripts { value: string }[] texts of the page's scripts of application/ld+json
---@return newsstat.json_ld
function M.read(scripts)
  if not scripts[1] then return { authors = {}, keywords = {} } end
  local values = {}
  for _, script in ipairs(scripts) do values[#values + 1] = decode(script.value) end
  local objects = objects_of(values)
  local by_id = {}
  for _, object in ipairs(objects) do
    local id = text_of(object["@id"])
    if id and object.name then by_id[id] = object end
  end
  local object = best_of(objects)
  if not object then return { authors = {}, keywords = {}, crumbs = crumbs_of(objects) } end
  local publisher = type(object.publisher) == "table" and by_id[object.publisher["@id"]] or object.publisher
  return {
    title = one_of(object.headline) or one_of(object.name), published = one_of(object.datePublished),
    modified = one_of(object.dateModified), authors = authors_of(object, by_id), keywords = keywords_of(object),
    section = one_of(object.articleSection), language = one_of(object.inLanguage, "alternateName"),
    url = one_of(object.url) or one_of(object.mainEntityOfPage, "@id"), site = one_of(publisher, "name"),
    crumbs = crumbs_of(objects),
  }
end

return M
