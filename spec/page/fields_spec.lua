-- Title, byline, source, address, language, tags and section of whole pages.
local newsstat = require "newsstat"
local support = require "spec.page.support"

local BODY, TITLE = support.BODY, support.TITLE

local function article(head, body)
  return support.article("<html><head>" .. head .. "</head><body>" .. (body or BODY) .. "</body></html>")
end

local function meta(name, content) return ('<meta property="%s" content="%s">'):format(name, content) end

local function json_ld(text) return '<script type="application/ld+json">' .. text .. "</script>" end

describe("the title", function()
  local function check(expected, head, body)
    assert.are.equal(expected, article(head, body).title)
  end

  it("comes without the names of section and site", function()
    for _, title in ipairs {
      TITLE .. "_新闻中心_云港网", TITLE .. " - 云港网", TITLE .. "-云港网", TITLE .. "|云港网", TITLE .. " | 社会 | 云港网", TITLE .. "——云港网",
      TITLE .. "－云港网", TITLE .. " · 云港", TITLE .. " « 云港", TITLE .. "｜云港",
    } do
      check(TITLE, "<title>" .. title .. "</title>")
      check(TITLE, "<title>" .. title .. "</title>", "<h1>" .. TITLE .. "</h1>" .. BODY)
    end
  end)

  it("keeps separators of its own", function()
    check("澜江-云港铁路开工", "<title>澜江-云港铁路开工_云港网</title>", "<h1>澜江-云港铁路开工</h1>" .. BODY)
    check("Wind - and rain - on the coast", "<title>Wind - and rain - on the coast | The Coast</title>",
      "<h1>Wind - and rain - on the coast</h1>" .. BODY)
    check("COVID-19 auf dem Rückzug", "<title>COVID-19 auf dem Rückzug | Küstenbote</title>")
    check("鸢尾：1-0", "<title>鸢尾：1-0</title>")
  end)

  it("knows the site by og:site_name, publisher and host, at either end", function()
    check(TITLE, "<title>云港网 | " .. TITLE .. "</title>" .. meta("og:site_name", "云港网"))
    check("Storm", "<title>Storm | Daily Coast News</title>" .. meta("og:site_name", "Daily Coast News"))
    check("Storm", '<title>Storm - Coastnews</title><link rel=canonical href="https://www.coastnews.example/1">')
    check("Storm", "<title>Storm — Der Bote</title>" .. json_ld '{"@type":"Article","publisher":{"name":"Der Bote"}}')
  end)

  it("prefers structured data, then OpenGraph, then <title>", function()
    check("甲甲甲", "<title>丙丙丙</title>" .. meta("og:title",
      "乙乙乙") .. json_ld '{"@type":"NewsArticle","headline":"甲甲甲"}')
    check("乙乙乙", "<title>丙丙丙</title>" .. meta("og:title", "乙乙乙"))
    check("丙丙丙", "<title>丙丙丙</title><h1>丁丁丁</h1>")
  end)

  it("is the heading where <title> is missing or only names the site", function()
    check(TITLE, "", "<h1>" .. TITLE .. "</h1>" .. BODY)
    check(TITLE, "<title>云港网</title>" .. meta("og:site_name", "云港网"), "<h1>" .. TITLE .. "</h1>" .. BODY)
    check(TITLE, "", "<table><td class=title>" .. TITLE .. "</td></table>" .. BODY)
  end)
end)

