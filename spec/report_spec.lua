local cjson = require "cjson"
local dates = require "newsstat.dates"
local escape = require "newsstat.report.escape"
local newsstat = require "newsstat"
local strips = require "newsstat.report.strips"

local EVIL = "<script>alert(1)</script>"

-- A timeline in which a term rises in the second of three months; titles and addresses are what they like to be.
local function new_timeline(titles, urls)
  local timeline = newsstat.timeline { keep_duplicates = true, keep_furniture = true }
  local function add(date, text, i)
    timeline:add {
      time = assert(dates.parse(date, 4e9)), text = text, title = titles and titles[i], url = urls and urls[i],
      source = i % 2 == 0 and "b.example" or "a<b>.example", path = ("posts/%d.md"):format(i),
    }
  end
  for i = 1, 8 do add("2020-01-0" .. i, "城市建设，道路施工。", i) end
  for i = 1, 6 do add("2020-02-0" .. i, "台风。台风，台风！", i) end
  add("2020-03-01", "城市台风", 1)
  return timeline
end

local function page_of(options, titles, urls)
  local timeline = new_timeline(titles, urls)
  local rows = assert(timeline:trends { articles = 10 })
  return assert(newsstat.report.trends(timeline, rows, options)), rows
end

local function data_in(html)
  return cjson.decode((html:match '<script type="application/json" id="data">(.-)</script>'))
end

describe("newsstat.report.escape", function()
  local texts = {
    { "<a href='x'>\"&\"</a>", "&lt;a href=&#39;x&#39;&gt;&quot;&amp;&quot;&lt;/a&gt;" },
    { "a\0b\27[31m", "a b [31m" }, { "\255台风\255", "\239\191\189台风\239\191\189" },
    { "a\226\128\174b\226\129\167c", "abc" }, { 7, "7" },
  }
  for _, case in ipairs(texts) do
    it(("makes text of %q"):format(tostring(case[1])), function() assert.are.equal(case[2], escape.text(case[1])) end)
  end

  local links = {
    ["https://a.example/x?y=z#f"] = true, ["HTTP://a.example"] = true, ["http://台风.example/"] = true,
    ["javascript:alert(1)"] = false, [" https://a.example"] = false, ["https://a.example/ b"] = false, ["//a.example"] = false,
    ["https:///a"] = false, ["https://a.example/\"onclick"] = false, ["data:text/html,x"] = false, ["file:///etc"] = false,
    ["java\nscript:alert(1)"] = false, [""] = false, ["https://a.example/\n"] = false,
  }
  for address, is_link in pairs(links) do
    it(("%s a link of %q"):format(is_link and "makes" or "makes no", address), function()
      assert.are.equal(is_link and address or nil, escape.link(address))
    end)
  end

  it("makes JSON that ends no element", function()
    local text = escape.json { "</script><!--", "\226\128\168\226\128\169", "&", "\255" }
    assert.is_nil(text:find "[<>&\226\255]")
    assert.are.same({ "</script><!--", "\226\128\168\226\128\169", "&", "\239\191\189" }, cjson.decode(text))
  end)
end)

describe("newsstat.report.strips", function()
  it("pools neighbours", function()
    assert.are.same({ { 3, 9 }, 2 }, { strips.pooled({ 1, 3, 9, 2 }, 2, math.max) })
    assert.are.same({ { 1, 3 }, 1 }, { strips.pooled({ 1, 3 }, 2, math.max) })
  end)

  it("names periods at even steps", function()
    assert.are.same({ 1, 4, 7, 10, 13 }, strips.ticks(15, 7))
    assert.are.same({ 1, 2, 3 }, strips.ticks(3, 7))
    assert.are.same({ 1 }, strips.ticks(1, 7))
    assert.are.same({}, strips.ticks(0, 7))
  end)

  it("draws series of any length, and of zeros", function()
    for _, values in ipairs { {}, { 0 }, { 0, 0 }, { 1 } } do
      assert.is_nil(strips.spark(values):find "nan")
      assert.is_nil(strips.columns(values, 1, {}):find "nan")
    end
  end)
end)

