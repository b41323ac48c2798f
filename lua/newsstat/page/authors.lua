--- Who wrote a page's article, and where it is taken from.

local article_fields = require "newsstat.article_fields"

local find, gsub, match, sub = string.find, string.gsub, string.match, string.sub
local one_line = article_fields.one_line

local M = {}

local NONE = {}
local META_AUTHORS = {
  "author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl", "authors",
  "article:author_name", "twitter:data1",
}
local META_SOURCES = { "source", "contentsource", "article:source", "dc.source", "copyright_source" }
local MOST_NAME_BYTES = 120

-- Labels, the more certain first. 责任编辑 edits.
local AUTHOR_LABELS = { "作者", "撰文", "记者", "記者", "通讯员", "文字" }
local SOURCE_LABELS = { "来源", "來源", "稿源", "信息来源", "出处", "出處", "转自", "轉自" }
local EDITORS = { "编辑", "編輯", "责编", "責編" }
-- What a name ends at: the next field of the line.
local STOPS = {
  "来源", "來源", "作者", "编辑", "編輯", "责编", "責編", "责任", "責任", "时间", "時間", "日期", "发布", "發布", "發佈", "发表", "點擊", "点击",
  "浏览", "瀏覽", "阅读", "閱讀", "字号", "字號", "字体", "評論", "评论", "更新", "稿源", "出处", "分享", "打印", "收藏", "我要", "关键",
  "实习", "通讯员", "／", "∕", "丨", "，", "|", "｜", "】", "）", "]", ")", "（", "(", "【", "[", "　", "/", "\t",
}
-- The same behind a person; a source may be a paper or station whose name has them.
local PERSON_STOPS = { "报道", "報道", "報導", "电", "發自", "发自", "摄影", "摄" }
-- What follows 记者 in sentences, where no name does.
local NO_NAME_BEGINNINGS = {
  "从", "從", "在", "了", "们", "們", "探", "采", "採", "走", "来", "來", "到", "就", "昨", "今", "近", "日前", "再", "问", "問", "获", "獲", "注意",
  "发现", "發現", "联系", "聯繫", "看", "见", "見", "表示", "对", "對", "也", "还", "還", "手记", "随", "按", "以", "将", "随后", "为", "會", "会", "招待",
  "节", "節", "证", "證", "团", "團", "站", "协会", "提问", "提問", "调查", "調查", "通过", "通過", "根据", "實", "实",
}

-- Where the first of some words stands, behind the first byte; `stop` where none does before that.
local function first_of(text, words, stop)
  for _, word in ipairs(words) do
    local at = find(text, word, 2, true)
    if at and at < stop then stop = at end
  end
  return stop
end

