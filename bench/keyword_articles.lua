--- Articles whose titles and tags were taken away, for bench/keywords.lua.

local article_reader = require "newsstat.article"
local terms_of = require "newsstat.terms"

local M = {}

-- Shorter titles and texts tell too little.
local LEAST_TITLE, LEAST_TEXT = 6, 900

-- A line that so many articles of a source have is furniture of its pages.
local FURNITURE_ARTICLES = 3

-- What English tags of Chinese articles are in Chinese.
local TRANSLATIONS = {}
for tag, words in ([[
  activism=行动主义,活动家,抗议 africa=非洲 ai=人工智能,ai algorithm=算法 amazon=亚马逊 anticensorship=审查
  antisurveillance=监视,监控 apple=苹果 attacks=攻击 bigbrother=老大哥 bigtech=科技巨头,科技公司 biometrics=生物识别
  bitcoin=比特币 blockchain=区块链 bri=一带一路 censorship=审查 china=中国 civilsociety=公民社会 cyberwar=网络战
  cyberwarfare=网络战 data=数据 democracy=民主 disinformation=虚假信息 drones=无人机 education=教育 encryption=加密
  eu=欧盟 europe=欧洲 facialrecognition=面部识别,人脸识别 fakenews=假新闻 freedom=自由 freedomofspeech=言论自由
  geopolitics=地缘政治 google=谷歌,google hackers=黑客 hacking=黑客 history=历史 hongkong=香港 hongkongprotests=香港
  huawei=华为 humanrights=人权 india=印度 informationwarfare=信息战 intelligence=情报 internet=互联网
  internetfreedom=互联网自由,网络自由 investigation=调查 iran=伊朗 israel=以色列 journalism=新闻,记者 malware=恶意软件
  media=媒体 military=军事,军方 misinformation=虚假信息,假新闻 osint=开源情报,情报,调查,osint phishing=钓鱼 police=警察
  political=政治 pressfreedom=新闻自由 privacy=隐私 propaganda=宣传 protest=抗议,示威 psychology=心理,心理学
  psyop=心理战 resist=抵抗,反抗 russia=俄罗斯 security=安全 smartphone=手机 socialengineering=社会工程,社交工程
  socialmedia=社交媒体 socialmovement=社会运动 spying=间谍 surveillance=监视,监控
  surveillancecapitalism=监视资本主义,监控资本主义 taiwan=台湾 tech=技术,科技 technique=技术,技巧,方法
  technology=技术,科技 thecoronaviruscrisis=新冠,肺炎,疫情,病毒 tools=工具 trump=特朗普 truth=真相 twitter=推特,twitter
  uk=英国 us=美国 us-chinatradedispute=贸易战,贸易 war=战争 women=女性,妇女 xinjiang=新疆
]]):gmatch "(%S+)=(%S+)" do TRANSLATIONS[tag] = words end

---@param text string
---@return string text folded, without spaces
function M.fold(text) return (terms_of.lexicon():fold(text):gsub(" ", "")) end

local fold = M.fold

-- A title without the site's name behind it.
local function without_site(title) return title:match "^(.-)%s+[-|]%s+[^-|]*$" or title end

local function without_markup(html) return (html:gsub("<[^>]*>", ""):gsub("%s+", "")) end

-- The tags that people gave a post.
local function tags_of(path)
  local file = assert(io.open((path:gsub("#%d+$", "")), "rb"))
  local html = file:read "*a"
  file:close()
  local tags, seen = {}, {}
  for attributes, label in html:gmatch "<a([^>]*)>(.-)</a>" do
    local tag = attributes:find('rel="tag"', 1, true) and fold(without_markup(label))
    if tag and tag ~= "" and not seen[tag] then seen[tag], tags[#tags + 1] = true, tag end
  end
  return tags
end

-- Whether a line consists of tags for more than half.
local function lists_tags(line, tags)
  local listed = 0
  for _, tag in ipairs(tags) do if line:find(tag, 1, true) then listed = listed + #tag end end
  return listed * 2 >= #line
end

-- The text without lines that tell the title or tags, and without furniture.
local function without_answers(one, uses)
  local lines = {}
  for line in one.text:gmatch "[^\n]+" do
    local folded = fold(line)
    if uses[one.source .. line] < FURNITURE_ARTICLES and not one.folded_title:find(folded, 1, true)
      and not lists_tags(folded, one.tags) then lines[#lines + 1] = line end
  end
  return table.concat(lines, "\n")
end

-- Of each tag the words that stand for it, if the text has one of them.
local function asked_tags(one)
  local asked, text = {}, fold(one.text)
  for _, tag in ipairs(one.tags) do
    local words = {}
    for word in (TRANSLATIONS[tag] or tag):gmatch "[^,]+" do
      if text:find(word, 1, true) then words[#words + 1] = word end
    end
    if #words > 0 then asked[#asked + 1] = words end
  end
  return asked
end

-- How many characters of three bytes, most of them Chinese, a text has.
local function han(text)
  local _, count = text:gsub("[\227-\233][\128-\191][\128-\191]", "")
  return count
end

---@param folders string[]
---@return table[] articles with path, title, folded_title, text, asked (words of each tag)
function M.read(folders)
  local articles, uses = {}, {}
  for one in article_reader.walk(folders) do
    if one and one.title and #one.text >= LEAST_TEXT then
      articles[#articles + 1] = one
      local seen = {}
      for line in one.text:gmatch "[^\n]+" do
        local key = one.source .. line
        if not seen[key] then seen[key], uses[key] = true, (uses[key] or 0) + 1 end
      end
    end
  end
  local kept = {}
  for _, one in ipairs(articles) do
    one.title = without_site(one.title)
    one.folded_title, one.tags = fold(one.title), tags_of(one.path)
    one.text = without_answers(one, uses)
    one.asked = asked_tags(one)
    if han(one.title) >= LEAST_TITLE and #one.text >= LEAST_TEXT then kept[#kept + 1] = one end
  end
  return kept
end

return M
