--- The history that a period is held against: all earlier periods, the last few of them, a span of time, a
--- source, or articles that were given for it.

local M = {}

---@class newsstat.history
---@field private known newsstat.article_index
---@field sizes integer[] articles of each source in it
---@field first integer|nil the first of its periods, which are one behind another
---@field last integer|nil
---@field places integer[]|nil where it is a source: those of its articles
local History = {}
History.__index = History

---@param known newsstat.article_index
---@return newsstat.history empty
function M.new(known)
  local self = setmetatable({ known = known, sizes = {} }, History)
  for source = 1, known.source_count do self.sizes[source] = 0 end
  return self
end

local function count(self, sizes, sign)
  for source, articles in ipairs(sizes) do self.sizes[source] = self.sizes[source] + sign * articles end
end

---Adds the period behind those that are there.
---@param period integer
function History:add_period(period)
  count(self, self.known.sizes[period], 1)
  self.first, self.last = self.first or period, period
end

---Takes off the period that was added first.
function History:remove_first()
  count(self, self.known.sizes[self.first], -1)
  self.first = self.first + 1
end

---@return integer articles in it
function History:articles()
  local sum = 0
  for _, articles in ipairs(self.sizes) do sum = sum + articles end
  return sum
end

-- A span: a period's label, a beginning of labels (2019), or two of them with .. between.
local function in_span(label, span)
  local first, last = span:match "^(.-)%.%.(.*)$"
  first, last = first or span, last or span
  return label:sub(1, #first) >= first and (last == "" or label:sub(1, #last) <= last)
end

local function add_span(self, span)
  local found = false
  for period, label in ipairs(self.known.periods) do
    if in_span(label, span) then
      found = found or self.known.totals[period] > 0
      self:add_period(period)
    end
  end
  return found
end

local function add_source(self, name)
  local places, sizes = self.known:of_source(name)
  count(self, sizes, 1)
  self.places, self.first, self.last = places, 1, #self.known.periods + 1
  return places[1] ~= nil
end

---Adds what --against names.
---@param against string a span of periods or a source
---@return boolean found
function History:add_named(against)
  if against:find "^%d%d%d%d" then return add_span(self, against) end
  return add_source(self, against)
end

return M