-- Cut where a digit (a date, mostly) or another field begins.
local function cut(text, is_source)
  local stop = first_of(text, STOPS, find(text, "%d%d") or #text + 1)
  if not is_source then stop = first_of(text, PERSON_STOPS, stop) end
  text = one_line(sub(text, 1, stop - 1))
  text = gsub(text, "^\226[\150-\151][\128-\191]%s*", "") -- ■ ● ◆ and their like
  return (gsub(gsub(text, "[%s:;,|/·-]+$", ""), "^[%s:;,|/·-]+", ""))
end

local function has_han(text) return find(text, "[\228-\233][\128-\191][\128-\191]") ~= nil end

-- Chinese names stand apart by blanks; blanks inside names of two characters are for show.
local function tidy(name)
  name = gsub(name, "([\228-\233][\128-\191][\128-\191]) ([\228-\233][\128-\191][\128-\191])%f[^\128-\191]", "%1 %2")
  return name
end

-- What templates put where a name should be.
local NO_NAMES = {
  publisher = true, by = true, admin = true, author = true, webmaster = true, editor = true, ["null"] = true, undefined = true,
  administrator = true, ["作者"] = true, ["佚名"] = true, ["记者"] = true, ["本站"] = true, ["网络"] = true, ["未知"] = true }

local function is_name(name)
  if NO_NAMES[(name or ""):lower()] then return false end
  if not name or name == "" or #name > MOST_NAME_BYTES then return false end
  if find(name, "^https?:") or find(name, "^//") or find(name, "^@") or find(name, "%.%a%a%a?$") then return false end
  return find(name, "%a") ~= nil or has_han(name)
end

local function is_sentence(text)
  return find(text, "[?!]") or find(text, "？", 1, true) or find(text, "。", 1, true) or find(text, "！", 1, true)
end

-- Whether what follows 记者 without a colon goes on as a sentence does.
local function goes_on(rest)
  for _, word in ipairs(NO_NAME_BEGINNINGS) do
    if sub(rest, 1, #word) == word then return true end
  end
  return false
end

-- The text behind one of some labels: "作者：张三", "记者 李四", "(记者 王五)".
local function behind_label(text, labels, is_source)
  text = gsub(gsub(text, "：", ":"), "　", " ")
  for _, label in ipairs(labels) do
    local at = find(text, label, 1, true)
    while at do
      local rest = match(text, "^%s*:%s*(.*)$", at + #label)
      if label == "记者" or label == "記者" then
        -- with a colon it may ask in an interview
        if rest and is_sentence(rest) then rest = nil else rest = rest or match(text, "^%s*(.*)$", at + #label) end
        if rest and goes_on(rest) then rest = nil end
      end
      local name = rest and cut(rest, is_source)
      if is_name(name) and not is_sentence(name) and not find(name, ":", 1, true) then return name end
      at = find(text, label, at + #label, true)
    end
  end
end

local function strip_by(text)
  text = gsub(gsub(text, "：", ":"), "　", " ")
  text = gsub(text, "^[Bb][Yy][:%s]+", "")
  text = gsub(text, "^[Ww]ritten [Bb]y%s+", "")
  text = gsub(text, "^[Aa]uthor:?%s+", "")
  text = gsub(text, "^作者%s*:?%s*", "")
  text = gsub(text, "^[Vv]on (%u%S* %u)", "%1")
  text = gsub(text, "^[Pp]ar (%u)", "%1")
  return one_line((gsub(text, "[%s,;|-]+$", "")))
end

-- 责任编辑：王禾 is nobody's byline, though its element may be called so.
local function is_editors(text)
  for _, word in ipairs(EDITORS) do
    if find(text, word, 1, true) and not find(text, "作者", 1, true) then return true end
  end
  return false
end

-- A byline in an element that is called so.
local function from_spans(facts)
  for _, list in ipairs { facts.spans, facts.lines } do
    for _, line in ipairs(list) do
      local elsewhere = line.comment or line.side or line.footer or line.editor
      local may_be = line.author and not elsewhere and (line.size or #line.value) <= MOST_NAME_BYTES
      if may_be and not is_editors(line.value) then
        local name = behind_label(line.value, AUTHOR_LABELS) or strip_by(line.value)
        if has_han(name) then name = cut(name) end
        name = gsub(name, ",? *%d.*$", "")
        if is_name(name) and not find(name, ":") then return name end
      end
    end
  end
end

local function has_author(line) return line.has_author or line.has_caption end
local function has_source(line) return line.has_source end

-- A label in a line of text. After "记者" a name must be short, since the word stands in sentences too.
local function from_lines(facts, labels, may_have, is_source)
  for _, line in ipairs(facts.lines) do
    if may_have(line) and not line.comment and not line.side then
      local name = behind_label(line.value, labels, is_source)
      if name and #name <= 36 then return name end
    end
  end
end

-- "By Jane Doe" as a line of its own.
local function from_byline(facts)
  for _, line in ipairs(facts.lines) do
    local name = line.has_word and not line.comment and not line.side and match(line.value, "^[Bb][Yy]:? (%u[%w%s.'\128-\255-]+)$")
    if name and #name <= 60 then return one_line(name) end
  end
end

local function from_meta(facts, site)
  for _, key in ipairs(META_AUTHORS) do
    for _, value in ipairs(facts.meta[key] or NONE) do
      local name = strip_by(value)
      if is_name(name) and name ~= site then return name end
    end
  end
end

---@param facts newsstat.page_facts
---@return string|nil author several with ", " between, as the page writes them else
function M.of(facts)
  local structured = {}
  local site = facts.structured.site or facts.meta["og:site_name"] and facts.meta["og:site_name"][1]
  local seen = {}
  for _, name in ipairs(facts.structured.authors) do
    if is_name(name) and not seen[name] then structured[#structured + 1] = one_line(name) end
    seen[name] = true
  end
  if #structured > 0 then return table.concat(structured, ", ") end
  local name = from_meta(facts, site) or from_spans(facts) or from_lines(facts, AUTHOR_LABELS, has_author) or from_byline(facts)
  return name and tidy(name)
end

---The source that a page names for its article: 来源：新华网.
---@param facts newsstat.page_facts
---@return string|nil
function M.source(facts)
  for _, span in ipairs(facts.spans) do
    if span.source and not span.comment and not span.side then
      local name = behind_label(span.value, SOURCE_LABELS, true) or cut(span.value, true)
      if is_name(name) and not find(name, ":") then return name end
    end
  end
  local name = from_lines(facts, SOURCE_LABELS, has_source, true)
  if name then return name end
  for _, key in ipairs(META_SOURCES) do
    local value = facts.meta[key] and one_line(facts.meta[key][1])
    if is_name(value) then return value end
  end
end

return M
