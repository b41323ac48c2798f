--- The date in the address of a page: news sites file articles by day.

local dates = require "newsstat.dates"

local find, format, match = string.find, string.format, string.match
local gmatch = string.gmatch

local M = {}

local NOT_DIGIT = "%f[^%d]"

-- Patterns of a year of four digits, month and day, the surest first; a frontier stands before each year.
local SHAPES = {
  "/([12]%d%d%d)/(%d%d?)/(%d%d?)" .. NOT_DIGIT, -- /2004/08/12/
  "/([12]%d%d%d)%-(%d%d)/(%d%d)" .. NOT_DIGIT, -- /2004-08/12/
  "/([12]%d%d%d)/(%d%d)%-(%d%d)" .. NOT_DIGIT, -- /2004/08-12/
  "/([12]%d%d%d)/(%d%d)(%d%d)" .. NOT_DIGIT, -- /2004/0812/
  "/([12]%d%d%d)(%d%d)/(%d%d)" .. NOT_DIGIT, -- /200408/12/
  "/([12]%d%d%d)(%d%d)/[tT]?%1%2(%d%d)", -- /200408/t20040812_1.htm
  "%f[%d]([12]%d%d%d)[-_](%d%d?)[-_](%d%d?)" .. NOT_DIGIT, -- 2004-08-12
  "%f[%d]([12]%d%d%d)(%d%d)(%d%d)" .. NOT_DIGIT, -- 20040812
  "/([12]%d%d%d)(%d%d)(%d%d)%d*%.s?html?", -- /200408121015.html
  "/([12]%d%d%d)(%d%d)(%d%d)%d%d%d%d+", -- /20040812001234
}
-- Years of two digits only with the hour behind the day: /04/0812/10/.
local SHORT = "/(%d%d)/(%d%d)(%d%d)/%d%d?/"

local function read(year, month, day, options)
  return dates.parse(format("%s-%02d-%02d", year, tonumber(month), tonumber(day)), options.now, options.zone)
end

---The day in an address.
---@param url string|nil or a file's path
---@param options { now?: number, zone?: table }
---@return number|nil seconds midnight of the day
function M.find(url, options)
  if not url then return nil end
  local path = "/" .. (match(url, "^%a[%w+.-]*://[^/]*/(.*)$") or match(url, "^/*(.*)$"))
  for _, shape in ipairs(SHAPES) do
    for year, month, day in gmatch(path, shape) do
      local seconds = read(year, month, day, options)
      if seconds then return seconds end
    end
  end
  local year, month, day = match(path, SHORT)
  if not year or find(url, "^/") then return nil end
  return read((tonumber(year) < 70 and "20" or "19") .. year, month, day, options)
end

return M
