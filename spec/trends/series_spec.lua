local core = require "newsstat.core"
local series_of = require "newsstat.series"

-- The sizes of the series among titles of one source and period, the largest first.
local function sizes(titles, sources, periods)
  local store, articles, counts = { titles = core.strings(), sources = {}, periods = {} }, {}, {}
  for i, title in ipairs(titles) do
    store.titles[i] = title
    articles[i], store.sources[i], store.periods[i] = i, sources and sources[i] or "a", periods and periods[i] or "2025-07"
  end
  for _, number in ipairs(series_of.number(store, articles)) do counts[number] = (counts[number] or 0) + 1 end
  local list = {}
  for _, count in pairs(counts) do list[#list + 1] = count end
  table.sort(list, function(a, b) return a > b end)
  return table.concat(list, " ")
end

describe("series of articles", function()
  it("are the parts of a report", function()
    assert.are.equal("3", sizes { "海底隧道建设实录（上）", "海底隧道建设实录（中）", "海底隧道建设实录（下）" })
    assert.are.equal("2", sizes { "The long way to the tunnel, part 1", "The long way to the tunnel, part 2" })
  end)

  it("are of one source and period", function()
    local titles = { "海底隧道建设实录（上）", "海底隧道建设实录（下）" }
    assert.are.equal("1 1", sizes(titles, { "a", "b" }))
    assert.are.equal("1 1", sizes(titles, nil, { "2025-07", "2025-08" }))
  end)

  it("are not made by the name of an event, in either script", function()
    assert.are.equal("1 1", sizes { "台风鸢尾逼近北岬 学校停课一天", "渔船回港躲避 台风鸢尾逼近沿岸各地" })
    assert.are.equal("1 1", sizes { "TikTok要出售", "美国谈TikTok" })
    assert.are.equal("1 1", sizes { "The bees of the north", "Why the tunnel leaks" })
  end)

  it("are not made by what a site adds to its titles", function()
    assert.are.equal("1 1", sizes { "股市收高 – 砚石广播电台中文台 - YS", "螃蟹降价 – 砚石广播电台中文台 - YS" })
    assert.are.equal("1 1", sizes { "股市收高 - 砚石日报电子版", "螃蟹降价 | 砚石日报电子版" })
  end)

  it("take time that grows with the titles' length and not its square", function()
    local start = os.clock()
    sizes { ("台风鸢尾"):rep(50000), ("台风鸢尾"):rep(50000) }
    assert.is_true(os.clock() - start < 5)
  end)

  it("take titles without any character", function() assert.are.equal("1 1 1", sizes { "", " - ", "，" }) end)
end)
