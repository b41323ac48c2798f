local display_width = require "newsstat.display_width"

-- Where Debian's package unicode-data puts the files.
local UNICODE_DATA = "/usr/share/unicode/"

local ACUTE = "\204\129" -- U+0301, combining
local ESC = "\27"
local REPLACEMENT = "\239\191\189"

local LEAD = { 0, 0xC0, 0xE0, 0xF0 }

local function character(code)
  local length = code < 0x80 and 1 or code < 0x800 and 2 or code < 0x10000 and 3 or 4
  local tail = ""
  for _ = 2, length do
    tail = string.char(0x80 + code % 64) .. tail
    code = math.floor(code / 64)
  end
  return string.char(LEAD[length] + code) .. tail
end

local INVALID = {
  { "a continuation byte alone", "a\128b", "a" .. REPLACEMENT .. "b" },
  { "a character cut off by the end", "a\228\184", "a" .. REPLACEMENT },
  { "a character cut off by another", "\228\184中", REPLACEMENT .. "中" },
  { "an overlong slash", "\192\175", REPLACEMENT .. REPLACEMENT },
  { "an overlong character of three bytes", "\224\128\175", REPLACEMENT:rep(3) },
  { "a surrogate", "\237\160\128", REPLACEMENT:rep(3) },
  { "a code point past U+10FFFF", "\244\144\128\128", REPLACEMENT:rep(4) },
  { "bytes no character has", "\254\255", REPLACEMENT:rep(2) },
  { "two bytes of four", "\240\159x", REPLACEMENT .. "x" },
}

describe("display_width.of", function()
  local cases = {
    { "nothing", "", 0 },
    { "ASCII", "newsstat 1.0", 12 },
    { "Han", "武汉肺炎", 8 },
    { "Han outside the first plane", character(0x20000), 2 },
    { "full-width letters and punctuation", "Ａ，。", 6 },
    { "half-width katakana", "ｱ", 1 },
    { "kana and Hangul syllables", "かな한국", 8 },
    { "Hangul built of its parts", character(0x1112) .. character(0x1161) .. character(0x11AB), 2 },
    { "a letter with a combining mark", "e" .. ACUTE, 1 },
    { "accented letters", "Zürich", 6 },
    { "zero-width space, joiner and byte order mark", "\226\128\139\226\128\141\239\187\191", 0 },
    { "an emoji", character(0x1F600), 2 },
    { "a flag of two letters", character(0x1F1E8) .. character(0x1F1F3), 2 },
    { "a soft hyphen", "\194\173", 1 },
    { "curly quotes and an ellipsis", "“…”", 3 },
    { "control characters", "a\tb\n" .. ESC .. "\0", 6 },
    { "a bidirectional override", "\226\128\174", 1 },
  }
  for _, case in ipairs(cases) do
    it("counts " .. case[1], function()
      assert.equal(case[3], display_width.of(case[2]))
    end)
  end

  for _, case in ipairs(INVALID) do
    it("counts " .. case[1] .. " as it is shown", function()
      assert.equal(display_width.of(case[3]), display_width.of(case[2]))
    end)
  end
end)

describe("display_width.repair", function()
  for _, case in ipairs(INVALID) do
    it("replaces " .. case[1], function()
      assert.equal(case[3], display_width.repair(case[2]))
    end)
  end

  it("keeps every valid character, from the first to the last of each length", function()
    local codes = { 0, 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x10FFFF }
    for _, code in ipairs(codes) do
      assert.equal(character(code), display_width.repair(character(code)))
    end
  end)
end)

describe("display_width.visible", function()
  local cases = {
    { "plain text", "武汉 Wuhan", "武汉 Wuhan" },
    { "an escape sequence", ESC .. "]0;title\7", " ]0;title " },
    { "a C1 control, which starts a sequence as ESC [ does", "\194\155" .. "31m", " 31m" },
    { "a bare C1 byte", "\155" .. "31m", REPLACEMENT .. "31m" },
    { "newline, tab, NUL and DEL", "a\r\nb\tc\0d\127", "a  b c d " },
    { "line and paragraph separators", "a\226\128\168b\226\128\169c", "a b c" },
    { "an override and an isolate", "a\226\128\174b\226\129\166c", "a b c" },
  }
  for _, case in ipairs(cases) do
    it("shows " .. case[1], function()
      assert.equal(case[3], display_width.visible(case[2]))
      assert.equal(display_width.of(case[2]), display_width.of(case[3]))
    end)
  end
end)

