--- Which fields of a JSON object are which of an article's, by the names that crawlers, APIs and data sets give them.

local gsub, lower = string.gsub, string.lower

local M = {}

-- For each field its names, the best first. Case, hyphens and underscores in them do not count.
local NAMES = {
  id = "id guid uuid newsid articleid docid",
  title = "title headline name subject 标题 標題",
  url = "url link permalink href canonicalurl sourceurl pageurl uri externalurl 链接 連結 网址 網址",
  published = "datepublished publishedat publisheddate published pubdate publishdate publishtime publicationdate date "
    .. "datetime time timestamp createdat created posttime ctime 发布时间 發佈時間 时间 時間 日期",
  updated = "datemodified updatedat modifiedat updated modified lastmodified mtime 更新时间 更新時間",
  html = "contenthtml html bodyhtml rawhtml contentencoded",
  plain = "contenttext plaintext",
  text = "text articlebody body content article fulltext maintext bodytext articletext 正文 内容 內容",
  summary = "summary description excerpt abstract desc lead snippet 摘要 简介 簡介",
  author = "author authors byline creator writer 作者 记者 記者",
  source = "source sitename site publisher media domain 来源 來源 媒体 媒體",
  language = "language lang inlanguage locale",
  tags = "tags keywords topics labels 标签 標籤 关键词 關鍵詞",
  section = "section articlesection category channel column 栏目 欄目 分类 分類",
}

-- Lists of articles within an object, as feeds and APIs answer.
local LISTS = { "items", "articles", "entries", "posts", "results", "docs", "data", "news", "records", "rows" }

local by_name = {}
for field, names in pairs(NAMES) do
  local rank = 0
  for name in names:gmatch "%S+" do
    rank = rank + 1
    by_name[name] = { field = field, rank = rank }
  end
end

-- Each spelling is looked up once; writers who use very many fill no memory.
local MOST_SPELLINGS = 2000
local spellings, spelling_count = {}, 0

local function find_name(key)
  local known = spellings[key]
  if known ~= nil then return known end
  known = by_name[gsub(lower(key), "[-_ :]", "")] or false
  if spelling_count < MOST_SPELLINGS then
    spellings[key], spelling_count = known, spelling_count + 1
  end
  return known
end

---The names of fields that `--fields` may map.
M.FIELDS = {}
for field in pairs(NAMES) do M.FIELDS[field] = true end

-- The value at a path of keys, data.title.
local function value_at(object, path)
  if object[path] ~= nil then return object[path] end
  for key in path:gmatch "[^.]+" do
    if type(object) ~= "table" then return nil end
    object = object[key]
  end
  return object
end

---Keys that objects of a file have, and no article needs.
---@class newsstat.json_keys
---@field skipped table<string, true>
---@field private kept table<string, true> those that are needed, though they name no field
---@field private count integer

---@param map table<string, string>|nil as for `of`
---@return newsstat.json_keys keys of a file of which nothing was read yet
function M.keys(map)
  local kept = { version = true }
  for _, name in ipairs(LISTS) do kept[name] = true end
  for _, path in pairs(map or {}) do
    kept[path] = true
    kept[path:match "^[^.]*"] = true
  end
  return { skipped = {}, kept = kept, count = 0 }
end

local function skip(keys, key)
  if keys.count >= MOST_SPELLINGS or keys.kept[key] then return end
  keys.skipped[key], keys.count = true, keys.count + 1
end

---The values of an object by the fields of an article.
---@param object table
---@param map table<string, string>|nil for a field the key, or path of keys with points between, that holds it
---@param keys newsstat.json_keys to which keys are added that are not needed
---@return table<string, any> fields
function M.of(object, map, keys)
  local found, ranks = {}, {}
  for key, value in pairs(object) do
    local known = type(key) == "string" and find_name(key)
    local field = known and known.field
    if known == false then skip(keys, key) end
    if field and type(value) ~= "userdata" and not (ranks[field] and ranks[field] < known.rank) then
      found[field], ranks[field] = value, known.rank
    end
  end
  for field, path in pairs(map or {}) do
    local value = value_at(object, path)
    found[field] = type(value) ~= "userdata" and value or nil
  end
  return found
end

---The list of articles that an object holds, if it does and is none itself.
---@param object table
---@return table[]|nil
function M.list(object)
  for _, name in ipairs(LISTS) do
    local list = object[name]
    if type(list) == "table" and type(list[1]) == "table" then return list end
    if type(list) == "table" and name == "items" and object.version then return list end
  end
end

return M
