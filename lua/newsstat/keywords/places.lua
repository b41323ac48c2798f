--- Where an article uses its terms: in its first sentences, in headings, where paragraphs begin, and how far apart.

local terms_of = require "newsstat.terms"

local byte, concat, find, gmatch, gsub, sub =
  string.byte, table.concat, string.find, string.gmatch, string.gsub, string.sub

local M = {}

-- Bytes of the first sentences, some 250 Chinese characters: what a headline is made from.
local LEAD = 750

-- A shorter paragraph is a heading.
local LONGEST_HEADING = 75

-- Headings with a term in them tell no more than so many do.
local MOST_HEADINGS = 2

-- So much of the text is looked at, and so many terms, the most used ones: time grows with the text alone.
local MOST_TEXT, MOST_TERMS = 32768, 300

local FULL_STOP = "\227\128\130"

-- Where a text ends that is cut behind so many bytes and within no character.
local function end_of(text, length)
  if #text <= length then return #text end
  while length > 0 and byte(text, length + 1) >= 0x80 and byte(text, length + 1) < 0xC0 do length = length - 1 end
  return length
end

-- A paragraph up to its first mark; folding made all but the full stop narrow.
local function opening_of(paragraph)
  local clause = sub(paragraph, 1, (find(paragraph, "[,!?;]") or 0) - 1)
  return sub(clause, 1, (find(clause, FULL_STOP, 1, true) or 0) - 1)
end

-- The folded text without spaces, its headings, and the first clauses of its paragraphs.
local function parts_of(text)
  local lexicon, paragraphs, headings, openings = terms_of.lexicon(), {}, {}, {}
  for line in gmatch(sub(text, 1, end_of(text, MOST_TEXT)), "[^\n]+") do
    local paragraph = gsub(lexicon:fold(line), " ", "")
    if paragraph ~= "" then
      paragraphs[#paragraphs + 1] = paragraph
      if #paragraph < LONGEST_HEADING then headings[#headings + 1] = paragraph end
      openings[#openings + 1] = opening_of(paragraph)
    end
  end
  return concat(paragraphs, "\n"), concat(headings, "\n"), concat(openings, "\n")
end

local function uses_in(text, key, most)
  local uses, at = 0, find(text, key, 1, true)
  while at and uses < most do
    uses, at = uses + 1, find(text, key, at + #key, true)
  end
  return uses
end

-- The first and the last use of a key.
local function first_and_last(text, key)
  local first = find(text, key, 1, true)
  local last, at = first, first
  while at do last, at = at, find(text, key, at + #key, true) end
  return first, last
end

local function most_used(rows)
  if #rows <= MOST_TERMS then return rows end
  local ordered = {}
  for i, row in ipairs(rows) do ordered[i] = row end
  table.sort(ordered, function(a, b)
    if a.count ~= b.count then return a.count > b.count end
    if a.first ~= b.first then return a.first < b.first end
    return a.key < b.key
  end)
  for i = #ordered, MOST_TERMS + 1, -1 do ordered[i] = nil end
  return ordered
end

---Gives terms `lead`, uses in the first sentences; `openings`, uses where paragraphs begin; `headings` that have it, at
---most two; and `spread`, the share of the text from its first use to its last.
---@param rows table[] with key, count and first
---@param text string
function M.fill(rows, text)
  local whole, headings, openings = parts_of(text)
  local lead = sub(whole, 1, end_of(whole, LEAD))
  for _, row in ipairs(rows) do row.lead, row.openings, row.headings, row.spread = 0, 0, 0, 0 end
  for _, row in ipairs(most_used(rows)) do
    local key = gsub(row.key, " ", "")
    local first, last = first_and_last(whole, key)
    if first then
      row.lead, row.openings = uses_in(lead, key, #lead), uses_in(openings, key, #openings)
      row.headings, row.spread = uses_in(headings, key, MOST_HEADINGS), (last - first) / #whole
    end
  end
end

return M
