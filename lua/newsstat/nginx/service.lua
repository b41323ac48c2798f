--- Answers of `newsstat.nginx.handler`: which operation a route is, and what its result is to HTTP.

local cjson = require "cjson"
local request = require "newsstat.nginx.request"

local M = {}

local DEFAULTS = { ttl = 60, most_bytes = 2 ^ 20, most_running = 64 }

local MOST_ROWS = 1000

-- Requests of this worker that are being answered.
local running = 0

local function refuse(status, message, headers)
  return { status = status, body = cjson.encode { error = message }, headers = headers or {} }
end

local function busy() return refuse(503, "too much to do at the moment; try again", { ["Retry-After"] = "1" }) end

-- What failed is for the log: it may name files of the server.
local function failed(message)
  ngx.log(ngx.ERR, "newsstat: ", message)
  return refuse(500, "the request failed; the server's log says why")
end

local TEXT, JSON, HTML, SVG = "text/plain; charset=utf-8", "application/json", "text/html; charset=utf-8", "image/svg+xml"

local function answer(media, result, message, kind)
  if result then return { status = 200, body = result, headers = { ["Content-Type"] = media } } end
  if kind == "busy" then return busy() end
  if kind == "fault" then return failed(message) end
  return refuse(422, message)
end

-- The result of an operation, or nil, a message and its kind.
local function run(nginx, options, operation, text, chosen)
  local dictionary = options.cache and operation ~= "add" and ngx.shared[options.cache]
  if dictionary then return nginx.cached(dictionary, options.ttl, operation, text, chosen, options.pool) end
  return nginx.run(options.pool, operation, text, chosen)
end

-- -- Routes ------------------------------------------------------------------------------------

local function text_operation(operation, media, takes)
  return function(nginx, options, arguments)
    local body, status, message = request.body(options.most_bytes)
    if not body then return refuse(status, message) end
    local input
    input, status, message = request.input(body)
    if not input then return refuse(status, message) end
    local chosen = {}
    if operation ~= "clean" and input.html then chosen.html = true end
    chosen.charset = input.charset
    if takes.title then chosen.title = input.title end
    if takes.top then
      chosen.top, message = request.count(arguments, "top", MOST_ROWS)
      if message then return refuse(400, message) end
    end
    if arguments.mode == "search" and operation == "cut" then chosen.mode = "search" end
    return answer(media, run(nginx, options, operation, input.text, chosen))
  end
end

local function add_article(nginx, options)
  local body, status, message = request.body(options.most_bytes)
  if not body then return refuse(status, message) end
  local charset
  charset, status, message = request.charset()
  if message then return refuse(status, message) end
  local chosen = { store = options.store, charset = charset, timezone = options.timezone }
  local response = answer(JSON, run(nginx, options, "add", body, chosen))
  if response.status ~= 200 then return response end
  local counts = cjson.decode(response.body)
  if counts.added + counts.known + counts.replaced == 0 then response.status = 422 end
  return response
end

-- The options of an operation on a store.
local function of_store(options, more)
  for _, name in ipairs { "store", "by", "timezone", "published" } do more[name] = options[name] end
  return more
end

local function trends(nginx, options, arguments)
  local top, message = request.count(arguments, "top", MOST_ROWS)
  if message then return refuse(400, message) end
  local chosen = of_store(options, { top = top, period = request.text(arguments, "period") })
  return answer(JSON, run(nginx, options, "trends", "", chosen))
end

local function series(nginx, options, arguments)
  local term = request.text(arguments, "term")
  if not term then return refuse(400, "parameter 'term' is missing") end
  return answer(JSON, run(nginx, options, "series", term, of_store(options, {})))
end

local function list_articles(nginx, options, arguments)
  local top, message = request.count(arguments, "top", MOST_ROWS)
  if message then return refuse(400, message) end
  local term, period = request.text(arguments, "term"), request.text(arguments, "period")
  if not (term and period) then return refuse(400, "parameters 'term' and 'period' are needed") end
  local chosen = of_store(options, { top = top or MOST_ROWS, period = period })
  return answer(JSON, run(nginx, options, "articles", term, chosen))
end

local function report(nginx, options, arguments)
  local top, message = request.count(arguments, "top", MOST_ROWS)
  if message then return refuse(400, message) end
  local form = request.text(arguments, "format") or "html"
  if form ~= "html" and form ~= "svg" then return refuse(400, "parameter 'format' must be html or svg") end
  local chosen = of_store(options, {
    top = top, period = request.text(arguments, "period"), format = form, title = request.text(arguments, "title"),
  })
  return answer(form == "svg" and SVG or HTML, run(nginx, options, "report", request.text(arguments, "term") or "", chosen))
end

local ROUTES = {
  clean = { POST = text_operation("clean", TEXT, {}) },
  cut = { POST = text_operation("cut", TEXT, {}) },
  keywords = { POST = text_operation("keywords", JSON, { top = true, title = true }) },
  count = { POST = text_operation("count", JSON, { top = true }) },
  articles = { GET = list_articles, POST = add_article, needs_store = true },
  trends = { GET = trends, needs_store = true },
  series = { GET = series, needs_store = true },
  report = { GET = report, needs_store = true },
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
  return done and response or failed(response)
end

-- -- Sending -----------------------------------------------------------------------------------

-- Whether the client has what the tag names. A filter that compresses marks tags as weak.
local function has_already(tag)
  local header = ngx.var.http_if_none_match
  return header and (header:find(tag, 1, true) ~= nil or header:find "^%s*%*%s*$" ~= nil)
end

-- Readings can be kept by clients, which ask again with the tag of what they have.
local function add_cache_headers(response, ttl)
  local tag = '"' .. ngx.md5(response.body) .. '"'
  response.headers["ETag"], response.headers["Cache-Control"] = tag, "max-age=" .. ttl
  if has_already(tag) then response.status, response.body = 304, "" end
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
