--- Requests and answers of `newsstat.nginx.handler`.

local cjson = require "cjson"
local core = require "newsstat.core"
local newsstat = require "newsstat"

local M = {}

local DEFAULTS = { ttl = 60, most_bytes = 2 ^ 20, most_running = 64 }

-- Requests of this worker that are being answered.
local running = 0

local function refuse(status, message, headers)
  return { status = status, body = cjson.encode { error = message }, headers = headers or {} }
end

local function busy() return refuse(503, "too much to do at the moment; try again", { ["Retry-After"] = "1" }) end

-- -- What a request says ----------------------------------------------------------------------

-- The body, which nginx keeps in a file where it is larger than its buffer.
local function read_body(most)
  local length = tonumber(ngx.var.http_content_length)
  if length and length > most then return nil, 413 end
  ngx.req.read_body()
  local body = ngx.req.get_body_data()
  local path = not body and ngx.req.get_body_file()
  if path then
    local file, message = io.open(path, "rb")
    if not file then return nil, 500, message end
    body = file:read(most + 1)
    file:close()
  end
  if not body or body == "" then return nil, 400, "the request has no body" end
  if #body > most then return nil, 413 end
  return body
end

local function media_type()
  local header = ngx.var.http_content_type or ""
  local kind = header:match "^%s*([^;%s]+)"
  return kind and kind:lower() or "text/plain", header:match "[;%s][cC][hH][aA][rR][sS][eE][tT]%s*=%s*\"?([^\";%s]+)"
end

local function from_json(body)
  local decoded, fields = pcall(cjson.decode, body)
  if not decoded or type(fields) ~= "table" then return nil, 400, "the body is no JSON object" end
  local text = fields.html or fields.text
  if type(text) ~= "string" then return nil, 400, "the JSON object has no field 'text' or 'html' with a string" end
  local title = type(fields.title) == "string" and fields.title or nil
  return { text = text, html = fields.html ~= nil, title = title }
end

-- The text that the body holds, and how to read it.
local function input_of(body)
  local kind, charset = media_type()
  if charset and not core.charset_name(charset) then return nil, 415, "unknown charset '" .. charset .. "'" end
  if kind == "application/json" then return from_json(body) end
  if kind == "text/html" or kind == "application/xhtml+xml" then return { text = body, html = true, charset = charset } end
  if kind ~= "text/plain" and kind ~= "application/octet-stream" then
    return nil, 415, "a body of text/html, text/plain or application/json expected, got " .. kind
  end
  local text, message = newsstat.decode(body, { charset = charset })
  if not text then return nil, 400, message end
  return { text = text }
end

local function count_of(arguments, name, most)
  local given = arguments[name]
  if given == nil then return nil end
  local value = type(given) == "string" and given:find "^%d+$" and tonumber(given)
  if not value or value > most then
    return nil, ("parameter '%s' must be a whole number of at most %d"):format(name, most)
  end
  return value
end

-- -- What is answered --------------------------------------------------------------------------

local function answer(kind, result, message)
  if result then return { status = 200, body = result, headers = { ["Content-Type"] = kind } } end
  if message == "busy" then return busy() end
  return refuse(message:find "locked" and 503 or 422, message)
end

local TEXT, JSON = "text/plain; charset=utf-8", "application/json"

local function run(nginx, options, operation, text, chosen)
  local dictionary = options.cache and operation ~= "add" and ngx.shared[options.cache]
  if dictionary then return nginx.cached(dictionary, options.ttl, operation, text, chosen, options.pool) end
  return nginx.run(options.pool, operation, text, chosen)
end

local function text_operation(operation, kind, takes)
  return function(nginx, options, arguments)
    local body, status, message = read_body(options.most_bytes)
    if not body then return refuse(status, message or ("the body has over %d bytes"):format(options.most_bytes)) end
    local input
    input, status, message = input_of(body)
    if not input then return refuse(status, message) end
    local chosen = {}
    if operation ~= "clean" and input.html then chosen.html = true end
    chosen.charset = input.charset
    if takes.title then chosen.title = input.title end
    if takes.top then
      chosen.top, message = count_of(arguments, "top", 1000)
      if message then return refuse(400, message) end
    end
    if arguments.mode == "search" and operation == "cut" then chosen.mode = "search" end
    return answer(kind, run(nginx, options, operation, input.text, chosen))
  end
