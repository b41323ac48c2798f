--- newsstat: text analytics of news articles.
--
--   local newsstat = require "newsstat"
--   print(newsstat.clean "<p>你好&nbsp;世界</p>")
--   print(newsstat.cut("我来到北京清华大学", { join = " " }))
--
-- The functions here are the public interface; doc and README show them at work.

local article = require "newsstat.article"
local concordance = require "newsstat.concordance"
local core = require "newsstat.core"
local keywords = require "newsstat.keywords"
local lexicons = require "newsstat.lexicons"
local options_of = require "newsstat.options"
local report = require "newsstat.report"
local selection = require "newsstat.selection"
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

---@class newsstat.clean_options
---@field charset? string label from the transport, such as HTTP's Content-Type; an unknown one raises; default: what
---  the bytes say of themselves, or look like
---@field captions? "keep"|"drop" <figcaption> and <caption>; default keep
---@field content? "all"|"article" article: the main content of a whole page, the body that a reader reads: no menus,
---  share bars, related links, comments, notices, no copy of the title; what attributes hide may then be shown, and
---  with `images` and `lists` what stands in the body is; default all
---@field hidden? "drop"|"keep" what hidden, aria-hidden="true", or display:none and visibility:hidden in a style
---  attribute hide; default drop
---@field images? "drop"|"alt" alt: their alt texts stand in the text; default drop
---@field links? "text"|"inline"|"footnotes"|"drop" inline: [text](address); footnotes: text[1], and lines
---  "[1]: address" at the end; drop: without their text; default text
---@field lists? "plain"|"markers" markers: "- " or "1. " before items, two spaces before them a level; default plain
---@field pre? "keep"|"fold" white space in <pre>; default keep
---@field ruby? "drop"|"keep" readings beside characters; default drop
---@field tables? "keep"|"drop" keep: cells parted by a tab, rows lines; default keep
---@field most_bytes? integer of input that are read; default 2^30
---@field most_depth? integer of open elements, deeper ones follow one another; default 512, at most 2048
---@field most_attributes? integer of a tag that are looked at; default 128, which is the most

---@class newsstat.clean_info
---@field title? string text of the first <title>, at most 1,024 bytes
---@field charset string the charset's name as the Encoding Standard writes it: "UTF-8", "GBK", "Big5"
---@field charset_source string how it was found, as `newsstat.decode` tells it
---@field replaced integer bad parts of the bytes, which became U+FFFD
---@field bytes_in integer
---@field bytes_out integer
---@field truncated boolean whether a limit of the options was met
---@field dropped table<string, integer> bytes of the source that were left out, by kind: scripts, styles, comments,
---  hidden, noscripts, templates, frames, media, titles, ruby, captions, tables, links, datalists, characters,
---  and furniture: text beside the main content, where only that is wanted

---The text of an HTML fragment or page, as an HTML5 parser reads it and a browser's innerText shows it. Characters that
---are not seen (controls, soft hyphens, zero-width spaces, bidirectional controls, private use) are left out, since they
---would part words; joiners stay in scripts and emoji that they shape.
---
---    local text, info = newsstat.clean '<p>台风<b>鸢尾</b></p><script>x()</script>'
---    print(text)                                  --> 台风鸢尾
---    print(info.dropped.scripts > 0)              --> true
---@param html string HTML in any charset; ill-formed bytes become U+FFFD
---@param options? newsstat.clean_options
---@return string text UTF-8, lines ended by "\n"
---@return newsstat.clean_info info
function newsstat.clean(html, options) return core.clean(html, options) end

---A cleaner gathers the bytes of one page after another.
---
---    local cleaner = newsstat.cleaner()
---    cleaner:feed("<p>台"):feed("风</p>")
---    print((cleaner:finish()))                    --> 台风
---    cleaner:close()
---@class newsstat.cleaner
---@field feed fun(self: newsstat.cleaner, chunk: string): newsstat.cleaner adds bytes, cut wherever they may be
---@field finish fun(self: newsstat.cleaner): string, newsstat.clean_info the same as newsstat.clean gives for all that
---  was fed; the cleaner is then ready for another page
---@field close fun(self: newsstat.cleaner) frees its memory before the collector does

