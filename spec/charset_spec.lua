local files = require "spec.files"
local newsstat = require "newsstat"

local GBK = "\214\208\185\250\181\196\208\194\206\197" -- 中国的新闻
local TEXT = "中国的新闻"
local BOM = "\239\187\191"

local NAMES = {
  "zh-flood", "zh-economy", "zh-hant-election", "zh-hant-culture", "ja-railway", "ja-science", "ko-weather",
  "ko-economy", "ru-city", "fr-culture", "de-energy", "pl-transport",
}
-- As iconv names them. C tests have more, written by ICU.
local CHARSETS = {
  "GBK", "GB18030", "BIG5-HKSCS", "CP932", "EUC-JP", "ISO-2022-JP", "CP949", "UTF-16LE", "UTF-16BE", "UTF-8",
  "CP1251", "KOI8-R", "CP1252", "CP1250",
}

local read, write = files.read, files.write

-- The text in another charset, or nil where that has not all its characters.
local function encode(text, charset)
  local from, to = os.tmpname(), os.tmpname()
  write(from, text)
  local done = os.execute(("iconv -f UTF-8 -t %s %s >%s 2>/dev/null"):format(charset, from, to))
  local bytes = (done == true or done == 0) and read(to) or nil
  os.remove(from)
  os.remove(to)
  return bytes
end

local has_iconv = encode("a", "GBK") == "a"

