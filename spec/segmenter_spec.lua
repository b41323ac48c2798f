local core = require "newsstat.core"
local newsstat = require "newsstat"

local TEXTS = 2000

local PIECES = {}
for piece in ([[
  我 来到 北京 清华大学 中华人民共和国 的 了 一 三百 二〇二五年 我們 來到 體育館 颱風 鬱 㐂 𠀀 、 。 “ ” …… 《 》 ！！！ ー
  カタカナ ひらがな 東京 한국어 hello COVID-19 don't 3.14 50% 1,200 ３０ Ａｐｐｌｅ ﬁ ß İ é é ́ ไทย русский עברית العربية हिन्दी
  😀 👩‍👩‍👧 🇨🇳 https://a.example/b?c www. http:// @a #b / \ - _ ' " ( ) [ ] ... ﷺ
]]):gmatch "%S+" do PIECES[#PIECES + 1] = piece end
for _, piece in ipairs {
  " ", "  ", "\n", "\r\n", "\r", "\t", "\0", "　", "\194\160", "\226\128\168", "\239\187\191", -- the last: U+2028, U+FEFF
  "\255", "\192\128", "\237\160\128", "\228\184", "\240\159", "\244\144\128\128", "\128", -- no UTF-8
} do PIECES[#PIECES + 1] = piece end

local function random_bytes()
  local bytes = {}
  for i = 1, math.random(0, 80) do bytes[i] = string.char(math.random(0, 255)) end
  return table.concat(bytes)
end

local function random_text()
  local parts = {}
  for i = 1, math.random(0, 30) do parts[i] = PIECES[math.random(#PIECES)] end
  return table.concat(parts)
end

local function words_of(segmenter, text)
  local list, following = {}, 1
  for word, first, last, tag in segmenter:words(text) do
    assert(first == following and text:sub(first, last) == word and #tag > 0, ("%q: %d"):format(text, first))
    list[#list + 1], following = word, last + 1
  end
  return list
end

describe("segmenter:cut and segmenter:words", function()
  local segmenter = newsstat.segmenter()

  for _, case in ipairs { { "bytes", random_bytes }, { "texts of mixed scripts", random_text } } do
    it("give words that are the text, byte for byte, of random " .. case[1], function()
      math.randomseed(20250406)
      for _ = 1, TEXTS do
        local text = case[2]()
        local words = segmenter:cut(text)
        assert.are.equal(text, table.concat(words))
        assert.are.same(words, words_of(segmenter, text))
        for _, word in ipairs(words) do assert.is_true(#word > 0) end
      end
    end)
  end

  it("give the same words of a text of a megabyte as of its lines", function()
    local line = "台风“鸢尾”在松亭县登陆。\n"
    local words, count = segmenter:cut(line), 0
    for word in segmenter:words(line:rep(30000)) do
      assert(word == words[count % #words + 1])
      count = count + 1
    end
    assert.are.equal(30000 * #words, count)
  end)

  it("take a number as its digits", function()
    for word in segmenter:words(42) do assert.are.same({ word }, segmenter:cut(42)) end
  end)
end)

describe("segmenter:words", function()
  it("steps through several texts at once", function()
    local segmenter, seen = newsstat.segmenter(), {}
    for outer in segmenter:words "北京上海" do
      for inner in segmenter:words "台风蜜蜂" do
        segmenter:cut "清华大学"
        seen[#seen + 1] = outer .. inner
      end
    end
    assert.are.same({ "北京台风", "北京蜜蜂", "上海台风", "上海蜜蜂" }, seen)
  end)

  it("ends, and stays at its end", function()
    local following = newsstat.segmenter():words "北京"
    assert.are.equal("北京", (following()))
    assert.are.same({}, { following(), following() })
    assert.is_nil(newsstat.segmenter():words ""())
  end)

  it("is closed by break from Lua 5.4 on, and goes on elsewhere", function()
    local following, state, control, closing = newsstat.segmenter():words "北京上海"
    for word in following, state, control, closing do
      if word == "北京" then break end
    end
    assert.are.equal(_VERSION < "Lua 5.4" and "上海" or nil, (following()))
  end)

  it("keeps the text and the lexicon alive", function()
    local following = newsstat.segmenter():words(("北京"):rep(3000))
    local count = 0
    for word in following do
      if count % 500 == 0 then collectgarbage() end
      assert(word == "北京")
      count = count + 1
    end
    assert.are.equal(3000, count)
  end)

  it("goes on after its segmenter was closed", function()
    local segmenter = newsstat.segmenter()
    local following = segmenter:words "北京上海"
    segmenter:close()
    collectgarbage()
    assert.are.equal("北京", (following()))
    assert.are.equal("上海", (following()))
  end)
end)

describe("a closed segmenter", function()
  it("raises, and says that it is closed", function()
    local segmenter = newsstat.segmenter()
    segmenter:close()
    for _, call in ipairs {
      function() segmenter:cut "北京" end, function() segmenter:words "北京" end,
      function() newsstat.counter { segmenter = segmenter } end,
    } do
      assert.error_matches(call, "the segmenter is closed", 1, true)
    end
  end)

  it("can be closed again, and tells what it is", function()
    local segmenter = newsstat.segmenter()
    assert.matches("^newsstat%.segmenter: %d+ words$", tostring(segmenter))
    segmenter:close()
    segmenter:close()
    assert.are.equal("newsstat.segmenter: closed", tostring(segmenter))
  end)
end)

describe("newsstat.segmenter", function()
  local path, image = os.tmpname(), nil
  local file = io.open("build/lexicon.image", "rb") or io.open("build/sanitize/lexicon.image", "rb")
  if file then
    image = file:read "*a"
    file:close()
  end
  teardown(function() os.remove(path) end)

  local function open(bytes)
    file = assert(io.open(path, "wb"))
    file:write(bytes)
    file:close()
    return newsstat.segmenter { lexicon = path }
  end

  it("takes a compiled lexicon, which it keeps alive", function()
    if not image then return pending "build/lexicon.image is not there" end
    local segmenter, message = open(image)
    assert.is_nil(message)
    collectgarbage()
    collectgarbage()
    assert.are.same({ "我", "来到", "清华", "大学" }, segmenter:cut "我来到清华大学")
    assert.are.equal(tostring(newsstat.segmenter()), tostring(segmenter))
  end)

  local function flipped(at)
    local bit = image:byte(at) < 128 and 128 or -128
    return image:sub(1, at - 1) .. string.char(image:byte(at) + bit) .. image:sub(at + 1)
  end
  local damaged = {
    { "an empty file", function() return "" end },
    { "a text", function() return ("我来到北京清华大学\n"):rep(1000) end },
    { "an image cut to its first page", function() return image:sub(1, 4096) end },
    { "an image without its last byte", function() return image:sub(1, -2) end },
    { "an image with a bit flipped at its beginning", function() return flipped(1) end },
    { "an image with a bit flipped in its header", function() return flipped(17) end },
    { "an image with a bit flipped in its middle", function() return flipped(math.floor(#image / 2)) end },
    { "an image with a bit flipped at its end", function() return flipped(#image) end },
  }
  for _, case in ipairs(damaged) do
    it("refuses and names " .. case[1], function()
      if not image then return pending "build/lexicon.image is not there" end
      local segmenter, message = open(case[2]())
      assert.is_nil(segmenter)
      assert.are.equal(path .. ": ", message:sub(1, #path + 2))
      assert.is_true(#message > #path + 10)
    end)
  end

  for _, wrong in ipairs { "no/such/lexicon.image", "spec" } do
    it("tells why it cannot open " .. wrong, function()
      local segmenter, message = newsstat.segmenter { lexicon = wrong }
      assert.is_nil(segmenter)
      assert.matches("^" .. wrong .. ": .", message)
    end)
  end
end)

describe("each method of each userdata of newsstat", function()
  local lexicon = core.lexicon()
  local segmenter = core.segmenter(lexicon)
  local terms = core.terms(segmenter, {})
  local objects = {
    lexicon = lexicon, segmenter = segmenter, terms = terms, zone = core.zone "Asia/Shanghai",
    word_set = core.word_set(lexicon, {}), counter = core.counter(terms), document = terms:document "北京",
    words = select(4, segmenter:words "北京"), buffer = false,
  }
  local values = { 42, "北京", {}, true, print, io.stdout, coroutine.create(function() end) }

  local function methods_of(metatable)
    local methods = {}
    for name, value in pairs(metatable) do if type(value) == "function" then methods[name] = value end end
    for name, value in pairs(metatable.__index) do methods[name] = value end
    return pairs(methods)
  end

  for type_name, object in pairs(objects) do
    local name = "newsstat." .. type_name
    local metatable = debug.getregistry()[name]

    it("hides its metatable: " .. name, function() assert.are.equal("protected", metatable.__metatable) end)

    it("raises when it is called on anything else: " .. name, function()
      for method_name, method in methods_of(metatable) do
        local function refuses(...)
          local done, message = pcall(method, ...)
          assert.is_false(done, method_name)
          assert.matches(name .. " expected, got ", message, 1, true)
        end
        refuses()
        refuses(nil)
        for _, value in ipairs(values) do refuses(value) end
        for other_name, other in pairs(objects) do
          if other and other_name ~= type_name then refuses(other) end
        end
      end
    end)

    if object then
      it("leaves it usable when its further arguments are wrong: " .. name, function()
        for method_name, method in methods_of(metatable) do
          if not method_name:find "^__" and method_name ~= "close" then
            for _, value in ipairs(values) do pcall(method, object, value, value) end
            for _, number in ipairs { 0 / 0, 1 / 0, -1 } do pcall(method, object, number) end
          end
        end
        assert.not_matches("closed", tostring(object))
      end)
    end
  end
end)
