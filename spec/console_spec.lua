local console_of = require "newsstat.console"
local core = require "newsstat.core"

describe("console", function()
  local stderr, is_terminal, getenv = io.stderr, core.is_terminal, os.getenv
  local written, terminals, environment

  before_each(function()
    written, terminals, environment = {}, {}, {}
    rawset(io, "stderr", {
      write = function(_, ...) written[#written + 1] = table.concat { ... } end,
      flush = function() end,
    })
    rawset(os, "getenv", function(name) return environment[name] end)
    core.is_terminal = function(stream) return terminals[stream] or false end
  end)
  after_each(function()
    rawset(io, "stderr", stderr)
    rawset(os, "getenv", getenv)
    core.is_terminal = is_terminal
  end)

  local function messages() return table.concat(written) end

  describe("run", function()
    local endings = {
      { "0 where all is well", function() end, 0, "" },
      { "1 where something was left out", function(console) console:problem "a.md: no such file" end, 1,
        "newsstat: a.md: no such file\n" },
      { "2 where the command could not run", function(console) console:fail "no PATH" end, 2, "newsstat: no PATH\n" },
      { "2 where it could not go on", function(console)
        console:problem "a"
        console:fail "b"
      end, 2, "newsstat: a\nnewsstat: b\n" },
      { "0 after a note", function(console) console:note "nothing to do" end, 0, "newsstat: nothing to do\n" },
    }
    for _, case in ipairs(endings) do
      it("gives " .. case[1], function()
        local console = console_of.new {}
        assert.are.equal(case[3], console:run(case[2]))
        assert.are.equal(case[4], messages())
      end)
    end

    it("gives 2 for an error of its own, with a traceback and a request to report it", function()
      assert.are.equal(2, console_of.new({}):run(function() error "oops" end))
      assert.matches("please report it: .*oops.*stack traceback", messages())
    end)
  end)

  it("writes no note when it is quiet, but problems", function()
    local console = console_of.new { quiet = true }
    console:note "nothing to do"
    console:problem "a.md: no such file"
    assert.are.equal("newsstat: a.md: no such file\n", messages())
    assert.are.equal(1, console.failed)
  end)

  describe("progress", function()
    it("is shown at each hundred on a terminal, and wiped away before a message", function()
      terminals[2] = true
      local console = console_of.new {}
      for count = 1, 250 do console:progress(count, "articles") end
      console:problem "bad"
      console:problem "worse"
      assert.are.equal("\r100 articles\27[K\r200 articles\27[K\r\27[Knewsstat: bad\nnewsstat: worse\n", messages())
    end)

    it("is not shown elsewhere, nor when it is quiet", function()
      console_of.new({}):progress(100, "articles")
      terminals[2] = true
      console_of.new({ quiet = true }):progress(100, "articles")
      assert.are.equal("", messages())
    end)
  end)

  local colors = {
    { "on a terminal", true, {}, nil, true },
    { "not elsewhere", false, {}, nil, false },
    { "not where NO_COLOR is set", true, { NO_COLOR = "1" }, "auto", false },
    { "where NO_COLOR is empty", true, { NO_COLOR = "" }, "auto", true },
    { "not on a dumb terminal", true, { TERM = "dumb" }, "auto", false },
    { "elsewhere when asked to", false, { NO_COLOR = "1" }, "always", true },
    { "not when asked not to", true, {}, "never", false },
  }
  for _, case in ipairs(colors) do
    it("has color " .. case[1], function()
      terminals[1], environment = case[2], case[3]
      assert.are.equal(case[5], console_of.new({ color = case[4] }):has_color(1))
    end)
  end

  local formats = { { false, nil, "ndjson" }, { true, nil, "table" }, { true, "csv", "csv" }, { false, "table", "table" } }
  for _, case in ipairs(formats) do
    it(("writes %s where the format is %s and standard output %s terminal"):format(
      case[3], case[2] or "not given", case[1] and "a" or "no"), function()
      terminals[1] = case[1]
      assert.are.equal(case[3], console_of.new({ format = case[2] }):row_format())
    end)
  end
end)

describe("standard output", function()
  local first = 0
  while arg[first - 1] do first = first - 1 end

  -- Runs a shell command with the command line in it; gives what it wrote, to standard error too.
  local function run(command)
    local pipe = assert(io.popen(("export NEWSSTAT_LUA='%s' TERM=xterm; { %s\n} </dev/null 2>&1"):format(arg[first], command)))
    local output = pipe:read "*a"
    pipe:close()
    return output
  end

  local commands = {
    "count --top 0 examples/articles", "keywords --top 100 examples/articles --format csv",
    "trends --by month --format tsv examples/articles", "clean examples/articles/*/*.md", "cut examples/articles/*/*.md",
    "cut --tags examples/articles/*/*.md",
    "follow --top 200 examples/articles/2025/2025-07-06-台风鸢尾凌晨登陆.md examples/articles",
  }
  for _, command in ipairs(commands) do
    it("that is full ends the command with 2 and a message: " .. command, function()
      assert.are.equal("newsstat: cannot write to standard output: No space left on device\nstatus 2\n",
        run("bin/newsstat " .. command .. " >/dev/full; echo status $?"))
    end)

    it("that is closed early ends the command without a word: " .. command, function()
      for _, before in ipairs { "", "trap '' PIPE; " } do
        local output = run(before .. "bin/newsstat " .. command .. " | head -n 1")
        assert.are.equal(1, select(2, output:gsub("\n", "\n")))
        assert.not_matches("newsstat: ", output, 1, true)
      end
    end)
  end

  local terminal = {
    { "has color and a table", "count --top 1 examples/articles", "^\27%[1mterm +count +articles\27%[0m\r\n" },
    { "has no color with NO_COLOR", "count --top 1 examples/articles", "^term +count +articles\r\n", "NO_COLOR=1 " },
    { "has no color with --color never", "count --top 1 examples/articles --color never", "^term +count +articles\r\n" },
    { "has the format asked for", "count --top 1 --format csv examples/articles", "^term,count,articles\r\n" },
    { "shows progress, and wipes it away", "count --top 1 examples/articles/*/*.md examples/articles/*/*.md examples/articles/*/*.md",
      "^\r100 articles\27%[K\r\27%[K" },
    { "shows the help of a command that would wait for input", "cut", "^Usage: newsstat cut" },
  }
  for _, case in ipairs(terminal) do
    it("that is a terminal " .. case[1], function()
      if run "script -qc 'echo works' /dev/null" ~= "works\r\n" then
        return pending "script (bsdutils) is not installed, or no pseudo-terminal is to be had"
      end
      assert.matches(case[3], run((case[4] or "") .. "script -qc 'bin/newsstat " .. case[2] .. "' /dev/null"))
    end)
  end

  it("that is no terminal has color when asked to", function()
    assert.matches("^\27%[1mterm", run "bin/newsstat count --format table --color always examples/articles")
  end)
end)
