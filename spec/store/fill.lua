--- lua fill.lua STORE: adds articles until the disk is full, and looks that what was said to be kept is there, once.

local store_of = require "newsstat.store"

local address = arg[1]
store_of.BATCH_ARTICLES = 100

-- Text that no compression makes small.
local state = 20261128
local function noise(size)
  local bytes = {}
  for i = 1, size do
    state = state * 48271 % 2147483647
    bytes[i] = string.char(33 + state % 93)
  end
  return table.concat(bytes)
end

local store = assert(store_of.open(address))
local message
local added = 0
for i = 1, 1e5 do
  local written, problem = store:add { url = "http://a.example/" .. i, time = 86400 * i, source = "a", text = noise(20000) }
  if not written then
    message = problem
    break
  end
  added = store.counts.added
end
assert(message, "the disk was never full")
assert(message:find("free some space", 1, true), message)

local reader, found = assert(store_of.open(address)), 0
assert(reader:each(function() found = found + 1 end))
assert(found == added, ("%d articles were kept, and %d are there"):format(added, found))
print(("%d articles kept: %s"):format(found, message))
os.exit(0, true)
