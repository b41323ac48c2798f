--- Starts work on folders in the background, tells how far it is, and hands the rows to whoever asked.

local configuration = require "newsstat.nvim.configuration"
local results = require "newsstat.nvim.results"

local M = {}

local job_now -- { id, name, rows, problems, failure }

local PATIENCE = 100 -- milliseconds between two messages of progress at least

local function root() return debug.getinfo(1, "S").source:match "^@(.*)/lua/newsstat/nvim/[^/]*$" or "." end

local function show_progress(job, articles)
  vim.g.newsstat_progress = articles
  local now = (vim.uv or vim.loop).now()
  if now - job.told < PATIENCE then return end
  job.told = now
  vim.api.nvim_echo({ { ("newsstat %s: %d articles"):format(job.name, articles) } }, false, {})
  vim.cmd "redrawstatus!"
end

local function take_line(job, line)
  local decoded, message = pcall(vim.fn.json_decode, line)
  if not decoded or type(message) ~= "table" then return end
  if message.progress then show_progress(job, message.progress) end
  if message.problem then job.problems[#job.problems + 1] = message.problem end
  job.rows, job.failure = message.rows or job.rows, message.failure or job.failure
end

-- Neovim hands output over in pieces of lines.
local function take_output(job, pieces)
  job.rest = job.rest .. table.concat(pieces, "\n")
  while true do
    local line, rest = job.rest:match "^([^\n]*)\n(.*)$"
    if not line then return end
    job.rest = rest
    take_line(job, line)
  end
end

local function finish(job, status)
  job_now, vim.g.newsstat_progress = nil, nil
  if job.is_stopped then return results.say(job.name .. " was stopped") end
  if not job.rows then
    return results.say(job.failure or ("the job ended with status %d: %s"):format(status, job.errors:match "[^\n]+" or ""),
      vim.log.levels.ERROR)
  end
  job.done(job.rows, job.problems)
end

---Starts a task; one runs at a time.
---@param task { name: string, path: string, top: integer, by?: string, period?: string }
---@param done fun(rows: table[], problems: string[])
function M.start(task, done)
  if job_now then
    return results.say(job_now.name .. " is still at work; ':Newsstat stop' ends it", vim.log.levels.WARN)
  end
  local settings = configuration.get()
  task.settings = { user = settings.user, lexicon = settings.lexicon, granularity = settings.granularity }
  local job = { name = task.name, rest = "", errors = "", problems = {}, told = 0, done = done }
  job.id = vim.fn.jobstart({ vim.v.progpath, "--headless", "-u", "NONE", "-i", "NONE", "-n",
    "--cmd", "set runtimepath^=" .. vim.fn.escape(root(), " ,\\"), "-c", "lua require('newsstat.nvim.folder_job').main()" }, {
    env = { NEWSSTAT_TASK = vim.fn.json_encode(task), NVIM_LOG_FILE = "/dev/null" },
    on_stdout = function(_, pieces) take_output(job, pieces) end,
    on_stderr = function(_, pieces) job.errors = job.errors .. table.concat(pieces, "\n") end,
    on_exit = function(_, status) finish(job, status) end,
  })
  if job.id <= 0 then return results.say("cannot start " .. vim.v.progpath, vim.log.levels.ERROR) end
  job_now = job
end

---Ends the task at work.
function M.stop()
  if not job_now then return results.say "nothing is at work" end
  job_now.is_stopped = true
  vim.fn.jobstop(job_now.id)
end

---The task at work, or nil.
---@return string|nil name
function M.at_work() return job_now and job_now.name end

return M
