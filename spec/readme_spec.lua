-- The README shows what newsstat does: its examples have to run, and what it pastes has to be true.

local function read(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read "*a"
  file:close()
  return text
end

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

  it("has Lua examples that run", function()
    local count = 0
    for code in readme:gmatch "```lua\n(.-)```" do
      local lines = {}
      local environment = setmetatable({
        print = function(...)
          lines[#lines + 1] = table.concat({ tostring((...)), select("#", ...) > 1 and tostring((select(2, ...))) or nil }, " ")
        end,
      }, { __index = _G })
      local chunk
      if setfenv then
        chunk = setfenv(assert(loadstring(code)), environment)
      else
        chunk = assert(load(code, "README", "t", environment))
      end
      chunk()
      count = count + 1
      assert.is_true(#lines > 20)
      assert.equal("台风鸢尾 登陆", (lines[1]:gsub("\194\160", " ")))
    end
    assert.is_true(count >= 1)
  end)
end)
