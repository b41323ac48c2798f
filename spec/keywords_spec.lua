local newsstat = require "newsstat"
local terms = require "newsstat.terms"

-- By term frequency, whose scores can be computed by hand.
local function keywords(article, options)
  options = type(options) == "table" and options or {}
  options.method = options.method or "tfidf"
  return newsstat.keywords(article, options)
end

local function is_near(expected, given)
  assert.is_true(math.abs(expected - given) < 1e-9, ("%.12g expected, got %.12g"):format(expected, given))
end

local function terms_of(rows)
  local list = {}
  for i, row in ipairs(rows) do list[i] = row.term end
  return table.concat(list, " ")
end

-- Nine articles: 台风 in four of them, 蜜蜂 in one, 大学 in none.
local function background()
  local counter = newsstat.counter()
  for i = 1, 9 do counter:add((i <= 4 and "台风 台风 " or "") .. (i == 9 and "蜜蜂" or "") .. "。城市") end
  return counter
end

describe("newsstat.keywords against a background", function()
  it("scores a term by its share of the words and its rarity", function()
    local rows = keywords("台风台风蜜蜂，大学", { idf = background() })
    assert.are.equal("大学 蜜蜂 台风", terms_of(rows))
    is_near(1 / 4 * math.log(10 / .5), rows[1].score)
    is_near(1 / 4 * math.log(10 / 1.5), rows[2].score)
    is_near(2 / 4 * math.log(10 / 4.5), rows[3].score)
  end)

  it("counts words that are no terms, and neither spaces nor punctuation, as words", function()
    local row = keywords("台风，的我们3 !\n", { idf = background() })[1]
    is_near(1 / 4 * math.log(10 / 4.5), row.score)
  end)

  it("counts a single late use half", function()
    local lead = ("的 "):rep(59)
    is_near(1 / 60 * math.log(10 / 4.5), keywords(lead .. "台风", { idf = background() })[1].score)
    is_near(.5 / 61 * math.log(10 / 4.5), keywords(lead .. "的台风", { idf = background() })[1].score)
    is_near(2 / 62 * math.log(10 / 4.5), keywords(lead .. "的台风台风", { idf = background() })[1].score)
  end)

  it("puts the earlier of two equal terms first", function()
    assert.are.equal("学校 老师", terms_of(keywords("学校老师", { idf = background() })))
    assert.are.equal("老师 学校", terms_of(keywords("老师学校", { idf = background() })))
  end)

  it("finds a term in any spelling", function()
    is_near(math.log(10 / 4.5), keywords("颱風", { idf = background() })[1].score)
  end)

  it("takes a timeline", function()
    local timeline = newsstat.timeline { keep_duplicates = true, keep_furniture = true }
    for i = 1, 9 do timeline:add { text = i <= 4 and "台风" or "城市", time = i * 86400 } end
    is_near(math.log(10 / 4.5), keywords("台风", { idf = timeline })[1].score)
  end)

  it("takes an empty one", function() is_near(math.log(2), keywords("台风", { idf = newsstat.counter() })[1].score) end)
end)

describe("newsstat.keywords without a background", function()
  it("takes a term's rarity from the lexicon", function()
    local cost = terms.lexicon():find "台风"
    is_near(-math.log(1 - math.exp(-400 * math.exp(-cost))), keywords("台风")[1].score)
  end)

  it("takes a word that the lexicon does not have for one seen once", function()
    local cost = terms.lexicon():unknown_cost()
    local row = keywords("Qwertzuiop")[1]
    is_near(-math.log(1 - math.exp(-400 * math.exp(-cost))), row.score)
    assert.is_nil(row.tag)
  end)

  it("puts a rare word before a common one", function()
    assert.are.equal("蜂箱 中国", terms_of(keywords "中国蜂箱"))
  end)
end)

