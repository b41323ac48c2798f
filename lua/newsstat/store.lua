--- A store: articles kept across runs, and what was counted of them, behind one interface whatever holds them.
--
-- An address chooses the backend: a path is a file of SQLite (`newsstat.store.sqlite`), clickhouse://host:port/database
-- a database of ClickHouse (`newsstat.store.clickhouse`); `scheme://…` is what `newsstat.store.scheme` implements.
-- doc/store.md tells how articles, versions and generations are kept. What fails gives nil, a message and its kind: "busy"
-- where another process holds the store and it is enough to come back later, else "fault".

local configuration_of = require "newsstat.store.configuration"
local failure = require "newsstat.failure"
local published = require "newsstat.store.published"
local publishing = require "newsstat.store.publishing"
local records = require "newsstat.store.records"

local M = {}

-- Articles are written so many at a time, in one transaction, or when they have so many bytes.
M.BATCH_ARTICLES = 500
M.BATCH_BYTES = 8 * 2 ^ 20

---@class newsstat.store.open_options
---@field create? boolean make it where it is not there
---@field wait? number seconds for another process that writes to the file, default 60, or for a server that does not answer
---  any more, default 30
---@field cluster? string of ClickHouse: make it on the shards of this cluster, and on all replicas where they have several
---@field replicated? boolean of a cluster: make its tables so that servers can be added to shards that have one each

---What holds a store. Functions but open raise `newsstat.failure` where they fail.
---@class newsstat.store.backend
---@field open fun(address: string, options: newsstat.store.open_options): newsstat.store.backend|nil, string|nil, "busy"|"fault"|nil
---@field close fun(self)
---@field put fun(self, records: newsstat.store.record[]): table writes all or none; counts of added, replaced, known
---@field each fun(self, first: number, last: number, needs: newsstat.selection_needs|nil): function iterator of numbers, or
---  other keys that publish takes, and records of the current articles from one moment to another; infinite ones stand for
---  all, those without a time too
---@field size fun(self): integer current articles
---@field revision fun(self): integer changes whenever the current articles do
---@field generation fun(self, configuration: string): newsstat.store.generation|nil the one that is published
---@field configurations fun(self): any[][] configuration and revision of all that is published
---@field publish fun(self, configuration: string, content: newsstat.store.content) replaces it, all at once
---@field parts? fun(self): newsstat.clickhouse.parts generations of one period each; a backend that has them also tells
---  `state`, `days`, `source_names` and `source_names_between`
---@field snapshot fun(self, work: function, ...): any calls work, to which the store does not change
---@field periods fun(self, generation: integer): any[][] period, label, articles, tests
---@field volumes fun(self, generation: integer): any[][] period, source, articles
---@field sources fun(self, generation: integer, first: integer, last: integer): any[][] place, source
---@field counted fun(self, generation: integer, places: integer[]): table<integer, any[]> title, time, source, path, url by place
---@field duplicates fun(self, generation: integer, most: integer): any[][] path, original
---@field count_duplicates fun(self, generation: integer): integer
---@field source_periods fun(self, generation: integer): any[][] source, period, articles
---@field words fun(self, generation: integer, keys: string[]): any[][] key, base of those that some article has
---@field postings fun(self, generation: integer, keys: string[], period: integer|nil): any[][] key, period, postings
---@field positions fun(self, generation: integer, keys: string[], period: integer|nil): any[][] key, period, postings, positions
---@field rarities fun(self, generation: integer, keys: string[]): any[][] key, uses, articles, titles
---@field furniture fun(self, generation: integer, hashes: string[]): any[][] those that are furniture
---@field term_periods fun(self, generation: integer, period: integer, least: integer, test: newsstat.store.test|nil): any[][]
---  as in `newsstat.store.content`
---@field last_before fun(self, generation: integer, first: integer, last: integer, time: integer): integer|nil of the places from
---  first to last the last one of an article before that time
---@field places_of_sources fun(self, generation: integer, names: string[]): integer[] places of their articles, in order
---@field contrast fun(self, generation: integer, asked: newsstat.store.contrast): any[][] key, surface, articles of the first set
---  and of the second, uses in them, of the terms that are listed; those that are surely not judged may be missing
---@field terms fun(self, generation: integer, terms: integer[]): any[][] as in `newsstat.store.content`

---Which terms of a period can have risen: articles >= least_lift * max(share * (history + .5), floor).
---@class newsstat.store.test
---@field share number
---@field floor number
---@field least_lift number

---@class newsstat.store.generation
---@field id integer
---@field revision integer of the articles it was made of
---@field first_day integer|nil since 1970-01-01
---@field last_day integer|nil
---@field is_partial boolean
---@field source_count integer
---@field median_words number

