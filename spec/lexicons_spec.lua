local core = require "newsstat.core"
local files = require "spec.files"
local lfs = require "lfs"
local newsstat = require "newsstat"

local folder = files.new_folder()
teardown(function() os.execute("rm -rf '" .. folder .. "'") end)

local read = files.read

local function write(name, bytes)
  local path = folder .. "/" .. name
  files.write(path, bytes)
  return path
end

local IMAGE = folder .. "/词 库.image"

-- All files below a folder whose names have an ending.
local function each_file(path, ending, work)
  for name in lfs.dir(path) do
    local inner = path .. "/" .. name
    if name ~= "." and name ~= ".." and lfs.attributes(inner, "mode") == "directory" then each_file(inner, ending, work) end
    if name:sub(-#ending) == ending then work(read(inner)) end
  end
end

describe("newsstat.compile_lexicon", function()
  it("makes of the tree's own words what is built in", function()
    local report = assert(newsstat.compile_lexicon("lexicon/words.tsv", IMAGE))
    assert.are.equal(#core.lexicon(), report.words)
    assert.are.equal(report.size, #read(IMAGE))
    assert.are.same(core.lexicon():facts(), core.lexicon(IMAGE):facts())
    local segmenter, texts = assert(newsstat.segmenter { lexicon = IMAGE }), 0
    local function compare(text)
      texts = texts + 1
      assert(newsstat.cut(text, { join = "|" }) == segmenter:cut(text, { join = "|" }), text:sub(1, 200))
    end
    each_file("examples", ".md", compare)
    each_file("spec", ".lua", compare)
    assert.is_true(texts > 60)
  end)

  it("makes a lexicon of a list alone, with the names and numbers of the base", function()
    local report = assert(newsstat.compile_lexicon({ "我", "来到 80 v", "鸢尾花\t5\tn", "鳶尾花" }, IMAGE))
    assert.are.same({ words = 3, same = 1, never_found = 0, size = #read(IMAGE) }, report)
    assert.are.equal("3 1 0", table.concat({ report.words, report.same, report.never_found }, " "))
    local segmenter = newsstat.segmenter { lexicon = IMAGE }
    assert.are.same({ "我", "来到", "鸢尾花", "。", "王小明", "，", "3.5%", "，", "二十三" },
      segmenter:cut "我来到鸢尾花。王小明，3.5%，二十三")
    local tags = {}
    for _, _, _, tag in segmenter:words "我来到鳶尾花" do tags[#tags + 1] = tag end
    assert.are.same({ "x", "v", "n" }, tags)
  end)

  it("has to be done again for images of another version, and for what is none", function()
    assert(newsstat.compile_lexicon({ "鸢尾花" }, IMAGE))
    local bytes = read(IMAGE)
    files.write(IMAGE, bytes:sub(1, 12) .. string.char((bytes:byte(13) + 1) % 256) .. bytes:sub(14))
    local segmenter, message = newsstat.segmenter { lexicon = IMAGE }
    assert.is_nil(segmenter)
    assert.are.equal(IMAGE .. ": a lexicon image of another version or byte order: compile it again with newsstat lexicon compile",
      message)
    files.write(IMAGE, "鸢尾花\n")
    segmenter, message = newsstat.segmenter { lexicon = IMAGE }
    assert.is_nil(segmenter)
    assert.are.equal(IMAGE .. ": not a lexicon image, or a damaged one: compile it with newsstat lexicon compile", message)
  end)

  it("adds a list of a field's words to those of the base", function()
    local text = "大坝下游的鱼道里，洄游鱼苗数量回升"
    assert.are_not.equal("鱼道", newsstat.cut(text)[4])
    assert(newsstat.compile_lexicon({ "鱼道", "洄游鱼苗", "下游的 0.001" }, IMAGE, { extend = true }))
    local segmenter = newsstat.segmenter { lexicon = IMAGE }
    local words = table.concat(segmenter:cut(text), "|")
    assert.matches("|鱼道|", words, 1, true)
    assert.matches("|洄游鱼苗|", words, 1, true)
    assert.are.same(newsstat.cut "我来到北京清华大学", segmenter:cut "我来到北京清华大学")
  end)

  it("builds on another image", function()
    local base = folder .. "/base.image"
    assert(newsstat.compile_lexicon({ "鸢尾花 5 n" }, base))
    local report = assert(newsstat.compile_lexicon({ "台风" }, IMAGE, { base = base, extend = true }))
    assert.are.equal(2, report.words)
  end)

  it("tells of words that are never found", function()
    local path = write("list.txt", "台风\n冯·诺伊曼 3\nC++\n")
    local report = assert(newsstat.compile_lexicon(path, IMAGE))
    assert.are.same({ 2, path .. ":2" }, { report.never_found, report.first_never_found })
  end)

  local long = ("字"):rep(65)
  local bad = {
    { "a count that is none", { "台风 3 n", "", "登陆 many n" }, "word list:3: the count must be" },
    { "a negative count", { "台风 -3 n" }, "word list:1: the count must be" },
    { "a space in a word", { "New York\t3\tns" }, "word list:1: a lexicon's word holds no space" },
    { "a word of 65 characters", { "台风", long }, "word list:2: the word has more than 64 characters" },
    { "a NUL", { "台\0风" }, "word list:1: the word holds a NUL" },
    { "ill-formed bytes", { "台\255风" }, "word list:1: the word is not UTF-8" },
    { "a line break", { "台\n风" }, "word list:1: the line holds a line break" },
    { "no string", { "台风", 5 }, "word list:2: a string expected, got number" },
    { "no word", {}, "word list: the list holds no word" },
    { "no word in a file", write("empty", "\n\n"), folder .. "/empty: the list holds no word" },
    { "a bad line in a file", write("bad", "\239\187\191台风\r\n登陆 x y z\r\n"), folder .. "/bad:2: the count" },
    { "no file", "no/such.txt", "no/such.txt: No such file" },
    { "a folder", "spec", "spec: " },
  }
  for _, case in ipairs(bad) do
    it("names " .. case[1] .. " and leaves the old image", function()
      write("old.image", "old")
      local report, message = newsstat.compile_lexicon(case[2], folder .. "/old.image")
      assert.is_nil(report)
      assert.are.equal(case[3], message:sub(1, #case[3]))
      assert.are.equal("old", read(folder .. "/old.image"))
    end)
  end

  for _, wrong in ipairs { "no/such/folder/words.image", "spec", "/dev/null" } do
    it("names an image that cannot be written: " .. wrong, function()
      local report, message = newsstat.compile_lexicon({ "台风" }, wrong)
      assert.is_nil(report)
      assert.are.equal(wrong .. ": ", message:sub(1, #wrong + 2))
    end)
  end

  it("names a base that is no image", function()
    local report, message = newsstat.compile_lexicon({ "台风" }, IMAGE, { base = "README.md" })
    assert.is_nil(report)
    assert.matches("^README.md: not a lexicon image", message)
  end)

  local compile = newsstat.compile_lexicon
  local raises = {
    { "no words", function() compile(nil, IMAGE) end, "a list's path or a table of lines expected, got nil" },
    { "no path", function() compile { "台风" } end, "the image's path expected, got nil" },
    { "a path with NUL", function() compile({ "台风" }, "a\0b") end, "NUL" },
    { "an unknown option", function() compile({ "台风" }, IMAGE, { bass = "" }) end, "unknown option 'bass'" },
    { "a wrong option", function() compile({ "台风" }, IMAGE, { extend = 1 }) end, "option 'extend' must be boolean, got number" },
  }
  for _, case in ipairs(raises) do
    it("raises for " .. case[1], function()
      local worked, message = pcall(case[2])
      assert.is_false(worked)
      assert.matches(case[3], message, 1, true)
    end)
  end

  it("leaves no file behind but the image", function()
    local before = {}
    for name in lfs.dir(folder) do before[name] = true end
    newsstat.compile_lexicon({ "台风" }, folder .. "/new.image")
    for name in lfs.dir(folder) do assert.is_true(before[name] or name == "new.image", name) end
  end)
end)
