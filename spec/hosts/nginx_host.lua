-- newsstat in a real nginx: every route and status, a full pool, reloads and kills under load.

package.path = "spec/hosts/?.lua;" .. package.path

local cjson = require "cjson"
local connection_of = require "newsstat.store.sqlite.connection"
local http = require "http"
local nginx_server = require "nginx_server"
local socket = require "socket"
local sqlite = require "newsstat.store"

local JSON, HTML = { ["Content-Type"] = "application/json" }, { ["Content-Type"] = "text/html" }
local PAGE = "<html><head><title>台风登陆</title></head><body><article><p>台风鸢尾登陆。气象台发布台风预警。</p>"
  .. "</article></body></html>"

local CONFIGURATION = {
  main = "thread_pool newsstat threads=2;\nthread_pool narrow threads=1;",
  http = 'lua_shared_dict newsstat 8m;\nlua_worker_thread_vm_pool_size 2;\ninit_by_lua_block { require "newsstat" }',
  server = [[
    location /newsstat/ { content_by_lua_block { require("newsstat.nginx").handler {
      pool = "newsstat", cache = "newsstat", store = "FOLDER/news.db", most_bytes = 1000000, timezone = "Asia/Shanghai" } () } }
    location /published/ { content_by_lua_block { require("newsstat.nginx").handler {
      store = "FOLDER/news.db", timezone = "Asia/Shanghai", published = true } () } }
    location /plain/ { content_by_lua_block { require("newsstat.nginx").handler () () } }
    location /narrow/ { content_by_lua_block { require("newsstat.nginx").handler { pool = "narrow" } () } }
    location /one/ { content_by_lua_block { require("newsstat.nginx").handler { pool = "narrow", most_running = 1 } () } }
    location /kept { content_by_lua_block {
      local nginx = require "newsstat.nginx"
      local text = ("台风登陆。"):rep(2000)
      local first, _, was_kept = nginx.cached(ngx.shared.newsstat, 60, "cut", text, nil, "newsstat")
      local second, _, is_kept = nginx.cached(ngx.shared.newsstat, 60, "cut", text, nil, "newsstat")
      ngx.print(tostring(first == second), " ", tostring(was_kept), " ", tostring(is_kept))
    } }
    location /ping { return 200 "pong"; }
]],
}

local function article(number, topic)
  return cjson.encode {
    title = topic .. number, text = ("%s第%d号报道。%s今天有新消息，记者在现场。"):format(topic, number, topic),
    url = "https://crawler.example/" .. topic .. "/" .. number, date = ("2026-%02d-%02d"):format(number % 3 + 1, number % 28 + 1),
  }
end

