local reading = require "spec.reading"
local wikitext = require "newsstat.formats.wikitext"
local core = require "newsstat.core"
local change, each, read = reading.change, reading.each, reading.read

local DUMP = [=[
<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.10/" version="0.10" xml:lang="zh">
  <siteinfo>
    <sitename>青坡新闻</sitename>
    <base>https://news.qingpo.example/wiki/首页</base>
    <namespaces><namespace key="0" case="first-letter" /><namespace key="10" case="first-letter">Template</namespace></namespaces>
  </siteinfo>
  <page>
    <title>青坡镇 洪水退去</title>
    <ns>0</ns>
    <id>17</id>
    <revision>
      <id>100</id>
      <timestamp>2025-07-10T00:00:00Z</timestamp>
      <contributor><username>旧人</username></contributor>
      <text bytes="9" xml:space="preserve">旧稿。</text>
    </revision>
    <revision>
      <id>101</id>
      <timestamp>2025-07-12T08:30:00Z</timestamp>
      <contributor><username>林晚</username><id>3</id></contributor>
      <text bytes="300" xml:space="preserve">{{日期|2025年7月12日}}
[[File:水.jpg|thumb|街上的[[淤泥]]]]
'''青坡镇'''的[[洪水|水]]退了。&lt;ref name="a"&gt;见[http://a.example 报道]。&lt;/ref&gt;居民 &amp;amp; 牲畜返家。

== 影响 ==
* 三百户受灾
{| class="wikitable"
! 村 !! 户
|-
| 甲 || 100
|}
据[https://b.example/ 气象台]说，-{zh-hans:软件;zh-hant:軟體}-显示雨停。&lt;!-- 注 --&gt;
[[Category:洪水]]
[[分类:青坡]]</text>
    </revision>
  </page>
  <page>
    <title>Template:日期</title>
    <ns>10</ns>
    <id>18</id>
    <revision><timestamp>2025-07-12T08:30:00Z</timestamp><text>模板</text></revision>
  </page>
  <page>
    <title>洪水</title>
    <ns>0</ns>
    <id>19</id>
    <redirect title="青坡镇 洪水退去" />
    <revision><timestamp>2025-07-12T08:30:00Z</timestamp><text>#重定向 [[青坡镇 洪水退去]]</text></revision>
  </page>
  <page>
    <title>隧道</title>
    <ns>0</ns>
    <id>20</id>
    <revision><timestamp>2026-01-08T02:00:00Z</timestamp><text>隧道贯通。</text></revision>
  </page>
</mediawiki>
]=]

describe("a MediaWiki dump", function()
  it("gives the pages of the main namespace, without redirects", function()
    local articles, messages = read(DUMP)
    assert.are.same({}, messages)
    assert.are.same({ "青坡镇 洪水退去", "隧道" }, each(articles, "title"))
    local first = articles[1]
    assert.are.equal("f#1", first.path)
    assert.are.equal("f#4", articles[2].path)
    assert.are.equal("17", first.id)
    assert.are.equal("https://news.qingpo.example/wiki/青坡镇_洪水退去", first.url)
    assert.are.equal("news.qingpo.example", first.source)
    assert.are.equal("林晚", first.author)
    assert.are.equal("zh", first.declared_language)
    assert.are.equal(1752309000, first.time)
    assert.are.equal("revision", first.time_source)
    assert.are.same({ "洪水", "青坡" }, first.tags)
    assert.are.same({ "青坡镇的水退了。居民 & 牲畜返家。", "影响", "三百户受灾", "据气象台说，软件显示雨停。" }, first.paragraphs)
    assert.are.equal("mediawiki", first.format)
  end)

  it("with a page that is not closed gives the others", function()
    local articles, messages = read(change(DUMP, "分类:青坡]]</text>\n    </revision>\n  </page>", "分类:青坡]]</text>\n    </revision>"))
    assert.are.same({ "隧道" }, each(articles, "title"))
    assert.are.same({ "f#1: byte 0: a page before it is not closed" }, messages)
  end)

  it("that is cut off gives what came before", function()
    local articles, messages = read(DUMP:sub(1, assert(DUMP:find("隧道贯通", 1, true)) + 2))
    assert.are.same({ "青坡镇 洪水退去" }, each(articles, "title"))
    assert.are.same({ "f#4: byte 1733: the file ends within a page" }, messages)
  end)

  it("with a page without text or title says so", function()
    local articles, messages = read(change(DUMP, "<title>隧道</title>", ""))
    assert.are.equal(1, #articles)
    assert.are.same({ "f#4: byte 1733: the page has no title" }, messages)
    articles, messages = read(change(DUMP, "<text>隧道贯通。</text>", ""))
    assert.are.equal(1, #articles)
    assert.are.same({ "f#4: byte 1733: the page 隧道 has no text" }, messages)
  end)

  it("reads no entity and no document type of its own", function()
    local evil = '<!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "&x;&x;">]>\n'
    local articles = read((DUMP:gsub("隧道贯通", "&x;&y;")))
    assert.are.equal("&x;&y;。", articles[2].text)
    local none, messages = read(evil .. DUMP)
    assert.are.same({}, none)
    assert.are.equal(1, #messages)
  end)
end)

describe("wikitext.to_text", function()
  local cases = {
    { "a {{b|{{c}}|{{d}}}} e", "a e" }, { "a {{b", "a {{b" }, { "a }} b", "a }} b" }, { "{| x\n| {{y}}\n|} z", "z" },
    { "a {| b {{c |} d", "a d" }, { "[[甲|乙]][[丙]][[:分类:丁]]", "乙丙分类:丁" }, { "[[甲", "[[甲" }, { "甲]]", "甲]]" },
    { "[[文件:a.jpg|缩略|说明[[甲]]和[[乙|丙]]]]文", "文" }, { "a<ref>b</ref>c<ref name=d/>e<ref>f", "acef" },
    { "''斜''与'''粗'''与'''''都'''''", "斜与粗与都" }, { "== 题 ==\n: 甲\n# 乙\n----\n__NOTOC__", "题\n甲\n乙" },
    { "[http://a.example]x[http://b.example 乙]", "x乙" }, { "-{zh-cn:甲; zh-tw:乙}-, -{丙}-", "甲, 丙" },
    { "a <math>x^2</math> &lt;b&gt; <b>c</b>", "a <b> c" },
  }
  for _, case in ipairs(cases) do
    it("makes '" .. case[2]:gsub("\n", "/") .. "' of '" .. case[1]:gsub("\n", "/") .. "'", function()
      local text = assert(wikitext.to_text(case[1], function(html) return core.clean(html, { charset = "utf-8" }) end))
      assert.are.equal(case[2], (text:gsub("\n+", "\n"):gsub(" +", " "):match "^%s*(.-)%s*$"))
    end)
  end

  it("takes time in proportion to the text", function()
    local function same(html) return html end
    for _, part in ipairs { "{{", "}}", "{|", "|}", "{{a", "[[", "]]", "[[a|", "a]]", "[[a|b", "<ref>", "<!--", "''", "-{a", "{{|}",
      "[[a]]", "[http:a", "== a", "<ref", "{{}}" } do
      local times = {}
      for i, size in ipairs { 8000, 32000 } do
        local text, before = part:rep(math.floor(size / #part)), os.clock()
        wikitext.to_text(text, same)
        times[i] = os.clock() - before
      end
      assert.is_true(times[2] < 12 * times[1] + 0.1, part .. ": " .. times[1] .. " s, " .. times[2] .. " s")
    end
  end)

  it("gives lazily what it gives at once", function()
    local wanted, found = read(DUMP), read(DUMP, { lazy = true })
    assert.are.same(each(wanted, "title"), each(found, "title"))
    assert.are.same(each(wanted, "text"), each(found, "text"))
    assert.are.same(each(wanted, "language"), each(found, "language"))
  end)
end)
