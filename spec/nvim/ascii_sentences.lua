-- Generated cases: on ASCII text ( and ) have to do what Neovim's own do. SEED and SENTENCES choose others.

local support = dofile "spec/nvim/support.lua"

local seed, cases = tonumber(vim.env.SEED) or 1, tonumber(vim.env.SENTENCES) or 3000
math.randomseed(seed)
local random = math.random

local PARTS = { "Foo", "bar", ". ", ".  ", "! ", "? ", ".", "...", ".) ", ".' ", '." ', ", ", " ", "  ", "\t", "x" }
local BEFORE = { "", "", "", "d", "y", "c", "v", "gU" }

local function pick(list) return list[random(#list)] end

local function new_line()
  if random(5) == 1 then return "" end
  local parts = {}
  for i = 1, random(0, 8) do parts[i] = pick(PARTS) end
  return table.concat(parts)
end

for case = 1, cases do
  local lines = {}
  for i = 1, random(5) do lines[i] = new_line() end
  local number = random(#lines)
  local at = { number, math.max(0, random(0, #lines[number]) - 1) }
  local name, before = pick { "(", ")" }, pick(BEFORE)
  local count = random(3) == 1 and tostring(random(2, 3)) or ""
  local after = before == "c" and "XY<Esc>" or ""
  local wanted = support.outcome(lines, at, before .. count .. name .. after)
  local got = support.outcome(lines, at, before .. count .. "<Plug>(newsstat-" .. name .. ")" .. after)
  support.check(vim.deep_equal(wanted, got), function()
    return ("seed %d case %d: %s%s%s at %d,%d of %s\n  Vim's %s\n  ours  %s"):format(seed, case, before, count, name,
      at[1], at[2], vim.inspect(lines), vim.inspect(wanted), vim.inspect(got))
  end)
end

support.finish "ascii sentences"