describe("the byline", function()
  local function check(expected, head, body)
    assert.are.equal(expected, article("<title>" .. TITLE .. "</title>" .. head, (body or "") .. BODY).author)
  end

  it("comes from structured data and meta data", function()
    check("林晓舟, 陆远", json_ld '{"@type":"NewsArticle","author":[{"@type":"Person","name":"林晓舟"},{"name":"陆远"}]}')
    check("林晓舟", json_ld '{"@graph":[{"@type":"Article","author":{"@id":"#a"}},{"@type":"Person","@id":"#a","name":"林晓舟"}]}')
    check("林晓舟", '<meta name="author" content="林晓舟">')
    check(nil, '<meta name="author" content="https://social.example/coast">')
    check(nil, '<meta name="author" content="云港网">' .. meta("og:site_name", "云港网"))
  end)

  it("comes from labels", function()
    check("林晓舟", "", "<p>来源：澜江日报 作者：林晓舟 2012/3/5 责任编辑：王禾</p>")
    check("陆远", "", "<p>本报讯（记者 陆远）泵站改造完工。</p>")
    check("陆远", "", "<p>记者：陆远　通讯员：柳叶</p>")
    check("陸遠", "", "<p>記者陸遠／雲港報導</p>")
    check("Jane Doe", "", "<p>By Jane Doe</p>")
  end)

  it("comes from elements that are called so", function()
    check("Jane Doe", "", "<div class=post-meta><span class=author>By Jane Doe</span> | 3 comments</div>")
    check("柳叶", "", "<p><span class=zuozhe>作者：柳叶</span></p>")
  end)

  it("is not the editor", function()
    check(nil, "", "<p>责任编辑：王禾</p><p class=show_author>责任编辑：王禾</p>")
  end)
end)

describe("the source", function()
  it("is the host without www", function()
    local seen = article('<link rel=canonical href="https://www.coast.example/1"><title>x</title>', "<p>来源：云港日报</p>" .. BODY)
    assert.are.equal("coast.example", seen.source)
  end)

  it("is what the page names where it has no address", function()
    assert.are.equal("云港日报", article("<title>x</title>", "<p>来源：云港日报 2012-3-5</p>" .. BODY).source)
    assert.are.equal("云港日报", article("<title>x</title>", '<p><i class="source">云港日报</i> 2012-3-5</p>' .. BODY).source)
    assert.are.equal("云港网", article("<title>x</title>" .. meta("og:site_name", "云港网")).source)
  end)
end)

describe("the address", function()
  local function check(expected, head) assert.are.equal(expected, article("<title>x</title>" .. head).url) end

  it("is the canonical one, resolved", function()
    check("https://a.example/b", '<link rel="canonical" href="https://a.example/b">')
    check("https://a.example/c", '<link rel="canonical" href="/c">' .. meta("og:url", "https://a.example/b/d"))
    check("https://a.example/b/c?d", '<link rel="canonical" href="./x/../c?d">' .. meta("og:url", "https://a.example/b/d"))
    check("https://a.example/x/c", '<link rel="canonical" href="c"><base href="https://a.example/x/">')
    check("https://a.example/c", '<link rel="canonical" href="//a.example/c">')
    check("https://a.example/b", meta("og:url", "https://a.example/b"))
    check("https://a.example/b", json_ld '{"@type":"Article","mainEntityOfPage":{"@type":"WebPage","@id":"https://a.example/b"}}')
    check(nil, '<link rel="canonical" href="/c">')
    check(nil, '<link rel="canonical" href="javascript:x">')
  end)

  it("is not the front page where another is named", function()
    check("https://a.example/b", '<link rel="canonical" href="https://a.example/">' .. meta("og:url", "https://a.example/b"))
  end)
end)

