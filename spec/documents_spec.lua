-- What the documents show of commands is what these print; what they name of commands and benches is there.

local files = require "spec.files"
local lfs = require "lfs"
local session = dofile "doc/generate/session.lua"

-- So that a block's fence or a prompt that is written wrong does not go unseen.
local COMMANDS = {
  ["doc/tutorial.md"] = 9, ["doc/cookbook.md"] = 12, ["doc/report.md"] = 5, ["doc/content.md"] = 2, ["doc/formats.md"] = 3,
  ["doc/pages.md"] = 2, ["doc/store.md"] = 4, ["doc/segmentation.md"] = 4,
}

for path, least in pairs(COMMANDS) do
  describe(path, function()
    local text = session.read(path)

    it("has commands to run", function()
      local _, count = text:gsub("\n%$ ", "")
      assert.is_true(count >= least, path .. " has but " .. count)
    end)

    it("shows what its commands print", function()
      assert.are.equal(text, session.run(text, lfs.currentdir()))
    end)
  end)
end

local function interpreter()
  local first = 0
  while arg[first - 1] do first = first - 1 end
  return arg[first]
end

-- What a program of the project prints, and whether it ended well.
local function output_of(command)
  local pipe = assert(io.popen(("export LUA_PATH='%s' LUA_CPATH='%s'; { %s; } 2>&1; echo status $?"):format(package.path,
    package.cpath, command)))
  local text = pipe:read "*a"
  pipe:close()
  return text:match "^(.*)status (%d+)\n$"
end

local function documents()
  local paths = { "README.md" }
  for name in lfs.dir "doc" do
    if name:find "%.md$" then paths[#paths + 1] = "doc/" .. name end
  end
  table.sort(paths)
  return paths
end

-- The help of newsstat's commands, each asked for once.
local helps = {}

local function help_of(name)
  if helps[name] == nil then
    local text, status = output_of(("%s bin/newsstat %s --help"):format(interpreter(), name))
    helps[name] = status == "0" and text or false
  end
  return helps[name]
end

for _, path in ipairs(documents()) do
  it(path .. " names commands and options that there are", function()
    for command in session.read(path):gmatch "`newsstat ([^`\n]+)`" do
      -- Of one word, or of two: store publish.
      local name = (command .. " "):match "^(%l[%l-]* %l+) " or command:match "^%l[%l-]*"
      if name then
        local help = help_of(name)
        assert.is_truthy(help, "newsstat " .. command)
        for option in command:gmatch "%s(%-%-[%l%d-]+)" do
          assert.is_truthy(help:find(option, 1, true), "newsstat " .. command)
        end
      end
    end
  end)

  it(path .. " names targets of make and files of bench that there are", function()
    local makefile, text = session.read "Makefile", session.read(path)
    for target in text:gmatch "`[%u_=%d%s]*make (%l[%l-]*)" do
      assert.is_truthy(("\n" .. makefile):find("\n" .. target:gsub("%-", "%%-") .. ":"), target)
    end
    for file in text:gmatch "bench/([%w_]+%.%l+)" do
      assert.is_truthy(lfs.attributes("bench/" .. file), file)
    end
  end)
end

describe("what documents say of figures", function()
  local folder

  setup(function()
    folder = files.new_folder()
  end)

  teardown(function() os.execute("rm -r " .. folder) end)

  local function file(name, text)
    session.write(folder .. "/" .. name, text)
    return folder .. "/" .. name
  end

  it("is measured by bench/accuracy.lua", function()
    local text, status = output_of(("%s bench/accuracy.lua %s"):format(interpreter(), file("gold.utf8", "我 来到 北京\n台风 登陆\n")))
    assert.are.equal("0", status, text)
    assert.is_truthy(text:find("gold.utf8: precision 1.0000 recall 1.0000 F1 1.0000", 1, true), text)
  end)

  it("is measured by bench/page_dates.lua", function()
    local page = file("page.html", '<title>台风</title><meta property="article:published_time" content="2025-07-06T08:30:00+08:00">'
      .. "<h1>台风</h1><p>2025年7月6日 8:30</p><p>台风鸢尾在北岬登陆，渔船回港。</p>")
    local text, status = output_of(("%s bench/page_dates.lua %s"):format(interpreter(), page))
    assert.are.equal("0", status, text)
    assert.is_truthy(text:find("1 pages, 1 with a time", 1, true), text)
  end)

  it("is measured by bench/growth.sh", function()
    if not lfs.attributes "lua/newsstat/core54.so" then return pending "the module for Lua 5.4 is not built beside its Lua files" end
    local text, status = output_of "unset LUA_PATH LUA_CPATH; bench/growth.sh 40"
    assert.are.equal("0", status, text)
    assert.is_truthy(text:find "\n +40 +[%d.]+ +[%d.]+ +%d+ +[%d.]+\n", text)
  end)
end)
