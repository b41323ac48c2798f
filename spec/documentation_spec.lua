-- Every public function says what it does, takes, returns and how it fails, with an example that runs; doc/api.md says
-- the same.

local newsstat = require "newsstat"
local path_before = package.path
package.path = "doc/generate/?.lua;" .. path_before
local interface = require "interface"
package.path = path_before

local load_text = rawget(_G, "loadstring") or load

local HEAD = "local print, newsstat, timeline, path = ... "

local timeline = newsstat.timeline { by = "month" }
timeline:add_files "examples/articles"

-- Runs an example: what it printed, and what its comments say it prints.
local function run(example)
  local printed, expected = {}, {}
  local function print_line(...)
    local values = {}
    for i = 1, select("#", ...) do values[i] = tostring((select(i, ...))) end
    printed[#printed + 1] = table.concat(values, " ")
  end
  for text in example:gmatch "%-%-> ([^\n]*)" do expected[#expected + 1] = text end
  local path = os.tmpname()
  os.remove(path)
  local done, message = pcall(assert(load_text(HEAD .. example)), print_line, newsstat, timeline, path)
  for _, ending in ipairs { "", "-wal", "-shm" } do os.remove(path .. ending) end
  assert(done, message)
  return printed, expected
end

-- What only nginx can run is run there, by the tests of hosts.
local function check_example(example)
  assert.is_true(#example > 0, "there is no example")
  if example:find "ngx%." or example:find "handler" then return assert(load_text(HEAD .. example)) end
  local printed, expected = run(example)
  assert.is_true(#expected > 0, "the example shows no result")
  assert.are.same(expected, printed)
end

local sections, documented = interface.read(), {}

local function check_parameters(entry)
  local told = {}
  for _, param in ipairs(entry.params) do told[#told + 1] = (param.name:gsub("%?$", "")) end
  assert.are.same(entry.parameters, told)
end

-- A function whose first value may be nil has a message, or says what nil is.
local function check_returns(entry)
  if entry.returns_value then assert.is_true(#entry.returns > 0, "no @return") end
  local first = entry.returns[1]
  if first and first:match "^%S*|nil" then
    assert.is_true(entry.returns[2] ~= nil or first:find("%f[%a]nil%f[%A].*%f[%a]nil%f[%A]") ~= nil, "nil is not explained")
  end
end

for _, section in ipairs(sections) do
  for _, entry in ipairs(section.functions) do
    describe(entry.name, function()
      documented[entry.name] = true
      it("has a summary", function() assert.is_true(#entry.summary > 0) end)
      it("says what it takes", function() check_parameters(entry) end)
      it("says what it returns, and what where it fails", function() check_returns(entry) end)
      it("has an example that prints what it says", function() check_example(entry.example) end)
    end)
  end
  for _, class in ipairs(section.classes) do
    describe(class.class, function()
      it("has an example that calls all of its methods", function()
        check_example(class.example)
        for _, field in ipairs(class.fields) do
          local name = interface.method(field)
          if name then
            documented[class.class .. ":" .. name] = true
            assert.is_truthy(class.example:find(":" .. name .. "[%s(\"]"), name)
          end
        end
      end)
    end)
  end
end

describe("the reference", function()
  local function check_table(prefix, functions)
    for name, value in pairs(functions) do
      if type(value) == "function" and not name:find "^__" then
        assert.is_true(documented[prefix .. name], prefix .. name .. " is not in it")
      end
    end
  end

  it("has all functions of the module, timelines, reports and stores", function()
    check_table("newsstat.", newsstat)
    check_table("timeline:", getmetatable(timeline).__index)
    check_table("newsstat.report.", newsstat.report)
    check_table("store.", require "newsstat.store")
    check_table("nginx.", require "newsstat.nginx")
  end)

  it("has all methods of objects made in C", function()
    local objects = { cleaner = newsstat.cleaner(), segmenter = newsstat.segmenter(), counter = newsstat.counter() }
    for name, object in pairs(objects) do
      local methods = debug.getmetatable(object).__index
      assert.are.equal("table", type(methods))
      check_table("newsstat." .. name .. ":", methods)
    end
  end)

  it("is what the generator writes", function()
    local first = 0
    while arg[first - 1] do first = first - 1 end
    local pipe = assert(io.popen(arg[first] .. " doc/generate/api.lua"))
    local written = pipe:read "*a"
    pipe:close()
    local file = assert(io.open("doc/api.md", "rb"))
    local kept = file:read "*a"
    file:close()
    assert.are.equal(written, kept)
  end)
end)
