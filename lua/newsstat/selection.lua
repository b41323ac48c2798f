--- Which articles count: by their day, source, language and metadata.

local calendar_of = require "newsstat.calendar"
local dates = require "newsstat.dates"
local lazily = require "newsstat.lazily"

local languages = lazily "newsstat.languages"

local find, format, gsub, lower, match, sub = string.find, string.format, string.gsub, string.lower, string.match,
  string.sub

local M = {}

---@class newsstat.selection_options
---@field since? string first day, month or year that counts: 2020-02-03, 2020-02 or 2020
---@field until? string last one that counts, all of it
---@field source? string|string[] sources, any of which an article may be of; example.com stands for news.example.com too
---@field language? string|string[] languages, any of which an article may be in: zh stands for zh-CN and zh-TW too
---@field where? string|table<integer|string, string> what the metadata must say, all of it. A list of conditions:
---  "key=value", "key!=value", "key~part" (holds the part), "key!~part"; or key = "value". A key is one of the
---  article's front matter or feed, else a field of `newsstat.article`. Where the metadata is a list, one item is
---  enough, and for != and !~ none may be so. What is not there is the empty text.

---The options and their types, for functions that take them among others.
M.OPTIONS = {
  since = "string", ["until"] = "string", source = "string|table", language = "string|table", where = "string|table",
}

---@class newsstat.selection
---@field private calendar newsstat.calendar
---@field private first_day integer since 1970-01-01; -math.huge where there is no bound
---@field private last_day integer
---@field private sources string[]|nil in lower case
---@field private languages string[]|nil in lower case
---@field private conditions { key: string, value: string, is_part: boolean, is_negated: boolean }[]
local Selection = {}
Selection.__index = Selection

