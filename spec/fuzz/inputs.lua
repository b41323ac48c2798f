--- Damaged inputs for the fuzz targets in Lua: seeds, and what becomes of them. The same seed number gives the same inputs.

local files = require "spec.files"

local random = math.random
local concat = table.concat

local M = {}

local MOST_BYTES = 64 * 1024
local MOST_CHANGES = 8
local MOST_RUN = 400

local read = files.read

---The files of some folders.
---@param folders string[]
---@return string[] contents
function M.files(folders)
  local contents = {}
  for path in require("newsstat.article").files(folders) do contents[#contents + 1] = read(path) end
  return contents
end

-- A place in bytes, and one at most MOST_RUN behind it.
local function range(bytes)
  local first = random(#bytes + 1)
  return first, math.min(#bytes, first + random(MOST_RUN) - 1)
end

-- Each changes bytes in one way; `other` is another seed, `words` what the format is made of.
local CHANGES = {
  function(bytes)
    local at = random(#bytes + 1)
    return bytes:sub(1, at - 1) .. string.char(random(0, 255)) .. bytes:sub(at + 1)
  end,
  function(bytes)
    local first, last = range(bytes)
    return bytes:sub(1, first - 1) .. bytes:sub(last + 1)
  end,
  function(bytes)
    local first, last = range(bytes)
    return bytes:sub(1, last) .. bytes:sub(first, last):rep(random(20)) .. bytes:sub(last + 1)
  end,
  function(bytes, other)
    local first, last = range(other)
    local at = random(#bytes + 1)
    return bytes:sub(1, at - 1) .. other:sub(first, last) .. bytes:sub(at)
  end,
  function(bytes, _, words)
    local at = random(#bytes + 1)
    return bytes:sub(1, at - 1) .. words[random(#words)] .. bytes:sub(at)
  end,
  function(bytes) return bytes:sub(1, random(#bytes + 1) - 1) end,
}

---A damaged seed.
---@param seeds string[]
---@param words string[]
---@return string bytes
function M.damaged(seeds, words)
  local bytes = seeds[random(#seeds)]
  for _ = 1, random(MOST_CHANGES) do
    bytes = CHANGES[random(#CHANGES)](bytes, seeds[random(#seeds)], words)
    if #bytes > MOST_BYTES then bytes = bytes:sub(1, MOST_BYTES) end
  end
  return bytes
end

---Runs a target on damaged seeds, and says how often; the first input of which it raises, or that takes longer than 5
---seconds, ends the run with status 1, and is kept in build/fuzz.
---@param name string
---@param target fun(bytes: string)
---@param seeds string[]
---@param words string[]
function M.run(name, target, seeds, words)
  local seconds, seed = tonumber(arg[1]) or 60, tonumber(arg[2]) or os.time()
  math.randomseed(seed)
  local stop, count = os.time() + seconds, 0
  while os.time() < stop do
    local bytes = M.damaged(seeds, words)
    local before = os.clock()
    local is_fine, problem = pcall(target, bytes)
    if is_fine and os.clock() - before > 5 then is_fine, problem = false, "it takes longer than 5 seconds" end
    if not is_fine then
      local path = concat { "build/fuzz/", name, "-finding" }
      local file = assert(io.open(path, "wb"))
      file:write(bytes)
      file:close()
      io.stderr:write(("%s: after %d runs with seed %d: %s\nthe input is in %s\n"):format(name, count, seed, tostring(problem), path))
      os.exit(1)
    end
    count = count + 1
  end
  print(("%s: %d runs in %d seconds with seed %d, no finding"):format(name, count, seconds, seed))
end

return M
