local places = require "newsstat.keywords.places"

local function places_of(key, text, count)
  local row = { key = key, count = count or 1, first = 0 }
  places.fill({ row }, text)
  return row
end

describe("places of a term", function()
  it("count its uses in the first sentences", function()
    local text = "台风来了。颱風！" .. ("雨"):rep(300) .. "台风"
    assert.are.equal(2, places_of("台风", text).lead)
    assert.are.equal(0, places_of("台风", ("雨"):rep(300) .. "台风").lead)
  end)

  it("count headings that have it, up to two", function()
    local paragraph = "\n" .. ("雨"):rep(30) .. "。台风\n"
    assert.are.equal(0, places_of("台风", paragraph).headings)
    assert.are.equal(1, places_of("台风", "台风" .. paragraph).headings)
    assert.are.equal(2, places_of("台风", "台风一\n台风二\n台风三" .. paragraph).headings)
  end)

  it("count its uses where paragraphs begin, up to the first mark", function()
    local text = "台风来了。台风\n雨，台风\n大台风\nNew York, USA"
    assert.are.equal(2, places_of("台风", text).openings)
    assert.are.equal(1, places_of("new york", text).openings)
    assert.are.equal(0, places_of("usa", text).openings)
  end)

  it("tell how much of the text lies between the first use and the last", function()
    assert.are.equal(0, places_of("台风", "台风来了").spread)
    assert.are.equal(.5, places_of("台风", "台风风雨台风风雨").spread)
  end)

  it("are none where the text has the term no more", function()
    local row = places_of("台风", ("雨"):rep(20000) .. "台风")
    assert.are.same({ 0, 0, 0, 0 }, { row.lead, row.openings, row.headings, row.spread })
    assert.are.equal(0, places_of("台风", "").spread)
  end)

  it("take no longer for each term of a long text", function()
    local rows, uses = {}, ("台风来了。"):rep(100000)
    for i = 1, 5000 do rows[i] = { key = "台风" .. i, count = 1, first = i } end
    local started = os.clock()
    places.fill(rows, uses)
    -- Some hundredths of a second; looking for all in all of it takes a minute.
    assert.is_true(os.clock() - started < 5)
  end)

  it("survive bytes that are no characters", function()
    assert.are.equal(0, places_of("台风", ("\128"):rep(40000)).lead)
    assert.are.equal(1, places_of("台风", "\255\254台风\0").lead)
  end)
end)
