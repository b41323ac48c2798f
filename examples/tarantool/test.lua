-- Fills an instance with the example articles and asks it; run again on the same folder, all is still there.

local articles = dofile(arg[0]:gsub("test%.lua$", "articles.lua"))
local newsstat = require "newsstat"

local before = box.space.articles:len()
local failed = select(2, articles.add { url = "https://a.example/0", date = "no date", source = "a", title = "b", text = "c" })
assert(failed, "a date that is none is refused")

local expected = newsstat.timeline { by = "month" }
for article in newsstat.articles("examples/articles", {}) do
  if article.time then
    assert(articles.add {
      url = article.path, date = os.date("!%Y-%m-%dT%H:%M:%SZ", article.time), source = article.source or "unknown",
      title = article.title or "", text = article.text,
    })
  end
end
local kept = box.space.articles:len()
assert(before == 0 or before == kept, "articles are kept once")
expected:add_files "examples/articles"

local rows = articles.trends(nil, 5)
local wanted = expected:trends { top = 5 }
assert(#rows == #wanted and #rows > 0)
for i, row in ipairs(rows) do assert(row.term == wanted[i].term, row.term .. " is not " .. wanted[i].term) end
assert(table.concat(articles.words "我来到北京清华大学", " ") == "我 来到 北京 清华 大学")
print(("%d articles (%d before), first of %d rising terms: %s"):format(kept, before, #rows, rows[1].term))
os.exit(0)
