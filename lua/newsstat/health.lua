--- :checkhealth newsstat

local M = {}

-- Neovim before 0.9 has other names for these.
local health = vim.health or require "health"
local start = health.start or health.report_start
local ok = health.ok or health.report_ok
local warn = health.warn or health.report_warn
local fail = health.error or health.report_error
local info = health.info or health.report_info

local function root() return debug.getinfo(1, "S").source:match "^@(.*)/lua/newsstat/[^/]*$" or "." end

local function check_module()
  local loaded, core = pcall(require, "newsstat.core")
  if loaded then
    ok(("newsstat %s for %s"):format(core.version, _VERSION))
    info(("ICU %s, libxml2 %s"):format(core.icu_version, core.libxml2_version))
    return true
  end
  fail("the C module is not built for Neovim's Lua, or does not load: " .. tostring(core):match "[^\n]*",
    { ("make -C %s nvim"):format(vim.fn.shellescape(vim.fn.fnamemodify(root(), ":p"):gsub("/$", ""))) })
  return false
end

local function check_words()
  local done, words = pcall(function() return require("newsstat.nvim.tokenizer").segmenter():cut "我来到北京" end)
  if done and #words == 3 then return ok "the lexicon cuts 我来到北京 into 我, 来到, 北京" end
  local _, problem = require("newsstat.nvim.tokenizer").segmenter()
  fail(problem or ("the lexicon does not cut as it should: " .. tostring(words)))
end

local function check_settings()
  local configuration = require "newsstat.nvim.configuration"
  local problems = configuration.problems()
  for _, problem in ipairs(problems) do warn(problem, { ":help newsstat-settings" }) end
  if #problems == 0 then ok "settings" end
  local settings = configuration.get()
  info(settings.motions and "motions are mapped for: " .. table.concat(settings.filetypes, ", ")
    or "motions are not mapped; vim.g.newsstat_motions = true maps them")
end

local function check_mappings()
  for _, name in ipairs { "w", "b", "e", "ge" } do
    local map = vim.fn.maparg(name, "n")
    if map ~= "" and not map:find "newsstat" then
      warn(("%s is mapped to %s"):format(name, map), { "newsstat maps it buffer-locally, which comes before" })
    end
  end
end

local function check_files()
  if pcall(require, "lfs") then
    ok "LuaFileSystem tells files from folders"
  else
    info "Neovim itself tells files from folders (no LuaFileSystem)"
  end
end

function M.check()
  start "newsstat"
  if check_module() then
    check_words()
    check_files()
  end
  check_settings()
  check_mappings()
end

return M
