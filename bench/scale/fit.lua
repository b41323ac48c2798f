--- Fits Zipf and Mandelbrot's law to the terms of articles: how many articles have the term of rank r is about
--- C / (r + b)^a. Prints what generate.lua is given.
---
---     newsstat count --top 0 --format tsv FOLDER | lua5.4 bench/scale/fit.lua

local articles, postings, uses = {}, 0, 0
for line in io.lines() do
  local count, of_articles = line:match "\t(%d+)\t(%d+)$"
  if count then
    articles[#articles + 1] = tonumber(of_articles)
    postings, uses = postings + tonumber(of_articles), uses + tonumber(count)
  end
end
table.sort(articles, function(a, b) return a > b end)

-- Ranks far apart by equal factors, so that the rare terms do not decide alone.
local ranks, rank = {}, 1
while rank <= #articles do
  ranks[#ranks + 1] = math.floor(rank)
  rank = math.max(rank * 1.02, rank + 1)
end

-- Least squares of log f = c - a log(r + b).
local function line_of(shift)
  local n, sx, sy, sxx, sxy, syy = #ranks, 0, 0, 0, 0, 0
  for _, r in ipairs(ranks) do
    local x, y = math.log(r + shift), math.log(articles[r])
    sx, sy, sxx, sxy, syy = sx + x, sy + y, sxx + x * x, sxy + x * y, syy + y * y
  end
  local slope = (n * sxy - sx * sy) / (n * sxx - sx * sx)
  local cut = (sy - slope * sx) / n
  return -slope, (syy - cut * sy - slope * sxy) / n
end

local best
for shift = 0, 2000, 5 do
  local exponent, error_of = line_of(shift)
  if not best or error_of < best.error then best = { shift = shift, exponent = exponent, error = error_of } end
end
print(("terms %d, postings %d, uses a posting %.2f; exponent %.3f, shift %d, mean squared error of log %.4f"):format(
  #articles, postings, uses / postings, best.exponent, best.shift, best.error))
