local newsstat = require "newsstat"
local reading = require "spec.reading"
local each, read = reading.each, reading.read

local CRLF = "\r\n"

-- A record as crawlers write it.
local function record(kind, uri, block, more)
  local headers = {
    "WARC/1.0", "WARC-Type: " .. kind, "WARC-Target-URI: " .. uri, "WARC-Date: 2025-07-12T09:00:00Z",
    "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>", "Content-Length: " .. #block,
  }
  for _, header in ipairs(more or {}) do headers[#headers + 1] = header end
  return table.concat(headers, CRLF) .. CRLF .. CRLF .. block .. CRLF .. CRLF
end

local HTTP = { "Content-Type: application/http; msgtype=response" }

local function response(uri, media_type, body, status, more)
  local head = "HTTP/1.1 " .. (status or "200 OK") .. CRLF .. "Content-Type: " .. media_type .. CRLF
    .. (more and more .. CRLF or "") .. "Server: x" .. CRLF .. CRLF
  return record("response", uri, head .. body, HTTP)
end

local function page(title, text)
  return "<!DOCTYPE html><html><head><title>" .. title .. "</title></head><body><p>" .. text .. "</p></body></html>"
end

local GBK = "<html><head><title>\199\224\198\194</title></head><body><p>\203\174\205\203\193\203\161\163</p></body></html>"
local FEED = "<rss version='2.0'><channel><item><title>其一</title></item><item><title>其二</title></item></channel></rss>"

local FIRST = response("https://www.yanshi.example/1", "text/html; charset=utf-8", page("台风生成", "台风“鸢尾”生成。"))
local LAST = response("https://qingpo.example/9", "text/html", page("洪水退去", "青坡镇的水退了。"))
local CRAWL = record("warcinfo", "x", "software: x" .. CRLF)
  .. record("request", "https://www.yanshi.example/1", "GET /1 HTTP/1.1" .. CRLF .. CRLF)
  .. FIRST
  .. response("https://yanshi.example/a.png", "image/png", "\137PNG\r\n\26\n")
  .. response("https://yanshi.example/2", "text/html; charset=GB2312", GBK)
  .. response("https://yanshi.example/3", "text/html", "<html><body>gone</body></html>", "404 Not Found")
  .. response("https://yanshi.example/feed", "application/rss+xml", FEED)
  .. response("https://yanshi.example/sitemap.xml", "text/xml", "<urlset><url/></urlset>")
  .. record("metadata", "https://yanshi.example/1", "fetchTimeMs: 3")
  .. LAST

describe("a WARC file", function()
  it("gives the pages and feeds among its responses", function()
    local articles, messages = read(CRAWL)
    assert.are.same({}, messages)
    assert.are.same({ "台风生成", "青坡", "其一", "其二", "洪水退去" }, each(articles, "title"))
    assert.are.same({ "f#3", "f#5", "f#7#1", "f#7#2", "f#10" }, each(articles, "path"))
    assert.are.equal("https://www.yanshi.example/1", articles[1].url)
    assert.are.equal("yanshi.example", articles[1].source)
    assert.are.equal(1752310800, articles[1].fetched)
    assert.is_nil(articles[1].time)
    assert.are.equal("水退了。", (articles[2].text:gsub("%s+$", "")))
    assert.are.equal("GBK", articles[2].charset)
    assert.are.equal("page", articles[1].format)
    assert.are.equal("rss", articles[3].format)
  end)

  it("has bodies that are chunked", function()
    local body = page("分块", "水退了。")
    local chunked = ("%x"):format(20) .. ";x=y" .. CRLF .. body:sub(1, 20) .. CRLF .. ("%X"):format(#body - 20) .. CRLF
      .. body:sub(21) .. CRLF .. "0" .. CRLF .. CRLF
    for _, given in ipairs { chunked, body, chunked:sub(1, -20) } do
      local articles, messages = read(response("https://a.example/", "text/html", given, nil, "Transfer-Encoding: chunked"))
      assert.are.same({}, messages)
      assert.are.equal("分块", articles[1].title)
      assert.matches("^水", articles[1].text)
    end
  end)

  it("has bodies that are compressed", function()
    local path = os.tmpname()
    local file = assert(io.open(path, "wb"))
    file:write(page("压缩", "水退了。"))
    file:close()
    local pipe = assert(io.popen("gzip -c " .. path))
    local packed = pipe:read "*a"
    pipe:close()
    os.remove(path)
    for _, given in ipairs { packed, page("压缩", "水退了。") } do
      local articles, messages = read(response("https://a.example/", "text/html", given, nil, "Content-Encoding: gzip"))
      assert.are.same({}, messages)
      assert.are.equal("压缩", articles[1].title)
    end
    local _, messages = read(response("https://a.example/", "text/html", "\1\2\3", nil, "Content-Encoding: compress"))
    assert.are.same({ "f#1: its body is in the encoding 'compress', which is not read" }, messages)
    _, messages = read(response("https://a.example/", "text/html", packed:sub(1, 40), nil, "Content-Encoding: gzip"))
    assert.are.equal(1, #messages)
    assert.matches("^f#1: ", messages[1])
  end)

  -- The page of the spec below, and 40 MB of blanks, as servers send them.
  local BROTLI = "\27]\0\48\140\212c\141n\28\200\212#\150\203\49_\10\149&\21\175\13F\203\204\222\172^\224`\3\14\92\210"
      .. "\208\182ep\30\28r\128\23{q\243\170\144_\200\226d\188Y\192\162\186 \242\182\254\165=|\201 \183"
  local DEFLATED = "x\156\179Qt\241w\14\137\12pU\200(\201\205\177\179\129\146\169\137)v\54%\153%\57\169vO\251\186\159"
      .. "\239Yi\163\15\225\217\232C\228\146\242S*\237l\10\236\158m\216\242\178\161\225\201\174\182\199\13M\54"
      .. "\250\5v\54\250\16\25}\176A\0\181_%\204"
  local BARE = "\179Qt\241w\14\137\12pU\200(\201\205\177\179\129\146\169\137)v\54%\153%\57\169vO\251\186\159\239Yi"
      .. "\163\15\225\217\232C\228\146\242S*\237l\10\236\158m\216\242\178\161\225\201\174\182\199\13M\54\250\5"
      .. "v\54\250\16\25}\176A\0"
  local BOMB = "\203\255\255?\248%@\226\177@ \247\254\143\255\255\127\240K\0\196a\17\128\238\253\31\255\255\255\224"
      .. "\151\0\136\195\2\0\221\251?\254\255\255\193/\1\16\135\5\0\186\247\127\249\159%\134_\2 \14\11\0t\163"
      .. "\196\0"

  it("has bodies in deflate and Brotli", function()
    for _, case in ipairs { { "deflate", DEFLATED }, { "deflate", BARE }, { "br", BROTLI } } do
      local encoding, packed = case[1], case[2]
      local articles, messages = read(response("https://a.example/", "text/html", packed, nil, "Content-Encoding: " .. encoding))
      if messages[1] and messages[1]:find("was not there when newsstat was built", 1, true) then pending(messages[1]) end
      assert.are.same({}, messages)
      assert.are.equal("压缩", articles[1].title)
      assert.are.equal("水退了。", articles[1].text)
      _, messages = read(response("https://a.example/", "text/html", packed:sub(1, -9), nil, "Content-Encoding: " .. encoding))
      assert.are.same({ "f#1: its compressed body is cut off" }, messages)
      _, messages = read(response("https://a.example/", "text/html", "\255\255" .. packed, nil, "Content-Encoding: " .. encoding))
      assert.are.same({ "f#1: its compressed body is damaged" }, messages)
    end
  end)

  it("has bodies that are bombs stopped, and the next read", function()
    local articles, messages = read(response("https://a.example/", "text/html", BOMB, nil, "Content-Encoding: br") .. LAST)
    assert.are.same({ "洪水退去" }, each(articles, "title"))
    assert.matches("^f#1: ", messages[1])
    assert.is_truthy(messages[1]:find("most_ratio", 1, true) or messages[1]:find("was not there", 1, true))
    local pipe = assert(io.popen "head -c 20000000 /dev/zero | tr '\\0' ' ' | gzip -9c")
    local zeros = pipe:read "*a"
    pipe:close()
    articles, messages = read(response("https://a.example/", "text/html", zeros, nil, "Content-Encoding: gzip") .. LAST)
    assert.are.same({ "洪水退去" }, each(articles, "title"))
    assert.matches("^f#1: .*most_ratio allows more", messages[1])
  end)

  it("that is a bomb in gzip members stops there", function()
    local path = os.tmpname()
    local file = assert(io.open(path, "wb"))
    file:write(FIRST)
    file:close()
    local pipe = assert(io.popen("gzip -c " .. path .. "; head -c 40000000 /dev/zero | tr '\\0' ' ' | gzip -9c"))
    local packed = pipe:read "*a"
    pipe:close()
    os.remove(path)
    local articles, messages = read(packed)
    assert.are.same({ "台风生成" }, each(articles, "title"))
    assert.matches("most_ratio allows more", messages[#messages])
    assert.matches("^f", messages[#messages])
  end)

  it("gives a page's references the address that it was fetched from", function()
    local body = '<!DOCTYPE html><html><head><title>相对</title><link rel="canonical" href="/2024/05/06/a.html"></head>'
      .. "<body><p>渡口的灯亮了一夜。</p></body></html>"
    for _, media_type in ipairs { "text/html", "" } do
      local articles = read(response("https://www.dukou.example/old?id=3", media_type, body))
      assert.are.equal("https://www.dukou.example/2024/05/06/a.html", articles[1].url)
      assert.are.equal("dukou.example", articles[1].source)
      assert.are.equal("url", articles[1].time_source)
    end
  end)

  it("is read through gzip, one member a record or not", function()
    local path = os.tmpname()
    local command = assert(io.popen("cat > " .. path .. " && { gzip -c " .. path .. "; gzip -c " .. path .. "; } > " .. path .. ".gz", "w"))
    command:write(FIRST)
    command:close()
    local file = assert(io.open(path .. ".gz", "rb"))
    local articles, messages = read(file:read "*a")
    file:close()
    os.remove(path)
    os.remove(path .. ".gz")
    assert.are.same({}, messages)
    assert.are.same({ "f#1", "f#2" }, each(articles, "path"))
  end)

  it("gives the texts of conversion records", function()
    local articles = read(record("conversion", "https://a.example/1", "标题在此\n正文在此，有一行。\n", { "Content-Type: text/plain" }))
    assert.are.equal("标题在此", articles[1].title)
    assert.are.equal("https://a.example/1", articles[1].url)
  end)

  it("that is cut off gives what came before", function()
    local articles, messages = read(CRAWL:sub(1, -30))
    assert.are.equal(4, #articles)
    assert.are.same({ "f#10: the file ends within the record" }, messages)
  end)

  it("with a damaged record gives those after it", function()
    local cases = {
      { "WARC-Type: warcinfo", "WARC-Type: warcinfo" .. CRLF .. CRLF .. "junk", "f#1: byte 0: its headers name no length" },
      { "Content-Length: " .. #"software: x" + 2, "Content-Length: many", "f#1: byte 0: its headers name no length" },
      { "software: x" .. CRLF .. CRLF, "software: x" .. CRLF .. "and more of it" .. CRLF .. CRLF,
        ("f#2: byte %d: this is no record; what follows is skipped up to the next one")
          :format(#record("warcinfo", "x", "software: x" .. CRLF) - 4) },
    }
    for _, case in ipairs(cases) do
      local articles, messages = read(reading.change(CRAWL, case[1], case[2]))
      assert.are.same({ "台风生成", "青坡", "其一", "其二", "洪水退去" }, each(articles, "title"))
      assert.are.same({ case[3] }, messages)
    end
  end)

  it("with a response that is none says so", function()
    local articles, messages = read(record("response", "https://a.example/", "no HTTP", HTTP) .. LAST)
    assert.are.equal(1, #articles)
    assert.are.same({ "f#1: it does not begin with the status of an HTTP response" }, messages)
  end)

  it("with a record larger than allowed passes over it", function()
    local large = response("https://a.example/", "text/html", page("大", ("x"):rep(100000)))
    local articles, messages = read(large .. LAST, { most_bytes = 50000 })
    assert.are.same({ "洪水退去" }, each(articles, "title"))
    assert.matches("^f#1: it is larger than 50000 bytes", messages[1])
  end)

  it("gives lazily what it gives at once", function()
    local crawl = { CRAWL }
    for name in io.popen("ls spec/pages/*.html"):lines() do
      local file = assert(io.open(name, "rb"))
      crawl[#crawl + 1] = response("https://a.example/" .. name, "text/html", file:read "*a")
      file:close()
    end
    crawl = table.concat(crawl)
    local wanted, found = read(crawl), read(crawl, { lazy = true })
    assert.is_true(#wanted > 40)
    assert.are.equal(#wanted, #found)
    local fields = {
      "text", "section", "time_error", "time", "time_source", "title", "url", "source", "declared_language", "author", "path",
      "language", "fetched", "charset", "charset_source", "tags",
    }
    for i, one in ipairs(wanted) do
      for j = 0, #fields - 1 do
        -- whichever is asked for first
        local field = fields[(i + j) % #fields + 1]
        assert.are.same(one[field], found[i][field], one.path .. ": " .. field)
      end
    end
  end)

  it("has no more articles behind the end", function()
    local next_article = newsstat.articles { content = LAST, path = "f" }
    assert.are.equal("洪水退去", next_article().title)
    for _ = 1, 3 do assert.is_nil(next_article()) end
  end)
end)