describe("display_width.fit", function()
  local cases = {
    { "leaves a text that just fits", "武汉肺炎", 8, "武汉肺炎" },
    { "cuts between wide characters", "武汉肺炎", 7, "武汉肺…" },
    { "does not halve a wide character", "武汉肺炎", 6, "武汉…" },
    { "keeps a combining mark with its letter", "ne" .. ACUTE .. "xt", 3, "ne" .. ACUTE .. "…" },
    { "has room for the mark alone", "武汉", 1, "…" },
    { "makes the text safe", ESC .. "[2J", 10, " [2J" },
  }
  for _, case in ipairs(cases) do
    it(case[1], function()
      assert.equal(case[4], display_width.fit(case[2], case[3]))
    end)
  end

  it("bounds the bytes of a text that takes no column", function()
    local cell = display_width.fit("e" .. ACUTE:rep(100000), 10)
    assert.is_true(#cell < 1000)
    assert.equal(cell, display_width.repair(cell))
    assert.equal(2, display_width.of(cell))
  end)

  it("leaves no halved character where the bytes were cut", function()
    for length = 0, 3 do
      local cell = display_width.fit(("x"):rep(length) .. ("汉" .. ACUTE):rep(1000), 4)
      assert.is_nil(cell:find(REPLACEMENT, 1, true))
      assert.is_true(display_width.of(cell) <= 4)
    end
  end)

  it("measures with the width given", function()
    local bytes = function(text) return #text end
    assert.equal("武…", display_width.fit("武汉肺炎", 6, bytes))
  end)
end)

describe("display_width's ranges", function()
  local VISIBLE_FORMAT = { -- Cf, but drawn: the soft hyphen and the prepended concatenation marks
    [0xAD] = true, [0x600] = true, [0x601] = true, [0x602] = true, [0x603] = true, [0x604] = true,
    [0x605] = true, [0x6DD] = true, [0x70F] = true, [0x890] = true, [0x891] = true, [0x8E2] = true,
    [0x110BD] = true, [0x110CD] = true,
  }
  local ZERO_CATEGORY = { Mn = true, Me = true, Cf = true }

  local function read_wide(file)
    local wide = {}
    for line in file:lines() do
      local first, last = line:match "^(%x+)%.*(%x*) *; *[WF]"
      if first then
        for code = tonumber(first, 16), tonumber(last == "" and first or last, 16) do wide[code] = true end
      end
    end
    file:close()
    return wide
  end

  local function expected(code, category, wide)
    local is_space = code >= 0x2028 and code <= 0x202E or code >= 0x2066 and code <= 0x2069
    local is_joining = code >= 0x1160 and code <= 0x11FF or code >= 0xD7B0 and code <= 0xD7FB
    if is_space or VISIBLE_FORMAT[code] then return 1 end
    if ZERO_CATEGORY[category] or is_joining then return 0 end
    return wide[code] and 2 or 1
  end

  it("agree with Unicode's files for every character", function()
    local widths = io.open(UNICODE_DATA .. "EastAsianWidth.txt")
    local characters = io.open(UNICODE_DATA .. "UnicodeData.txt")
    if not widths or not characters or not widths:read():find("-15.0", 1, true) then
      return pending "Unicode 15's data files are missing: Debian 12 has them in unicode-data"
    end
    local wide = read_wide(widths)
    for line in characters:lines() do
      local hex, category = line:match "^(%x+);[^;]*;(%u%l)"
      local code = tonumber(hex, 16)
      if category ~= "Cs" then
        assert.equal(expected(code, category, wide), display_width.of(character(code)), hex)
      end
    end
    characters:close()
  end)
end)
