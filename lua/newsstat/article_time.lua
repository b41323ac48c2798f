--- The time of an article, from the places that may hold its date.

local dates = require "newsstat.dates"

local match = string.match

local M = {}

---@class newsstat.date_place
---@field source string what the place is called in `time_source`
---@field text string|nil the date as it is written there; nil where there is none
---@field read? fun(text: string, now: number|nil, zone: table|nil): number|nil, string|nil default `dates.parse`

---The date at the head of a file's name: 2024-01-24-标题.md.
---@param path string|nil of a file, or of a member of an archive
---@return newsstat.date_place
function M.file_name(path)
  local name = match(path or "", "^.*[/\\!](.*)$") or path or ""
  return { source = "file name", text = match(name .. ".", "^(%d%d%d%d%-%d%d%-%d%d)%D") }
end

---Sets `time` and `time_source` from the first place that holds a date that can be; else `time_error`.
---@param article newsstat.article
---@param places (newsstat.date_place|fun(article: newsstat.article): newsstat.date_place)[] the most trustworthy first
---@param options { now?: number, zone?: table }
---@param no_date string the error where no place has a date
function M.set(article, places, options, no_date)
  local problems = {}
  for _, place in ipairs(places) do
    if type(place) == "function" then place = place(article) end
    local seconds, problem
    if place.text then seconds, problem = (place.read or dates.parse)(place.text, options.now, options.zone) end
    if seconds then
      article.time, article.time_source = seconds, place.source
      return
    end
    if problem then problems[#problems + 1] = place.source .. ": " .. problem end
  end
  article.time_error = problems[1] and table.concat(problems, "; ") or no_date
end

return M
