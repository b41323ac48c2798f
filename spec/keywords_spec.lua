local newsstat = require "newsstat"
local terms = require "newsstat.terms"

local keywords = newsstat.keywords

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
    local timeline = newsstat.timeline()
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
    { "its one method", { method = "tfidf", tags = { "ns" } }, "武汉" },
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
    { "an unknown method", { "台风", { method = "textrank" } }, "unknown method 'textrank'" },
    { "a background that is a number", { "台风", { idf = 1 } }, "option 'idf' must be" },
    { "a background that is any table", { "台风", { idf = {} } }, "'idf'" },
    { "a background that is any userdata", { "台风", { idf = io.stdout } }, "'idf'" },
  }
  for _, case in ipairs(wrong) do
    it("raises for " .. case[1], function()
      local done, message = pcall(keywords, case[2][1], case[2][2])
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
