--- Failures of a store, and of files that the core reads back: raised where they are met, deep inside a reading, and given
--- back as nil, a message and its kind by the function that a program called.

local core = require "newsstat.core"

local M = {}

local Failure = {}
Failure.__index = Failure
function Failure:__tostring() return self.message end

local LOST_FILE = setmetatable({ message = core.lost_file:match ": (.*)", kind = "fault" }, Failure)

---Ends what the store is asked for.
---@param message string names the store and the remedy
---@param kind? "busy"|"fault" busy where it is enough to come back later; default fault
function M.raise(message, kind) error(setmetatable({ message = message, kind = kind or "fault" }, Failure), 0) end

---The failure that an error is, or nil where it is another.
---@param problem any
---@return { message: string, kind: "busy"|"fault" }|nil
function M.of(problem)
  if problem == core.lost_file then return LOST_FILE end
  return getmetatable(problem) == Failure and problem or nil
end

local function given_back(done, ...)
  if done then return ... end
  local problem = ...
  local failure = M.of(problem)
  if failure then return nil, failure.message, failure.kind end
  error(problem, 0)
end

---Calls a function; a failure that it raises is given back, any other error goes on.
---@param work function
---@param ... any its arguments
---@return any ... its results, or nil, a message and its kind
function M.catch(work, ...) return given_back(pcall(work, ...)) end

return M
