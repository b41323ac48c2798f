--- The main content of whole pages: spec/pages holds fictional Chinese pages and, beside each, its body.

local files = require "spec.files"
local newsstat = require "newsstat"

local lfs = require "lfs"

local FOLDER = "spec/pages/"
local UNSEEN = FOLDER .. "unseen/" -- not learnt from

-- Pages of which more is lost or kept than should be: what is beside the body is as long and looks the same, or the
-- parts of a document stand apart. At least so much of precision and recall they have.
local WEAK = {
  ["portal-1999-short"] = { 0.3, 0.97 }, ["dvbbs-2004-short"] = { 0.6, 0.97 }, ["old-magazine-pre"] = { 0.6, 0.97 },
  ptt = { 0.3, 0.97 }, ["court-doc"] = { 0.97, 0.75 }, ["gov-2018-index"] = { 0.97, 0.9 }, ["udn-2004-big5"] = { 0.9, 0.95 },
  ["finance-table"] = { 0.6, 0.95 }, ["blogger-zh"] = { 0.97, 0.95 },
  ["gov-2006-table"] = { 0.97, 0.93 }, ["table-figures"] = { 0.9, 0.85 },
}

local read = files.read

-- How often each run of four characters stands in text, white space left out, and how many there are.
local function runs(text)
  local characters, counts, total = {}, {}, 0
  for character in text:gsub("　", ""):gsub("\194\160", ""):gsub("%s", ""):gmatch "[%z\1-\127\194-\244][\128-\191]*" do
    characters[#characters + 1] = character
  end
  for i = 1, #characters - 3 do
    local run = table.concat(characters, "", i, i + 3)
    counts[run] = (counts[run] or 0) + 1
    total = total + 1
  end
  return counts, total
end

local function precision_and_recall(text, body)
  local wanted, wanted_total = runs(body)
  local found, found_total = runs(text)
  local hits = 0
  for run, count in pairs(wanted) do hits = hits + math.min(count, found[run] or 0) end
  return hits / math.max(1, found_total), hits / wanted_total
end

local function pages(folder)
  local names = {}
  for entry in lfs.dir(folder) do names[#names + 1] = entry:match "^(.+)%.html$" end
  table.sort(names)
  return names
end

local function finds_body(folder, name)
  local html, body = read(folder .. name .. ".html"), read(folder .. name .. ".txt")
  local text = newsstat.clean(html, { content = "article" })
  local precision, recall = precision_and_recall(text, body)
  local least = WEAK[name] or { 0.75, 0.97 }
  assert.is_true(recall >= least[2], ("recall %.3f:\n%s"):format(recall, text))
  assert.is_true(precision >= least[1], ("precision %.3f:\n%s"):format(precision, text))
  local all = precision_and_recall(newsstat.clean(html), body)
  assert.is_true(precision > all, "there is less furniture than in all text")
end

describe("newsstat.clean with content = 'article'", function()
  local names, unseen = pages(FOLDER), pages(UNSEEN)

  it("is shown on pages of all kinds", function()
    assert.is_true(#names >= 130)
    assert.is_true(#unseen >= 30)
  end)

  for _, name in ipairs(names) do
    it("finds the body of " .. name, function() finds_body(FOLDER, name) end)
  end

  for _, name in ipairs(unseen) do
    it("finds the body of " .. name .. ", from which nothing is learnt", function() finds_body(UNSEEN, name) end)
  end

  it("gives the same from a cleaner that is fed in parts", function()
    local html = read(FOLDER .. "portal.html")
    local cleaner = newsstat.cleaner { content = "article" }
    for at = 1, #html, 100 do cleaner:feed(html:sub(at, at + 99)) end
    assert.are.equal((newsstat.clean(html, { content = "article" })), (cleaner:finish()))
  end)

  it("tells what it left out", function()
    local _, info = newsstat.clean(read(FOLDER .. "portal.html"), { content = "article" })
    assert.is_true(info.dropped.furniture > 500)
    assert.is_nil(select(2, newsstat.clean(read(FOLDER .. "portal.html"))).dropped.furniture)
  end)

  it("takes the other options too", function()
    local body = ("渡口昨天关闭了，因为渡船的锚丢了，船员找了一夜也没有找到。"):rep(3)
    local page = ("<ul><li><a href=/>首页</a></ul><div class=content><p>%s<p>%s见<a href=/b>公告</a>。</div>"):format(body, body)
    local text = newsstat.clean(page, { content = "article", links = "inline" })
    assert.is_truthy(text:find("见[公告](/b)。", 1, true))
    assert.is_nil(text:find("首页", 1, true))
  end)

  it("refuses what is no choice", function()
    assert.has_error(function() newsstat.clean("", { content = "body" }) end,
      "bad argument #2 to 'clean' (option 'content' must be all or article, got 'body')")
  end)

  it("gives nothing for nothing", function()
    assert.are.equal("", (newsstat.clean("", { content = "article" })))
    assert.are.equal("", (newsstat.clean("<div><script>x()</script></div>", { content = "article" })))
  end)
end)
