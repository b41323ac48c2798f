--- Text of articles made harmless for the places of a page that it is put in.

local display_width = require "newsstat.display_width"

local find, format, gsub, lower, match = string.find, string.format, string.gsub, string.lower, string.match
local concat, sort = table.concat, table.sort

local M = {}

M.NO_CJSON = 'a page needs lua-cjson: "luarocks install lua-cjson" or "apt-get install lua-cjson"'

local ENTITIES = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;", ["'"] = "&#39;" }

-- Characters that no document of XML or HTML may hold, or that turn the direction of what follows.
local function plain(text)
  text = gsub(display_width.repair(text), "[%z\1-\8\11\12\14-\31\127]", " ")
  return (gsub(gsub(text, "\226\128[\170-\174]", ""), "\226\129[\166-\169]", ""))
end

---Text for HTML and XML, between tags or in a quoted attribute. Controls become spaces; marks that turn the
---direction of writing, which would reach into what follows, are left out.
---@param text any
---@return string
function M.text(text) return (gsub(plain(tostring(text)), "[&<>\"']", ENTITIES)) end

---An address that may stand in a link.
---@param address string|nil
---@return string|nil address as it is, not yet escaped; nil for any but http and https
function M.link(address)
  if not address or not find(lower(address), "^https?://[^/]") then return nil end
  if find(address, "[%z\1-\32\127\"<>\\]") then return nil end
  return address
end

---`lang="zh"` for text with Chinese characters, so that a page in English shows and reads it as such.
---@param text string
---@return string attribute with a space before it, or ""
function M.language(text)
  return match(text, "[\228-\233][\128-\191][\128-\191]") and ' lang="zh"' or ""
end

-- Keys in order, so that the same articles always make the same page.
local function encode(value, encode_text)
  if type(value) == "string" then return encode_text(plain(value)) end
  if type(value) == "number" then return format("%d", value) end
  local parts = {}
  if value[1] ~= nil then
    for i, item in ipairs(value) do parts[i] = encode(item, encode_text) end
    return "[" .. concat(parts, ",") .. "]"
  end
  local keys = {}
  for key in pairs(value) do keys[#keys + 1] = key end
  sort(keys)
  for i, key in ipairs(keys) do parts[i] = encode_text(key) .. ":" .. encode(value[key], encode_text) end
  return "{" .. concat(parts, ",") .. "}"
end

---JSON for a <script> element: nothing in it ends the element, or a line of JavaScript.
---@param value table of tables, texts and whole numbers, of a depth that the caller knows; an empty one is an object
---@return string|nil json
---@return string|nil message
function M.json(value)
  local loaded, cjson = pcall(require, "cjson")
  if not loaded then return nil, M.NO_CJSON end
  local text = encode(value, cjson.encode)
  text = gsub(gsub(gsub(text, "<", "\\u003c"), ">", "\\u003e"), "&", "\\u0026")
  return (gsub(gsub(text, "\226\128\168", "\\u2028"), "\226\128\169", "\\u2029"))
end

return M
