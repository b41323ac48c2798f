-- Words of the user's own, and the ways of cutting that a segmenter offers.

local newsstat = require "newsstat"

local function with_file(text, work)
  local path = os.tmpname()
  local file = assert(io.open(path, "wb"))
  file:write(text)
  file:close()
  local results = { pcall(work, path) }
  os.remove(path)
  assert(results[1], results[2])
end

local function cut(segmenter, text) return table.concat(segmenter:cut(text), "|") end

describe("user words", function()
  local cases = {
    { "元宇宙", "他谈元宇宙的未来", "他|谈|元宇宙|的|未来" },
    { "冯·诺伊曼", "数学家冯·诺伊曼说", "数学家|冯·诺伊曼|说" },
    { "-26.95%", "跌幅为-26.95%。", "跌幅|为|-26.95%|。" },
    { "武漢大橋", "武汉大桥通车", "武汉大桥|通车" },
    { "New York", "在New York见", "在|New York|见" },
    { "5G手机", "买5G手机吧", "买|5G手机|吧" },
    { "鿆鿇", "元素鿆鿇", "元素|鿆鿇" },
    { "らか", "ひらかなの", "ひ|らか|な|の" },
  }
  for _, case in ipairs(cases) do
    it("win against their parts: " .. case[1], function()
      local segmenter = assert(newsstat.segmenter { user = { case[1] } })
      assert.equal(case[3], cut(segmenter, case[2]))
      assert.is_true(segmenter:remove(case[1]))
      assert.is_false(segmenter:remove(case[1]))
      assert.are_not.equal(case[3], cut(segmenter, case[2]))
    end)
  end

  it("are read from a file of jieba's format, with counts and tags", function()
    with_file("\239\187\191量子霸权 100 nz\r\n\n区块链大会 n\n小确幸\n", function(path)
      local segmenter = assert(newsstat.segmenter { user = path })
      local tags = {}
      for word, _, _, tag in segmenter:words "量子霸权和区块链大会是小确幸" do tags[word] = tag end
      assert.same({ "nz", "n", "x" }, { tags["量子霸权"], tags["区块链大会"], tags["小确幸"] })
    end)
  end)

  it("of a bad line are named with its number", function()
    with_file("好词\n" .. ("长"):rep(201) .. "\n", function(path)
      local segmenter, message = newsstat.segmenter { user = path }
      assert.is_nil(segmenter)
      assert.equal(path .. ":2: a word of 1 to 200 characters expected", message)
    end)
    local _, message = newsstat.segmenter { user = { "好", 5 } }
    assert.equal("user words:2: a string expected, got number", message)
    _, message = newsstat.segmenter { user = "/no/such/file" }
    assert.matches("/no/such/file", message, 1, true)
  end)

  it("belong to their segmenter alone, and to iterators that began after them", function()
    local mine, other = newsstat.segmenter { user = { "元宇宙论坛" } }, newsstat.segmenter()
    assert.equal("元宇宙论坛", cut(mine, "元宇宙论坛"))
    assert.are_not.equal("元宇宙论坛", cut(other, "元宇宙论坛"))
    assert.equal("元宇宙论坛", (mine:words "元宇宙论坛"()))
  end)

  it("are wrong arguments where they are none", function()
    local segmenter = newsstat.segmenter()
    assert.has_error(function() segmenter:add() end)
    assert.has_error(function() segmenter:add("词", -1) end)
    assert.has_error(function() segmenter:add("词", 1, "longer than seven") end)
    assert.is_nil((segmenter:add ""))
  end)
end)

describe("granularity = fine", function()
  local fine = newsstat.segmenter { granularity = "fine" }
  local cases = {
    { "王小虎", "王|小虎" }, { "欧阳修文", "欧阳|修文" }, { "布林肯", "布林肯" }, { "科学家", "科学|家" }, { "副总统", "副|总统" }, { "乌克兰", "乌克兰" }, { "电影", "电影" },
  }
  for _, case in ipairs(cases) do
    it("splits " .. case[1], function() assert.equal(case[2], cut(fine, case[1])) end)
  end

  it("is refused where it is neither fine nor coarse", function()
    assert.error_matches(function() newsstat.segmenter { granularity = "medium" } end, "'granularity' must be coarse or fine")
  end)
end)

describe("mode = search", function()
  it("gives the words inside a long word before it", function()
    assert.same({ "科学", "学家", "科学家" }, newsstat.cut("科学家", { mode = "search" }))
    assert.equal("电影 很 好", newsstat.cut("电影很好", { mode = "search", join = " " }))
  end)

  it("is refused where there is no such mode", function()
    assert.error_matches(function() newsstat.cut("文", { mode = "all" }) end, "'mode' must be 'default' or 'search'")
  end)
end)
