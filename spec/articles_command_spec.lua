local cjson = require "cjson"
local files = require "spec.files"
local lfs = require "lfs"

local folder = files.new_folder()
local first = 0
while arg[first - 1] do first = first - 1 end

local function read(name) return files.read(folder .. "/" .. name) end

local function write(name, bytes) files.write(folder .. "/" .. name, bytes) end

-- Runs the command in a shell; $f is the spec's folder. Gives the status, standard output and standard error.
local function run(command)
  write("script", ("export NEWSSTAT_LUA='%s' f='%s'\n{ %s\n} >$f/output 2>$f/errors </dev/null\necho $? >$f/status")
    :format(arg[first], folder, command))
  os.execute("sh " .. folder .. "/script")
  assert.not_matches("traceback", read "errors")
  return tonumber(read "status"), read "output", read "errors"
end

describe("newsstat articles", function()
  setup(function()
    assert(lfs.mkdir(folder .. "/站"))
    write("站/甲.md", "---\ntitle: 甲\ndate: 2024-01-24 20:27\nfrom: https://www.a.example/1\ntags: [x, y]\n---\n<p>水退了。</p>\n")
    write("站/乙.ndjson", '{"title": "乙", "text": "文\\n二", "section": "国内"}\n{"title": "丙"\n{"title": "丁", "date": "2024-13-01"}\n')
  end)
  teardown(function() os.execute("rm -rf '" .. folder .. "'") end)

  it("prints what was read as NDJSON, names what was not, and ends with 1", function()
    local status, output, errors = run "bin/newsstat articles --format ndjson --timezone Asia/Shanghai $f/站"
    assert.are.equal(1, status)
    local rows = {}
    for line in output:gmatch "[^\n]+" do
      local row = cjson.decode(line)
      rows[row.title] = row
    end
    assert.are.equal(1706099220, rows["甲"].time)
    assert.are.equal("2024-01-24T20:27:00+08:00", rows["甲"].date)
    assert.are.equal("front matter", rows["甲"].time_source)
    assert.are.equal("a.example", rows["甲"].source)
    assert.are.same({ "x", "y" }, rows["甲"].tags)
    assert.are.equal("post", rows["甲"].format)
    assert.are.equal("水退了。", (rows["甲"].text:gsub("%s", "")))
    assert.are.equal("国内", rows["乙"].section)
    assert.are.equal(3, rows["乙"].characters)
    assert.matches("no such month", rows["丁"].time_error)
    assert.matches("newsstat: " .. folder .. "/站/乙.ndjson#2: line 2: ", errors, 1, true)
  end)

  it("prints tables, CSV and TSV without the text", function()
    local _, output = run "bin/newsstat articles --format csv $f/站"
    assert.matches("^path,title,url,time,date,time_source,time_error,author,source,language,tags,section,format,charset,"
      .. "characters\n", output)
    assert.matches(",x; y,", output, 1, true)
    assert.not_matches("水退了", output, 1, true)
    _, output = run "bin/newsstat articles --format table $f/站"
    assert.matches("2024-01-24T20:27:00Z  甲 ", output, 1, true)
    _, output = run "bin/newsstat articles --format tsv $f/站"
    assert.are.equal(4, select(2, output:gsub("\n", "")))
  end)

  it("reads standard input, lists of paths, and formats that are named", function()
    local status, output = run "bin/newsstat articles --format ndjson - <$f/站/甲.md"
    assert.are.equal(0, status)
    assert.matches('"path":"-","title":"甲"', output, 1, true)
    status, output = run "printf '%s\\0' $f/站/甲.md | bin/newsstat articles --format ndjson --files0-from -"
    assert.are.equal(0, status)
    assert.matches('"title":"甲"', output, 1, true)
    output = select(2, run "bin/newsstat articles --format ndjson --input-format text $f/站/甲.md")
    assert.matches('"format":"text"', output, 1, true)
    output = select(2, run [[printf '{"kopf":"a","d":{"t":"b"}}' |
      bin/newsstat articles --format ndjson --fields title=kopf,text=d.t -]])
    assert.matches('"title":"a"', output, 1, true)
    assert.matches('"text":"b"', output, 1, true)
  end)

  it("says where there is no article, as do others that read some", function()
    for _, command in ipairs {
      "articles --where author=nobody $f/站/甲.md", "count $f/none", "keywords $f/none", "concordance 台风 $f/none",
    } do
      local status, output, errors = run("mkdir -p $f/none; bin/newsstat " .. command)
      assert.are.equal(0, status, command)
      assert.are.equal("", output)
      assert.are.equal("newsstat: no article was found, or the options choose none\n", errors)
    end
    assert.not_matches("no article was found", select(3, run "bin/newsstat count --top 1 $f/站/甲.md"))
  end)

  it("takes limits", function()
    assert.matches('"title":"乙"', select(2, run "bin/newsstat articles --format ndjson --most-bytes 100 $f/站/乙.ndjson"), 1, true)
    local status, output, errors = run "bin/newsstat articles --format ndjson --most-bytes 20 $f/站/乙.ndjson"
    assert.are.equal(1, status)
    assert.are.equal("", output)
    assert.matches("larger than 20 bytes; the option most_bytes allows more", errors, 1, true)
  end)

  it("ends with 2 for options that are wrong", function()
    for command, message in pairs {
      ["--timezone Mars/Base $f"] = "Mars/Base: unknown time zone",
      ["--input-format docx $f"] = "'--input-format' must be one of",
      ["--fields titel=a $f"] = "'titel=a' is no FIELD=KEY",
      [""] = "no PATH",
    } do
      local status, output, errors = run("bin/newsstat articles --format ndjson " .. command)
      assert.are.equal(2, status, command)
      assert.are.equal("", output)
      assert.matches(message, errors, 1, true)
    end
  end)

  it("comes to the end of loops of symbolic links", function()
    assert(lfs.mkdir(folder .. "/loop"))
    assert(lfs.link("..", folder .. "/loop/up", true))
    assert(lfs.link("self", folder .. "/loop/self", true))
    assert(lfs.link("../站/甲.md", folder .. "/loop/a.md", true))
    local status, output, errors = run "timeout 20 bin/newsstat articles --format ndjson $f/loop"
    assert.are.equal(1, status)
    assert.matches('"title":"甲"', output, 1, true)
    assert.matches("loop/self", errors, 1, true)
  end)
end)
