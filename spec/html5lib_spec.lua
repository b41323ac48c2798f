-- The public test suite of HTML tokenizers (html5lib-tests, folder tokenizer), run on build/html-tokens.
-- It is not part of the project: HTML5LIB_TESTS names the folder with its *.test files.

local cjson = require "cjson"
local lfs = require "lfs"

local folder = os.getenv "HTML5LIB_TESTS"
local DRIVER = os.getenv "HTML_TOKENS" or "build/html-tokens"

local STATES = {
  ["data state"] = "data", ["plaintext state"] = "plaintext", ["rcdata state"] = "rcdata",
  ["rawtext state"] = "rawtext", ["script data state"] = "script", ["cdata section state"] = "cdata",
}

-- A second round of \u escapes, which some tests need; half a surrogate pair is left as it is.
local function unescape(value)
  if type(value) == "table" then
    local copy = {}
    for key, one in pairs(value) do copy[unescape(key)] = unescape(one) end
    return copy
  end
  if type(value) ~= "string" then return value end
  local function decode(escapes)
    local good, text = pcall(cjson.decode, '["' .. escapes .. '"]')
    return good and text[1] or escapes
  end
  return (value:gsub("\\u[dD][89abAB]%x%x\\u[dD][c-fC-F]%x%x", decode):gsub("\\u%x%x%x%x", decode))
end

-- What the driver tells: tags with attributes, adjacent text joined.
local function expressible(tokens)
  local told = {}
  for _, token in ipairs(tokens) do
    local kind, last = token[1], told[#told]
    if kind == "Character" and last and last[1] == kind then
      last[2] = last[2] .. token[2]
    elseif kind == "Character" or kind == "EndTag" then
      told[#told + 1] = { kind, token[2] }
    elseif kind == "StartTag" then
      told[#told + 1] = { kind, token[2], token[3] }
    end
  end
  return told
end

local function tokens_of(input, state, last_tag)
  local path = os.tmpname()
  local file = assert(io.open(path, "wb"))
  file:write(input)
  file:close()
  local last = last_tag and (" --last '%s'"):format(last_tag) or ""
  local pipe = assert(io.popen(("%s --state %s%s <'%s'"):format(DRIVER, state, last, path)))
  local tokens = {}
  for line in pipe:lines() do tokens[#tokens + 1] = cjson.decode(line) end
  pipe:close()
  os.remove(path)
  return tokens
end

local function run_file(path)
  local file = assert(io.open(path, "rb"))
  local tests = cjson.decode(file:read "*a").tests or {}
  file:close()
  for _, test in ipairs(tests) do
    local input, output = test.input, test.output
    if test.doubleEscaped then input, output = unescape(input), unescape(output) end
    if not input:find "\\u[dD][89a-fA-F]" then -- half a surrogate pair, which UTF-8 has not
      for _, state in ipairs(test.initialStates or { "Data state" }) do
        local tokens = tokens_of(input, STATES[state:lower()], test.lastStartTag)
        assert.are.same(expressible(output), tokens, test.description .. ", " .. state)
      end
    end
  end
end

describe("html5lib-tests", function()
  if not folder then
    pending "is skipped: HTML5LIB_TESTS names no folder with its *.test files"
    return
  end
  for name in lfs.dir(folder) do
    if name:find "%.test$" then
      it("agrees: " .. name, function() run_file(folder .. "/" .. name) end)
    end
  end
end)
