-- readers.lua make FOLDER ARTICLES: files of many articles, for bench/readers.sh
-- readers.lua crawl FILE PAGES…: a crawl of whole pages
-- readers.lua read FILE [lazy|dated]: reads one, or standard input ("-"), and prints a line of figures; lazy leaves what
-- articles make when it is asked for, and dated asks for title, time and source, as counting does
local article = require "newsstat.article"
local dates = require "newsstat.dates"

local SIZE = 64e6

local SIGNS = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;" }
local function escape(text) return (text:gsub('[&<>"]', SIGNS)) end

local JSON_SIGNS = { ['"'] = '\\"', ["\\"] = "\\\\", ["\n"] = "\\n", ["\t"] = "\\t", ["\r"] = "\\r" }
local function json(text) return '"' .. text:gsub('[%z\1-\31"\\]', function(sign) return JSON_SIGNS[sign] or " " end) .. '"' end

local function response_of(url, page)
  local block = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" .. page
  return ("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\nContent-Type: application/http; msgtype=response\r\n"
    .. "Content-Length: %d\r\n\r\n%s\r\n\r\n"):format(url, #block, block)
end

local function html_of(one)
  local lines = {}
  for i, line in ipairs(one.paragraphs) do lines[i] = "<p>" .. escape(line) .. "</p>" end
  return table.concat(lines, "\n")
end

local function row_of(one)
  local date, text = dates.iso(one.time or 0), one.text
  return ('{"title":%s,"url":%s,"date":"%s","text":%s}'):format(json(one.title or ""), json(one.url or ""), date, json(text))
end

local WRITERS = {
  ["lines.ndjson"] = { "", function(one) return row_of(one) .. "\n" end, "" },
  ["array.json"] = { "[\n", function(one) return row_of(one) .. ",\n" end, "{\"title\":\"end\"}]\n" },
  ["feed.xml"] = {
    '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>\n',
    function(one)
      return ("<item><title>%s</title><link>%s</link><pubDate>%s</pubDate><content:encoded><![CDATA[%s]]></content:encoded></item>\n")
        :format(escape(one.title or ""), escape(one.url or ""), dates.iso(one.time or 0), html_of(one))
    end,
    "</channel></rss>\n",
  },
  ["crawl.warc"] = {
    "",
    function(one)
      local page = "<!DOCTYPE html><html><head><meta charset=utf-8><title>%s</title></head><body>%s</body></html>"
      return response_of(one.url or "http://a.example/", page:format(escape(one.title or ""), html_of(one)))
    end,
    "",
  },
  ["dump.xml"] = {
    '<mediawiki xml:lang="zh">\n',
    function(one)
      return ("<page><title>%s</title><ns>0</ns><revision><timestamp>%s</timestamp><text>%s</text></revision></page>\n")
        :format(escape(one.title or ""), dates.iso(one.time or 0), escape(one.text))
    end,
    "</mediawiki>\n",
  },
}

local function make(folder, source)
  local articles = {}
  for one in article.walk(source) do articles[#articles + 1] = one or nil end
  for name, writer in pairs(WRITERS) do
    local file, size, at = assert(io.open(folder .. "/" .. name, "wb")), 0, 0
    file:write(writer[1])
    while size < SIZE do
      at = at % #articles + 1
      local text = writer[2](articles[at])
      file:write(text)
      size = size + #text
    end
    file:write(writer[3])
    file:close()
  end
end

local function make_crawl(path, pages)
  local file, records = assert(io.open(path, "wb")), {}
  for i, page in ipairs(pages) do
    local source = assert(io.open(page, "rb"))
    records[i] = response_of("http://a.example/", source:read "*a")
    source:close()
  end
  local size, at = 0, 0
  while size < SIZE do
    at = at % #records + 1
    file:write(records[at])
    size = size + #records[at]
  end
  file:close()
end

local function peak_megabytes()
  for line in io.lines "/proc/self/status" do
    local kilobytes = line:match "VmHWM:%s*(%d+)"
    if kilobytes then return kilobytes / 1024 end
  end
end

local function size_of(path)
  if path == "-" then return tonumber(os.getenv "BYTES") end
  local file = assert(io.open(path, "rb"))
  local size = file:seek "end"
  file:close()
  return size
end

local function read(path, mode)
  if _VERSION == "Lua 5.4" then collectgarbage "incremental" end
  local size, count, before = size_of(path), 0, os.clock()
  for one in article.walk(path, { lazy = mode ~= nil }) do
    if one then count = count + 1 end
    if one and mode == "dated" then assert(one.source and one.format and (one.title or one.time or true)) end
  end
  local seconds = os.clock() - before
  local name = (os.getenv "NAME" or path:match "[^/]*$") .. (mode and ", " .. mode or "")
  print(("%-28s %8.1f %9d %9.0f %9.0f"):format(name, size / 1e6, count, size / 1e6 / seconds, peak_megabytes()))
end

if arg[1] == "make" then
  make(arg[2], arg[3])
elseif arg[1] == "crawl" then
  make_crawl(arg[2], { (table.unpack or unpack)(arg, 3) }) -- luacheck: ignore 143 113
else
  read(arg[2], arg[3])
end
