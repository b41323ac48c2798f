--- The date of publication among the dates that a page shows: the one that its label, its element and its place say so
--- of. Every date in a line gets points; the best counts.

local dates = require "newsstat.dates"
local local_dates = require "newsstat.page.local_dates"

local find, gmatch, gsub = string.find, string.gmatch, string.gsub
local match, sub = string.match, string.sub
local floor, max = math.floor, math.max

local M = {}

local NONE = {}
local CHARACTER = "[%z\1-\127\194-\244][\128-\191]*"
local DAY = 86400
local NEAR_BYTES = 600 -- of visible text behind a title, where its byline stands
local PARAGRAPH_BYTES = 90
local SENTENCE_BYTES = 2 * PARAGRAPH_BYTES
local LABEL_BYTES = 30
local BEGINNING_BYTES = 96
local MOST_DATES_A_LINE = 4
local LEAST_POINTS = 0
local LEAST_ALONE_POINTS = -1 -- of a date that makes up its line: at the end of an essay
local LEAST_CHANGED_POINTS = -8
local KNOWN_DAY_POINTS = 4
-- What stands before a date: surely of publication, or of any.
local SURELY_PUBLISHED_WORDS = { "发布", "發布", "發佈", "发表", "發表", "published", "posted" }
local PUBLISHED_WORDS = {
  "时间", "時間", "日期", "刊登", "上传于", "创建", "出版", "报道于", "发稿", "发贴", "发帖", "發文", "公布",
  "date:", "released", "erstellt", "veröffentlicht", "publié", "publicado",
}
local MODIFIED_WORDS = { "更新", "修改", "修订", "修訂", "编辑于", "編輯於", "updated", "modified", "edited", "aktualisiert", "geändert" }
-- Dates of something else.
local OTHER_WORDS = {
  "今天是", "今日是", "现在是", "今天：", "截止", "截至", "有效期", "成立于", "生日", "注册", "註冊", "加入于", "上次登录", "最后登录", "版权", "copyright",
  "©", "备案", "许可证", "joined", "registered", "expires", "deadline", "born", "days left", "last visit", "events", "活动时间", "演出时间", "举办时间",
  "引用日期", "存取日期", "查阅日期", "访问日期", "成立日期", "成立时间",
}
-- Labels of Taiwan, whose years of two digits are those since 1911.
local REPUBLIC_WORDS = { "發布", "發佈", "發表", "張貼", "時間" }
local SOURCE_WORDS = { "来源", "來源", "作者", "稿源", "记者", "責編", "编辑", "出处", "source", "by " }

-- Words by their first character.
local function words(list)
  local by_first = {}
  for _, word in ipairs(list) do
    local first = match(word, CHARACTER)
    by_first[first] = by_first[first] or {}
    table.insert(by_first[first], word)
  end
  return by_first
end

local SURELY_PUBLISHED, PUBLISHED = words(SURELY_PUBLISHED_WORDS), words(PUBLISHED_WORDS)
local MODIFIED, OTHERS = words(MODIFIED_WORDS), words(OTHER_WORDS)
local REPUBLIC = words(REPUBLIC_WORDS)
local NAMED_SOURCE, REPORTED = words(SOURCE_WORDS), words { "电", "訊", "讯", "電" }

