--- Small charts without text, for the rows of tables. What a period is on the horizontal axis is told in per cent, so
--- that they fit any width.

local concat, floor, format, max, min = table.concat, math.floor, string.format, math.max, math.min

local M = {}

-- More bars than that are no longer told apart: neighbouring periods share one.
M.MOST_BARS = 160
local SPARK_POINTS = 80

-- A number with few digits and a point, whatever the locale.
local function number(value)
  local text = format("%.2f", value):gsub(",", "."):gsub("%.?0+$", "")
  return text == "-0" and "0" or text
end
M.number = number

---Neighbouring values as one, so that at most so many remain.
---@param values number[]
---@param most integer
---@param join fun(a: number, b: number): number
---@return number[] values
---@return integer width how many one stands for
function M.pooled(values, most, join)
  local width = max(1, math.ceil(#values / most))
  if width == 1 then return values, 1 end
  local pooled = {}
  for i, value in ipairs(values) do
    local at = floor((i - 1) / width) + 1
    pooled[at] = pooled[at] and join(pooled[at], value) or value
  end
  return pooled, width
end

---A line over an area, and a bar behind it where a period is meant.
---@param values number[]
---@param marked integer|nil number of a period
---@param class string|nil of its colour
---@return string svg
function M.spark(values, marked, class)
  local points, width = M.pooled(values, SPARK_POINTS, max)
  local largest, w, h = 0, 120, 26
  for _, value in ipairs(points) do largest = max(largest, value) end
  local step = w / max(1, #points)
  local parts = { format('<svg class="spark %s" width="%d" height="%d" viewBox="0 0 %d %d" aria-hidden="true">', class or "c1", w,
    h, w, h) }
  if marked then
    local at = floor((marked - 1) / width)
    parts[#parts + 1] = format('<rect class="mark" x="%s" y="0" width="%s" height="%d"/>', number(at * step),
      number(max(step, 3)), h)
  end
  local path = {}
  for i, value in ipairs(points) do
    -- Inside a level stretch there is nothing to draw.
    if not (value == points[i - 1] and value == points[i + 1]) then
      local y = h - 2 - (largest > 0 and value / largest or 0) * (h - 5)
      path[#path + 1] = number((i - .5) * step) .. " " .. number(y)
    end
  end
  local line = concat(path, "L")
  local first, last = number(.5 * step), number((#points - .5) * step)
  parts[#parts + 1] = format('<path class="area" d="M%s %dL%sL%s %dZ"/><path class="line" d="M%s"/></svg>', first, h - 2,
    line, last, h - 2, line)
  return concat(parts)
end

local function percent(value) return number(100 * value) .. "%" end

---Bars where bursts are, the stronger the darker.
---@param bursts newsstat.burst[]
---@param periods integer
---@param marks integer[] periods at which lines stand
---@return string svg
function M.bursts(bursts, periods, marks)
  local parts = { '<svg class="strip" width="100%" height="22" aria-hidden="true">' }
  for _, mark in ipairs(marks) do
    local x = percent((mark - .5) / periods)
    parts[#parts + 1] = format('<line class="grid" x1="%s" x2="%s" y1="0" y2="22"/>', x, x)
  end
  for _, burst in ipairs(bursts) do
    parts[#parts + 1] = format('<rect class="burst level%d" x="%s" y="5" width="%s" height="12" rx="3"/>',
      min(burst.level, 2), percent((burst.first - 1) / periods), percent((burst.last - burst.first + 1) / periods))
  end
  parts[#parts + 1] = "</svg>"
  return concat(parts)
end

---Columns of counts.
---@param counts integer[]
---@param largest integer what is drawn at full height
---@param marks integer[] periods at which lines stand
---@return string svg
function M.columns(counts, largest, marks)
  local h = 36
  local parts, periods = { format('<svg class="strip" width="100%%" height="%d" aria-hidden="true">', h) }, #counts
  for _, mark in ipairs(marks) do
    local x = percent((mark - .5) / periods)
    parts[#parts + 1] = format('<line class="grid" x1="%s" x2="%s" y1="0" y2="%d"/>', x, x, h)
  end
  local bars, width = M.pooled(counts, M.MOST_BARS, max)
  for i, count in ipairs(bars) do
    if count > 0 then
      local height = max(1.5, count / largest * (h - 4))
      parts[#parts + 1] = format('<rect class="column" x="%s" y="%s" width="%s" height="%s"/>',
        percent(((i - 1) * width + .12) / periods), number(h - height), percent(.76 * width / periods), number(height))
    end
  end
  parts[#parts + 1] = format('<line class="base" x1="0" x2="100%%" y1="%s" y2="%s"/></svg>', h - .5, h - .5)
  return concat(parts)
end

-- Steps from one named period to the next.
local STEPS = { 1, 2, 3, 4, 6, 12, 24, 36, 60, 120 }

---Which periods an axis names: at even steps from the first on.
---@param periods integer
---@param most integer
---@return integer[] numbers
function M.ticks(periods, most)
  local ticks, step = {}, math.ceil(periods / most)
  for _, nice in ipairs(STEPS) do
    if nice >= step then
      step = nice
      break
    end
  end
  for period = 1, periods, max(1, step) do ticks[#ticks + 1] = period end
  return ticks
end

---Labels of an axis; of every second one narrow screens show nothing.
---@param labels string[]
---@param ticks integer[]
---@return string svg
function M.axis(labels, ticks)
  local parts = { '<svg class="axis" width="100%" height="18" aria-hidden="true">' }
  for i, tick in ipairs(ticks) do
    local anchor = tick == 1 and "start" or tick == #labels and "end" or "middle"
    local x = tick == 1 and 0 or tick == #labels and 1 or (tick - .5) / #labels
    parts[#parts + 1] = format('<text%s x="%s" y="13" text-anchor="%s">%s</text>', i % 2 == 0 and ' class="minor"' or "",
      percent(x), anchor, labels[tick])
  end
  parts[#parts + 1] = "</svg>"
  return concat(parts)
end

return M
