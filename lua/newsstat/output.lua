--- Rows written out: NDJSON, CSV and TSV for programs, an aligned table for people.

local lazily = require "newsstat.lazily"

local display_width = lazily "newsstat.display_width"

local find, format, gsub, rep = string.find, string.format, string.gsub, string.rep
local abs, concat, floor, huge, max = math.abs, table.concat, math.floor, math.huge, math.max

local M = {}

-- Lines of a table that are held back to find the widths of its columns.
local BATCH = 200
local MAX_CELL = 60

local WRITABLE = { ["nil"] = true, boolean = true, number = true, string = true }
local NO_CJSON = 'lua-cjson is missing: install it with "luarocks install lua-cjson" or '
  .. '"apt-get install lua-cjson"'
local TSV_ESCAPES = { ["\\"] = "\\\\", ["\t"] = "\\t", ["\n"] = "\\n", ["\r"] = "\\r" }

---@class newsstat.output.column
---@field key string the value's key in a row, and its name in ndjson, csv and tsv
---@field title? string heading in a table; default the key
---@field align? "left"|"right" in a table; default right where it has a number
---@field list? boolean its values may be lists of strings
---@field decimals? integer places a number is rounded to; only a table shows trailing zeros

---@class newsstat.output.options
---@field write? fun(text: string): true?, string? default standard output, flushed by `finish`
---@field encode? fun(text: string): string JSON of a string of valid UTF-8; default cjson.encode
---@field repair? fun(text: string): string valid UTF-8 of any bytes, for ndjson; default in Lua
---@field width? fun(text: string): integer terminal columns of a text, for a table; default in Lua
---@field max_cell? integer columns of the widest cell of a table; default 60
---@field group? string a table has an empty line where the value of this key changes
---@field color? boolean a table's header is bold

-- A host's locale may put a comma for the point.
local function formatted(form, value)
  return (gsub(format(form, value), ",", "."))
end

-- Returns nil for NaN and the infinities, which JSON has no form for. `is_padded` keeps the zeros
-- that bring a table's decimal points in line.
local function number_text(value, decimals, is_padded)
  if value ~= value or abs(value) == huge then return nil end
  local is_whole = value == floor(value) and abs(value) < 2 ^ 63
  if is_whole and not (is_padded and decimals) then return format("%d", value) end
  if not decimals or abs(value) >= 1e15 then return formatted("%.14g", value) end
  local text = formatted("%." .. decimals .. "f", value)
  if not is_padded and decimals > 0 then text = gsub(text, "%.?0+$", "") end
  return text == "-0" and "0" or text
end

local function value_text(value, decimals, is_padded)
  if type(value) == "number" then return number_text(value, decimals, is_padded) or "" end
  if type(value) == "table" then return concat(value, "; ") end
  return value == nil and "" or tostring(value)
end

-- A renderer turns rows into text: `row` and `finish` return what is ready to be written, or "".
local function line_renderer(header, line)
  local function begin()
    local text = header
    header = ""
    return text
  end
  return { row = function(values) return begin() .. line(values) end, finish = begin }
end

local function json_encoder(given)
  if given then return given end
  local loaded, cjson = pcall(require, "cjson")
  -- Any other failure is of a library that is there, and says itself what is wrong.
  if not loaded then return nil, find(cjson, "'cjson' not found", 1, true) and NO_CJSON or cjson end
  local encode = cjson.encode
  if encode "/" == '"/"' then return encode end
  -- lua-cjson escapes every slash, which hides addresses and paths from grep.
  return function(text) return (gsub(encode(text), "\\/", "/")) end
end

