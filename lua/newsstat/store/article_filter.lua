--- What a store leaves out of its articles before they are read: those that a selection surely does not take. What is
--- read is judged by the selection itself.

local find, format, gmatch = string.find, string.format, string.gmatch

local M = {}

-- Columns that hold what metadata is asked for by these names; the other fields stand in `metadata`, as JSON.
local COLUMNS = {
  title = "title", url = "url", author = "author", path = "path", source = "source", language = "language", text = "text",
  paragraphs = "text",
}

-- JSON writes these otherwise, and a number not always as Lua does; a store in SQLite has its own way with two bytes.
local PLAIN = '[^"\\/%c\127\255]+'
local NUMBER_LIKE = "^[%d.eE+-]*$"

-- The longest piece of a text that stands in JSON as it is; nil where none tells anything.
local function plain_piece(text)
  local longest = ""
  for piece in gmatch(text, PLAIN) do
    if #piece > #longest then longest = piece end
  end
  return not find(longest, NUMBER_LIKE) and longest or nil
end

-- Conditions of which one must hold.
local function any_of(conditions) return "(" .. table.concat(conditions, " OR ") .. ")" end

---@class newsstat.store.dialect
---@field position string name of the function that tells where a text holds another one, 0 for nowhere
---@field quoted fun(text: string): string a literal of SQL

---@param needs newsstat.selection_needs
---@param dialect newsstat.store.dialect
---@return string|nil condition on the columns of `article`; nil where nothing can be left out
function M.sql(needs, dialect)
  local function holds(column, text, how)
    return format("%s(coalesce(%s, ''), %s) %s", dialect.position, column, dialect.quoted(text), how or "> 0")
  end
  local conditions = {}
  local function require_any(texts, condition_of)
    local some = {}
    for i, text in ipairs(texts) do some[i] = condition_of(text) end
    if some[1] then conditions[#conditions + 1] = any_of(some) end
  end
  require_any(needs.sources, function(name) return holds("lower(source)", name) end)
  require_any(needs.languages, function(language)
    return "language IS NULL OR " .. holds("lower(language)", language, "= 1")
  end)
  for _, part in ipairs(needs.parts) do
    local piece, column = plain_piece(part.value), COLUMNS[part.key]
    if piece then
      conditions[#conditions + 1] = any_of { holds("metadata", piece), column and holds(column, piece) }
    end
  end
  return conditions[1] and table.concat(conditions, " AND ") or nil
end

return M
