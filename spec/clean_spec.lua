local newsstat = require "newsstat"

local clean = newsstat.clean

describe("newsstat.clean with options", function()
  local page = [[
<p>见<a href="https://a.example/x?a=1&amp;b=2">正文</a>和<a href="#top">顶部</a><a href="javascript:go()">脚本</a>。</p>
<figure><img src="a.png" alt="海港&#x591c;景"><figcaption>图：海港</figcaption></figure>
<table><caption>表一</caption><tr><th>年<th>量<tr><td>2024<td>5</table>
<ul><li>甲<ol start="3"><li>乙<li value="9">丙<li>丁</ol><li>戊</ul>
<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>字</p>
<pre>a
  b</pre>
<div style="display: none">藏</div><div hidden>匿</div><span aria-hidden="true">隐</span>]]

  local plain = "见正文和顶部脚本。\n\n图：海港\n表一\n年\t量\n2024\t5\n甲\n乙\n丙\n丁\n戊\n\n漢字\n\na\n  b"

  it("gives what a browser shows where there are none", function()
    assert.are.equal(plain, (clean(page)))
    assert.are.equal(plain, (clean(page, {})))
    local defaults = {
      captions = "keep", hidden = "drop", images = "drop", links = "text", lists = "plain", pre = "keep",
      ruby = "drop", tables = "keep",
    }
    assert.are.equal(plain, (clean(page, defaults)))
  end)

  -- Each option, and what it makes of a part of the text.
  local cases = {
    { "links", "inline", "见正文和", "见[正文](https://a.example/x?a=1&b=2)和" },
    { "links", "drop", "见正文和顶部脚本。", "见和。" },
    { "captions", "drop", "图：海港\n表一\n", "" },
    { "tables", "drop", "表一\n年\t量\n2024\t5\n", "" },
    { "images", "alt", "图：海港", "海港夜景\n图：海港" },
    { "lists", "markers", "甲\n乙\n丙\n丁\n戊", "- 甲\n  3. 乙\n  9. 丙\n  10. 丁\n- 戊" },
    { "ruby", "keep", "漢字", "漢(かん)字" },
    { "pre", "fold", "a\n  b", "a b" },
    { "hidden", "keep", "a\n  b", "a\n  b\n藏\n匿\n隐" },
  }
  for _, case in ipairs(cases) do
    local name, value, from, to = case[1], case[2], case[3], case[4]
    it(("takes %s = %q"):format(name, value), function()
      local first, last = plain:find(from, 1, true)
      local expected = plain:sub(1, first - 1) .. to .. plain:sub(last + 1)
      assert.are.equal(expected, (clean(page, { [name] = value })))
    end)
  end

  it("gathers addresses as footnotes", function()
    local text = clean('<p><a href=" /a b ">一</a>，<a href=/c>二</a></p><p>三</p>', { links = "footnotes" })
    assert.are.equal("一[1]，二[2]\n\n三\n\n[1]: /a%20b\n[2]: /c", text)
  end)

  local links = {
    { '<a href="x"></a>b', "b" }, { '<a href="x"><img></a>b', "b" }, { '<a href="x">a<p>b</p></a>c', "[a\n\nb](x)\n\nc" },
    { '<a href="x">a<a href="y">b', "[a](x)[b](y)" }, { 'a <a href="x">b</a> c', "a [b](x) c" },
    { '<li><a href="x">b</a>', "[b](x)" }, { '<a name="x">b</a>', "b" }, { '<a href="&#106;avascript:x">b</a>', "[b](javascript:x)" },
  }
  for _, case in ipairs(links) do
    it("shows links inline: " .. case[1], function()
      assert.are.equal(case[2], (clean(case[1], { links = "inline" })))
    end)
  end

  local wrong = {
    { { links = "both" }, "option 'links' must be text, inline, footnotes or drop, got 'both'" },
    { { tables = true }, "option 'tables' must be keep or drop, got 'boolean'" },
    { { lynx = "text" }, "unknown option 'lynx'" },
    { { "text" }, "option names must be strings" },
    { { most_depth = 0 }, "option 'most_depth' must be a whole number" },
    { { most_bytes = 1.5 }, "option 'most_bytes' must be a whole number" },
    { { most_bytes = "many" }, "option 'most_bytes' must be a whole number" },
    { "text", "table expected" },
  }
  for _, case in ipairs(wrong) do
    it("refuses wrong ones: " .. case[2], function()
      assert.has_error.matches(function() clean("", case[1]) end, case[2], 1, true)
      assert.has_error.matches(function() newsstat.cleaner(case[1]) end, case[2], 1, true)
    end)
  end
end)

