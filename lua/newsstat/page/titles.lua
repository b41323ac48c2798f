--- The title of a page's article, without the site's name.

local article_fields = require "newsstat.article_fields"
local facts_of = require "newsstat.page.facts"

local find, gsub, lower, match, sub = string.find, string.gsub, string.lower, string.match, string.sub
local one_line = article_fields.one_line

local M = {}

local META_TITLES = { "og:title", "twitter:title", "dc.title", "dcterms.title", "headline", "articletitle", "title" }
local SITE_NAMES = { "og:site_name", "application-name", "apple-mobile-web-app-title", "sitename", "twitter:site" }

-- What parts a title from the names of section and site. Hyphens need blanks around them where Latin words may hold
-- them; a blank is put around the others first.
local WIDE = { "|", "｜", "_", "＿", "—", "–", "－", "«", "»", "·", "::", "﹣", "--" }
local MARK = "\1"

-- The parts of a title, and the position in it behind each.
local function split(title)
  if not find(title, "[-|_:\194\226\227\239]") then return { one_line(title) } end
  local marked = title
  for _, separator in ipairs(WIDE) do marked = gsub(marked, (gsub(separator, "%p", "%%%0")), MARK) end
  marked = gsub(marked, " +%-+ +", MARK)
  -- between Han characters a hyphen is a separator without blanks too
  marked = gsub(marked, "([\128-\255])%-([\128-\255])", "%1" .. MARK .. "%2")
  local parts = {}
  for part in marked:gmatch("[^" .. MARK .. "]+") do
    part = one_line(part)
    if part ~= "" then parts[#parts + 1] = part end
  end
  return parts
end

-- Letters and digits only, to compare names.
local function bare(text)
  return (gsub(gsub(lower(text), "[%s%p]", ""), "　", ""))
end

-- Names by which a site may call itself in a title.
local function site_names(facts, url)
  local names = {}
  local function add(name)
    name = name and bare(name)
    if name and #name > 1 then names[#names + 1] = name end
  end
  add(facts.structured.site)
  for _, key in ipairs(SITE_NAMES) do add(facts.meta[key] and facts.meta[key][1]) end
  local host = article_fields.host(url)
  add(host)
  for label in (host or ""):gmatch "[^.]+" do
    if #label > 3 then add(label) end
  end
  return names
end

-- `most` is how much longer than the name a part may be that begins or ends with it.
local function is_name(part, names, most)
  part = bare(part)
  if part == "" then return true end
  for _, name in ipairs(names) do
    if part == name or #name > 3 and (sub(part, 1, #name) == name or sub(part, -#name) == name) and #part < (most or 2) * #name then
      return true
    end
  end
  return false
end

-- Where a part begins in the title with all before it, so that a title's own separators stay.
local function up_to(title, parts, last)
  local at = 1
  for i = 1, last do
    local first, stop = find(title, parts[i], at, true)
    if not first then return parts[1] end
    at = stop + 1
  end
  return sub(title, 1, at - 1)
end

local function from(title, parts, first)
  local at = find(title, parts[first], 1, true)
  return at and sub(title, at) or parts[first]
end

-- Drops names of the site at both ends; then, where no name was known, short parts behind a longer first one.
local function strip(title, names)
  local parts = split(title)
  local first, last = 1, #parts
  while last > first and is_name(parts[last], names, 4) do last = last - 1 end
  while first < last and is_name(parts[first], names) do first = first + 1 end
  if first > 1 then title = from(title, parts, first) end
  if first == 1 and last == #parts then
    while last > 1 and #parts[last] <= 30 and #parts[1] >= 1.2 * #parts[last] do last = last - 1 end
  end
  if last == #parts then return title end
  if first > 1 then parts = split(title) end
  return up_to(title, parts, last - first + 1)
end

-- The shapes that a part of a title may have: alone, and with all before it.
local function shapes_of(title)
  local shapes, parts = { [bare(title)] = true }, split(title)
  for i, part in ipairs(parts) do shapes[bare(part)], shapes[bare(up_to(title, parts, i))] = true, true end
  return shapes
end

-- The longest line of the page that is a part of a title, or a heading inside it: a headline is seen, a site's name
-- mostly is a picture.
local function seen_part(title, facts, names)
  local wanted, shapes, best = bare(title), shapes_of(title), nil
  for _, line in ipairs(facts.lines) do
    local value = line.value
    local may_be = line.size == #value and #value <= 2 * #title and not line.crumb and not line.footer
    local shape = may_be and (not best or #value > #best) and bare(value) or ""
    local fits = #shape >= 6 and #shape * 4 >= #wanted
      and (shapes[shape] or line.heading and find(wanted, shape, 1, true))
    if fits and not is_name(value, names) then best = value end
  end
  return best
end

-- The heading of a page without a <title>, or with one that says nothing of the article.
local function heading(facts)
  local first
  for _, line in ipairs(facts.lines) do
    if (line.heading or line.title and not first) and not line.side and line.size == #line.value then
      if line.heading then return line.value end
      first = line.value
    end
  end
  return first
end

---The title of the article: what structured data and meta data call it, or <title>, without names of section and
---site: of the parts of the title the one that stands in the page as a line of its own, or what is left without parts
---that are a name of the site or short; without all these the first heading.
---@param facts newsstat.page_facts
---@param url string|nil
---@return string|nil title one line
function M.of(facts, url)
  local names = site_names(facts, url)
  local given = { facts.structured.title or false, facts_of.meta(facts, META_TITLES) or false, facts.title or false }
  for _, title in ipairs(given) do
    title = title and one_line(title) or ""
    if title ~= "" and not is_name(title, names, 1) then
      local found = seen_part(title, facts, names) or strip(title, names)
      if match(found, "%S") then return found end
    end
  end
  return heading(facts) or facts.title
end

return M
