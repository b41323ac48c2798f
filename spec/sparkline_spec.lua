local sparkline = require "newsstat.sparkline"

describe("sparkline.draw", function()
  local cases = {
    { "nothing", {}, "" },
    { "zeros as the lowest block", { 0, 0, 0 }, "▁▁▁" },
    { "one value as the highest block", { 3 }, "█" },
    { "equal values as the highest block", { .2, .2 }, "██" },
    { "a line up", { 0, 1, 2, 3, 4, 5, 6, 7, 8 }, "▁▂▂▃▄▅▆▇█" },
    { "a line down", { 8, 4, 2, 0 }, "█▄▂▁" },
    { "shares", { 0, .25, .5, 1 }, "▁▂▄█" },
    { "what is hardly more than zero as more than zero", { 1e-9, 1, 0 }, "▂█▁" },
    { "huge values", { 1e300, 5e299, 0 }, "█▄▁" },
    { "tiny values", { 4e-320, 2e-320, 0 }, "█▄▁" },
  }
  for _, case in ipairs(cases) do
    it("draws " .. case[1], function() assert.are.equal(case[3], sparkline.draw(case[2])) end)
  end

  it("draws one character a value, and leaves the values alone", function()
    local values = {}
    for i = 1, 100 do values[i] = (i * 37) % 11 end
    local _, characters = sparkline.draw(values):gsub("[^\128-\191]", "")
    assert.are.equal(100, characters)
    assert.are.equal(37 % 11, values[1])
  end)
end)