---@class newsstat.store
---@field address string
---@field private backend newsstat.store.backend
---@field private batch newsstat.store.record[] not yet written
---@field private bytes integer in it
---@field private known newsstat.store.published|nil that was read last
---@field private known_id integer|nil its generation
---@field counts { added: integer, replaced: integer, known: integer } of what was written
local Store = {}
Store.__index = Store

local function backend_of(address)
  local scheme = address:match "^(%a[%w]*)://"
  if not scheme then return require "newsstat.store.sqlite" end
  local found, backend = pcall(require, "newsstat.store." .. scheme:lower())
  if found then return backend end
  if not tostring(backend):find("module 'newsstat.store." .. scheme:lower() .. "' not found", 1, true) then
    error(backend, 0)
  end
  return nil, ("%s: no store is known under '%s://'; a path names a file of SQLite"):format(address, scheme)
end

---Whether an address is one of a store, or of another database of SQLite, rather than a path of articles.
---
---    print(require("newsstat.store").is_store "examples/trends.lua")  --> false
---@param address string
---@return boolean
function M.is_store(address)
  return address:match "^%a[%w]*://" ~= nil or require("newsstat.store.sqlite").is_database(address)
end

---Opens a store.
---
---    local store = assert(require("newsstat.store").open(path, { create = true }))
---    print((store:close()))                       --> true
---    print(require("newsstat.store").open "no/such/folder/news.db" == nil)  --> true
---@param address string path of an SQLite file, or clickhouse://host:port/database
---@param options? newsstat.store.open_options
---@return newsstat.store|nil
---@return string|nil message
---@return "busy"|"fault"|nil kind
function M.open(address, options)
  if type(address) ~= "string" or address == "" then
    error("newsstat.store.open: the path or address of a store expected, got " .. tostring(address), 2)
  end
  local implementation, message = backend_of(address)
  if not implementation then return nil, message, "fault" end
  local backend, problem, kind = implementation.open(address, options or {})
  if not backend then return nil, problem, kind or "fault" end
  return setmetatable({
    address = address, backend = backend, batch = {}, bytes = 0, counts = { added = 0, replaced = 0, known = 0 },
  }, Store)
end

local function write_batch(self)
  if not self.batch[1] then return end
  local counts = self.backend:put(self.batch)
  for outcome, count in pairs(counts) do self.counts[outcome] = self.counts[outcome] + count end
  self.batch, self.bytes = {}, 0
end

local function check_open(self, name)
  if not self.backend then error("store:" .. name .. ": the store is closed", 3) end
end

---Writes what was added; it is kept from then on.
---
---    local store = assert(require("newsstat.store").open(path, { create = true }))
---    store:add { text = "台风登陆", time = 0 }
---    print(store:save())                          --> true
---    print(store.counts.added)                    --> 1
---@return true|nil
---@return string|nil message
---@return "busy"|"fault"|nil kind
function Store:save()
  check_open(self, "save")
  local _, message, kind = failure.catch(write_batch, self)
  if message then return nil, message, kind end
  return true
end