describe("the second result of newsstat.clean", function()
  local html = "<!doctype html><title>甲 &amp;\n 乙</title><script>a<b</script><style>p{}</style><!-- c -->"
    .. "<p hidden>no</p>文\194\173字<title>丙</title>"

  it("says what was read and what was left out", function()
    local text, info = clean(html)
    assert.are.equal("文字", text)
    assert.are.same({
      charset = "UTF-8", charset_source = "detection", replaced = 0,
      title = "甲 & 乙", bytes_in = #html, bytes_out = 6, truncated = false,
      dropped = { titles = 47, scripts = 20, styles = 18, comments = 25, hidden = 16, characters = 2 },
    }, info)
  end)

  it("says in which charset the page was, and how that was found", function()
    local page = "<meta charset=gb2312><title>\214\208</title><p>\185\250\255<p>\214\208"
    local text, info = clean(page)
    assert.are.same({ "国\239\191\189\n\n中", "中" }, { text, info.title })
    assert.are.same({ "GBK", "meta", 1 }, { info.charset, info.charset_source, info.replaced })
    text, info = clean("\164\164\164\229", { charset = "big5" })
    assert.are.same({ "中文", "Big5", "transport" }, { text, info.charset, info.charset_source })
    local cleaner = newsstat.cleaner { charset = "gbk" }
    for byte in ("\214\208\185\250"):gmatch "." do cleaner:feed(byte) end
    text, info = cleaner:finish()
    assert.are.same({ "中国", "GBK" }, { text, info.charset })
    assert.has_error(function() clean("a", { charset = "gbkk" }) end)
    assert.has_error(function() clean("a", { charset = true }) end)
  end)

  it("has no title where there is none", function() assert.is_nil(select(2, clean "<p>a").title) end)

  it("cuts a long title between characters", function()
    local title = select(2, clean("<title>a" .. ("字"):rep(500) .. "</title>")).title
    assert.are.equal("a" .. ("字"):rep(341), title)
  end)

  local limits = {
    { "abc", { most_bytes = 2 }, "ab", true }, { "abc", { most_bytes = 3 }, "abc", false },
    { "<i><b>a</b></i>", { most_depth = 1 }, "a", true }, { "<i><b>a</b></i>", { most_depth = 2 }, "a", false },
    { "<p a b hidden>x", { most_attributes = 2 }, "x", true }, { "<p a b hidden>x", { most_attributes = 3 }, "", false },
  }
  for _, case in ipairs(limits) do
    local name, value = next(case[2])
    it(("says whether a limit was met: %s = %d, %s"):format(name, value, case[1]), function()
      local text, info = clean(case[1], case[2])
      assert.are.same({ case[3], case[4] }, { text, info.truncated })
    end)
  end
end)

describe("newsstat.cleaner", function()
  local page = "<!doctype html><title>题</title><p class='a>b'>中&nbsp;文&#x4E2D;<script>if(a</b)//</script>"
    .. "<!-- - -- -->尾\r\n巴<textarea>\r\n x</textarea><pre>\r\ny\r\nz"

  it("gives the same for pieces of every size", function()
    local text, info = clean(page)
    local cleaner = newsstat.cleaner()
    for size = 1, #page do
      for at = 1, #page, size do assert.are.equal(cleaner, cleaner:feed(page:sub(at, at + size - 1))) end
      assert.are.same({ text, info }, { cleaner:finish() })
    end
  end)

  it("takes options and limits", function()
    local cleaner = newsstat.cleaner { links = "inline", most_bytes = 20 }
    cleaner:feed "<a href=x>": feed "abc</a>": feed "defgh"
    local text, info = cleaner:finish()
    assert.are.equal("[abc](x)def", text)
    assert.are.same({ 22, true }, { info.bytes_in, info.truncated })
    assert.are.equal("x", (cleaner:feed "x":finish()))
  end)

  it("gives nothing for nothing", function()
    local text, info = newsstat.cleaner():finish()
    assert.are.same({ "", 0, 0, false }, { text, info.bytes_in, info.bytes_out, info.truncated })
  end)

  it("refuses all but close once it is closed", function()
    local cleaner = newsstat.cleaner()
    cleaner:close()
    cleaner:close()
    assert.has_error.matches(function() cleaner:feed "a" end, "the cleaner is closed")
    assert.has_error.matches(function() cleaner:finish() end, "the cleaner is closed")
  end)
end)

describe("the characters of a text", function()
  local cases = {
    { "soft hyphens", "co\194\173op", "coop" },
    { "zero-width spaces, word joiners, byte order marks", "\239\187\191a\226\128\139b\226\129\160c\239\187\191", "abc" },
    { "bidirectional controls", "a\226\128\142b\226\128\174c\226\129\166d", "abcd" },
    { "private-use characters", "\238\128\128a\239\163\191b\243\176\128\128", "ab" },
    { "controls", "a\1\8b\127c\194\128\0d", "abcd" },
    { "joiners where nothing joins", "a\226\128\141b中\226\128\140文", "ab中文" },
  }
  for _, case in ipairs(cases) do
    it("are without " .. case[1], function() assert.are.equal(case[3], (clean(case[2]))) end)
  end

  local kept = {
    { "joiners in emoji", "👩‍👧" }, { "joiners in Persian", "می‌خواهم" }, { "joiners in Devanagari", "क्‍ष" },
    { "flags of tag characters", "🏴\243\160\129\167\243\160\129\191" }, { "variation selectors", "葛\243\160\132\128❤️" },
    { "no-break and ideographic spaces", "a\194\160b　c" }, { "combining marks", "e\204\129" },
  }
  for _, case in ipairs(kept) do
    it("keep " .. case[1], function() assert.are.equal(case[2], (clean(case[2]))) end)
  end

  it("have spaces for separators that are no white space of HTML", function()
    assert.are.equal("a b c d", (clean "a\226\128\168b\194\133c\11d"))
  end)
end)
