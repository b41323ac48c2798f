--- newsstat store: makes the tables of a store, and counts its articles for those who will ask.

local inputs = require "newsstat.inputs"
local store = require "newsstat.store"
local timeline = require "newsstat.timeline"
local timelines = require "newsstat.commands.timelines"
local workers = require "newsstat.commands.workers"

local M = { name = "store", summary = "make a store; count its articles for those who will ask" }

M.example = "newsstat store publish --store clickhouse://localhost:8123/news"

local function define_store(command)
  command:option("--store", "file of a store, or clickhouse://host:port/database"):argname("DB"):count(1)
end

---@param command table argparse's
function M.define(command)
  command:command_target "action"
  command:require_command(true)
  local init = command:command("init", "make a store where there is none")
  define_store(init)
  init:option("--cluster", "ClickHouse: hold the articles on the shards of this cluster, and on each replica of a shard; "
    .. "the address names all servers"):argname "NAME"
  init:flag("--replicated", "with --cluster: keep the tables by ZooKeeper where each shard has one server too, so that replicas "
    .. "can come later")
  init:epilog "Example:\n   newsstat store init --cluster news --store clickhouse://one:8123,two:8123/news"
  local publish = command:command("publish", "count the articles, if there are new ones, so that trends need not")
  define_store(publish)
  timelines.define_counting(publish)
  publish:flag("--each-period", "ClickHouse: count each period by itself, and only those that changed; see doc/scale.md")
  publish:option("--worker", "with --each-period: only the periods that fall to process I of N, as 2/4"):argname "I/N"
    :convert(workers.read)
  publish:epilog "Example:\n   newsstat store publish --by month --store news.db"
end

local function init(console, arguments)
  if arguments.cluster and not arguments.store:find "^clickhouses?://" then
    console:fail("--cluster is of stores in ClickHouse, which " .. arguments.store .. " is not")
  end
  if arguments.replicated and not arguments.cluster then console:fail "--replicated needs --cluster" end
  local opened, message = store.open(arguments.store, {
    create = true, cluster = arguments.cluster, replicated = arguments.replicated,
  })
  if not opened then return console:fail(message) end
  opened:close()
  console:note(arguments.store .. ": there is a store")
end

-- What was counted, and what others still have to count.
local function note_published(console, articles, missing)
  if missing and missing > 0 then
    return console:note(("%d articles counted; %d periods are not counted yet: when their processes have ended, run it again")
      :format(articles, missing))
  end
  console:note(articles == 0 and "nothing to publish: no new articles with a date"
    or ("%d dated articles counted and published"):format(articles))
end

local function publish(console, arguments)
  if arguments.worker and not arguments.each_period then console:fail "--worker needs --each-period" end
  local opened, problem = store.open(arguments.store)
  if not opened then return console:fail(problem) end
  local options = timelines.counting(console, arguments)
  options.store = opened
  local one = inputs.checked(console, timeline.new, options)
  local chosen = { each_period = arguments.each_period, worker = arguments.worker }
  if arguments.each_period then
    function chosen.progress(period, articles) console:note(("%s: %d articles"):format(period, articles)) end
  end
  local articles, message, missing = one:publish(chosen)
  if not articles then return console:fail(message) end
  note_published(console, articles, missing)
  one:close()
end

---@param console newsstat.console
---@param arguments table
function M.run(console, arguments)
  if arguments.action == "init" then return init(console, arguments) end
  return publish(console, arguments)
end

return M
