local aliases = require "newsstat.aliases"
local alias_suggestions = require "newsstat.alias_suggestions"
local newsstat = require "newsstat"

local function written(text)
  local path = os.tmpname()
  local file = assert(io.open(path, "wb"))
  file:write(text)
  file:close()
  return path
end

describe("aliases", function()
  it("count as one term, in any spelling, shown as it is most often written", function()
    local timeline = newsstat.timeline { keep_duplicates = true }
    for i, text in ipairs { "川普当选", "特朗普说了", "川普說" } do timeline:add { text = text, time = i, source = "a" } end
    for _, name in ipairs { "川普", "特朗普" } do assert.are.equal(3, timeline:series(name)[1].articles) end
  end)

  it("of one's own are counted too", function()
    local timeline = newsstat.timeline { aliases = { ["柯拉克"] = "克拉奇" } }
    timeline:add { text = "柯拉克。克拉奇", time = 0 }
    assert.are.equal(2, timeline:series("克拉奇")[1].count)
  end)

  it("are read from a file", function()
    local path = written "# names\n特朗普=川普\n\n意大利 = 义大利 = 意国\n"
    assert.are.same({ ["川普"] = "特朗普", ["义大利"] = "意大利", ["意国"] = "意大利" }, aliases.read(path))
    os.remove(path)
  end)

  it("are refused where a line has one word", function()
    local path = written "特朗普=川普\n意大利\n"
    local map, message = aliases.read(path)
    assert.is_nil(map)
    assert.matches(":2: two words or more expected", message, 1, true)
    os.remove(path)
  end)

  it("of ours stand for words that stand for nothing else", function()
    local map = aliases.map()
    for alias, word in pairs(map) do
      assert.are_not.equal(alias, word)
      assert.is_nil(map[word], word .. " is an alias and a word")
    end
  end)
end)

describe("alias suggestions", function()
  local function suggested(times, ...)
    local collector = alias_suggestions.collector()
    for _ = 1, times do
      for _, text in ipairs { ... } do collector:add(text) end
    end
    local pairs_of = {}
    for i, row in ipairs(collector:suggestions()) do
      pairs_of[i] = row.word .. "=" .. row.alias .. " " .. row.original .. " " .. row.articles
    end
    return pairs_of
  end

  it("are names with the same original in brackets, in two articles or more each", function()
    local collector = alias_suggestions.collector()
    for _ = 1, 3 do collector:add "外长布林肯(Antony Blinken)说。布林肯（Antony Blinken）" end
    for _ = 1, 2 do collector:add "外長卜林肯（Antony Blinken）說" end
    collector:add "外长卜林肯 (Joe Biden) 说"
    assert.are.same({ { word = "布林肯", alias = "卜林肯", original = "Antony Blinken", articles = 2 } },
      collector:suggestions())
  end)

  it("leave out what is counted as one already", function()
    assert.are.same({}, suggested(2, "总统特朗普(Donald Trump)说", "總統川普（Donald Trump）說"))
  end)

  it("leave out nouns, pieces of a name and given names", function()
    assert.are.same({}, suggested(2, "波音(Boeing)", "一家公司(Boeing)"))
    assert.are.same({}, suggested(2, "美国国家安全局(NSA)", "安全局(NSA)"))
    assert.are.same({}, suggested(2, "亨特·拜登(Hunter Biden)", "儿子亨特(Hunter Biden)", "拜登(Hunter Biden)"))
    assert.are.same({}, suggested(2, "儿子韩特(Hunter Biden)", "拜登(Hunter Biden)", "拜登(Joe Biden)"))
    assert.are.same({}, suggested(2, "美国广播公司(ABC)", "澳大利亚广播公司(ABC)"))
  end)
end)
