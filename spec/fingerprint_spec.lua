local core = require "newsstat.core"
local fingerprint = require "newsstat.store.fingerprint"
local terms_of = require "newsstat.terms"

-- The fingerprint of a module loaded anew.
local function made_anew()
  package.loaded["newsstat.store.fingerprint"] = nil
  local made = require("newsstat.store.fingerprint").get()
  package.loaded["newsstat.store.fingerprint"] = fingerprint
  return made
end

describe("the fingerprint of what counts", function()
  it("is the same each time", function()
    assert.matches("^%x+$", fingerprint.get())
    assert.are.equal(fingerprint.get(), made_anew())
  end)

  it("is another one where texts are counted by other rules", function()
    local new = terms_of.new
    terms_of.new = function() return new { min_characters = 3 } end
    local made = made_anew()
    terms_of.new = new
    assert.are_not.equal(fingerprint.get(), made)
  end)

  it("has a sum of the whole lexicon beside it", function()
    assert.matches("^%x+$", core.lexicon():facts().checksum)
  end)
end)
