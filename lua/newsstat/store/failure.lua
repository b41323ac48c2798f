--- Failures of a store: raised where they are met, deep inside a reading, and given back as nil and a message by the
--- function that a program called.

local M = {}

local Failure = {}
Failure.__index = Failure
function Failure:__tostring() return self.message end

---Ends what the store is asked for.
---@param message string names the store and the remedy
function M.raise(message) error(setmetatable({ message = message }, Failure), 0) end

local function given_back(done, ...)
  if done then return ... end
  local problem = ...
  if getmetatable(problem) == Failure then return nil, problem.message end
  error(problem, 0)
end

---Calls a function; a failure of a store that it raises is given back, any other error goes on.
---@param work function
---@param ... any its arguments
---@return any ... its results, or nil and a message
function M.catch(work, ...) return given_back(pcall(work, ...)) end

return M
