--- Fields of JSON objects as the core reads them: as lua-cjson does, or not at all.

local compare = require("spec.json_reading").compare
local core = require "newsstat.core"
local newsstat = require "newsstat"
local random = require "spec.random"

local DEEP = ("["):rep(64) .. ("]"):rep(64)

-- Objects that the core reads, and such that it leaves to others.
local READ = {
  "{}", ' {\t"a" : "b" , "c":\n1}\r\n', '{"a":"","b":null,"c":true,"d":false,"e":-0,"f":123456789012345}',
  '{"a":"\\"\\\\\\/\\b\\f\\n\\r\\t\\u4e00\\u00E9\\ud83d\\ude00x"}', '{"\\u0061":"x","a":"y"}', '{"tags":["a","\\n","丙"],"none":[]}',
  '{"a":"\1\31\127"}', '{"a":"中文，标点。"}', '{"skip":{"a":[1,2.5e-3,{"b":null}],"c":"\\u0041"},"skip":' .. DEEP .. ',"a":1}',
}
local LEFT = {
  "", "[]", '"a"', "1", "{", "}", '{"a"}', '{"a":}', '{"a":1,}', '{,"a":1}', '{"a":1 "b":2}', '{"a":1}x', '{"a":1}{"b":2}', "{'a':1}",
  '{"a":"b}', '{"a":"\\', '{"a":"\\x"}', '{"a":"\\u12"}', '{"a":"\\u0000"}', '{"a":"\\ud800"}', '{"a":"\\ud800\\u0041"}', '{"a":"\\udc00"}',
  '{"a":"\0"}', '{"a":1.5}', '{"a":1e3}', '{"a":01}', '{"a":-}', '{"a":1234567890123456}', '{"a":{}}', '{"a":[1]}', '{"a":["b",]}',
  '{"a":["b" "c"]}', '{"a":[["b"]]}', '{"a":nul}', '{"a":truex}', '{"skip":[' .. DEEP .. "]}", '{"skip":[1,]}', '{"skip":{"a":1,}}',
  '{"skip":{"a"}}',
  '{"skip":[1}}', '{"skip":{"a":1]}', '{"skip":01}', '{"skip":1.}', '{"skip":1e}', '{"skip":.5}', '{"skip":"\\x"}', '{"skip"',
}

describe("the core's reading of a JSON object", function()
  it("is lua-cjson's", function()
    for _, text in ipairs(READ) do assert.is_true(compare(text, { skip = true }), text) end
    assert.are.same({ a = "b" }, core.json_reader():object('{"skip":[1],"a":"b"}', { skip = true }))
  end)

  it("is none where it is not flat, or not well-formed", function()
    for _, text in ipairs(LEFT) do assert.is_false(compare(text, { skip = true }), text) end
  end)

  it("is lua-cjson's of damaged objects", function()
    local next_number, read = random.new(20251128), 0
    for _ = 1, 3000 do
      local one, other = READ[next_number(#READ)], READ[next_number(#READ)]
      local text = core.decode(random.damage(next_number, one, other), "utf-8", false)
      if compare(text, next_number(2) == 1 and { skip = true } or {}) then read = read + 1 end
    end
    assert.is_true(read > 30)
  end)

  it("leaves keys out that no article needs, and names them where none has what it needs", function()
    local lines = '{"title":"一","text":"二","views":3}\n{"views":4,"likes":{"a":1}}\n{"headline":"三","views":[1],"body":"四"}\n'
    local titles, messages = {}, {}
    for one, message in newsstat.articles({ content = lines, path = "f" }) do
      titles[#titles + 1], messages[#messages + 1] = one and one.title or nil, not one and message or nil
    end
    assert.are.same({ "一", "三" }, titles)
    assert.matches("^f#2: .*%(it has: likes, views%)$", messages[1])
  end)

  it("finds fields that are mapped behind keys that are not needed else", function()
    local lines = '{"kopf":"一","data":"x"}\n{"kopf":"二","data":{"body":"三"},"more":1}\n'
    local texts = {}
    for one in newsstat.articles({ content = lines, path = "f" }, { fields = { title = "kopf", text = "data.body" } }) do
      texts[#texts + 1] = one.title .. one.text
    end
    assert.are.same({ "一", "二三" }, texts)
  end)

  it("raises for what is no text", function()
    local reader = core.json_reader()
    assert.has_error(function() reader:object({}, {}) end)
    assert.has_error(function() reader:object "{}" end)
  end)
end)