end

local function add_article(nginx, options)
  local body, status, message = read_body(options.most_bytes)
  if not body then return refuse(status, message or ("the body has over %d bytes"):format(options.most_bytes)) end
  local _, charset = media_type()
  local result, problem =
    run(nginx, options, "add", body, { store = options.store, charset = charset, timezone = options.timezone })
  if not result then return answer(JSON, nil, problem) end
  local counts = cjson.decode(result)
  local is_none = counts.added + counts.known + counts.replaced == 0
  return { status = is_none and 422 or 200, body = result, headers = { ["Content-Type"] = JSON } }
end

local function trends(nginx, options, arguments)
  local top, message = count_of(arguments, "top", 1000)
  if message then return refuse(400, message) end
  local period = type(arguments.period) == "string" and arguments.period or nil
  return answer(JSON, run(nginx, options, "trends", "", {
    store = options.store, by = options.by, timezone = options.timezone, top = top, period = period,
  }))
end

local function series(nginx, options, arguments)
  if type(arguments.term) ~= "string" then return refuse(400, "parameter 'term' is missing") end
  return answer(JSON, run(nginx, options, "series", arguments.term, {
    store = options.store, by = options.by, timezone = options.timezone,
  }))
end

local ROUTES = {
  clean = { POST = text_operation("clean", TEXT, {}) },
  cut = { POST = text_operation("cut", TEXT, {}) },
  keywords = { POST = text_operation("keywords", JSON, { top = true, title = true }) },
  count = { POST = text_operation("count", JSON, { top = true }) },
  articles = { POST = add_article, needs_store = true },
  trends = { GET = trends, needs_store = true },
  series = { GET = series, needs_store = true },
}

local function methods_of(route)
  local names = {}
  for _, name in ipairs { "GET", "POST" } do if route[name] then names[#names + 1] = name end end
  return table.concat(names, ", ")
end

local function respond(nginx, options)
  local name = ngx.var.uri:match "([^/]*)/?$"
  local route = ROUTES[name]
  if not route or route.needs_store and not options.store then return refuse(404, "there is nothing at " .. ngx.var.uri) end
  local method = ngx.req.get_method()
  local handle = route[method == "HEAD" and "GET" or method]
  if not handle then return refuse(405, "this takes " .. methods_of(route), { Allow = methods_of(route) }) end
  if running >= options.most_running then return busy() end
  running = running + 1
  local done, response = pcall(handle, nginx, options, ngx.req.get_uri_args(20))
  running = running - 1
  if done then return response end
  ngx.log(ngx.ERR, "newsstat: ", response)
  return refuse(500, "the request failed; the server's log says why")
end

-- Readings can be kept by clients, which ask again with the tag of what they have.
local function add_cache_headers(response, ttl)
  local tag = '"' .. ngx.md5(response.body) .. '"'
  response.headers["ETag"], response.headers["Cache-Control"] = tag, "max-age=" .. ttl
  if ngx.var.http_if_none_match == tag then response.status, response.body = 304, "" end
end

---Answers the running request.
---@param nginx table the module `newsstat.nginx`
---@param given newsstat.nginx.handler_options
function M.serve(nginx, given)
  local options = {}
  for name, value in pairs(DEFAULTS) do options[name] = value end
  for name, value in pairs(given) do options[name] = value end
  local response = respond(nginx, options)
  local method = ngx.req.get_method()
  if response.status == 200 and (method == "GET" or method == "HEAD") then add_cache_headers(response, options.ttl) end
  ngx.status = response.status
  response.headers["Content-Type"] = response.headers["Content-Type"] or JSON
  for name, value in pairs(response.headers) do ngx.header[name] = value end
  if response.status ~= 304 then ngx.header["Content-Length"] = #response.body end
  if method ~= "HEAD" then ngx.print(response.body) end
end

return M
