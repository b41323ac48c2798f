--- What the core reads of a JSON object against lua-cjson's reading of it.

local cjson = require "cjson"
local core = require "newsstat.core"

local M = {}

local reader = core.json_reader()

local function is_same(one, other)
  if type(one) ~= "table" or type(other) ~= "table" then return one == other end
  for key, value in pairs(one) do
    if not is_same(value, other[key]) then return false end
  end
  return next(other) == nil or next(one) ~= nil and #one == #other
end

---Reads an object in UTF-8 in both ways; raises where they differ.
---@param text string
---@param skipped table<string, true>
---@return boolean is_read whether the core took it
function M.compare(text, skipped)
  local found = reader:object(text, skipped)
  if not found then return false end
  local decoded, wanted = pcall(cjson.decode, text)
  assert(decoded, "what lua-cjson refuses is read")
  for key, value in pairs(wanted) do
    assert(skipped[key] and found[key] == nil or is_same(value, found[key]), "another value under " .. key)
  end
  for key in pairs(found) do assert(wanted[key] ~= nil, "a value under " .. key) end
  return true
end

return M
