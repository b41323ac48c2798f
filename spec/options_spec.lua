local options = require "newsstat.options"

local TYPES = { top = "number", stop = "boolean|table", name = "string" }

-- As a public function does: a wrong table is blamed on its caller.
local function public(given)
  local checked = options.check(given, TYPES, "newsstat.public")
  return checked
end

describe("options.check", function()
  local right = {
    { "no options", {} },
    { "one of them", { top = 3 } },
    { "all of them", { top = 0, stop = false, name = "" } },
    { "the second of two types", { stop = {} } },
  }
  for _, case in ipairs(right) do
    it("gives back a table with " .. case[1], function() assert.are.equal(case[2], public(case[2])) end)
  end

  it("takes nil for no options", function() assert.are.same({}, public(nil)) end)

  local wrong = {
    { "a number for the table", 42, "newsstat.public: a table of options expected, got number" },
    { "false for the table", false, "newsstat.public: a table of options expected, got boolean" },
    { "an unknown name", { tpo = 1 }, "newsstat.public: unknown option 'tpo' (there are: name, stop, top)" },
    { "a list", { "top" }, "newsstat.public: unknown option '1' (there are: name, stop, top)" },
    { "a wrong type", { top = "3" }, "newsstat.public: option 'top' must be number, got string" },
    { "none of several types", { stop = "a" }, "newsstat.public: option 'stop' must be boolean or table, got string" },
    { "a number for a string", { name = 1 }, "newsstat.public: option 'name' must be string, got number" },
  }
  for _, case in ipairs(wrong) do
    it("raises at the caller's line for " .. case[1], function()
      local line = debug.getinfo(1, "l").currentline + 1
      local done, message = pcall(function() public(case[2]) end)
      assert.is_false(done)
      assert.matches("options_spec.lua:" .. line .. ": " .. case[3], message, 1, true)
    end)
  end
end)
