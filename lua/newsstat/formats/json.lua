--- JSON: an object, an array of them, NDJSON, JSON Feed, and what APIs answer.

local article_fields = require "newsstat.article_fields"
local article_files = require "newsstat.article_files"
local article_time = require "newsstat.article_time"
local core = require "newsstat.core"
local dates = require "newsstat.dates"
local json_fields = require "newsstat.formats.json_fields"
local json_values = require "newsstat.formats.json_values"
local markup = require "newsstat.formats.markup"

local find, format, match = string.find, string.format, string.match
local concat, sort = table.concat, table.sort
local one_line, trim = article_fields.one_line, article_fields.trim

local M = { name = "json" }

local NO_DATE = "no date in a field of a common name or in the file name"
local NO_CJSON = 'JSON is read with lua-cjson: "luarocks install lua-cjson" or "apt-get install lua-cjson"'
-- So many keys are named where none is known.
local MOST_KEYS_SHOWN = 12

---Tells JSON by how it begins.
---@param head string its first 64 KB in UTF-8
---@return boolean
function M.recognise(head)
  return find(head, '^\239?\187?\191?%s*{%s*["}]') ~= nil or find(head, "^\239?\187?\191?%s*%[%s*{") ~= nil
end

-- Text of a field; of lists and objects their names.
local function as_text(value)
  local kind = type(value)
  if kind == "table" then
    if value.name ~= nil then return as_text(value.name) end
    local items = {}
    for _, item in ipairs(value) do items[#items + 1] = as_text(item) end
    return items[1] and concat(items, ", ") or nil
  end
  if kind == "number" then return format("%.14g", value) end
  if kind ~= "string" then return nil end
  local text = trim(value)
  if text ~= "" then return text end
end

local function as_list(value)
  if type(value) == "string" then
    local items = {}
    for item in value:gsub("[，、；;|]", ","):gmatch "[^,]+" do items[#items + 1] = as_text(item) end
    return items
  end
  local items = {}
  for _, item in ipairs(type(value) == "table" and value or {}) do items[#items + 1] = as_text(item) end
  return items
end

local function clean(html, reading)
  return (reading.options.clean or article_fields.clean)(html)
end

-- The body: HTML or text that is said to be so, else text that may be HTML all the same; else the summary.
local function body_of(fields, reading)
  for _, name in ipairs { "html", "plain", "text", "summary" } do
    local value = fields[name]
    if type(value) == "table" then value = value.html or value.text or value["$t"] or concat(as_list(value), "\n") end
    if type(value) == "string" and find(value, "%S") then
      local text, problem
      if name == "html" or name ~= "plain" and markup.is_html(value) then
        text, problem = clean(value, reading)
        if not text then return nil, problem or "its HTML could not be cleaned" end
      else
        text = value
      end
      if find(text, "%S") then return text end
    end
  end
  return ""
end

local function place_of(value, source)
  if type(value) == "number" then return { source = source, text = value, read = dates.of_number } end
  return { source = source, text = as_text(value) }
end

local function title_of(fields, reading)
  local title = as_text(fields.title)
  if title and markup.is_html(title) or title and find(title, "&#?%w+;") then title = clean(title, reading) or title end
  title = title and one_line(title)
  if title ~= "" then return title end
end

local function known_keys(object)
  local keys = {}
  for key in pairs(object) do
    if type(key) == "string" then keys[#keys + 1] = key end
  end
  sort(keys)
  local shown = concat(keys, ", ", 1, math.min(#keys, MOST_KEYS_SHOWN))
  return (shown:sub(1, 300):gsub("%c", " "))
end

local function build(object, path, number, reading)
  local fields, options = json_fields.of(object, reading.options.fields, reading.keys), reading.options
  local text, problem = body_of(fields, reading)
  if not text then return false, format("%s: %s: %s", path, reading.place, problem) end
  local title, url, author = title_of(fields, reading), as_text(fields.url), as_text(fields.author)
  if text == "" and not title then
    local keys = known_keys(reading.flat and reading.decode(reading.flat) or object)
    if keys == "" then return false, format("%s: %s: it is no object with fields", path, reading.place) end
    return false, format("%s: %s: it has neither title nor text under a name that is known; --fields names them (it has: %s)",
      path, reading.place, keys)
  end
  local tags, section = as_list(fields.tags), as_text(fields.section)
  local article = article_fields.article {
    path = path, entry = number, id = as_text(fields.id), title = title, url = url, author = author, tags = tags,
    section = section, source = article_fields.host(url) or as_text(fields.source) or section or tags[1] or author or "unknown",
    language = as_text(fields.language), text = article_fields.drop_title(text, title), format = "json",
    charset = reading.input.charset, charset_source = reading.input.charset_source,
  }
  article_time.set(article, {
    place_of(fields.published, "published"), place_of(fields.updated, "updated"), reading.file_name,
  }, options, NO_DATE)
  return article
end

-- The articles of one value: of a list within it, or itself.
local function expand(object, path, number, reading)
  local list = json_fields.list(object)
  local at = 0
  if not list then
    return function()
      at = at + 1
      if at == 1 then return build(object, path, number, reading) end
    end
  end
  return function()
    at = at + 1
    local item = list[at]
    if item == nil then return nil end
    local place = path .. "#" .. at
    if type(item) ~= "table" then return false, format("%s: %s: it is no object", place, reading.place) end
    return build(item, place, at, reading)
  end
end

-- Most objects are flat, and of these only the fields that count are made.
local function decode(reading, bytes, place)
  local text = core.decode(bytes, "utf-8", false)
  local object = reading.reader:object(text, reading.keys.skipped)
  reading.flat = object and text
  if object then return object end
  local decoded, value = pcall(reading.decode, text)
  if not decoded then return nil, format("%s: %s", place, (match(value, "^[^\n]*"):gsub("^.-:%d+: ", ""))) end
  if type(value) ~= "table" then return nil, place .. ": it is no object" end
  return value
end

---Steps through the articles of a file. Lines of NDJSON and elements of an array are read one by one, so memory follows
---the largest; a single object, as of JSON Feed, is held as a whole.
---@param input newsstat.input
---@param options newsstat.reading
---@return fun(): newsstat.article|false|nil, string|nil iterator
function M.articles(input, options)
  local loaded, cjson = pcall(require, "cjson")
  if not loaded then
    local is_told = false
    return function()
      if is_told then return nil end
      is_told = true
      return false, input.path .. ": " .. NO_CJSON
    end
  end
  -- A host's settings of the library are its own.
  local reading = {
    input = input, options = options, decode = cjson.new().decode, reader = core.json_reader(), keys = json_fields.keys(options.fields),
    file_name = article_time.file_name(input.path),
  }
  local next_value, is_list = json_values.of(input, options.most_bytes)
  local count = 0
  local value, place, is_between = next_value()
  return article_files.joined(function()
    if value == nil then return nil end
    local text, is_lost = value, is_between
    reading.place = place
    value, place, is_between = next_value()
    if not is_lost then count = count + 1 end
    if text == false then return false, input.path .. ": " .. reading.place end
    local is_only = count == 1 and value == nil and not is_list
    local path = is_only and input.path or format("%s#%.0f", input.path, count)
    local object, problem = decode(reading, text, format("%s: %s", path, reading.place))
    if not object then return false, problem end
    return expand(object, path, not is_only and count or nil, reading)
  end)
end

return M