-- The first characters of a text in UTF-8.
local function first(text, characters)
  local stop = 0
  for _ = 1, characters do stop = text:find("[^\128-\191]", stop + 1) or #text + 1 end
  return text:sub(1, (text:find("[^\128-\191]", stop + 1) or #text + 1) - 1)
end

describe("newsstat.decode", function()
  local cases = {
    { "UTF-8", TEXT, nil, TEXT, "UTF-8", "detection", 0 },
    { "ASCII", "plain", nil, "plain", "UTF-8", "default", 0 },
    { "nothing", "", nil, "", "UTF-8", "default", 0 },
    { "a byte order mark", BOM .. TEXT, nil, TEXT, "UTF-8", "bom", 0 },
    { "UTF-16 with a mark", "\255\254\045\078", nil, "中", "UTF-16LE", "bom", 0 },
    { "a transport label", GBK, { charset = " GB2312 " }, TEXT, "GBK", "transport", 0 },
    { "a bad byte", GBK .. "\255!", { charset = "gbk" }, TEXT .. "\239\191\189!", "GBK", "transport", 1 },
    { "a meta tag", "<meta charset=gbk>" .. GBK, { html = true }, "<meta charset=gbk>" .. TEXT, "GBK", "meta", 0 },
    { "an XML declaration", "<?xml encoding='gbk'?>" .. GBK, nil, "<?xml encoding='gbk'?>" .. TEXT, "GBK", "xml", 0 },
    { "bytes without a label", GBK, nil, TEXT, "GBK", "detection", 0 },
    { "a wrong label", TEXT, { charset = "big5" }, TEXT, "UTF-8", "overruled", 0 },
    { "a NUL", "a\0b", nil, "a\0b", "UTF-8", "default", 0 },
  }
  for _, case in ipairs(cases) do
    it("decodes " .. case[1], function()
      local text, info = newsstat.decode(case[2], case[3])
      assert.are.equal(case[4], text)
      assert.are.same({ charset = case[5], charset_source = case[6], replaced = case[7] }, info)
    end)
  end

  it("names an unknown label", function()
    assert.has_error(function() newsstat.decode("a", { charset = "gbq" }) end,
      "newsstat.decode: option 'charset': unknown charset 'gbq'")
  end)

  it("raises for wrong arguments", function()
    assert.has_error(function() newsstat.decode() end)
    assert.has_error(function() newsstat.decode("a", { label = "gbk" }) end)
    assert.has_error(function() newsstat.decode("a", { html = 1 }) end)
  end)

  for _, name in ipairs(NAMES) do
    local whole = read("spec/charsets/" .. name .. ".txt")
    for _, charset in ipairs(CHARSETS) do
      it(("finds the text of %s in %s, from 200 characters up"):format(name, charset), function()
        if not has_iconv then return pending "iconv is missing" end
        for _, text in ipairs { whole, first(whole, 200) } do
          local bytes = encode(text, charset)
          if bytes then
            local decoded, info = newsstat.decode(bytes)
            assert.are.equal(text, decoded)
            assert.are.equal("detection", info.charset_source)
          end
        end
      end)
    end
  end
end)

describe("articles in other charsets", function()
  local POST = "---\ntitle: 新闻&amp;快讯\ndate: 2020-02-03\ntags: [台风]\n---\n<p>" .. TEXT .. "</p><p>台风</p>\n"

  local function in_gbk(text)
    return (text:gsub("新闻", "\208\194\206\197"):gsub("快讯", "\191\236\209\182"):gsub("台风", "\204\168\183\231")
      :gsub("中国的", "\214\208\185\250\181\196"))
  end

  local function in_utf16(text)
    local units = { "\255\254" }
    for character in text:gmatch "[%z\1-\127\194-\244][\128-\191]*" do
      local a, b, c = character:byte(1, 3)
      local code = c and (a % 16) * 4096 + (b % 64) * 64 + c % 64 or a
      units[#units + 1] = string.char(code % 256, math.floor(code / 256))
    end
    return table.concat(units)
  end

  local function check(article, charset, source)
    assert.are.same({ "新闻&快讯", TEXT, "台风", charset, source },
      { article.title, article.paragraphs[1], article.tags[1], article.charset, article.charset_source })
  end

  it("are decoded before their head is read", function()
    check(assert(newsstat.article { content = POST }), "UTF-8", "detection")
    check(assert(newsstat.article { content = in_gbk(POST) }), "GBK", "detection")
    check(assert(newsstat.article { content = in_utf16(POST) }), "UTF-16LE", "bom")
    check(assert(newsstat.article({ content = in_gbk(POST) }, { charset = "gbk" })), "GBK", "transport")
  end)

  it("are read from files, also long ones", function()
    local path = os.tmpname()
    for _, filling in ipairs { "", ("<p>plain</p>\n"):rep(10000) } do
      write(path, in_gbk(POST .. filling))
      check(assert(newsstat.article(path)), "GBK", "detection")
      write(path, in_utf16(POST .. filling))
      check(assert(newsstat.article(path)), "UTF-16LE", "bom")
    end
    os.remove(path)
  end)

  it("are counted like others", function()
    local path = os.tmpname()
    write(path, in_gbk(POST))
    local timeline = newsstat.timeline { by = "month" }
    assert.are.equal(1, timeline:add_files(path, { charset = "gbk", report = error }).articles)
    assert.are.equal("2020-02", timeline:periods()[1])
    assert.are.equal(1, timeline:series("台风")[1].articles)
    os.remove(path)
  end)
end)

describe("the command line", function()
  local first_argument = 0
  while arg[first_argument - 1] do first_argument = first_argument - 1 end
  local path = os.tmpname()

  local function run(arguments)
    local status = os.tmpname()
    local pipe = io.popen(("NEWSSTAT_LUA='%s' bin/newsstat %s 2>&1; echo $? >%s"):format(arg[first_argument], arguments, status))
    local output = pipe:read "*a"
    pipe:close()
    local code = tonumber(read(status))
    os.remove(status)
    return code, output
  end

  teardown(function() os.remove(path) end)

  it("cleans and cuts files in other charsets", function()
    write(path, "<p>" .. GBK .. "</p>")
    assert.are.same({ 0, TEXT .. "\n" }, { run("clean " .. path) })
    assert.are.same({ 0, TEXT .. "\n" }, { run("clean --charset gb2312 " .. path) })
    write(path, GBK .. "\n" .. GBK .. "\n")
    assert.are.same({ 0, "中国 的 新闻\n中国 的 新闻\n" }, { run("cut " .. path) })
    write(path, "\255\254\045\078\010\000\010\078\010\000")
    assert.are.same({ 0, "中\n上\n" }, { run("cut " .. path) })
  end)

  it("cuts a long file whose first lines are ASCII", function()
    write(path, ("plain\n"):rep(2e5) .. GBK .. "\n")
    local status, output = run("cut " .. path)
    assert.are.same({ 0, "plain\n中国 的 新闻\n" }, { status, output:sub(-#"plain\n中国 的 新闻\n") })
  end)

  it("names an unknown label", function()
    for _, command in ipairs { "clean", "cut", "count", "keywords", "trends", "follow a" } do
      local status, output = run(command .. " --charset gbq " .. path)
      assert.are.equal(2, status)
      assert.matches("unknown charset 'gbq'", output, 1, true)
    end
  end)
end)
