local concordance = require "newsstat.concordance"
local newsstat = require "newsstat"

-- Gives texts as articles, and what stands for those that cannot be read.
local function articles_of(list)
  local at = 0
  return function()
    at = at + 1
    local one = list[at]
    if type(one) == "string" then return { text = one, path = at .. ".md", source = "a", time = at } end
    if one == false then return false, at .. ".md: cannot be read" end
    return one
  end
end

-- The lines as "left [keyword] right".
local function shown(query, list, options)
  local lines = {}
  for line, message in concordance.lines(query, articles_of(list), options) do
    lines[#lines + 1] = line and ("%s [%s] %s"):format(line.left, line.keyword, line.right) or message
  end
  return lines
end

describe("newsstat.concordance", function()
  local cases = {
    { "each use", "台风", { "台风来了，台风很大。", "没有。" }, { " [台风] 来了，台风很大。", "台风来了， [台风] 很大。" } },
    { "all spellings", "颱風", { "颱風與台风。" }, { " [颱風] 與台风。", "颱風與 [台风] 。" } },
    { "aliases", "特朗普", { "川普離開", "特朗普离开" }, { " [川普] 離開", " [特朗普] 离开" } },
    { "aliases, asked for one", "川普", { "特朗普离开" }, { " [特朗普] 离开" } },
    { "the base of a word", "巴勒斯坦", { "一名巴勒斯坦人说" }, { "一名 [巴勒斯坦人] 说" } },
    { "no part of another word", "大学", { "大学生来了", "大学里" }, { " [大学] 里" } },
    { "names of several words", '"new york"', { "In New York, new  york and Newark." },
      { "In  [New York] , new york and Newark.", "In New York,  [new york]  and Newark." } },
    { "no name over a line's end", '"New York"', { "New\nYork" }, {} },
    { "words of a phrase", "台风鸢尾", { "台风鸢尾生成" }, { " [台风鸢尾] 生成" } },
    { "either of two terms", "台风|洪水", { "台风带来洪水" }, { " [台风] 带来洪水", "台风带来 [洪水] " } },
    { "both of two terms", "台风 洪水", { "台风", "洪水", "洪水后台风" }, { " [洪水] 后台风", "洪水后 [台风] " } },
    { "context of its paragraph alone", "台风", { "前一段\n台风\n后一段" }, { " [台风] " } },
    { "nothing where there is nothing", "台风", { "", "城市" }, {} },
    { "what could not be read", "台风", { "台风", false, "台风" }, { " [台风] ", "2.md: cannot be read", " [台风] " } },
    { "bytes that are no text", "台风", { "\255台风\254" }, { "\239\191\189 [台风] \239\191\189" } },
  }
  for _, case in ipairs(cases) do
    it("shows " .. case[1], function() assert.are.same(case[4], shown(case[2], case[3])) end)
  end

  it("cuts context to columns, of which a Chinese character takes two", function()
    local text = { "一二三四台风五六七八" }
    assert.are.same({ "三四 [台风] 五六" }, shown("台风", text, { width = 4 }))
    assert.are.same({ "三四 [台风] 五六" }, shown("台风", text, { width = 5 }))
    assert.are.same({ " [台风] " }, shown("台风", text, { width = 0 }))
    assert.are.same({ "cd [台风] ef" }, shown("台风", { "abcd台风efgh" }, { width = 2 }))
  end)

  it("tells where a use is, and of which article", function()
    local article = { title = "台风一号", text = "城市\n台风", path = "a.md", time = 7, source = "a.example" }
    local places = {}
    for line in concordance.lines("台风", articles_of { article }) do
      places[#places + 1] = line.place
      assert.are.same({ "a.md", "台风一号", 7, "a.example" }, { line.path, line.title, line.time, line.source })
    end
    assert.are.same({ "title", "text" }, places)
  end)

  it("takes aliases of one's own", function()
    assert.are.same({ " [小明] 来了" }, shown("王明", { "小明来了" }, { aliases = { ["小明"] = "王明" } }))
  end)

  it("finds what the timeline counts", function()
    local timeline = newsstat.timeline { keep_duplicates = true, keep_furniture = true }
    timeline:add_files "examples/articles"
    for _, query in ipairs { "台风", "鈉電池", "居民", "海底隧道", "青嶼|北岬" } do
      local lines, uses = 0, 0
      for line in newsstat.concordance(query, "examples/articles") do lines = lines + (line and 1 or 0) end
      for _, point in ipairs(timeline:series(query)) do uses = uses + point.count end
      assert.is_true(uses > 0)
      assert.are.equal(uses, lines, query)
    end
  end)

  it("reads those files that are chosen", function()
    local sources = {}
    for line in newsstat.concordance("台风", "examples/articles", { source = "qingyu.example", width = 10 }) do
      sources[line.source] = true
    end
    assert.are.same({ ["times.qingyu.example"] = true }, sources)
    local line, message = newsstat.concordance("台风", "no/such/file.md")()
    assert.is_false(line)
    assert.matches("no/such/file%.md", message)
  end)

  it("takes time that grows with the text", function()
    local function time_of(size)
      local text, started = ("台风 "):rep(size), os.clock()
      local count = #shown("台风", { text }, { width = 10 })
      assert.are.equal(size, count)
      return os.clock() - started
    end
    time_of(500)
    local small, large = math.huge, math.huge
    for _ = 1, 3 do small, large = math.min(small, time_of(2000)), math.min(large, time_of(8000)) end
    assert.is_true(large < 12 * small, ("%.3f s, then %.3f s"):format(small, large))
  end)

  it("raises for wrong calls", function()
    assert.error_matches(function() newsstat.concordance("", "examples") end, "no term")
    assert.error_matches(function() newsstat.concordance("台风", "examples", { wide = 1 }) end, "unknown option 'wide'")
    assert.error_matches(function() newsstat.concordance("台风", "examples", { width = -1 }) end, "option 'width'")
  end)
end)