-- A day, or a month or year that stands for all its days.
local function is_date(date)
  local rest = sub("0000-01-01", #date + 1)
  return (#date == 4 or #date == 7 or #date == 10) and find(date, "^[%d-]+$")
    and dates.parse(date .. rest, math.huge) ~= nil
end

local function check_date(name, date, what)
  if date and not is_date(date) then
    local message = "%s: option '%s' must be a date such as 2020, 2020-02 or 2020-02-03, got '%s'"
    error(format(message, what, name, date), 4)
  end
end

-- Year, month and day of a date, of which the last ones may be missing: it stands for all days that begin alike.
local function parts_of(date)
  local y, m, d = match(date, "^(%d+)-?(%d*)-?(%d*)$")
  return tonumber(y), tonumber(m), tonumber(d)
end

local function first_day(date)
  if not date then return -math.huge end
  local y, m, d = parts_of(date)
  return dates.days(y, m or 1, d or 1)
end

local function last_day(date)
  if not date then return math.huge end
  local y, m, d = parts_of(date)
  m = m or 12
  return d and dates.days(y, m, d) or dates.days(m == 12 and y + 1 or y, m % 12 + 1, 1) - 1
end

-- A text or a list of them as a list, each changed by a function.
local function list_of(given, change)
  if given == nil then return nil end
  local list = {}
  for i, text in ipairs(type(given) == "table" and given or { given }) do list[i] = change(tostring(text)) end
  return list
end

local function plain_source(name) return (gsub(lower(name), "^www%.", "")) end
local function plain_language(tag) return (gsub(lower(tag), "_", "-")) end
local function trim(text) return (gsub(match(text, "^%s*(.*)$"), "%s+$", "")) end

local function condition_of(expression, what)
  local key, operator, value = match(tostring(expression), "^([^=~!]+)(!?[=~])(.*)$")
  if not key then
    local message = "%s: option 'where' must be key=value, key!=value, key~part or key!~part, got '%s'"
    error(format(message, what, tostring(expression)), 5)
  end
  return {
    key = trim(key), value = trim(value), is_part = sub(operator, -1) == "~", is_negated = #operator == 2,
  }
end

local function conditions_of(where, what)
  local conditions = {}
  for key, value in pairs(type(where) == "table" and where or { where }) do
    local is_expression = type(key) == "number"
    conditions[#conditions + 1] = is_expression and condition_of(value, what)
      or { key = key, value = tostring(value), is_part = false, is_negated = false }
  end
  return conditions
end

---A selection. Wrong options raise at the caller's caller, with `what` in the message.
---@param options newsstat.selection_options others are passed over
---@param calendar newsstat.calendar whose days are meant by since and until
---@param what string what the options are of
---@return newsstat.selection
function M.new(options, calendar, what)
  check_date("since", options.since, what)
  check_date("until", options["until"], what)
  return setmetatable({
    calendar = calendar, first_day = first_day(options.since), last_day = last_day(options["until"]),
    sources = list_of(options.source, plain_source), languages = list_of(options.language, plain_language),
    conditions = conditions_of(options.where, what),
  }, Selection)
end

---Parts options of reading from those that choose.
---@param options table|nil
---@return table others
---@return newsstat.selection_options choosing
function M.split(options)
  local others, choosing = {}, {}
  for name, value in pairs(options or {}) do
    if M.OPTIONS[name] then choosing[name] = value else others[name] = value end
  end
  return others, choosing
end

---A selection by the days of a time zone.
---@param options newsstat.selection_options
---@param timezone string|nil IANA name; default UTC
---@param what string
---@return newsstat.selection|nil selection nil where the zone is unknown
---@return string|nil message
function M.in_zone(options, timezone, what)
  local calendar, message = calendar_of.new("day", timezone)
  if not calendar then return nil, message end
  return M.new(options, calendar, what)
end

local function is_source(name, wanted)
  return name == wanted or sub(name, -#wanted - 1) == "." .. wanted
end

local function is_variety(tag, wanted)
  return tag == wanted or sub(tag, 1, #wanted + 1) == wanted .. "-"
end

local function is_any(text, list, is_same)
  if not list then return true end
  for _, wanted in ipairs(list) do
    if is_same(text, wanted) then return true end
  end
  return false
end

-- The metadata under a key as a list of texts.
local function values_of(article, key)
  local value = article.fields and article.fields[key]
  if value == nil then value = article[key] end
  if type(value) ~= "table" then return { value == nil and "" or trim(tostring(value)) } end
  local values = {}
  for i, item in ipairs(value) do values[i] = trim(tostring(item)) end
  return #values > 0 and values or { "" }
end

local function holds(article, condition)
  for _, value in ipairs(values_of(article, condition.key)) do
    local is_so = value == condition.value
    if condition.is_part then is_so = find(value, condition.value, 1, true) ~= nil end
    if is_so then return not condition.is_negated end
  end
  return condition.is_negated
end

-- Whether the language of an article's text is a wanted one; of one language in several varieties, as English, also what
-- its format or front matter tells counts. zh-CN stands for simplified Chinese too.
local function is_language(article, wanted)
  local fields = article.fields or {}
  local told = plain_language(tostring(article.declared_language or fields.language or fields.lang or ""))
  local found = plain_language(tostring(article.language or told))
  local script = find(wanted, "^zh") and plain_language(languages.normalise(wanted) or wanted)
  if is_variety(found, wanted) or found == script then return true end
  return match(found, "^%a*") == match(told, "^%a*") and is_variety(told, wanted)
end

---Whether more of an article counts than its time and source.
---@return boolean
function Selection:needs_article() return self.languages ~= nil or self.conditions[1] ~= nil end

---Whether an article's source, language and metadata are as wanted; its day is not looked at.
---@param article newsstat.article
---@return boolean
function Selection:matches(article)
  if not is_any(plain_source(article.source or "unknown"), self.sources, is_source) then return false end
  if self.languages and not is_any(article, self.languages, is_language) then return false end
  for _, condition in ipairs(self.conditions) do
    if not holds(article, condition) then return false end
  end
  return true
end

---What every wanted article has, whichever others have it too.
---@class newsstat.selection_needs
---@field sources string[] its source holds one of these, in lower case; none: any source
---@field languages string[] its language begins with one of these, in lower case
---@field parts { key: string, value: string }[] its metadata under each key holds the value

---@return newsstat.selection_needs
function Selection:needs()
  local needs = { sources = self.sources or {}, languages = {}, parts = {} }
  for i, language in ipairs(self.languages or {}) do needs.languages[i] = match(language, "^%a*") end
  for _, condition in ipairs(self.conditions) do
    if not condition.is_negated and condition.value ~= "" then needs.parts[#needs.parts + 1] = condition end
  end
  return needs
end

---Whether a day is wanted.
---@param day integer since 1970-01-01
---@return boolean
function Selection:covers(day) return day >= self.first_day and day <= self.last_day end

-- Days that a zone may make of difference, and the last day itself.
local SLACK_DAYS = 2

---A span outside of which no moment is wanted.
---@return number first seconds since the epoch; -math.huge where there is no bound
---@return number last
function Selection:span() return (self.first_day - SLACK_DAYS) * 86400, (self.last_day + SLACK_DAYS) * 86400 end

---The days that are wanted.
---@return integer first since 1970-01-01; -math.huge where there is no bound
---@return integer last
function Selection:days() return self.first_day, self.last_day end

---Whether an article counts.
---@param article newsstat.article
---@return boolean|nil takes nil where its day is asked for and it has no time
---@return string|nil message
function Selection:takes(article)
  if not self:matches(article) then return false end
  if self.first_day == -math.huge and self.last_day == math.huge then return true end
  if not article.time then
    return nil, format("%s: it is left out, since dates are asked for: %s", article.path or article.title or "article",
      article.time_error or "it has no time")
  end
  return self:covers(self.calendar:days(article.time))
end

---Steps through the articles that count; what cannot be judged is a step with a message, as what cannot be read.
---@param next_article fun(): newsstat.article|false|nil, string|nil as from `newsstat.articles`
---@return fun(): newsstat.article|false|nil, string|nil
function Selection:filter(next_article)
  return function()
    while true do
      local article, message = next_article()
      if not article then return article, message end
      local takes, problem = self:takes(article)
      if takes then return article, message end
      if takes == nil then return false, problem end
    end
  end
end

return M
