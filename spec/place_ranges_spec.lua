local place_ranges = require "newsstat.place_ranges"
local random_of = require "spec.random"

-- Places of ranges, one by one.
local function listed(ranges)
  local list = {}
  for _, range in ipairs(ranges) do
    for place = range[1], range[2] do list[#list + 1] = place end
  end
  return list
end

local function random_places(next_number, last)
  local list = {}
  for place = 1, last do
    if next_number(3) == 1 then list[#list + 1] = place end
  end
  return list
end

describe("ranges of places", function()
  it("are made of places and of periods", function()
    assert.are.same({ { 1, 3 }, { 5, 5 }, { 8, 9 } }, place_ranges.of { 1, 2, 3, 5, 8, 9 })
    assert.are.same({}, place_ranges.of {})
    assert.are.same({ { 4, 9 } }, place_ranges.of_periods({ 3, 0, 6, 2 }, 2, 3))
    assert.are.same({}, place_ranges.of_periods({ 3, 0, 6, 2 }, 2, 2))
  end)

  it("tell what they share, what is in them and what is not", function()
    local next_number = random_of.new(7)
    for _ = 1, 30 do
      local last = next_number(40)
      local a, b = random_places(next_number, last), random_places(next_number, last)
      local in_b, shared, others, is_in = {}, 0, {}, place_ranges.member(place_ranges.of(b))
      for _, place in ipairs(b) do in_b[place] = true end
      for _, place in ipairs(a) do shared = shared + (in_b[place] and 1 or 0) end
      for place = 1, last do
        assert.are.equal(in_b[place] or false, is_in(place))
        if not in_b[place] then others[#others + 1] = place end
      end
      local ranges = place_ranges.of(b)
      assert.are.same(b, listed(ranges))
      assert.are.equal(#b, place_ranges.size(ranges))
      assert.are.equal(shared, place_ranges.shared(place_ranges.of(a), ranges))
      assert.are.same(others, listed(place_ranges.others({ { 1, last } }, ranges)))
    end
    assert.are.same({}, place_ranges.others({}, {}))
  end)
end)
