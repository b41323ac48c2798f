--- How many threads work is spread over.

local core = require "newsstat.core"

local M = {}

---@param text string
---@return integer|nil count nil where it is no whole number of at least 1
local function read(text) return text:find "^[1-9]%d?%d?%d?$" and tonumber(text) or nil end

---The number of threads that is asked for; else that of NEWSSTAT_THREADS, else the number of processors.
---@param wanted integer|nil
---@return integer|nil count nil where NEWSSTAT_THREADS is no number
---@return string|nil message
function M.count(wanted)
  if wanted then return wanted end
  local set = os.getenv "NEWSSTAT_THREADS"
  if not set or set == "" then return core.processors() end
  local count = read(set)
  if not count then return nil, ("NEWSSTAT_THREADS must be a whole number from 1 to 9999, got '%s'"):format(set) end
  return count
end

---A converter of the option --threads, for argparse.
---@param text string
---@return integer|nil count
---@return string|nil message
function M.convert(text)
  local count = read(text)
  if count then return count end
  return nil, "option '--threads' must be a whole number from 1 to 9999, got '" .. text .. "'"
end

return M
