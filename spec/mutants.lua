--- mutants.lua [COUNT [SEED]]: seeds faults in the core, one at a time in a copy of the tree, and tells how many the tests
--- catch: first the C tests, those of the changed file before the others, then, where none failed, the specs; with
--- MUTANTS=quick neither the longest C tests nor the specs. A fault that leaves the object code as it was is none.
--- `make mutants`.

package.path = "spec/?.lua;" .. package.path

local files = require "spec.files"
local random_of = require "random"

local COUNT, SEED = tonumber(arg[1] or 30), tonumber(arg[2] or 20261128)
-- A test that takes more seconds of the processor, more memory, or waits for longer has failed.
local SECONDS, KILOBYTES = tonumber(os.getenv "MUTANT_SECONDS" or 100), 4 * 2 ^ 20
local MOST_WAIT = 10 * SECONDS
local IS_QUICK = os.getenv "MUTANTS" == "quick"
local TREE = "build/mutants"

-- Files that a script made.
local MADE = {
  ["html_names.c"] = true, ["html_element_slots.c"] = true, ["content_trees_general.c"] = true, ["content_trees_chinese.c"] = true,
}

-- What becomes of what. A pattern has the fault's place in its first capture.
local FAULTS = {
  { "()==", "!=", 2 }, { "()!=", "==", 2 }, { "() < ", " <= ", 3 }, { "() > ", " >= ", 3 }, { "()<=", "<", 2 }, { "()>=", ">", 2 },
  { "()&&", "||", 2 }, { "()||", "&&", 2 }, { "()%+ 1%f[%D]", "+ 2", 3 }, { "()%- 1%f[%D]", "- 0", 3 },
  { "() %+ ", " - ", 3 }, { "() %- ", " + ", 3 }, { "()%f[%w]true%f[%W]", "false", 4 }, { "()%f[%w]false%f[%W]", "true", 5 },
  { "if %(()", "if (!", 0, "!" }, { "()continue;", ";", 9 }, { "()%f[%w]break;", ";", 6 }, { "()%+%+", "--", 2 },
  { "()%+=", "-=", 2 }, { "() && [^&|()]+%)", "", "operand" },
}

local read, write = files.read, files.write

local function output_of(command)
  local pipe = io.popen(command)
  local text = pipe:read "*a"
  pipe:close()
  return text
end

local function succeeds(command)
  local done = os.execute("cd " .. TREE .. " && " .. command .. " >mutant.log 2>&1")
  return done == true or done == 0
end

