--- The date of publication among the dates that a page shows: the one that its label, its element and its place say so
--- of. Every date in a line gets points; the best counts.

local dates = require "newsstat.dates"

local find, format, gmatch, gsub = string.find, string.format, string.gmatch, string.gsub
local match, sub = string.match, string.sub
local floor, max = math.floor, math.max

local M = {}

local DAY = 86400
local NEAR_BYTES = 600 -- of visible text behind a title, where its byline stands
local PARAGRAPH_BYTES = 90
local LABEL_BYTES = 30
local MOST_DATES_A_LINE = 4
local LEAST_POINTS = 0
local LEAST_CHANGED_POINTS = -8
local KNOWN_DAY_POINTS = 4
local TWO_DIGITS = "()%f[%d](%d%d)([-/.])(%d%d?)%3(%d%d?)()%f[^%d%-/.]"
local DAY_FIRST = "()%f[%d](%d%d?)([./-])(%d%d?)%3([12][09]%d%d)()%f[^%d]"
local MONTH_FIRST = "()%f[%a]([%a\128-\255]+%.?) (%d%d?),? ([12][09]%d%d)()%f[^%d]"
local WITH_MONTH = "()%f[%d](%d%d?)[%.º]*%a?%a? d?e? ?([%a\128-\255]+%.?)%.? d?e?l? ?([12][09]%d%d)()%f[^%d]"

-- German, French, Spanish, Italian, Portuguese and Dutch, where they are not English; in lower case.
local MONTHS = {}
for number, names in ipairs {
  "januar jänner janvier enero gennaio janeiro januari jan ene gen",
  "februar février febrero febbraio fevereiro februari feb févr fev",
  "märz mars marzo março maart mär mrz mar", "april avril abril aprile apr avr abr", "mai mayo maggio maio mei may",
  "juni juin junio giugno junho jun giu", "juli juillet julio luglio julho jul juil lug", "august août agosto augustus aug ago",
  "september septembre septiembre settembre setembro sep sept set", "oktober octobre octubre ottobre outubro okt oct ott out",
  "november novembre noviembre novembro nov", "dezember décembre diciembre dicembre dezembro december dez déc dic dec",
} do
  for name in names:gmatch "%S+" do MONTHS[name], MONTHS[name .. "."] = number, number end
end

-- What stands before a date, or anywhere in its line.
local PUBLISHED = {
  "发布", "發布", "發佈", "发表", "發表", "时间", "時間", "日期", "刊登", "上传于", "创建", "出版", "报道于", "发稿", "发贴", "发帖", "發文", "公布",
  "published", "posted", "date:", "released", "erstellt", "veröffentlicht", "publié", "publicado",
}
local MODIFIED = { "更新", "修改", "修订", "修訂", "编辑于", "編輯於", "updated", "modified", "edited", "aktualisiert", "geändert" }
-- Dates of something else.
local OTHERS = {
  "今天是", "今日是", "现在是", "今天：", "截止", "截至", "有效期", "成立于", "生日", "注册", "註冊", "加入于", "上次登录", "最后登录", "版权", "copyright",
  "©", "备案", "许可证", "joined", "registered", "expires", "deadline", "born", "days left", "last visit", "events", "活动时间", "演出时间", "举办时间",
}
local NAMED_SOURCE = { "来源", "來源", "作者", "稿源", "记者", "責編", "编辑", "出处", "source", "by " }

local function has_any(text, words)
  for _, word in ipairs(words) do
    if find(text, word, 1, true) then return true end
  end
  return false
end

local function read(year, month, day, options)
  return dates.parse(format("%04d-%02d-%02d", tonumber(year), tonumber(month), tonumber(day)), options.now, options.zone)
end

local function read_clock(text, at)
  local hour, minute, last = match(text, "^[,%s|T-]*u?m?%s*(%d%d?)[:.h](%d%d)()%f[^%d]", at)
  if hour and tonumber(hour) < 24 and tonumber(minute) < 60 then
    return tonumber(hour) * 3600 + tonumber(minute) * 60, last
  end
end

-- With the time of day behind it, if there is one. The zone's offset is that of midnight.
local function with_clock(seconds, text, first, following)
  if not seconds then return nil end
  local clock, after = read_clock(text, following)
  if clock then return seconds + clock, first, after - 1, "minute" end
  return seconds, first, following - 1, "day"
end

---Forms that only a page's date has: years of two digits, the day first, months in other languages. With slashes the
---order is the language's.
---@param text string
---@param options { now?: number, zone?: table, month_first?: boolean, day_first?: boolean }
---@return number|nil seconds
---@return integer|nil first
---@return integer|nil last
---@return "day"|"minute"|nil precision
function M.find_local(text, options)
  local first, day, month, year, mark, following
  first, day, mark, month, year, following = match(text, DAY_FIRST)
  if first then
    if mark == "/" and (options.month_first or tonumber(month) > 12) then day, month = month, day end
    return with_clock(read(year, month, day, options), text, first, following)
  end
  for at, month_day, name, month_year, after in gmatch(text, WITH_MONTH) do
    local number = MONTHS[name:lower()]
    if number then return with_clock(read(month_year, number, month_day, options), text, at, after) end
  end
  for at, name, month_day, month_year, after in gmatch(text, MONTH_FIRST) do
    local number = MONTHS[name:lower()]
    if number then return with_clock(read(month_year, number, month_day, options), text, at, after) end
  end
  first, year, mark, month, day, following = match(text, TWO_DIGITS)
  if not first then return nil end
  if mark == "." and options.day_first then day, year = year, day end
  return with_clock(read((tonumber(year) < 70 and "20" or "19") .. year, month, day, options), text, first, following)
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
    local seconds, first, last, precision = M.find_local(text, options)
    if seconds then
      local before = sub(text, max(1, first - LABEL_BYTES), first - 1):lower()
      local is_short = find(sub(text, first, last), "^%d%d[-/.]%d%d?[-/.]%d%d?$") ~= nil
      found[1] = { seconds = seconds, precision = precision, first = first, last = last, before = before, is_short = is_short }
    end
  end
  return found
