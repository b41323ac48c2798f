local core = require "newsstat.core"
local markdown_text = require "newsstat.formats.markdown_text"
local reading = require "spec.reading"
local change, read = reading.change, reading.read

local YAML = [==[
---
title: "青坡镇：洪水退去"
date: 2025-07-12 16:30:00 +0800
author: 林晚
tags: [洪水, 青坡]
categories: 国内
lang: zh-CN
---

# 青坡镇：洪水退去

**青坡镇**的水[退了](https://a.example/x_(1) "题")。居民与 *牲畜* 返家，
街上满是淤泥。Use `a_b <c>` and 3 < 5 &amp; more.

![街上](https://a.example/1.jpg)

> 镇长说：“谢谢。”

## 影响

1. 三百户受灾
- [x] 道路已通

| 村 | 户 |
|----|---:|
| 甲 | 100 |

```lua
local x = "<b>"
```

[注]: https://a.example/note
]==]

local TOML = [[
+++
title = "海底隧道贯通" # 注
date = 2026-01-08T10:30:00+08:00
draft = false
tags = [
  "隧道", 'q"',
]
[params]
author = "沈青 \"记者\""
+++

隧道今日贯通。

第二段。
]]

describe("Markdown", function()
  it("with front matter of YAML is an article", function()
    local articles, messages = read(YAML)
    assert.are.same({}, messages)
    local one = articles[1]
    assert.are.equal("markdown", one.format)
    assert.are.equal("青坡镇：洪水退去", one.title)
    assert.are.equal(1752309000, one.time)
    assert.are.equal("front matter", one.time_source)
    assert.are.equal("林晚", one.author)
    assert.are.same({ "洪水", "青坡" }, one.tags)
    assert.are.equal("国内", one.section)
    assert.are.equal("zh-CN", one.declared_language)
    assert.are.same({
      "青坡镇的水退了。居民与 牲畜 返家，街上满是淤泥。Use a_b <c> and 3 < 5 & more.", "镇长说：“谢谢。”", "影响",
      "三百户受灾", "道路已通", "村 户", "甲 100", 'local x = "<b>"',
    }, one.paragraphs)
  end)

  it("with front matter of TOML is an article", function()
    for _, text in ipairs { TOML, (TOML:gsub("\n", "\r\n")) } do
      local articles, messages = read(text)
      assert.are.same({}, messages)
      local one = articles[1]
      assert.are.equal("海底隧道贯通", one.title)
      assert.are.equal(1767839400, one.time)
      assert.are.equal('沈青 "记者"', one.author)
      assert.are.same({ "隧道", 'q"' }, one.tags)
      assert.are.same({ "隧道今日贯通。", "第二段。" }, one.paragraphs)
    end
  end)

  it("without front matter has its title in the first heading", function()
    for _, text in ipairs { "# 题 *目*\n\n文。\n", "题 目\n===\n\n文。\n" } do
      local articles, messages = read(text)
      assert.are.same({}, messages)
      assert.are.equal("markdown", articles[1].format)
      assert.are.equal("题 目", articles[1].title)
      assert.are.same({ "文。" }, articles[1].paragraphs)
    end
  end)

  it("is left to saved posts where HTML follows the front matter", function()
    assert.are.equal("post", read(change(YAML, "# 青坡镇：洪水退去", "<p>文</p>"))[1].format)
    assert.are.equal("post", read("---\ntitle: a\n---\n[甲](https://a.example)\n------\n文")[1].format)
  end)

  it("that is damaged says so, or is read as far as it goes", function()
    local _, messages = read(YAML:sub(1, 60))
    assert.are.same({ "f: not a saved post: front matter opened (---) and never closed in its first 64 KB" }, messages)
    local articles
    articles, messages = read(change(YAML, "```\n", ""))
    assert.are.same({}, messages)
    assert.matches('local x = "<b>"', articles[1].text, 1, true)
    articles = read(change(TOML, '"隧道", ', '"隧道, '))
    assert.are.equal("海底隧道贯通", articles[1].title)
    assert.are.same({}, articles[1].tags)
    articles = read(change(YAML, "2025-07-12 16:30:00 +0800", "2025-17-12"))
    assert.matches("no such month", articles[1].time_error)
  end)
end)

describe("markdown_text.to_html", function()
  local cases = {
    { "a\\*b\\* \\[c\\](d)", "a*b* [c](d)" }, { "snake_case_name and _em_ and __strong__", "snake_case_name and em and strong" },
    { "[a][b] [c](<d e>) ![x][y] [^1]z", "a c z" }, { "<https://a.example/x>", "https://a.example/x" },
    { "***\n---\na\n___", "a" }, { "a  \nb", "a b" }, { "甲\n乙", "甲乙" }, { "~~a~~ **b c**", "a b c" }, { "2 * 3 * 4", "2 * 3 * 4" },
    { "~~~\n# x\n~~~\ny", "# x\ny" }, { "> > a\n> b", "a b" }, { "a<br>b <i>c</i>", "a\nb c" }, { "``a`b``", "a`b" },
  }
  for _, case in ipairs(cases) do
    it("makes '" .. case[2]:gsub("\n", "/") .. "' of '" .. case[1]:gsub("\n", "/") .. "'", function()
      local text = core.clean((markdown_text.to_html(case[1])), { charset = "utf-8" })
      assert.are.equal(case[2], (text:gsub("\n+", "\n"):gsub("  +", " "):match "^%s*(.-)%s*$"))
    end)
  end

  it("takes time in proportion to the text", function()
    for _, part in ipairs { "[", "]", "[a](", "![", "*", "**", "* a", "`", "``", "_", "~~", "<a:", "\\", "> ", "a\n", "#", "|", "- ",
      "[a]: b\n", "[a][", "(", "[a](b(", "```\n", "**a", "*a", "__a", "_a" } do
      local times = {}
      for i, size in ipairs { 4000, 16000 } do
        local text, before = part:rep(math.floor(size / #part)), os.clock()
        markdown_text.to_html(text)
        times[i] = os.clock() - before
      end
      assert.is_true(times[2] < 12 * times[1] + 0.05, part .. ": " .. times[1] .. " s, " .. times[2] .. " s")
    end
  end)
end)
