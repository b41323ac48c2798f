--- The page of a report: one HTML file that needs nothing else.

local chart = require "newsstat.report.chart"
local core = require "newsstat.core"
local digests = require "newsstat.report.digests"
local escape = require "newsstat.report.escape"
local ranking = require "newsstat.report.ranking"
local script = require "newsstat.report.script"
local strips = require "newsstat.report.strips"
local style = require "newsstat.report.style"

local concat, format, max = table.concat, string.format, math.max

local M = {}

local MOST_TICKS = 7
local MOST_BURSTS = 40

-- Nothing is loaded from anywhere, and only the page's own script and style count: what came from an article could
-- not run even if it were not escaped.
local POLICY = "default-src 'none'; img-src data:; script-src 'sha256-%s'; style-src 'sha256-%s'; base-uri 'none'; "
  .. "form-action 'none'"

local function head(model)
  return concat({
    "<!DOCTYPE html>", '<html lang="en">', "<head>", '<meta charset="utf-8">',
    format('<meta http-equiv="Content-Security-Policy" content="%s">', format(POLICY, digests.script, digests.style)),
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">', '<meta name="referrer" content="no-referrer">',
    format('<meta name="generator" content="newsstat %s">', core.version), '<link rel="icon" href="data:,">',
    format("<title>%s</title>", escape.text(model.title)), "<style>" .. style .. "</style>", "</head>",
  }, "\n")
end

local function header(model)
  return format('<header><h1%s>%s</h1><p class="facts">%s</p>%s</header>', escape.language(model.title),
    escape.text(model.title), escape.text(concat(model.facts, ", ")), ranking.navigation(model))
end

-- The row of the ranking that a term's other buttons stand for: the first one that has it.
local function first_rows(model)
  local rows, number = {}, 0
  for _, group in ipairs(model.groups) do
    for _, row in ipairs(group.rows) do
      rows[row.term] = rows[row.term] or { row = row, number = number }
      number = number + 1
    end
  end
  return rows
end

local function burst_text(model, bursts)
  local parts = {}
  for i, burst in ipairs(bursts) do
    local first, last = model.periods[burst.first], model.periods[burst.last]
    parts[i] = first == last and first or first .. " to " .. last
  end
  return concat(parts, ", ")
end

-- The head of a table whose rows are charts, for those who do not see these.
local function strips_head(caption, columns)
  local widths, names = {}, {}
  for i, column in ipairs(columns) do
    widths[i] = format('<col class="%s">', column[1])
    names[i] = format('<th scope="col"><span class="unseen">%s</span></th>', column[2])
  end
  return format('<table class="strips"><caption class="unseen">%s</caption><colgroup>%s</colgroup><thead><tr>%s</tr></thead>'
    .. "<tbody>", caption, concat(widths), concat(names))
end

local function axis_row(model, ticks, sum)
  return format('<tr class="axis-row"><td class="label"></td>%s<td class="chart">%s</td></tr>',
    sum and '<td class="sum"></td>' or "", strips.axis(model.periods, ticks))
end

