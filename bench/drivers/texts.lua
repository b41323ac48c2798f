-- texts.lua FOLDER BYTES REPEAT: writes the cleaned texts of the articles of a folder, one after another,
-- until BYTES are reached; the whole REPEAT times over.

local newsstat = require "newsstat"

local folder, most, times = arg[1], tonumber(arg[2]), tonumber(arg[3])
local texts, bytes = {}, 0
for article in newsstat.articles(folder) do
  if article then
    texts[#texts + 1] = article.text .. "\n"
    bytes = bytes + #texts[#texts]
    if bytes >= most then break end
  end
end
local text = table.concat(texts)
for _ = 1, times do io.write(text) end
