--- A headless Chromium, steered by chromedriver over the WebDriver protocol (https://www.w3.org/TR/webdriver2/).

local cjson = require "cjson"
local http = require "socket.http"
local ltn12 = require "ltn12"
local mime = require "mime"
local socket = require "socket"

local M = {}

local STARTING_SECONDS, STEP_SECONDS = 20, .1
local ELEMENT = "element-6066-11e4-a52e-4f735466cecf"

-- Nothing is fetched, and no profile but an empty one is used.
local FLAGS = {
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--hide-scrollbars", "--force-device-scale-factor=1",
}

local KEYS = {
  tab = "\238\128\132", enter = "\238\128\135", escape = "\238\128\140", left = "\238\128\146", up = "\238\128\147",
  right = "\238\128\148", down = "\238\128\149", home = "\238\128\145", ["end"] = "\238\128\144",
}

local Browser = {}
Browser.__index = Browser

-- The value that is answered, in a list, since it may be false or null.
local function request(self, method, path, body)
  local parts = {}
  local text = type(body) == "table" and cjson.encode(body) or body
  local _, status = http.request {
    method = method, url = self.address .. path, sink = ltn12.sink.table(parts), source = text and ltn12.source.string(text),
    headers = text and { ["Content-Type"] = "application/json", ["Content-Length"] = #text } or nil,
  }
  if type(status) ~= "number" then return nil, status end
  local answer = cjson.decode(table.concat(parts)).value
  if status ~= 200 then return nil, answer.error .. ": " .. answer.message end
  return { answer }
end

local function ask(self, method, path, body)
  return assert(request(self, method, "/session/" .. self.session .. path, body))[1]
end

local function free_port()
  local server = assert(socket.bind("127.0.0.1", 0))
  local _, port = server:getsockname()
  server:close()
  return port
end

local function quoted(text) return "'" .. text:gsub("'", "'\\''") .. "'" end

-- The process runs until the browser is closed; its number is what ends it.
local function start_driver(folder, port)
  local file = assert(io.popen(("cd %s && { chromedriver --port=%d >driver.log 2>&1 & echo $!; }"):format(quoted(folder), port)))
  local process = file:read "*l"
  file:close()
  return process
end

local function wait_for(self)
  for _ = 1, STARTING_SECONDS / STEP_SECONDS do
    local status = request(self, "GET", "/status")
    if status and status[1].ready then return end
    socket.sleep(STEP_SECONDS)
  end
  error "chromedriver does not answer"
end

---@param folder string an empty one, for the profile and logs
---@return table browser
function M.start(folder)
  local port = free_port()
  local self = setmetatable({ address = "http://127.0.0.1:" .. port, folder = folder }, Browser)
  self.process = start_driver(folder, port)
  wait_for(self)
  local arguments = { "--user-data-dir=" .. folder .. "/profile" }
  for _, flag in ipairs(FLAGS) do arguments[#arguments + 1] = flag end
  local answer = assert(request(self, "POST", "/session", { capabilities = { alwaysMatch = {
    browserName = "chrome", ["goog:chromeOptions"] = { args = arguments },
    ["goog:loggingPrefs"] = { browser = "ALL", performance = "ALL" },
  } } }))
  self.session = answer[1].sessionId
  return self
end

function Browser:close()
  request(self, "DELETE", "/session/" .. self.session)
  os.execute("kill " .. self.process)
end

function Browser:open(path) ask(self, "POST", "/url", { url = "file://" .. path }) end

---Runs JavaScript in the page, and gives what it returns.
---@param script string a function's body
---@return any
function Browser:run(script)
  -- lua-cjson has no form for an empty list.
  return ask(self, "POST", "/execute/sync", '{"script":' .. cjson.encode(script) .. ',"args":[]}')
end

function Browser:find(selector)
  return ask(self, "POST", "/element", { using = "css selector", value = selector })[ELEMENT]
end

function Browser:click(selector) ask(self, "POST", "/element/" .. self:find(selector) .. "/click", {}) end

function Browser:text(selector) return ask(self, "GET", "/element/" .. self:find(selector) .. "/text") end

---Presses keys one after the other.
---@param ... string names, as tab, enter, down
function Browser:press(...)
  local actions = {}
  for _, name in ipairs { ... } do
    actions[#actions + 1] = { type = "keyDown", value = KEYS[name] }
    actions[#actions + 1] = { type = "keyUp", value = KEYS[name] }
  end
  ask(self, "POST", "/actions", { actions = { { type = "key", id = "keyboard", actions = actions } } })
end

function Browser:cdp(command, parameters)
  return ask(self, "POST", "/goog/cdp/execute", { cmd = command, params = parameters })
end

---@param width integer of the page in pixels
---@param height integer
---@param scheme "light"|"dark"
function Browser:look(width, height, scheme)
  self:cdp("Emulation.setDeviceMetricsOverride", { width = width, height = height, deviceScaleFactor = 1, mobile = false })
  self:cdp("Emulation.setEmulatedMedia", { features = {
    { name = "prefers-color-scheme", value = scheme }, { name = "prefers-reduced-motion", value = "reduce" },
  } })
end

local function save(path, base64)
  local file = assert(io.open(path, "wb"))
  file:write((mime.unb64(base64)))
  file:close()
end

function Browser:screenshot(path, is_whole)
  save(path, self:cdp("Page.captureScreenshot", { captureBeyondViewport = is_whole or false }).data)
end

function Browser:print(path) save(path, ask(self, "POST", "/print", { background = true })) end

---What the page wrote to the console since the last call.
---@return string[] messages
function Browser:messages()
  local messages = {}
  for i, entry in ipairs(ask(self, "POST", "/se/log", { type = "browser" })) do messages[i] = entry.message end
  return messages
end

---The addresses that were asked for since the last call.
---@return string[] addresses
function Browser:requests()
  local addresses = {}
  for _, entry in ipairs(ask(self, "POST", "/se/log", { type = "performance" })) do
    local event = cjson.decode(entry.message).message
    if event.method == "Network.requestWillBeSent" then addresses[#addresses + 1] = event.params.request.url end
  end
  return addresses
end

return M
