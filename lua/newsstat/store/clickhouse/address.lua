--- Addresses of stores in ClickHouse: clickhouse://host[:port][,host…]/database, or clickhouses:// with TLS. User and
--- password come from the environment or a file, so that neither a list of processes nor a log shows them.

local find, gmatch, match = string.find, string.gmatch, string.match

local M = {}

local PORTS = { clickhouse = 8123, clickhouses = 8443 }

local LIKE = "an address like clickhouse://host:8123/database is needed, with letters, digits and _ in the database's name"
local NO_PASSWORDS = "an address holds no user or password: set CLICKHOUSE_USER, and CLICKHOUSE_PASSWORD or "
  .. "CLICKHOUSE_PASSWORD_FILE"

---@class newsstat.clickhouse.host
---@field name string
---@field port integer

---@class newsstat.clickhouse.address
---@field is_encrypted boolean
---@field hosts newsstat.clickhouse.host[]
---@field database string
---@field user string|nil
---@field password string|nil

local function host_of(text, default_port)
  local name, port = match(text, "^%[([%x:.]+)%]:?(%d*)$")
  if not name then name, port = match(text, "^([%w.-]+):?(%d*)$") end
  if not name then return nil end
  return { name = name, port = tonumber(port) or default_port }
end

local function read_password_file(path)
  local file, message = io.open(path, "rb")
  if not file then return nil, "CLICKHOUSE_PASSWORD_FILE: " .. message end
  local line, problem = file:read "*l"
  file:close()
  if problem then return nil, "CLICKHOUSE_PASSWORD_FILE: " .. path .. ": " .. problem end
  return line and match(line, "^(.-)\r?$") or ""
end

-- Adds who asks; nil and a message where that cannot be read.
local function add_credentials(address)
  local path = os.getenv "CLICKHOUSE_PASSWORD_FILE"
  local message
  address.user, address.password = os.getenv "CLICKHOUSE_USER", os.getenv "CLICKHOUSE_PASSWORD"
  if path and path ~= "" then address.password, message = read_password_file(path) end
  if message then return nil, message end
  if find((address.user or "") .. (address.password or ""), "[\r\n%z]") then
    return nil, "CLICKHOUSE_USER and CLICKHOUSE_PASSWORD must be one line each"
  end
  return address
end

---@param text string
---@return newsstat.clickhouse.address|nil
---@return string|nil message
function M.read(text)
  local scheme, rest = match(text, "^(%a+)://(.*)$")
  if find(rest or "", "@", 1, true) then return nil, (scheme or "clickhouse") .. "://…: " .. NO_PASSWORDS end
  local default_port = PORTS[(scheme or ""):lower()]
  local names, database = match(rest or "", "^([^/?#]+)/([%a_][%w_]*)/?$")
  if not default_port or not names then return nil, text .. ": " .. LIKE end
  local address = { is_encrypted = scheme:lower() == "clickhouses", hosts = {}, database = database }
  for name in gmatch(names .. ",", "([^,]*),") do
    local host = host_of(name, default_port)
    if not host then return nil, text .. ": " .. LIKE end
    address.hosts[#address.hosts + 1] = host
  end
  local whole, message = add_credentials(address)
  if not whole then return nil, text .. ": " .. message end
  return whole
end

return M
