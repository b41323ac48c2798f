-- Rising terms of each month, and how the first of them went on.
local newsstat = require "newsstat"
local timeline = newsstat.timeline { by = "month" }
timeline:add_files(arg[1] or "examples/articles", { report = function(message) io.stderr:write(message, "\n") end })
for _, row in ipairs(timeline:trends { top = 3 }) do
  print(row.period, row.term, row.articles .. " of " .. timeline:articles(row.period) .. " articles")
end
for _, point in ipairs(timeline:series "台风") do print(point.period, point.count) end
