--- Lists of strings that take little memory: what is known of each article of a timeline.

local core = require "newsstat.core"

describe("a list of strings", function()
  for name, bytes in pairs { ["in memory"] = math.huge, ["in a file"] = 0, ["in a file once it is large"] = 40 } do
    it("is used as a table is, " .. name, function()
      local list = core.strings(bytes)
      for i = 1, 100 do list[i] = ("台风%d"):rep(i % 4):format(i, i, i) end
      assert.are.equal(100, #list)
      assert.are.equal("台风1", list[1])
      assert.are.equal("", list[100])
      assert.are.equal("台风99台风99台风99", list[99])
      assert.is_nil(list[0])
      assert.is_nil(list[101])
      assert.is_nil(list[0 / 0])
      for i = 100, 3, -1 do list[i] = nil end
      assert.are.equal(2, #list)
      list[3] = "a\0b"
      assert.are.equal("a\0b", list[3])
      assert.are.equal("台风2台风2", list[2])
    end)
  end

  it("compares by bytes", function()
    for _, bytes in ipairs { math.huge, 0 } do
      local list = core.strings(bytes)
      for i, string in ipairs { "a", "b", "ab", "a\0", "台", "", "a" } do list[i] = string end
      local function order(i, j)
        local number = list:compare(i, j)
        return number < 0 and "<" or number > 0 and ">" or "="
      end
      assert.are.equal("<<<<>=", order(1, 2) .. order(1, 3) .. order(1, 4) .. order(3, 5) .. order(1, 6) .. order(1, 7))
    end
  end)

  it("refuses what is no string, and another place", function()
    local list = core.strings()
    assert.has_error(function() list[2] = "a" end)
    assert.has_error(function() list[1] = {} end)
    assert.has_error(function() list[1] = nil end)
    assert.has_error(function() list:compare(1, 1) end)
    assert.has_error(function() list.name = "a" end)
    assert.has_error(function() core.strings(-1) end)
    assert.has_error(function() core.strings(0 / 0) end)
    assert.are.equal(0, #list)
  end)
end)
