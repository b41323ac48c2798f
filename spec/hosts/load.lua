--- wrk against a server of this machine.

local M = {}

local SCRIPT = "spec/hosts/articles.wrk.lua"

---Starts 64 connections; `read` waits for their end.
---@param seconds integer
---@param port integer
---@param path string
---@param environment? string of the script, as "ROUTES='cut clean'"
function M.start(seconds, port, path, environment)
  return assert(io.popen(("%s wrk -t 2 -c 64 -d %ds -s %s http://127.0.0.1:%d%s 2>&1"):format(environment or "", seconds,
    SCRIPT, port, path)))
end

---@return { statuses: table<string, integer>, rate: number } result rate in requests a second
function M.read(pipe)
  local text = pipe:read "*a"
  pipe:close()
  local result = { statuses = {}, rate = tonumber(text:match "requests_per_second (%d+)") }
  for line in text:gmatch "statuses ([^\n]*)" do
    for status, count in line:gmatch "(%d+)=(%d+)" do
      result.statuses[status] = (result.statuses[status] or 0) + tonumber(count)
    end
  end
  assert(result.rate, text)
  return result
end

return M
