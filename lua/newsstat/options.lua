--- Checks of option tables, for functions that take named options.

local M = {}

local function listed(names)
  local sorted = {}
  for name in pairs(names) do sorted[#sorted + 1] = name end
  table.sort(sorted)
  return table.concat(sorted, ", ")
end

---Checks an option table against the names and types that a function takes, and raises for a wrong
---one at the caller's caller.
---@param given table|nil options; nil counts as {}
---@param types table<string, string> for each name the types it may have, as "number" or "string|table"
---@param what string what the options are of, for the message
---@return table options
function M.check(given, types, what)
  if given == nil then return {} end
  if type(given) ~= "table" then
    error(("%s: a table of options expected, got %s"):format(what, type(given)), 3)
  end
  for name, value in pairs(given) do
    local allowed = types[name]
    if not allowed then
      error(("%s: unknown option '%s' (there are: %s)"):format(what, tostring(name), listed(types)), 3)
    end
    if not ("|" .. allowed .. "|"):find("|" .. type(value) .. "|", 1, true) then
      error(("%s: option '%s' must be %s, got %s"):format(what, name, (allowed:gsub("|", " or ")), type(value)), 3)
    end
  end
  return given
end

return M
