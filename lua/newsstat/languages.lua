--- The language of an article: what its text is written in, and what the page or feed says of it.

local core = require "newsstat.core"
local terms = require "newsstat.terms"

local find, gsub, lower, match = string.find, string.gsub, string.lower, string.match

local M = {}

-- Chinese by country where the script is not named.
local CHINESE = {
  cn = "zh-Hans", sg = "zh-Hans", my = "zh-Hans", hans = "zh-Hans", chs = "zh-Hans",
  tw = "zh-Hant", hk = "zh-Hant", mo = "zh-Hant", hant = "zh-Hant", cht = "zh-Hant",
}
local OTHER_NAMES = { no = "nb", ["in"] = "id", iw = "he", cn = "zh", jp = "ja" }

---A declared language as a tag of the kind that is used here: the language alone, of Chinese with the script.
---@param declared string|nil "en-US", "zh_CN", "zh-Hant-TW"
---@return string|nil tag nil for what is no language tag
function M.normalise(declared)
  declared = gsub(lower(match(declared or "", "^%s*(.-)%s*$")), "_", "-")
  local language, rest = match(declared, "^(%a%a%a?)%f[^%a](.*)$")
  if not language then return nil end
  language = OTHER_NAMES[language] or language
  if language ~= "zh" then return language end
  for part in rest:gmatch "%a+" do
    if CHINESE[part] then return CHINESE[part] end
  end
  return find(declared, "^cn$") and "zh-Hans" or "zh"
end

---The language of a text: the text's own where it can be told (see `newsstat.language`), since pages often declare
---that of their template; else the declared one.
---@param text string UTF-8
---@param declared string|nil
---@return string|nil tag "zh-Hans", "zh-Hant", "en" …
function M.of(text, declared)
  local found, given = core.language(terms.lexicon(), text), M.normalise(declared)
  if found == "zh" and given and find(given, "^zh") then return given end
  return found or given
end

return M
