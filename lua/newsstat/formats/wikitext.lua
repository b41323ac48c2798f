--- Wikitext to text, by simple rules in linear time: templates, tables, files, categories, references and marks go;
--- links leave their words. What is not closed is text.

local find, gmatch, gsub = string.find, string.gmatch, string.gsub
local lower, match, sub = string.lower, string.match, string.sub
local concat = table.concat

local M = {}

-- Links into these are no part of the text.
local DROPPED = {}
for name in ([[file image media 文件 檔案 档案 图像 圖像 图片 圖片 媒体 媒體 category 分类 分類 wikipedia template]]):gmatch "%S+" do
  DROPPED[name] = true
end
local CATEGORIES = { category = true, ["分类"] = true, ["分類"] = true }

-- Elements whose content is no prose.
local DROPPED_ELEMENTS = { "ref", "gallery", "math", "timeline", "syntaxhighlight", "source", "score", "graph", "imagemap" }

---@param prefix string of a link, before the colon
---@return boolean
function M.is_category(prefix) return CATEGORIES[lower(prefix)] == true end

-- Leaves out each part from an opening to the closing that follows it.
local function drop_between(text, open, close, is_empty)
  local kept, at = {}, 1
  while true do
    local first, last = find(text, open, at)
    if not first then break end
    if is_empty and is_empty(text, first, last) then
      kept[#kept + 1] = sub(text, at, first - 1)
      at = last + 1
    else
      local _, stop = find(text, close, last + 1, true)
      if not stop then break end
      kept[#kept + 1] = sub(text, at, first - 1)
      at = stop + 1
    end
  end
  if at == 1 then return text end
  kept[#kept + 1] = sub(text, at)
  return concat(kept)
end

local function is_empty_element(text, _, last) return sub(text, last - 1, last - 1) == "/" end

local function drop_elements(text)
  if not find(text, "<", 1, true) then return text end
  text = drop_between(text, "<!%-%-", "-->")
  for _, name in ipairs(DROPPED_ELEMENTS) do
    if find(text, "<" .. name, 1, true) then
      text = drop_between(text, "<" .. name .. "%f[%W][^<>]*>", "</" .. name .. ">", is_empty_element)
    end
  end
  return text
end

-- Leaves out templates {{…}} and tables {|…|}, nested or not. Only pairs that close count; each position is seen once.
local function drop_braces(text)
  local opens, ranges, at = {}, {}, 1
  while true do
    local first = find(text, "[{}|]", at)
    if not first then break end
    local pair = sub(text, first, first + 1)
    at = first + 2
    if pair == "{{" or pair == "{|" then
      opens[#opens + 1] = { mark = pair, at = first }
    elseif (pair == "}}" or pair == "|}") and opens[1] then
      local wanted = pair == "}}" and "{{" or "{|"
      -- What was opened inside and not closed goes with the whole.
      local depth = #opens
      if opens[depth].mark ~= wanted and depth > 1 and opens[depth - 1].mark == wanted then depth = depth - 1 end
      if opens[depth].mark == wanted then
        local start = opens[depth].at
        for i = #opens, depth, -1 do opens[i] = nil end
        while ranges[1] and ranges[#ranges].first > start do ranges[#ranges] = nil end
        ranges[#ranges + 1] = { first = start, last = first + 1 }
      else
        at = first + 1
      end
    else
      at = first + 1
    end
  end
  if not ranges[1] then return text end
  local kept, from = {}, 1
  for _, range in ipairs(ranges) do
    kept[#kept + 1] = sub(text, from, range.first - 1)
    from = range.last + 1
  end
  kept[#kept + 1] = sub(text, from)
  return concat(kept)
end

-- Words are copied once for each link around them.
local MOST_DEPTH = 8

-- The words of an internal link.
local function link_words(inner)
  local prefix = match(inner, "^:?%s*([^:|]+):")
  if prefix and DROPPED[lower(prefix)] and sub(inner, 1, 1) ~= ":" then return "" end
  return match(inner, "^.*|([^|]*)$") or gsub(inner, "^:", "")
end

-- Links from the inside outwards: captions of files hold links of their own.
local function replace_links(text)
  local stack, pieces, at = {}, {}, 1
  while true do
    local first = find(text, "[%[%]]", at)
    if not first then break end
    local pair = sub(text, first, first + 1)
    if pair == "[[" and #stack < MOST_DEPTH then
      pieces[#pieces + 1] = sub(text, at, first - 1)
      stack[#stack + 1] = #pieces + 1
      pieces[#pieces + 1] = "[["
      at = first + 2
    elseif pair == "]]" and stack[1] then
      pieces[#pieces + 1] = sub(text, at, first - 1)
      local open = stack[#stack]
      stack[#stack] = nil
      local inner = concat(pieces, "", open + 1)
      for i = #pieces, open, -1 do pieces[i] = nil end
      pieces[open] = link_words(inner)
      at = first + 2
    else
      pieces[#pieces + 1] = sub(text, at, first)
      at = first + 1
    end
  end
  pieces[#pieces + 1] = sub(text, at)
  return concat(pieces)
end

-- -{zh-hans:软件;zh-hant:軟體}- is one word in several scripts; the first one is taken.
local function convert(inner)
  local first = match(inner, "^[^;]*")
  return match(first, "^[%w|-]+:(.*)$") or match(first, "^[%a;]*|(.*)$") or first
end

local function tidy_line(line)
  if not find(line, "^[%s=*#:;_-]") then return line end
  if find(line, "^%s*%-%-%-%-+") or find(line, "^%s*__%u+__%s*$") then return "" end
  local heading = match(line, "^%s*=+%s*(.-)%s*=+%s*$")
  return heading or gsub(line, "^[*#:;%s]+", "")
end

---Makes text of wikitext.
---@param source string
---@param clean fun(html: string): string|nil, string|nil what makes text of its entities and tags
---@return string|nil text
---@return string|nil message
function M.to_text(source, clean)
  -- A search for plain text is many times as fast as one by a pattern, and many texts have little of this.
  local text = drop_elements(source)
  if find(text, "{{", 1, true) or find(text, "{|", 1, true) then text = drop_braces(text) end
  if find(text, "[[", 1, true) then text = replace_links(text) end
  if find(text, "-{", 1, true) then text = gsub(text, "%-{([^{}\n]*)}%-", convert) end
  if find(text, "[", 1, true) then text = gsub(text, "%[%a+:[^%s%[%]]+%s*([^%[%]\n]*)%]", "%1") end
  if find(text, "''", 1, true) then text = gsub(text, "'''?'?'?", "") end
  local lines = {}
  for line in gmatch(text, "[^\n]+") do
    line = tidy_line(line)
    if find(line, "%S") then lines[#lines + 1] = line end
  end
  if not find(text, "[<&]") then return concat(lines, "\n") end
  return clean("<p>" .. concat(lines, "</p>\n<p>") .. "</p>")
end

return M
