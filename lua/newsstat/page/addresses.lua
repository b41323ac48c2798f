--- The address of a page, from what it says of itself.

local facts_of = require "newsstat.page.facts"

local find, gmatch, match = string.find, string.gmatch, string.match
local concat = table.concat

local M = {}

-- Takes "." and ".." out of a path that begins with "/".
local function plain_path(path)
  local parts, is_open = {}, false
  for part in gmatch(path, "/([^/]*)") do
    is_open = part == "." or part == ".."
    if part == ".." then parts[#parts] = nil elseif part ~= "." then parts[#parts + 1] = part end
  end
  if is_open then parts[#parts + 1] = "" end
  return "/" .. concat(parts, "/")
end

---Resolves a reference as RFC 3986 does, section 5.2, but for its rarer cases: a query alone keeps the path.
---@param reference string
---@param base string|nil an absolute address
---@return string|nil address nil where the reference is relative and there is no base
function M.resolve(reference, base)
  reference = match(reference, "^%s*(.-)%s*$")
  if find(reference, "^%a[%w+.-]*://[^/]") then return reference end
  if find(reference, "^%a[%w+.-]*:") and not find(reference, "^[^/?#]*[/?#][^:]*:") then return nil end
  local scheme, authority, path = match(base or "", "^(%a[%w+.-]*:)(//[^/?#]+)([^?#]*)")
  if find(reference, "^//[^/]") then return (scheme or "https:") .. reference end
  if not scheme or reference == "" then return nil end
  if find(reference, "^[?#]") then return scheme .. authority .. path .. reference end
  local own, rest = match(reference, "^([^?#]*)(.*)$")
  if not find(own, "^/") then own = (match(path, "^(.*/)") or "/") .. own end
  return scheme .. authority .. plain_path(own) .. rest
end

-- Whether an address is a site's front page, which pages name as theirs by mistake.
local function is_root(url)
  return find(url, "^%a[%w+.-]*://[^/]*/?$") ~= nil
end

---The page's address: of its canonical link, og:url, structured data, or the comment that browsers leave in pages
---they save; else the one that it was fetched from. A front page counts only where nothing else is named.
---@param facts newsstat.page_facts
---@param fetched_from string|nil absolute
---@return string|nil url absolute
function M.of(facts, fetched_from)
  local candidates = {}
  local given = {
    facts.links.canonical or false, facts_of.meta(facts, { "og:url" }) or false, facts.structured.url or false,
    facts.saved_from or false, fetched_from or false,
    facts_of.meta(facts, { "twitter:url", "al:web:url", "parsely-link" }) or false,
  }
  local base = facts.base and M.resolve(facts.base, fetched_from)
  for _, reference in ipairs { fetched_from or false, given[2], given[4], given[3] } do
    base = base or reference and M.resolve(reference)
  end
  for _, reference in ipairs(given) do
    local url = reference and M.resolve(reference, base)
    if url and find(url, "^https?://") then candidates[#candidates + 1] = url end
  end
  for _, url in ipairs(candidates) do
    if not is_root(url) then return url end
  end
  return candidates[1]
end

return M
