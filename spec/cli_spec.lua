local cjson = require "cjson"
local files = require "spec.files"
local lfs = require "lfs"
local newsstat = require "newsstat"

local ARTICLE = "examples/articles/2025/2025-07-06-台风鸢尾凌晨登陆.md"

local folder = files.new_folder()
local read = files.read

-- A file in the spec's folder; gives its path.
local function write(name, bytes)
  local path = folder .. "/" .. name
  files.write(path, bytes)
  return path
end

local first = 0
while arg[first - 1] do first = first - 1 end

-- Runs shell commands in which `newsstat` is the command line under the Lua that runs this spec, and $f is
-- the spec's folder. Gives the status, what was written to standard output, and to standard error.
local function run(commands)
  local script = write("script", ([[
    export NEWSSTAT_LUA='%s' f='%s'
    newsstat() { bin/newsstat "$@"; }
    { %s
    } </dev/null >$f/output 2>$f/errors
    echo $? >$f/status]]):format(arg[first], folder, commands))
  os.execute("sh " .. script)
  local errors = read(folder .. "/errors")
  assert.not_matches("traceback", errors)
  return tonumber(read(folder .. "/status")), read(folder .. "/output"), errors
end

local function split(text, separator)
  local parts = {}
  for part in text:gmatch("([^" .. separator .. "]*)" .. separator) do parts[#parts + 1] = part end
  return parts
end

teardown(function() os.execute("rm -rf '" .. folder .. "'") end)

describe("newsstat", function()
  it("prints its help where it is told nothing", function()
    local status, output, errors = run "newsstat"
    assert.are.same({ 2, "" }, { status, output })
    assert.matches("Usage: newsstat.*Commands:.*trends.*Exit status:", errors)
  end)

  it("prints its version", function()
    local status, output = run "newsstat --version"
    assert.are.equal(0, status)
    assert.matches("^" .. newsstat._VERSION .. " %(Lua", output)
  end)

  for _, name in ipairs { "clean", "cut", "count", "keywords", "trends", "follow", "series", "compare", "cooccurrences",
    "concordance", "lexicon" } do
    it("prints the help of " .. name .. " with an example", function()
      local status, output = run("newsstat " .. name .. " --help")
      assert.are.equal(0, status)
      assert.matches("^Usage: newsstat " .. name .. ".*Example:\n +[^\n]*newsstat " .. name, output)
    end)
  end

  local usage = {
    { "conut", "conut" }, { "--bogus", "--bogus" }, { "trends --bogus examples/articles", "--bogus" },
    { "clean --bogus", "--bogus" }, { "clean --links both", "--links" },
    { "count", "PATH" }, { "keywords --top 3", "PATH" }, { "trends", "PATH" },
    { "follow", "article" }, { "follow " .. ARTICLE, "PATH" }, { "count --top many examples", "'many'" },
    { "trends --top=-1 examples", "'-1'" }, { "keywords --top 1.5 examples", "'1.5'" }, { "count --top", "--top" },
    { "follow --top 0x10 a b", "'0x10'" }, { "trends --by decade examples", "--by" },
    { "trends --timezone Mars/Base examples", "Mars/Base" }, { "trends --since yesterday examples", "--since" },
    { "count --where tags examples", "--where must be key=value" }, { "keywords --until 2020-2 examples", "--until" },
    { "series 台风 --window 13 examples", "--window must be from 1 to 12" }, { "series , examples", "no term" },
    { "trends --until 2025-1 examples", "--until" }, { "count --format xml examples", "--format" },
    { "count --color maybe examples", "--color" }, { "trends --period 1999-01 examples/articles", "1999-01" },
    { "follow no/such.md examples", "no/such.md" }, { "follow examples examples", "examples: " },
    { "follow Makefile examples", "Makefile" }, { "count --files0-from no/such", "no/such" },
    { "count --files0-from examples", "examples" }, { "trends --stop examples examples", "examples: " },
    { "trends --aliases examples examples", "examples: " }, { "cut --user examples Makefile", "examples: " },
    { "count --files0-from /dev/null", "PATH" },
  }
  for _, case in ipairs(usage) do
    it("ends with 2 and a message that names what is wrong: " .. case[1], function()
      local status, output, errors = run("newsstat " .. case[1])
      assert.are.same({ 2, "" }, { status, output })
      assert.matches(case[2], errors:match "newsstat: [^\n]*\n.-$" or "", 1, true)
    end)
  end
end)

describe("newsstat clean and newsstat cut", function()
  local page = write("页 面.html", "<p>我来到</p><p>北京</p>")
  local text = write("文 本.txt", "我来到\n北京")
  local list = write("list.html", "<ul><li><a href=/b>北京</a></ul><img alt=图><div hidden>藏</div><table></table>")
  local cases = {
    { "clean '" .. page .. "'", "我来到\n\n北京\n" },
    { "clean -- '" .. page .. "' -q", "我来到\n\n北京\n", 1 },
    { "clean <'" .. page .. "'", "我来到\n\n北京\n" },
    { "clean -q - <'" .. page .. "'", "我来到\n\n北京\n" },
    { "clean '" .. page .. "' - <'" .. text .. "'", "我来到\n\n北京\n我来到 北京\n" },
    { "clean", "" },
    { "clean --links inline --lists markers '" .. list .. "'", "- [北京](/b)\n" },
    { "clean --hidden keep --images alt --tables drop '" .. list .. "'", "北京\n图\n藏\n" },
    { "cut '" .. text .. "'", "我 来到\n北京\n" },
    { "cut <'" .. text .. "'", "我 来到\n北京\n" },
    { "cut - '" .. text .. "' <'" .. text .. "'", "我 来到\n北京\n我 来到\n北京\n" },
    { "cut '" .. text .. "' --tags", "我/r 来到/v\n北京/ns\n" },
    { "cut --tags - <'" .. text .. "'", "我/r 来到/v\n北京/ns\n" },
    { "cut", "" },
    { "cut -- -x", "", 1, "-x" },
    { "clean no/such.html '" .. page .. "'", "我来到\n\n北京\n", 1, "no/such.html" },
    { "cut no/such.txt '" .. text .. "'", "我 来到\n北京\n", 1, "no/such.txt" },
    { "clean examples '" .. page .. "'", "我来到\n\n北京\n", 1, "examples" },
    { "cut examples '" .. text .. "'", "我 来到\n北京\n", 1, "examples" },
    { "cut --tags examples", "", 1, "examples" },
  }
  for _, case in ipairs(cases) do
    it("reads files and standard input: " .. case[1]:gsub(folder, "$f"), function()
      local status, output, errors = run("newsstat " .. case[1])
      assert.are.same({ case[3] or 0, case[2] }, { status, output })
      assert.matches(case[4] or (case[3] and "-q" or "^$"), errors, 1, case[3] ~= nil)
    end)
  end

  local function check_lines(bytes)
    local path = write("lines", bytes)
    local lines = #split(bytes:gsub("([^\n])$", "%1\n"), "\n")
    for _, flag in ipairs { "", "--tags " } do
      local status, output = run("newsstat cut " .. flag .. path)
      assert.are.same({ 0, lines }, { status, #split(output, "\n") })
      if flag == "" then
        local expected = newsstat.cut(newsstat.decode(bytes), { join = " " })
        assert.is_true(output == expected or output == expected .. "\n")
      end
    end
  end
  local MEGABYTE = ("我来到北京"):rep(69905) .. "a" -- with one byte more a block that cut reads
  local texts = {
    { "line ends of Windows", "我来到\r\n\r\n北京\r\n" }, { "empty lines", "\n\n我\n\n\n" }, { "lines of spaces", " \n　\n\t\n \n" },
    { "a last line without end", "我\n来到" }, { "one empty line", "\n" }, { "nothing", "" },
    { "a line longer than a block", MEGABYTE .. MEGABYTE }, { "a line end behind a block", MEGABYTE .. "b\n来到\n" },
    { "a line end of Windows across blocks", MEGABYTE:sub(1, -2) .. "\r\r\n来到" },
    { "a NUL behind a block", MEGABYTE .. "b\0c\n来到\n北京\n" }, { "no UTF-8", "\255\n\228\184\n\0\n\237\160\128" },
  }
  for _, case in ipairs(texts) do
    it("cut gives as many lines out as in: " .. case[1], function() check_lines(case[2]) end)
  end

  it("cut gives as many lines out as in: random bytes", function()
    math.randomseed(20251014)
    local pieces = { "\n", "\r", "\n", " ", "\t", "北京", "\226\128\168", "\194\133", "\12", "\11" }
    local bytes = {}
    for i = 1, 20000 do bytes[i] = pieces[math.random(30)] or string.char(math.random(0, 255)) end
    check_lines(table.concat(bytes))
  end)
end)

describe("the commands on articles", function()
  local commands = {
    { "count --top 5 examples/articles", "term count articles", 5 },
    { "keywords examples/articles/2026 --top 2", "path title time term rank score count tag", 16 },
    { "trends --by month --top 3 examples/articles", "period term rank score count articles share expected lift p q "
      .. "sources burst partial few forms", 12 },
    { "follow " .. ARTICLE .. " --top 2 examples/articles", "term rank score direction peak period count articles share burst first", 30 },
  }
  for _, case in ipairs(commands) do
    local name, keys = case[1]:match "%a+", split(case[2] .. " ", " ")

    it(name .. " gives the same rows in each format, and ndjson where no terminal is", function()
      local status, output, errors = run("newsstat " .. case[1])
      assert.are.same({ 0, "" }, { status, errors })
      local rows = split(output, "\n")
      assert.are.equal(case[3], #rows)
      assert.are.equal(output, (select(2, run("newsstat " .. case[1] .. " --format=ndjson"))))
      for _, format in ipairs { { "csv", "," }, { "tsv", "\t" } } do
        local lines = split(select(2, run("newsstat " .. case[1] .. " --format " .. format[1])), "\n")
        assert.are.equal(table.concat(keys, format[2]), lines[1])
        for i, row in ipairs(rows) do
          local values = cjson.decode(row)
          for at, field in ipairs(split(lines[i + 1] .. format[2], format[2])) do
            local value = values[keys[at]] or ""
            if type(value) == "table" then value = table.concat(value, "; ") end
            if value == true then value = "true" end
            assert.are.equal(value, type(value) == "number" and tonumber(field) or field)
          end
        end
        assert.are.equal(#rows + 1, #lines)
      end
      assert.matches(cjson.decode(rows[1]).term, select(2, run("newsstat " .. case[1] .. " --format table")), 1, true)
    end)
  end

  local paths = {
    { "a file, a folder, both", "count --top 0 $f/站 $f/b.md", 3 }, { "a list", "count --files0-from $f/list", 2 },
    { "a list on standard input", "count --files0-from - <$f/list", 2 }, { "both", "count $f/b.md --files0-from $f/list", 3 },
    { "options behind paths", "count $f/b.md --top 5 -q", 1 }, { "paths behind --", "count --top 5 -- $f/b.md", 1 },
  }
  for _, case in ipairs(paths) do
    it("take " .. case[1], function()
      lfs.mkdir(folder .. "/站")
      local post = "---\ntitle: 快讯\ndate: 2020-02-03\n---\n<p>台风</p>"
      local a, c = write("站/a b.md", post), write("站/c's\n.md", post)
      write("b.md", post)
      write("list", a .. "\0" .. c .. "\0")
      local status, output = run("newsstat " .. case[2])
      assert.are.equal(0, status)
      assert.matches(('"term":"台风","count":%d,"articles":%d}'):format(case[3], case[3]), output, 1, true)
    end)
  end

  local bytes = {}
  for code = 0, 255 do bytes[code + 1] = string.char(code) end
  local bad = {
    { "an empty file", "", 1, 1, "it is empty" }, { "random bytes", table.concat(bytes):rep(9), 1, 1, "holds NUL bytes" },
    { "markup that is none of articles", "<opml><body>台风</body></opml>", 1, 1, "XML or HTML of no kind" },
    { "front matter that is not closed", "---\ntitle: a\n", 1, 1, "never closed" },
    { "a date that is none", "---\ndate: 2020-02-30\n---\n<p>台风</p>", 0, 1, "no such day" },
    { "no date", "---\ntitle: a\n---\n<p>台风</p>", 0, 1, "no date" },
  }
  for _, case in ipairs(bad) do
    it("name a file with " .. case[1] .. ", and do the rest", function()
      local path = write("坏 a.md", case[2])
      for i, command in ipairs { "count", "trends", "keywords", "follow " .. ARTICLE } do
        local status, output, errors = run(("newsstat %s '%s' examples/articles"):format(command, path))
        local expected = case[3 + (i + 1) % 2]
        assert.are.equal(expected, status, command)
        assert.matches("台风", output, 1, true)
        if expected == 1 then assert.matches("newsstat: " .. path .. ": .*" .. case[5], errors) end
      end
    end)
  end

  it("name a file that may not be read, and do the rest", function()
    local path = write("secret.md", "---\ntitle: a\n---\n")
    local _, user = run("chmod 000 " .. path .. "; id -u")
    if user == "0\n" and run "su nobody -s /bin/sh -c 'test -r bin/newsstat'" ~= 0 then
      return pending "needs another user than root"
    end
    for _, command in ipairs { "clean", "cut", "count", "keywords" } do
      local line = ("bin/newsstat %s %s %s"):format(command, path, ARTICLE)
      local status, output, errors = run(user == "0\n" and ("su nobody -s /bin/sh -c '%s'"):format(line) or line)
      assert.are.same({ 1, ("newsstat: %s: Permission denied\n"):format(path) }, { status, errors })
      assert.matches("台风", output, 1, true)
    end
  end)

  it("hold periods against no folder that has no article", function()
    local status, output, errors = run "mkdir $f/bare; newsstat trends --against $f/bare examples/articles"
    assert.are.same({ 2, "" }, { status, output })
    assert.are.equal(("newsstat: %s/bare: no article that periods could be held against\n"):format(folder), errors)
  end)

  it("say why trends of a single period are empty, unless told to be quiet", function()
    local status, output, errors = run "newsstat trends --by year examples/articles/2025 --format csv"
    assert.are.same({ 0, "period,term,rank,score,count,articles,share,expected,lift,p,q,sources,burst,partial,few,forms\n" },
      { status, output })
    assert.matches("newsstat: all articles are of 2025: a term rises against earlier periods", errors, 1, true)
    assert.are.equal("", (select(3, run "newsstat trends -q --by year examples/articles/2025")))
  end)
end)

describe("choosing articles", function()
  it("counts those of a source, a day and metadata", function()
    local status, output = run("newsstat count --format csv --top 1 --source qingyu.example --where tags~交通 "
      .. "--until 2025 examples/articles")
    assert.are.same({ 0, "term,count,articles\n電池,7,1\n" }, { status, output })
  end)

  it("gives the keywords of those, known against all", function()
    local status, output = run("newsstat keywords --format tsv --since 2025-07-06 --until 2025-07-06 --top 1 "
      .. "--timezone Asia/Shanghai examples/articles")
    assert.are.equal(0, status)
    assert.matches("^path.-\n[^\n]*凌晨登陆[^\n]*\t台风\t[^\n]*\n$", output)
  end)

  it("names articles that have no time to be chosen by", function()
    write("undated.md", "---\ntitle: 无日期\n---\n<p>台风</p>")
    local status, _, errors = run "newsstat count --since 2025 $f/undated.md"
    assert.are.equal(1, status)
    assert.matches("undated%.md: it is left out, since dates are asked for", errors)
  end)
end)

describe("newsstat series", function()
  it("prints each term and period", function()
    local status, output = run "newsstat series 台风,洪水 --weight 0 --since 2025-07 --until 2025-08 --format csv examples/articles"
    assert.are.same({ 0, [[
term,period,count,articles,share,smoothed
台风,2025-07,14,4,0.8,0.8
台风,2025-08,10,2,0.6667,0.6667
洪水,2025-07,14,3,0.6,0.6
洪水,2025-08,4,2,0.6667,0.6667
]] }, { status, output })
  end)

  it("shows a table of terms with their charts, and one of periods", function()
    local status, output = run "newsstat series '台风 洪水' --format table examples/articles"
    assert.are.equal(0, status)
    assert.matches("^term +count +articles +share +peak +chart\n台风 洪水.- 2025%-07 +[▁▂▃▄▅▆▇█]+\n\nperiod +all articles", output)
  end)

  it("draws charts and pages", function()
    local status, output = run "newsstat series 台风 --format svg --title '一 & 二' examples/articles"
    assert.are.equal(0, status)
    assert.matches("^<svg .*>一 &amp; 二</title>.*</svg>\n$", output)
    status, output = run("newsstat follow --format html " .. ARTICLE .. " examples/articles")
    assert.are.equal(0, status)
    assert.matches("^<!DOCTYPE html>.*<h1[^>]*>What became of: 台风.*</html>\n$", output)
    status, output = run "newsstat trends --format html --articles 1 examples/articles"
    assert.are.equal(0, status)
    assert.matches("at most 1 article of", output)
  end)

  it("says what is wrong with a term before it reads articles", function()
    local status, _, errors = run "newsstat series '台风|' no/such/folder"
    assert.are.same({ 2, "newsstat: '台风|': a term is missing beside |\n" }, { status, errors })
  end)
end)

describe("newsstat compare, cooccurrences and concordance", function()
  it("compare spans of time", function()
    local status, output, errors = run "newsstat compare 2026 --against 2025 --top 1 --format csv examples/articles"
    assert.are.equal(0, status)
    assert.matches("^side,term,rank,z,articles,share,count,other_articles,other_share,other_count\n"
      .. "2026,海底隧道,1,2.66,5,0.625,11,1,0.0278,2\n$", output)
    assert.matches("8 articles against 36", errors)
  end)

  it("say what cannot be compared", function()
    local status, _, errors = run "newsstat compare 2025 --against 2025-07 examples/articles"
    assert.are.equal(2, status)
    assert.matches("'2025' and '2025%-07' share 5 articles", errors)
  end)

  it("print what comes with a term", function()
    local status, output = run "newsstat cooccurrences 颱風 --top 1 --format csv examples/articles"
    assert.are.same({ 0, "term,rank,g2,articles,share,count,other_articles,other_share\n撤离,1,29.3,6,0.857,17,0,0\n" },
      { status, output })
    local nothing, _, errors = run "newsstat cooccurrences 鲸鱼 examples/articles"
    assert.are.equal(0, nothing)
    assert.matches("no term is in 3 or more", errors)
  end)

  it("print a term in its context", function()
    local status, output = run "newsstat concordance 台风 --top 2 --width 8 --format tsv --since 2025-07 examples/articles"
    assert.are.equal(0, status)
    local lines = split(output, "\n")
    assert.are.equal("left\tkeyword\tright\ttime\tdate\ttitle\tsource\tplace\tpath", lines[1])
    assert.matches("^\t台风\t“鸢尾”生\t%d+\t2025%-07%-04\t[^\t]+\tnews%.beijia%.example\ttitle\t", lines[2])
    assert.matches("^年第五号\t台风\t“鸢尾”三\t", lines[3])
    assert.are.equal(3, #lines)
  end)

  it("align wide characters", function()
    local status, output = run "newsstat concordance 台风 --width 10 --format table examples/articles"
    assert.are.equal(0, status)
    local columns
    for line in output:gmatch "[^\n]+" do
      local before = line:match "^(.-)台风  " or line:match "^(.-)颱風  " or line:match "^(.-)keyword"
      local width = require("newsstat.display_width").of(before)
      columns = columns or width
      assert.are.equal(columns, width)
    end
  end)

  for _, command in ipairs { "cooccurrences", "concordance" } do
    it("say what is wrong with a term before they read: " .. command, function()
      local status, _, errors = run("newsstat " .. command .. " '台风|' no/such/folder")
      assert.are.same({ 2, "newsstat: '台风|': a term is missing beside |\n" }, { status, errors })
    end)
  end
end)

describe("newsstat lexicon", function()
  local words = write("词 表.txt", "我 9000 r\n来到 80 v\n鸢尾花\n")

  it("compiles word lists, of which cut makes use", function()
    local status, output, errors = run(("newsstat lexicon compile '%s' - -o $f/a.image <<'END'\n台风 5 n\nEND"):format(words))
    assert.are.same({ 0, "" }, { status, output })
    assert.matches("^newsstat: " .. folder .. "/a.image: 4 words, %d%.%d MB\n$", errors)
    status, output = run "echo 我来到鳶尾花台風 | newsstat cut --tags --lexicon $f/a.image"
    assert.are.same({ 0, "我/r 来到/v 鳶尾花/x 台風/n\n" }, { status, output })
    assert.are.equal("", (select(3, run(("newsstat lexicon compile -q '%s' -o $f/a.image"):format(words)))))
  end)

  it("compiles on another image, with its words or without", function()
    run(("newsstat lexicon compile '%s' -o $f/a.image"):format(words))
    local _, _, errors = run(("newsstat lexicon compile '%s' -o $f/b.image --base $f/a.image --extend"):format(write("b", "台风")))
    assert.matches("b.image: 4 words", errors)
    _, _, errors = run "newsstat lexicon compile $f/b -o $f/b.image --base $f/b.image"
    assert.matches("b.image: 1 words", errors)
  end)

  it("tells what one would not expect of a list", function()
    local _, _, errors = run(("newsstat lexicon compile '%s' -o $f/a.image"):format(write("odd", "武汉\n武漢\nC++\n")))
    assert.matches("several spellings or lines, of which one stands: 1\n", errors)
    assert.matches("never found.*: 1, the first in " .. folder .. "/odd:3;", errors)
  end)

  it("says what is in an image", function()
    run(("newsstat lexicon compile '%s' -o $f/a.image"):format(words))
    local status, output = run "newsstat lexicon info $f/a.image"
    assert.are.equal(0, status)
    assert.matches("^words +3\ncharacters +%d+\nlongest word +3\ntags +3\nbytes +%d+\nformat +%d+\n$", output)
    assert.matches("^words +" .. #require("newsstat.core").lexicon() .. "\n", (select(2, run "newsstat lexicon info")))
  end)

  it("is taken by each command that cuts", function()
    run(("newsstat lexicon compile '%s' -o $f/a.image"):format(write("c", "夜登陆\n")))
    for _, command in ipairs { "count --top 0", "keywords --top 1000", "trends --top 1000", "follow " .. ARTICLE } do
      local status, output = run("newsstat " .. command .. " --lexicon $f/a.image examples/articles")
      assert.are.equal(0, status, command)
      assert.are_not.equal(output, (select(2, run("newsstat " .. command .. " examples/articles"))), command)
    end
  end)

  local fails = {
    { "lexicon", "a command is required" }, { "lexicon compile", "WORDS" }, { "lexicon compile a", "-o" },
    { "lexicon make", "make" }, { "lexicon info a b", "too many arguments" }, { "lexicon compile no/such -o $f/x", "no/such" },
    { "lexicon compile examples -o $f/x", "examples: " }, { "lexicon compile $f/c -o $f", "cannot write" },
    { "lexicon compile $f/c -o no/such/x", "cannot write no/such/x: No such file" },
    { "lexicon compile $f/c -o /dev/full", "cannot write /dev/full: not a regular file" },
    { "lexicon compile $f/c -o $f/x --base Makefile", "Makefile: not a lexicon image" },
    { "lexicon compile $f/c Makefile -o $f/x", "Makefile:1: " }, { "lexicon info Makefile", "Makefile: " },
    { "lexicon info no/such", "no/such: " }, { "cut --lexicon Makefile", "Makefile: " },
    { "count --lexicon Makefile examples", "Makefile: " }, { "trends --lexicon no/such examples", "no/such: " },
  }
  for _, case in ipairs(fails) do
    it("ends with 2 and a message that names what is wrong: " .. case[1], function()
      write("c", "台风\n")
      local status, output, errors = run("newsstat " .. case[1])
      assert.are.same({ 2, "" }, { status, output })
      assert.matches(case[2], errors, 1, true)
      assert.is_nil(lfs.attributes(folder .. "/x"))
    end)
  end

  it("leaves the old image, and no other file, where the disk is full", function()
    write("full.image", "old")
    local status, _, errors = run(("trap '' XFSZ; ulimit -f 20; newsstat lexicon compile '%s' -o $f/full.image"):format(words))
    assert.are.equal(2, status)
    assert.matches("cannot write " .. folder .. "/full.image: File too large", errors)
    assert.are.equal("old", read(folder .. "/full.image"))
    for name in lfs.dir(folder) do assert.not_matches("%.new$", name) end
  end)
end)
