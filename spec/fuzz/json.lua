-- json.lua [SECONDS [SEED]]: damaged JSON objects. What the core reads of one is what lua-cjson reads.
local core = require "newsstat.core"
local inputs = require "spec.fuzz.inputs"
local json_reading = require "spec.json_reading"

local SEEDS = {
  '{"title":"台风","url":"https:\\/\\/a.example/1","date":"2024-01-24","text":"登陆。\\n\\u4e00\\ud83d\\ude00\\"引\\"","views":3}',
  '{"a":[1,-2.5e+3,{"b":[[],{}]},null,true,false,"\\t"],"tags":["甲","乙"],"title":null,"id":-12,"score":0.5,"x":{"title":"no"}}',
  '  {  } ', '{"":"","title":"","title":"b","n":123456789012345,"m":1234567890123456}',
}
local WORDS = {
  "{", "}", "[", "]", ",", ":", '"', "\\", "\\u0000", "\\ud800", "\\udc00", "\\u4E00", "null", "true", "false", "0", "-", "1e9", ".5",
  " ", "\n", "\0", "\1", "\255", '"title":', '"a":', '\\"',
}
local SETS = { {}, { a = true, x = true }, { title = true, [""] = true } }

inputs.run("json", function(bytes)
  local text = core.decode(bytes, "utf-8", false)
  for _, skipped in ipairs(SETS) do json_reading.compare(text, skipped) end
end, SEEDS, WORDS)