-- Whether one of some words is in a text, which is short: each of its characters is looked up once.
local function has_any(text, some)
  for at, first in gmatch(text, "()(" .. CHARACTER .. ")") do
    for _, word in ipairs(some[first] or NONE) do
      if sub(text, at, at + #word - 1) == word then return true end
    end
  end
  return false
end

-- All dates in a line, with what stands before each.
local function dates_of(text, options)
  local found, at = {}, 1
  while #found < MOST_DATES_A_LINE and at <= #text do
    local rest = sub(text, at)
    local seconds, first, last, precision = dates.find(rest, options.now, options.zone)
    if not seconds then break end
    found[#found + 1] = {
      seconds = seconds, precision = precision, first = at + first - 1, last = at + last - 1,
      before = sub(text, max(1, at + first - 1 - LABEL_BYTES), at + first - 2):lower(),
    }
    at = at + last
  end
  if #found == 0 then
    local seconds, first, last, precision = local_dates.find(text, options)
    if seconds then
      local before = sub(text, max(1, first - LABEL_BYTES), first - 1):lower()
      local is_short = find(sub(text, first, last), "^%d%d[-/.]%d%d?[-/.]%d%d?$") ~= nil
      found[1] = { seconds = seconds, precision = precision, first = first, last = last, before = before, is_short = is_short }
    end
  end
  return found
end

local function bare_of(text) return (gsub(text, "[%s%p]", "")) end

-- Whether a line is the title, with something added or left out: [转帖]标题, 标题(图).
local function is_title(line, title)
  if line.size ~= #line.value then return false end
  local shape = bare_of(line.value)
  if shape == title then return true end
  if #shape < 6 or #title < 6 then return false end
  if #shape > #title then return #shape <= 2 * #title and find(shape, title, 1, true) ~= nil end
  return #title <= 2 * #shape and find(title, shape, 1, true) ~= nil
end

local function is_paragraph(line)
  if line.size - line.link_size < PARAGRAPH_BYTES or line.side or line.footer then return false end
  return line.has_punctuation
end

-- Where the title ends, the last time before the body, and where the body begins.
local function landmarks(facts, title)
  title = title and bare_of(title) or ""
  local title_place, body_place, first_paragraph
  for _, line in ipairs(facts.lines) do
    if is_paragraph(line) then
      first_paragraph = first_paragraph or line.place
      if title_place and not body_place then body_place = line.place end
    elseif title ~= "" and not body_place and not line.crumb and is_title(line, title) then
      title_place = line.place + line.size
    end
  end
  return title_place, title_place and body_place or first_paragraph
end

-- Lines with dates that follow one another closely are a list.
local function listed_lines(lines)
  local dated, listed = {}, {}
  for _, line in ipairs(lines) do
    if line.dates[1] and line.size < 3 * PARAGRAPH_BYTES then dated[#dated + 1] = line end
  end
  for i = 3, #dated do
    local near = dated[i].number - dated[i - 1].number <= 3 and dated[i - 1].number - dated[i - 2].number <= 3
    local days = {}
    for j = i - 2, i do days[floor(dated[j].dates[1].seconds / DAY)] = true end
    local first = next(days)
    if near and next(days, first) then
      listed[dated[i]], listed[dated[i - 1]], listed[dated[i - 2]] = true, true, true
    end
  end
  return listed
end

local function spans_by_line(facts)
  local spans = {}
  for _, span in ipairs(facts.spans) do
    local of_line = spans[span.number] or {}
    spans[span.number] = of_line
    of_line[#of_line + 1] = span
  end
  return spans
end

-- Points for the place of a line between title and body.
local function points_of_place(place, title_place, body_place)
  if not title_place then
    if not body_place then return 0 end
    if place > body_place then return -1 end
    return body_place - place <= NEAR_BYTES and 4 or 2
  end
  if place < title_place then
    return title_place - place <= NEAR_BYTES and 1 or 0
  end
  local points = place - title_place <= NEAR_BYTES and 4 or 0
  if not body_place then return points end
  return points + (place <= body_place and 2 or -1)
end

-- Points for what the line is and where it stands.
local function points_of_line(line, listed, title_place, body_place)
  local points = points_of_place(line.place, title_place, body_place)
  if line.author or line.source then points = points + 1 end
  if line.comment then points = points - 4 end
  if line.side then points = points - 4 end
  if line.footer then points = points - 3 end
  if listed[line] then points = points - 3 end
  if line.link_size * 2 > line.size and not line.date then points = points - 3 end
  return points
end

-- Points for the element of a date: that of the part of the line that it stands in, else that of the line.
local function points_of_element(date, line, text, spans)
  local element, size = line, #text + 1
  local written = sub(text, date.first, date.last)
  for _, span in ipairs(spans[line.number] or {}) do
    if (span.date or span.modified) and #span.value < size and find(span.value, written, 1, true) then
      element, size = span, #span.value
    end
  end
  if element.modified and (element ~= line or not line.date) then
    date.is_modified = true
    return -3
  end
  return element.date and 3 or 0
end

-- Points for the words before a date and around it.
local function points_of_words(date, line, lower)
  local points = 0
  local is_sentence = line.size - line.link_size >= SENTENCE_BYTES
  local is_sure = has_any(date.before, SURELY_PUBLISHED)
  date.is_sure = is_sure and not is_sentence
  local label = (is_sure or has_any(date.before, PUBLISHED)) and (not is_sentence or date.first <= 2 * LABEL_BYTES)
  if label then points = points + (is_sure and 4 or 3) end
  if has_any(date.before, OTHERS) then return -100 end
  if has_any(date.before, MODIFIED) and not find(date.before, "发布", 1, true) then
    points = points - (label and 3 or 4)
    date.is_modified = true
  end
  if is_sentence and not label then
    local opens = date.first <= 60 and has_any(sub(lower, date.last + 1, date.last + 24), REPORTED)
    return points - (opens and 1 or 5)
  end
  local may_name = line.has_source or line.has_author or line.has_editor or line.has_word
  if may_name and has_any(lower, NAMED_SOURCE) then points = points + 2 end
  return points
end

-- Points for how the date stands in its line.
local function points_of_date(date, line, spans)
  local text = line.value
  local points = points_of_element(date, line, text, spans) + points_of_words(date, line, text:lower())
  if date.precision ~= "day" then points = points + 1 end
  if find(sub(text, date.last + 1, date.last + 12), "星期", 1, true) then points = points - 1 end -- today's, mostly
  if date.is_short and points < 3 then points = points - 4 end
  date.is_alone = line.size - (date.last - date.first + 1) <= 12
  if date.is_alone then points = points + 1 end
  return points
end

-- Digits of full width, and the signs between them, as those of ASCII.
local function narrow_digits(text)
  if not find(text, "\239\188[\144-\153]") then return text end
  return (gsub(text, "\239\188([\141-\154])", function(last) return string.char(last:byte() - 96) end))
end

-- The part of a line in which a date may count: of a paragraph of the body its beginning, since a date in the middle of
-- a sentence there never has points enough.
local function telling_part(line, body_place)
  local is_body = body_place and line.place > body_place and line.size - line.link_size >= SENTENCE_BYTES
  if not is_body or line.date or line.author or line.source then return line.value end
  return sub(line.value, 1, BEGINNING_BYTES)
end

-- The lines of a page with their dates.
local function dated_lines(facts, options, body_place)
  local lines, previous = {}, nil
  for _, line in ipairs(facts.lines) do
    if line.has_date then
      local narrow = narrow_digits(line.value)
      line.size, line.value = line.size - #line.value + #narrow, narrow
    end
    line.dates = line.has_date and dates_of(telling_part(line, body_place), options) or NONE
    local first = line.dates[1]
    if first then lines[#lines + 1] = line end
    -- the label may stand in a cell of its own
    local is_label = previous and previous.number == line.number - 1 and previous.size <= LABEL_BYTES
    if first and first.first <= 3 and is_label then first.before = previous.value:lower() .. first.before end
    if first and first.is_short and has_any(first.before, REPUBLIC) then
      first.seconds = local_dates.republic_day(line.value, options) or first.seconds
    end
    previous = line
  end
  return lines
end

-- The day of a month without its year, in agency datelines ("新华社北京8月12日电") and bylines ("08-12 10:15").
local MONTH_DAY, MONTH_DAY_CLOCK = "%f[%d](%d%d?)月(%d%d?)日()", "%f[%w](%d%d)[-/](%d%d) %d%d:%d%d()"

local function month_day_of(line)
  local month, day, stop = match(line.value, MONTH_DAY)
  local is_short = line.size < PARAGRAPH_BYTES
  if month and is_short and (line.date or has_any(line.value, NAMED_SOURCE)) then return month, day end
  if month and stop <= 80 and has_any(sub(line.value, stop, stop + 8), REPORTED) then return month, day end
  if is_short then return match(line.value, MONTH_DAY_CLOCK) end
end

local function month_day(facts)
  for _, line in ipairs(facts.lines) do
    if line.has_date and not line.side and not line.comment and not line.footer then
      local month, day = month_day_of(line)
      if month then return tonumber(month), tonumber(day) end
    end
  end
end

-- The year that a page speaks of elsewhere: in its footer, or in the dates of its lists.
local function year_of(facts, lines, options)
  local latest
  for _, line in ipairs(lines) do
    for _, date in ipairs(line.dates) do latest = max(latest or 0, date.seconds) end
  end
  if latest then return (dates.civil(latest)) end
  for _, line in ipairs(facts.lines) do
    local lower = line.value:lower()
    if line.footer or find(lower, "copyright", 1, true) or find(lower, "©", 1, true) or find(lower, "版权", 1, true) then
      local year = match(lower, "%d%d%d%d%s*%-%s*([12][09]%d%d)") or match(lower, "([12][09]%d%d)")
      local last = dates.civil(options.now or os.time())
      if year and tonumber(year) <= last then return tonumber(year) end
    end
  end
end

-- Of dates with the label of one, as all posts of a thread have it, the first.
local function first_of_label(lines, best)
  for _, line in ipairs(best.is_sure and lines or NONE) do
    for _, date in ipairs(line.dates) do
      if date.is_sure and date.before == best.before and date.points > -4 and not date.is_modified then return date end
    end
  end
  return best
end

-- The best date, and the best of those of a change.
local function best_dates(facts, title_place, body_place, lines, known)
  local listed, spans = listed_lines(lines), spans_by_line(facts)
  local best, changed = { points = LEAST_ALONE_POINTS - 1 }, { points = LEAST_CHANGED_POINTS - 1 }
  for _, line in ipairs(lines) do
    local of_line = points_of_line(line, listed, title_place, body_place)
    for _, date in ipairs(line.dates) do
      date.points = of_line + points_of_date(date, line, spans)
      if known and date.seconds >= known and date.seconds < known + DAY then date.points = date.points + KNOWN_DAY_POINTS end
      if date.is_modified then
        if date.points > changed.points then changed = date end
      elseif date.points > best.points and (date.points >= LEAST_POINTS or date.is_alone) then
        best = date
      end
    end
  end
  if not best.seconds then best = nil end
  return best and first_of_label(lines, best), changed.seconds and changed or nil
end

-- A date without its year, and the year that the page speaks of elsewhere.
local function without_year(facts, lines, options)
  local month, day = month_day(facts)
  local year = month and year_of(facts, lines, options)
  return year and local_dates.day(year, month, day, options)
end

---The date that the page shows for its article.
---@param facts newsstat.page_facts
---@param title string|nil the article's
---@param options { now?: number, zone?: table, month_first?: boolean, day_first?: boolean }
---  month_first: 8/12/2004 is in August; day_first: 12.08.04 too
---@param known number|nil epoch seconds of the midnight of a day that something else names, as the address; its dates
---  are preferred
---@return number|nil seconds
---@return "day"|"minute"|"second"|nil precision
---@return boolean|nil is_modified it is that of a change
function M.find(facts, title, options, known)
  local title_place, body_place = landmarks(facts, title)
  local lines = dated_lines(facts, options, not known and body_place)
  local best, changed = best_dates(facts, title_place, body_place, lines, known)
  if best and not (changed and changed.points > best.points) then return best.seconds, best.precision, false end
  if best then return changed.seconds, changed.precision, true end
  local seconds = without_year(facts, lines, options)
  if seconds then return seconds, "day", false end
  if changed then return changed.seconds, changed.precision, true end
end

return M
