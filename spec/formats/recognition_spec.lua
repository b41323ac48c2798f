local formats = require "newsstat.formats"
local random = require "spec.random"
local reading = require "spec.reading"
local read = reading.read

local PROSE = "青坡镇的水退了，居民返家。\n\n街上满是淤泥，三百户受灾。镇长说：“谢谢大家（包括邻镇）。”\n"

describe("formats are told by content", function()
  local cases = {
    { "post", "---\ntitle: a\n---\n<p>文</p>" }, { "post", "[a](https://a.example)\n---\n文" },
    { "page", "<!DOCTYPE html>\n<p>文</p>" }, { "page", "\239\187\191<!-- x -->\n<HTML><body>文" }, { "page", "<p>文</p><p>文</p>" },
    { "page", "<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Strict//EN' 'x'><html><body>文</body></html>" },
    { "rss", "<?xml version='1.0'?><rss><channel><item><title>a</title></item></channel></rss>" },
    { "atom", "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>a</title></entry></feed>" },
    { "json", '{"title": "a"}' }, { "json", '[{"title": "a"}]' },
    { "json", '{"title": "a", "text": "**b** [c](https://a.example)"}\n{"title": "d"}' },
    { "json", ' \n{ "title" : "a" }\n{"title": "b"}' },
    { "mediawiki", "<mediawiki><page><title>a</title><revision><text>b</text></revision></page></mediawiki>" },
    { "markdown", "---\ntitle: a\n---\n文" }, { "markdown", "+++\ntitle = 'a'\n+++\n文" }, { "markdown", "# 题\n\n文" },
    { "markdown", "看[这里](https://a.example)。" },
    { "text", PROSE }, { "text", "\239\187\191" .. PROSE }, { "text", "题\n------\n文" },
    { "text", "Plain English text; it has (some) signs, and [notes], but it is prose all the same. And so it goes on." },
  }
  for _, case in ipairs(cases) do
    it(case[1] .. ": " .. case[2]:sub(1, 30):gsub("%c", " "), function()
      local articles = read(case[2], nil, "x.json")
      assert.is_truthy(articles[1])
      assert.are.equal(case[1], articles[1].format)
    end)
  end

  local refused = {
    { "", "it is empty" }, { " \n ", "it is empty" }, { "\137PNG\r\n\26\n\0\0", "it holds NUL bytes, so it is no text" },
    { "SQLite format 3\0\16\0", "it is a database; a store is read with --store by trends, follow and series" },
    { "%PDF-1.4\n%\226\227\207\211\n1 0 obj", "it is PDF: make text or HTML of it first" },
    { "{\\rtf1\\ansi a}", "it is RTF: make text or HTML of it first" },
    { "<opml version='2.0'><body/></opml>", "it is XML or HTML of no kind that is read here, beginning with <opml>" },
    { "<?xml version='1.0'?><urlset/>", "it is XML or HTML of no kind that is read here, beginning with <urlset>" },
    { "body { color: red; }\n.a { margin: 0; }\n", "it looks like data or program code, not like a text" },
    { "function f(x) { return x[0] ? g(x) : {}; }\nvar a = f([1]);\n", "it looks like data or program code, not like a text" },
  }
  for _, case in ipairs(refused) do
    it("refuses " .. case[1]:sub(1, 30):gsub("%c", " "), function()
      local articles, messages = read(case[1])
      assert.are.same({}, articles)
      assert.are.same({ "f: no article: " .. case[2] }, messages)
    end)
  end

  it("unless one is named", function()
    assert.are.equal("text", read("<p>文</p>", { format = "text" })[1].format)
    assert.are.equal("page", read(PROSE, { format = "page" })[1].format)
    local done, message = pcall(read, PROSE, { format = "docx" })
    assert.is_false(done)
    assert.matches("option 'format' must be one of warc, feed, json, post, mediawiki, page, markdown, text, got 'docx'", message, 1, true)
  end)
end)