end

-- Where the title stands, the last time before the body, and where the body begins.
local function landmarks(facts, title)
  local bare = title and gsub(title, "[%s%p]", "")
  local title_place, body_place
  for _, line in ipairs(facts.lines) do
    local value = line.value
    local is_title = bare and #bare > 0 and line.size == #value and gsub(value, "[%s%p]", "") == bare
    if is_title and not body_place then title_place = line.place + line.size end
    local is_paragraph = line.size - line.link_size >= PARAGRAPH_BYTES and not line.side and not line.footer
    local ends = is_paragraph and (find(value, "[.!?,]") or find(value, "。", 1, true) or find(value, "，", 1, true))
    if ends and not body_place and (title_place or not bare) then body_place = line.place end
  end
  return title_place, body_place
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
    return place <= body_place and 2 or -1
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
  local is_sentence = line.size - line.link_size >= 2 * PARAGRAPH_BYTES
  local label = has_any(date.before, PUBLISHED) and (not is_sentence or date.first <= 2 * LABEL_BYTES)
  if label then points = points + 3 end
  if has_any(date.before, OTHERS) then return -100 end
  if has_any(date.before, MODIFIED) and not find(date.before, "发布", 1, true) then
    points = points - (label and 3 or 4)
    date.is_modified = true
  end
  if is_sentence and not label then
    local opens = date.first <= 60 and has_any(sub(lower, date.last + 1, date.last + 24), { "电", "訊", "讯", "電" })
    return points - (opens and 1 or 5)
  end
  if has_any(lower, NAMED_SOURCE) then points = points + 2 end
  return points
end

-- Points for how the date stands in its line.
local function points_of_date(date, line, spans)
  local text = line.value
  local points = points_of_element(date, line, text, spans) + points_of_words(date, line, text:lower())
  if date.precision ~= "day" then points = points + 1 end
  if date.is_short and points < 3 then points = points - 4 end
  if line.size - (date.last - date.first + 1) <= 12 then points = points + 1 end
  return points
end

-- The lines of a page with their dates.
local function dated_lines(facts, options)
  local lines = {}
  for _, line in ipairs(facts.lines) do
    line.dates = dates_of(line.value, options)
    if #line.dates > 0 then lines[#lines + 1] = line end
  end
  return lines
end

-- The day of a month without its year, in agency datelines ("新华社北京8月12日电") and bylines ("08-12 10:15").
local MONTH_DAY, MONTH_DAY_CLOCK = "%f[%d](%d%d?)月(%d%d?)日()", "%f[%w](%d%d)[-/](%d%d) %d%d:%d%d()"

local function month_day_of(line)
  local month, day, stop = match(line.value, MONTH_DAY)
  local is_short = line.size < PARAGRAPH_BYTES
  if month and is_short and (line.date or has_any(line.value, NAMED_SOURCE)) then return month, day end
  if month and stop <= 80 and has_any(sub(line.value, stop, stop + 8), { "电", "電", "讯", "訊" }) then return month, day end
  if is_short then return match(line.value, MONTH_DAY_CLOCK) end
end

local function month_day(facts)
  for _, line in ipairs(facts.lines) do
    if not line.side and not line.comment and not line.footer then
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

-- The best date, and the best of those of a change.
local function best_dates(facts, title, lines, known)
  local title_place, body_place = landmarks(facts, title)
  local listed, spans = listed_lines(lines), spans_by_line(facts)
  local best, changed = { points = LEAST_POINTS - 1 }, { points = LEAST_CHANGED_POINTS - 1 }
  for _, line in ipairs(lines) do
    local of_line = points_of_line(line, listed, title_place, body_place)
    for _, date in ipairs(line.dates) do
      date.points = of_line + points_of_date(date, line, spans)
      if known and date.seconds >= known and date.seconds < known + DAY then date.points = date.points + KNOWN_DAY_POINTS end
      if date.is_modified then
        if date.points > changed.points then changed = date end
      elseif date.points > best.points then
        best = date
      end
    end
  end
  return best.seconds and best or nil, changed.seconds and changed or nil
end

-- A date without its year, and the year that the page speaks of elsewhere.
local function without_year(facts, lines, options)
  local month, day = month_day(facts)
  local year = month and year_of(facts, lines, options)
  return year and read(year, month, day, options)
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
  local lines = dated_lines(facts, options)
  local best, changed = best_dates(facts, title, lines, known)
  if best then return best.seconds, best.precision, false end
  local seconds = without_year(facts, lines, options)
  if seconds then return seconds, "day", false end
  if changed then return changed.seconds, changed.precision, true end
end

return M
