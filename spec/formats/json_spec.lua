local article = require "newsstat.article"
local reading = require "spec.reading"
local change, each, read = reading.change, reading.each, reading.read

-- One object a line; the ends of lines that are wide are joined.
local LINES = ([[
{"id": 1, "title": "台风鸢尾生成", "url": "https://www.yanshi.example/1", "date": "2025-07-04 08:00", ~
 "content": "<p>台风“鸢尾”今天生成。</p><p>沿岸备战。</p>", "author": {"name": "周牧"}, "tags": ["气象", "台风"], ~
 "language": "zh-CN"}
{"headline": "洪水退去", "link": "https://yanshi.example/2", "published_at": 1752278400, ~
 "body": "青坡镇的水退了。\n居民回家。", "authors": ["林晚", {"name": "何蜂"}], "keywords": "洪水，青坡", ~
 "section": "国内"}

{"标题": "海底隧道贯通", "正文": "隧道今日贯通。", "发布时间": "2026年1月8日 10:30", "来源": "雲汀電台", "作者": "沈青"}
{"title": "短讯", "publishTime": 1752278400123, "summary": "一句话。", "content": null}
]]):gsub("~\n ", "")

local JSON_FEED = [[
{
  "version": "https://jsonfeed.org/version/1.1",
  "title": "青坡札记",
  "home_page_url": "https://qingpo.example/",
  "language": "zh-Hans",
  "items": [
    {
      "id": "https://qingpo.example/2025/flood",
      "url": "https://qingpo.example/2025/flood",
      "title": "洪水之后",
      "content_html": "<p>水退了。</p><p>街上满是淤泥 &amp; 树枝。</p>",
      "date_published": "2025-07-08T21:30:00+08:00",
      "authors": [ { "name": "沈青" } ],
      "tags": [ "洪水" ]
    },
    { "id": "2", "content_text": "3 < 5，<p> 不是标签。", "date_modified": "2025-07-09T08:00:00Z" }
  ]
}
]]

