--- Timelines of which words and lists are in temporary files: all is as if they were in memory.

local files = require "spec.files"
local lfs = require "lfs"
local newsstat = require "newsstat"

local ARTICLES = "examples/articles"

local function filled(memory, threads)
  local timeline = newsstat.timeline { by = "month", memory = memory, timezone = "Asia/Shanghai" }
  assert.are.equal(44, timeline:add_files(ARTICLES, { threads = threads }).articles)
  return timeline
end

-- Any value as text, so that a failure shows where two differ.
local function text_of(value)
  if type(value) ~= "table" then return type(value) == "number" and ("%.17g"):format(value) or tostring(value) end
  local keys, parts = {}, {}
  for key in pairs(value) do keys[#keys + 1] = key end
  table.sort(keys, function(a, b) return tostring(a) < tostring(b) end)
  for i, key in ipairs(keys) do parts[i] = tostring(key) .. "=" .. text_of(value[key]) end
  return "{" .. table.concat(parts, ",") .. "}"
end

local function all_of(timeline)
  return table.concat({
    text_of(timeline:trends { articles = 10 }), text_of(timeline:trends { falling = true }),
    text_of(timeline:follow("台风来了，洪水也来了")), text_of(timeline:compare("2025", "2026")),
    text_of(timeline:series "台风|飓风"), text_of(timeline:cooccurring("台风", { period = "2025-07" })),
    text_of(timeline:articles("台风", "2025-07")), text_of(timeline:duplicates()), text_of(timeline:overview()),
    text_of(newsstat.keywords("台风登陆北岬", { idf = timeline:background() })),
  }, "\n")
end

-- Says where they differ, not what all of it is.
local function assert_same(expected, seen)
  if expected == seen then return end
  local at = 1
  while expected:sub(1, at) == seen:sub(1, at) do at = at + 1 end
  assert.are.equal(expected:sub(math.max(1, at - 200), at + 50), seen:sub(math.max(1, at - 200), at + 50))
end

describe("a timeline in temporary files", function()
  local expected

  setup(function() expected = all_of(filled(math.huge, 1)) end)

  for _, threads in ipairs { 1, 2, 4 } do
    it("tells what one in memory tells, with threads: " .. threads, function()
      assert_same(expected, all_of(filled(0, threads)))
    end)
  end

  it("takes articles one by one, and when it was counted", function()
    local timeline = newsstat.timeline { by = "month", memory = 0, timezone = "Asia/Shanghai" }
    for article in newsstat.articles(ARTICLES, { timezone = "Asia/Shanghai" }) do
      assert(timeline:add(article))
      if #timeline.store.times % 20 == 0 then timeline:trends() end
    end
    assert_same(expected, all_of(timeline))
  end)

  it("is merged, into and from memory", function()
    for _, case in ipairs { { 0, 0 }, { 0, math.huge }, { math.huge, 0 } } do
      local timeline = newsstat.timeline { by = "month", memory = case[1], timezone = "Asia/Shanghai" }
      assert_same(expected, all_of(assert(timeline:merge(filled(case[2], 2)))))
    end
  end)

  -- The files without a name that this process has open, but for those that are known.
  local function temporary_files(known)
    local paths = {}
    for _, path in ipairs(known or {}) do paths[path] = true end
    for descriptor in lfs.dir "/proc/self/fd" do
      local path = "/proc/self/fd/" .. descriptor
      local target = lfs.symlinkattributes(path, "target")
      if target and target:find("(deleted)", 1, true) and not paths[path] then
        paths[#paths + 1] = path
      end
    end
    return paths
  end

  local function empty(path) assert(io.open(path, "w")):close() end

  -- Empties all of them; whether there was one.
  local function lose_temporary_files()
    local paths = temporary_files()
    for _, path in ipairs(paths) do empty(path) end
    return #paths > 0
  end

  local ASKED = {
    articles = { "台风", "2025-07" }, background = {}, compare = { "2025", "2026" }, cooccurring = { "台风" }, duplicates = {},
    follow = { "台风来了，洪水也来了" }, overview = {}, series = { "台风" }, trends = {},
  }

  it("says that a file was not given back", function()
    if not lfs.attributes "/proc/self/fd" then return pending "there is no /proc/self/fd" end
    local timeline, unpack = filled(0), rawget(_G, "unpack") or rawget(table, "unpack")
    assert.is_true(lose_temporary_files())
    for name, arguments in pairs(ASKED) do
      local result, message, kind = timeline[name](timeline, unpack(arguments))
      assert.is_nil(result, name)
      assert.is_truthy(message:find("^a temporary file could not be read back; .*TMPDIR"), name .. message)
      assert.are.equal("fault", kind)
    end
    local _, message, kind = newsstat.keywords("台风登陆北岬", { idf = timeline })
    assert.is_truthy(message:find("^a temporary file"))
    assert.are.equal("fault", kind)
    local into = filled(math.huge)
    assert.is_nil((into:merge(timeline)))
    assert_same(expected, all_of(into))
  end)

  it("of which a file was not given back is merged as a whole or not at all", function()
    if not lfs.attributes "/proc/self/fd" then return pending "there is no /proc/self/fd" end
    for which = 1, 3 do -- of words, paths, addresses
      local into = filled(math.huge)
      collectgarbage()
      collectgarbage "stop" -- no file is closed while they are told apart
      local known = temporary_files()
      local timeline = newsstat.timeline { by = "month", memory = 0, timezone = "Asia/Shanghai" }
      for i = 1, 20 do
        local path = ("a/%d"):format(i):rep(20)
        assert(timeline:add { text = "台风登陆" .. i, time = i, path = path, url = "https://beijia.example/" .. path })
      end
      local own = temporary_files(known)
      collectgarbage "restart"
      assert.are.equal(3, #own)
      empty(own[which])
      assert.is_nil((into:merge(timeline)))
      assert_same(expected, all_of(into))
      assert(into:add { text = "天文台观测彗星。", time = 1751755200, path = "late" })
      assert.are.equal("late", into:articles("彗星", "2025-07")[1].path)
    end
  end)

  it("is kept in memory for all or by whole megabytes only", function()
    for _, wrong in ipairs { -1, 1.5, "1" } do
      assert.error_matches(function() newsstat.timeline { memory = wrong } end, "'memory' must be a whole number", 1, true)
    end
  end)
end)

describe("newsstat trends --memory 0", function()
  local folder

  setup(function() folder = files.new_folder() end)
  teardown(function() os.execute("rm -rf '" .. folder .. "'") end)

  local function rows(before, options)
    local pipe = assert(io.popen(before .. " bin/newsstat trends --format csv " .. options .. " " .. ARTICLES .. " 2>&1; echo $?"))
    local output = pipe:read "*a"
    pipe:close()
    return output
  end

  it("leaves nothing in TMPDIR", function()
    assert.are.equal(rows("", ""), rows("TMPDIR='" .. folder .. "'", "--memory 0"))
    for name in lfs.dir(folder) do assert.is_truthy(name:find "^%.%.?$") end
  end)

  it("does without TMPDIR", function()
    local wanted = rows("", "")
    assert.is_truthy(wanted:find "\n0\n$")
    assert.are.equal(wanted, rows("TMPDIR='" .. folder .. "/none'", "--memory 0"))
  end)

  it("does without a disk that takes anything", function()
    if (os.getenv "LUA_CPATH" or ""):find("coverage", 1, true) then return pending "coverage is written to files" end
    assert.are.equal(rows("", ""), rows("ulimit -f 0;", "--memory 0"))
  end)
end)