local function lines_of(text)
  local lines = {}
  for line in text:gmatch "[^\n]+" do lines[#lines + 1] = line end
  return lines
end

-- -- Seeding -----------------------------------------------------------------------------------

-- All places of a line where a fault can be, as the line with it; what is asked for ahead of its use changes no result.
local function faults_of(line)
  local found = {}
  if line:find("prefetch", 1, true) then return found end
  if line:find "^%s*/?%*" or line:find "^#" or line:find "^static const" or line:find "^%s*{?\"" then return found end
  for _, fault in ipairs(FAULTS) do
    local at = 1
    while true do
      local first, last, place = line:find(fault[1], at)
      if not first then break end
      local changed
      if fault[3] == "operand" then
        changed = line:sub(1, place - 1) .. line:sub(last)
      elseif fault[4] then
        changed = line:sub(1, place - 1) .. fault[4] .. line:sub(place)
      else
        changed = line:sub(1, place - 1) .. fault[2] .. line:sub(place + fault[3])
      end
      found[#found + 1] = changed
      at = last + 1
    end
  end
  return found
end

-- Each place is as likely as any other.
local function all_faults()
  local faults = {}
  for _, path in ipairs(lines_of(output_of "ls csrc/core/*.c")) do
    if not MADE[path:match "[^/]*$"] then
      local number = 0
      for line in (read(path) .. "\n"):gmatch "([^\n]*)\n" do
        number = number + 1
        for _, changed in ipairs(faults_of(line)) do
          faults[#faults + 1] = { path = path, number = number, line = line, changed = changed }
        end
      end
    end
  end
  return faults
end

-- Gives the file as it was.
local function seed(fault)
  local number, original = 0, read(TREE .. "/" .. fault.path)
  write(TREE .. "/" .. fault.path, (original:gsub("([^\n]*)\n", function(line)
    number = number + 1
    return (number == fault.number and fault.changed or line) .. "\n"
  end)))
  return original
end

-- -- Testing -----------------------------------------------------------------------------------

local function object_of(fault) return "build/core/" .. fault.path:match "([^/]*)%.c$" .. ".o" end

-- Debugging lines are not code.
local function code_of(object) return output_of("cd " .. TREE .. " && objdump -d " .. object .. " | md5sum") end

-- They read all words, all characters, or images with each byte changed; the first one measures time.
local LONGEST = { html_growth = true, characters = true, charset_detection = true, damage = true, image = true, lexicon = true }

-- The suites, those first that have the first word of the file's name in theirs; the longest last.
local function suites_for(fault)
  local word = fault.path:match "([^/_]*)[^/]*$":gsub("%.c$", "")
  local near, far, longest = {}, {}, {}
  for _, path in ipairs(lines_of(output_of "ls spec/core/*_test.c")) do
    local name = path:match "([^/]*)_test%.c$"
    local list = name:find(word, 1, true) and name ~= "html_growth" and near or LONGEST[name] and longest or far
    list[#list + 1] = name
  end
  for _, name in ipairs(far) do near[#near + 1] = name end
  for _, name in ipairs(IS_QUICK and {} or longest) do near[#near + 1] = name end
  return near
end

local function caught_by(fault)
  for _, suite in ipairs(suites_for(fault)) do
    local limits = ("ulimit -t %d; ulimit -v %d; timeout %d"):format(SECONDS, KILOBYTES, MOST_WAIT)
    if not succeeds(limits .. " build/check " .. suite) then return suite end
  end
  if IS_QUICK then return nil end
  if not succeeds("make -s module") then return "the build" end
  local specs = ("LUA_CPATH='lua/?.so;;' timeout %d lua5.4 $(command -v busted) --no-keep-going --output=TAP"):format(2 * MOST_WAIT)
  if not succeeds(specs) then return read(TREE .. "/mutant.log"):match "not ok %d+ %- ([^\n]*)" or "the specs" end
end

local function describe(fault) return ("%s:%d: %s"):format(fault.path, fault.number, fault.changed:match "^%s*(.-)%s*$") end

assert(os.execute("rm -rf " .. TREE .. " && mkdir -p " .. TREE))
assert(os.execute("git ls-files -z | xargs -0 cp -p --parents -t " .. TREE .. " && make -s build/check module && "
  .. "mkdir -p " .. TREE .. "/build && cp -a build/core build/spec build/check build/lexicon build/lexicon.image build/lua* " .. TREE
  .. "/build && cp -a lua/newsstat/*.so " .. TREE .. "/lua/newsstat"))

local next_number, faults = random_of.new(SEED), all_faults()
local caught, tried = 0, 0
while tried < COUNT do
  local fault = table.remove(faults, next_number(#faults))
  local object = object_of(fault)
  local before = code_of(object)
  local original = seed(fault)
  if succeeds("make -s build/check CFLAGS='-O2 -g'") and code_of(object) ~= before then
    tried = tried + 1
    local catcher = caught_by(fault)
    caught = caught + (catcher and 1 or 0)
    print(("%d  %s  %s"):format(tried, catcher and "caught by " .. catcher or "SURVIVED", describe(fault)))
    io.stdout:flush()
  end
  write(TREE .. "/" .. fault.path, original)
  assert(succeeds "make -s build/check")
end
print(("mutants: %d of %d caught; seed %d, of %d places"):format(caught, tried, SEED, #faults + tried))
