local front_matter = require "newsstat.front_matter"

local function fields_of(body)
  return (front_matter.parse("---\n" .. body .. "\n---\n"))
end

describe("front_matter.parse", function()
  it("reads the fields and gives the position after them", function()
    local text = '---\nlayout: post\ntitle: "安倍与特朗普举行电话会谈"\ntags: [ 法广 ]\n---\n<p>'
    local fields, at = front_matter.parse(text)
    assert.are.same({ layout = "post", title = "安倍与特朗普举行电话会谈", tags = { "法广" } }, fields)
    assert.are.equal("<p>", text:sub(at))
  end)

  local positions = {
    { "a text without any", "<p>\n---\na: b\n---\n", nil, 1 },
    { "a byte order mark without any", "\239\187\191<p>", nil, 4 },
    { "a byte order mark before it", "\239\187\191---\na: b\n---\n<p>", { a = "b" }, 17 },
    { "CRLF line ends", "---\r\na: b\r\n---\r\n<p>", { a = "b" }, 17 },
    { "blanks after the lines", "--- \na: b\t \n---\t\n<p>", { a = "b" }, 18 },
    { "a closing line of three dots", "---\na: b\n...\n<p>", { a = "b" }, 14 },
    { "a closing line at the end of the text", "---\na: b\n---", { a = "b" }, 13 },
    { "no fields at all", "---\n---\n<p>", {}, 9 },
    { "an empty text", "", nil, 1 },
    { "a rule line", "----\n<p>", nil, 1 },
    { "three hyphens with a text behind", "--- a\n<p>", nil, 1 },
    { "a blank first line", "\n---\na: b\n---\n", nil, 1 },
  }
  for _, case in ipairs(positions) do
    it("takes " .. case[1], function()
      local fields, at, message = front_matter.parse(case[2])
      assert.are.same(case[3], fields)
      assert.are.equal(case[4], at)
      assert.is_nil(message)
    end)
  end

  it("tells when it is never closed", function()
    for _, text in ipairs { "---", "---\n", "---\r\n", "---\ntitle: a", "---\ntitle: a\n--- b\n ---\n" } do
      local fields, at, message = front_matter.parse(text)
      assert.is_nil(fields)
      assert.is_nil(at)
      assert.are.equal("front matter opened (---) and never closed", message)
    end
  end)

  local values = {
    { "a plain value", "title: 你好 世界", "你好 世界" },
    { "a value with a colon", "title: 快讯: 3:0 大胜", "快讯: 3:0 大胜" },
    { "an address", "title: http://example.com/a:b#c?d=1", "http://example.com/a:b#c?d=1" },
    { "a value without the blank", "title:2020-02-03", "2020-02-03" },
    { "a blank before the colon", "title : a", "a" },
    { "a key in capitals", "Title: a", "a" },
    { "a comment behind a value", "title: C# 入门 # 注释", "C# 入门" },
    { "a double-quoted value", 'title: "a # b: c"', "a # b: c" },
    { "a comment behind a quoted value", 'title: "a" # b', "a" },
    { "a single-quoted value", "title: 'it''s \\n'", "it's \\n" },
    { "an empty quoted value", 'title: ""', "" },
    { "stray double quotes", 'title: "他说"不"的人"', '他说"不"的人' },
    { "stray double quotes and a comment", 'title: "他说"不"" # "x"', '他说"不"' },
    { "stray single quotes", "title: 'a 'b' c'", "a 'b' c" },
    { "a value that begins with a quotation", 'title: "不"的人', '"不"的人' },
    { "a quote that is never closed", 'title: "不', '"不' },
    { "a quote inside a plain value", 'title: 他说"不"', '他说"不"' },
    { "brackets that make no list", "title: [视频] 标题", "[视频] 标题" },
    { "brackets at both ends that make no list", "title: [影]瘦肉精[图]", "[影]瘦肉精[图]" },
    { "marks that YAML keeps to itself", "title: @某人 `x` %d", "@某人 `x` %d" },
    { "a greater-than sign before a text", "title: > 80%", "> 80%" },
    { "escapes", [[title: "\"a\"\t\\n\x41\u4E2d\U0001F600\/\e"]], '"a"\t\\nA中\240\159\152\128/\27' },
    { "an escaped pair of surrogates", [[title: "\ud83d\uDE00!"]], "\240\159\152\128!" },
    { "half a pair of surrogates", [[title: "\ud83d!"]], "\239\191\189!" },
    { "an escape out of range", [[title: "\UFFFFFFFF"]], "\239\191\189" },
    { "unknown and short escapes as they stand", [[title: "C:\q\u12\"]] .. '"', [[C:\q\u12"]] },
    { "hexadecimal digits behind an escape", [[title: "\x41BC\tBAD\u00e9e"]], "ABC\tBAD\195\169e" },
    { "a value over two lines", "title: a\n  b # c\n\tc", "a b c" },
    { "a value below its key", "title:\n  # c\n\n  a: b", nil },
    { "a text below its key", "title:\n\n  # c\n  a\n  b", "a b" },
    { "a quoted text below its key", 'title: # c\n  "a: b"', "a: b" },
    { "a quoted value over lines", 'title: "a\n  b\n\n\n  c\n"\nx: y', "a b\n\nc" },
    { "an open quote before the next key", 'title: "a\ndate: b"', '"a' },
    { "a literal block", "title: |\n  a\n    b: c\n\n  # d\n\nx: y", "a\n  b: c\n\n# d" },
    { "a literal block with indicators", "title: |2- # c\n  a\n", "a" },
    { "an empty literal block", "title: |\nx: y", "" },
    { "a folded block", "title: >-\n  a\n  b\n\n  c\nx: y", "a b\nc" },
    { "a null", "title: ~", nil },
    { "a null by name", "title: null", nil },
    { "no value", "title:", nil },
    { "no value but a comment", "title: # c\ndate: b", nil },
    { "a map in braces", "title: { a: b }", nil },
    { "a map below", "title:\n  a: b\n  c:\n    - d\nx: y", nil },
    { "the last of two equal keys", "title: a\ntitle: b", "b" },
    { "a key after lines that are none", "# c\nfoo\n- a\n  b: c\n: d\n\ntitle: a", "a" },
    { "a tab behind the colon", "title:\ta", "a" },
  }
  for _, case in ipairs(values) do
    it("reads " .. case[1], function()
      assert.are.equal(case[3], fields_of(case[2]).title)
    end)
  end

  local lists = {
    { "an inline list", "tags: [ a, b c ,d]", { "a", "b c", "d" } },
    { "an empty inline list", "tags: []", {} },
    { "empty items", "tags: [ , a,, ]", { "a" } },
    { "quoted items", [[tags: [ a, "b, c", 'd''s', "\"" ] ]], { "a", "b, c", "d's", '"' } },
    { "stray quotes in items", 'tags: [ "他说"不"", "b ]', { '他说"不"', '"b' } },
    { "a comment behind the list", "tags: [ a, b#c ] # d", { "a", "b#c" } },
    { "a list over lines", "tags: [ a, # x\n  b,\n\n  c\n]\nx: y", { "a", "b", "c" } },
    { "a list in brackets below its key", "tags:\n  [\n    a,\n  ]\n", { "a" } },
    { "a block list", "tags:\n  - a\n  - 'b: c' # d\n  - e # f", { "a", "b: c", "e" } },
    { "a block list at the margin", "tags:\n- a\n\n# c\n-\n- \"b\nx: y", { "a", '"b' } },
    { "an item over two lines, its first", "tags:\n  - a\n    b\n  - c", { "a", "c" } },
    { "brackets that are never closed", "tags: [ a, b\nx: y", "[ a, b" },
  }
  for _, case in ipairs(lists) do
    it("reads " .. case[1], function()
      assert.are.same(case[3], fields_of(case[2]).tags)
    end)
  end

  it("goes on after a value of any kind", function()
    for _, case in ipairs(values) do
      assert.are.equal("y", fields_of(case[2] .. "\nnext: y").next, case[1])
    end
    for _, case in ipairs(lists) do
      assert.are.equal("y", fields_of(case[2] .. "\nnext: y").next, case[1])
    end
  end)

  it("takes any bytes", function()
    local bytes = {}
    for code = 0, 255 do bytes[#bytes + 1] = string.char(code) end
    bytes = table.concat(bytes)
    for _, lead in ipairs { "", "title: ", 'title: "', "title: '", "tags: [", "tags:\n- ", "a: |\n  " } do
      assert.is_table(fields_of(lead .. bytes:gsub("\n", "")))
    end
  end)

  local hostile = {
    { "a long line of blanks", "title: a" .. (" "):rep(1e6) .. "b" },
    { "a line of blanks alone", (" "):rep(1e6) .. "\r" },
    { "blanks before a comment in a list", "tags: [\n" .. (" "):rep(1e6) .. "# c\n]" },
    { "blanks before a closing quote", 'title: "a\n' .. (" "):rep(1e6) .. '"' },
    { "many stray quotes", 'title: "' .. ('" '):rep(5e5) .. "x" },
    { "many stray quotes in a list", "tags: [" .. ('"a,\'b,'):rep(2e5) .. "]" },
    { "many backslashes", 'title: "' .. ("\\"):rep(1e6) .. '"' },
    { "many lines after an open quote", 'title: "a' .. ('\n"b'):rep(2e5) },
    { "many open quotes", ('k: "a\n'):rep(2e5) },
    { "many empty keys", ("k:\n"):rep(3e5) },
    { "many open lists", ("k: [a\n\n"):rep(2e5) },
    { "a key of a million letters", ("k"):rep(1e6) },
    { "a million digits behind an escape", 'title: "\\x' .. ("4"):rep(1e6) .. '"' },
    { "a million carriage returns", ("\r"):rep(1e6) .. "a" },
  }
  for _, case in ipairs(hostile) do
    -- Reading that took quadratic time would not end while somebody waits for it.
    it("soon reads " .. case[1], function()
      assert.has_no.errors(function() front_matter.parse(case[2]) end)
    end)
  end
end)
