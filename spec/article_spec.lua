local files = require "spec.files"
local lfs = require "lfs"
local article = require "newsstat.article"

local NOW = 1800000000 -- 2027-01-15T08:00:00Z
local BOM = "\239\187\191"
local ENTITIES = { ["&amp;"] = "&", ["&quot;"] = '"', ["&lt;"] = "<", ["&gt;"] = ">" }

-- Stands in for the cleanup of HTML where the C module is not built. It is not what these specs test:
-- the real cleanup has its own.
local function strip_tags(html)
  local text = html:gsub("</p>", "\n"):gsub("<[^>]*>", ""):gsub("&%w+;", ENTITIES)
  return text
end

local has_newsstat, newsstat = pcall(require, "newsstat")
local clean = has_newsstat and newsstat.clean or strip_tags

local HEAD = '---\ntitle: "题"\ndate: 2020-02-03T04:05:06Z\nfrom: https://www.example.com/a\n---\n'

local function parse(bytes, path, options)
  options = options or {}
  return article.parse(bytes, path,
    { clean = options.clean or clean, now = options.now or NOW, format = options.format })
end

local write, make_folder = files.write, files.new_folder

local function remove_folder(path)
  for name in lfs.dir(path) do
    local inner = path .. "/" .. name
    local is_folder = lfs.symlinkattributes(inner, "mode") == "directory"
    if not is_folder then os.remove(inner) elseif name ~= "." and name ~= ".." then remove_folder(inner) end
  end
  lfs.rmdir(path)
end

-- Root may read anything, so a file without permission takes another user to test.
local function is_root()
  local file = io.popen("id -u 2>/dev/null")
  local user = file and file:read("*l")
  if file then file:close() end
  return user == "0"
end

