--- Which words phrases are made of. Chinese phrases are runs of words without function words; what
--- is left at their edges is weeded by these lists, and by statistics in `newsstat.trends.candidates`.

local aliases = require "newsstat.aliases"
local core = require "newsstat.core"
local stop_words = require "newsstat.stop_words"
local terms_of = require "newsstat.terms"

local M = {}

-- Words of one character that hold a sentence together; no phrase has one.
local FUNCTION_CHARACTERS = [[
  的 了 着 过 是 乃 们 些 等
  和 与 及 或 而 且 但 则 即 若 如 虽 既 却 并 便 因
  在 于 把 被 将 让 使 给 对 向 从 由 以 为
  也 都 还 又 再 才 只 就 很 更 最 太 不 没 未 无 非 曾 已 正 刚
  我 你 您 他 她 它 咱 这 那 该 此 其 之 所 每 各 某 哪 谁 什 怎 么
  吗 呢 吧 啊 呀 嘛 哦
]]

-- Words of one character that may end a fixed phrase of up to four characters (封城 令, 武汉 肺炎 时), but
-- at the edge of a longer one belong to the sentence around it.
local WEAK_CHARACTERS = [[
  能 可 会 要 想 应 须 得 地 有 到 来 去 自 己 说 称 道 做 作 当
  上 下 里 内 外 中 间 前 后 时 年 月 日 号
  跟 比 按 据 经 通 往 多 次 条 种 名 位 个 本 图
]]

-- X and one of these is about X too: 巴勒斯坦人 about 巴勒斯坦.
local SUFFIXES = "人 们 者 省 市 县 州 国 党 军 区 镇 族 语 裔 式 版 系 派"

-- Measure words, pronouns, prepositions, conjunctions and particles of one character begin no phrase.
local NO_START_TAGS = "qrpcu"

-- Stop words of these classes are in no phrase; those of the others may be part of one, as 分析 is of
-- 剑桥分析.
M.BLOCKING_CLASSES = {
  "pronouns", "determiners_and_measures", "numerals_and_quantities", "conjunctions", "prepositions", "adverbs",
  "auxiliaries", "time_words", "reporting_verbs", "general_verbs", "page_furniture", "english",
}

local function word_set(words) return core.word_set(terms_of.lexicon(), words) end

local rules, plain_aliases

---What `core.corpus` needs to know about phrases and aliases; made once.
---@param more_aliases? table<string, string> alias -> word, beside our own
---@return table
function M.rules(more_aliases)
  plain_aliases = plain_aliases or core.alias_map(terms_of.lexicon(), aliases.map())
  rules = rules or M.new_rules()
  rules.aliases = more_aliases and core.alias_map(terms_of.lexicon(), aliases.map(more_aliases)) or plain_aliases
  return rules
end

local suffixes

---Whether a word X + this counts for X too, where X is a word of the lexicon.
---@param text string
---@return boolean
function M.is_suffix(text)
  if not suffixes then
    suffixes = {}
    for _, suffix in ipairs(M.suffixes()) do suffixes[suffix] = true end
  end
  return suffixes[text] ~= nil
end

---@return string[] all of them
function M.suffixes()
  local list = {}
  for suffix in SUFFIXES:gmatch "[^ \n]+" do list[#list + 1] = suffix end
  return list
end

---@return table rules without aliases
function M.new_rules()
  return {
    function_words = word_set(FUNCTION_CHARACTERS .. stop_words.text(M.BLOCKING_CLASSES)),
    weak_words = word_set(WEAK_CHARACTERS),
    suffixes = word_set(SUFFIXES),
    no_start_tags = NO_START_TAGS,
  }
end

return M