describe("newsstat.report.trends", function()
  it("is one page without any address but those of articles", function()
    local html = page_of(nil, { "台风一号" }, { "https://a.example/1" })
    local data = data_in(html)
    assert.are.equal("https://a.example/1", data.articles[1].url)
    assert.are.equal("台风一号", data.articles[1].title)
    html = html:gsub("<script.-</script>", ""):gsub("http://www%.w3%.org/2000/svg", "")
    assert.is_nil(html:find "https?://")
    assert.is_nil(html:find "url%(")
    assert.is_nil(html:find("@import", 1, true))
    assert.is_nil(html:find " on%a+=")
    assert.is_nil(html:find " style=")
  end)

  it("shows what trends found", function()
    local html, rows = page_of()
    local data = data_in(html)
    assert.are.equal("台风", rows[1].term)
    assert.are.same({ "2020-01", "2020-02", "2020-03" }, data.periods)
    assert.are.same({ 8, 6, 1 }, data.totals)
    assert.are.same({ "台风", { 1, 6, 2, 1 } }, { data.terms[1].term, data.terms[1].used })
    assert.are.same({ 0, 1, 6 }, { data.rows[1].term, data.rows[1].period, data.rows[1].total })
    assert.are.equal(6, #data.rows[1].articles)
    assert.matches("<h1>Rising terms, 2020%-01 to 2020%-03</h1>", html)
    assert.matches("15 articles, from 2 sources, by month, UTC", html)
    assert.matches('<button type="button" class="term" data%-row="0" aria%-controls="detail" lang="zh">台风</button>', html)
    assert.matches("a&lt;b&gt;%.example", html)
  end)

  it("writes nothing of an article as markup or script", function()
    local titles, urls = {}, {}
    for i = 1, 8 do titles[i], urls[i] = EVIL .. "\226\128\168</title>" .. i, "javascript:alert(1)" end
    local html = page_of({ title = EVIL }, titles, urls)
    assert.is_nil(html:find("<script>alert", 1, true))
    assert.is_nil(html:find("javascript:", 1, true))
    assert.is_nil(html:find("\226\128\168", 1, true))
    assert.are.equal(2, select(2, html:gsub("</script>", "")))
    local data = data_in(html)
    assert.is_nil(data.articles[1].url)
    assert.is_truthy(data.articles[1].title:find(EVIL, 1, true))
    assert.matches("<title>&lt;script&gt;alert", html)
  end)

  it("is the same page for the same articles", function()
    assert.are.equal(page_of(), (page_of()))
    local long = {}
    for i = 1, 40 do long["key" .. i] = { i } end
    assert.matches('^{"key1":%[1%],"key10":%[10%],"key11"', (escape.json(long)))
  end)

  it("is UTF-8 whatever articles hold", function()
    local html = page_of(nil, { "台\255风" }, nil)
    assert.is_nil(html:find "\255")
  end)

  it("lists as many articles as it is told, and none", function()
    assert.are.equal(2, #data_in(page_of { articles = 2 }).rows[1].articles)
    local data = data_in(page_of { articles = 0 })
    assert.is_nil(data.rows[1].articles)
    assert.are.equal(6, data.rows[1].total)
  end)

  it("says so where no term rose", function()
    local timeline = newsstat.timeline()
    local html = assert(newsstat.report.trends(timeline, assert(timeline:trends())))
    assert.matches("No term moved further than chance", html)
    assert.matches("<h1>Falling terms", (newsstat.report.trends(timeline, {}, { falling = true })))
    assert.is_nil(html:find "<script")
    timeline:add { time = 0, text = "台风" }
    assert.matches("Articles by source", (newsstat.report.trends(timeline, assert(timeline:trends()))))
  end)

  it("draws bursts as an image", function()
    local svg = page_of { format = "svg" }
    assert.matches('^<svg xmlns="http://www.w3.org/2000/svg" width="920"', svg)
    assert.matches(">台风</text>", svg)
    assert.matches('<rect class="burst', svg)
  end)

  it("raises for wrong options", function()
    local timeline = newsstat.timeline()
    assert.error_matches(function() newsstat.report.trends(timeline, {}, { format = "pdf" }) end, "html or svg, got 'pdf'")
    assert.error_matches(function() newsstat.report.trends(timeline, {}, { tops = 1 }) end, "unknown option 'tops'")
  end)

  it("gives each row of a term that rose twice its series", function()
    local timeline = newsstat.timeline { keep_duplicates = true, keep_furniture = true }
    local function add(month, count, text)
      for i = 1, count do timeline:add { time = dates.parse(("2020-%02d-%02d"):format(month, i), 4e9), text = text, source = "a" } end
    end
    for month = 1, 6 do add(month, 20, "城市建设") end
    add(3, 9, "台风。台风！")
    add(6, 19, "台风。台风！")
    local rows, seen = assert(timeline:trends()), 0
    for _, row in ipairs(rows) do
      if row.term == "台风" then
        seen = seen + 1
        assert.are.same({ 0, 0, 9, 0, 0, 19 }, row.by_period)
      end
    end
    assert.are.equal(2, seen)
  end)
end)

describe("newsstat.report.series and follow", function()
  it("compare terms, smoothed, with their articles", function()
    local timeline = new_timeline({ "甲", "乙" }, { "https://a.example/1" })
    local html = assert(newsstat.report.series(timeline, { "台风", "城市|道路" }, { weight = 0, articles = 3 }))
    local data = data_in(html)
    assert.are.same({ "台风", "城市|道路" }, { data.terms[1].term, data.terms[2].term })
    assert.are.same({ 1, 6, 2, 1 }, data.terms[1].used)
    assert.are.same({ 3, 7 }, { #data.rows[1].articles, data.rows[1].total })
    assert.matches("<h1[^>]*>台风, 城市|道路, 2020%-01 to 2020%-03</h1>", html)
    assert.matches('<svg class="lines" viewBox', html)
    local svg = assert(newsstat.report.series(timeline, { "台风" }, { format = "svg", weight = 0 }))
    assert.matches("台风: most in 2020%-02, 100%%", svg)
  end)

  it("follows an article's keywords", function()
    local timeline = new_timeline()
    local rows = assert(timeline:follow("台风来了，道路中断。", { top = 2 }))
    local html = assert(newsstat.report.follow(timeline, rows, { title = "一<b>" }))
    assert.matches("<h1[^>]*>一&lt;b&gt;</h1>", html)
    assert.are.equal(rows[1].term, data_in(html).terms[1].term)
  end)

  it("take a timeline without articles", function()
    local timeline = newsstat.timeline()
    for _, format in ipairs { "html", "svg" } do
      assert.is_string(newsstat.report.series(timeline, { "台风" }, { format = format }))
      assert.is_string(newsstat.report.follow(timeline, {}, { format = format }))
      assert.is_string(newsstat.report.trends(timeline, {}, { format = format }))
    end
  end)
end)

describe("the pages' policy", function()
  it("names the digests of their script and style", function()
    local has_openssl = os.execute "command -v openssl >/dev/null"
    if has_openssl ~= true and has_openssl ~= 0 then return pending "openssl is missing" end
    for _, name in ipairs { "script", "style" } do
      local path = os.tmpname()
      local file = assert(io.open(path, "wb"))
      file:write((require("newsstat.report." .. name)))
      file:close()
      local reader = assert(io.popen("openssl dgst -sha256 -binary <" .. path .. " | openssl base64"))
      local digest = reader:read "*l"
      reader:close()
      os.remove(path)
      assert.are.equal(digest, require("newsstat.report.digests")[name])
    end
  end)
end)
