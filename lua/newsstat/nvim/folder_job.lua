--- Work on folders, in a Neovim without a screen that the editor starts: it reads, counts and writes JSON lines.
--
-- The task comes in NEWSSTAT_TASK. Each line of standard output is an object with one of: progress, the number of
-- articles read; problem, what was left out; rows, the result; failure, why there is none.

local M = {}

local STEP = 50 -- articles between two lines of progress

local function tell(message) io.stdout:write(vim.fn.json_encode(message), "\n") end

local function reader()
  local read = 0
  return function()
    read = read + 1
    if read % STEP == 0 then
      tell { progress = read }
      io.stdout:flush()
    end
  end
end

-- Calls `work` for each article that could be read.
local function each_article(newsstat, path, work)
  local step = reader()
  for article, message in newsstat.articles(path) do
    if article then message = select(2, work(article)) end
    if message then tell { problem = message } end
    step()
  end
end

-- Only what JSON and the editor need.
local function chosen(row, keys)
  local copy = {}
  for _, key in ipairs(keys) do copy[key] = row[key] end
  return copy
end

local TASKS = {}

function TASKS.words(newsstat, task)
  local counter = newsstat.counter { segmenter = task.segmenter }
  each_article(newsstat, task.path, function(article) return counter:add((article.title or "") .. "\n" .. article.text) end)
  return counter:top(task.top)
end

function TASKS.keywords(newsstat, task)
  local rows = {}
  each_article(newsstat, task.path, function(article)
    local found, message = newsstat.keywords(article, { top = task.top, segmenter = task.segmenter })
    for _, row in ipairs(found or {}) do
      row.path, row.title = article.path, article.title or article.path
      rows[#rows + 1] = row
    end
    return found, message
  end)
  return rows
end

function TASKS.count(newsstat, task)
  local count, rows = require "newsstat.nvim.count", {}
  each_article(newsstat, task.path, function(article)
    local counts = count.text((article.title or "") .. "\n" .. article.text)
    rows[#rows + 1] = { title = article.title or article.path, path = article.path, characters = counts.characters,
      han = counts.han, words = counts.words }
    return counts
  end)
  return rows
end

local TREND_KEYS = { "period", "term", "rank", "score", "count", "articles", "share", "expected", "lift" }

function TASKS.trends(newsstat, task)
  local timeline, message = newsstat.timeline { by = task.by, timezone = task.timezone, segmenter = task.segmenter }
  if not timeline then return nil, message end
  local step = reader()
  timeline:add_files(task.path, { progress = step, report = function(problem) tell { problem = problem } end })
  local rows = {}
  local periods = task.period and { task.period } or timeline:periods()
  for _, period in ipairs(periods) do
    local label = type(period) == "table" and period.period or period
    for _, row in ipairs(timeline:trends { period = label, top = task.top }) do
      local copy = chosen(row, TREND_KEYS)
      local first = timeline:articles(row.term, label)[1]
      copy.path = first and first.path
      rows[#rows + 1] = copy
    end
  end
  return rows
end

---Does the task that the environment names and ends Neovim.
function M.main()
  require("newsstat.nvim.file_system").provide()
  local done, failure = pcall(function()
    local task = vim.fn.json_decode(vim.env.NEWSSTAT_TASK)
    require("newsstat.nvim.configuration").set(task.settings)
    local segmenter, problem = require("newsstat.nvim.tokenizer").segmenter()
    if not segmenter then error(problem, 0) end
    task.segmenter = segmenter
    local rows, message = TASKS[task.name](require "newsstat", task)
    if not rows then error(message, 0) end
    tell { rows = rows }
  end)
  if not done then tell { failure = tostring(failure) } end
  io.stdout:flush()
  vim.cmd(done and "qa!" or "cq!")
end

return M