---Adds an article, with or without a time. One that is there already changes nothing; another text under the same
---address is a new version, which counts from then on instead of the old one. Articles are written in batches.
---
---    local store = assert(require("newsstat.store").open(path, { create = true }))
---    store:add { text = "台风登陆", time = 0 }
---    store:add { text = "台风登陆", time = 0 }
---    store:close()
---    print(store.counts.added, store.counts.known)  --> 1 1
---@param article newsstat.article
---@return true|nil
---@return string|nil message
---@return "busy"|"fault"|nil kind
function Store:add(article)
  check_open(self, "add")
  local record = records.of(article)
  self.batch[#self.batch + 1], self.bytes = record, self.bytes + #record.text
  if #self.batch >= M.BATCH_ARTICLES or self.bytes >= M.BATCH_BYTES then return self:save() end
  return true
end

---Calls work with each article, and its number in the store: SQLite's in order of adding, ClickHouse's keys in order of time.
---
---    local store = assert(require("newsstat.store").open(path, { create = true }))
---    store:add { title = "渔村", text = "台风登陆", time = 0 }
---    store:each(function(article, number) print(number, article.title) end)  --> 1 渔村
---@param work fun(article: newsstat.article, number: integer|string)
---@param first? number seconds since the epoch: only articles from then on; default all, those without a time too
---@param last? number until then
---@param needs? newsstat.selection_needs articles that lack these may be left out
---@return integer|nil revision of the articles
---@return string|nil message
---@return "busy"|"fault"|nil kind
function Store:each(work, first, last, needs)
  check_open(self, "each")
  return failure.catch(function()
    write_batch(self)
    return self.backend:snapshot(function()
      local revision = self.backend:revision()
      for number, record in self.backend:each(first or -math.huge, last or math.huge, needs) do
        work(records.article(record), number)
      end
      return revision
    end)
  end)
end

---The state of the articles as a number.
---
---    local store = assert(require("newsstat.store").open(path, { create = true }))
---    local before = store:revision()
---    store:add { text = "台风登陆", time = 0 }
---    print(store:revision() ~= before)            --> true
---@return integer|nil revision changes whenever the articles do
---@return string|nil message
---@return "busy"|"fault"|nil kind
function Store:revision()
  check_open(self, "revision")
  return failure.catch(function()
    write_batch(self)
    return self.backend:revision()
  end)
end

---Calls work with what is published for a configuration, if that is of all articles.
---@param configuration string
---@param work fun(known: newsstat.store.published, generation: newsstat.store.generation): any
---@param is_any_age? boolean also if articles were added since; whether there are any is not looked at
---@return any|nil result of work; nil also where nothing fit to be read is published
---@return string|nil message
---@return "busy"|"fault"|nil kind
function Store:read_published(configuration, work, is_any_age)
  check_open(self, "read_published")
  return failure.catch(function()
    write_batch(self)
    return self.backend:snapshot(function()
      local generation = self.backend:generation(configuration)
      if not generation or not is_any_age and generation.revision ~= self.backend:revision() then return nil end
      if self.known_id ~= generation.id then
        self.known, self.known_id = published.open(self.backend, generation), generation.id
      end
      self.known:forget()
      return work(self.known, generation)
    end)
  end)
end

---How many articles there are, each in its newest version.
---
---    local store = assert(require("newsstat.store").open(path, { create = true }))
---    store:add { text = "台风登陆", time = 0 }
---    print(store:size())                          --> 1
---@return integer|nil articles
---@return string|nil message
---@return "busy"|"fault"|nil kind
function Store:size()
  check_open(self, "size")
  return failure.catch(function()
    write_batch(self)
    return self.backend:size()
  end)
end

---What is published.
---
---    local store = assert(require("newsstat.store").open(path, { create = true }))
---    print(#store:configurations())               --> 0
---@return any[][]|nil rows of configuration and the revision of the articles that were counted
---@return string|nil message
---@return "busy"|"fault"|nil kind
function Store:configurations()
  check_open(self, "configurations")
  return failure.catch(self.backend.configurations, self.backend)
end

---Why nothing fit to be read is published for a configuration.
---
---    local store = assert(require("newsstat.store").open(path, { create = true }))
---    print(store:unpublished "by=day")            --> nothing
---@param configuration string
---@return "nothing"|"older"|"other"|nil reason nothing is; it is of older articles; another newsstat, lexicon or list of words
---  counted
---@return string|nil message
---@return "busy"|"fault"|nil kind
function Store:unpublished(configuration)
  check_open(self, "unpublished")
  return failure.catch(function()
    local reason = "nothing"
    for _, row in ipairs(self.backend:configurations()) do
      if row[1] == configuration then return "older" end
      if configuration_of.differs_in_build(row[1], configuration) then reason = "other" end
    end
    return reason
  end)
end

---Publishes what was counted.
---@param configuration string
---@param known newsstat.article_index
---@param ids any[] the articles' numbers in the store, as `each` gave them
---@param about { revision: integer, first_day: integer|nil, last_day: integer|nil, threads: integer|nil }
---@return true|nil
---@return string|nil message
---@return "busy"|"fault"|nil kind
function Store:publish(configuration, known, ids, about)
  check_open(self, "publish")
  local _, message, kind = failure.catch(function()
    self.backend:publish(configuration, publishing.content(known, ids, about))
  end)
  if message then return nil, message, kind end
  return true
end

---Calls work with a backend that can publish its periods one by one, when all articles are written.
---
---    local store = assert(require("newsstat.store").open(path, { create = true }))
---    print(store:publish_each_period(print) == nil)  --> true
---@param work fun(backend: newsstat.store.backend): any
---@return any|nil result of work
---@return string|nil message also where what holds the store cannot do that
---@return "busy"|"fault"|nil kind none where it cannot do that
function Store:publish_each_period(work)
  check_open(self, "publish_each_period")
  if not self.backend.parts then
    return nil, self.address .. ": only a store in ClickHouse is published period by period; this one is counted as a whole"
  end
  return failure.catch(function()
    write_batch(self)
    return work(self.backend)
  end)
end

---Writes what was added and lets the store go. Closing twice is fine.
---
---    local store = assert(require("newsstat.store").open(path, { create = true }))
---    store:add { text = "台风登陆", time = 0 }
---    print((store:close()))                       --> true
---@return true|nil
---@return string|nil message
---@return "busy"|"fault"|nil kind
function Store:close()
  if not self.backend then return true end
  local saved, message, kind = self:save()
  self.backend:close()
  self.backend = nil
  return saved, message, kind
end

return M
