--- newsstat: text analytics of news articles.
--
--   local newsstat = require "newsstat"
--   print(newsstat.clean "<p>你好&nbsp;世界</p>")
--   print(newsstat.cut("我来到北京清华大学", { join = " " }))
--
-- The functions here are the public interface; doc and README show them at work.

local article = require "newsstat.article"
local core = require "newsstat.core"
local keywords = require "newsstat.keywords"
local options_of = require "newsstat.options"
local terms_of = require "newsstat.terms"
local timeline = require "newsstat.timeline"
local user_words = require "newsstat.user_words"

---@class newsstat
local newsstat = { _NAME = "newsstat", _VERSION = "newsstat " .. core.version }

---The version in parts, and those of the libraries it was built with.
newsstat.version = {
  major = tonumber(core.version:match "^(%d+)"),
  minor = tonumber(core.version:match "^%d+%.(%d+)"),
  patch = tonumber(core.version:match "^%d+%.%d+%.(%d+)"),
  icu = core.icu_version,
  libxml2 = core.libxml2_version,
}

---The text that a browser would show of an HTML fragment or page.
---@param html string HTML in UTF-8; ill-formed bytes become U+FFFD
---@return string|nil text UTF-8, lines ended by "\n"; nil only above 1 GiB
---@return string|nil message
function newsstat.clean(html) return core.clean(html) end

---@class newsstat.cut_options
---@field join? string one string with this between words; line breaks stay, other spaces go
---@field mode? "default"|"search" search: before each word of three characters and more the words inside it

---Cuts text into words. One behind another they are the text, byte for byte.
---@param text string UTF-8; any bytes are taken
---@param options? newsstat.cut_options
---@return string[]|string|nil words
---@return string|nil message where ICU fails
function newsstat.cut(text, options) return terms_of.segmenter():cut(text, options) end

---Steps through the words of a text, spaces and punctuation too.
---@param text string UTF-8; any bytes are taken
---@return fun(): string, integer, integer, string of word, position of its first and last byte (from 1, as string.find), tag
function newsstat.words(text) return terms_of.segmenter():words(text) end

---@class newsstat.segmenter
---@field cut fun(self: newsstat.segmenter, text: string, options?: newsstat.cut_options): string[]|string|nil, string|nil
---@field words fun(self: newsstat.segmenter, text: string): function
---@field add fun(self: newsstat.segmenter, word: string, frequency?: number, tag?: string): newsstat.segmenter|nil, string|nil
---  a word of 1 to 200 characters; without a frequency (uses in the text the lexicon was counted on) it always
---  wins against its parts
---@field remove fun(self: newsstat.segmenter, word: string): boolean whether it was there
---@field close fun(self: newsstat.segmenter)

---@class newsstat.segmenter_options
---@field lexicon? string path of a compiled lexicon image; default the built-in one
---@field user? string|string[] words of one's own: a file's path, or a list of lines "word [count [tag]]"
---@field granularity? "coarse"|"fine" fine: affixed words and longer compounds are split; default coarse

local SEGMENTER_OPTIONS = { lexicon = "string", user = "string|table", granularity = "string" }

---A segmenter of one's own.
---@param options? newsstat.segmenter_options
---@return newsstat.segmenter|nil segmenter
---@return string|nil message that names the image or the user words' line and what is wrong with it
function newsstat.segmenter(options)
  options = options_of.check(options, SEGMENTER_OPTIONS, "newsstat.segmenter")
  local granularity = options.granularity or "coarse"
  if granularity ~= "coarse" and granularity ~= "fine" then
    error("newsstat.segmenter: option 'granularity' must be coarse or fine, got '" .. granularity .. "'", 2)
  end
  local lexicon, message
  if options.lexicon then lexicon, message = core.lexicon(options.lexicon) else lexicon = terms_of.lexicon() end
  if not lexicon then return nil, message end
  local segmenter = core.segmenter(lexicon, granularity)
  if options.user then return user_words.add(segmenter, options.user) end
  return segmenter
end

-- The terms behind each counter, for counters that are to share them.
local terms_of_counter = setmetatable({}, { __mode = "k" })

---@class newsstat.counter
---@field add fun(self: newsstat.counter, text: string): newsstat.counter|nil, string|nil counts a text as one article
---@field get fun(self: newsstat.counter, term: string): integer, integer uses, articles; the term in any spelling
---@field top fun(self: newsstat.counter, n?: integer): { term: string, count: integer, articles: integer }[] the most used, default 10
---@field total fun(self: newsstat.counter): integer, integer uses of all terms, articles
---@field each fun(self: newsstat.counter, least_articles?: integer): function iterator of key, uses, articles, in no order
---@field surface fun(self: newsstat.counter, term: string): string its most frequent spelling
---@field merge fun(self: newsstat.counter, other: newsstat.counter): newsstat.counter
---@field close fun(self: newsstat.counter)
---@operator len: integer

local COUNTER_OPTIONS = { like = "userdata" }
for name, types in pairs(terms_of.OPTIONS) do COUNTER_OPTIONS[name] = types end

---A counter of terms over many texts. Terms are counted under their key (NFKC, case folded,
---traditional characters folded to simplified) and shown in their most frequent spelling.
---@param options? newsstat.term_options|{ like?: newsstat.counter } like: share another counter's rules and vocabulary, which saves memory
---@return newsstat.counter
function newsstat.counter(options)
  options = options_of.check(options, COUNTER_OPTIONS, "newsstat.counter")
  if options.like and not terms_of_counter[options.like] then
    error("newsstat.counter: option 'like' must be a counter", 2)
  end
  if options.like and next(options, next(options)) then
    error("newsstat.counter: option 'like' stands for all others: give none beside it", 2)
  end
  local terms = options.like and terms_of_counter[options.like] or terms_of.new(options)
  local counter = core.counter(terms)
  terms_of_counter[counter] = terms
  return counter
end

---Reads one article: a saved post, or a feed of one entry.
---@param source string|{ content: string, path?: string } a file's path, or the bytes themselves; feed.xml#3
---  is the third entry of a feed
---@param options? newsstat.article_options
---@return newsstat.article|nil article nil too for a feed of several entries, which `newsstat.articles` reads
---@return string|nil message that names the file, the place and the remedy
function newsstat.article(source, options)
  if type(source) == "table" and type(source.content) == "string" then
    return article.parse(source.content, source.path or "article", options)
  end
  if type(source) ~= "string" then
    error("newsstat.article: a path or a table with content expected, got " .. type(source), 2)
  end
  return article.read(source, options)
end

---Steps through all articles of files and folders: article, nil for a good one, false, message for
---one that could not be read. Each entry of a feed (RSS, Atom) is an article; what was damaged in it is told
---in a step of its own, behind the article.
---@param paths string|string[]|{ content: string, path?: string } files and folders, or the bytes themselves
---@param options? newsstat.article_options
---@return fun(): newsstat.article|false|nil, string|nil
function newsstat.articles(paths, options)
  if type(paths) == "table" and type(paths.content) == "string" then
    return article.each(paths.content, paths.path, options)
  end
  return article.walk(paths, options)
end

newsstat.keywords = keywords.of
newsstat.timeline = timeline.new

return newsstat