---A cleaner for pages that come in parts. It gathers the bytes: what is open at a place can depend on all that follows.
---
---    local cleaner = newsstat.cleaner { links = "footnotes" }
---    cleaner:feed '<a href="/t.ht': feed 'ml">台风</a>'
---    print((cleaner:finish():gsub("%s+", " ")))   --> 台风[1] [1]: /t.html
---@param options? newsstat.clean_options
---@return newsstat.cleaner
function newsstat.cleaner(options) return core.cleaner(options) end

---@class newsstat.cut_options
---@field join? string one string with this between words; line breaks stay, other spaces go
---@field mode? "default"|"search" search: before each word of three characters and more the words inside it

---@class newsstat.decode_options
---@field charset? string label from the transport, such as HTTP's Content-Type; an unknown one raises
---@field html? boolean whether <meta> tags count

---@class newsstat.charset_info
---@field charset string the charset's name as the Encoding Standard writes it: "UTF-8", "GBK", "Big5"
---@field charset_source "bom"|"transport"|"meta"|"xml"|"detection"|"overruled"|"default" how it was found:
---  overruled is a label that gave garbage; default is ASCII without a label, or bytes that are no text
---@field replaced integer bad parts that became U+FFFD

local DECODE_OPTIONS = { charset = "string", html = "boolean" }

---The text of bytes in any charset of the Encoding Standard: by byte order mark, label, <meta> tag, XML
---declaration, or else as the bytes look. newsstat.h has the exact rules.
---
---    local text, info = newsstat.decode("\214\208\185\250", { charset = "gb2312" })
---    print(text, info.charset)                    --> 中国 GBK
---@param bytes string
---@param options? newsstat.decode_options
---@return string|nil text UTF-8 without byte order mark; nil only where ICU has no data
---@return newsstat.charset_info|string info or a message
function newsstat.decode(bytes, options)
  options = options_of.check(options, DECODE_OPTIONS, "newsstat.decode")
  if options.charset and not core.charset_name(options.charset) then
    error("newsstat.decode: option 'charset': unknown charset '" .. options.charset .. "'", 2)
  end
  local text, name, source, replaced = core.decode(bytes, options.charset, options.html)
  if not text then return nil, name end
  return text, { charset = name, charset_source = source, replaced = replaced }
end

