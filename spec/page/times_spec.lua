-- When pages say that their article was published: by the source that counts most, and, of visible dates, the
-- article's among all others.
local support = require "spec.page.support"

local BODY, TITLE, page = support.BODY, support.TITLE, support.page
local H1 = "<h1>" .. TITLE .. "</h1>"

-- Each case: what it is, the page, the time, its source.
local function check(cases)
  for _, case in ipairs(cases) do
    it(case[1], function()
      local article = support.article(case[2], case.path)
      assert.are.equal(case[3], support.time(article))
      assert.are.equal(case[4], article.time_source)
      assert.are.equal(case[3] == nil, article.time_error ~= nil)
    end)
  end
end

local JSON_LD = '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2015-06-01T09:30:00+08:00"}</script>'
local OPENGRAPH = '<meta property="article:published_time" content="2015-06-02T10:00:00Z">'
local DUBLIN_CORE = '<meta name="DC.date.issued" content="2015-06-03">'
local META = '<meta name="PubDate" content="2015-06-04 10:10">'
local TIME = '<time datetime="2015-06-05T11:00">5 June</time>'
local CANONICAL = '<link rel="canonical" href="http://news.example/2015/0606/c1.html">'
local VISIBLE = "<p>2015年6月7日 20:27 云港日报</p>"
local ALL = H1 .. TIME .. VISIBLE .. BODY

describe("the order of sources:", function()
  check {
    { "JSON-LD first", page(OPENGRAPH .. DUBLIN_CORE .. JSON_LD .. META, ALL), "2015-06-01 01:30", "json-ld" },
    { "then OpenGraph", page(DUBLIN_CORE .. META .. OPENGRAPH .. CANONICAL, ALL), "2015-06-02 10:00", "opengraph" },
    { "Dublin Core", page(META .. DUBLIN_CORE .. CANONICAL, ALL), "2015-06-03", "dublin core" },
    { "other meta data", page(META .. CANONICAL, ALL), "2015-06-04 10:10", "meta" },
    { "a <time> element", page(CANONICAL, ALL), "2015-06-05 11:00", "time element" },
    { "the address", page(CANONICAL, H1 .. VISIBLE .. BODY), "2015-06-06", "url" },
    { "a visible date", page("", H1 .. VISIBLE .. BODY), "2015-06-07 20:27", "visible" },
    { "the file's name", page("", H1 .. BODY), "2015-06-08", "file name", path = "2015-06-08-page.html" },
    { "a change only if nothing else is told", page('<meta property="article:modified_time" content="2016-01-01">', H1 .. BODY),
      "2016-01-01", "meta, modified" },
    { "a visible date before that of a change", page('<meta property="article:modified_time" content="2016-01-01">', H1 .. VISIBLE .. BODY),
      "2015-06-07 20:27", "visible" },
    { "a visible date of Taiwan's calendar", page("", H1 .. "<p>發布日期：104-06-08</p>" .. BODY), "2015-06-08", "visible" },
    { "none", page("", H1 .. BODY) },
    { "what cannot be is passed over", page('<meta property="article:published_time" content="2099-01-01">' .. DUBLIN_CORE, H1 .. BODY),
      "2015-06-03", "dublin core" },
    { "a day of the address with the visible time",
      page(CANONICAL, H1 .. "<p>2015年6月6日 20:27</p>" .. BODY), "2015-06-06 20:27", "visible" },
    { "a day of meta data with the visible time",
      page(DUBLIN_CORE, H1 .. "<p>2015-06-03 08:05:33</p>" .. BODY), "2015-06-03 08:05", "visible" },
    { "<time> of comments and lists does not count",
      page("", H1 .. BODY .. '<div class="comments"><time datetime="2015-07-01"></time></div>') },
    { "a <time> of a change counts last", page("", H1 .. '<time class="updated" datetime="2015-07-01">x</time>' .. BODY),
      "2015-07-01", "time element, modified" },
  }

  it("tells why there is none", function()
    local article = support.article(page('<meta name="pubdate" content="gestern">', H1 .. BODY))
    assert.is_nil(article.time)
    assert.are.equal('meta: date "gestern": of no form that is known', article.time_error)
  end)

  it("reads dates without a zone in the one that is given", function()
    local article = support.article(page("", H1 .. VISIBLE .. BODY), nil, { timezone = "Asia/Shanghai" })
    assert.are.equal("2015-06-07 12:27", support.time(article))
  end)
end)

