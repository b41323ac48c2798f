local cjson = require "cjson"
local display_width = require "newsstat.display_width"
local output = require "newsstat.output"

local NAN, INFINITY = 0 / 0, math.huge
local REPLACEMENT = "\239\191\189"

local COLUMNS = {
  { key = "term", title = "Term" },
  { key = "count", title = "Count" },
  { key = "score", title = "Score", decimals = 2 },
}

local HOSTILE = {
  { "a newline", "a\nb" },
  { "a carriage return and newline", "a\r\nb" },
  { "quotes and a comma", 'say "no", twice' },
  { "a tab", "a\tb" },
  { "backslashes", "C:\\temp\\new \\\\ \\/" },
  { "NUL", "a\0b" },
  { "an escape sequence", "\27[31mred\27[0m" },
  { "a formula", "=1+1" },
  { "an address", "https://example.com/a?b=c&d=e" },
  { "Han and an emoji", "武汉 \240\159\152\128" },
  { "only spaces", "  " },
}

-- Returns the text that a writer makes of rows, and the texts it wrote one by one.
local function render(format, columns, rows, options)
  local parts = {}
  local given = { write = function(text) parts[#parts + 1] = text return true end }
  for key, value in pairs(options or {}) do given[key] = value end
  local writer = assert(output.writer(format, columns, given))
  for _, row in ipairs(rows) do assert.is_true(writer:row(row)) end
  assert.is_true(writer:finish())
  return table.concat(parts), parts
end

local function lines_of(text)
  local lines = {}
  for line in text:gmatch "([^\n]*)\n" do lines[#lines + 1] = line end
  return lines
end

-- RFC 4180, after which a record ends in LF.
local function read_csv(text)
  local records, record, at = {}, {}, 1
  while at <= #text do
    local field, after
    if text:sub(at, at) == '"' then
      local last = text:find('"', at + 1, true)
      while text:sub(last + 1, last + 1) == '"' do last = text:find('"', last + 2, true) end
      field, after = text:sub(at + 1, last - 1):gsub('""', '"'), last + 1
    else
      after = text:find("[,\n]", at)
      field = text:sub(at, after - 1)
    end
    record[#record + 1] = field
    if text:sub(after, after) == "\n" then
      records[#records + 1] = record
      record = {}
    end
    at = after + 1
  end
  return records
end

local TSV_CHARACTERS = { t = "\t", n = "\n", r = "\r", ["\\"] = "\\" }

local function read_tsv(text)
  local records = {}
  for i, line in ipairs(lines_of(text)) do
    records[i] = {}
    for field in (line .. "\t"):gmatch "([^\t]*)\t" do
      table.insert(records[i], (field:gsub("\\(.)", TSV_CHARACTERS)))
    end
  end
  return records
end

describe("output.writer", function()
  it("names the formats when it is given another one", function()
    local made, message = pcall(function() return (output.writer("xml", COLUMNS)) end)
    assert.is_false(made)
    assert.matches('output_spec%.lua:%d+: unknown format "xml": choose ndjson, csv, tsv or table$', message)
  end)

  it("raises for a value that no format can write", function()
    local writer = output.writer("csv", COLUMNS, { write = function() return true end })
    local written, message = pcall(function() return (writer:row { term = {} }) end)
    assert.is_false(written)
    assert.matches("output_spec%.lua:%d+: term: string, number or boolean expected, got table$", message)
  end)

  for _, format in ipairs { "ndjson", "csv", "tsv", "table" } do
    it("tells of a failing write in " .. format, function()
      local writer = output.writer(format, COLUMNS, { write = function() return nil, "Broken pipe" end })
      local ok, message = writer:row { term = "中国", count = 1 }
      if ok then ok, message = writer:finish() end
      assert.is_nil(ok)
      assert.equal("Broken pipe", message)
    end)
  end

  it("tells of a failing write when a table's lines are let go", function()
    local writer = output.writer("table", COLUMNS, { write = function() return nil, "Broken pipe" end })
    local ok, message
    for _ = 1, 200 do
      ok, message = writer:row { term = "中国" }
      if not ok then break end
    end
    assert.is_nil(ok)
    assert.equal("Broken pipe", message)
  end)

  describe("without a write of its own", function()
    local standard_output = io.stdout

    -- luacheck: push ignore 122 (the writer is given a file for standard output)
    local function write_one_row(path)
      local file = assert(io.open(path, "w"))
      io.stdout = file
      local writer = output.writer("csv", COLUMNS)
      local written = writer:row { term = "中国", count = 1 }
      local finished, message = writer:finish()
      io.stdout = standard_output
      return file, written and finished, message
    end
    -- luacheck: pop

    it("writes to standard output and flushes it", function()
      local path = os.tmpname()
      local file, written = write_one_row(path)
      local reader = assert(io.open(path))
      local text = reader:read "*a"
      reader:close()
      file:close()
      os.remove(path)
      assert.is_true(written)
      assert.equal("term,count,score\n中国,1,\n", text)
    end)

    it("tells at the end that the disk is full", function()
      local probe = io.open("/dev/full", "w")
      if not probe then return pending "/dev/full is missing" end
      probe:close()
      local file, ok, message = write_one_row "/dev/full"
      file:close()
      assert.is_nil(ok)
      assert.matches("No space left", message)
    end)
  end)
end)

describe("ndjson", function()
  it("writes one object a line, fields in the columns' order", function()
    assert.equal('{"term":"肺炎","count":3,"score":12.35}\n{"term":"NBA"}\n',
      render("ndjson", COLUMNS, { { score = 12.346, count = 3, term = "肺炎" }, { term = "NBA" } }))
  end)

  it("writes nothing for no rows", function()
    assert.equal("", render("ndjson", COLUMNS, {}))
  end)

  local numbers = {
    { "a whole number", 120, nil, "120" },
    { "a whole number held as a float", 2 ^ 31 * 2, nil, "4294967296" },
    { "a time in milliseconds", 1706099943000, nil, "1706099943000" },
    { "the largest exact whole number", 2 ^ 53, nil, "9007199254740992" },
    { "a negative number", -3, 2, "-3" },
    { "a fraction", 0.1, nil, "0.1" },
    { "a third to 14 digits", 1 / 3, nil, "0.33333333333333" },
    { "a third to two places", 1 / 3, 2, "0.33" },
    { "a fraction that rounds to a whole number", 2.9999, 2, "3" },
    { "tens that end in zero", 99.9999, 2, "100" },
    { "a fraction that rounds up to a whole place", 9.6, 0, "10" },
    { "a fraction below zero that rounds to it", -0.001, 2, "0" },
    { "a large number", 1e300, 2, "1e+300" },
    { "not a number", NAN, nil, "null" },
    { "infinity", INFINITY, 2, "null" },
    { "minus infinity", -INFINITY, nil, "null" },
  }
  for _, case in ipairs(numbers) do
    it("writes " .. case[1], function()
      local columns = { { key = "n", decimals = case[3] } }
      assert.equal('{"n":' .. case[4] .. "}\n", render("ndjson", columns, { { n = case[2] } }))
    end)
  end

  it("writes a decimal point whatever the locale", function()
    local before = os.setlocale(nil, "numeric")
    if not (os.setlocale("de_DE.UTF-8", "numeric") or os.setlocale("fr_FR.UTF-8", "numeric")) then
      return pending "no locale with a decimal comma is installed"
    end
    local text = render("ndjson", COLUMNS, { { score = 1.5, count = 2.25 } })
    os.setlocale(before, "numeric")
    assert.equal('{"count":2.25,"score":1.5}\n', text)
  end)

  it("writes booleans", function()
    assert.equal('{"term":true,"count":false}\n',
      render("ndjson", COLUMNS, { { term = true, count = false } }))
  end)

  for _, case in ipairs(HOSTILE) do
    it("gives " .. case[1] .. " back", function()
      local text = render("ndjson", COLUMNS, { { term = case[2] } })
      assert.equal(1, #lines_of(text))
      assert.equal(case[2], cjson.decode(text).term)
    end)
  end

  it("replaces bytes that are not UTF-8", function()
    local text = render("ndjson", COLUMNS, { { term = "a\255\228\184b" } })
    assert.equal("a" .. REPLACEMENT .. REPLACEMENT .. "b", cjson.decode(text).term)
  end)

  it("leaves slashes as they are, for grep", function()
    assert.equal('{"term":"https://a/\\\\/b"}\n', render("ndjson", COLUMNS, { { term = "https://a/\\/b" } }))
  end)

  it("uses the encoder and the repair it is given", function()
    local options = {
      encode = function(text) return "<" .. text .. ">" end,
      repair = function(text) return text:upper() end,
    }
    assert.equal("{<term>:<A/B>}\n", render("ndjson", COLUMNS, { { term = "a/b" } }, options))
  end)

  it("says how to install lua-cjson where it is missing", function()
    local loaded, path, cpath = package.loaded.cjson, package.path, package.cpath
    package.loaded.cjson, package.path, package.cpath = nil, "", ""
    local writer, message = output.writer("ndjson", COLUMNS)
    package.loaded.cjson, package.path, package.cpath = loaded, path, cpath
    assert.is_nil(writer)
    assert.equal('lua-cjson is missing: install it with "luarocks install lua-cjson" or '
      .. '"apt-get install lua-cjson"', message)
  end)
end)

describe("csv", function()
  it("writes a header of keys, and empty fields for missing values", function()
    assert.equal("term,count,score\n肺炎,3,0.5\n,,\n",
      render("csv", COLUMNS, { { term = "肺炎", count = 3, score = 0.5 }, { score = NAN } }))
  end)

  it("writes the header where there is no row", function()
    assert.equal("term,count,score\n", render("csv", COLUMNS, {}))
  end)

  it("does not write an empty line for an empty value", function()
    assert.equal('term\n""\n', render("csv", { { key = "term" } }, { {} }))
  end)

  it("quotes only what needs it", function()
    assert.equal('term,count,score\n"a ""b"", c",d;e\'f,1.5\n',
      render("csv", COLUMNS, { { term = 'a "b", c', count = "d;e'f", score = 1.5 } }))
  end)

  for _, case in ipairs(HOSTILE) do
    it("gives " .. case[1] .. " back", function()
      local records = read_csv(render("csv", COLUMNS, { { term = case[2], count = case[2] } }))
      assert.same({ { "term", "count", "score" }, { case[2], case[2], "" } }, records)
    end)
  end

  it("passes bytes that are not UTF-8 through", function()
    assert.equal("term,count,score\na\255b,,\n", render("csv", COLUMNS, { { term = "a\255b" } }))
  end)
end)

describe("tsv", function()
  it("escapes as mlr does", function()
    assert.equal('term\tcount\tscore\na\\tb\\nc\\\\d\\r"\t1\t\n',
      render("tsv", COLUMNS, { { term = 'a\tb\nc\\d\r"', count = 1 } }))
  end)

  for _, case in ipairs(HOSTILE) do
    it("gives " .. case[1] .. " back", function()
      local records = read_tsv(render("tsv", COLUMNS, { { term = case[2], count = case[2] } }))
      assert.same({ { "term", "count", "score" }, { case[2], case[2], "" } }, records)
    end)
  end
end)

describe("table", function()
  it("lines columns up, numbers to the right", function()
    local rows = {
      { term = "肺炎", count = 941, score = 12.3 },
      { term = "COVID-19", count = 7, score = 4 },
      { term = "e\204\129", score = INFINITY },
    }
    assert.same({
      "Term      Count  Score",
      "肺炎        941  12.30",
      "COVID-19      7   4.00",
      "e\204\129",
    }, lines_of(render("table", COLUMNS, rows)))
  end)

  it("lines wide characters up", function()
    local rows = {}
    for i, term in ipairs { "武汉", "ＮＢＡ", "ｱ", "\240\159\152\128", "a\255", "", "漢字かな한글" } do
      rows[i] = { term = term, count = i }
    end
    for _, line in ipairs(lines_of(render("table", { COLUMNS[1], COLUMNS[2] }, rows))) do
      assert.equal(12 + 2 + 5, display_width.of(line))
    end
  end)

  it("takes the alignment of a column", function()
    local columns = { { key = "a", align = "right" }, { key = "b", align = "left" }, { key = "c" } }
    assert.equal("   a  b  c\n武汉  1  x\n", render("table", columns, { { a = "武汉", b = 1, c = "x" } }))
  end)

  it("writes the header where there is no row", function()
    assert.equal("Term  Count  Score\n", render("table", COLUMNS, {}))
  end)

  it("shows a key where there is no title", function()
    assert.equal("articles\n", render("table", { { key = "articles" } }, {}))
  end)

  it("cuts long cells, and counts the mark", function()
    local columns, rows = { { key = "t" }, { key = "n" } }, { { t = "武汉肺炎", n = 1 } }
    assert.equal("t      n\n武汉…  1\n", render("table", columns, rows, { max_cell = 6 }))
    local widest = 0
    for _, line in ipairs(lines_of(render("table", { { key = "t" } }, { { t = ("汉"):rep(500) } }))) do
      widest = math.max(widest, display_width.of(line))
    end
    assert.equal(59, widest)
  end)

  for _, case in ipairs(HOSTILE) do
    it("keeps " .. case[1] .. " from the terminal and in one line", function()
      local text = render("table", COLUMNS, { { term = case[2], count = 1 } })
      assert.equal(2, #lines_of(text))
      assert.is_nil(text:gsub("\n", ""):find "[%z\1-\31\127]")
    end)
  end

  it("separates groups by an empty line and keeps the widths", function()
    local columns = { { key = "period" }, { key = "term" }, { key = "n" } }
    local rows = {
      { period = "2020-01", term = "武汉封城", n = 1 },
      { period = "2020-01", term = "春节", n = 2 },
      { period = "2020-02", term = "口罩", n = 3 },
    }
    assert.same({
      "period   term      n",
      "2020-01  武汉封城  1",
      "2020-01  春节      2",
      "",
      "2020-02  口罩      3",
    }, lines_of(render("table", columns, rows, { group = "period" })))
  end)

  it("writes before it has all rows, and never narrows a column", function()
    local rows = { { term = "中华人民共和国", count = 1 } }
    for i = 2, 450 do rows[i] = { term = "国", count = i } end
    local text, parts = render("table", { COLUMNS[1], COLUMNS[2] }, rows)
    assert.equal(3, #parts)
    local lines = lines_of(text)
    assert.equal(451, #lines)
    for _, line in ipairs(lines) do assert.equal(14 + 2 + 5, display_width.of(line)) end
  end)

  it("makes the header bold and nothing else where colour is on", function()
    assert.equal("\27[1mTerm  Count\27[0m\n国        1\n",
      render("table", { COLUMNS[1], COLUMNS[2] }, { { term = "国", count = 1 } }, { color = true }))
  end)

  it("measures with the width given", function()
    local bytes = function(text) return #text end
    local columns, rows = { { key = "a" }, { key = "b" } }, { { a = "国", b = "x" } }
    assert.equal("a    b\n国  x\n", (render("table", columns, rows, { width = bytes })))
  end)
end)

describe("a list of strings", function()
  local function written(format, values)
    local parts = {}
    local writer = output.writer(format, { { key = "forms", list = true } }, {
      write = function(text) parts[#parts + 1] = text return true end,
    })
    writer:row(values)
    writer:finish()
    return table.concat(parts)
  end

  it("is an array in ndjson, and one text elsewhere", function()
    assert.are.equal('{"forms":["台风","a\\"b"]}\n', written("ndjson", { forms = { "台风", 'a"b' } }))
    assert.are.equal("{}\n", written("ndjson", {}))
    assert.are.equal("forms\n台风; 鸢尾\n", written("tsv", { forms = { "台风", "鸢尾" } }))
  end)

  it("holds strings only", function()
    assert.error_matches(function() written("ndjson", { forms = { 1 } }) end, "string, number or boolean expected")
  end)
end)
