--- What a request of `newsstat.nginx.handler` says: its body, how to read it, its parameters.

local cjson = require "cjson"
local core = require "newsstat.core"
local newsstat = require "newsstat"

local M = {}

local function too_large(most) return nil, 413, ("the body has over %d bytes"):format(most) end

-- nil where it has over `most` bytes. No more are asked for than it has: room for all of them is taken first.
local function read_file(path, most)
  local file = assert(io.open(path, "rb"))
  local size = assert(file:seek "end")
  local content = size <= most and file:seek "set" and file:read(size) or nil
  file:close()
  return content
end

---The body, which nginx keeps in a file where it is larger than its buffer.
---@param most integer bytes
---@return string|nil body
---@return integer|nil status
---@return string|nil message
function M.body(most)
  local length = tonumber(ngx.var.http_content_length)
  if length and length > most then return too_large(most) end
  ngx.req.read_body()
  local body = ngx.req.get_body_data()
  local path = not body and ngx.req.get_body_file()
  if path then
    body = read_file(path, most)
    if not body then return too_large(most) end
  end
  if not body or body == "" then return nil, 400, "the request has no body" end
  if #body > most then return too_large(most) end
  return body
end

-- In lower case.
local function media_type()
  local kind = (ngx.var.http_content_type or ""):match "^%s*([^;%s]+)"
  return kind and kind:lower() or "text/plain"
end

---The charset that Content-Type names.
---@return string|nil charset
---@return integer|nil status where there is no such charset
---@return string|nil message
function M.charset()
  local charset = (ngx.var.http_content_type or ""):match "[;%s][cC][hH][aA][rR][sS][eE][tT]%s*=%s*\"?([^\";%s]+)"
  if charset and not core.charset_name(charset) then return nil, 415, "unknown charset '" .. charset .. "'" end
  return charset
end

local function from_json(body)
  local decoded, fields = pcall(cjson.decode, body)
  if not decoded or type(fields) ~= "table" then return nil, 400, "the body is no JSON object" end
  local text = fields.html or fields.text
  if type(text) ~= "string" then return nil, 400, "the JSON object has no field 'text' or 'html' with a string" end
  local title = type(fields.title) == "string" and fields.title or nil
  return { text = text, html = fields.html ~= nil, title = title }
end

---The text that a body holds, and how to read it.
---@param body string
---@return { text: string, html?: boolean, charset?: string, title?: string }|nil input
---@return integer|nil status
---@return string|nil message
function M.input(body)
  local kind, charset, status, message = media_type(), M.charset()
  if message then return nil, status, message end
  if kind == "application/json" then return from_json(body) end
  if kind == "text/html" or kind == "application/xhtml+xml" then return { text = body, html = true, charset = charset } end
  if kind ~= "text/plain" and kind ~= "application/octet-stream" then
    return nil, 415, "a body of text/html, text/plain or application/json expected, got " .. kind
  end
  local text = assert(newsstat.decode(body, { charset = charset }))
  return { text = text }
end

---A parameter that is a number.
---@param arguments table<string, any> parameters of the request
---@param name string
---@param most integer
---@return integer|nil value
---@return string|nil message
function M.count(arguments, name, most)
  local given = arguments[name]
  if given == nil then return nil end
  local value = type(given) == "string" and given:find "^%d+$" and tonumber(given)
  if not value or value > most then
    return nil, ("parameter '%s' must be a whole number of at most %d"):format(name, most)
  end
  return value
end

---A parameter that is a text; one that is given several times, or without a value, is not there.
---@param arguments table<string, any>
---@param name string
---@return string|nil
function M.text(arguments, name)
  local given = arguments[name]
  return type(given) == "string" and given or nil
end

return M