describe("newsstat.keywords", function()
  it("gives rows with term, rank, score, count and part of speech, and nothing more", function()
    local rows = keywords("武漢武漢武汉，北京", { idf = newsstat.counter() })
    for _, row in ipairs(rows) do row.score = nil end
    assert.are.same({
      { term = "武漢", rank = 1, count = 3, tag = "ns" }, { term = "北京", rank = 2, count = 1, tag = "ns" },
    }, rows)
  end)

  it("gives a term of the title twice the weight", function()
    local rows = keywords({ title = "大学", text = "医院 台风 医院" }, { top = 3 })
    local plain = keywords("大学\n医院 台风 医院", { top = 3 })
    local function score(list, term)
      for _, row in ipairs(list) do if row.term == term then return row.score end end
    end
    assert.is_true(math.abs(score(rows, "大学") - 2 * score(plain, "大学")) < 1e-12)
    assert.are.equal(score(plain, "医院"), score(rows, "医院"))
  end)

  it("counts an article's title and text", function()
    local row = keywords({ title = "台风", text = "台风登陆" }, { top = 1 })[1]
    assert.are.same({ "台风", 2 }, { row.term, row.count })
  end)

  local tops = { { nil, 10 }, { 3, 3 }, { 0, 0 }, { 1e9, 12 }, { 1 / 0, 12 } }
  local text = "蜜蜂 台风 大学 北京 武汉 隧道 电池 学校 老师 医院 市场 渔村"
  for _, case in ipairs(tops) do
    it(("gives %d rows of twelve where top is %s"):format(case[2], tostring(case[1])), function()
      local rows = keywords(text, { top = case[1] })
      assert.are.equal(case[2], #rows)
      for i, row in ipairs(rows) do assert.are.equal(i, row.rank) end
    end)
  end

  local choices = {
    { "parts of speech", { tags = { "ns" } }, "武汉" },
    { "stop words", { stop = { "武汉" } }, "蜜蜂 我们" },
    { "no stop words", { stop = false, tags = { "r" } }, "我们" },
    { "a least number of characters", { min_characters = 3 }, "" },
    { "a segmenter", { segmenter = newsstat.segmenter(), tags = { "ns" } }, "武汉" },
    { "a method", { method = "tfidf", tags = { "ns" } }, "武汉" },
  }
  for _, case in ipairs(choices) do
    it("takes " .. case[1], function() assert.are.equal(case[3], terms_of(keywords("武汉我们蜜蜂", case[2]))) end)
  end

  for _, empty in ipairs { "", "  　", "3.14，！", "的我们", "http://a.example" } do
    it("gives no rows of '" .. empty .. "'", function() assert.are.same({}, keywords(empty)) end)
  end

  it("takes any bytes", function() assert.is_table(keywords(("\255\0\228\184台风"):rep(100))) end)

  local wrong = {
    { "nothing", { nil }, "an article (a table with text) or a string expected" },
    { "a table without a text", { {} }, "an article (a table with text) or a string expected" },
    { "an unknown option", { "台风", { topp = 1 } }, "unknown option 'topp'" },
    { "a wrong top", { "台风", { top = "1" } }, "option 'top' must be a whole number" },
    { "an unknown method", { "台风", { method = "yake" } }, "unknown method 'yake'" },
    { "a background that is a number", { "台风", { idf = 1 } }, "option 'idf' must be" },
    { "a background that is any table", { "台风", { idf = {} } }, "'idf'" },
    { "a background that is any userdata", { "台风", { idf = io.stdout } }, "'idf'" },
  }
  for _, case in ipairs(wrong) do
    it("raises for " .. case[1], function()
      local done, message = pcall(newsstat.keywords, case[2][1], case[2][2])
      assert.is_false(done)
      assert.matches(case[3], message, 1, true)
    end)
  end

  it("ends whatever top is", function()
    debug.sethook(function() error "it does not end" end, "", 1e8)
    local _, message = pcall(keywords, "台风登陆", { top = 0 / 0 })
    debug.sethook()
    assert.not_matches("it does not end", tostring(message), 1, true)
  end)

  it("finds what the example article is about", function()
    local counter = newsstat.counter()
    for article in newsstat.articles "examples/articles" do counter:add(article.title .. "\n" .. article.text) end
    local article = assert(newsstat.article "examples/articles/2025/2025-07-06-台风鸢尾凌晨登陆.md")
    local found = " " .. terms_of(keywords(article, { idf = counter, top = 10 })) .. " "
    for _, term in ipairs { "台风", "登陆" } do assert.matches(" " .. term .. " ", found, 1, true) end
  end)
end)

describe("newsstat.keywords by the learned score", function()
  local timeline = newsstat.timeline()
  timeline:add_files "examples/articles"
  local path = "examples/articles/2025/2025-07-06-台风鸢尾凌晨登陆.md"
  local article = assert(newsstat.article(path))

  it("finds what the example article is about, alone and against others", function()
    for _, idf in ipairs { timeline, false } do
      local rows = newsstat.keywords(article, { idf = idf or nil, top = 10 })
      assert.matches("台风", terms_of(rows))
      assert.are.equal(10, #rows)
      for i = 2, #rows do assert.is_true(rows[i - 1].score >= rows[i].score) end
    end
  end)

  it("finds phrases that the article repeats", function()
    local rows = newsstat.keywords(("砚石能源发布钠电池，砚石能源说明。"):rep(2), { top = 20 })
    assert.matches("砚石能源", terms_of(rows))
  end)

  it("needs no title, and no text", function()
    for _, one in ipairs { { text = "台风登陆" }, { title = "", text = "台风登陆" }, { title = "台风登陆", text = "" } } do
      assert.matches("台风", terms_of(newsstat.keywords(one)))
    end
    assert.are.same({}, newsstat.keywords { text = "" })
  end)

  it("puts a term of the article's own title higher", function()
    local text = "蜜蜂，台风，大学，电池，隧道，城市。"
    assert.are.equal("电池", newsstat.keywords({ title = "电池", text = text })[1].term)
    assert.are.equal("隧道", newsstat.keywords({ title = "隧道", text = text })[1].term)
  end)

  it("leaves out paragraphs that the background repeats", function()
    local others = newsstat.timeline()
    for i = 1, 5 do others:add { text = "城市" .. i .. "\n关注微博公众平台", time = i * 86400, source = "a" } end
    assert.not_matches("微博", terms_of(newsstat.keywords("台风登陆\n关注微博公众平台", { idf = others })))
  end)

  it("lowers terms that are alike where diversity is asked for", function()
    local function likeness(rows)
      local shared = 0
      for i, a in ipairs(rows) do
        for j = i + 1, #rows do if a.term:find(rows[j].term, 1, true) or rows[j].term:find(a.term, 1, true) then shared = shared + 1 end end
      end
      return shared
    end
    local text = ("砚石能源的钠电池，砚石能源的钠电池充电，台风登陆青屿"):rep(3)
    local plain, diverse = newsstat.keywords(text, { top = 6 }), newsstat.keywords(text, { top = 6, diversity = .5 })
    assert.is_true(likeness(diverse) <= likeness(plain))
    assert.are_not.equal(terms_of(plain), terms_of(diverse))
  end)
end)

describe("newsstat.keywords by TextRank", function()
  it("weighs words by their neighbours", function()
    local rows = newsstat.keywords("台风，蜜蜂。台风，大学。台风，电池。台风，隧道", { method = "textrank" })
    assert.are.equal("台风", rows[1].term)
    assert.is_true(rows[1].score > rows[2].score)
  end)

  it("takes a text without terms", function() assert.are.same({}, newsstat.keywords("的", { method = "textrank" })) end)
end)
