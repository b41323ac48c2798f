--- :Newsstat and :NewsstatHighlight.

local configuration = require "newsstat.nvim.configuration"
local folders = require "newsstat.nvim.folders"
local results = require "newsstat.nvim.results"
local tokenizer = require "newsstat.nvim.tokenizer"

local M = {}

local COLUMNS = {
  words = { { key = "term" }, { key = "count" } },
  folder_words = { { key = "term" }, { key = "count" }, { key = "articles" } },
  keywords = { { key = "rank" }, { key = "term" }, { key = "score", decimals = 2 }, { key = "count" } },
  folder_keywords = { { key = "title" }, { key = "rank" }, { key = "term" }, { key = "score", decimals = 2 }, { key = "count" } },
  folder_count = { { key = "title" }, { key = "characters" }, { key = "han" }, { key = "words" } },
  trends = { { key = "period" }, { key = "term" }, { key = "rank" }, { key = "score", decimals = 1 }, { key = "count" },
    { key = "articles" }, { key = "share", decimals = 2 }, { key = "expected", decimals = 2 }, { key = "lift", decimals = 1 } },
}

local function fail(message) results.say(message, vim.log.levels.ERROR) end

-- The lines that a command was given, by default all.
local function lines_of(call)
  local first, last = 0, -1
  if call.range > 0 then first, last = call.line1 - 1, call.line2 end
  return vim.api.nvim_buf_get_lines(0, first, last, false), math.max(first, 0)
end