---Cuts text into words. One behind another they are the text, byte for byte.
---
---    print(newsstat.cut("我来到北京", { join = " " }))  --> 我 来到 北京
---    print(#newsstat.cut "武漢肺炎疫情")              --> 3
---@param text string UTF-8; any bytes are taken
---@param options? newsstat.cut_options
---@return string[]|string|nil words
---@return string|nil message where ICU fails
function newsstat.cut(text, options) return terms_of.segmenter():cut(text, options) end

---The language of a text, by its script and a few words; of Chinese also whether it is simplified or traditional.
---newsstat.h has the rule.
---
---    print(newsstat.language "颱風來了，學校停課一天，請大家留在家裡")  --> zh-Hant
---@param text string UTF-8, of which the first 16 KB count; any bytes are taken
---@return string|nil tag "zh-Hans", "zh-Hant", "zh" (too short to tell), "en", "ja" …; nil where it cannot be told
function newsstat.language(text) return core.language(terms_of.lexicon(), text) end

---Steps through the words of a text, spaces and punctuation too.
---
---    for word, first, last, tag in newsstat.words "我爱北京" do
---      if tag == "ns" then print(word, first, last) end  --> 北京 7 12
---    end
---@param text string UTF-8; any bytes are taken
---@return fun(): string, integer, integer, string of word, position of its first and last byte (from 1, as string.find), tag
function newsstat.words(text) return terms_of.segmenter():words(text) end

---Cuts text with a lexicon and words of its own.
---
---    local segmenter = newsstat.segmenter()
---    segmenter:add("元宇宙", 100, "n")
---    print(segmenter:cut("走进元宇宙", { join = " " }))  --> 走进 元宇宙
---    for word in segmenter:words "元宇宙" do print(word) end  --> 元宇宙
---    print(segmenter:remove("元宇宙"))             --> true
---    segmenter:close()
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
---@field granularity? "coarse"|"fine" fine: personal names, affixed words and longer compounds are split; default coarse

local SEGMENTER_OPTIONS = { lexicon = "string", user = "string|table", granularity = "string" }

---A segmenter of one's own.
---
---    local segmenter = assert(newsstat.segmenter { user = { "冯·诺伊曼" } })
---    print(segmenter:cut("冯·诺伊曼来到北京", { join = " " }))  --> 冯·诺伊曼 来到 北京
---    print(newsstat.segmenter { user = "no/such/list.txt" } == nil)  --> true
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

---Counts terms over texts.
---
---    local counter, other = newsstat.counter(), newsstat.counter()
---    counter:add("武漢肺炎，武汉")
---    print(#other:add_all({ "武汉" }, 2))           --> 0
---    counter:merge(other)
---    print(counter:get("武汉"))                    --> 3 2
---    print(counter:surface("武漢"), counter:top(1)[1].count)  --> 武汉 3
---    print(counter:total())                       --> 4 2
---    local keys = 0
---    for key, uses, articles in counter:each(2) do keys = keys + 1 end
---    print(keys)                                  --> 1
---    counter:close()
---@class newsstat.counter
---@field add fun(self: newsstat.counter, text: string): newsstat.counter|nil, string|nil counts a text as one article
---@field add_all fun(self: newsstat.counter, texts: string[], threads?: integer): table<integer, string> counts each text
---  as one article, in so many threads, default 1, with the same result; messages by place, of those that could not be
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
---
---    local counter = newsstat.counter { stop = { "来到" } }
---    counter:add "我来到武漢，武汉"
---    print(counter:get "武汉")                     --> 2 1
---    print(#newsstat.counter { like = counter })   --> 0
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

---Reads one article of any format that doc/formats.md lists.
---
---    local article = assert(newsstat.article { content = "<title>渔村</title><p>台风登陆</p>", path = "a.html" })
---    print(article.title, article.text)           --> 渔村 台风登陆
---    print(newsstat.article "no/such/file.html" == nil)  --> true
---@param source string|{ content: string, path?: string } a file's path ("-" is standard input), or the bytes
---  themselves; feed.xml#3 is the third entry of a feed, news.zip!a.html a member of an archive
---@param options? newsstat.article_options
---@return newsstat.article|nil article nil too for a file of several articles, which `newsstat.articles` reads
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

---Steps through all articles of files, folders and archives, of any format that doc/formats.md lists: article, nil for a
---good one, false, message for one that could not be read. What was damaged in an article that could be repaired is told
---in a step of its own, behind it.
---
---    local count = 0
---    for article, message in newsstat.articles("examples/articles", { since = "2025-07" }) do
---      if article then count = count + 1 else print(message) end
---    end
---    print(count > 20)                            --> true
---@param paths string|string[]|{ content: string, path?: string } files and folders, or the bytes themselves
---@param options? newsstat.article_options|newsstat.selection_options since and until mean days of `timezone`
---@return fun(): newsstat.article|false|nil, string|nil
function newsstat.articles(paths, options)
  local reading, choosing = selection.split(options)
  options_of.check(choosing, selection.OPTIONS, "newsstat.articles")
  local articles
  if type(paths) == "table" and type(paths.content) == "string" then
    articles = article.each(paths.content, paths.path, reading)
  else
    articles = article.walk(paths, reading)
  end
  if not next(choosing) then return articles end
  return assert(selection.in_zone(choosing, reading.timezone, "newsstat.articles")):filter(articles)
end

newsstat.concordance = concordance.of
newsstat.report = report
newsstat.compile_lexicon = lexicons.compile_file
newsstat.keywords = keywords.of
newsstat.timeline = timeline.new

return newsstat
