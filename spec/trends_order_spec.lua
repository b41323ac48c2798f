-- Trends of the command line are the same in whatever order articles are named, and whether they were read at once or
-- added to a store in several runs.

local files = require "spec.files"
local lfs = require "lfs"
local random_of = require "spec.random"

local ARCHIVE = "../shared/data/archive"

-- Posts of the real archive that are read: enough for near-duplicates, furniture and phrases.
local POSTS = 400

local has_store = pcall(require, "DBI")

local function paths_under(folder, most)
  local paths = {}
  local function list(path)
    for name in lfs.dir(path) do
      local inside = path .. "/" .. name
      if name:sub(1, 1) ~= "." and lfs.attributes(inside, "mode") == "directory" then
        list(inside)
      elseif name:sub(1, 1) ~= "." then
        paths[#paths + 1] = inside
      end
    end
  end
  list(folder)
  table.sort(paths)
  for i = #paths, most + 1, -1 do paths[i] = nil end
  return paths
end

local function shuffled(list, next_number)
  local result = {}
  for i, value in ipairs(list) do table.insert(result, next_number(i), value) end
  return result
end

local names = {}

local function new_path()
  local path = os.tmpname()
  names[#names + 1] = path
  return path
end

-- The file that names a list of files for --files0-from.
local function list_of(paths)
  local path = new_path()
  files.write(path, table.concat(paths, "\0") .. "\0")
  return path
end

local function run(command)
  local output, problems = new_path(), new_path()
  local status = os.execute(("bin/newsstat %s >%s 2>%s"):format(command, output, problems))
  assert.is_true(status == true or status == 0, files.read(problems))
  return files.read(output)
end

local TRENDS = "trends --by month --top 30 --articles 2 --explain --format ndjson "

local function check(folder, most)
  local paths, next_number = paths_under(folder, most), random_of.new(20250706)
  local expected = run(TRENDS .. "--files0-from " .. list_of(paths))
  assert.is_true(#expected > 1000)
  assert.are.equal(expected, run(TRENDS .. "--files0-from " .. list_of(shuffled(paths, next_number))))
  if not has_store then return end
  local store, mixed, runs = new_path(), shuffled(paths, next_number), { {}, {}, {} }
  os.remove(store)
  for i, path in ipairs(mixed) do table.insert(runs[i % #runs + 1], path) end
  for number, part in ipairs(runs) do
    run(("add --store %s --files0-from %s"):format(store, list_of(part)))
    -- What was counted in between does not matter.
    if number == 2 then run(TRENDS .. "--store " .. store) end
  end
  assert.are.equal(expected, run(TRENDS .. "--store " .. store))
end

describe("trends of the command line", function()
  teardown(function()
    for _, path in ipairs(names) do
      for _, suffix in ipairs { "", "-wal", "-shm" } do os.remove(path .. suffix) end
    end
  end)

  it("are the same for the examples in any order and in several runs", function() check("examples/articles", 1000) end)

  it("are the same for an archive's posts in any order and in several runs", function()
    if not lfs.attributes(ARCHIVE) then return pending("no archive at " .. ARCHIVE) end
    check(ARCHIVE, POSTS)
  end)
end)
