--- Commands whose every call on files fails in turn (io_faults.c): each either does all of its work, or names what failed
--- and says so in its exit status; what was stored before is there afterwards, and doing it again does it.

local files = require "spec.files"
local lfs = require "lfs"

local LIBRARY = os.getenv "IO_FAULTS"
local ANY = "orwsmlnc"

local first = 0
while arg[first - 1] do first = first - 1 end
local INTERPRETER = arg[first]

-- The commands work in one folder, what watches them lies in another.
local folder, work

local function path(name) return work .. "/" .. name end

local function read(name)
  local file = io.open(name, "rb")
  if not file then return nil end
  local bytes = file:read "*a"
  file:close()
  return bytes
end

local function write(name, bytes) files.write(path(name), bytes) end

local function shell(command)
  local done = os.execute("cd '" .. work .. "' && " .. command)
  assert(done == true or done == 0, command)
end

local function post(title, day, text)
  return ("---\ntitle: %s\ndate: 2024-01-%02d\nurl: https://example.org/%d\n---\n<p>%s</p>\n"):format(title, day, day, text)
end

local function make_files()
  assert(lfs.mkdir(path "posts"))
  write("posts/a.md", post("台风登陆", 3, "台风在澜江登陆，沿岸撤离。"))
  write("posts/b.html", '<html><head><meta name="date" content="2024-01-05"><title>海底隧道贯通</title></head>'
    .. "<body><p>海底隧道今天贯通。</p></body></html>")
  write("more.ndjson", '{"title":"钠电池","date":"2024-02-01","text":"钠电池投产。"}\n'
    .. '{"title":"充电","date":"2024-02-02","text":"充电很快。"}\n')
  write("words.tsv", "澜江新区 90 ns\n钠电池 80 n\n")
  write("user.txt", "海底隧道 50 n\n")
  write("aliases.txt", "台风=飓风\n")
  write("stop.txt", "沿岸\n")
  write("list", path "posts/a.md" .. "\0" .. path "more.ndjson" .. "\0")
  shell "cp posts/b.html input.html; gzip -k more.ndjson && zstd -q -k more.ndjson"
  shell "tar cf all.tar posts more.ndjson && tar czf all.tar.gz posts && zip -qr all.zip posts"
end

-- Runs a command in the work folder; a fault is { calls, error, number }, the environment an assignment. Gives its
-- status, what it wrote to standard output and error, and the calls that failed.
local function run(command, fault, environment)
  local names = { output = path "output", errors = folder .. "/errors", status = folder .. "/status", log = folder .. "/log" }
  os.remove(names.log)
  local faults = fault and ("IO_FAULTS_FOLDER='%s' IO_FAULTS_LOG='%s' IO_FAULTS_CALLS=%s IO_FAULTS_ERROR=%s "
    .. "IO_FAULTS_NUMBER=%s LD_PRELOAD='%s' "):format(work, names.log, fault[1], fault[2], fault[3], LIBRARY) or ""
  if environment then faults = environment .. " " .. faults end
  local script = ("f='%s'; (exec 2>'%s' >'%s'; %s'%s' bin/newsstat %s); echo $? >'%s'")
    :format(work, names.errors, names.output, faults, INTERPRETER, command, names.status)
  os.execute(script)
  return { status = tonumber(read(names.status)), output = read(names.output), errors = read(names.errors), failed = read(names.log) }
end

-- What SQLite's own program answers.
local function ask(name, questions)
  local pipe = io.popen(("sqlite3 '%s' \"%s\" 2>&1"):format(path(name), questions))
  local answers = pipe:read "*a"
  pipe:close()
  return answers
end

local function store_facts(name)
  return ask(name, "PRAGMA integrity_check; SELECT count(*), sum(is_current), sum(length(text)) FROM article")
end

local function has_kept(name)
  return ask(name, "ATTACH '" .. path "kept.db" .. "' AS kept; SELECT count(*) FROM kept.article WHERE content NOT IN "
    .. "(SELECT content FROM main.article)") == "0\n"
end

-- `prepare` makes anew what the command changes: the file `changes`, which was a copy of `before`, or the store `store`,
-- which keeps the articles of kept.db where `kept` says so.
local CASES = {
  { name = "articles of a folder", command = "articles $f/posts $f/more.ndjson" },
  { name = "articles of a list", command = "articles --files0-from $f/list" },
  { name = "articles of compressed files", command = "articles $f/more.ndjson.gz $f/more.ndjson.zst" },
  { name = "articles of archives", command = "articles $f/all.tar $f/all.tar.gz $f/all.zip" },
  { name = "trends, and files of words",
    command = "trends --articles 1 --aliases $f/aliases.txt --stop $f/stop.txt $f/posts $f/more.ndjson" },
  { name = "trends in temporary files", command = "trends --memory 0 --articles 1 $f/posts $f/more.ndjson", writes = true,
    environment = 'TMPDIR="$f/temporary"', prepare = "mkdir -p temporary" },
  { name = "a report", command = "series --format html 台风 $f/posts" },
  { name = "text of standard input", command = "clean <$f/input.html" },
  { name = "words", command = "cut --lexicon $f/words.image --user $f/user.txt $f/posts/b.html" },
  { name = "a lexicon", command = "lexicon compile $f/words.tsv -o $f/new.image", changes = "new.image", writes = true,
    prepare = "cp user.txt new.image", before = "user.txt" },
  { name = "a new store", command = "add --store $f/new.db $f/posts $f/more.ndjson", store = "new.db", writes = true,
    prepare = "rm -f new.db*" },
  { name = "a store", command = "add --store $f/old.db $f/more.ndjson", store = "old.db", writes = true,
    kept = true,
    prepare = "rm -f old.db*; cp kept.db old.db" },
  { name = "trends of a store", command = "trends --articles 1 --store $f/old.db", store = "old.db", writes = true,
    kept = true,
    prepare = "rm -f old.db*; cp kept.db old.db" },
}

