-- What the documents show of commands is what these print.

local lfs = require "lfs"
local session = dofile "doc/generate/session.lua"

-- So that a block's fence or a prompt that is written wrong does not go unseen.
local COMMANDS = { ["doc/tutorial.md"] = 9, ["doc/cookbook.md"] = 12, ["doc/report.md"] = 5, ["doc/content.md"] = 2 }

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
