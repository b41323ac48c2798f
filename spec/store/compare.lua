--- lua compare.lua STORE FOLDER: whether a store holds a folder's articles, each once, and has their trends.

local behaviour = assert(loadfile "spec/store/behaviour.lua")()
local newsstat = require "newsstat"
local store_of = require "newsstat.store"

local address, folder = arg[1], arg[2]
local files = newsstat.timeline { by = "month" }
local expected = files:add_files(folder).articles

local found, seen = 0, {}
local store = assert(store_of.open(address))
assert(store:each(function(article)
  assert(not seen[article.url], "an article is there twice")
  seen[article.url], found = true, found + 1
end))
store:close()
assert(found == expected, ("%d articles of %d are in the store"):format(found, expected))

local stored = assert(newsstat.timeline { by = "month", store = address })
local rows = assert(stored:trends())
assert(rawget(stored, "loaded") == nil, "counts were not published")
assert(#rows > 0, "there are no trends")
assert(behaviour.lines_of(rows) == behaviour.lines_of(files:trends()), "the trends are others than those of files")
stored:close()
print(("%d articles, %d rows equal to the last digit"):format(found, #rows))
