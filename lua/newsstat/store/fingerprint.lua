--- What this newsstat makes of a text, in one short string: other rules of cutting, of phrases or of counting give another one,
--- so that counts made by them are not taken for one's own, whether or not anybody thought of raising a version.

local candidates = require "newsstat.trends.candidates"
local core = require "newsstat.core"
local phrase_rules = require "newsstat.phrase_rules"
local terms_of = require "newsstat.terms"

local concat, format, sort = table.concat, string.format, table.sort

local M = {}

-- Chinese in both scripts, Latin, mixed words, numbers, names, titles of works, dates, what repeats and what is furniture.
local TITLE = "颱風鳶尾登陸澜江：市长周望舒视察青屿"
local TEXT = [[
颱風“鸢尾”周三凌晨在澜江口登陆，中心附近最大风力14级。澜江市市长周望舒说，沿岸12.6万名居民已经撤离。
结婚的和尚未结婚的都来了；研究生命的起源，南京市长江大桥通车，乒乓球拍卖完了。他从马上下来，马上就走。
The COVID-19 vaccine from BioNTech reached New York on 3 March 2021; Dr. Smith's team said "N95口罩" were scarce, e-mail a@b.example.
《砚石日报》報導，海底隧道貫通，青嶼等了三十年。海底隧道全长8.5公里，海底隧道明年通车。记者问：“海底隧道安全吗？”
钠电池投產，鈉電池充电很快。北岬县第一百二十三中学的学生们讨论了一下，慢慢地走回家去，高高兴兴，不三不四。
２０２５年７月５日，武漢大學與清华大学合办“人工智能＋农业”论坛，AI技术、5G网络、iPhone 15 Pro与ChatGPT成為焦點。
点击关注我们的微信公众号，获取更多新闻。版权所有，未经许可不得转载。
]]

local function lines_of(index)
  local lines = {}
  for id = 1, #index do
    local facts = { index:term(id) }
    for i, fact in ipairs(facts) do facts[i] = type(fact) == "number" and format("%.9g", fact) or tostring(fact) end
    facts[#facts + 1] = index:surface(id)
    facts[#facts + 1] = tostring(candidates.of(index, id, #TEXT))
    lines[id] = concat(facts, " ")
  end
  sort(lines)
  return lines
end

local made

---@return string hexadecimal digits
function M.get()
  if not made then
    local corpus = core.corpus(terms_of.new {}, phrase_rules.rules())
    corpus:add(TITLE, TEXT)
    made = core.hash(concat(lines_of(core.index(corpus, { articles = { 1 }, sources = { 1 }, series = { 1 }, periods = { 1 } }, 1)),
      "\n"))
  end
  return made
end

return M
