--- Modules that are loaded when something of theirs is first asked for, so that a command starts without what it does
--- not need.

---@param name string of a module that is a table
---@return table module whose fields may be read as the module's own are
return function(name)
  return setmetatable({}, { __index = function(_, key) return require(name)[key] end })
end
