--- The order of keywords by two scores: first what a headline would say, then by what people would tag the article.
--- By the headline score alone the sixth and further ones are details of the first; by the subject score alone the
--- first ones say too little of what is new.

local M = {}

-- So many are chosen by the headline score.
M.HEADLINE_TERMS = 5

---Orders the rows behind the first five by their subject scores. Their scores go on below that of the fifth, with the
---differences that the subject scores have.
---@param rows table[] with score and subject, best score first
function M.order(rows)
  local rest, place = {}, {}
  for i = M.HEADLINE_TERMS + 1, #rows do
    rest[#rest + 1], place[rows[i]] = rows[i], i
  end
  if #rest == 0 then return end
  table.sort(rest, function(a, b)
    if a.subject ~= b.subject then return a.subject > b.subject end
    return place[a] < place[b]
  end)
  local offset = math.min(rows[M.HEADLINE_TERMS].score - rest[1].subject, 0)
  for i, row in ipairs(rest) do
    row.score = row.subject + offset
    rows[M.HEADLINE_TERMS + i] = row
  end
end

return M