-- Quickfix items of terms: where each is used first.
local function items_of_terms(rows, lines, offset)
  local items, buffer = {}, vim.api.nvim_get_current_buf()
  for _, row in ipairs(rows) do
    local item = { bufnr = buffer, lnum = offset + 1, col = 1, text = ("%s (%d)"):format(row.term, row.count) }
    for number, line in ipairs(lines) do
      local found = line:find(row.term, 1, true)
      if found then
        item.lnum, item.col, item.text = offset + number, found, item.text .. " " .. vim.trim(line)
        break
      end
    end
    items[#items + 1] = item
  end
  return items
end

-- Quickfix items of a folder's rows: the article that each is from.
local function items_of_articles(rows)
  local items = {}
  for _, row in ipairs(rows) do
    local text = row.term or ("%d characters, %d words"):format(row.characters, row.words)
    if row.period then text = row.period .. " " .. text end
    items[#items + 1] = { filename = row.path and row.path:gsub("#%d+$", ""), lnum = row.path and 1, text = text }
  end
  return items
end

local function show_rows(call, title, columns, rows, items, group)
  if #rows == 0 then return results.say(title .. ": nothing found") end
  if call.bang then return results.quickfix(title, items) end
  results.show(title, results.table_lines(columns, rows, group))
end

local function on_folder(call, name, options)
  folders.start({
    name = name, path = vim.fn.fnamemodify(vim.fn.expand(options.path), ":p"):gsub("(.)/$", "%1"),
    top = options.top or (name == "words" and configuration.get().top or 5),
    by = options.by, period = options.period, timezone = options.timezone,
  }, function(rows, problems)
    show_rows(call, name .. " " .. options.path, COLUMNS["folder_" .. name] or COLUMNS[name], rows, items_of_articles(rows),
      name == "keywords" and "title" or name == "trends" and "period" or nil)
    if #problems > 0 then
      results.say(("%d articles could not be used; the first: %s"):format(#problems, problems[1]), vim.log.levels.WARN)
    end
  end)
end

local RUN = {}

function RUN.words(call, options, segmenter)
  if options.path then return on_folder(call, "words", options) end
  local lines, offset = lines_of(call)
  local counter = require("newsstat").counter { segmenter = segmenter }
  local added, message = counter:add(table.concat(lines, "\n"))
  if not added then return fail(message) end
  local rows = counter:top(options.top or configuration.get().top)
  show_rows(call, "words", COLUMNS.words, rows, items_of_terms(rows, lines, offset))
end

function RUN.keywords(call, options, segmenter)
  if options.path then return on_folder(call, "keywords", options) end
  local lines, offset = lines_of(call)
  local rows, message = require("newsstat.keywords").of(table.concat(lines, "\n"),
    { top = options.top or configuration.get().top, segmenter = segmenter })
  if not rows then return fail(message) end
  show_rows(call, "keywords", COLUMNS.keywords, rows, items_of_terms(rows, lines, offset))
end

function RUN.count(call, options)
  if options.path then return on_folder(call, "count", options) end
  local lines = lines_of(call)
  local counts, message = require("newsstat.nvim.count").text(table.concat(lines, "\n"))
  if not counts then return fail(message) end
  results.say(("%d characters, %d of them Chinese, %d words in %d lines")
    :format(counts.characters, counts.han, counts.words, #lines))
end

function RUN.trends(call, options)
  if not options.path then return fail "trends are of a folder: ':Newsstat trends FOLDER [by=month]'" end
  on_folder(call, "trends", options)
end

-- HTML in the buffer becomes its text, in place with a bang.
function RUN.clean(call)
  local lines, offset = lines_of(call)
  local text = require("newsstat").clean(table.concat(lines, "\n"))
  local cleaned = vim.split(text:gsub("\n$", ""), "\n", { plain = true })
  if call.bang then return vim.api.nvim_buf_set_lines(0, offset, offset + #lines, false, cleaned) end
  results.show("clean", cleaned)
end

function RUN.info()
  local newsstat = require "newsstat"
  results.say(("%s, ICU %s, libxml2 %s"):format(newsstat._VERSION, newsstat.version.icu, newsstat.version.libxml2))
end

function RUN.stop() folders.stop() end

local NAMES = { "clean", "count", "info", "keywords", "stop", "trends", "words" }
local KEYS = { by = { "day", "week", "month", "year" }, top = {}, period = {}, timezone = {} }

-- Words that are no name=value are a path, blanks and all.
local function options_of(arguments)
  local options, path = {}, {}
  for _, argument in ipairs(arguments) do
    local name, value = argument:match "^(%l+)=(.*)$"
    if name and KEYS[name] then options[name] = value else path[#path + 1] = argument end
  end
  if #path > 0 then options.path = table.concat(path, " ") end
  if options.top then
    local top = tonumber(options.top)
    if not top or top < 1 or top % 1 ~= 0 then return nil, "top= must be a whole number from 1, got '" .. options.top .. "'" end
    options.top = top
  end
  if options.by and not vim.tbl_contains(KEYS.by, options.by) then
    return nil, "by= must be day, week, month or year, got '" .. options.by .. "'"
  end
  return options
end

---:Newsstat NAME [name=value …] [PATH]
---@param call table what nvim_create_user_command hands over
function M.run(call)
  local name = call.fargs[1]
  if not RUN[name] then
    return fail(("unknown subcommand '%s' (there are: %s)"):format(name, table.concat(NAMES, ", ")))
  end
  local options, message = options_of(vim.list_slice(call.fargs, 2))
  if not options then return fail(message) end
  if options.path and vim.fn.empty(vim.fn.glob(options.path)) == 1 then
    return fail("there is no file or folder '" .. options.path .. "'")
  end
  local segmenter, problem = tokenizer.segmenter()
  if not segmenter then return fail(problem) end
  local done, failure = pcall(RUN[name], call, options, segmenter)
  if not done then fail(tostring(failure):match "[^\n]*") end
end

local function starting_with(list, lead)
  return vim.tbl_filter(function(word) return word:sub(1, #lead) == lead end, list)
end

---Completes subcommands, then names, values and files.
---@param lead string
---@param line string
---@return string[]
function M.complete(lead, line)
  local behind = line:match "Newsstat!?%s+(.*)$" or ""
  if not behind:find "%s" then return starting_with(NAMES, lead) end
  local key = lead:match "^(%l+)="
  if key and KEYS[key] then
    return vim.tbl_map(function(value) return key .. "=" .. value end, starting_with(KEYS[key], lead:sub(#key + 2)))
  end
  local found = {}
  for _, name in ipairs { "by", "period", "timezone", "top" } do
    if lead ~= "" and (name .. "="):sub(1, #lead) == lead then found[#found + 1] = name .. "=" end
  end
  return vim.list_extend(found, vim.fn.getcompletion(lead, "file"))
end

---:NewsstatHighlight [N]; with a bang the shades go.
---@param call table
function M.highlight(call)
  local highlight = require "newsstat.nvim.highlight"
  local buffer = vim.api.nvim_get_current_buf()
  if call.bang then return highlight.clear(buffer) end
  local top = tonumber(call.args)
  if call.args ~= "" and (not top or top < 1) then return fail "NewsstatHighlight takes a number of keywords" end
  local first, last = 1, vim.api.nvim_buf_line_count(buffer)
  if call.range > 0 then first, last = call.line1, call.line2 end
  local count = highlight.shade(buffer, first, last, top)
  if count then results.say(("%d keywords shaded"):format(count)) end
end

return M
