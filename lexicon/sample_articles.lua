--- lua sample_articles.lua FOLDER COUNT: prints titles and texts of so many articles, evenly chosen from
-- all of a folder by name, a paragraph a line. A file that cannot be read is named and left out.

local lfs = require "lfs"
local newsstat = require "newsstat"

local folder, count = arg[1], tonumber(arg[2])
if not folder or not count then
  io.stderr:write "usage: sample_articles.lua FOLDER COUNT\n"
  os.exit(2)
end

local names = {}
for name in lfs.dir(folder) do
  if name:find "%.md$" then names[#names + 1] = name end
end
table.sort(names)

local step, taken = math.max(1, math.floor(#names / count)), 0
for i = step, #names, step do
  if taken == count then break end
  local article, message = newsstat.article(folder .. "/" .. names[i])
  if article then
    for line in ((article.title or "") .. "\n" .. article.text):gmatch "[^\r\n]+" do
      if line:find "%S" then io.write(line, "\n") end
    end
    taken = taken + 1
  else
    io.stderr:write(message, "\n")
  end
end
io.stderr:write(("%d of %d articles\n"):format(taken, #names))