describe("article.parse", function()
  it("reads a post with every part", function()
    local post = assert(parse(BOM .. [[
---
layout: post
title: 题
date: 2020-08-31T10:55:27.000Z
author: 法广
from: http://www.rfi.fr//cn/a(b)
tags: [ 法广, 日本 ]
categories: [ 国际 ]
---
<!--1598871327000-->
[题](http://www.rfi.fr//cn/a(b))
------

<div><p>首相。</p><p>电话。</p></div>
]], "a/b.md"))
    assert.are.equal("a/b.md", post.path)
    assert.are.equal("题", post.title)
    assert.are.equal("http://www.rfi.fr//cn/a(b)", post.url)
    assert.are.equal("rfi.fr", post.source)
    assert.are.equal("法广", post.author)
    assert.are.same({ "法广", "日本" }, post.tags)
    assert.are.equal("1598871327", tostring(post.time))
    assert.are.equal("front matter", post.time_source)
    assert.is_nil(post.time_error)
    assert.are.same({ "首相。", "电话。" }, post.paragraphs)
    assert.matches("首相。\n+电话。", post.text)
    assert.are.equal("post", post.format)
    assert.is_nil(post.html)
  end)

  local LINK = "[题](https://example.com/a)\n"
  local bodies = {
    { "time, link and rule", "<!--1598871327000-->\n" .. LINK .. "------\n<p>文</p>" },
    { "CRLF line ends", "<!--1598871327000-->\r\n[题](https://example.com/a)\r\n------\r\n<p>文</p>\r\n" },
    { "a byte order mark", BOM .. LINK .. "------\n<p>文</p>" },
    { "link and rule", LINK .. "---\n<p>文</p>" },
    { "empty lines between", "\n\n <!-- 1598871327000 -->\n\n" .. LINK .. "\n---------- \n\n<p>文</p>" },
    { "a rule alone", "------\n<p>文</p>" },
    { "time and rule", "<!--1598871327000-->\n------\n<p>文</p>" },
    { "front matter and body", HEAD .. "\n<p>文</p>" },
    { "front matter, rule and body", HEAD .. "------\n<p>文</p>" },
    { "front matter, time and body", HEAD .. "<!--1598871327000-->\n<p>文</p>" },
    { "front matter, link, rule and body", HEAD .. LINK .. "------\n<p>文</p>" },
  }
  for _, case in ipairs(bodies) do
    it("reads " .. case[1], function()
      assert.are.same({ "文" }, assert(parse(case[2])).paragraphs)
    end)
  end

  it("takes an empty body", function()
    for _, bytes in ipairs { HEAD, HEAD .. LINK .. "------", LINK .. "------\n" } do
      assert.are.same({}, assert(parse(bytes)).paragraphs)
    end
  end)

  it("leaves a link without a rule to the body", function()
    assert.are.same({ "[甲](https://example.com/b)", "文" },
      assert(parse(HEAD .. "[甲](https://example.com/b)\n<p>文</p>")).paragraphs)
  end)

  local links = {
    { "[题](https://example.com/a)", "题", "https://example.com/a" },
    { "[豬[影]](https://example.com/a)", "豬[影]", "https://example.com/a" },
    { "[[图] 甲 [影] (下)](https://example.com/a_(b)_(c))", "[图] 甲 [影] (下)", "https://example.com/a_(b)_(c)" },
    { "[甲](乙)](https://example.com/a)", "甲](乙)", "https://example.com/a" },
    { "[](https://example.com/a)", nil, "https://example.com/a" },
    { "[题]()", "题", nil },
    { "[A &amp; B &lt;c&gt;](https://example.com/a)  ", "A & B <c>", "https://example.com/a" },
  }
  for _, case in ipairs(links) do
    it("takes title and url from " .. case[1], function()
      local post = assert(parse(case[1] .. "\n------\n<p>文</p>"))
      assert.are.equal(case[2], post.title)
      assert.are.equal(case[3], post.url)
    end)
  end

  local titles = {
    { "prefers the front matter's", "---\ntitle: 甲\n---\n[乙](u)\n---\n", "甲" },
    { "falls back on the link's", "---\ntitle:\n---\n[乙](u)\n---\n", "乙" },
    { "resolves entities", '---\ntitle: "&quot;甲&quot; &amp; 乙"\n---\n', '"甲" & 乙' },
    { "keeps tags as text", "---\ntitle: <b> &amp; <i>\n---\n", "<b> & <i>" },
    { "keeps tags as text without entities too", "---\ntitle: <b>甲</b>\n---\n", "<b>甲</b>" },
    { "makes one line of it", '---\ntitle: "  甲 \\n\\t 乙\n\n  "\n---\n', "甲 乙" },
    { "takes a list for a text", "---\ntitle: [ 甲 ]\n---\n", "甲" },
    { "does without", "---\nauthor: 甲\n---\n", nil },
  }
  for _, case in ipairs(titles) do
    it(case[1] .. " title", function()
      assert.are.equal(case[3], assert(parse(case[2])).title)
    end)
  end

  it("leaves a first line that is the title out of the text", function()
    local post = assert(parse(HEAD .. "<p>题</p><p>文</p><p>题</p>"))
    assert.are.same({ "文", "题" }, post.paragraphs)
    assert.matches("^文", post.text)
    assert.are.same({ "题目", "文" }, assert(parse(HEAD .. "<p>题目</p><p>文</p>")).paragraphs)
  end)

  it("takes the url from the first of the front matter's keys that has one", function()
    local keys = { "permalink", "link", "url", "from" }
    local fields = ""
    for _, key in ipairs(keys) do
      fields = fields .. key .. ": https://" .. key .. ".example/\n"
      assert.are.equal("https://" .. key .. ".example/",
        assert(parse("---\n" .. fields .. "---\n[甲](https://other.example/)\n---\n")).url)
    end
  end)

  local sources = {
    { "url: https://www.Example.COM/a", "example.com" },
    { "url: https://user:word@cn.example.com:8080?a=/b", "cn.example.com" },
    { "url: http://wwwx.example.com", "wwwx.example.com" },
    { "url: /2020/a\ncategories: [ 国际, 体育 ]\ntags: [ 甲 ]\nauthor: 乙", "国际" },
    { "url: http:///a\ncategory: 国际\ntags: [ 甲 ]", "国际" },
    { "categories: []\ntags: 甲, 乙\nauthor: 丙", "甲" },
    { "author: 丙", "丙" },
    { "layout: post", "unknown" },
  }
  for _, case in ipairs(sources) do
    it("finds the source in " .. case[1]:gsub("\n", ", "), function()
      assert.are.equal(case[2], assert(parse("---\n" .. case[1] .. "\n---\n")).source)
    end)
  end

  local tags = {
    { "tags: [ 甲, 乙 ]", { "甲", "乙" } }, { "tags:\n- 甲\n- 乙", { "甲", "乙" } },
    { "tags: 甲 , 乙", { "甲", "乙" } }, { "tags: 甲", { "甲" } }, { "tags:", {} }, { "x: y", {} },
  }
  for _, case in ipairs(tags) do
    it("reads " .. case[1]:gsub("\n", ", "), function()
      assert.are.same(case[2], assert(parse("---\n" .. case[1] .. "\n---\n")).tags)
    end)
  end

  it("joins the authors of a list", function()
    assert.are.equal("甲, 乙", assert(parse("---\nauthor: [ 甲, 乙 ]\n---\n")).author)
  end)

  local EPOCH, RFC822 = "<!--1706099943000-->\n", "<p>Wed, 24 Jan 2024 12:27:22 GMT</p>"
  local times = {
    { "---\ndate: 2020-02-03\n---\n" .. EPOCH .. "---\n" .. RFC822, 1580688000, "front matter" },
    { "---\ndate: 2020-02-30\n---\n" .. EPOCH .. "---\n" .. RFC822, 1706099943, "epoch comment" },
    { EPOCH .. "---\n" .. RFC822, 1706099943, "epoch comment" },
    { "<!--1-->\n---\n" .. RFC822, 1706099242, "body date" },
    { "---\n---\n<p>文</p><p>北京 24 Jan 2024 12:27 +0800 电</p>", 1706070420, "body date" },
    { "---\n---\n<p>31 Feb 2024 12:27 GMT</p>", 1577059200, "file name" },
    { "---\n---\n<p>" .. ("文"):rep(700) .. "</p>" .. RFC822, 1577059200, "file name" },
    { "---\n---\n<p>文</p>", 1577059200, "file name" },
  }
  for _, case in ipairs(times) do
    it("takes the time from the " .. case[3] .. " of " .. case[1]:sub(1, 40):gsub("\n", " "), function()
      local post = assert(parse(case[1], "2018/2019-12-23-甲.md"))
      assert.are.equal(case[2], post.time)
      assert.are.equal(case[3], post.time_source)
      assert.is_nil(post.time_error)
    end)
  end

  it("takes a date at the head of the file's name only", function()
    for _, path in ipairs { "2019-12-23/a.md", "a-2019-12-23.md", "2019-12-234.md", "" } do
      assert.is_nil(assert(parse("---\n---\n", path)).time)
    end
    assert.are.equal(1577059200, assert(parse("---\n---\n", "2019-12-23")).time)
  end)

  it("says why there is no time", function()
    local post = assert(parse("---\n---\n<p>文</p>", "a.md"))
    assert.is_nil(post.time)
    assert.is_nil(post.time_source)
    assert.are.equal("no date in front matter, epoch comment, head of the body or file name", post.time_error)
    post = assert(parse("---\ndate: gestern\n---\n<!--17-->\n<p>40 Jan 2024 12:27 GMT</p>", "2019-13-01.md"))
    assert.is_nil(post.time)
    assert.are.equal('front matter: date "gestern": of no form that is known; '
      .. 'epoch comment: date "17": before 1990; body date: date "40 Jan 2024 12:27 GMT": no such day; '
      .. 'file name: date "2019-13-01": no such month', post.time_error)
  end)

  it("judges the future by the time it is given", function()
    local bytes = "---\ndate: 2020-02-03\n---\n"
    assert.matches("in the future$", assert(parse(bytes, nil, { now = 1500000000 })).time_error)
  end)

  local NEITHER = "neither front matter (---) nor a rule line (------) in its first 64 KB"
  local refused = {
    { "an empty file", "", "it is empty, with " .. NEITHER },
    { "blank lines", "\n \n", NEITHER },
    { "plain text", "一行\n两行\n", NEITHER },
    { "a page", "<!DOCTYPE html>\n<p>文</p>", NEITHER },
    { "a link line without a rule", LINK .. "<p>文</p>", NEITHER },
    { "a rule of two hyphens", LINK .. "--\n<p>文</p>", NEITHER },
    { "a rule further down", ("文\n"):rep(32768) .. "------\n", NEITHER },
    { "a long line", ("文"):rep(1e6), NEITHER },
    { "text before the rule", "题\n------\n<p>文</p>",
      "what stands before its rule line (------) is no link line [title](url)" },
    { "NUL bytes", "\137PNG\r\n\26\n\0\0\0\13", "it holds NUL bytes, so it is no text" },
    { "front matter that is never closed", "---\ntitle: 题\n<p>文</p>\n",
      "front matter opened (---) and never closed in its first 64 KB" },
    { "front matter that is closed too late", "---\n" .. ("a: b\n"):rep(14000) .. "---\n",
      "front matter opened (---) and never closed in its first 64 KB" },
  }
  for _, case in ipairs(refused) do
    it("refuses " .. case[1], function()
      local post, message = parse(case[2], "examples/x.md", { format = "post" })
      assert.is_nil(post)
      assert.are.equal("examples/x.md: not a saved post: " .. case[3], message)
    end)
  end

  it("names no path where there is none", function()
    assert.are.equal("article: not a saved post: " .. NEITHER, select(2, parse("文", nil, { format = "post" })))
  end)

  it("does not look past the head, whatever follows", function()
    local bytes = LINK .. "------\n" .. ("["):rep(2e7)
    assert.is_table(parse(bytes, "x.md", { clean = function() return "" end }))
  end)

  it("gives the cleanup the body, and its message with the path", function()
    local given
    local post, message = parse(HEAD .. "<p>文</p>", "x.md", {
      clean = function(...)
        given = { ... }
        return nil, "no memory"
      end,
    })
    assert.is_nil(post)
    assert.are.equal("x.md: no memory", message)
    assert.are.same({ "<p>文</p>" }, given)
  end)
end)

describe("article.read", function()
  local folder
  before_each(function() folder = make_folder() end)
  after_each(function() remove_folder(folder) end)

  it("reads a file", function()
    local path = folder .. "/a.md"
    write(path, HEAD .. "<p>文</p>")
    local post = assert(article.read(path, { clean = clean }))
    assert.are.equal(path, post.path)
    assert.are.same({ "文" }, post.paragraphs)
  end)

  it("reads a body larger than the head, whole", function()
    local path, body = folder .. "/a.md", ("文"):rep(100000)
    write(path, HEAD .. "<p>" .. body)
    assert.are.equal(body, assert(article.read(path, { clean = strip_tags })).text)
  end)

  it("names a file that is no article", function()
    local path = folder .. "/a.md"
    write(path, "")
    local post, message = article.read(path, { clean = clean })
    assert.is_nil(post)
    assert.are.equal(path .. ": no article: it is empty", message)
  end)

  it("names a file that does not exist", function()
    local post, message = article.read(folder .. "/none.md")
    assert.is_nil(post)
    assert.are.equal(folder .. "/none.md: No such file or directory", message)
  end)

  it("names a folder", function()
    local post, message = article.read(folder)
    assert.is_nil(post)
    assert.are.equal(folder .. ": Is a directory", message)
  end)

  it("names a file that may not be read", function()
    if is_root() then return pending("root may read every file") end
    local path = folder .. "/a.md"
    write(path, HEAD)
    os.execute("chmod 000 " .. path)
    local post, message = article.read(path)
    assert.is_nil(post)
    assert.are.equal(path .. ": Permission denied", message)
  end)
end)

describe("article.files", function()
  local folder
  before_each(function()
    folder = make_folder()
    for _, name in ipairs { "b", "a", "a/z", ".hidden" } do assert(lfs.mkdir(folder .. "/" .. name)) end
    for _, name in ipairs { "c.md", "a.md", "b/2.md", "b/10.md", "a/z/1.html", "a/y.md" } do
      write(folder .. "/" .. name, "")
    end
    for _, name in ipairs { ".x.md", ".hidden/1.md" } do write(folder .. "/" .. name, "") end
  end)
  after_each(function() remove_folder(folder) end)

  local function list(paths, options)
    local found = {}
    for path, message in article.files(paths, options) do
      found[#found + 1] = ((path or "bad: " .. message):gsub(folder, "F", 1))
    end
    return found
  end

  local UNKNOWN = "cannot obtain information from file '%s': No such file or directory"
  local ALL = { "F/a/y.md", "F/a/z/1.html", "F/a.md", "F/b/10.md", "F/b/2.md", "F/c.md" }

  it("lists a folder to any depth in the order of names, without what is hidden", function()
    assert.are.same(ALL, list(folder))
    assert.are.same(ALL, list { folder .. "/" })
  end)

  it("lists what is named in the order it is named in, hidden or not", function()
    assert.are.same({ "F/c.md", "F/b/10.md", "F/b/2.md", "F/.x.md", "F/.hidden/1.md" },
      list { folder .. "/c.md", folder .. "/b", folder .. "/.x.md", folder .. "/.hidden" })
  end)

  it("lists nothing for an empty list", function()
    assert.are.same({}, list {})
  end)

  it("lists files with one of the suffixes, and those named", function()
    assert.are.same({ "F/a/z/1.html" }, list(folder, { suffixes = { ".html" } }))
    assert.are.same(ALL, list(folder, { suffixes = { ".html", ".md" } }))
    assert.are.same({}, list(folder, { suffixes = {} }))
    assert.are.same({ "F/c.md" }, list(folder .. "/c.md", { suffixes = { ".html" } }))
  end)

  it("goes on after a path that does not exist", function()
    assert.are.same({ "bad: " .. UNKNOWN:format "F/none", "F/c.md" },
      list { folder .. "/none", folder .. "/c.md" })
  end)

  it("tells of a link that leads nowhere", function()
    assert(lfs.link("nowhere", folder .. "/b/link", true))
    assert.are.same({ "F/b/10.md", "F/b/2.md", "bad: " .. UNKNOWN:format "F/b/link" }, list(folder .. "/b"))
  end)

  it("follows links to files and folders, and walks each folder once", function()
    assert(lfs.link("../c.md", folder .. "/b/1.md", true))
    assert(lfs.link("../a", folder .. "/b/link", true))
    assert(lfs.link("..", folder .. "/b/up", true))
    assert(lfs.link(".", folder .. "/a/z/self", true))
    local expected = { "F/b/1.md", "F/b/10.md", "F/b/2.md", "F/b/link/y.md", "F/b/link/z/1.html",
      "F/b/up/a.md", "F/b/up/c.md" }
    assert.are.same(expected, list { folder .. "/b", folder .. "/b" })
  end)

  it("passes over what is no regular file, and tells when it is named", function()
    os.execute("mkfifo " .. folder .. "/b/pipe 2>/dev/null")
    if not lfs.attributes(folder .. "/b/pipe") then return pending("there is no mkfifo") end
    assert.are.same({ "F/b/10.md", "F/b/2.md" }, list(folder .. "/b"))
    assert.are.same({ "bad: F/b/pipe: neither file nor folder, but named pipe" }, list(folder .. "/b/pipe"))
  end)

  it("goes on after a folder that may not be opened", function()
    if is_root() then return pending("root may open every folder") end
    os.execute("chmod 000 " .. folder .. "/b")
    local found = list(folder)
    os.execute("chmod 755 " .. folder .. "/b")
    local expected = { "F/a/y.md", "F/a/z/1.html", "F/a.md", "bad: cannot open F/b: Permission denied",
      "F/c.md" }
    assert.are.same(expected, found)
  end)

  it("says what to install when LuaFileSystem is missing", function()
    local loaded, preload = package.loaded.lfs, package.preload.lfs
    package.loaded.lfs, package.preload.lfs = nil, function() error("no lfs") end
    local found = list { folder, folder }
    package.loaded.lfs, package.preload.lfs = loaded, preload
    assert.are.same({ "bad: files cannot be listed without LuaFileSystem: luarocks install luafilesystem" },
      found)
  end)

  it("raises for what is no list of paths", function()
    assert.has_error(function() article.files(nil) end,
      "article.files: paths must be a string or a list of strings")
  end)
end)

describe("article.walk", function()
  local folder
  before_each(function() folder = make_folder() end)
  after_each(function() remove_folder(folder) end)

  it("gives each article, and false with a message for each bad file", function()
    write(folder .. "/1.md", HEAD)
    write(folder .. "/2.md", "no\0text")
    write(folder .. "/3.md", HEAD)
    local titles, messages = {}, {}
    for post, message in article.walk({ folder, folder .. "/none" }, { clean = clean, now = NOW }) do
      if post then
        titles[#titles + 1] = post.title
        assert.is_nil(message)
      else
        assert.is_false(post)
        messages[#messages + 1] = message
      end
    end
    assert.are.same({ "题", "题" }, titles)
    assert.are.equal(2, #messages)
    assert.matches(folder .. "/2.md: no article: ", messages[1], 1, true)
    assert.matches(folder .. "/none", messages[2], 1, true)
  end)

  local SAMPLE = 300
  for _, name in ipairs { "wire", "archive" } do
    it("reads " .. SAMPLE .. " real posts of " .. name, function()
      local root = "../shared/data/" .. name
      if not lfs.attributes(root) then return pending("there is no " .. root) end
      local paths = {}
      for path, message in article.files(root) do paths[#paths + 1] = assert(path, message) end
      local titled, filled = 0, 0
      for index = 1, SAMPLE do
        local path = paths[math.floor((index - 1) * #paths / SAMPLE) + 1]
        local post = assert(article.read(path, { clean = clean }))
        assert.is_number(post.time, post.path)
        assert.are_not.equal("unknown", post.source, post.path)
        if post.title then titled = titled + 1 end
        if post.paragraphs[1] or post.title then filled = filled + 1 end
      end
      assert.is_true(titled >= 0.99 * SAMPLE)
      assert.is_true(filled >= 0.99 * SAMPLE)
    end)
  end
end)
