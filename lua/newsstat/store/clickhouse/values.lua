--- Values as ClickHouse writes and reads them: tab-separated rows, and literals in SQL. Any bytes go through unchanged.

local byte, char, find, format, gsub = string.byte, string.char, string.find, string.format, string.gsub

local core = require "newsstat.core"

local M = {}

local ESCAPES = {
  ["\0"] = "\\0", ["\b"] = "\\b", ["\t"] = "\\t", ["\n"] = "\\n", ["\f"] = "\\f", ["\r"] = "\\r", ["\\"] = "\\\\",
}
local ESCAPED = { ["0"] = "\0", b = "\b", t = "\t", n = "\n", f = "\f", r = "\r" }

---@param number number
---@return string decimal digits that give the same number again
function M.number(number)
  if number % 1 == 0 and number > -2 ^ 53 and number < 2 ^ 53 then return format("%.0f", number) end
  return format("%.17g", number)
end

---A value as a field of a tab-separated row. A list of numbers is written as [1,2], as the server reads arrays.
---@param value string|number|nil nil for NULL
---@return string
function M.field(value)
  if value == nil then return "\\N" end
  if type(value) == "number" then return M.number(value) end
  return (gsub(value, "[%z\b\t\n\f\r\\]", ESCAPES))
end

---What a field of a row, other than NULL, stands for.
---@param field string
---@return string
function M.unescaped(field)
  if not find(field, "\\", 1, true) then return field end
  return (gsub(field, "\\(.)", function(letter) return ESCAPED[letter] or letter end))
end

---A string as a literal of SQL.
---@param text string
---@return string
function M.quoted(text)
  return "'" .. gsub(text, "[%z\\']", { ["\0"] = "\\0", ["\\"] = "\\\\", ["'"] = "\\'" }) .. "'"
end

---@param hexadecimal string
---@return string bytes
function M.bytes(hexadecimal)
  return (gsub(hexadecimal, "%x%x", function(digits) return char(tonumber(digits, 16)) end))
end

---Rows of what the server answers in FORMAT TabSeparatedWithNamesAndTypes. Numbers above 2^53 would lose digits: no table
---here has them.
---@param body string
---@return any[][]|nil rows NULL is nil
---@return string|nil message
M.rows = core.tab_separated_rows

---A text as part of an address.
---@param text string
---@return string
function M.percent_encoded(text)
  return (gsub(text, "[^%w_.~-]", function(letter) return format("%%%02X", byte(letter)) end))
end

return M