describe("nginx", function()
  local server

  setup(function() server = nginx_server.start(CONFIGURATION) end)
  teardown(function() server:stop() end)

  local function request(...) return assert(http.request(server.port, ...)) end

  -- That the answer has the status, and says why in JSON.
  local function refused(status, message, ...)
    local answer = request(...)
    assert.equal(status, answer.status)
    assert.equal("application/json", answer.headers["content-type"])
    assert.truthy(cjson.decode(answer.body).error:find(message, 1, true), answer.body)
    return answer
  end

  it("cuts, cleans, counts and finds keywords", function()
    assert.equal("我 来到 北京 清华 大学", request("POST", "/newsstat/cut", "我来到北京清华大学").body)
    assert.equal("台风鸢尾登陆。气象台发布台风预警。", request("POST", "/newsstat/clean", PAGE, HTML).body)
    local rows = cjson.decode(request("POST", "/newsstat/keywords?top=1", PAGE, HTML).body)
    assert.equal(1, #rows)
    assert.equal("台风", rows[1].term)
    rows = cjson.decode(request("POST", "/newsstat/count", cjson.encode { text = "台风。台风！" }, JSON).body)
    assert.equal(2, rows[1].count)
    assert.equal("[]", request("POST", "/newsstat/count", "，。").body)
  end)

  it("does so without a pool, a store or a cache", function()
    assert.equal("我 来到 北京 清华 大学", request("POST", "/plain/cut", "我来到北京清华大学").body)
    refused(404, "/plain/trends", "GET", "/plain/trends")
  end)

  it("gives threads what is long, and the same comes back", function()
    local text = ("我来到北京清华大学。"):rep(5000)
    local threaded, plain = request("POST", "/newsstat/cut", text), request("POST", "/plain/cut", text)
    assert.equal(200, threaded.status)
    assert.equal(plain.body, threaded.body)
    assert.is_true(#threaded.body > #text)
  end)

  it("keeps results in a shared dictionary", function()
    assert.equal("true false true", request("GET", "/kept").body)
  end)

  it("reads the charset that the request names", function()
    local answer = request("POST", "/newsstat/cut", "\196\227\186\195", { ["Content-Type"] = "text/plain; charset=gb2312" })
    assert.equal("你好", answer.body)
    for _, name in ipairs { "cut", "clean", "keywords", "count", "articles" } do
      refused(415, "klingon", "POST", "/newsstat/" .. name, "x", { ["Content-Type"] = "text/html; charset=klingon" })
    end
  end)

  it("refuses what it cannot serve, and says why", function()
    refused(404, "nothing at", "GET", "/newsstat/nothing")
    assert.equal("POST", refused(405, "this takes POST", "GET", "/newsstat/cut").headers.allow)
    assert.equal("GET", refused(405, "this takes GET", "DELETE", "/newsstat/trends").headers.allow)
    refused(413, "1000000 bytes", "POST", "/newsstat/cut", ("x"):rep(1000001))
    refused(415, "image/png", "POST", "/newsstat/cut", "x", { ["Content-Type"] = "image/png" })
    refused(400, "no body", "POST", "/newsstat/cut", "")
    refused(400, "no JSON object", "POST", "/newsstat/cut", "{", JSON)
    refused(400, "no JSON object", "POST", "/newsstat/cut", "[[[[", JSON)
    refused(400, "'text' or 'html'", "POST", "/newsstat/cut", "{\"text\":7}", JSON)
    refused(400, "'top'", "POST", "/newsstat/keywords?top=-1", "x")
    refused(400, "'term'", "GET", "/newsstat/series")
    refused(422, "not closed", "GET", "/newsstat/series?term=%22")
    refused(422, "not closed", "GET", "/newsstat/report?term=%22")
    refused(422, "no articles in period 1066", "GET", "/newsstat/trends?period=1066")
    refused(422, "no articles in period 1066", "GET", "/newsstat/report?period=1066")
    refused(400, "'format'", "GET", "/newsstat/report?format=pdf")
  end)

  it("takes any bytes", function()
    for _, body in ipairs { "\0", "\255\254\253", ("<"):rep(100000), ("<div>"):rep(20000), "<!--", ("\240\159"):rep(9999) } do
      for _, name in ipairs { "cut", "clean", "keywords", "count" } do
        assert.equal(200, request("POST", "/newsstat/" .. name, body, HTML).status)
      end
    end
  end)

  it("keeps articles, and has them when it says so", function()
    for number = 1, 12 do
      local answer = request("POST", "/newsstat/articles", article(number, "台风"), JSON)
      assert.equal(200, answer.status)
      assert.equal(1, cjson.decode(answer.body).added)
      local store = assert(sqlite.open(server.folder .. "/news.db"))
      local count = 0
      assert(store:each(function() count = count + 1 end))
      store:close()
      assert.equal(number, count)
    end
    assert.equal(1, cjson.decode(request("POST", "/newsstat/articles", article(1, "台风"), JSON).body).known)
    assert.equal(422, request("POST", "/newsstat/articles", "{\"title\":", JSON).status)
    assert.equal(422, request("POST", "/newsstat/articles", "\0\1\2\3").status)
  end)

  it("says 503 and when to come back while another process holds the store", function()
    local connection = assert(connection_of.open(server.folder .. "/news.db"))
    connection:execute "BEGIN IMMEDIATE"
    local answer = request("POST", "/newsstat/articles", article(1, "台风"), JSON)
    connection:execute "ROLLBACK"
    connection:close()
    assert.equal(503, answer.status)
    assert.equal("1", answer.headers["retry-after"])
    assert.equal(200, request("POST", "/newsstat/articles", article(1, "台风"), JSON).status)
  end)

  it("answers trends and series, which clients can keep", function()
    local answer = request("GET", "/newsstat/series?term=%E5%8F%B0%E9%A3%8E")
    local points = cjson.decode(answer.body)
    assert.equal("2026-01", points[1].period)
    assert.equal(4, points[1].articles)
    assert.equal("max-age=60", answer.headers["cache-control"])
    local same = request("GET", "/newsstat/series?term=%E5%8F%B0%E9%A3%8E", nil, { ["If-None-Match"] = answer.headers.etag })
    assert.equal(304, same.status)
    assert.equal("", same.body)
    local head = request("HEAD", "/newsstat/series?term=%E5%8F%B0%E9%A3%8E")
    assert.equal(answer.headers.etag, head.headers.etag)
    assert.equal(tostring(#answer.body), head.headers["content-length"])
    assert.equal("", head.body)
    assert.equal(200, request("GET", "/newsstat/trends?top=3").status)
  end)

  it("answers from what was published where that is asked for, though articles came", function()
    local path = "articles?term=%E5%8F%B0%E9%A3%8E&period=2026-02"
    local function count(place) return #cjson.decode(request("GET", place .. path).body) end
    assert.equal(4, count "/published/")
    assert.equal(1, cjson.decode(request("POST", "/published/articles", article(13, "台风"), JSON).body).added)
    assert.equal(4, count "/published/")
    assert.equal(5, count "/newsstat/")
    assert.equal(5, count "/published/")
  end)

  it("serves reports, which clients can keep", function()
    local answer = request("GET", "/newsstat/report?top=3")
    assert.equal(200, answer.status)
    assert.equal("text/html; charset=utf-8", answer.headers["content-type"])
    assert.equal("<!DOCTYPE html>", answer.body:sub(1, 15))
    assert.truthy(answer.body:find("<title>Rising terms, 2026-01 to 2026-03</title>", 1, true))
    assert.equal("max-age=60", answer.headers["cache-control"])
    local tag = answer.headers.etag
    for _, header in ipairs { tag, "W/" .. tag, '"another", ' .. tag, "*" } do
      local same = request("GET", "/newsstat/report?top=3", nil, { ["If-None-Match"] = header })
      assert.equal(304, same.status)
      assert.equal(tag, same.headers.etag)
      assert.equal("", same.body)
    end
    assert.equal(200, request("GET", "/newsstat/report?top=3", nil, { ["If-None-Match"] = '"another"' }).status)
    local compared = request("GET", "/newsstat/report?term=%E5%8F%B0%E9%A3%8E,%E6%B0%94%E8%B1%A1&title=Two+terms")
    assert.truthy(compared.body:find("<title>Two terms</title>", 1, true))
    assert.not_equal(tag, compared.headers.etag)
    local chart = request("GET", "/newsstat/report?term=%E5%8F%B0%E9%A3%8E&format=svg")
    assert.equal("image/svg+xml", chart.headers["content-type"])
    assert.equal("<svg", chart.body:sub(1, 4))
  end)

  it("says 503 where a worker has as many requests as it may have", function()
    local text = ("我来到北京清华大学。"):rep(30000)
    local long = {}
    for i = 1, 2 do
      for _ = 1, 4 do long[#long + 1] = { http.ask(server.port, "POST", "/one/keywords", text .. i) } end
    end
    local statuses = {}
    for _, connection in ipairs(long) do
      local answer = assert(http.answer(connection[1]))
      statuses[answer.status] = (statuses[answer.status] or 0) + 1
      if answer.status == 503 then
        assert.equal("1", answer.headers["retry-after"])
        assert.truthy(cjson.decode(answer.body).error:find "too much")
      end
    end
    assert.equal(8, (statuses[200] or 0) + (statuses[503] or 0))
    assert.is_true(statuses[200] > 0 and statuses[503] > 0)
    assert.equal(200, request("POST", "/one/cut", "台风").status)
  end)

  it("says 503 and when to come back while all threads are busy", function()
    local text, connections, statuses = ("我来到北京清华大学。"):rep(30000), {}, {}
    for i = 1, 12 do connections[i] = http.ask(server.port, "POST", "/narrow/keywords", text) end
    for _, connection in ipairs(connections) do
      local answer = assert(http.answer(connection))
      statuses[answer.status] = (statuses[answer.status] or 0) + 1
      if answer.status == 503 then assert.equal("1", answer.headers["retry-after"]) end
    end
    assert.equal(12, (statuses[200] or 0) + (statuses[503] or 0))
    assert.is_true(statuses[200] > 0 and statuses[503] > 0)
    assert.equal(200, request("POST", "/narrow/keywords", text).status)
  end)

  it("answers others while a thread works", function()
    local long = {}
    for i = 1, 2 do long[i] = http.ask(server.port, "POST", "/newsstat/keywords", ("我来到北京清华大学。"):rep(30000 - i)) end
    local waited = 0
    for _ = 1, 20 do
      local started = socket.gettime()
      assert.equal("pong", request("GET", "/ping").body)
      waited = math.max(waited, socket.gettime() - started)
    end
    for _, connection in ipairs(long) do assert.truthy(http.answer(connection)) end
    print(("# while threads work, the slowest of 20 pings took %.0f ms"):format(waited * 1000))
  end)

  -- Eight crawlers post for some seconds, while work happens to the server: what came of their articles.
  local function crawl(name, seconds, work)
    local crawlers, outcomes = {}, { kept = {}, lost = {}, refused = {} }
    local ends = socket.gettime() + seconds
    for i = 1, 8 do
      crawlers[i] = assert(io.popen(("lua5.4 spec/hosts/crawler.lua %d %s%d %f"):format(server.port, name, i, ends)))
    end
    while socket.gettime() < ends - 1 do
      work()
      socket.sleep(.5)
    end
    for _, crawler in ipairs(crawlers) do
      for line in crawler:lines() do
        local outcome, what = line:match "^(%a+) (.*)$"
        table.insert(outcomes[outcome], what)
      end
      assert.is_true(crawler:close())
    end
    assert.are.same({}, outcomes.refused)
    return outcomes
  end

  -- What an answer of 200 said is kept has to be in the store.
  local function check_kept(addresses)
    local in_store = {}
    local store = assert(sqlite.open(server.folder .. "/news.db"))
    assert(store:each(function(found) in_store[found.url or ""] = true end))
    store:close()
    for _, address in ipairs(addresses) do assert.is_true(in_store[address], address) end
    assert.is_true(#addresses > 10)
  end

  it("loses no article and no request to reloads under load", function()
    local reloads = 0
    local outcomes = crawl("reload", 6, function()
      server:signal "reload"
      reloads = reloads + 1
    end)
    check_kept(outcomes.kept)
    assert.are.same({}, outcomes.lost)
    print(("# %d articles were accepted during %d reloads, all kept; all requests were answered"):format(#outcomes.kept, reloads))
  end)

  it("loses no accepted article to killed workers under load", function()
    local kills = 0
    local outcomes = crawl("kill", 6, function()
      os.execute("kill -9 " .. server:workers()[1])
      kills = kills + 1
    end)
    check_kept(outcomes.kept)
    print(("# %d articles were accepted while %d workers were killed, all kept; %d requests got no answer"):format(
      #outcomes.kept, kills, #outcomes.lost))
    assert.is_true(#outcomes.lost > 0, "no kill met a request")
  end)

  it("has no error in its log but of workers that ended", function()
    for line in server:log():gmatch "[^\n]+" do
      local expected = line:find("exited on signal 9", 1, true) or line:find("is not found", 1, true)
      if line:find("%[error%]") or line:find("%[crit%]") or line:find("%[alert%]") then assert.truthy(expected, line) end
    end
  end)
end)

describe("the configuration of doc/nginx.md", function()
  it("serves what the document says", function()
    local file = assert(io.open "doc/nginx.md")
    local server = nginx_server.start { whole = file:read "*a":match "```nginx\n(.-)```" }
    file:close()
    local function ask(...) return assert(http.request(server.port, ...)) end
    assert.equal("我 来到 北京 清华 大学", ask("POST", "/newsstat/cut", "我来到北京清华大学").body)
    assert.equal(200, ask("POST", "/newsstat/articles", article(1, "台风"), JSON).status)
    assert.equal(200, ask("GET", "/newsstat/report?term=%E5%8F%B0%E9%A3%8E").status)
    assert.equal(413, ask("POST", "/newsstat/cut", ("x"):rep(2 ^ 20 + 1)).status)
    server:stop()
  end)
end)

-- newsstat with a module that fails, and stores that cannot be read.
describe("nginx with a fault", function()
  local server, folder

  setup(function()
    folder = os.tmpname()
    os.remove(folder)
    assert(os.execute("mkdir -p " .. folder .. "/newsstat/keywords"))
    local file = assert(io.open(folder .. "/newsstat/keywords/learned.lua", "w"))
    file:write [[
      local function fail() error "the weights are gone" end
      return setmetatable({}, { __index = function() return fail end })
    ]]
    file:close()
    server = nginx_server.start {
      main = "thread_pool newsstat threads=1;",
      http = ('init_by_lua_block { package.path = "%s/?.lua;" .. package.path; require "newsstat" }'):format(folder),
      server = [[
        location /newsstat/ { content_by_lua_block { require("newsstat.nginx").handler { pool = "newsstat" } () } }
        location /wrong/ { content_by_lua_block {
          require("newsstat.nginx").handler { pool = "newsstat", store = "FOLDER/nginx.conf" } () } }
        location /nowhere/ { content_by_lua_block {
          require("newsstat.nginx").handler { store = "FOLDER/no/such/folder/news.db" } () } }
        location /pool/ { content_by_lua_block { require("newsstat.nginx").handler { pool = "no_such_pool" } () } }
        location /kept/ { content_by_lua_block {
          local result, message, kind = require("newsstat.nginx").run(nil, "keywords", "台风登陆")
          ngx.print(tostring(result), " ", kind, " ", tostring(message:find "weights" ~= nil)) } }
]],
    }
  end)

  teardown(function()
    server:stop()
    os.execute("rm -rf " .. folder)
  end)

  -- The client is told that it failed, the log why.
  local function fails(path, method, body, reason)
    local answer = assert(http.request(server.port, method, path, body))
    assert.equal(500, answer.status, path)
    assert.equal("application/json", answer.headers["content-type"])
    assert.equal("the request failed; the server's log says why", cjson.decode(answer.body).error)
    assert.truthy(server:log():find(reason, 1, true), path)
  end

  it("answers 500 in place and in a thread", function()
    fails("/newsstat/keywords", "POST", "台风登陆", "the weights are gone")
    fails("/newsstat/keywords", "POST", ("台风登陆北岬。"):rep(500), "the weights are gone")
    fails("/pool/cut", "POST", ("台风登陆北岬。"):rep(500), "no_such_pool")
  end)

  it("answers 500 where the store cannot be read", function()
    local page = "<title>台风</title><p>台风登陆</p>"
    fails("/wrong/articles", "POST", page, "neither a store nor empty")
    fails("/wrong/trends", "GET", nil, "neither a store nor empty")
    fails("/wrong/report", "GET", nil, "neither a store nor empty")
    fails("/nowhere/articles", "POST", page, "no/such/folder")
    fails("/nowhere/series?term=x", "GET", nil, "no/such/folder")
  end)

  it("goes on with what has no fault", function()
    assert.equal("台风 登陆", assert(http.request(server.port, "POST", "/newsstat/cut", "台风登陆")).body)
    assert.equal(415, assert(http.request(server.port, "POST", "/newsstat/keywords", "x", { ["Content-Type"] = "image/png" })).status)
  end)

  it("tells handlers of one's own that it is one", function()
    assert.equal("nil fault true", assert(http.request(server.port, "GET", "/kept/")).body)
  end)
end)
