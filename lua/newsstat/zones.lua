--- Time zones by name, each opened once.

local M = {}

local opened = {}

---A zone for `dates.parse`. An unknown one raises at the caller's caller.
---@param name string|nil IANA name such as "Asia/Shanghai"; nil and "UTC" mean UTC
---@param what string what was called, for the message
---@return table|nil zone nil for UTC
function M.open(name, what)
  if name == nil or name == "UTC" then return nil end
  if type(name) ~= "string" then
    error(("%s: option 'timezone' must be a string, got %s"):format(what, type(name)), 3)
  end
  if not opened[name] then
    local zone, message = require("newsstat.core").zone(name)
    if not zone then error(("%s: option 'timezone': %s"):format(what, message), 3) end
    opened[name] = zone
  end
  return opened[name]
end

return M
