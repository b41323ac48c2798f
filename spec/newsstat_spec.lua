local newsstat = require "newsstat"

-- Runs Lua code in a new interpreter of the kind that runs this spec; gives what it printed.
local function run(code)
  local at = 0
  while arg[at - 1] do at = at - 1 end
  local pipe = assert(io.popen(("'%s' -e '%s' 2>&1"):format(arg[at], code)))
  local output = pipe:read "*a"
  pipe:close()
  return output
end

local function tags_of(text)
  local parts = {}
  for word, _, _, tag in newsstat.words(text) do parts[#parts + 1] = word .. "/" .. tag end
  return parts
end

describe("require 'newsstat'", function()
  it("sets no global", function()
    assert.are.equal("done\n", run [[
      package.path = "lua/?.lua;lua/?/init.lua;" .. package.path
      local before = {}
      for name in pairs(_G) do before[name] = true end
      local newsstat = require "newsstat"
      newsstat.cut "我来到北京"
      newsstat.timeline():trends()
      for name in pairs(_G) do if not before[name] then print("global " .. name) end end
      print "done"]])
  end)

  it("gives the same table again", function()
    assert.are.equal(newsstat, require "newsstat")
  end)

  it("tells its name and version", function()
    local version = newsstat.version
    assert.are.equal("newsstat", newsstat._NAME)
    assert.are.equal(("newsstat %d.%d.%d"):format(version.major, version.minor, version.patch), newsstat._VERSION)
  end)

  it("tells the versions of the libraries it was built with", function()
    assert.matches("^%d+%.%d+", newsstat.version.icu)
    assert.matches("^%d+%.%d+%.%d+", newsstat.version.libxml2)
  end)

  it("says how to build the C module where there is none", function()
    local output = run [[
      package.path = "lua/?.lua;lua/?/init.lua;" .. package.path
      package.cpath = ""
      package.loadlib = function() return nil, "no such file" end
      print(select(2, pcall(require, "newsstat")))]]
    assert.matches("run 'make LUA=", output, 1, true)
  end)
end)

describe("newsstat.clean", function()
  local cases = {
    { "a paragraph", "<p>你好&nbsp;世界</p>", "你好\194\160世界" },
    { "paragraphs, an empty line between", "<p>一</p><p>二</p>", "一\n\n二" },
    { "a line break", "一<br>二", "一\n二" },
    { "entities", "&lt;b&gt; &amp; &#20013;&#x6587; &eacute;", "<b> & 中文 é" },
    { "scripts and styles", "<style>p{}</style><script>a<b</script>文", "文" },
    { "broken tags", "<p>一<b>二</p><i", "一二" },
    { "plain text", "没有标签", "没有标签" },
    { "nothing", "", "" },
    { "bytes that are no UTF-8", "中国\255b", "中国\239\191\189b" },
  }
  for _, case in ipairs(cases) do
    it("gives the text of " .. case[1], function()
      assert.are.equal(case[3], (newsstat.clean(case[2]):gsub("\n+$", "")))
    end)
  end

  it("takes any bytes", function()
    local bytes = {}
    for code = 0, 255 do bytes[#bytes + 1] = string.char(code) end
    assert.is_string(newsstat.clean(table.concat(bytes):rep(50)))
  end)
end)

describe("newsstat.cut", function()
  local cases = {
    { "a sentence", "我来到北京清华大学", { "我", "来到", "北京", "清华", "大学" } },
    { "a sentence in traditional characters", "我來到北京清華大學", { "我", "來到", "北京", "清華", "大學" } },
    { "scripts side by side", "用iPhone拍照，3.5%", { "用", "iPhone", "拍照", "，", "3.5%" } },
    { "spaces and line breaks", "北京  上海\r\n", { "北京", "  ", "上海", "\r\n" } },
    { "an address", "看http://a.example/b?c=d 吧", { "看", "http://a.example/b?c=d", " ", "吧" } },
    { "nothing", "", {} },
  }
  for _, case in ipairs(cases) do
    it("cuts " .. case[1], function() assert.are.same(case[3], newsstat.cut(case[2])) end)
  end

  local joined = {
    { "words", "我来到北京", " ", "我 来到 北京" },
    { "words by more than a character", "我来到北京", "--", "我--来到--北京" },
    { "words by nothing", "我 来到 北京", "", "我来到北京" },
    { "words, other spaces left out", "  我来到 \t北京　", "|", "我|来到|北京" },
    { "lines, their ends as they are", "北京\r\n\n上海 \n", "|", "北京\r\n\n上海\n" },
    { "nothing", "", " ", "" },
  }
  for _, case in ipairs(joined) do
    it("joins " .. case[1], function()
      assert.are.equal(case[4], newsstat.cut(case[2], { join = case[3] }))
    end)
  end

  it("gives a list where the options are empty", function()
    assert.are.same({ "北京" }, newsstat.cut("北京", {}))
  end)
end)

describe("newsstat.words", function()
  it("gives words with the positions of their first and last byte", function()
    local text, following = "我来到 北京，\nHello wörld 😀", 1
    for word, first, last in newsstat.words(text) do
      assert.are.equal(word, text:sub(first, last))
      assert.are.equal(following, first)
      following = last + 1
    end
    assert.are.equal(#text + 1, following)
  end)

  it("gives whole numbers", function()
    for _, first, last in newsstat.words "北京" do assert.are.equal("1 6", first .. " " .. last) end
  end)

  it("gives each word's part of speech", function()
    assert.are.same({ "来到/v", "北京/ns", "，/w", " /sp", "Hello/eng", "\n/sp", "3.14/m", " /sp", "www.a.example/url" },
      tags_of "来到北京， Hello\n3.14 www.a.example")
  end)
end)

describe("newsstat.article", function()
  it("reads bytes", function()
    local article = newsstat.article { content = "[标题](http://a.example/b)\n------\n<p>正文</p>", path = "2020-02-03.md" }
    assert.are.equal("标题", article.title)
    assert.are.equal("正文", (article.text:gsub("%s+$", "")))
    assert.are.equal(1580688000, article.time)
  end)

  it("tells which file is missing", function()
    local article, message = newsstat.article "no/such/file.md"
    assert.is_nil(article)
    assert.matches("no/such/file.md", message, 1, true)
  end)
end)

describe("newsstat.articles", function()
  it("steps through the articles of a folder, and tells what could not be read", function()
    local titles, messages = {}, {}
    for article, message in newsstat.articles { "examples/articles/2026", "no/such/file.md" } do
      local list = article and titles or messages
      list[#list + 1] = article and article.title or message
    end
    assert.are.equal(8, #titles)
    assert.are.equal(1, #messages)
    assert.matches("no/such/file.md", messages[1], 1, true)
  end)
end)

describe("a wrong call of newsstat", function()
  local counter = newsstat.counter()
  local wrong = {
    { "clean without HTML", function() newsstat.clean() end, "string expected" },
    { "clean with a table", function() newsstat.clean {} end, "string expected" },
    { "cut without a text", function() newsstat.cut() end, "string expected" },
    { "cut with a string as options", function() newsstat.cut("a", " ") end, "table expected" },
    { "cut with an unknown option", function() newsstat.cut("a", { jion = " " }) end, "unknown option 'jion'" },
    { "cut with a number as option name", function() newsstat.cut("a", { " " }) end, "option names must be strings" },
    { "cut with a wrong join", function() newsstat.cut("a", { join = 1 }) end, "option 'join' must be a string" },
    { "words without a text", function() newsstat.words() end, "string expected" },
    { "segmenter with a string", function() newsstat.segmenter "a" end, "newsstat.segmenter: a table of options" },
    { "segmenter with an unknown option", function() newsstat.segmenter { dict = "a" } end, "unknown option 'dict'" },
    { "segmenter with a wrong lexicon", function() newsstat.segmenter { lexicon = 1 } end, "'lexicon' must be string" },
    { "counter with an unknown option", function() newsstat.counter { stopp = {} } end, "unknown option 'stopp'" },
    { "counter with a wrong stop", function() newsstat.counter { stop = "我们" } end, "'stop' must be boolean or table" },
    { "counter with a wrong list of stop words", function() newsstat.counter { stop = { 1 } } end, "must be strings" },
    { "counter with wrong tags", function() newsstat.counter { tags = "n" } end, "'tags' must be table" },
    { "counter with a wrong list of tags", function() newsstat.counter { tags = { 1 } } end, "'tags' must hold strings" },
    { "counter with a wrong segmenter", function() newsstat.counter { segmenter = io.stdout } end, "newsstat.segmenter" },
    { "counter like a file", function() newsstat.counter { like = io.stdout } end, "'like' must be a counter" },
    { "counter of words of no characters", function() newsstat.counter { min_characters = 0 } end, "'min_characters'" },
    { "counter of words of a text", function() newsstat.counter { min_characters = "2" } end, "'min_characters'" },
    { "counter:top of fewer than none", function() counter:top(-1) end, "at least 0" },
    { "counter:top of no number", function() counter:top(0 / 0) end, "at least 0" },
    { "counter:get without a term", function() counter:get() end, "string expected" },
    { "counter:add without a text", function() counter:add() end, "string expected" },
    { "counter:merge with itself", function() counter:merge(counter) end, "merged with itself" },
    { "article without a path", function() newsstat.article() end, "newsstat.article: a path" },
    { "articles without paths", function() newsstat.articles() end, "paths must be a string or a list" },
  }
  for _, case in ipairs(wrong) do
    it("raises and says what is wrong: " .. case[1], function()
      local done, message = pcall(case[2])
      assert.is_false(done)
      assert.matches(case[3], message, 1, true)
    end)
  end

  it("is told at the caller's line", function()
    for _, call in ipairs {
      function() newsstat.counter { stopp = {} } end,
      function() newsstat.segmenter "a" end,
      function() newsstat.timeline { by = "decade" } end,
      function() newsstat.timeline():trends { to = 1 } end,
      function() newsstat.keywords(42) end,
      function() newsstat.article() end,
    } do
      local _, message = pcall(call)
      assert.matches("newsstat_spec%.lua:%d+: ", message)
    end
  end)
end)
