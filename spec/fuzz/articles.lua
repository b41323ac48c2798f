-- articles.lua [SECONDS [SEED]]: damaged pages, feeds, JSON, crawls, dumps, Markdown and saved posts. Whatever the bytes
-- are: articles with fields of their types, or messages that name the place, and an end.
local inputs = require "spec.fuzz.inputs"
local newsstat = require "newsstat"

local NOW = 1800000000
local SMALL = {
  '{"title":"台风","url":"https://a.example/1","date":"2024-01-24","text":"<p>台风登陆。"}\n{"title":"洪水","text":"水退了。"}\n',
  '[{"headline":"一","body":"二"},{"name":3,"content_html":"<b>四"}]',
  '{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","content_text":"水退了。","date_published":"2024-01-24T08:00:00Z"}]}',
  "<mediawiki xml:lang='zh'><page><title>渡口</title><ns>0</ns><revision><timestamp>2024-01-24T12:27:22Z</timestamp>"
    .. "<text>'''渡口'''是[[苇河|河]]边的{{注|一}}地方。\n== 历史 ==\n* 一</text></revision></page></mediawiki>",
  "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/1\r\n"
    .. "Content-Type: application/http; msgtype=response\r\n"
    .. "Content-Length: 115\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    .. "24\r\n<title>a</title><p>bbbbbbbbbbbbbbbb.\r\n0\r\n\r\n\r\n\r\n",
  "---\ntitle: 台风\ntags: [a, b]\ndate: 2024-01-24\n---\n\n# 台风\n\n登陆了，[见](https://a.example)。\n\n```\nx\n```\n",
  "+++\ntitle = '台风'\ndate = 2024-01-24T08:00:00Z\n+++\n\n登陆了。\n",
  "[台风](https://a.example/1)\n<!--1706099943000-->\n------\n<p>登陆了。<p>停课一天。",
  "渡口的灯\n\n灯亮了一夜，船没有来。\n",
}
local WORDS = {
  "<", ">", "</", "<!--", "-->", "<![CDATA[", "]]>", "&#x4e00;", "&", '"', "'", "{", "}", "[", "]", "\\u0000",
  "\\ud800", ",", ":", "\n\n", "\r\n",
  "---\n", "+++\n", "<item>", "</item>", "<entry>", "<title>", "<article>", "<table><tr><td>", "<br>", "<pre>",
  "<script>", "</script>", "<meta charset=gbk>",
  "\255", "\239\187\191", "\31\139", "WARC/1.0\r\n", "Content-Length: 99999999999\r\n", "Content-Encoding: gzip\r\n",
  "Content-Encoding: br\r\n",
  "发表于 2013-5-4", "等级：侠客 文章：2", "索引号", "（责任编辑：", "发信人: a\n", "--\n",
  "2024年1月24日", "{{", "}}", "[[", "]]",
  '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2024"}</script>', "1e999",
  "<?xml version='1.0'?>", "<rss><channel>",
}
local STRINGS = {
  "title", "url", "source", "author", "text", "language", "declared_language", "section", "time_source", "time_error", "path",
  "format",
}

local function check(article, message)
  if not article then
    assert(type(message) == "string" and message:sub(1, 1) == "f", "a message without its place: " .. tostring(message))
    return
  end
  for _, field in ipairs(STRINGS) do
    local value = article[field]
    assert(value == nil or type(value) == "string", field .. " is a " .. type(value))
  end
  assert(article.text and article.source and article.path and article.format, "a field is missing")
  assert(not article.time or article.time >= 631152000 and article.time <= NOW + 86400, "a time that cannot be")
  for _, tag in ipairs(article.tags) do assert(type(tag) == "string") end
end

local function target(bytes)
  local count = 0
  for article, message in newsstat.articles({ content = bytes, path = "f" }, { now = NOW, lazy = #bytes % 2 == 0 }) do
    check(article, message)
    count = count + 1
    assert(count <= #bytes + 1, "it does not end")
  end
end

local seeds = inputs.files { "spec/pages", "examples/articles", "examples/feeds" }
for _, text in ipairs(SMALL) do
  for _ = 1, 12 do seeds[#seeds + 1] = text end
end
inputs.run("articles", target, seeds, WORDS)
