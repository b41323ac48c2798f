--- What commands share: checked output, messages on standard error, progress.

local core = require "newsstat.core"
local failure = require "newsstat.failure"
local lazily = require "newsstat.lazily"
local output = require "newsstat.output"

local display_width = lazily "newsstat.display_width"

local M = {}

---@class newsstat.console
---@field failed integer articles and files that could not be read
---@field private quiet boolean
---@field private color "auto"|"always"|"never"
---@field private format "table"|"ndjson"|"csv"|"tsv"|"html"|"svg"|nil
---@field private shown boolean a progress line stands on the terminal
local Console = {}
Console.__index = Console

-- What ends the command: caught by `run`, never shown with a traceback.
local Ending = {}
Ending.__index = Ending

local function ending(status, message) return setmetatable({ status = status, message = message }, Ending) end

---@param arguments table parsed command line
---@return newsstat.console
function M.new(arguments)
  io.stdout:setvbuf "full"
  return setmetatable({
    failed = 0,
    quiet = arguments.quiet or false,
    color = arguments.color or "auto",
    format = arguments.format,
    shown = false,
  }, Console)
end

-- As a shell tells of a program that SIGINT ended.
local INTERRUPTED = 130

-- The end that what the interpreter raises for Ctrl-C calls for; nil for other problems. Libraries may have made a
-- message of it.
local function interruption(problem)
  if type(problem) == "string" and problem:find "interrupted!$" then return ending(INTERRUPTED, "interrupted") end
end

---Ends the command: it could not run, or was interrupted.
---@param message string
function Console.fail(_, message) error(interruption(message) or ending(2, message), 0) end

function Console:clear_progress()
  if self.shown then io.stderr:write "\r\27[K" end
  self.shown = false
end

---Reports something that was left out; the command goes on and its status will say so.
---@param message string
function Console:problem(message)
  self.failed = self.failed + 1
  self:clear_progress()
  io.stderr:write("newsstat: ", message, "\n")
end

---Reports something worth knowing that is no failure, unless --quiet.
---@param message string
function Console:note(message)
  if self.quiet then return end
  self:clear_progress()
  io.stderr:write("newsstat: ", message, "\n")
end

local PROGRESS_STEP = 100

---Shows how far long work has come, on a terminal only.
---@param count integer
---@param what string as "articles"
function Console:progress(count, what)
  if count % PROGRESS_STEP ~= 0 or self.quiet or not core.is_terminal(2) then return end
  io.stderr:write(("\r%d %s\27[K"):format(count, what))
  io.stderr:flush()
  self.shown = true
end

-- A reader that went away is no error of ours.
local function check_write(done, message)
  if done then return true end
  if tostring(message):find "Broken pipe" then error(ending(0), 0) end
  error(ending(2, "cannot write to standard output: " .. tostring(message)), 0)
end

---Writes text to standard output; a failure ends the command.
---@param text string
function Console.write(_, text) return check_write(io.stdout:write(text)) end

---Hands what was written on to the reader; a failure ends the command. Called before a note on what
---was written, which would be wrong if it did not arrive.
function Console.flush(_) return check_write(io.stdout:flush()) end

---@param stream 1|2
---@return boolean
function Console:has_color(stream)
  if self.color ~= "auto" then return self.color == "always" end
  local no_color = os.getenv "NO_COLOR"
  return core.is_terminal(stream) and (no_color == nil or no_color == "") and os.getenv "TERM" ~= "dumb"
end

---@return string format what was asked for, else a table on a terminal and NDJSON elsewhere
function Console:row_format() return self.format or (core.is_terminal(1) and "table" or "ndjson") end

local function repair(text) return core.is_utf8(text) and text or display_width.repair(text) end

---A writer of rows in the format of the command line; a failing write ends the command.
---@param columns newsstat.output.column[]
---@param group string|nil key whose change sets rows apart in a table
---@return newsstat.output.writer
function Console:rows(columns, group)
  local writer, message = output.writer(self:row_format(), columns, {
    write = function(text) return self:write(text) end,
    repair = repair,
    group = group,
    color = self:has_color(1),
  })
  return writer or self:fail(message)
end

---Writes a report, where html or svg was asked for.
---@param make fun(format: "html"|"svg"): string|nil, string|nil makes it
---@return boolean written
function Console:report(make)
  if self.format ~= "html" and self.format ~= "svg" then return false end
  local text, message = make(self.format)
  if not text then self:fail(message) end
  self:write(text)
  return true
end

-- What a disk or a store did not give back: nothing that newsstat did wrong.
local function failed_reading(problem)
  local one = failure.of(problem)
  return one and ending(2, one.message)
end

---Runs a command and gives its exit status: 0 all well, 1 something was left out, 2 it could not run.
---@param work fun(console: newsstat.console)
---@return integer status
function Console:run(work)
  local done, problem = xpcall(function()
    work(self)
    self:clear_progress()
    self:flush()
  end, function(problem)
    if getmetatable(problem) == Ending then return problem end
    return interruption(problem) or failed_reading(problem)
      or ending(2, "an error in newsstat itself, please report it: " .. debug.traceback(tostring(problem), 2))
  end)
  if done then return self.failed > 0 and 1 or 0 end
  self:clear_progress()
  if problem.message then io.stderr:write("newsstat: ", problem.message, "\n") end
  return problem.status
end

return M
