-- newsstat in a real nginx: every route and status, a full pool, reloads and kills under load.

package.path = "spec/hosts/?.lua;" .. package.path

local cjson = require "cjson"
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
    refused(415, "klingon", "POST", "/newsstat/cut", "x", { ["Content-Type"] = "text/html; charset=klingon" })
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
    refused(422, "no articles in period 1066", "GET", "/newsstat/trends?period=1066")
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

  -- Eight crawlers at a time; what an answer of 200 said is kept has to be in the store.
  it("loses no accepted article to reloads and killed workers", function()
    local accepted, lost_answers = {}, 0
    for round = 1, 30 do
      local connections = {}
      for i = 1, 8 do
        local number = round * 8 + i
        connections[number] = http.ask(server.port, "POST", "/newsstat/articles", article(number, "隧道"), JSON)
      end
      if round % 10 == 5 then server:signal "reload" end
      if round % 10 == 0 then os.execute("kill -9 " .. server:workers()[1]) end
      for number, connection in pairs(connections) do
        local answer = http.answer(connection)
        while answer and answer.status == 503 do
          socket.sleep(.02)
          answer = http.request(server.port, "POST", "/newsstat/articles", article(number, "隧道"), JSON)
        end
        if answer then
          assert.equal(200, answer.status)
          accepted[#accepted + 1] = { url = "https://crawler.example/隧道/" .. number, body = answer.body }
        else
          lost_answers = lost_answers + 1
        end
      end
    end
    local kept = {}
    local store = assert(sqlite.open(server.folder .. "/news.db"))
    assert(store:each(function(found) kept[found.url] = true end))
    store:close()
    for _, said in ipairs(accepted) do assert.is_true(kept[said.url], said.url .. " " .. said.body) end
    assert.is_true(#accepted > 100)
    print(("# of 240 articles %d were accepted, all kept; %d requests got no answer"):format(#accepted, lost_answers))
  end)

  -- A worker that finishes does not wait for its threads, whose requests it says to leave.
  it("has no error in its log but of workers that ended", function()
    for line in server:log():gmatch "[^\n]+" do
      local expected = line:find("exited on signal 9", 1, true) or line:find("is not found", 1, true)
        or line:find "open socket #%d+ left in connection" or line:find "aborting$"
      if line:find("%[error%]") or line:find("%[crit%]") or line:find("%[alert%]") then assert.truthy(expected, line) end
    end
  end)
end)
