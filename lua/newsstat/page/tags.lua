--- The tags of a page's article, and the section that it stands in.

local article_fields = require "newsstat.article_fields"
local facts_of = require "newsstat.page.facts"

local find, gsub, match = string.find, string.gsub, string.match
local one_line = article_fields.one_line

local M = {}

local MOST_TAGS = 32
local MOST_TAG_BYTES = 90
local KEYWORDS = { "news_keywords", "parsely-tags", "sailthru.tags", "keywords", "keyword", "dc.subject" }
local SECTIONS = { "article:section", "section", "parsely-section", "channel", "columnname", "dc.type.section" }

-- What stands between the names on the way to a page.
local CRUMB_MARKS = { ">", "›", "»", "→", "＞", "/", "|", "-" }
local CRUMB_LABELS = { "当前位置", "您的位置", "您现在的位置", "你的位置", "所在位置", "目前位置", "當前位置", "位置" }
local LAST_CRUMBS = { ["正文"] = true, ["文章正文"] = true, ["内容"] = true, ["详细内容"] = true, ["内容正文"] = true }
local FIRST_CRUMBS = { ["首页"] = true, ["首頁"] = true, ["home"] = true, ["startseite"] = true, ["主页"] = true }

-- Keywords as they are written in one attribute: parted by commas of any kind, or, of Chinese ones, by blanks.
local function split(text)
  text = gsub(gsub(gsub(gsub(text, "，", ","), "、", ","), "；", ","), ";", ",")
  if not find(text, ",", 1, true) and find(text, "[\228-\233]") then text = gsub(gsub(text, "　", ","), "%s+", ",") end
  return text:gmatch "[^,]+"
end

---@param facts newsstat.page_facts
---@return string[] tags each once
function M.of(facts)
  local tags, seen = {}, {}
  local function add(text)
    for tag in split(text) do
      tag = one_line(tag)
      if tag ~= "" and #tag <= MOST_TAG_BYTES and not seen[tag] and #tags < MOST_TAGS then
        seen[tag] = true
        tags[#tags + 1] = tag
      end
    end
  end
  for _, tag in ipairs(facts.meta["article:tag"] or {}) do add(tag) end
  for _, keyword in ipairs(facts.structured.keywords) do add(keyword) end
  local keywords = #tags == 0 and facts_of.meta(facts, KEYWORDS)
  if keywords then add(keywords) end
  return tags
end

-- The names of a line like "首页 > 新闻 > 国内 > 正文".
local function crumbs_of_line(text)
  for _, label in ipairs(CRUMB_LABELS) do text = gsub(text, "^%s*" .. label .. "%s*[:：]?%s*", "") end
  for _, mark in ipairs(CRUMB_MARKS) do
    if find(text, mark, 1, true) then
      local crumbs = {}
      for crumb in (gsub(text, (gsub(mark, "%p", "%%%0")), "\1")):gmatch "[^\1]+" do
        crumb = one_line(crumb)
        if crumb ~= "" then crumbs[#crumbs + 1] = crumb end
      end
      return crumbs
    end
  end
  return { one_line(text) }
end

local function holds_one_of(text, parts)
  for _, part in ipairs(parts) do
    if find(text, part, 1, true) then return true end
  end
  return false
end

local HOMES = { "首页", "首頁" }

local function is_crumb_line(line)
  if line.crumb then return true end
  return line.has_arrow and line.has_word and (holds_one_of(line.value, CRUMB_LABELS) or holds_one_of(line.value, HOMES))
end

-- One line with all names, or several lines with one each.
local function visible_crumbs(facts)
  local crumbs = {}
  for _, line in ipairs(facts.lines) do
    if is_crumb_line(line) and line.size == #line.value then
      local names = crumbs_of_line(line.value)
      if #names > 1 then return names end
      if names[1] then crumbs[#crumbs + 1] = names[1] end
    end
  end
  return crumbs
end

-- Whether a name on the way is the page's own, which may be cut.
local function is_own(name, title)
  if LAST_CRUMBS[name] or find(name, "%.%.%.$") or find(name, "…$") then return true end
  return title ~= nil and (find(title, name, 1, true) or find(name, title, 1, true)) ~= nil
end

-- The last name that is not the page's own.
local function section_of(crumbs, title)
  local last = #crumbs
  while last > 0 and is_own(crumbs[last], title) do last = last - 1 end
  local name = crumbs[last]
  if last >= 1 and not FIRST_CRUMBS[name:lower()] and #name <= MOST_TAG_BYTES then return name end
end

---The section: of meta data, structured data, or the last name on the way to the page before its own.
---@param facts newsstat.page_facts
---@param title string|nil
---@return string|nil
function M.section(facts, title)
  for _, section in ipairs { facts_of.meta(facts, SECTIONS) or false, facts.structured.section or false } do
    section = section and one_line(section) or ""
    if section ~= "" and #section <= MOST_TAG_BYTES and not match(section, "^https?:") then return section end
  end
  return facts.structured.crumbs and section_of(facts.structured.crumbs, title) or section_of(visible_crumbs(facts), title)
end

return M
