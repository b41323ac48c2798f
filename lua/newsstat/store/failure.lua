--- Failures of a store: raised where they are met, deep inside a reading, and given back as nil, a message and its kind
--- by the function that a program called.

local M = {}

local Failure = {}
Failure.__index = Failure
function Failure:__tostring() return self.message end

---Ends what the store is asked for.
---@param message string names the store and the remedy
---@param kind? "busy"|"fault" busy where it is enough to come back later; default fault
function M.raise(message, kind) error(setmetatable({ message = message, kind = kind or "fault" }, Failure), 0) end

local function given_back(done, ...)
  if done then return ... end
  local problem = ...
  if getmetatable(problem) == Failure then return nil, problem.message, problem.kind end
  error(problem, 0)
end

---Calls a function; a failure of a store that it raises is given back, any other error goes on.
---@param work function
---@param ... any its arguments
---@return any ... its results, or nil, a message and its kind
function M.catch(work, ...) return given_back(pcall(work, ...)) end

return M
