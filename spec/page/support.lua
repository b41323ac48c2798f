-- Pages of fiction for the specs.
local newsstat = require "newsstat"

local M = {}

-- 2026-11-28 12:00 UTC
M.NOW = 1795867200

M.BODY = "<p>" .. ("澜江市水务局的工作人员当天在现场介绍，改造后的泵站每小时可以排水三万立方米，比过去多一倍。"):rep(3) .. "</p><p>"
  .. ("负责工程的砚石建设集团表示，二期将在明年春天动工，届时还会铺设新的管道，并在沿岸种植柳树。"):rep(3) .. "</p>"
M.TITLE = "澜江泵站改造完工"

---A page with a title, a head and a body.
function M.page(head, body)
  return "<html><head><title>" .. M.TITLE .. "</title>" .. (head or "") .. "</head><body>" .. body .. "</body></html>"
end

---The article of a page.
function M.article(html, path, options)
  options = options or {}
  options.now = M.NOW
  return assert(newsstat.article({ content = html, path = path or "page.html" }, options))
end

---The time of an article as a text; of midnight the day alone.
function M.time(article)
  if not article.time then return nil end
  return (os.date("!%Y-%m-%d %H:%M", article.time):gsub(" 00:00$", ""))
end

return M
