--- Saved posts that the core reads: the same articles as their format's reader makes of them, whatever the bytes.

local article = require "newsstat.article"
local article_files = require "newsstat.article_files"
local core = require "newsstat.core"
local files = require "spec.files"
local newsstat = require "newsstat"
local post_files = require "newsstat.post_files"
local random = require "spec.random"
local zones = require "newsstat.zones"

local ARCHIVES = { "../shared/data/archive", "../shared/data/wire" }
local NOW = 1800000000 -- 2027-01-15T08:00:00Z
local EXAMPLE = "examples/articles"

local read_file, write_file = files.read, files.write

-- A value as text, tables by their keys in order.
local function encoded(value)
  if type(value) ~= "table" then return type(value) .. " " .. tostring(value) end
  local keys, parts = {}, {}
  for key in pairs(value) do keys[#keys + 1] = tostring(key) end
  table.sort(keys)
  for i, key in ipairs(keys) do
    local item = value[key]
    if item == nil then item = value[tonumber(key)] end
    parts[i] = key .. "=" .. encoded(item)
  end
  return "{" .. table.concat(parts, ";") .. "}"
end

-- Whether the core reads a file; then its article is what the format's own reader makes of the same bytes.
local function check(path, bytes, options)
  local posts = post_files.open(article_files.once(path), {
    most_bytes = 2 ^ 28, now = options.now, zone = zones.open(options.timezone, "spec"), lazy = options.lazy,
  })
  local _, _, is_post = posts:next()
  local seen = is_post and encoded(posts:article())
  posts:close()
  if not is_post then return false end
  local own, message = article.parse(bytes, path, options)
  local expected = encoded(own or message)
  if seen ~= expected then
    error(("of these bytes, with %s:\n%s\nseen     %s\nexpected %s"):format(encoded(options), bytes, seen, expected), 0)
  end
  return true
end

local OPTIONS = {
  { now = NOW }, { now = NOW, lazy = true }, { now = NOW, timezone = "Asia/Shanghai" },
  { now = 1600000000.5, lazy = true, timezone = "America/New_York" },
}

describe("posts that the core reads", function()
  local path
  before_each(function()
    path = os.tmpname()
  end)
  after_each(function() os.remove(path) end)

  local function is_read(bytes, options)
    write_file(path, bytes)
    return check(path, bytes, options or { now = NOW })
  end

  it("are those of the common shape", function()
    for _, bytes in ipairs {
      "---\ntitle: 渔村\ndate: 2024-01-24T12:00:00Z\n---\n<p>台风登陆</p>",
      "---\r\ntitle: '渔村'\r\ndate: 2024-01-24\r\n---\r\n<!--1706099242000-->\r\n[渔村](http://a.example/)\r\n------\r\n<p>台风</p>",
      "<!--1706099242000-->\n[渔村 [图](二)](https://WWW.Host.Example:80/a)\n---\n渔村\n<p>台风</p>",
      '---\ntitle: "他说"不"的人" # 注\ndate: 2024-01-24 12:00:00 +0800\ntags: [a, "b, c", \'d\']\ncategories: 甲, 乙\n---\n<p>',
      "---\ntitle: a  b\ndate: 2024-02-29T00:00\ntags:\n  - 甲 # x\n  - \"乙\"\n\nempty:\nurl: ftp://user@x.example/\n...\n <div>x",
    } do
      for _, options in ipairs(OPTIONS) do
        options = { now = NOW, timezone = options.timezone, lazy = options.lazy }
        assert.is_true(is_read(bytes, options), bytes)
      end
    end
  end)

  it("are no others", function()
    local head = "---\ntitle: a\ndate: 2024-01-24\n---\n<p>x"
    assert.is_true(is_read(head))
    for _, bytes in ipairs {
      "", "---", "---\n", "<p>x", "[{}]", "x\n" .. head, "\239\187\191" .. head, head .. "\0", head .. "\255",
      "---\ntitle: &amp;\ndate: 2024-01-24\n---\n<p>x", "---\ntitle: |\n  a\ndate: 2024-01-24\n---\n<p>x",
      "---\ntitle: a\ntitle: b\ndate: 2024-01-24\n---\n<p>x", "---\nTitle: a\ndate: 2024-01-24\n---\n<p>x",
      "---\ntitle: a\n  b\ndate: 2024-01-24\n---\n<p>x", "---\ntitle: \"a\\n\"\ndate: 2024-01-24\n---\n<p>x",
      "---\ntitle: a\ndate: yesterday\n---\n<p>x", "---\ntitle: a\ndate: 2023-02-29\n---\n<p>x",
      "---\ntitle: a\ndate: 1989-01-24\n---\n<p>x", "---\ntitle: a\ndate: 2027-02-01\n---\n<p>x",
      "---\ntitle: a\ndate: 2024-01-24\n---\n# Markdown", "---\ntitle: a\n---\n<p>x",
      "[{\"a\": 1}](b)\n------\n", "<!--1706099242000-->\n<rss></rss>",
    } do
      assert.is_falsy(is_read(bytes), bytes)
    end
  end)

  -- What heads mostly are of.
  local COMMON = {
    "layout: post", "title: 渔村 二", "title: \"台风\" # 注", "date: 2024-01-24T12:27:22+08:00", "date: 2024-01-24 12:27",
    "author: 记者", "from: https://www.Beijia.Example/a", "tags: [ 甲, \"乙\" ]", "categories: 丙, 丁", "tags:\n - 戊", "", "lang: zh",
  }

  -- Lines of heads, such as people and programs write them, and such as they had better not.
  local LINES = {
    "title: 渔村", 'title: "台风 登陆"', "title:  a  b\t\tc ", "title: 'it''s'", "title:", "title: 'x' # y", 'title: "x" y"',
    'title: "a\\tb"', "title: [a, b]", "title: ~", "title: &lt;b&gt;", "title: a & b", 'title: ""', "title: {a: b}", "TITLE: x",
    "date: 2024-01-24T12:27:22+08:00", "date: 2024-01-24 12:27", "date: 2024-1-2", "date: 2024-01-24T25:00:00Z", "date: ",
    "date: 2024-01-24T12:27:22.123Z", "date: '2024-01-24'", "date: 2024-01-24 12:27:60", "date: 1706099242", "date: 2024-02-30",
    "date: 2020-09-13T12:26:40Z", "date: 2020-09-14T12:26:41Z", "date: 2020-09-14T12:26:40", "date: 1990-01-01 00:00:00 +0000",
    "date: 2024-01-24T12:27:22 +14:01", "date: 2024-01-24T12:27:22-0930", "date: [2024-01-24]", "date: 2024-01-24 CST",
    "author: 记者", "author: [甲, 乙]", "author: ' '", "url: http://www.Beijia.Example:8080/a?b#c", "url: //x", "from: mailto:a@b",
    "link: http://a@b@www.c.example", "from: https://www./x", "permalink: http://:1/", "tags: [ 甲 ]", "tags: 甲, 乙", "tags: []",
    "tags: [\"甲, 乙\", '丙']", "tags:", "  - 丁", "- '戊'", "-", "- - x", "  x", "# 注释", "  # 注释", "", "categories: ' , 己'",
    "category: 庚", "categories: [\"\"]", "tags: [a, [b]]", "tags: [a", "  b]", "a: |", "b: >-", "c: http://x", "d://x", "e:f",
    "g : h", "---", "...", "--- ", "----", "lang: zh", "x: \"多", "行\"", "é: x", "_k-1: v", "k: v\r", "null: null", "k\f: v",
    "<!--1706099242000-->", "<!-- 1706099242000 -->", "<!--99999999999999999999-->", "<!--1-->", "<!--x-->",
    "[渔村](http://a.example/b)", "[a](b)(c) ", "[a]", "[a](b", "  [x](y)", "------", "------ \t\r", "- -", "<p>台风</p>",
    "<div>", "渔村", "24 Jan 2024 12:27", "正文", "**x**", "<rss>", "{", "\239\187\191", "<meta charset=gbk>",
  }
  local ENDS = { "\n", "\n", "\n", "\n", "\r\n", " \n", "\n\n", "" }

  local function random_line(next_number, lines) return lines[next_number(#lines)] .. ENDS[next_number(#ENDS)] end

  local function random_head(next_number)
    local parts = { next_number(8) > 1 and "---\n" or "" }
    for _ = 1, next_number(6) do
      parts[#parts + 1] = random_line(next_number, next_number(3) > 1 and COMMON or LINES)
    end
    if next_number(2) == 1 then parts[#parts + 1] = "date: 2024-01-24T12:27:22+08:00\n" end
    if next_number(8) > 1 then parts[#parts + 1] = "---\n" end
    for _ = 1, next_number(4) - 2 do parts[#parts + 1] = random_line(next_number, LINES) end
    if next_number(3) > 1 then parts[#parts + 1] = "<p>台风登陆</p>" end
    return table.concat(parts)
  end

  it("are the same whatever the lines of their heads", function()
    local next_number, count = random.new(11), 0
    for i = 1, 4000 do
      if is_read(random_head(next_number), OPTIONS[i % #OPTIONS + 1]) then count = count + 1 end
    end
    assert.is_true(count > 200 and count < 3500, count)
  end)

  -- Heads of real posts, each damaged in several ways.
  local function check_damaged(folder, step, times)
    local next_number, count, read, other = random.new(5), 0, 0, "---\n"
    for name in article_files.files(folder) do
      count = count + 1
      if count % step == 0 then
        local bytes = read_file(name)
        for i = 1, times do
          local head = bytes:sub(1, 700)
          if i > 1 then head = random.damage(next_number, head, other) end
          if is_read(head .. bytes:sub(701, 2000), OPTIONS[i % #OPTIONS + 1]) then read = read + 1 end
        end
        other = bytes:sub(1, 700)
      end
    end
    return count, read
  end

  it("are the same however they are damaged", function()
    local count, read = check_damaged(EXAMPLE, 1, 30)
    assert.is_true(count > 0 and read > 0)
  end)

  for _, folder in ipairs(ARCHIVES) do
    it("are the same of " .. folder, function()
      if not require("lfs").attributes(folder) then return pending(folder .. " is absent") end
      local count, read = 0, 0
      for name in article_files.files(folder) do
        count = count + 1
        if count % 20 == 0 and check(name, read_file(name), OPTIONS[count % 2 + 1]) then read = read + 1 end
      end
      assert.is_true(read > count / 20 * .99)
      count, read = check_damaged(folder, 40, 12)
      assert.is_true(read > count / 40)
    end)
  end

  it("are the same where 64 KB end in the midst of them", function()
    local head, count = "---\ntitle: 渔村\ndate: 2024-01-24\n---\n", 0
    for _, size in ipairs { 65400, 65530, 65531, 65532, 65533, 65534, 65535, 65536, 65537, 65540, 200000 } do
      local filler = ("台"):rep(math.floor((size - #head) / 3))
      for _, bytes in ipairs {
        head .. "<p>" .. filler, head .. (" "):rep(size) .. "<p>", head .. "<p>" .. ("x"):rep(size - #head) .. "é",
        "---\n" .. ("k: v\n"):rep(2) .. "# " .. filler .. "\n" .. head:sub(5) .. "<p>x",
      } do
        if is_read(bytes) then count = count + 1 end
      end
    end
    assert.is_true(count > 5)
  end)
end)

describe("post files", function()
  local function listed(threads, paths, options)
    local list, count = {}, 0
    local next_article, close = article.open(paths, options or { lazy = true }, { threads = threads })
    for one, message in next_article do
      count = count + 1
      list[count] = one and one.path .. (one.title or "") .. one.text or message
    end
    close()
    close()
    return list
  end

  it("come in the order of their names with any number of threads", function()
    local paths = {}
    for round = 1, 5 do
      for path in article_files.files(EXAMPLE) do paths[#paths + 1] = path end
      paths[#paths + 1] = "no/such/file" .. round
    end
    local expected = {}
    for one, message in newsstat.articles(paths) do
      expected[#expected + 1] = one and one.path .. (one.title or "") .. one.text or message
    end
    assert.is_true(#expected > 200)
    for _, threads in ipairs { 1, 2, 5, 16 } do
      assert.are.same(expected, listed(threads, paths))
      assert.are.same(expected, listed(threads, paths, {}))
    end
  end)

  it("are given up where nobody asks for more", function()
    for _ = 1, 3 do
      local next_article, close = article.open(EXAMPLE, nil, { threads = 4 })
      next_article()
      close()
      assert.has_error(next_article)
    end
  end)

  it("raise where there is no post to tell of", function()
    local reader = core.post_reader()
    assert.is_nil(reader:next())
    assert.has_error(function() reader:facts() end)
    assert.has_error(function() reader:add "a\0b" end)
    reader:add "no/such/file"
    local path, is_post = reader:next()
    assert.are.equal("no/such/file", path)
    assert.is_false(is_post)
    assert.has_error(function() reader:article() end)
    reader:close()
    reader:close()
    assert.has_error(function() reader:add "x" end)
  end)
end)
