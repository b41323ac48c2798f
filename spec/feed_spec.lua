local article = require "newsstat.article"
local feed = require "newsstat.formats.feed"
local files = require "spec.files"
local newsstat = require "newsstat"

local NOW = 1800000000 -- 2027-01-15T08:00:00Z
local DAILY, RDF, ATOM = "examples/feeds/砚石日报.xml", "examples/feeds/雲汀新聞.rdf", "examples/feeds/青坡札记.atom"

local read_file = files.read

local function with_file(bytes, work)
  local path = os.tmpname()
  local file = assert(io.open(path, "wb"))
  file:write(bytes)
  file:close()
  local done, problem = pcall(work, path)
  os.remove(path)
  if not done then error(problem, 0) end
end

-- The articles and the messages of a feed in memory.
local function read(bytes, options)
  options = options or {}
  options.now = options.now or NOW
  local articles, messages = {}, {}
  for one, message in newsstat.articles({ content = bytes, path = "f.xml" }, options) do
    if one then
      articles[#articles + 1] = one
      assert.is_nil(message)
    else
      assert.is_false(one)
      messages[#messages + 1] = message
    end
  end
  return articles, messages
end

local function titles_of(articles)
  local titles = {}
  for i, one in ipairs(articles) do titles[i] = one.title or false end
  return titles
end

-- A replacement that has to happen.
local function change(bytes, from, to)
  local first, last = bytes:find(from, 1, true)
  assert(first, from)
  return bytes:sub(1, first - 1) .. to .. bytes:sub(last + 1)
end

local function item(inner) return "<rss version='2.0'><channel><item>" .. inner .. "</item></channel></rss>" end

local daily = read_file(DAILY)
local whole = read(daily)

describe("the articles of a feed", function()
  it("are those of RSS 2.0, with every field", function()
    local articles, messages = read(daily)
    assert.are.same({}, messages)
    assert.are.equal(12, #articles)
    local first = articles[1]
    assert.are.equal("f.xml#1", first.path)
    assert.are.equal(1, first.entry)
    assert.are.equal("台风鸢尾逼近 沿岸三县停课", first.title)
    assert.are.equal("https://www.yanshi-daily.example/2025-07-05/001.html?from=rss&n=1", first.url)
    assert.are.equal("yanshi-2025-07-05-001", first.id)
    assert.are.equal("yanshi-daily.example", first.source)
    assert.are.equal("记者 周牧", first.author)
    assert.are.same({ "气象" }, first.tags)
    assert.are.equal("1751710800", tostring(first.time))
    assert.are.equal("published", first.time_source)
    assert.is_nil(first.time_error)
    assert.are.equal("zh-CN", first.declared_language)
    assert.are.equal("rss", first.format)
    assert.are.same({
      "气象台5日傍晚发布台风橙色预警。台风“鸢尾”中心距海岸约三百公里，预计6日凌晨登陆。",
      "沿岸三县宣布停课，渔船全部回港。",
    }, first.paragraphs)
    assert.are.equal("R&D 投入连续五年增长", articles[4].title)
    assert.are.same({ "统计部门公布，去年全市研发投入增长百分之九，连续五年上升。", "企业占七成", "高校占两成" },
      articles[4].paragraphs)
    assert.are.equal(1752134400, articles[6].time)
  end)

  it("are those of RSS 1.0, dates without a zone read in the one that is named", function()
    local articles, messages = read(read_file(RDF), { timezone = "Asia/Taipei" })
    assert.are.same({}, messages)
    assert.are.same({ "颱風鳶尾登陸 沿岸撤離", "儲能電站併網", "海底隧道貫通" }, titles_of(articles))
    assert.are.same({ "颱風鳶尾六日凌晨登陸。", "沿岸居民撤離，港口關閉。" }, articles[1].paragraphs)
    assert.are.same({ "雲汀儲能電站併網，供電十萬戶。" }, articles[2].paragraphs)
    assert.are.same({ 1751760600, 1751990400, 1752136200 }, { articles[1].time, articles[2].time, articles[3].time })
    assert.are.equal("rdf", articles[1].format)
    assert.are.equal("zh-TW", articles[1].declared_language)
    assert.are.equal("雲汀電台", articles[1].author)
    assert.are.equal(1752019200, read(read_file(RDF))[2].time)
  end)

  it("are those of Atom, text, HTML and XHTML", function()
    local articles, messages = read(read_file(ATOM))
    assert.are.same({}, messages)
    assert.are.same({ "洪水之后的青坡 & 我们", "蜂箱旁的一天", "短讯", "转载：地铁五号线" }, titles_of(articles))
    assert.are.same({ "水退了，街上满是淤泥。", "邻居们在清扫堤岸。" }, articles[1].paragraphs)
    assert.are.same({ "洪水", "札记" }, articles[1].tags)
    assert.are.equal("https://qingpo.example/2025/flood", articles[1].url)
    assert.are.equal(1751981400, articles[1].time)
    assert.are.equal("published", articles[1].time_source)
    -- Its first heading is the title.
    assert.are.same({ "蜂农说，3 < 5 箱是不够的。", "今年有四十箱。" }, articles[2].paragraphs)
    assert.are.equal("updated", articles[2].time_source)
    assert.are.equal("何蜂", articles[2].author)
    assert.are.same({ "安置房开工，1 < 2 期。" }, articles[3].paragraphs)
    assert.are.equal("沈青", articles[3].author)
    assert.are.same({ "五号线试运行。", "全长三十一公里。" }, articles[4].paragraphs)
    assert.are.equal(1752494400, articles[4].time)
    assert.are.equal("atom", articles[4].format)
    assert.are.equal("zh-Hans", articles[4].language)
  end)

  local cases = {
    { "a summary where there is no content", "<title>a</title><description>b</description>", "text", "b" },
    { "a summary where the content shows nothing",
      "<description>b</description><content:encoded>&lt;script&gt;x&lt;/script&gt;</content:encoded>", "text", "b" },
    { "a title of HTML", "<title>&lt;b&gt;甲&lt;/b&gt; &amp;amp;\n 乙</title>", "title", "甲 & 乙" },
    { "a title with signs of its own", "<title>1 &lt; 2 &amp; 3</title>", "title", "1 < 2 & 3" },
    { "the name behind a mail address", "<title>a</title><author>wang@a.example (王小明)</author>", "author", "王小明" },
    { "an author as it is", "<title>a</title><author>王小明</author>", "author", "王小明" },
    { "a permalink", "<title>a</title><guid>https://a.example/1</guid>", "url", "https://a.example/1" },
    { "a category as source", "<title>a</title><category>国际</category>", "source", "国际" },
    { "no source", "<title>a</title>", "source", "unknown" },
  }
  for _, case in ipairs(cases) do
    it("have " .. case[1], function()
      local articles, messages = read(item(case[2]))
      assert.are.same({}, messages)
      assert.are.equal(case[4], articles[1][case[3]])
    end)
  end

  it("name a tag once", function()
    assert.are.same({ "甲", "乙" },
      read(item "<title>a</title><category>甲</category><category>乙</category><category>甲</category>")[1].tags)
  end)

  it("tell why they have no time", function()
    local none = read(item "<title>a</title>")[1]
    assert.is_nil(none.time)
    assert.are.equal("no date in the entry (pubDate, published, dc:date, updated)", none.time_error)
    local bad = read(item "<title>a</title><pubDate>Wed, 31 Feb 2024 10:00 GMT</pubDate><dcterms:modified>soon</dcterms:modified>")[1]
    assert.are.equal('published: date "Wed, 31 Feb 2024 10:00 GMT": no such day; updated: date "soon": of no form that is known',
      bad.time_error)
    local future = read(item "<title>a</title><pubDate>2025-01-01</pubDate>", { now = 1700000000 })[1]
    assert.matches("in the future$", future.time_error)
    local second = read(item "<title>a</title><pubDate>soon</pubDate><dcterms:modified>2025-01-01</dcterms:modified>")[1]
    assert.are.equal("updated", second.time_source)
  end)

  it("are left out, and told, where they hold nothing", function()
    local articles, messages = read(item "<link>https://a.example/</link>")
    assert.are.same({}, articles)
    assert.are.same({ "f.xml#1: the entry in line 1 has neither title nor text" }, messages)
  end)

  it("are left out, and told, where their HTML cannot be cleaned", function()
    local articles, messages = read(item "<description>b</description>", { clean = function() return nil, "no memory" end })
    assert.are.same({}, articles)
    assert.are.same({ "f.xml#1: no memory" }, messages)
  end)

  it("are none in a feed without entries", function()
    local articles, messages = read "<rss><channel><title>a</title></channel></rss>"
    assert.are.same({}, articles)
    assert.are.same({}, messages)
  end)
end)

describe("a damaged feed", function()
  it("that is cut off gives what came before", function()
    local cut = assert(daily:find("渔船", 1, true))
    local second = assert(daily:find("连夜撤离", 1, true))
    for _, case in ipairs { { cut + 2, 1 }, { second, 2 } } do
      local articles, messages = read(daily:sub(1, case[1]))
      assert.are.equal(case[2], #articles)
      assert.are.equal(1, #messages)
      assert.matches("^f%.xml#" .. case[2] .. ": line %d+: ", messages[1])
    end
  end)

  it("with one broken entry gives the others as they are", function()
    local broken = {
      { "</title>\n    <link>https://www.yanshi-daily.example/2025-07-06", "\n    <link>https://www.yanshi-daily.example/2025-07-06",
        "an element is not closed" },
      { "渔船全部回港。</p>]]></content:encoded>\n  </item>", "渔船全部回港。</p></content:encoded>\n  </item>",
        "a CDATA section is not closed by ]]>" },
      { "渔船全部回港。</p>]]></content:encoded>\n  </item>", "渔船全部回港。</p>]]></content:encoded>\n",
        "an entry begins inside another" },
      { "<description>台风“鸢尾”预计6日凌晨登陆。</description>", "<description>台风</b></p></description>",
        "an end tag has no start tag" },
      { "<description>台风“鸢尾”预计6日凌晨登陆。</description>", "<description>台风 <p>预计<i>登陆</description>",
        "an element is not closed" },
    }
    for _, case in ipairs(broken) do
      local articles, messages = read(change(daily, case[1], case[2]))
      assert.are.equal(1, #messages)
      assert.matches(": line %d+: " .. case[3]:gsub("%p", "%%%0") .. "$", messages[1])
      assert.are.same(titles_of(whole), titles_of(articles))
      for i = 3, 12 do
        assert.are.equal(whole[i].text, articles[i].text)
        assert.are.equal(whole[i].time, articles[i].time)
      end
    end
  end)

  it("names the line", function()
    local _, messages = read(change(daily, "<category>财经</category>", "<category>财经</wrong></category>"))
    local before = daily:sub(1, daily:find("<category>财经", 1, true))
    assert.are.same({ ("f.xml#4: line %d: an end tag has no start tag"):format(select(2, before:gsub("\n", "")) + 1) }, messages)
  end)

  it("with bare ampersands and references by HTML's names loses nothing", function()
    local bytes = daily:gsub("R&amp;D 投入", "R&D&nbsp;投入&hellip;"):gsub("&amp;n=", "&n=")
    local articles, messages = read(bytes)
    assert.are.same({}, messages)
    assert.are.equal("R&D 投入…连续五年增长", (articles[4].title:gsub("\194\160", " ")))
    assert.are.equal("https://www.yanshi-daily.example/2025-07-08/004.html?from=rss&n=4", articles[4].url)
  end)

  it("with a wrong encoding declaration is UTF-8 all the same", function()
    for _, label in ipairs { "gb2312", "ISO-8859-1", "UTF-16", "no-such" } do
      local articles, messages = read(change(daily, 'encoding="UTF-8"', 'encoding="' .. label .. '"'))
      assert.are.same({}, messages)
      assert.are.same(titles_of(whole), titles_of(articles))
    end
  end)

  it("with bytes that are no UTF-8 says so", function()
    local articles, messages = read(change(daily, "图书馆延长", "\202\233\185\221"))
    assert.are.equal(12, #articles)
    assert.are.equal(1, #messages)
    assert.matches("^f%.xml#10: line %d+: characters were lost", messages[1])
  end)

  it("with control characters is read without them", function()
    local articles, messages = read(change(daily, "图书馆", "图\8书\11馆"))
    assert.are.same({}, messages)
    assert.are.equal("图书馆延长夜间开放时间", articles[10].title)
  end)

  it("reads no file and no entity that it names", function()
    local doctype = [[<!DOCTYPE rss [
      <!ENTITY secret SYSTEM "file:///etc/passwd"><!ENTITY % more SYSTEM "file:///etc/hosts"> %more;
      <!ENTITY a "哈哈哈哈哈哈哈哈哈哈"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
    ]><rss ]]
    local bytes = change(change(daily, "<rss ", doctype), "渔船全部回港", "&secret;")
    bytes = change(bytes, "图书馆延长", "&secret;&a;&b;&c;" .. ("&c;"):rep(10))
    local articles = read(bytes)
    assert.are.equal(12, #articles)
    for _, one in ipairs(articles) do assert.not_matches("root:", one.title .. one.text, 1, true) end
    assert.are.equal("&secret;&a;&b;&c;" .. ("&c;"):rep(10) .. "夜间开放时间", articles[10].title)
  end)

  it("is no feed where its root is something else", function()
    assert.is_false(feed.recognise "<opml/>")
    assert.is_false(feed.recognise "<html><rss></html>")
    local articles, messages = read "<opml version='2.0'><body><outline/></body></opml>"
    assert.are.same({}, articles)
    assert.are.equal(1, #messages)
    assert.are.equal("f.xml: no article: it is XML or HTML of no kind that is read here, beginning with <opml>", messages[1])
  end)
end)

describe("newsstat.article", function()
  it("reads a feed of one entry", function()
    local one = assert(newsstat.article { content = item "<title>a</title>", path = "f.xml" })
    assert.are.equal("a", one.title)
    assert.are.equal("f.xml#1", one.path)
  end)

  it("names what reads a feed of several, and of none", function()
    local one, message = newsstat.article(DAILY)
    assert.is_nil(one)
    assert.are.equal(DAILY .. ": it holds several articles: read them with newsstat.articles, or one as " .. DAILY .. "#1", message)
    one, message = newsstat.article { content = "<rss><channel/></rss>" }
    assert.is_nil(one)
    assert.are.equal("article: it holds no article", message)
  end)

  it("reads one entry by its place", function()
    local one = assert(newsstat.article(DAILY .. "#9"))
    assert.are.equal("乒乓球公开赛：陆小禾夺冠", one.title)
    assert.are.equal(DAILY .. "#9", one.path)
    local none, message = newsstat.article(DAILY .. "#13")
    assert.is_nil(none)
    assert.are.equal(DAILY .. "#13: no such entry: the last is number 12", message)
    none, message = newsstat.article "no/such.xml#1"
    assert.is_nil(none)
    assert.are.equal("no/such.xml#1: No such file or directory", message)
  end)
end)

describe("newsstat.articles", function()
  it("finds feeds among other files, by content and never by name", function()
    local post = "---\ntitle: 题\ndate: 2020-02-03\n---\n<rss><channel><item><title>no</title></item></channel></rss>"
    with_file(post, function(post_path)
      with_file(daily, function(feed_path)
        local articles = {}
        for one, message in newsstat.articles { post_path, feed_path, ATOM } do articles[#articles + 1] = assert(one, message) end
        assert.are.equal(17, #articles)
        assert.are.equal("post", articles[1].format)
        assert.are.equal(feed_path .. "#1", articles[2].path)
        assert.are.equal(ATOM .. "#4", articles[17].path)
      end)
    end)
  end)

  it("raises for a zone that is unknown", function()
    for _, call in ipairs {
      function() newsstat.articles(DAILY, { timezone = "Mars/Base" }) end,
      function() newsstat.article(DAILY, { timezone = "Mars/Base" }) end,
      function() newsstat.article({ content = "---\n---\n" }, { timezone = "Mars/Base" }) end,
    } do
      local done, message = pcall(call)
      assert.is_false(done)
      assert.matches("option 'timezone': Mars/Base: unknown time zone", message, 1, true)
    end
    assert.has_error(function() article.walk(DAILY, { timezone = 8 }) end,
      "newsstat.articles: option 'timezone' must be string, got number")
  end)

  it("reads dates of posts that name no zone in the one that is named", function()
    local post = assert(newsstat.article({ content = "---\ndate: 2020-02-03 08:00\n---\n" }, { timezone = "Asia/Shanghai" }))
    assert.are.equal(1580688000, post.time)
  end)

  it("reads a file in pieces as it does whole", function()
    local entries = {}
    local entry = "<item><title>题%d</title><description><![CDATA[<p>%s</p>]]></description></item>\n"
    for i = 1, 3000 do entries[i] = entry:format(i, ("文"):rep(i % 97)) end
    local bytes = "<rss><channel>\n" .. table.concat(entries) .. "</channel></rss>"
    with_file(bytes, function(path)
      local count = 0
      for one, message in newsstat.articles(path) do
        assert(one, message)
        count = count + 1
        if one.title ~= "题" .. count or #one.text < 3 * (count % 97) then error(one.path) end
      end
      assert.are.equal(3000, count)
    end)
  end)
end)

describe("timeline:add_files", function()
  it("counts the entries of feeds", function()
    local timeline = newsstat.timeline { by = "day", timezone = "Asia/Shanghai" }
    local result = timeline:add_files "examples/feeds"
    assert.are.same({ 19, 0, 0 }, { result.articles, result.undated, result.failed })
    assert.are.equal(2, timeline:articles "2025-07-06")
    assert.are.equal(4, timeline:series("台风")[2].count)
    assert.are.equal("newsstat.timeline: 19 articles by day", tostring(timeline))
  end)
end)

describe("the C object of a feed", function()
  local core = require "newsstat.core"

  it("gives no entry before bytes, and raises once it is closed", function()
    local object = core.feed()
    assert.is_nil(object:next())
    assert.is_nil(object:format())
    object:add "<rss><channel><item><title>a"
    object:add ""
    object:close()
    object:close()
    assert.has_error(function() object:next() end)
    assert.has_error(function() core.feed_format() end)
  end)

  it("keeps the bytes that it reads", function()
    local object = core.feed()
    object:add(table.concat { "<rss><channel><item>", "<title>", ("甲"):rep(10000), "</title></item>" })
    collectgarbage()
    collectgarbage()
    assert.are.equal(("甲"):rep(10000), object:next().title)
  end)
end)
