local lfs = require "lfs"
local newsstat = require "newsstat"

-- The four stories of examples/articles, each in the month in which it begins.
local STORIES = {
  { "2025-04", "蜜蜂", "蜂箱", "螨虫" }, { "2025-07", "台风" }, { "2025-10", "电池" }, { "2026-01", "隧道" },
}

-- What an example prints, run as a user would from the project's folder with the checkout's modules.
local function run(path)
  local first = 0
  while arg[first - 1] do first = first - 1 end
  local version = _VERSION > "Lua 5.1" and _VERSION:gsub("Lua (%d)%.(%d)", "_%1_%2") or ""
  local pipe = assert(io.popen(("LUA_PATH%s='lua/?.lua;lua/?/init.lua;;' '%s' %s 2>&1; echo status $?")
    :format(version, arg[first], path)))
  local output = pipe:read "*a"
  pipe:close()
  return output
end

describe("examples/articles", function()
  local timeline = newsstat.timeline { by = "month" }
  local problems = {}
  timeline:add_files("examples/articles", { report = function(message) problems[#problems + 1] = message end })

  it("are read without a complaint", function()
    assert.are.same({}, problems)
    assert.are.equal("2025-01", timeline:periods()[1])
    assert.are.equal(15, #timeline:periods())
  end)

  for _, story in ipairs(STORIES) do
    for i = 2, #story do
      it(("have %s among the rising terms of %s, and of no earlier month"):format(story[i], story[1]), function()
        local months = {}
        for _, row in ipairs(timeline:trends { top = 8 }) do
          if row.term:find(story[i], 1, true) then months[#months + 1] = row.period end
        end
        assert.are.equal(story[1], months[1])
      end)
    end
  end

  it("have no other month with a story", function()
    local months, found = {}, {}
    for _, story in ipairs(STORIES) do months[#months + 1] = story[1] end
    for _, row in ipairs(timeline:trends { top = 1 }) do found[#found + 1] = row.period end
    assert.are.same(months, found)
  end)
end)

describe("each of the examples", function()
  for name in lfs.dir "examples" do
    if name:find "%.lua$" then
      it("runs: " .. name, function() assert.matches("\nstatus 0\n$", run("examples/" .. name)) end)
    end
  end
end)

describe("examples/trends.lua", function()
  local path = "examples/trends.lua"

  it("prints the story of each month in which one begins", function()
    if not lfs.attributes(path) then return pending(path .. " is not there") end
    local output = run(path)
    for _, story in ipairs(STORIES) do
      local is_found = false
      for line in output:gmatch("[^\n]+") do
        for i = 2, #story do
          is_found = is_found or line:find(story[1], 1, true) ~= nil and line:find(story[i], 1, true) ~= nil
        end
      end
      assert.is_true(is_found, story[1] .. "\n" .. output)
    end
  end)

  it("tells what it could not read", function()
    if not lfs.attributes(path) then return pending(path .. " is not there") end
    assert.matches("no/such/folder", run(path .. " no/such/folder"), 1, true)
  end)
end)
