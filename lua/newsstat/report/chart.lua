--- Charts with axes and labels, each an SVG image that stands alone: lines of terms over time, and bars of bursts.

local display_width = require "newsstat.display_width"
local escape = require "newsstat.report.escape"
local model_of = require "newsstat.report.model"
local strips = require "newsstat.report.strips"

local concat, floor, format, max, min = table.concat, math.floor, string.format, math.max, math.min
local number = strips.number

local M = {}

-- More lines than that cannot be told apart.
M.MOST_LINES = 8
M.MOST_BARS = 40

local CHARACTER, LINE = 7.2, 17
local LABEL_COLUMNS = 20

-- What an image of its own needs; a page has the same rules in its style sheet.
local STYLE = [[
<style>
svg{--ink:#1b1f24;--soft:#5b6470;--rule:#d9dde3;--page:#ffffff;--c1:#0b5fc0;--c2:#b0440c;--c3:#0a7454;--c4:#8437aa;
--c5:#826400;--c6:#b3245a;--c7:#3a6672;--c8:#6d4d3a;
font-family:system-ui,-apple-system,"Segoe UI","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;font-size:13px}
@media (prefers-color-scheme:dark){svg{--ink:#e7eaee;--soft:#a3adb8;--rule:#363d46;--page:#15181c;--c1:#7ab5ff;--c2:#ff9d6b;
--c3:#55cfa3;--c4:#d6a1f0;--c5:#dfbc52;--c6:#ff8fb6;--c7:#93c5d0;--c8:#d2ae99}}
.sheet{fill:var(--page)}.heading{font-size:17px;font-weight:600;fill:var(--ink)}text{fill:var(--ink)}
.tick{fill:var(--soft);font-size:12px;font-variant-numeric:tabular-nums}.grid{stroke:var(--rule)}.base{stroke:var(--soft)}
.trace{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
.burst{fill:var(--c1);fill-opacity:.55}.level2{fill-opacity:1}
]]

-- The standing colours as rules: lines, and the labels at their ends.
local function color_rules()
  local rules = {}
  for i = 1, M.MOST_LINES do
    rules[i] = format(".trace.c%d{stroke:var(--c%d)}text.c%d,circle.c%d{fill:var(--c%d)}", i, i, i, i, i)
  end
  return concat(rules) .. "\n</style>"
end

M.COLOR_RULES = color_rules():gsub("\n</style>$", "")

-- The step between lines of a scale up to `largest`: 1, 2 or 5 times a power of ten.
local function nice_step(largest, lines)
  local rough = largest / lines
  local power = 10 ^ floor(math.log(rough) / math.log(10))
  for _, factor in ipairs { 1, 2, 5, 10 } do
    if factor * power >= rough - 1e-12 then return factor * power end
  end
end

local function percent_label(share)
  local text = format("%.2f", 100 * share):gsub(",", "."):gsub("%.?0+$", "")
  return text .. "%"
end

local function x_of(frame, period) return frame.left + (period - .5) * frame.width / max(1, frame.periods) end

local function add_scale(parts, frame)
  local step = nice_step(frame.largest, 4)
  local top = step * math.ceil(frame.largest / step - 1e-9)
  for i = 0, floor(top / step + .5) do
    local y = frame.bottom - i * step / top * frame.height
    parts[#parts + 1] = format('<line class="%s" x1="%s" x2="%s" y1="%s" y2="%s"/>', i == 0 and "base" or "grid",
      number(frame.left), number(frame.left + frame.width), number(y), number(y))
    parts[#parts + 1] = format('<text class="tick" x="%s" y="%s" text-anchor="end">%s</text>', number(frame.left - 8),
      number(y + 4), percent_label(i * step))
  end
  return top
end

local function add_time_axis(parts, frame, labels)
  for _, tick in ipairs(strips.ticks(#labels, max(2, floor(frame.width / 95)))) do
    parts[#parts + 1] = format('<text class="tick" x="%s" y="%s" text-anchor="%s">%s</text>', number(x_of(frame, tick)),
      number(frame.bottom + 18), "middle", escape.text(labels[tick]))
  end
end

-- Labels pushed apart so that none covers another, within the frame.
local function spread(labels, top, bottom)
  table.sort(labels, function(a, b)
    if a.y ~= b.y then return a.y < b.y end
    return a.place < b.place
  end)
  local least = top
  for _, label in ipairs(labels) do
    label.y = max(label.y, least)
    least = label.y + LINE
  end
  local most = bottom
  for i = #labels, 1, -1 do
    labels[i].y = min(labels[i].y, most)
    most = labels[i].y - LINE
  end
end

local function label_of(term) return display_width.fit(term.term, LABEL_COLUMNS) end

local function label_width(terms)
  local columns = 0
  for _, term in ipairs(terms) do columns = max(columns, display_width.of(label_of(term))) end
  return columns * CHARACTER + 14
end

local function add_line(parts, frame, values, place)
  local path = {}
  for t, value in ipairs(values) do
    path[t] = number(x_of(frame, t)) .. " " .. number(frame.bottom - value / frame.top * frame.height)
  end
  parts[#parts + 1] = format('<path class="trace c%d" d="M%s"/>', place, concat(path, "L"))
  local y = frame.bottom - (values[#values] or 0) / frame.top * frame.height
  parts[#parts + 1] = format('<circle class="c%d" cx="%s" cy="%s" r="3"/>', place, number(x_of(frame, #values)), number(y))
  return y
end

local function some(list, most)
  local first = {}
  for i = 1, min(#list, most) do first[i] = list[i] end
  return first
end

-- The parts of the chart of lines, in a frame that is measured for it.
local function draw_lines(model, width, height, top)
  local terms = some(model.terms, M.MOST_LINES)
  local right = label_width(terms)
  local frame = {
    left = 52, width = width - 52 - right, bottom = top + height, height = height, periods = #model.periods, largest = 0,
  }
  local all = {}
  for i, term in ipairs(terms) do
    all[i] = model_of.values(model, term)
    for _, value in ipairs(all[i]) do frame.largest = max(frame.largest, value) end
  end
  if frame.largest == 0 then frame.largest = .01 end
  local parts, labels = {}, {}
  frame.top = add_scale(parts, frame)
  add_time_axis(parts, frame, model.periods)
  for i, term in ipairs(terms) do
    labels[i] = { y = add_line(parts, frame, all[i], i) + 4, place = i, text = label_of(term) }
  end
  spread(labels, top, frame.bottom + 4)
  for _, label in ipairs(labels) do
    parts[#parts + 1] = format('<text class="c%d" x="%s" y="%s">%s</text>', label.place,
      number(frame.left + frame.width + 4), number(label.y), escape.text(label.text))
  end
  return concat(parts, "\n")
end

-- What the chart tells those who do not see it.
local function description(model)
  local parts = {}
  for i, term in ipairs(some(model.terms, M.MOST_LINES)) do
    local values, peak = model_of.values(model, term), 1
    for t, value in ipairs(values) do
      if value > values[peak] then peak = t end
    end
    if values[peak] then
      parts[i] = format("%s: most in %s, %s", term.term, model.periods[peak], percent_label(values[peak]))
    end
  end
  return concat(parts, "; ")
end

local function axis_name(model)
  return model.values == "smoothed" and "smoothed share of articles" or "share of articles"
end

---The chart of lines as a part of a page, whose style sheet has its rules.
---@param model newsstat.report.model
---@param width integer pixels
---@param class string
---@return string svg
function M.inline_lines(model, width, class)
  local height = floor(width * (width > 600 and .34 or .62))
  return format('<svg class="%s" viewBox="0 0 %d %d" role="img" aria-label="%s">\n%s\n</svg>', class, width, height + 44,
    escape.text("Lines of the " .. axis_name(model) .. ". " .. description(model)), draw_lines(model, width, height, 14))
end

local function alone(width, height, title, desc, body)
  return format('<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img" '
    .. 'aria-labelledby="title desc">\n<title id="title">%s</title>\n<desc id="desc">%s</desc>\n%s%s\n'
    .. '<rect class="sheet" width="100%%" height="100%%"/>\n<text class="heading" x="16" y="30">%s</text>\n%s\n</svg>\n',
    width, height, width, height, escape.text(title), escape.text(desc), STYLE, color_rules(), escape.text(title), body)
end

---Lines of the terms of a model over time, an image of its own.
---@param model newsstat.report.model
---@return string svg
function M.lines(model)
  local name = axis_name(model) .. ", " .. concat(model.facts, ", ")
  local body = format('<text class="tick" x="16" y="52">%s</text>\n%s', escape.text(name), draw_lines(model, 920, 340, 76))
  return alone(920, 450, model.title, description(model), body)
end

local function weight_of(term)
  local weight = 0
  for _, burst in ipairs(term.bursts) do weight = weight + burst.weight end
  return weight
end

---The terms with the heaviest bursts, in order of the first one.
---@param model newsstat.report.model
---@param most integer
---@return { term: newsstat.report.term, place: integer, weight: number }[]
---@return integer left_out
function M.bursting(model, most)
  local found = {}
  for place, term in ipairs(model.terms) do
    if term.bursts[1] then found[#found + 1] = { term = term, place = place, weight = weight_of(term) } end
  end
  table.sort(found, function(a, b)
    if a.weight ~= b.weight then return a.weight > b.weight end
    return a.place < b.place
  end)
  local chosen = some(found, most)
  table.sort(chosen, function(a, b)
    local first, second = a.term.bursts[1], b.term.bursts[1]
    if first.first ~= second.first then return first.first < second.first end
    if a.weight ~= b.weight then return a.weight > b.weight end
    return a.place < b.place
  end)
  return chosen, #found - #chosen
end

local function burst_row(parts, frame, one, y)
  parts[#parts + 1] = format('<text x="%s" y="%s" text-anchor="end">%s</text>', number(frame.left - 10), number(y + 4),
    escape.text(label_of(one.term)))
  for _, burst in ipairs(one.term.bursts) do
    local first = x_of(frame, burst.first) - .5 * frame.width / frame.periods
    parts[#parts + 1] = format('<rect class="burst level%d" x="%s" y="%s" width="%s" height="12" rx="3"/>',
      min(burst.level, 2), number(first), number(y - 6), number((burst.last - burst.first + 1) * frame.width / frame.periods))
  end
end

---Bars of the bursts of a model's terms on one axis of time, an image of its own.
---@param model newsstat.report.model
---@return string svg
function M.bursts(model)
  local rows, left_out = M.bursting(model, M.MOST_BARS)
  local terms, told = {}, {}
  for i, row in ipairs(rows) do terms[i] = row.term end
  local left, bottom = 16 + label_width(terms), 76 + 22 * #rows
  local frame = { left = left, width = 920 - left - 24, bottom = bottom, height = bottom - 70, periods = max(1, #model.periods) }
  local note = concat(model.facts, ", ") .. (left_out > 0 and format(", %d weaker terms left out", left_out) or "")
  local parts = { format('<text class="tick" x="16" y="52">%s</text>', escape.text("when articles had them more often: " .. note)) }
  for _, tick in ipairs(strips.ticks(#model.periods, max(2, floor(frame.width / 95)))) do
    parts[#parts + 1] = format('<line class="grid" x1="%s" x2="%s" y1="70" y2="%d"/>', number(x_of(frame, tick)),
      number(x_of(frame, tick)), bottom)
  end
  for i, row in ipairs(rows) do
    burst_row(parts, frame, row, 70 + 22 * (i - .5))
    local burst = row.term.bursts[1]
    told[i] = format("%s %s to %s", row.term.term, model.periods[burst.first], model.periods[burst.last])
  end
  add_time_axis(parts, frame, model.periods)
  return alone(920, bottom + 36, model.title .. ": bursts", concat(told, "; "), concat(parts, "\n"))
end

return M
