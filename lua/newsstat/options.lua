--- Checks of option tables, for functions that take named options.

local M = {}

local function listed(names)
  local sorted = {}
  for name in pairs(names) do sorted[#sorted + 1] = name end
  table.sort(sorted)
  return table.concat(sorted, ", ")
end

-- A count is a whole number of at least 0, or math.huge for all.
local function is_count(value)
  return type(value) == "number" and value >= 0 and (value % 1 == 0 or value == math.huge)
end

local function is_allowed(value, allowed)
  if allowed == "count" then return is_count(value) end
  return ("|" .. allowed .. "|"):find("|" .. type(value) .. "|", 1, true) ~= nil
end

local function described(value, allowed)
  return allowed == "count" and type(value) == "number" and tostring(value) or type(value)
end

local function wanted(allowed)
  if allowed == "count" then return "a whole number of at least 0" end
  return (allowed:gsub("|", " or "))
end

---Checks an option table against the names and types that a function takes, and raises for a wrong
---one at the caller's caller.
---@param given table|nil options; nil counts as {}
---@param types table<string, string> for each name the types it may have, as "number" or "string|table"; "count"
---  is a whole number of at least 0
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
    if not is_allowed(value, allowed) then
      local message = "%s: option '%s' must be %s, got %s"
      error(message:format(what, name, wanted(allowed), described(value, allowed)), 3)
    end
  end
  return given
end

return M
