local files = require "spec.files"
local lfs = require "lfs"
local newsstat = require "newsstat"

local folder
local READ = "LC_ALL=C "

local function shell(command)
  local done = os.execute("cd '" .. folder .. "' && " .. READ .. command)
  assert(done == true or done == 0, command)
end

local function write(name, bytes) files.write(folder .. "/" .. name, bytes) end

local function slurp(name) return files.read(folder .. "/" .. name) end

-- The titles by path, and the messages, of a file.
local function read(name, options)
  local titles, messages, count = {}, {}, 0
  for one, message in newsstat.articles(type(name) == "table" and name or folder .. "/" .. name, options) do
    if one then
      count = count + 1
      titles[one.path:gsub("^.*/F/", ""):gsub(folder:gsub("%p", "%%%0") .. "/", "")] = one.title
    else
      messages[#messages + 1] = (message:gsub(folder:gsub("%p", "%%%0") .. "/", ""))
    end
  end
  return titles, messages, count
end

local function post(title) return "---\ntitle: " .. title .. "\ndate: 2024-01-24\n---\n<p>青坡镇的水退了。</p>\n" end
local FEED = [[<rss version="2.0"><channel><item><title>其一</title></item><item><title>其二</title></item></channel></rss>]]

describe("archives and compressed files", function()
  setup(function()
    folder = files.new_folder()
    assert(lfs.mkdir(folder .. "/夹"))
    write("甲.md", post "甲")
    write("夹/乙.md", post "乙")
    write("feed.xml", FEED)
    write(".hidden.md", post "藏")
    for _, command in ipairs {
      "tar cf a.tar ./甲.md 夹 feed.xml .hidden.md", "tar czf a.tar.gz 甲.md 夹 feed.xml", "gzip -k feed.xml 甲.md",
      "bzip2 -k 甲.md", "xz -k 甲.md", "zstd -q -k 甲.md", "zip -qr a.zip 甲.md 夹 feed.xml", "tar cJf a.tar.xz 甲.md 夹 feed.xml",
      "tar cf - 甲.md 夹 feed.xml | zstd -q > a.tar.zst", "tar cf b.tar a.zip feed.xml.gz", "gzip -c b.tar > c.tar.gz",
      "tar cf d.tar c.tar.gz", "cat 甲.md.gz 甲.md.gz > two.gz", "ln -s 甲.md link.md", "tar cf links.tar link.md 甲.md",
    } do shell(command) end
  end)
  teardown(function() os.execute("rm -rf '" .. folder .. "'") end)

  local ALL = { ["甲.md"] = "甲", ["夹/乙.md"] = "乙", ["feed.xml#1"] = "其一", ["feed.xml#2"] = "其二" }
  for _, name in ipairs { "a.tar", "a.tar.gz", "a.tar.xz", "a.tar.zst", "a.zip" } do
    it("gives the articles of " .. name .. ", named by their place", function()
      local titles, messages = read(name)
      local expected = {}
      for member, title in pairs(ALL) do expected[name .. "!" .. member] = title end
      assert.are.same({}, messages)
      assert.are.same(expected, titles)
    end)
  end

  for _, name in ipairs { "甲.md.gz", "甲.md.bz2", "甲.md.xz", "甲.md.zst" } do
    it("gives the article of " .. name, function()
      local titles, messages = read(name)
      assert.are.same({}, messages)
      assert.are.same({ [name] = "甲" }, titles)
    end)
  end

  it("are told by their content, from memory and from pipes too", function()
    for _, name in ipairs { "a.zip", "a.tar.gz" } do
      shell("cp " .. name .. " 文.md")
      local titles = read "文.md"
      assert.are.equal("乙", titles["文.md!夹/乙.md"])
      titles = read { content = slurp(name), path = "x" }
      assert.are.equal("乙", titles["x!夹/乙.md"])
      local pipe = assert(io.popen(("cat '%s/%s' | bin/newsstat articles --format ndjson -"):format(folder, name)))
      local output = pipe:read "*a"
      pipe:close()
      assert.matches('"path":"-!夹/乙.md"', output, 1, true)
      assert.matches('"path":"-!feed.xml#2"', output, 1, true)
    end
  end)

  it("give one member or entry by its name", function()
    local names = { ["a.zip!夹/乙.md"] = "乙", ["a.tar.gz!feed.xml#2"] = "其二", ["feed.xml.gz#1"] = "其一", ["b.tar!a.zip!feed.xml#2"] = "其二" }
    for name, title in pairs(names) do
      local one = assert(newsstat.article(folder .. "/" .. name))
      assert.are.equal(title, one.title)
      assert.are.equal(folder .. "/" .. name, one.path)
    end
    local found = read { folder .. "/a.zip!夹/乙.md", folder .. "/a.tar.gz!feed.xml", folder .. "/feed.xml.gz#1" }
    assert.are.same({ ["a.zip!夹/乙.md"] = "乙", ["a.tar.gz!feed.xml#1"] = "其一", ["a.tar.gz!feed.xml#2"] = "其二",
      ["feed.xml.gz#1"] = "其一" }, found)
    assert.are.same({ "a.zip!丙.md: no such entry or member" }, select(2, read "a.zip!丙.md"))
    local none, message = newsstat.article(folder .. "/a.zip!丙.md")
    assert.is_nil(none)
    assert.matches("a.zip!丙.md: no such entry or member", message, 1, true)
    none, message = newsstat.article(folder .. "/a.zip!feed.xml")
    assert.is_nil(none)
    assert.matches("it holds several articles", message, 1, true)
  end)

  it("within one archive are opened, further in not", function()
    local titles, messages = read "b.tar"
    assert.are.same({}, messages)
    assert.are.equal("乙", titles["b.tar!a.zip!夹/乙.md"])
    assert.are.equal("其二", titles["b.tar!feed.xml.gz#2"])
    titles, messages = read "d.tar"
    assert.are.same({}, titles)
    assert.are.same({
      "d.tar!c.tar.gz!a.zip: an archive inside an archive inside an archive is not opened",
      "d.tar!c.tar.gz!feed.xml.gz: an archive inside an archive inside an archive is not opened",
    }, messages)
  end)

  it("leave out hidden members, folders and links", function()
    local titles = read "a.tar"
    assert.is_nil(titles["a.tar!.hidden.md"])
    local linked, messages = read "links.tar"
    assert.are.same({}, messages)
    assert.are.same({ ["links.tar!甲.md"] = "甲" }, linked)
  end)

  it("take the time of a member from its own name", function()
    write("2024-01-24-洪水.txt", "洪水退了\n\n青坡镇的水退了。\n")
    shell "tar czf 2020-01-01.tar.gz 2024-01-24-洪水.txt"
    for one in newsstat.articles(folder .. "/2020-01-01.tar.gz") do
      assert.are.equal(1706054400, one.time)
      assert.are.equal("洪水退了", one.title)
    end
  end)

  it("read members of several compressed parts as one", function()
    local _, _, count = read "two.gz"
    assert.are.equal(1, count)
    assert.are.equal(2, select(2, assert(newsstat.article(folder .. "/two.gz")).text:gsub("青坡", "")))
  end)

  it("that are cut off give what came before, and say so", function()
    write("cut.tar", slurp("a.tar"):sub(1, 1200))
    local titles, messages = read "cut.tar"
    assert.are.same({ ["cut.tar!甲.md"] = "甲" }, titles)
    assert.are.equal(1, #messages)
    assert.matches("^cut.tar: nothing further can be read: ", messages[1])
    local bytes = slurp "甲.md.gz"
    write("cut.gz", bytes:sub(1, #bytes - 20))
    titles, messages = read "cut.gz"
    assert.are.same({}, titles)
    assert.matches("^cut.gz: ", messages[1])
  end)

  it("that are damaged name the member, and go on", function()
    local bytes = slurp "a.zip"
    local at = assert(bytes:find("甲.md", 1, true)) + #"甲.md" + 40
    write("bad.zip", bytes:sub(1, at) .. "\255\255\255\255" .. bytes:sub(at + 5))
    local titles, messages = read "bad.zip"
    assert.is_nil(titles["bad.zip!甲.md"])
    assert.are.equal("乙", titles["bad.zip!夹/乙.md"])
    assert.are.equal(1, #messages)
    assert.matches("^bad.zip!甲.md: ", messages[1])
  end)

  it("that hold nothing, or are none, say so", function()
    shell "tar cf none.tar -T /dev/null && gzip -c < /dev/null > none.gz"
    write("no.zip", "PK\3\4" .. ("x"):rep(100))
    write("no.gz", "\31\139xx")
    for _, name in ipairs { "none.gz", "no.zip", "no.gz" } do
      local titles, messages = read(name)
      assert.are.same({}, titles)
      assert.are.equal(1, #messages, name)
      assert.matches("^" .. name .. ": ", messages[1])
    end
  end)

  it("that are encrypted say so", function()
    shell "zip -q -P geheim secret.zip 甲.md"
    local _, messages = read "secret.zip"
    assert.are.same({ "secret.zip!甲.md: it is encrypted" }, messages)
  end)

  it("that are bombs stop at a ratio, a size, and a size in memory", function()
    shell "head -c 24000000 /dev/zero | tr '\\0' a | gzip -9 > bomb.gz"
    shell "head -c 24000000 /dev/zero | tr '\\0' a > a.txt && zip -q -9 bomb.zip a.txt && tar cf bomb.tar bomb.gz && rm a.txt"
    for name, shown in pairs { ["bomb.gz"] = "bomb.gz", ["bomb.zip"] = "bomb.zip!a.txt", ["bomb.tar"] = "bomb.tar!bomb.gz" } do
      local titles, messages = read(name)
      assert.are.same({}, titles)
      assert.are.equal(shown .. ": it unpacks to so much more than its size that it looks like a bomb; the option "
        .. "most_ratio allows more", messages[1])
    end
    local _, messages = read("bomb.gz", { most_ratio = 2000, most_unpacked = 1e6 })
    assert.are.same({ "bomb.gz: it unpacks to more bytes than are allowed; the option most_unpacked allows more" }, messages)
    _, messages = read("bomb.gz", { most_ratio = 2000, most_bytes = 1e6 })
    assert.are.same({ "bomb.gz: it is larger than 1000000 bytes; the option most_bytes allows more" }, messages)
  end)

  it("write nothing to disk, whatever their members are called", function()
    assert(lfs.mkdir(folder .. "/out"))
    shell "tar cf evil.tar --transform='s,^,../../../../../../tmp/evil/,' -P 甲.md 2>/dev/null"
    local titles, messages = read "evil.tar"
    assert.are.same({}, messages)
    assert.is_not_nil(next(titles))
    assert.is_nil(lfs.attributes "/tmp/evil")
  end)

  it("show names of other charsets as UTF-8", function()
    local name = "\199\224\198\194\213\242\186\233\203\174\188\199\194\188.md"
    write(name, post "洪水")
    shell("tar cf gbk.tar '" .. name .. "' && zip -q gbk.zip '" .. name .. "'")
    for _, archive in ipairs { "gbk.tar", "gbk.zip" } do
      local titles, messages = read(archive)
      assert.are.same({}, messages)
      assert.are.same({ [archive .. "!青坡镇洪水记录.md"] = "洪水" }, titles)
    end
  end)
end)

-- A tar file of one member.
local function tar_of(name, bytes)
  local function padded(text, size) return text .. ("\0"):rep(size - #text) end
  local before = padded(name, 100) .. "0000644\0000000000\0000000000\0" .. ("%011o\0"):format(#bytes) .. "00000000000\0"
  local after = padded("0", 101) .. "ustar\00000"
  local sum = 8 * 32
  for _, part in ipairs { before, after } do
    for i = 1, #part do sum = sum + part:byte(i) end
  end
  local header = padded(before .. ("%06o\0 "):format(sum) .. after, 512)
  return header .. padded(bytes, math.ceil(#bytes / 512) * 512) .. ("\0"):rep(1024)
end

describe("the binding of archives", function()
  local library = require("newsstat.native").load "archive"

  it("raises for wrong calls, and says what is closed", function()
    local function none() return false end
    local archive = library.open("gzip", none, false, 1e6, 100)
    if archive then archive:close() end
    for _, case in ipairs {
      { function() library.open() end, "string expected" },
      { function() library.open("tar", "x", false, 1, 1) end, "function expected" },
      { function() library.open("tar", none, false, 0, 1) end, "a limit of at least 1 expected" },
      { function() library.open("tar", none, false, 1) end, "number expected" },
    } do
      local done, message = pcall(case[1])
      assert.is_false(done)
      assert.matches(case[2], message, 1, true)
    end
    local opened = assert(library.open("tar", none, false, 1e6, 100))
    local methods = getmetatable(opened)
    assert.are.equal("protected", methods)
    opened:close()
    opened:close()
    for _, name in ipairs { "next", "read", "is_single" } do
      local done, message = pcall(function() return opened[name](opened) end)
      assert.is_false(done)
      assert.matches("the archive is closed", message, 1, true)
      assert.is_false((pcall(opened[name], io.stdout)))
    end
  end)

  it("takes errors, wrong values and calls of itself from the source", function()
    for _, source in ipairs { function() error "x" end, function() return 5 end, function() return nil end,
      function() coroutine.yield() end } do
      local archive, message = library.open("gzip", source, false, 1e6, 100)
      assert.is_nil(archive)
      assert.are.equal("its bytes cannot be read", message)
    end
    local blocks, at, inner, archive = tar_of("a.txt", ("b"):rep(512 * 40)), 0, nil, nil
    archive = assert(library.open("tar", function()
      if archive then inner = select(2, pcall(archive.next, archive)) end
      at = at + 512
      return at <= #blocks and blocks:sub(at - 511, at) or false
    end, false, 1e6, 100))
    assert.are.equal("a.txt", (archive:next()))
    local size = 0
    for bytes in function() return (archive:read()) end do size = size + #bytes end
    assert.are.equal(512 * 40, size)
    assert.is_nil((archive:next()))
    assert.matches("the archive is being read", inner, 1, true)
  end)

  it("knows no other kinds", function()
    local archive, message = library.open("rar", function() return false end, false, 1e6, 100)
    assert.is_nil(archive)
    assert.are.equal("of no kind that is known", message)
  end)
end)