local function prepared(case, fault)
  if case.prepare then shell(case.prepare) end
  return run(case.command, fault, case.environment)
end

-- What stands in the folder when a command has done its work.
local function outcome(case)
  return { store = case.store and store_facts(case.store), changed = case.changes and read(path(case.changes)) }
end

local function assert_named(result, about)
  -- The store's and a new file's helpers are of one name with it; output that went to a file has none.
  local failed = result.failed:match("^%a ([^\n]*)\n"):gsub("%-%a+$", ""):gsub("%.%x+%.new$", "")
  local name = failed == path "output" and "standard output" or failed == path "input.html" and "standard input"
    or failed == path "temporary" and "a temporary file" or failed
  if not result.errors:find(name, 1, true) then error(about .. ": " .. name .. " is not named in:\n" .. result.errors) end
end

local function assert_kept(case, wanted, about)
  if case.changes then
    local bytes = read(path(case.changes))
    assert(bytes == wanted.changed or bytes == read(path(case.before)), about .. ": neither the old file nor the new one")
  end
  if case.store then
    local facts = store_facts(case.store)
    local is_whole = facts:find "^ok\n" or facts:find "no such table.*\nok\n"
    assert(is_whole and (not case.kept or has_kept(case.store)), about .. ": the store holds\n" .. facts)
    local again = run(case.command)
    assert(again.status == 0, about .. ", then again: " .. again.errors)
    assert.are.equal(wanted.store, store_facts(case.store))
  end
  local left = io.popen("cd '" .. work .. "' && ls | grep '[.]new$'")
  assert(left:read "*a" == "", about .. ": a part of a file is left")
  left:close()
end

local function check(case, result, wanted, about)
  assert(not result.errors:find("newsstat itself", 1, true) and not result.errors:find("traceback", 1, true),
    about .. ":\n" .. result.errors)
  assert(result.status and result.status <= 2, about .. ": status " .. tostring(result.status) .. "\n" .. result.errors)
  if result.status == 0 then
    assert(result.output == wanted.output, about .. ": other output\n" .. result.errors)
    local now = outcome(case)
    assert(now.store == wanted.store and now.changed == wanted.changed, about .. ": not all was done")
    return
  end
  assert_named(result, about)
  assert_kept(case, wanted, about)
end

-- Fails call 1, 2, 3 … until the command makes fewer; the number of those that it made.
local function fail_each(case, wanted, calls, problem, lasting)
  for number = 1, math.huge do
    local result = prepared(case, { calls, problem, number .. lasting })
    if not result.failed then
      assert.are.equal(0, result.status)
      return number - 1
    end
    check(case, result, wanted, ("%s, %s of call %d (%s)"):format(case.name, problem, number, result.failed:match "[^\n]*"))
  end
end

if not LIBRARY then
  pending("failing calls: make test-faults sets IO_FAULTS", function() end)
  return
end

describe("failing calls:", function()
  setup(function()
    folder = os.tmpname()
    os.remove(folder)
    work = folder .. "/work"
    assert(lfs.mkdir(folder) and lfs.mkdir(work))
    make_files()
    for _, command in ipairs {
      "lexicon compile $f/words.tsv -o $f/words.image", "add --store $f/kept.db $f/posts",
    } do
      local made = run(command)
      assert(made.status == 0, made.errors)
    end
  end)
  teardown(function() os.execute("rm -rf '" .. folder .. "'") end)

  for _, case in ipairs(CASES) do
    describe(case.name, function()
      local wanted

      before_each(function()
        if wanted then return end
        wanted = prepared(case)
        assert.are.equal(0, wanted.status, wanted.errors)
        for key, value in pairs(outcome(case)) do wanted[key] = value end
      end)

      it("each is named, or does no harm", function()
        local count = fail_each(case, wanted, ANY, "EIO", "")
        assert(count > 0)
        print(("# %s: each of %d calls"):format(case.name, count))
      end)

      it("an interrupted one too", function() fail_each(case, wanted, "rw", "EINTR", "") end)

      it("reads and writes of half the size change nothing", function()
        local result = prepared(case, { "rw", "short", "1+" })
        assert.is_not_nil(result.failed)
        assert.are.equal(0, result.status, result.errors)
        check(case, result, wanted, case.name)
      end)

      if case.writes then
        it("a full disk is told", function() fail_each(case, wanted, "ws", "ENOSPC", "+") end)
      end
    end)
  end
end)
