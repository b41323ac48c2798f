local newsstat = require "newsstat"
local selection = require "newsstat.selection"

local function chosen(options) return assert(selection.in_zone(options, nil, "spec")) end

local ARTICLE = {
  source = "news.beijia.example", language = "zh-Hant-TW", author = "孟小田", tags = { "交通", "能源" }, time = 1751755200,
  fields = { layout = "post", category = { "要闻", "天气 预报" }, author = "front matter's own", draft = "" },
  text = "",
}

describe("newsstat.selection", function()
  local cases = {
    { "all where nothing is asked for", {}, true },
    { "its source", { source = "news.beijia.example" }, true },
    { "its source as a browser shows it", { source = "WWW.News.Beijia.example" }, true },
    { "its source's domain", { source = "beijia.example" }, true },
    { "no part of a domain's name", { source = "jia.example" }, false },
    { "no subdomain", { source = "a.news.beijia.example" }, false },
    { "any of several sources", { source = { "a.example", "beijia.example" } }, true },
    { "none of several others", { source = { "a.example", "b.example" } }, false },
    { "its language", { language = "zh-hant-tw" }, true },
    { "its language with an underscore", { language = "zh_Hant" }, true },
    { "what its language is a variety of", { language = "zh" }, true },
    { "no other language", { language = { "en", "z" } }, false },
    { "what the front matter says", { where = "layout=post" }, true },
    { "not what it does not say", { where = "layout=page" }, false },
    { "front matter before what was made of it", { where = "author=front matter's own" }, true },
    { "one item of a list", { where = "category = 天气 预报" }, true },
    { "a list of the article itself", { where = "tags=能源" }, true },
    { "a part", { where = "category~天气" }, true },
    { "no part that is not there", { where = "category~交通" }, false },
    { "what it does not say", { where = "category!=交通" }, true },
    { "no list of which an item is so", { where = "category!=要闻" }, false },
    { "no part where it is there", { where = "category!~预" }, false },
    { "what is not there as empty", { where = "section=" }, true },
    { "what is there as not empty", { where = "layout!=" }, true },
    { "an empty field as empty", { where = "draft!=" }, false },
    { "a value with signs", { where = "layout=a=b" }, false },
    { "all conditions", { where = { "layout=post", "tags=交通" } }, true },
    { "not some conditions only", { where = { "layout=post", "tags=体育" } }, false },
    { "conditions as keys and values", { where = { layout = "post", tags = "交通" } }, true },
    { "patterns as plain text", { where = "category~." }, false },
    { "its day", { since = "2025-07-05", ["until"] = "2025-07" }, true },
    { "no later ones", { ["until"] = "2025-07-04" }, false },
  }
  for _, case in ipairs(cases) do
    it("takes " .. case[1], function() assert.are.equal(case[3], chosen(case[2]):takes(ARTICLE)) end)
  end

  it("means days of the zone", function()
    local day = { since = "2025-07-06" }
    assert.is_false(assert(selection.in_zone(day, "UTC", "spec")):takes(ARTICLE))
    assert.is_true(assert(selection.in_zone(day, "Asia/Shanghai", "spec")):takes(ARTICLE))
    assert.is_nil((selection.in_zone(day, "Mars/Base", "spec")))
  end)

  it("takes the language of the text before one that is told, and a variety that is told of it", function()
    local article = { source = "a", language = "en", declared_language = "en-GB" }
    assert.is_true(chosen({ language = "en-gb" }):takes(article))
    assert.is_false(chosen({ language = "en-US" }):takes(article))
    article.declared_language = "de-DE"
    assert.is_false(chosen({ language = "de" }):takes(article))
    assert.is_true(chosen({ language = "zh-CN" }):takes { source = "a", language = "zh-Hans" })
    assert.is_false(chosen({ language = "zh-TW" }):takes { source = "a", language = "zh-Hans" })
  end)

  it("takes the front matter's language where none was found", function()
    local article = { source = "a", fields = { lang = "ja" } }
    assert.is_true(chosen({ language = "ja" }):takes(article))
    assert.is_false(chosen({ language = "zh" }):takes(article))
    assert.is_false(chosen({ language = "zh" }):takes { source = "a" })
  end)

  it("names an article without a time where dates are asked for", function()
    local takes, message = chosen({ since = "2025" }):takes { path = "a.md", source = "a", time_error = "no date" }
    assert.is_nil(takes)
    assert.matches("^a%.md: .*no date", message)
    assert.is_true(chosen({}):takes { path = "a.md", source = "a" })
  end)

  local wrong = {
    { { where = "layout" }, "option 'where' must be key=value" }, { { where = "=post" }, "option 'where'" },
    { { where = { "a=b", "" } }, "option 'where'" }, { { since = "soon" }, "option 'since' must be a date" },
    { { ["until"] = "2020-13" }, "option 'until' must be a date" },
  }
  for _, case in ipairs(wrong) do
    it("raises: " .. case[2] .. " for " .. tostring(case[1].where), function()
      local made, message = pcall(function() local _ = selection.in_zone(case[1], nil, "spec") end)
      assert.is_false(made)
      assert.matches("spec: " .. case[2], message)
    end)
  end
end)

describe("newsstat.articles", function()
  it("gives the articles that are chosen", function()
    local options, count = { source = "yunchuan.example", since = "2025-07", ["until"] = "2025-07" }, 0
    for article in newsstat.articles("examples/articles", options) do
      count = count + 1
      assert.are.equal("daily.yunchuan.example", article.source)
      assert.are.equal("2025-07", os.date("!%Y-%m", article.time))
    end
    assert.are.equal(2, count)
  end)

  it("says which article has no time where dates are asked for", function()
    local undated = { content = "---\ntitle: a\n---\n[a](b)\n------\n<p>台风</p>", path = "undated.md" }
    local article, message = newsstat.articles(undated, { since = "2025" })()
    assert.is_false(article)
    assert.matches("^undated%.md: it is left out, since dates are asked for", message)
    assert.is_truthy(newsstat.articles(undated, { source = "unknown" })())
  end)

  it("raises for wrong options of choosing", function()
    assert.has_error(function() newsstat.articles("examples", { source = 7 }) end,
      "newsstat.articles: option 'source' must be string or table, got number")
  end)

  it("gives posts their front matter", function()
    local article = assert(newsstat.article("examples/articles/2025/2025-07-06-台风鸢尾凌晨登陆.md"))
    assert.are.same({ "云川日报", "要闻" }, article.fields.tags)
    assert.are.equal("post", article.fields.layout)
  end)
end)

describe("newsstat.timeline", function()
  it("takes the articles that its options choose", function()
    local timeline = newsstat.timeline { source = "times.qingyu.example", where = { "tags~交通" } }
    local result = timeline:add_files "examples/articles"
    assert.are.equal(3, result.articles)
    assert.are.equal(41, result.outside)
    assert.are.equal(0, result.failed + result.undated)
  end)
end)