describe("plain text", function()
  it("has its title in a short first line, and its time in its name", function()
    local one = read("\239\187\191洪水退去\r\n\r\n" .. PROSE, nil, "a/2025-07-12-x.txt")[1]
    assert.are.equal("洪水退去", one.title)
    assert.are.equal(1752278400, one.time)
    assert.are.equal("file name", one.time_source)
    assert.are.same({ "青坡镇的水退了，居民返家。", "街上满是淤泥，三百户受灾。镇长说：“谢谢大家（包括邻镇）。”" }, one.paragraphs)
  end)

  it("has none where the first line is a paragraph", function()
    local long = ("青坡镇的水退了，"):rep(20)
    local one = read(long .. "\n" .. PROSE)[1]
    assert.is_nil(one.title)
    assert.are.equal(long, one.paragraphs[1])
  end)

  it("is read in other charsets", function()
    local gbk = ("\199\224\198\194\213\242\181\196\203\174\205\203\193\203\163\172\190\211\195\241\183\181\188\210\161\163\n"):rep(4)
    local one = read(gbk)[1]
    assert.are.equal("GBK", one.charset)
    assert.are.equal("青坡镇的水退了，居民返家。", one.title)
  end)

  it("that is damaged is read as far as it is text, or refused", function()
    assert.are.equal(1, #read(PROSE:sub(2)))
    assert.are.equal(1, #read(PROSE .. "\255\254"))
    assert.are.equal(0, #read(PROSE .. "\0"))
    assert.are.equal(0, #read((PROSE:gsub("[\128-\255]", "\1"))))
  end)
end)

-- Random damage to files of all formats: each reading ends, raises nothing, and gives articles or messages.
describe("files with random damage", function()
  local SEEDS = {
    "---\ntitle: \"甲\"\ndate: 2025-07-12\ntags: [a, b]\n---\n<!--1752278400000-->\n[题](https://a.example)\n------\n<p>文</p>",
    "<!DOCTYPE html><html lang=zh><head><meta charset=utf-8><title>题</title></head><body><p>文<b>字</p></body></html>",
    '{"title": "甲", "content": "<p>文</p>", "date": 1752278400, "tags": ["a"]}\n{"headline": "乙", "x": {"y": [1, {"z": "\\u4e2d\\n"}]}}\n',
    '[{"title": "甲"}, {"title": "乙", "a": [[], {}]}]',
    '{"version": "https://jsonfeed.org/version/1.1", "items": [{"title": "a", "content_text": "b"}]}',
    "+++\ntitle = \"题\"\ntags = [\"a\", 'b']\n+++\n# 题\n\n**文** [a](b) `c`\n\n- d\n\n|e|f|\n|-|-|\n",
    "<mediawiki xml:lang=\"zh\"><siteinfo><base>https://a.example/b</base></siteinfo><page><title>甲</title><ns>0</ns><revision>"
      .. "<timestamp>2025-07-12T08:30:00Z</timestamp><text>{{a|{{b}}}} [[c|d]] {| e |} &lt;ref&gt;f&lt;/ref&gt; ''g''</text>"
      .. "</revision></page></mediawiki>",
    "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: 99\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: "
      .. "text/html\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n<html><p>文</p></\r\n5\r\nhtml>\r\n0\r\n\r\n\r\n\r\n",
    "<rss version='2.0'><channel><item><title>甲</title><pubDate>Wed, 24 Jan 2024 12:27:22 GMT</pubDate></item></channel></rss>",
    "洪水退去\n\n" .. PROSE,
    "\31\139\8\0\0\0\0\0\0\3\75\76\74\6\0\194\65\36\53\3\0\0\0", "PK\3\4\20\0\0\0\0\0\0\0\33\0\194\65\36\53\3\0\0\0\3\0\0\0\1\0\0\0aabc",
  }
  local function check(bytes, options)
    local count = 0
    local done, problem = pcall(function()
      local articles = read(bytes, options)
      count = #articles
      for _, one in ipairs(articles) do
        assert(type(one.text) == "string" and type(one.path) == "string" and type(one.source) == "string")
        assert(one.time == nil or one.time % 1 == 0)
        assert(one.time or one.time_error)
        assert(one.paragraphs)
      end
    end)
    assert.is_true(done, ("%q: %s"):format(bytes, tostring(problem)))
    return count
  end

  it("give articles or say why not", function()
    local next_number, count = random.new(7), 0
    for _ = 1, 1500 do
      local bytes = random.damage(next_number, SEEDS[next_number(#SEEDS)], SEEDS[next_number(#SEEDS)])
      count = count + check(bytes)
    end
    assert.is_true(count > 500)
  end)

  it("do so in each format that is named", function()
    local next_number = random.new(11)
    for _, name in ipairs(formats.NAMES) do
      for _ = 1, 150 do
        check(random.damage(next_number, SEEDS[next_number(#SEEDS)], SEEDS[next_number(#SEEDS)]), { format = name })
      end
    end
  end)
end)
