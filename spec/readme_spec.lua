-- The README shows what newsstat does: its examples have to run, and what it pastes has to be true.

local files = require "spec.files"

local read = files.read

local readme = read "README.md"

local function output_of(command)
  local pipe = assert(io.popen(command .. " 2>/dev/null"))
  local text = pipe:read "*a"
  pipe:close()
  return text
end

describe("README.md", function()
  for command, pasted in readme:gmatch "<!%-%- output of: (.-) %-%->\n```\n(.-)```" do
    it("shows what prints " .. command, function()
      assert.equal(pasted, output_of(command))
    end)
  end

  for command, pasted in readme:gmatch "\n    %$ (.-)\n    (.-)\n" do
    it("shows what prints " .. command, function()
      assert.equal(pasted .. "\n", output_of(command))
    end)
  end

  for command, pasted in read("doc/statistics.md"):gmatch "<!%-%- output of: (.-) %-%->\n```\n(.-)```" do
    it("and doc/statistics.md show what prints " .. command, function() assert.equal(pasted, output_of(command)) end)
  end

  it("has Lua examples that run", function()
    local count = 0
    for code in readme:gmatch "```lua\n(.-)```" do
      local lines = {}
      local function print_line(first, ...)
        lines[#lines + 1] = tostring(first) .. (select("#", ...) > 0 and " " .. tostring((...)) or "")
      end
      local path = os.tmpname()
      local file = assert(io.open(path, "wb"))
      file:write("local print = ...\n", code)
      file:close()
      local chunk = assert(loadfile(path))
      os.remove(path)
      chunk(print_line)
      count = count + 1
      assert.is_true(#lines > 20)
      assert.equal("台风鸢尾 登陆", (lines[1]:gsub("\194\160", " ")))
    end
    assert.is_true(count >= 1)
  end)
end)
