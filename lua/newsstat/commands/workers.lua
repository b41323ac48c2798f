--- The option --worker: which share of the work of several processes is this one's.

local M = {}

---@param text string as 2/4
---@return integer[]|nil worker and how many there are
---@return string|nil message
function M.read(text)
  local worker, workers = text:match "^(%d+)/(%d+)$"
  worker, workers = tonumber(worker), tonumber(workers)
  if worker and worker >= 1 and worker <= workers and workers < 1e6 then return { worker, workers } end
  return nil, "option '--worker': '" .. text .. "' is no I/N with I from 1 to N"
end

return M
