--- Reading files into a store.

local article_reader = require "newsstat.article"
local threads_of = require "newsstat.threads"

local M = {}

---@class newsstat.store.add_result
---@field articles integer articles with a time
---@field undated integer articles without a time: kept, but in no timeline
---@field failed integer files, and parts of feeds, that could not be read
---@field added integer new articles
---@field replaced integer new versions of articles that were there
---@field known integer articles that were there

local function undated_message(article)
  return ("%s: it is left out of the timeline: %s"):format(
    article.path or article.title or "article", article.time_error or "it has no time")
end

local function reading_of(options)
  local reading = {}
  for name in pairs(article_reader.OPTIONS) do reading[name] = options[name] end
  return reading
end

---Adds all articles of files and folders. A bad one is reported and counted, the rest goes on.
---@param store newsstat.store
---@param paths string|string[]
---@param options newsstat.add_options timezone: of dates that name none
---@param see? fun(article: newsstat.article) called with each that has a time
---@return newsstat.store.add_result|nil result nil where the store fails
---@return string|nil message
---@return "busy"|"fault"|nil kind
function M.add_files(store, paths, options, see)
  local report = options.report or function() end
  local threads, message = threads_of.count(options.threads)
  if not threads then return nil, message end
  local result = { articles = 0, undated = 0, failed = 0 }
  local before = { added = store.counts.added, replaced = store.counts.replaced, known = store.counts.known }
  for article, problem in article_reader.open(paths, reading_of(options), { threads = threads }) do
    if not article then
      result.failed = result.failed + 1
      report(problem)
    else
      local added, failure, kind = store:add(article)
      if not added then return nil, failure, kind end
      if article.time then
        result.articles = result.articles + 1
        if see then see(article) end
      else
        result.undated = result.undated + 1
        report(undated_message(article))
      end
    end
    if options.progress then options.progress(result) end
  end
  local saved, problem, kind = store:save()
  if not saved then return nil, problem, kind end
  for outcome, count in pairs(before) do result[outcome] = store.counts[outcome] - count end
  return result
end

return M