describe("dates of addresses:", function()
  local cases = {}
  local function page_at(path)
    return page('<link rel=canonical href="http://www.news.example/' .. path .. '">', H1 .. BODY)
  end
  for _, path in ipairs {
    "2004/08/12/1.html", "2004-08/12/content_123.htm", "n/2004/0812/c123-456.html", "2004/08-12/123.shtml", "20040812/1.htm",
    "200408/t20040812_123.htm", "a/2004-08-12/123.html", "a/20040812123456.html", "c/2004-08-12/1.shtml", "04/0812/10/0TK1.html",
    "news.asp?date=2004-08-12", "200408/12/1.html",
  } do
    cases[#cases + 1] = { path, page_at(path), "2004-08-12", "url" }
  end
  for _, path in ipairs { "2004/1.html", "20041312/1.html", "12345678.html", "a/99990812/1.html", "p/2004081/1.html" } do
    cases[#cases + 1] = { "none in " .. path, page_at(path) }
  end
  local comment = "<!-- saved from url=(0042)http://news.example/2004/08/12/1.html -->\n"
  cases[#cases + 1] = { "the comment of a browser", comment .. page("", H1 .. BODY), "2004-08-12", "url" }
  cases[#cases + 1] = { "a crawler's copy", page("", H1 .. BODY), "2004-08-12", "url", path = "crawl/news.example/2004/08/12/1.html" }
  check(cases)
end)

-- Lists as they stand beside articles.
local LIST = "<ul><li><a href=1>旧闻一则标题</a>(2004-09-11)</li><li><a href=2>旧闻二则标题</a>(2004-09-10)</li>"
  .. "<li><a href=3>旧闻三则标题</a>(2004-09-09)</li></ul>"
local SOCIAL = ("夏天去澜江玩水怎么样，求推荐路线和住宿，最好带孩子也能去的那种，谢谢各位。"):rep(4)

describe("visible dates:", function()
  check {
    { "a portal's, under the title, with today's above", page("", "<table><tr><td>2026年11月28日 星期六</td></tr></table>"
      .. "<table><tr><td><font size=5><b>" .. TITLE .. "</b></font></td></tr><tr><td>http://news.example 2004年08月12日10:15 "
      .. "云港网-澜江晚报</td></tr></table>" .. BODY .. LIST .. "<p>Copyright &copy; 1996-2004 云港网</p>"), "2004-08-12 10:15", "visible" },
    { "in one line with source, author and editor",
      page("", "<h2>" .. TITLE .. "</h2><div>来源：澜江日报 作者：林晓舟 2012/3/5 8:05:00 "
      .. "责任编辑：王禾</div>" .. BODY), "2012-03-05 08:05", "visible" },
    { "in elements of a class", page("", LIST .. '<h1 class="main-title">' .. TITLE .. '</h1><div class="date-source">'
      .. '<span class="date">2015年06月01日 09:30</span><span class="source">云港日报</span></div>' .. BODY), "2015-06-01 09:30", "visible" },
    { "before lists of other articles", page("", '<div class="hot-news"><ul><li><a>甲</a><span>2015-06-03 11:00</span></li><li><a>乙</a>'
      .. "<span>2015-06-04 11:00</span></li></ul></div>" .. H1 .. "<p>2004-08-12</p>" .. BODY .. LIST), "2004-08-12", "visible" },
    { "a forum's first post",
      page("", "<div>今天: 120 帖子: 3000</div>" .. H1 .. "<table><tr><td>柳叶<br>注册时间 2003-5-6</td><td>"
      .. "发表于 2004-8-12 10:15<br>" .. SOCIAL .. "</td></tr><tr><td>芦花<br>注册时间 2002-1-6</td><td>发表于 2004-8-13 11:20<br>"
      .. SOCIAL .. "</td></tr></table>"), "2004-08-12 10:15", "visible" },
    { "a blog's, in brackets",
      page("", "<div class=articalTitle><h2 class='titName SG_txta'>" .. TITLE .. "</h2><span class='time SG_txtc'>"
      .. "(2010-06-08 22:31:05)</span></div>" .. BODY .. "<div class=sidebar><h3>最新评论</h3><ul><li>芦花 2010-6-9 10:11</li>"
      .. "<li>苇子 2010-6-9 11:12</li></ul></div>"), "2010-06-08 22:31", "visible" },
    { "a blog's, not that of the change", page("", "<header>" .. H1 .. "<div class=post-meta>发表于 2016-03-02 | 更新于 2019-01-01 | "
      .. "分类于 随笔</div></header>" .. BODY), "2016-03-02", "visible" },
    { "a wiki's last change",
      page("", H1 .. BODY .. "<p>1998年6月1日，澜江大桥通车。</p><div id=footer><ul><li> 本页面最后修改于 "
      .. "2019年3月5日 (星期二) 08:15。</li></ul></div>"), "2019-03-05 08:15", "visible, modified" },
    { "a government's label",
      page("", "<div class=weizhi>当前位置：首页 &gt; 政务公开 &gt; 通知公告</div>" .. H1 .. '<div class="info">'
      .. "<span>发布时间：2019-03-05</span><span>信息来源：市水务局</span></div>" .. BODY .. "<p align=right>2019年3月1日</p>"),
      "2019-03-05", "visible" },
    { "a signature at the end, in Chinese numerals", page("", H1 .. BODY .. "<p align=right>云港市水务局</p><p align=right>"
      .. "二〇一九年三月一日</p>"), "2019-03-01", "visible" },
    { "a paper's, above the title",
      page("", "<div>2009年07月03日 星期五 出版</div><div>第A03版：要闻</div>" .. H1 .. "<p>本报讯（记者 陆远）"
      .. BODY:sub(4)), "2009-07-03", "visible" },
    { "plain text of the nineties", "<html><head><title>华夏快递</title></head><body><pre>\n澜江文摘 第三期\n\n      雨后散步\n\n"
      .. "          柳叶\n    （1996年5月20日）\n\n" .. ("雨后的街道很干净，梧桐叶子贴在地上，像是谁画上去的。我们沿着江边走了很久，没有说话。\n"):rep(10)
      .. "</pre>", "1996-05-20", "visible" },
    { "years of two digits",
      page("", "<h3>" .. TITLE .. "</h3><p>04-08-12 10:15 作者：柳叶 点击：33</p>" .. BODY), "2004-08-12 10:15", "visible" },
    { "points for hyphens", page("", H1 .. "<p>日期：2004.8.12</p>" .. BODY), "2004-08-12", "visible" },
    { "traditional characters",
      page("", H1 .. "<div>記者陸遠／雲港報導　2018年06月01日 下午3:30</div>" .. BODY), "2018-06-01 15:30", "visible" },
    { "English",
      page("", H1 .. "<p class=byline>By Jane Doe | Published Jan 24, 2024 8:27 pm</p>" .. BODY), "2024-01-24 20:27", "visible" },
    { "German", page("", H1 .. "<p>24. März 2024, 20:27 Uhr</p>" .. BODY), "2024-03-24 20:27", "visible" },
    { "an agency's dateline, its year from the copyright", page("", H1 .. "<p>澜社云港8月12日电（记者 陆远）" .. BODY:sub(4)
      .. "<p>Copyright 2004 澜社</p>"), "2004-08-12", "visible" },
    { "a byline without the year",
      page("", H1 .. "<div>云港发布 06-01 09:30</div>" .. BODY .. "<div>© 2018 云港</div>"), "2018-06-01", "visible" },
    { "a label in a cell of its own",
      page("", H1 .. "<table><tr><td>成文日期</td><td>2019-03-01</td></tr><tr><td>发布日期</td><td>2019-03-05</td>"
      .. "</tr></table>" .. BODY), "2019-03-05", "visible" },
    { "the date behind a forum's half an hour ago", page("", H1 .. '<div><em id="authorposton1">发表于 <span title="2014-6-8 10:15:33">'
      .. "半小时前</span></em></div><p>" .. SOCIAL .. "</p>"), "2014-06-08 10:15", "visible" },
    { "of posts with one label the first, above the title too", page("", "<div>发表于 2010-6-18 21:03</div>" .. H1 .. BODY
      .. "<div>发表于 2010-6-19 12:22</div>" .. BODY), "2010-06-18 21:03", "visible" },
    { "a month in Chinese before its day", page("", H1 .. "<div>发表于 : 周五 10月 19, 2007</div>" .. BODY), "2007-10-19", "visible" },
    { "a Chinese name of a month", page("", H1 .. BODY .. "<p>星期四, 五月 28th, 2009</p>"), "2009-05-28", "visible" },
    { "years of Taiwan, of two digits", page("", H1 .. "<table><tr><th>發布日期</th><td>99/03/09</td></tr></table>" .. BODY),
      "2010-03-09", "visible" },
    { "no day on which a reference was read", page("", H1 .. BODY .. "<p>引用日期：2016-03-02</p>") },
    { "a short Chinese year", page("", H1 .. "<p>（97年5月20日）</p>" .. BODY), "1997-05-20", "visible" },
    { "a day in full width", page("", H1 .. "<p>２００４－０８－１２　１０：１５</p>" .. BODY), "2004-08-12 10:15", "visible" },
    { "digits of full width", page("", H1 .. "<p>澜社云港８月１２日电</p>" .. BODY .. "<p>Copyright 2004</p>"),
      "2004-08-12", "visible" },
    { "a management system's time of change, where that is all", page("", H1 .. "<p>更新时间：2008-8-12 点击：33</p>" .. BODY
      .. "<p>2009-1-1</p>"), "2008-08-12", "visible, modified" },
    { "the byline of another heading, not today's",
      page("", "<p>2004年8月13日 星期五</p><h1>泵站完工 市民称好</h1><p>2004年8月12日</p>" .. BODY),
      "2004-08-12", "visible" },
    { "below a title with an addition", page("", "<p>2004-09-01</p><b>[转帖]" .. TITLE .. "(图)</b><p>2004-08-12</p>" .. BODY),
      "2004-08-12", "visible" },
    { "at the end of a post", page("", H1 .. BODY .. "<div>posted @ 2019-03-05 10:10 柳叶 阅读(33)</div>"),
      "2019-03-05 10:10", "visible" },
    { "a script's, where no other is", page("", H1 .. BODY .. "<script>var publish_time = '2019-03-05 10:10';</script>"),
      "2019-03-05 10:10", "script" },
    { "none in sentences",
      page("", H1 .. BODY .. "<p>" .. ("他在澜江边长大，家里三代都是船工，从小就熟悉水性。"):rep(5)
      .. "1998年6月1日，他第一次独自驾船过江。" .. ("后来他去了云港的造船厂，做了二十年的电焊工。"):rep(5) .. "</p>") },
    { "none ahead of now", page("", H1 .. "<p>2029年1月1日</p>" .. BODY) },
    { "no year of a copyright", page("", H1 .. BODY .. "<p>Copyright © 2004-2018 云港网 版权所有</p>") },
    { "no day of a registration", page("", H1 .. "<p>注册时间：2004-8-12</p>" .. BODY) },
  }
end)
