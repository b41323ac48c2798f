local core = require "newsstat.core"
local newsstat = require "newsstat"
local stop_words = require "newsstat.stop_words"

local NUMERALS = {}
for numeral in ("〇 零 一 二 三 四 五 六 七 八 九 十 百 千 万 萬 亿 億 两 兩 几 幾 半"):gmatch "%S+" do NUMERALS[numeral] = true end

local lexicon = core.lexicon()
local example_texts = {}
for article in newsstat.articles "examples/articles" do example_texts[#example_texts + 1] = article.text end

local function characters_of(word)
  local _, count = word:gsub("[^\128-\191]", "")
  return count
end

-- Terms as the manual has them: no spaces, marks, addresses, quantities, dates or stop words.
local function is_term(word, tag, key, stop)
  if tag == "w" or tag == "sp" or tag == "url" or tag == "TIME" or tag:find "^m" or characters_of(word) < 2 then return false end
  if tag:find "^t" and NUMERALS[word:match "^[%z\1-\127\194-\244][\128-\191]*"] then return false end
  return not stop[key]
end

local function recount(texts)
  local stop, counts, total = stop_words.set(), {}, 0
  for _, text in ipairs(texts) do
    local met = {}
    for word, _, _, tag in newsstat.words(text) do
      local key = lexicon:fold(word)
      if is_term(word, tag, key, stop) then
        counts[key] = counts[key] or { count = 0, articles = 0 }
        counts[key].count = counts[key].count + 1
        if not met[key] then counts[key].articles = counts[key].articles + 1 end
        met[key], total = true, total + 1
      end
    end
  end
  return counts, total
end

local function counts_of(counter)
  local counts = {}
  for key, count, articles in counter:each() do
    counts[key] = { count = count, articles = articles }
  end
  return counts
end

local function counted(texts, options)
  local counter = newsstat.counter(options)
  for _, text in ipairs(texts) do counter:add(text) end
  return counter
end

local function top_of(counter, n)
  local list = {}
  for i, row in ipairs(counter:top(n)) do list[i] = row.term end
  return table.concat(list, " ")
end

-- Runs a function with the collector at its most eager.
local function eagerly(work)
  local pause, multiplier = collectgarbage("setpause", 1), collectgarbage("setstepmul", 10000)
  local done, message = pcall(work)
  collectgarbage("setpause", pause)
  collectgarbage("setstepmul", multiplier)
  assert(done, message)
end

describe("a counter", function()
  it("counts what a plain loop over the words counts", function()
    local counter = counted(example_texts)
    local expected, total = recount(example_texts)
    assert.is_true(#example_texts > 40 and total > 2000)
    assert.are.same(expected, counts_of(counter))
    assert.are.same({ total, #example_texts }, { counter:total() })
    assert.are.equal(#counter:top(1 / 0), #counter)
  end)

  it("counts all spellings of a term as one, shown in the most frequent", function()
    local counter = counted { "武漢、武汉、武漢", "Covid-19 COVID-19 ｃｏｖｉｄ-19 COVID-19", "ﬁle FILE" }
    assert.are.same({ 3, 1 }, { counter:get "武汉" })
    assert.are.same({ 3, 1 }, { counter:get "武漢" })
    assert.are.equal("武漢", counter:surface "武汉")
    assert.are.equal("COVID-19", counter:surface "covid-19")
    assert.are.equal(2, (counter:get "ﬁle"))
    assert.are.equal(counter, counter:add "武汉 武汉")
    assert.are.equal("武汉", counter:surface "武漢")
    assert.are.same({ term = "武汉", count = 5, articles = 2 }, counter:top(1)[1])
  end)

  it("gives zeros and the word itself for a term it never saw", function()
    local counter = newsstat.counter()
    assert.are.same({ 0, 0 }, { counter:get "台风" })
    assert.are.equal("颱風", counter:surface "颱風")
    assert.are.same({ 0, 0 }, { counter:total() })
    assert.are.same({ {}, 0 }, { counter:top(), #counter })
  end)

  it("tells what it is, and can be closed twice", function()
    local counter = counted { "台风登陆", "台风" }
    assert.are.equal("newsstat.counter: 2 terms of 2 articles", tostring(counter))
    counter:close()
    counter:close()
    assert.are.equal("newsstat.counter: closed", tostring(counter))
    for _, name in ipairs { "add", "get", "top", "total", "surface", "each", "merge" } do
      assert.error_matches(function() counter[name](counter, "台风") end, "the counter is closed", 1, true)
    end
  end)
end)

describe("newsstat.counter", function()
  local TEXT = "我们说台风、蜜蜂。A bee of 的"
  local cases = {
    { "leaves the built-in stop words out", nil, "bee 台风 蜜蜂" },
    { "keeps stop words", { stop = false }, "bee of 台风 我们 蜜蜂" },
    { "takes a list of stop words", { stop = { "颱風", "BEE" } }, "of 我们 蜜蜂" },
    { "takes a set of stop words", { stop = { ["台风"] = true, bee = false } }, "bee of 我们 蜜蜂" },
    { "takes an empty list of stop words", { stop = {} }, "bee of 台风 我们 蜜蜂" },
    { "takes words of one character", { stop = false, min_characters = 1 }, "A bee of 台风 我们 的 蜜蜂 说" },
    { "takes words of three characters and more", { min_characters = 3 }, "bee" },
    { "takes no word that is too short by far", { min_characters = 100 }, "" },
    { "takes words of some parts of speech", { tags = { "r", "eng" }, stop = false }, "bee of 我们" },
    { "takes a segmenter", { segmenter = newsstat.segmenter(), stop = true }, "bee 台风 蜜蜂" },
  }
  for _, case in ipairs(cases) do
    it(case[1], function() assert.are.equal(case[3], top_of(counted({ TEXT }, case[2]))) end)
  end

  it("takes or refuses, and never forgets, a huge least number of characters", function()
    local made, counter = pcall(newsstat.counter, { min_characters = math.huge })
    assert.are.equal(0, made and #counter:add(TEXT) or 0)
  end)

  it("shares rules and spellings like another one, not its counts", function()
    local first = newsstat.counter { stop = { "台风" } }
    local second = newsstat.counter { like = first }
    first:add "武漢 武漢 台风"
    second:add "武汉 台风"
    assert.are.same({ 1, 1 }, { second:get "武汉" })
    assert.are.equal("武漢", second:surface "武汉")
    first:close()
    assert.are.equal("武漢", top_of(second))
  end)

  it("survives that its segmenter is closed", function()
    -- In a process of its own, which may crash.
    local at = 0
    while arg[at - 1] do at = at - 1 end
    local pipe = assert(io.popen(("'%s' -e '%s' 2>/dev/null"):format(arg[at], [[
      package.path = "lua/?.lua;lua/?/init.lua;" .. package.path
      local newsstat = require "newsstat"
      local segmenter = newsstat.segmenter()
      local counter = newsstat.counter { segmenter = segmenter }
      segmenter:close()
      for _ = 1, 100 do pcall(counter.add, counter, ("我来到北京"):rep(1000)) end
      io.write "alive"]])))
    local output = pipe:read "*a"
    pipe:close()
    assert.are.equal("alive", output)
  end)
end)

describe("counter:top", function()
  local counter = counted({ "台风 蜜蜂 台风 bee ant 大学" }, { stop = false })
  local all = "台风 ant bee 大学 蜜蜂"
  for _, case in ipairs { { 0, "" }, { 1, "台风" }, { 3, "台风 ant bee" }, { 1e9, all }, { 1 / 0, all } } do
    it(("gives the %g most used terms, equals in byte order"):format(case[1]), function()
      assert.are.equal(case[2], top_of(counter, case[1]))
    end)
  end

  it("gives ten if not told how many", function() assert.are.equal(10, #counted(example_texts):top()) end)
end)

describe("counter:each", function()
  it("leaves out terms of fewer articles", function()
    local keys = {}
    for key in counted({ "台风 台风 蜜蜂", "蜜蜂" }):each(2) do keys[#keys + 1] = key end
    assert.are.same({ "蜜蜂" }, keys)
  end)

  it("keeps its counter alive", function()
    local following, count = counted(example_texts):each(), 0
    eagerly(function()
      for key, uses, articles in following do
        count = count + 1
        if count % 100 == 1 then collectgarbage() end
        assert(#key > 0 and uses >= articles and articles > 0)
      end
    end)
    assert.is_true(count > 500)
  end)

  it("raises when its counter was closed, and crashes not when it grows", function()
    local counter = counted { "台风 蜜蜂 大学" }
    local following = counter:each()
    following()
    following(counter:add(table.concat(example_texts)))
    counter:close()
    assert.error_matches(following, "the counter is closed", 1, true)
  end)
end)

describe("counter:merge", function()
  it("gives what one counter of all texts gives, with its own words or shared ones", function()
    local whole = counted(example_texts)
    for _, shared in ipairs { true, false } do
      local left = newsstat.counter()
      local right = newsstat.counter(shared and { like = left } or nil)
      for i, text in ipairs(example_texts) do (i % 3 == 0 and left or right):add(text) end
      assert.are.equal(left, left:merge(right))
      right:close()
      assert.are.same(counts_of(whole), counts_of(left))
      assert.are.same(whole:top(500), left:top(500))
      assert.are.same({ whole:total() }, { left:total() })
    end
  end)
end)

describe("the collector", function()
  it("leaves what a counter is made of alone", function()
    local counter = core.counter(core.terms(core.segmenter(core.lexicon()), { tags = { "n" .. #arg, "ns" } }))
    for i = 1, 100 do
      collectgarbage()
      counter:add "北京，上海"
      assert.are.same({ i, i }, { counter:get "北京" })
    end
  end)

  it("leaves counters alone that are in use, among thousands that are not", function()
    eagerly(function()
      local kept, last = {}, newsstat.counter()
      for i = 1, 2000 do
        local counter = newsstat.counter { like = i % 50 ~= 0 and last or nil }
        counter:add(i % 2 == 0 and "台风 台风 武漢" or "蜜蜂")
        if i % 50 == 0 then last = counter end
        if i % 100 == 0 then kept[#kept + 1] = counter end
        if i % 100 == 70 then collectgarbage() end
      end
      for _, counter in ipairs(kept) do
        assert.are.same({ 2, 1 }, { counter:get "台风" })
        assert.are.equal("武漢", counter:surface "武汉")
        assert.are.same({ 3, 1 }, { counter:total() })
      end
    end)
  end)
end)
