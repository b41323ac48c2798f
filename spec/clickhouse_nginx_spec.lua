-- A store in ClickHouse from inside nginx, through its cosockets: LuaSocket would hold up other requests.

local newsstat = require "newsstat"

local SERVER = os.getenv "CLICKHOUSE_URL"
local has_nginx = os.execute "command -v nginx >/dev/null"
if not SERVER or not (has_nginx == true or has_nginx == 0) then
  pending("a store in ClickHouse from nginx: CLICKHOUSE_URL names no server, or there is no nginx", function() end)
  return
end

package.path = "spec/hosts/?.lua;" .. package.path

local connection_of = require "newsstat.store.clickhouse.connection"
local http = require "http"
local nginx_server = require "nginx_server"

local ADDRESS = ("%s/newsstat_nginx_%.0f"):format(SERVER, require("socket").gettime() * 1e6)

local CONFIGURATION = {
  main = "env CLICKHOUSE_USER;\nenv CLICKHOUSE_PASSWORD;",
  server = ([[
    location /newsstat/ { content_by_lua_block {
      package.preload.socket = function() error "LuaSocket in nginx" end
      require("newsstat.nginx").handler { store = "ADDRESS" } ()
    } }]]):gsub("ADDRESS", ADDRESS),
}

describe("nginx with a store in ClickHouse", function()
  local server

  setup(function()
    assert(require("newsstat.store").open(ADDRESS, { create = true, cluster = os.getenv "CLICKHOUSE_CLUSTER" ~= "" and
      os.getenv "CLICKHOUSE_CLUSTER" or nil }))
    server = nginx_server.start(CONFIGURATION)
  end)

  teardown(function()
    server:stop()
    local connection = assert(connection_of.open(ADDRESS))
    connection:each_host(function(host)
      connection:request { sql = "DROP DATABASE " .. connection.database, is_outside = true, is_repeatable = true, host = host }
    end)
  end)

  it("adds articles and ranks their terms", function()
    local cjson = require "cjson"
    local files = newsstat.timeline()
    for month = 1, 3 do
      for number = 1, 8 do
        local topic = month == 3 and number < 6 and "台风" or "渔村"
        local article = {
          title = topic .. number, text = ("%s第%d号报道。%s今天有新消息。"):format(topic, number, topic), source = "a.example",
          url = ("https://a.example/%d/%d"):format(month, number), time = 1767225600 + month * 2678400 + number * 3600,
        }
        files:add(article)
        local sent = { title = article.title, text = article.text, url = article.url, date = os.date("!%FT%TZ", article.time) }
        local answer = assert(http.request(server.port, "POST", "/newsstat/articles", cjson.encode(sent),
          { ["Content-Type"] = "application/json" }))
        assert.equal(200, answer.status, answer.body)
      end
    end
    local answer = assert(http.request(server.port, "GET", "/newsstat/trends"))
    assert.equal(200, answer.status, answer.body)
    local rows, expected = cjson.decode(answer.body), files:trends()
    rows = rows.trends or rows
    assert.is_true(#expected > 0)
    assert.equal(#expected, #rows)
    for i, row in ipairs(expected) do
      assert.equal(row.term, rows[i].term)
      assert.is_true(math.abs(row.score - rows[i].score) < 1e-9 * math.abs(row.score))
    end
    local function asked(route)
      answer = assert(http.request(server.port, "GET", route))
      assert.equal(200, answer.status, answer.body)
      return cjson.decode(answer.body)
    end
    local points = asked "/newsstat/series?term=%E5%8F%B0%E9%A3%8E"
    for i, point in ipairs(files:series "台风") do
      assert.equal(point.period, points[i].period)
      assert.equal(point.articles, points[i].articles)
      assert.equal(point.count, points[i].count)
    end
    local last = points[#points].period
    local found = asked("/newsstat/articles?term=%E5%8F%B0%E9%A3%8E&top=3&period=" .. last)
    for i, one in ipairs(files:articles("台风", last, { top = 3 })) do
      assert.equal(one.title, found[i].title)
      assert.equal(one.url, found[i].url)
      assert.equal(one.time, found[i].time)
    end
    assert.equal(3, #found)
    assert.equal(400, http.request(server.port, "GET", "/newsstat/articles?term=a").status)
  end)
end)