describe("tags and section", function()
  it("parts keywords by commas of all kinds, and Chinese ones by blanks", function()
    assert.are.same({ "澜江", "泵站", "a b" }, article '<meta name=keywords content="澜江，泵站、a b;澜江">'.tags)
    assert.are.same({ "澜江", "泵站" }, article '<meta name=keywords content="澜江 泵站">'.tags)
    assert.are.same({ "wind and rain" }, article '<meta name=keywords content="wind and rain">'.tags)
    assert.are.same({ "甲", "乙" }, article(meta("article:tag", "甲") .. meta("article:tag",
      "乙") .. "<meta name=keywords content=丙>").tags)
    assert.are.same({ "甲", "乙" }, article(json_ld '{"@type":"Article","keywords":["甲","乙"]}').tags)
    assert.are.same({}, article("").tags)
  end)

  it("takes the section from meta data, structured data or the way to the page", function()
    assert.are.equal("社会", article(meta("article:section", "社会")).section)
    assert.are.equal("社会", article(json_ld '{"@type":"Article","articleSection":["社会","本地"]}').section)
    local crumbs = '{"@type":"BreadcrumbList","itemListElement":[{"name":"首页"},{"item":{"name":"社会"}},{"name":"%s"}]}'
    assert.are.equal("社会", article("<title>" .. TITLE .. "</title>" .. json_ld(crumbs:format(TITLE))).section)
    assert.are.equal("国内", article("", "<p>您的位置：首页 &gt; 新闻 &gt; 国内 &gt; 正文</p>" .. BODY).section)
    assert.are.equal("国内", article("", "<ul class=breadcrumb><li>首页<li>国内<li>正文</ul>" .. BODY).section)
    assert.is_nil(article("", "<p>首页 &gt; 正文</p>" .. BODY).section)
  end)
end)

describe("JSON-LD", function()
  local function title(text) return article("<title>丙丙丙</title>" .. json_ld(text)).title end

  it("is repaired where that is simple", function()
    assert.are.equal("甲\\甲乙", title '{"@type":"Article","headline":"甲\\\\甲乙",}')
    assert.are.equal("甲 乙", title '{"@type":"Article","headline":"甲\n乙"}')
    assert.are.equal("甲甲", title '\n//<![CDATA[\n{"@type":"Article","headline":"甲甲"}\n//]]>')
    assert.are.equal("甲甲", title '<!-- {"@type":["Article","x"],"headline":"甲甲"} -->')
  end)

  it("is left out where it is broken or of another kind", function()
    for _, text in ipairs {
      "", "{", "[]", "null", "1", '"x"', '{"@type":"Article","headline":{}}', '{"@type":1,"headline":"x"}', '{"@type":"Person","name":"x"}',
      '{"@graph":null}', '{"@type":"Article","author":null,"keywords":{},"publisher":1,"headline":null,"articleSection":false}',
      ("["):rep(5000), '{"a":' .. ("{\"@graph\":["):rep(900), "\0",
    } do
      assert.are.equal("丙丙丙", title(text))
    end
  end)
end)

describe("the language", function()
  it("is that of the text, whatever the page declares", function()
    assert.are.equal("zh-Hans", article('<html lang="en">').language)
    assert.are.equal("en", article('<html lang="de">', "<p>The storm made landfall at the mouth of the river.</p>").language)
    assert.are.equal("zh-Hant", article("", "<p>颱風鳶尾今天凌晨在瀾江口登陸，沿岸居民已經撤離。</p>").language)
  end)

  it("is the declared one where the text is too short", function()
    local seen = article('<meta http-equiv="content-language" content="pt-BR"><title>Ok</title>', "<p>12345</p>")
    assert.are.equal("pt", seen.language)
    assert.are.equal("pt-BR", seen.declared_language)
    assert.are.equal("zh-Hant", support.article('<html lang="zh-TW"><title>x</title><p>新</p>').language)
  end)

  it("is asked of any text", function()
    assert.are.equal("ja", newsstat.language "台風は今朝上陸しました。")
    assert.is_nil(newsstat.language "")
    assert.has_error(function() newsstat.language() end)
  end)
end)

describe("pages of any kind", function()
  it("give an article or a message", function()
    local bytes = { "<", "html", ">", "\0", "\255", "<title>", "</title>", "&", "<meta ", "content=", '"', "2004-8-12", "作者：" }
    local state = 7
    for _ = 1, 300 do
      local parts = { "<html>" }
      for _ = 1, 40 do
        state = (state * 1103515245 + 12345) % 2147483648
        parts[#parts + 1] = bytes[state % #bytes + 1]
      end
      local seen, message = newsstat.article { content = table.concat(parts), path = "x.html" }
      assert.is_true(seen ~= nil or message:find("^x.html: ") ~= nil)
    end
  end)
end)
