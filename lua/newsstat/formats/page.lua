--- Whole HTML pages, and fragments of HTML.

local article_fields = require "newsstat.article_fields"
local addresses = require "newsstat.page.addresses"
local authors = require "newsstat.page.authors"
local markup = require "newsstat.formats.markup"
local page_facts = require "newsstat.page.facts"
local tags = require "newsstat.page.tags"
local times = require "newsstat.page.times"
local titles = require "newsstat.page.titles"

local find, lower, sub = string.find, string.lower, string.sub

local M = { name = "page", is_html = true }

-- Elements that a page or a fragment begins with.
local BEGINNINGS = {}
for name in ([[html head body meta title link script style div p article section main header h1 h2 h3 h4 h5 h6 ul ol
  table img a span center font figure blockquote nav form br hr pre em strong b i]]):gmatch "%S+" do
  BEGINNINGS[name] = true
end

-- Where a whole page shows that it is one.
local WHOLE_BYTES = 4096

---Tells HTML by its document type or first tag.
---@param head string its first 64 KB in UTF-8
---@return boolean
function M.recognise(head)
  local name, rest = markup.first_tag(head)
  if not name then return false end
  name = lower(name)
  if name == "!doctype" then return find(lower(rest), "^%s+html") ~= nil end
  return BEGINNINGS[name] == true
end

local LANGUAGES = { "og:locale", "content-language" }

local function site_of(facts)
  return facts.structured.site or page_facts.meta(facts, { "og:site_name" })
end

-- A fragment is an article's body already; a page has one among menus and links.
local function is_whole(html)
  local head = lower(sub(html, 1, WHOLE_BYTES))
  return find(head, "<!doctype", 1, true) or find(head, "<html", 1, true) or find(head, "<body", 1, true)
end

-- The main content, or all text where none of it looks like an article.
local function text_of(html, options)
  if options.clean then return options.clean(html) end
  local text = is_whole(html) and article_fields.main_content(html) or ""
  if find(text, "%S") then return text end
  return article_fields.clean(html)
end

local function source_of(facts, url)
  return article_fields.host(url) or authors.source(facts) or site_of(facts) or authors.of(facts) or "unknown"
end

-- What tells which article it is.
local function identify(article, facts, fetched_from)
  local url = addresses.of(facts, fetched_from)
  article.title = titles.of(facts, url)
  article.url, article.source = url or fetched_from, source_of(facts, url or fetched_from)
  article.declared_language = facts.structured.language or facts.language or page_facts.meta(facts, LANGUAGES)
end

-- What a lazy article makes of its page when it is first asked for: counting asks for little of it.
local LATER = {}

-- The facts of a lazy article's page. With the first that is asked for comes what tells which article it is.
local function facts_of(article)
  local page = article.page
  if not page.facts then
    page.facts = page_facts.read(page.html)
    identify(article, page.facts, page.fetched_from)
  end
  return page.facts
end

for _, name in ipairs { "title", "url", "source", "declared_language" } do
  LATER[name] = function(article)
    facts_of(article)
    return rawget(article, name)
  end
end

for _, name in ipairs { "time", "time_source", "time_error" } do
  LATER[name] = function(article)
    local page, facts = article.page, facts_of(article)
    if not page.is_dated then
      page.is_dated = true
      times.set(article, facts, article.path, page.options)
    end
    return rawget(article, name)
  end
end

function LATER.text(article)
  return article_fields.drop_title(assert(text_of(article.page.html, {})), article.title)
end

function LATER.author(article) return authors.of(facts_of(article)) end

function LATER.tags(article) return tags.of(facts_of(article)) end

function LATER.section(article) return tags.section(facts_of(article), article.title) end

-- Whether a page has a title, so that it is an article whatever else it holds.
local function has_title(html)
  return find(html, "<[tT][iI][tT][lL][eE][^<>]*>[^<]*[%w\228-\233]") ~= nil
end

---Reads a page: the text from its main content, all else from what it tells of itself.
---@param html string UTF-8
---@param path string|nil
---@param options newsstat.reading
---@param fetched_from string|nil address
---@return newsstat.article|nil article
---@return string|nil message
function M.parse(html, path, options, fetched_from)
  if options.lazy and has_title(html) then
    return article_fields.article {
      path = path, format = "page", later = LATER,
      page = { html = html, kind = is_whole(html) and "page" or "html", options = options, fetched_from = fetched_from },
    }
  end
  local facts = page_facts.read(html)
  local article = article_fields.article { path = path, format = "page" }
  identify(article, facts, fetched_from)
  local text, problem = text_of(html, options)
  if not text then return nil, problem or "its HTML could not be cleaned" end
  if not article.title and not find(text, "%S") then return nil, "the page has neither title nor text" end
  article.text = article_fields.drop_title(text, article.title)
  article.author, article.tags = authors.of(facts), tags.of(facts)
  article.section = tags.section(facts, article.title)
  times.set(article, facts, path, options)
  return article
end

return M
