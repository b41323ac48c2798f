-- The manual page is what the command line's definition makes it.

local first = 0
while arg[first - 1] do first = first - 1 end

local function all_of(handle)
  local text = handle:read "*a"
  handle:close()
  return text
end

describe("doc/newsstat.1", function()
  it("is what doc/generate/man.lua writes", function()
    local made = all_of(assert(io.popen("LUA_PATH='lua/?.lua;lua/?/init.lua;;' " .. arg[first] .. " doc/generate/man.lua")))
    assert.are.equal(made, all_of(assert(io.open("doc/newsstat.1", "rb"))))
  end)
end)
