--- The history that a period is held against: all earlier periods, the last few of them, a span of time, a
--- source, or articles that were given for it.

local M = {}

---@class newsstat.history
---@field private known newsstat.article_index
---@field sizes integer[] articles of each source in it
---@field private ranges { [1]: integer, [2]: integer, [3]: integer[] }[] what was added
local History = {}
History.__index = History

---@param known newsstat.article_index
---@return newsstat.history empty
function M.new(known)
  local self = setmetatable({ known = known, sizes = {}, ranges = {} }, History)
  for source = 1, known.source_count do self.sizes[source] = 0 end
  return self
end

local function count(self, first, last, sign)
  local sources = self.known.selection.sources
  for place = first, last do self.sizes[sources[place]] = self.sizes[sources[place]] + sign end
end

---@param first integer place in the selection
---@param last integer
function History:add(first, last)
  self.known.index:add_history(first, last)
  count(self, first, last, 1)
  self.ranges[#self.ranges + 1] = { first, last }
end

function History:add_period(period) self:add(self.known.index:period(period)) end

---Takes off what was added first.
function History:remove_first()
  local range = table.remove(self.ranges, 1)
  self.known.index:remove_history(range[1], range[2])
  count(self, range[1], range[2], -1)
end

function History:clear()
  self.known.index:clear_history()
  self.ranges = {}
  for source = 1, self.known.source_count do self.sizes[source] = 0 end
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
  local known, found = self.known, false
  for place, article in ipairs(known.articles) do
    if known.source_names[article] == name then
      self:add(place, place)
      found = true
    end
  end
  return found
end

---Adds what --against names.
---@param against string a span of periods or a source
---@return boolean found
function History:add_named(against)
  if against:find "^%d%d%d%d" then return add_span(self, against) end
  return add_source(self, against)
end

return M