local function ndjson(columns, options)
  local encode, message = json_encoder(options.encode)
  if not encode then return nil, message end
  local repair, names = options.repair or display_width.repair, {}
  for i, column in ipairs(columns) do names[i] = encode(column.key) .. ":" end

  local function json_value(value, decimals)
    if type(value) == "string" then return encode(repair(value)) end
    if type(value) == "number" then return number_text(value, decimals) or "null" end
    if type(value) == "table" then
      local items = {}
      for i, item in ipairs(value) do items[i] = encode(repair(item)) end
      return "[" .. concat(items, ",") .. "]"
    end
    return tostring(value)
  end

  return line_renderer("", function(values)
    local fields = {}
    for i, column in ipairs(columns) do
      local value = values[column.key]
      if value ~= nil then fields[#fields + 1] = names[i] .. json_value(value, column.decimals) end
    end
    return "{" .. concat(fields, ",") .. "}\n"
  end)
end

local function delimited(columns, separator, field)
  local header = {}
  for i, column in ipairs(columns) do header[i] = field(column.key) end
  return line_renderer(concat(header, separator) .. "\n", function(values)
    local fields = {}
    for i, column in ipairs(columns) do
      fields[i] = field(value_text(values[column.key], column.decimals))
    end
    return concat(fields, separator) .. "\n"
  end)
end

-- RFC 4180, but lines end in LF, as those of mlr and qsv do.
local function csv(columns)
  return delimited(columns, ",", function(text)
    -- Readers skip an empty line, and that would lose a row of one empty field.
    if text == "" and #columns == 1 then return '""' end
    if not find(text, '[",\r\n]') then return text end
    return '"' .. gsub(text, '"', '""') .. '"'
  end)
end

local function tsv(columns)
  return delimited(columns, "\t", function(text) return (gsub(text, "[\\\t\n\r]", TSV_ESCAPES)) end)
end

---@class newsstat.output.table
---@field private widths integer[] of the columns, in terminal columns; they only grow
---@field private rows table[] lists of cells not yet rendered, the header first
local Table = {}
Table.__index = Table

function Table:cell(i, text)
  local cell = display_width.fit(text, self.options.max_cell or MAX_CELL, self.width)
  self.widths[i] = max(self.widths[i] or 0, self.width(cell))
  return cell
end

function Table:add(values)
  local cells = { group = values[self.options.group] }
  for i, column in ipairs(self.columns) do
    local value = values[column.key]
    if type(value) == "number" and not column.align then self.is_right[i] = true end
    cells[i] = self:cell(i, value_text(value, column.decimals, true))
  end
  self.rows[#self.rows + 1] = cells
end

function Table:line(cells)
  local parts = {}
  for i, cell in ipairs(cells) do
    local padding = rep(" ", self.widths[i] - self.width(cell))
    parts[i] = self.is_right[i] and padding .. cell or cell .. padding
  end
  local line = gsub(concat(parts, "  "), " +$", "")
  return cells.is_bold and "\27[1m" .. line .. "\27[0m" or line
end

function Table:flush()
  local lines = {}
  for _, cells in ipairs(self.rows) do
    if self.group ~= nil and cells.group ~= self.group then lines[#lines + 1] = "\n" end
    self.group = cells.group
    lines[#lines + 1] = self:line(cells) .. "\n"
  end
  self.rows = {}
  return concat(lines)
end

local function aligned(columns, options)
  local self = setmetatable({
    columns = columns, options = options, width = options.width or display_width.of,
    widths = {}, is_right = {}, rows = { { is_bold = options.color } },
  }, Table)
  for i, column in ipairs(columns) do
    self.rows[1][i] = self:cell(i, column.title or column.key)
    self.is_right[i] = column.align == "right"
  end
  local function row(values)
    self:add(values)
    return #self.rows >= BATCH and self:flush() or ""
  end
  return { row = row, finish = function() return self:flush() end }
end

local RENDERERS = { ndjson = ndjson, csv = csv, tsv = tsv, table = aligned }

-- Lua 5.1 returns true where later ones return the file.
local function outcome(done, message)
  if done then return true end
  return nil, message
end

local function is_list(value)
  if type(value) ~= "table" then return false end
  for _, item in ipairs(value) do
    if type(item) ~= "string" then return false end
  end
  return true
end

---@class newsstat.output.writer
local Writer = {}
Writer.__index = Writer

function Writer:put(text)
  if text == "" then return true end
  return self.write(text)
end

--- Writes a row. A table holds up to 200 lines back.
---@param values table<string, string|number|boolean|string[]> by column key, text in UTF-8; a missing value is
--- an empty cell, and left out of ndjson; a list of strings is an array in ndjson, else one text with
--- "; " between; any other type raises
---@return true? ok nil where the write failed: then stop
---@return string? message
function Writer:row(values)
  for _, column in ipairs(self.columns) do
    local value = values[column.key]
    if not (WRITABLE[type(value)] or column.list and is_list(value)) then
      error(format("%s: string, number or boolean expected, got %s", column.key, type(value)), 2)
    end
  end
  return self:put(self.renderer.row(values))
end

--- Writes what is held back, and the header where there was no row. Call it once, at the end.
---@return true? ok nil where the write failed
---@return string? message
function Writer:finish()
  local ok, message = self:put(self.renderer.finish())
  if ok and self.is_standard_output then return outcome(io.stdout:flush()) end
  return ok, message
end

--- Makes a writer of rows.
---
--- ndjson: one object a line, keys in the columns' order, valid UTF-8 whatever the values hold, NaN
--- and the infinities null. csv (RFC 4180, lines end in LF), tsv (escapes \t \n \r \\): a header of
--- keys, other bytes as they are. table: a header of titles, controls as spaces, long cells cut.
---@param format_name "ndjson"|"csv"|"tsv"|"table" another one raises
---@param columns newsstat.output.column[] in order of output
---@param options? newsstat.output.options
---@return newsstat.output.writer? writer nil where ndjson has no encoder
---@return string? message
function M.writer(format_name, columns, options)
  local new_renderer = RENDERERS[format_name]
  if not new_renderer then
    error(format("unknown format %q: choose ndjson, csv, tsv or table", tostring(format_name)), 2)
  end
  options = options or {}
  local renderer, message = new_renderer(columns, options)
  if not renderer then return nil, message end
  return setmetatable({
    columns = columns, renderer = renderer,
    write = options.write or function(text) return outcome(io.stdout:write(text)) end,
    is_standard_output = not options.write,
  }, Writer)
end

return M
