--- The user's settings: vim.g.newsstat, a table or a function that gives one; all of them may be missing.

local M = {}

---@class newsstat.nvim.settings
---@field motions? boolean map the motions in buffers of `filetypes`; vim.g.newsstat_motions does the same
---@field filetypes? string[] where motions are mapped; "*" is everywhere
---@field granularity? "coarse"|"fine" how long words are
---@field user? string|string[] words of one's own: a file's path, or lines "word [count [tag]]"
---@field lexicon? string path of a compiled lexicon image
---@field top? integer rows of :Newsstat words and keywords, and keywords that are shaded; default 20

local TYPES = {
  motions = "boolean", filetypes = "table", granularity = "string", user = "string|table", lexicon = "string", top = "number",
}

local FILETYPES = { "text", "markdown", "mail", "gitcommit", "rst", "asciidoc", "org", "norg", "tex", "typst" }

local stored

---Stores settings, as vim.g.newsstat would hold them; nothing else happens.
---@param settings newsstat.nvim.settings|fun(): newsstat.nvim.settings
function M.set(settings) stored = settings end

local function given()
  local settings = stored
  if settings == nil then settings = vim.g.newsstat end
  if type(settings) == "function" then settings = settings() end
  return type(settings) == "table" and settings or {}
end

---What is wrong with the settings, for the health check.
---@return string[] messages
function M.problems()
  local problems = {}
  for name, value in pairs(given()) do
    local types = TYPES[name]
    if not types then
      problems[#problems + 1] = ("unknown setting '%s' in vim.g.newsstat"):format(tostring(name))
    elseif not ("|" .. types .. "|"):find("|" .. type(value) .. "|", 1, true) then
      problems[#problems + 1] = ("setting '%s' must be a %s, got %s"):format(name, types:gsub("|", " or "), type(value))
    end
  end
  local granularity = given().granularity
  if type(granularity) == "string" and granularity ~= "coarse" and granularity ~= "fine" then
    problems[#problems + 1] = ("setting 'granularity' must be coarse or fine, got '%s'"):format(granularity)
  end
  table.sort(problems)
  return problems
end

---The settings that are of the right type, with the defaults of the others.
---@return newsstat.nvim.settings
function M.get()
  local settings = {}
  for name, value in pairs(given()) do
    local types = TYPES[name]
    if types and ("|" .. types .. "|"):find("|" .. type(value) .. "|", 1, true) then settings[name] = value end
  end
  if settings.granularity ~= "fine" then settings.granularity = nil end
  local flag = vim.g.newsstat_motions
  if flag ~= nil then settings.motions = flag == true or (flag ~= false and flag ~= 0) end
  if type(flag) == "table" then settings.filetypes = flag end
  settings.filetypes = settings.filetypes or FILETYPES
  settings.top = settings.top or 20
  return settings
end

return M
