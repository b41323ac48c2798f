--- accuracy.lua [--fine] GOLD…: how well newsstat cuts texts whose words are known. A gold file has a
--- sentence a line, with spaces between the words; the text given to the segmenter is the line without
--- them. A word counts where both its ends agree.
---
--- Prints for each file: precision, recall and F1 of words, the share of gold words that the lexicon has
--- not (out of vocabulary), and the recall of those, also by their length in characters.

local core = require "newsstat.core"
local newsstat = require "newsstat"

local LONGEST = 5

local function spans(words)
  local ends, at = {}, 0
  for _, word in ipairs(words) do
    if not word:find "^%s*$" then
      ends[at] = at + #word
      at = at + #word
    end
  end
  return ends
end

local function gold_words(line)
  local words = {}
  for word in line:gsub("\227\128\128", " "):gmatch "%S+" do words[#words + 1] = word end
  return words
end

local function characters(word) return #word:gsub("[\128-\191]", "") end

local function is_han(word) return not word:find "[%z\1-\127]" and characters(word) * 3 == #word end

local function measure(path, segmenter, lexicon)
  local file = assert(io.open(path, "rb"))
  local sum = { gold = 0, ours = 0, right = 0, unknown = 0, found = 0, by_length = {} }
  for length = 2, LONGEST do sum.by_length[length] = { unknown = 0, found = 0 } end
  for line in file:lines() do
    local gold = gold_words(line)
    local ours, at = spans(segmenter:cut(table.concat(gold))), 0
    for _ in pairs(ours) do sum.ours = sum.ours + 1 end
    for _, word in ipairs(gold) do
      local right = ours[at] == at + #word
      sum.gold = sum.gold + 1
      if right then sum.right = sum.right + 1 end
      if is_han(word) and characters(word) > 1 and not lexicon:find(word) then
        local row = sum.by_length[math.min(characters(word), LONGEST)]
        sum.unknown, row.unknown = sum.unknown + 1, row.unknown + 1
        if right then sum.found, row.found = sum.found + 1, row.found + 1 end
      end
      at = at + #word
    end
  end
  file:close()
  return sum
end

local function report(path, sum)
  local precision, recall = sum.right / sum.ours, sum.right / sum.gold
  print(("%s: precision %.4f recall %.4f F1 %.4f"):format(path, precision, recall, 2 * precision * recall / (precision + recall)))
  print(("  not in the lexicon: %.1f %% of the words, recall %.3f"):format(100 * sum.unknown / sum.gold, sum.found / sum.unknown))
  for length = 2, LONGEST do
    local row = sum.by_length[length]
    local more = length == LONGEST and "+" or ""
    print(("    %d%s characters: %d words, recall %.3f"):format(length, more, row.unknown, row.found / row.unknown))
  end
end

local granularity, paths = nil, {}
for _, argument in ipairs(arg) do
  if argument == "--fine" then granularity = "fine" else paths[#paths + 1] = argument end
end
if #paths == 0 then
  io.stderr:write "usage: accuracy.lua [--fine] GOLD…\n"
  os.exit(2)
end
local segmenter, lexicon = assert(newsstat.segmenter { granularity = granularity }), assert(core.lexicon())
for _, path in ipairs(paths) do report(path, measure(path, segmenter, lexicon)) end