local function bursts_section(model)
  local chosen, left_out = chart.bursting(model, MOST_BURSTS)
  if #chosen == 0 then return "" end
  local rows, ticks = first_rows(model), strips.ticks(#model.periods, MOST_TICKS)
  local parts = {
    '<section aria-labelledby="bursts"><h2 id="bursts">When terms burst</h2><p class="lead">Stretches of time in which '
      .. "articles had a term at more than its usual rate; strong where the rate was four times as high."
      .. (left_out > 0 and format(" %d weaker terms are left out.", left_out) or "") .. "</p>",
    strips_head("Bursts of terms", { { "label", "Term" }, { "chart", "Bursts" } }),
  }
  for _, one in ipairs(chosen) do
    local row = rows[one.place]
    parts[#parts + 1] = format('<tr><th scope="row" class="label">%s</th><td class="chart">%s<span class="unseen">%s</span>'
      .. "</td></tr>", ranking.button(model, row.row, row.number), strips.bursts(one.term.bursts, #model.periods, ticks),
      burst_text(model, one.term.bursts))
  end
  parts[#parts + 1] = axis_row(model, ticks) .. "</tbody></table></section>"
  return concat(parts, "\n")
end

-- The numbers behind the columns of sources.
local function volume_table(model)
  local parts = { '<details><summary>Numbers</summary><div class="scroll"><table><thead><tr><th scope="col">Period</th>' }
  for _, source in ipairs(model.sources) do
    parts[#parts + 1] = format('<th scope="col"%s>%s</th>', escape.language(source.name), escape.text(source.name))
  end
  parts[#parts + 1] = "</tr></thead><tbody>\n"
  for t, period in ipairs(model.periods) do
    parts[#parts + 1] = format('<tr><th scope="row">%s</th>', escape.text(period))
    for _, source in ipairs(model.sources) do parts[#parts + 1] = format("<td>%d</td>", source.articles[t]) end
    parts[#parts + 1] = "</tr>\n"
  end
  parts[#parts + 1] = "</tbody></table></div></details>"
  return concat(parts)
end

local function volume_section(model)
  local largest, ticks = 1, strips.ticks(#model.periods, MOST_TICKS)
  for _, source in ipairs(model.sources) do
    for _, count in ipairs(source.articles) do largest = max(largest, count) end
  end
  local parts = {
    format('<section aria-labelledby="volume"><h2 id="volume">Articles by source</h2><p class="lead">All columns on one '
      .. "scale; the highest is %d.</p>", largest),
    strips_head("Articles by source", { { "label", "Source" }, { "sum", "Articles" }, { "chart", "Over time" } }),
  }
  for _, source in ipairs(model.sources) do
    parts[#parts + 1] = format('<tr><th scope="row" class="label" title="%s"%s>%s</th><td class="sum">%d</td>'
      .. '<td class="chart">%s</td></tr>', escape.text(source.name), escape.language(source.name), escape.text(source.name),
      source.total, strips.columns(source.articles, largest, ticks))
  end
  parts[#parts + 1] = axis_row(model, ticks, true) .. "</tbody></table>" .. volume_table(model) .. "</section>"
  return concat(parts, "\n")
end

-- The periods, from 0, in which a term has articles, each with their number behind it: most have none.
local function used_periods(articles)
  local list = {}
  for t, count in ipairs(articles) do
    if count > 0 then list[#list + 1], list[#list + 2] = t - 1, count end
  end
  return list[1] and list
end

-- What the script shows of a term, without repeating what terms and rows have in common.
local function data_of(model)
  local data = { periods = model.periods, totals = model.totals, terms = {}, rows = {}, articles = {} }
  local period_numbers, article_numbers = {}, {}
  for t, period in ipairs(model.periods) do period_numbers[period] = t - 1 end
  for i, term in ipairs(model.terms) do
    local bursts = {}
    for j, burst in ipairs(term.bursts) do bursts[j] = { burst.first - 1, burst.last - 1 } end
    data.terms[i] = { term = term.term, used = used_periods(term.articles), bursts = bursts[1] and bursts }
  end
  local function number_of(found)
    local key = concat({ found.path or "", found.title or "", found.time or "" }, "\0")
    if not article_numbers[key] then
      article_numbers[key] = #data.articles
      data.articles[#data.articles + 1] = {
        title = found.title, path = not found.title and found.path or nil, url = escape.link(found.url),
        date = found.date, source = found.source,
      }
    end
    return article_numbers[key]
  end
  for _, group in ipairs(model.groups) do
    for _, row in ipairs(group.rows) do
      local articles = {}
      for i, found in ipairs(row.found) do articles[i] = number_of(found) end
      data.rows[#data.rows + 1] = {
        term = row.term - 1, period = group.period and period_numbers[group.period], note = row.note,
        articles = articles[1] and articles, total = row.total,
      }
    end
  end
  return data
end

local function main_of(model)
  local parts = { '<main id="main">' }
  if model.has_lines then
    parts[#parts + 1] = '<section aria-label="Chart">' .. chart.inline_lines(model, 1100, "lines")
      .. chart.inline_lines(model, 420, "lines small") .. "</section>"
  end
  local hint = model.lead and '<p class="lead">' .. escape.text(model.lead) .. "</p>" or ""
  if #model.terms == 0 then
    parts[#parts + 1] = hint
  else
    parts[#parts + 1] = hint .. '<div class="columns"><div>' .. ranking.of(model)
      .. '</div><aside id="detail" class="empty" aria-label="Term"></aside></div>'
    parts[#parts + 1] = bursts_section(model)
  end
  if #model.periods > 0 then parts[#parts + 1] = volume_section(model) end
  parts[#parts + 1] = "</main>"
  return concat(parts, "\n")
end

local function footer(model)
  local notes = { "Made by newsstat " .. core.version .. "." }
  for _, note in ipairs(model.notes or {}) do notes[#notes + 1] = note end
  return '<footer><p>' .. escape.text(concat(notes, " ")) .. "</p></footer>"
end

---@param model newsstat.report.model
---@return string|nil html
---@return string|nil message
function M.of(model)
  local parts = {
    head(model), "<body>", '<a class="skip" href="#main">To the terms</a>', header(model),
    "<noscript><p class=\"facts\">Articles and numbers of each term appear where scripts may run.</p></noscript>",
    main_of(model), footer(model),
  }
  if #model.terms > 0 then
    local data, message = escape.json(data_of(model))
    if not data then return nil, message end
    parts[#parts + 1] = '<script type="application/json" id="data">' .. data .. "</script>"
    parts[#parts + 1] = "<script>" .. script .. "</script>"
  end
  parts[#parts + 1] = "</body>\n</html>\n"
  return concat(parts, "\n")
end

return M
