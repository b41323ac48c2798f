--- The ranked lists of a page: of each period, or one of all.

local chart = require "newsstat.report.chart"
local escape = require "newsstat.report.escape"
local model_of = require "newsstat.report.model"
local strips = require "newsstat.report.strips"

local concat, format = table.concat, string.format

local M = {}

local function cell_text(column, value)
  if value == nil then return "" end
  if type(value) == "number" then
    local text = column.decimals and format("%." .. column.decimals .. "f", value):gsub(",", ".") or format("%d", value)
    return (column.before or "") .. text
  end
  return escape.text(value)
end

---The button that shows a term; every place of a page that names it has one.
---@param model newsstat.report.model
---@param row newsstat.report.row
---@param number integer of the row among all rows of the page, from 0
---@return string html
function M.button(model, row, number)
  local term = model.terms[row.term].term
  return format('<button type="button" class="term" data-row="%d" aria-controls="detail"%s>%s</button>', number,
    escape.language(term), escape.text(term))
end

local function heading_row(model)
  local cells = { '<tr><th scope="col" class="rank"><abbr title="rank">#</abbr></th><th scope="col" class="name">Term</th>'
    .. '<th scope="col" class="way"><abbr title="share of articles over time">Share</abbr></th>' }
  for _, column in ipairs(model.columns) do
    local title = escape.text(column.title)
    if column.hint then title = format('<abbr title="%s">%s</abbr>', escape.text(column.hint), title) end
    cells[#cells + 1] = format('<th scope="col" class="value%s">%s</th>', column.minor and " minor" or "", title)
  end
  return concat(cells) .. "</tr>"
end

-- Where lines are drawn, a term's is of its colour everywhere.
local function color_of(model, rank)
  if not model.has_lines then return nil end
  return rank <= chart.MOST_LINES and "c" .. rank or "rest"
end

local function table_row(model, row, rank, number, marked)
  local term = model.terms[row.term]
  local cells = { format('<tr><td class="rank">%d</td><th scope="row" class="name">%s</th><td class="way">%s</td>', rank,
    M.button(model, row, number), strips.spark(model_of.values(model, term), marked, color_of(model, rank))) }
  for _, column in ipairs(model.columns) do
    cells[#cells + 1] = format('<td class="value%s">%s</td>', column.minor and " minor" or "",
      cell_text(column, row.cells[column.key]))
  end
  return concat(cells) .. "</tr>"
end

local function group_heading(model, group, numbers)
  if not group.period then return "" end
  local period = numbers[group.period]
  local total = model.totals[period]
  local note = format("%d article%s", total, total == 1 and "" or "s")
  if model.partial and period == #model.periods then note = note .. ", not over yet" end
  return format('<h3 id="period-%s">%s <span class="note">%s</span></h3>', escape.text(group.period),
    escape.text(group.period), note)
end

---The links to the groups.
---@param model newsstat.report.model
---@return string html
function M.navigation(model)
  local links = {}
  for _, group in ipairs(model.groups) do
    if group.period then
      local label = escape.text(group.period)
      links[#links + 1] = format('<a href="#period-%s">%s</a>', label, label)
    end
  end
  if #links < 2 then return "" end
  return '<nav aria-label="Periods" class="periods">' .. concat(links, " ") .. "</nav>"
end

---@param model newsstat.report.model
---@return string html
function M.of(model)
  local parts, numbers, number = {}, {}, 0
  for i, period in ipairs(model.periods) do numbers[period] = i end
  for _, group in ipairs(model.groups) do
    parts[#parts + 1] = '<section class="group">' .. group_heading(model, group, numbers)
    parts[#parts + 1] = format('<table class="ranking"><caption class="unseen">%s</caption><thead>%s</thead><tbody>',
      escape.text("Terms " .. (group.period and "of " .. group.period or "") .. ", best first"), heading_row(model))
    for rank, row in ipairs(group.rows) do
      parts[#parts + 1] = table_row(model, row, rank, number, group.period and numbers[group.period])
      number = number + 1
    end
    parts[#parts + 1] = "</tbody></table></section>"
  end
  return concat(parts, "\n")
end

return M