describe("NDJSON", function()
  it("gives an article a line, by the names that fields commonly have", function()
    local articles, messages = read(LINES, { timezone = "Asia/Shanghai" })
    assert.are.same({}, messages)
    assert.are.same({ "f#1", "f#2", "f#3", "f#4" }, each(articles, "path"))
    assert.are.same({ "台风鸢尾生成", "洪水退去", "海底隧道贯通", "短讯" }, each(articles, "title"))
    assert.are.same({ 1751587200, 1752278400, 1767839400, 1752278400 }, each(articles, "time"))
    assert.are.same({ "周牧", "林晚, 何蜂", "沈青", false }, each(articles, "author"))
    assert.are.same({ "yanshi.example", "yanshi.example", "雲汀電台", "unknown" }, each(articles, "source"))
    assert.are.same({ "台风“鸢尾”今天生成。", "沿岸备战。" }, articles[1].paragraphs)
    assert.are.same({ "青坡镇的水退了。", "居民回家。" }, articles[2].paragraphs)
    assert.are.same({ "一句话。" }, articles[4].paragraphs)
    assert.are.same({ "洪水", "青坡" }, articles[2].tags)
    assert.are.equal("国内", articles[2].section)
    assert.are.equal("zh-CN", articles[1].declared_language)
    assert.are.equal("1", articles[1].id)
    assert.are.equal("json", articles[1].format)
    assert.are.equal("published", articles[1].time_source)
  end)

  it("with one broken line gives the others, and names the line", function()
    local broken = {
      { '"洪水退去", "link"', '"洪水退去, "link"', "f#2: line 2: " },
      { '"section": "国内"}', '"section": "国内"', "f#2: line 2: " },
      { '{"headline"', '["headline"', "f#2: line 2: " },
    }
    for _, case in ipairs(broken) do
      local articles, messages = read(change(LINES, case[1], case[2]))
      assert.are.same({ "台风鸢尾生成", "海底隧道贯通", "短讯" }, each(articles, "title"))
      assert.are.equal(1, #messages)
      assert.are.equal(case[3], messages[1]:sub(1, #case[3]))
    end
  end)

  it("with a broken first line is told by the second", function()
    local articles, messages = read((change(LINES, '{"id": 1,', '{"id": ')))
    assert.are.equal(3, #articles)
    assert.matches("^f#1: line 1: ", messages[1])
  end)

  it("that ends within a line gives what came before", function()
    local articles, messages = read(LINES:sub(1, -20))
    assert.are.equal(3, #articles)
    assert.matches("^f#4: line 5: ", messages[1])
  end)

  it("says what keys an object has whose names are not known", function()
    local _, messages = read '{"kopf": "a", "rumpf": "b"}\n{"title": "x"}\n'
    assert.are.same({ "f#1: line 1: it has neither title nor text under a name that is known; --fields names them (it has: kopf, rumpf)" },
      messages)
  end)

  it("takes the names that it is given", function()
    local articles, messages = read('{"kopf": "甲", "data": {"rumpf": "乙", "wann": 1752278400}}\n{"kopf": "丙"}\n',
      { fields = { title = "kopf", text = "data.rumpf", published = "data.wann" } })
    assert.are.same({}, messages)
    assert.are.same({ "甲", "丙" }, each(articles, "title"))
    assert.are.same({ "乙", "" }, each(articles, "text"))
    assert.are.equal(1752278400, articles[1].time)
    assert.has_error(function() article.parse("{}", "f", { fields = { titel = "a" } }) end,
      "newsstat.article: option 'fields' maps no field 'titel' (there are: author, html, id, language, plain, published, "
      .. "section, source, summary, tags, text, title, updated, url)")
  end)

  it("repairs what is no UTF-8, and reads GBK", function()
    local articles, messages = read '{"title": "青\255坡", "text": "b"}\n{"title": "c"}\n'
    assert.are.same({}, messages)
    assert.are.equal("青\239\191\189坡", articles[1].title)
    local gbk = ('{"title": "\199\224\198\194\213\242\186\233\203\174", '
      .. '"text": "\199\224\198\194\213\242\181\196\203\174\205\203\193\203\161\163"}\n'):rep(2)
    assert.are.equal("青坡镇洪水", read(gbk, { charset = "gbk" })[2].title)
  end)

  it("reports dates that cannot be", function()
    local articles = read '{"title": "a", "date": "2024-13-01"}\n{"title": "b", "date": 5, "updated": "2024-01-24"}\n'
    assert.matches('published: date "2024%-13%-01": no such month', articles[1].time_error)
    assert.are.equal("updated", articles[2].time_source)
  end)
end)

describe("JSON", function()
  it("is read as one object, indented or not", function()
    for _, text in ipairs { '{"title": "甲", "text": "乙"}', '{\n  "title": "甲",\n  "text": "乙"\n}\n',
      '\239\187\191{"title":"甲","text":"乙"}\n\n' } do
      local articles, messages = read(text)
      assert.are.same({}, messages)
      assert.are.equal(1, #articles)
      assert.are.equal("f", articles[1].path)
      assert.are.equal("甲", articles[1].title)
      assert.are.equal("乙", articles[1].text)
    end
  end)

  it("is read as an array, whose elements may hold anything", function()
    local articles, messages = read '[\n {"title": "甲 \\" } ]", "x": [{"y": "}]"}]},\n{"title": "乙\\\\"} ,{"title":"丙"}]'
    assert.are.same({}, messages)
    assert.are.same({ '甲 " } ]', "乙\\", "丙" }, each(articles, "title"))
    assert.are.same({ "f#1", "f#2", "f#3" }, each(articles, "path"))
    assert.are.same({ "f#1" }, each(read '[{"title": "甲"}]', "path"))
  end)

  it("is read as objects behind one another", function()
    local articles, messages = read '{\n "title": "甲"\n}\n{\n "title": "乙"\n}{"title": "丙"}'
    assert.are.same({}, messages)
    assert.are.same({ "甲", "乙", "丙" }, each(articles, "title"))
  end)

  it("is read as JSON Feed", function()
    local articles, messages = read(JSON_FEED)
    assert.are.same({}, messages)
    assert.are.same({ "f#1", "f#2" }, each(articles, "path"))
    assert.are.same({ "水退了。", "街上满是淤泥 & 树枝。" }, articles[1].paragraphs)
    assert.are.same({ "3 < 5，<p> 不是标签。" }, articles[2].paragraphs)
    assert.are.same({ 1751981400, 1752048000 }, each(articles, "time"))
    assert.are.equal("https://qingpo.example/2025/flood", articles[1].url)
  end)

  it("is read as an API answers", function()
    local articles = read '{"code": 0, "data": [{"title": "甲"}, 5, {"title": "乙"}]}'
    assert.are.same({ "甲", "乙" }, each(articles, "title"))
  end)

  it("that is damaged gives what can be read, and says what not", function()
    local cases = {
      { '[{"title": "甲"}, {"title": 乙}, {"title": "丙"}]', { "甲", "丙" }, "^f#2: " },
      { '[{"title": "甲"}, {"title": "乙', { "甲" }, "^f: byte %d+: it ends within a value" },
      { '{"title": "甲", "text": "乙"', {}, "^f" },
      { JSON_FEED:sub(1, -60), {}, "^f: byte %d+: it ends within a value" },
      { '[{"title": "甲"}, {}]', { "甲" }, "^f#2: byte 19: it is no object with fields" },
    }
    for _, case in ipairs(cases) do
      local articles, messages = read(case[1])
      assert.are.same(case[2], each(articles, "title"))
      assert.are.equal(1, #messages, case[1])
      assert.matches(case[3], messages[1])
    end
  end)

  it("of any depth and shape is linear", function()
    for _, text in ipairs { ("["):rep(1e5), ('{"a":'):rep(2e4), "[" .. ("{"):rep(1e5), '[{"title":"' .. ("\\"):rep(1e5),
      "[" .. ('{"title":"a"},'):rep(5000), '{"a":1}\n' .. ("\n"):rep(1e5) } do
      local before = os.clock()
      read(text)
      assert.is_true(os.clock() - before < 3, text:sub(1, 20))
    end
  end)

  it("larger than allowed is passed over, and the rest read", function()
    local text = '[{"title": "甲"}, {"title": "' .. ("x"):rep(200000) .. '"}, {"title": "丙"}]'
    local articles, messages = read(text, { most_bytes = 100000 })
    assert.are.same({ "甲", "丙" }, each(articles, "title"))
    assert.matches("a value of it is larger than 100000 bytes; the option most_bytes allows more", messages[1], 1, true)
    text = '{"title": "甲"}\n{"title": "' .. ("x"):rep(200000) .. '"}\n{"title": "丙"}\n'
    articles, messages = read(text, { most_bytes = 100000 })
    assert.are.same({ "甲", "丙" }, each(articles, "title"))
    assert.matches("line 2: a part of it is larger than 100000 bytes", messages[1], 1, true)
  end)

  it("that is no object is told with its place", function()
    local articles, messages = read('[{"title":"一","text":"二"} , 5, 6, [7], {"title":"三","text":"四"}, "x"')
    assert.are.same({ "f#1", "f#3" }, each(articles, "path"))
    assert.are.same({
      "f: byte 32: this is no object, and passed over", "f#2: byte 38: it is no object with fields",
      "f: byte 73: this is no object, and passed over", "f: it ends before its list does",
    }, messages)
  end)
end)
