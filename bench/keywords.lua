--- Learns the weights of newsstat/keywords/learned.lua and measures keywords, on a folder of saved posts.
--
--   lua bench/keywords.lua FOLDER [learn]
--
-- Two thirds of the articles that have a title are a background and teach; of the others titles and tag lines are
-- taken away and asked for. title-hit@5: the share of the five best keywords that stand in the title. tags@10: the
-- share of human tags (links with rel="tag") that occur in the text and are among the ten best. Articles are dealt
-- out by a checksum of their names, so that each run has the same parts.

local article_reader = require "newsstat.article"
local article_terms = require "newsstat.keywords.article_terms"
local background = require "newsstat.background"
local core = require "newsstat.core"
local keywords = require "newsstat.keywords"
local learned = require "newsstat.keywords.learned"
local phrase_rules = require "newsstat.phrase_rules"
local terms_of = require "newsstat.terms"

local unpack = table.unpack or unpack
local TESTED, TAUGHT = 1000, 2000

local terms, lexicon = terms_of.new {}, terms_of.lexicon()

local function fold(text) return (lexicon:fold(text):gsub(" ", "")) end

local function checksum(text)
  local sum = 7
  for i = 1, #text do sum = (sum * 31 + text:byte(i)) % 1000003 end
  return sum
end

-- The human tags of a post, and its text without lines that repeat the title or list tags.
local function without_answers(one)
  local file = assert(io.open(one.path, "rb"))
  local html = file:read "*a"
  file:close()
  local tags, seen, lines = {}, {}, {}
  for attributes, label in html:gmatch "<a([^>]*)>(.-)</a>" do
    local tag = attributes:find 'rel="tag"' and fold((label:gsub("<[^>]*>", ""):gsub("%s+", "")))
    if tag and tag ~= "" and not seen[tag] then seen[tag], tags[#tags + 1] = true, tag end
  end
  local title = fold(one.title)
  for line in one.text:gmatch "[^\n]+" do
    local folded, listed = fold(line), 0
    for _, tag in ipairs(tags) do if folded:find(tag, 1, true) then listed = listed + #tag end end
    if not title:find(folded, 1, true) and listed * 2 < #folded then lines[#lines + 1] = line end
  end
  return tags, table.concat(lines, "\n")
end

-- A title without the site's name behind it.
local function without_site(title) return title:match "^(.-)%s+[-|]%s+[^-|]*$" or title end

local function read(folder)
  local teaching, asking = {}, {}
  for one in article_reader.walk(folder) do
    if one and one.title and #one.title >= 18 and #one.text > 900 then
      one.title = without_site(one.title)
      one.human, one.text = without_answers(one)
      local part = checksum(one.path:match "[^/]*$") % 3 ~= 0 and teaching or asking
      part[#part + 1] = one
    end
  end
  return teaching, asking
end

local function make_background(articles)
  local corpus, numbers, sources = core.corpus(terms, phrase_rules.rules()), {}, {}
  for i, one in ipairs(articles) do
    assert(corpus:add(one.title, one.text))
    numbers[i], sources[i] = i, 1
  end
  corpus:leave_out_repeated({ articles = numbers, sources = sources }, 3)
  return background.of(corpus, numbers, sources)
end

-- Solves a x = b by elimination with pivots.
local function solve(a, b)
  local n = #b
  for i = 1, n do
    local pivot = i
    for j = i + 1, n do if math.abs(a[j][i]) > math.abs(a[pivot][i]) then pivot = j end end
    a[i], a[pivot], b[i], b[pivot] = a[pivot], a[i], b[pivot], b[i]
    for j = i + 1, n do
      local factor = a[j][i] / a[i][i]
      for k = i, n do a[j][k] = a[j][k] - factor * a[i][k] end
      b[j] = b[j] - factor * b[i]
    end
  end
  local x = {}
  for i = n, 1, -1 do
    local sum = b[i]
    for k = i + 1, n do sum = sum - a[i][k] * x[k] end
    x[i] = sum / a[i][i]
  end
  return x
end

-- Logistic regression by Newton's method; a sample is its features, whether it is in the title, and a weight.
local function regress(samples, size)
  local beta = {}
  for i = 1, size do beta[i] = 0 end
  for _ = 1, 12 do
    local hessian, gradient = {}, {}
    for i = 1, size do
      hessian[i], gradient[i] = {}, 0
      for j = 1, size do hessian[i][j] = i == j and 1e-3 or 0 end
    end
    for _, sample in ipairs(samples) do
      local x, sum = sample[1], 0
      for i = 1, size do sum = sum + beta[i] * x[i] end
      local p = 1 / (1 + math.exp(-sum))
      local error, curve = sample[3] * (sample[2] - p), sample[3] * p * (1 - p)
      for i = 1, size do
        gradient[i] = gradient[i] + error * x[i]
        for j = 1, size do hessian[i][j] = hessian[i][j] + curve * x[i] * x[j] end
      end
    end
    local step = solve(hessian, gradient)
    for i = 1, size do beta[i] = beta[i] + step[i] end
  end
  return beta
end

local function learn(articles, behind)
  local samples, alone = {}, {}
  for i = 1, math.min(TAUGHT, #articles) do
    local one = articles[i]
    local rows, words = article_terms.of(terms, "", behind:strip(one.text))
    local title, own = fold(one.title), { articles = 1, titles = {} }
    for _, row in ipairs(assert(rows)) do own.titles[row.key] = title:find((row.key:gsub(" ", "")), 1, true) end
    for _, row in ipairs(rows) do
      local label, weight = own.titles[row.key] and 1 or 0, (#rows) ^ -.5
      samples[#samples + 1] = { learned.features(row, words, behind, own), label, weight }
      alone[#alone + 1] = { learned.features_alone(row, words), label, weight }
    end
  end
  for which, set in ipairs { samples, alone } do
    local weights = regress(set, #set[1][1])
    if which == 1 then learned.WITH_BACKGROUND = weights else learned.ALONE = weights end
    weights = { unpack(weights) }
    for i, weight in ipairs(weights) do weights[i] = ("%.3f"):format(weight) end
    print("weights { " .. table.concat(weights, ", ") .. " }")
  end
end

local function measure(name, articles, options)
  local in_title, listed, found, tags = 0, 0, 0, 0
  for i = 1, math.min(TESTED, #articles) do
    local one = articles[i]
    local title, text = fold(one.title), fold(one.text)
    local top = {}
    options.top = 10
    for rank, row in ipairs(assert(keywords.of({ text = one.text }, options))) do
      local key = fold(row.term)
      top[key] = true
      if rank <= 5 then
        listed = listed + 1
        if title:find(key, 1, true) then in_title = in_title + 1 end
      end
    end
    for _, tag in ipairs(one.human) do
      if text:find(tag, 1, true) then
        tags = tags + 1
        if top[tag] then found = found + 1 end
      end
    end
  end
  print(("%-24s title-hit@5 %.3f  tags@10 %.3f  (%d articles, %d tags)"):format(
    name, in_title / listed, found / tags, math.min(TESTED, #articles), tags))
end

local folder, mode = arg[1], arg[2]
if not folder then
  io.stderr:write "usage: lua bench/keywords.lua FOLDER [learn]\n"
  os.exit(2)
end
local teaching, asking = read(folder)
local behind = make_background(teaching)
if mode == "learn" then learn(teaching, behind) end
measure("default, background", asking, { idf = behind })
measure("default, alone", asking, {})
for _, method in ipairs { "tfidf", "textrank" } do
  measure(method .. ", background", asking, { idf = behind, method = method })
end
