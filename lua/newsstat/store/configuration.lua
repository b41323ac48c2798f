--- What a count depends on beside the articles, in one string: counts published under it may be read by whoever asks
--- for the same.

local aliases = require "newsstat.aliases"
local core = require "newsstat.core"
local fingerprint = require "newsstat.store.fingerprint"
local publishing = require "newsstat.store.publishing"
local stop_words = require "newsstat.stop_words"
local terms_of = require "newsstat.terms"

local concat, sort = table.concat, table.sort

local M = {}

-- Counts under options other than these are not published: they are asked for once, or cannot be told apart.
local PUBLISHED = {
  by = true, timezone = true, keep_duplicates = true, keep_furniture = true, stop = true, aliases = true, tags = true,
  min_characters = true,
}

-- These do not change what is counted.
local NO_MATTER = { store = true, published = true, notice = true, memory = true }

-- What says the same as an option that is not given.
local DEFAULTS = { by = "month", timezone = "UTC" }

-- A table of words, whatever its order.
local function described(value)
  if type(value) ~= "table" then return tostring(value) end
  local parts = {}
  for key, item in pairs(value) do parts[#parts + 1] = tostring(type(key) == "number" or key) .. "=" .. tostring(item) end
  sort(parts)
  return core.hash(concat(parts, "\n"))
end

local function built_in()
  local facts = terms_of.lexicon():facts()
  return concat({
    core.version, publishing.FORMAT, facts.version, facts.words, facts.checksum, described(stop_words.set()),
    described(aliases.map()), fingerprint.get(),
  }, " ")
end

---@param options newsstat.timeline_options
---@return string|nil configuration nil where counts under these options are not published
function M.of(options)
  local names, parts = {}, { built_in() }
  for name, value in pairs(options) do
    if not PUBLISHED[name] and not NO_MATTER[name] then return nil end
    local is_said = not NO_MATTER[name] and value ~= false and value ~= DEFAULTS[name]
    if is_said or name == "stop" then names[#names + 1] = name end
  end
  sort(names)
  for i, name in ipairs(names) do parts[i + 1] = name .. "=" .. described(options[name]) end
  return concat(parts, "; ")
end

-- The options of a configuration, and what counted; a period that is counted by itself is left out.
local function split(configuration)
  local whole = configuration:gsub("; period=.*$", "")
  return whole:gsub("^[^;]*", ""), (whole:gsub(";.*$", ""))
end

-- What a count of all periods together does not depend on.
local OF_PERIODS = { by = true, timezone = true }

---The options of a configuration that differs from that of no options in the periods alone, counted by this newsstat.
---@param configuration string
---@return { by?: string, timezone?: string }|nil
function M.options_of_periods(configuration)
  local build, options = configuration:match "^([^;]*)(.*)$"
  if build ~= built_in() then return nil end
  local found = {}
  for name, value in options:gmatch "; ([^=]*)=([^;]*)" do
    if not OF_PERIODS[name] then return nil end
    found[name] = value
  end
  return found
end

---Whether two configurations have the same options, and differ in the newsstat, lexicon or built-in words that counted.
---@param a string
---@param b string
---@return boolean
function M.differs_in_build(a, b)
  local options, build = split(a)
  local other_options, other_build = split(b)
  return options == other_options and build ~= other_build
end

return M
