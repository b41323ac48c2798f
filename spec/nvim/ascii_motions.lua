-- Generated cases: on ASCII text the motions and objects have to do what Neovim's own do.
--
-- SEED and CASES choose others. What :help newsstat-limits names is left out.

local support = dofile "spec/nvim/support.lua"
local newsstat = require "newsstat.nvim"

local seed, cases = tonumber(vim.env.SEED) or 1, tonumber(vim.env.CASES) or 24000
math.randomseed(seed)
local random = math.random

_G.operator_of_test = support.operator
vim.o.operatorfunc = "v:lua.operator_of_test"

-- The mappings run newsstat's own cut, which leaves ASCII words to Vim.
local MOTIONS, OBJECTS = { "w", "W", "b", "B", "e", "E", "ge", "gE" }, { "iw", "aw", "iW", "aW" }

-- A repetition that leads nowhere gives its operator up by an error. Under `silent` that error has another
-- effect, and aloud it takes a second: the first of them are typed aloud, the others not at all.
local MOST_ALOUD = 12
local led_nowhere, gave_up = 0, false
local run = newsstat.run
function newsstat.run(...)
  local command = run(...)
  gave_up = gave_up or command ~= ""
  return command
end

local KEYWORDS = {
  "@,48-57,_,192-255", "@,48-57,_,192-255,-", "@", "@,48-57,_,192-255,.,39", "!-~", "48-57",
}
local SELECTIONS = { "inclusive", "inclusive", "inclusive", "exclusive", "old" }
local PARTS = { "foo", "a", "b1", "_x", ".", ",", "()", "--", " ", "  ", "\t", "   ", "it's", "@#", "x", "=" }
local OPERATORS = { "d", "c", "y", "g@", "gU", "d", "c", ">", "g?" }
local SELECTING = { "v", "vl", "vh", "v3l", "v3h", "vj", "vk", "V", "<C-v>l", "vjo", "v5lo" }
local AFTER_SELECTING = { "", "", "d", "y", "o", "oy" }
local REPEATING = { "j.", "w.", ".", "gg.", "0.", "u" }

local function pick(list) return list[random(#list)] end

local function new_line()
  if random(5) == 1 then return "" end
  local parts = {}
  for i = 1, random(0, 6) do parts[i] = pick(PARTS) end
  return table.concat(parts)
end

local function new_text()
  local lines = {}
  for i = 1, random(5) do lines[i] = new_line() end
  local number = random(#lines)
  return lines, { number, math.max(0, random(0, #lines[number]) - 1) }
end

-- Operators with which CTRL-V agrees on a region that ends with the character it is on.
local BLOCKWISE = { y = true, gU = true, ["g?"] = true }

local function force_for(name, is_object, operator, is_at_end)
  if random(8) > 1 then return "" end
  if name == "b" or name == "B" then return pick { "v", "V", "<C-v>" } end
  if BLOCKWISE[operator] and random(3) == 1 then return "<C-v>" end
  if is_object then return operator:find "^[dcy]$" and "V" or "" end
  if operator == ">" and random(3) == 1 then return "<C-v>" end
  if is_at_end or operator == ">" or operator == "g@" or (operator == "c" and name:find "^[wW]") then return "V" end
  return pick { "v", "V" }
end

local function operator_keys(name, is_object, count, lines, at)
  local operator = pick(OPERATORS)
  if operator == "g@" and lines[#lines] == "" then lines[#lines] = "x" end
  local force = force_for(name, is_object, operator, at[2] >= #lines[at[1]] - 1)
  local before = (force == "" and random(6) == 1 and "2" or "") .. operator .. force .. count
  local after = operator == "c" and "XY<Esc>" or ""
  if random(4) == 1 and force == "" and operator ~= "y" then after = after .. pick(REPEATING) end
  return before, after
end

-- Keys before and behind the motion.
local function new_keys(name, is_object, lines, at)
  local count = random(3) == 1 and tostring(random(2, 4)) or ""
  local kind = random(is_object and 3 or 4)
  if kind == 4 then return count, "" end
  if kind == 3 then return pick(SELECTING) .. count, pick(AFTER_SELECTING) end
  return operator_keys(name, is_object, count, lines, at)
end

-- Lines that were worked on as such by an object, or where v made a motion so, leave the cursor in a column of
-- their own (:help newsstat-limits); only the columns may differ.
local function works_on_lines(before, wanted, got)
  if before:find ">" then return true end
  if wanted.region and got.region then return wanted.region[1] == "line" and got.region[1] == "line" end
  return wanted.register_type == "V" and got.register_type == "V"
end

local function forget_columns(...)
  for _, outcome in ipairs { ... } do
    outcome.cursor[2] = 0
    if outcome.region then outcome.region[2][3], outcome.region[3][3] = 0, 0 end
  end
end

for case = 1, cases do
  local lines, at = new_text()
  vim.bo.iskeyword, vim.o.selection = pick(KEYWORDS), pick(SELECTIONS)
  local is_object = random(3) == 1
  local name = pick(is_object and OBJECTS or MOTIONS)
  local before, after = new_keys(name, is_object, lines, at)
  local own, ours = before .. name .. after, before .. "<Plug>(newsstat-" .. name .. ")" .. after
  gave_up = false
  local got, wanted = support.outcome(lines, at, ours), nil
  if not gave_up then
    wanted = support.outcome(lines, at, own)
  else
    led_nowhere = led_nowhere + 1
    if led_nowhere <= MOST_ALOUD then
      got, wanted = support.outcome(lines, at, ours, true), support.outcome(lines, at, own, true)
    end
  end
  if wanted then
    if (is_object or before:find "v") and works_on_lines(before, wanted, got) then forget_columns(wanted, got) end
    support.check(vim.deep_equal(wanted, got), function()
      return ("seed %d case %d: %s iskeyword=%s selection=%s at %d,%d of %s\n  Vim's %s\n  ours  %s"):format(seed, case, own,
        vim.bo.iskeyword, vim.o.selection, at[1], at[2], vim.inspect(lines), vim.inspect(wanted), vim.inspect(got))
    end)
  end
end

support.print(("  %d repetitions lead nowhere, %d of them typed"):format(led_nowhere, math.min(led_nowhere, MOST_ALOUD)))
support.finish "ascii motions"
