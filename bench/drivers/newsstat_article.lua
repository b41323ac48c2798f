-- For bench/articles.sh: the main content of each file, charset detection included.

local newsstat = require "newsstat"

local pages, bytes = {}, 0
for _, path in ipairs(arg) do
  local file = assert(io.open(path, "rb"))
  pages[#pages + 1] = file:read "*a"
  bytes = bytes + #pages[#pages]
  file:close()
end

local best = math.huge
for _ = 1, 2 do
  local start = os.clock()
  for _, page in ipairs(pages) do newsstat.clean(page, { content = "article" }) end
  best = math.min(best, os.clock() - start)
end
print(("newsstat %d %d %.4f"):format(#pages, bytes, best))
