-- The cost of motions in Neovim, newsstat's beside Neovim's own, in a buffer of 1 MB with one line of 200 kB.
-- bench/nvim.sh runs it.

local MOTIONS = { "w", "b", "e", "ge", ")", "(", "dw", "ciw", "vaw" }
local ROUNDS = 60
local PLUGGED = { ["dw"] = "d<Plug>(newsstat-w)u", ["ciw"] = "c<Plug>(newsstat-iw)x<Esc>u", ["vaw"] = "v<Plug>(newsstat-aw)<Esc>" }
local OWN = { ["dw"] = "dwu", ["ciw"] = "ciwx<Esc>u", ["vaw"] = "vaw<Esc>" }
local CLAUSES = { "砚石能源昨天在云川发布了新型钠电池", "充电十分钟可行驶三百公里", "沿岸三万人撤离", "螃蟹价格回落" }

local function text(bytes, mark)
  local parts, length, number = {}, 0, 0
  while length < bytes do
    number = number + 1
    parts[number] = CLAUSES[number % #CLAUSES + 1] .. (number % 9 == 0 and mark or "")
    length = length + #parts[number]
  end
  return table.concat(parts)
end

local lines = {}
for number = 1, 1600 do lines[number] = text(500, "，") .. "。" end
local LONG = 800
lines[LONG] = text(200 * 1024, "，")
-- The text itself is not to be undone.
vim.o.swapfile, vim.o.report, vim.bo.undolevels = false, 9999, -1
vim.api.nvim_buf_set_lines(0, 0, -1, false, lines)
vim.bo.undolevels = 1000

local function codes(keys) return vim.api.nvim_replace_termcodes(keys, true, true, true) end

local function middle_and_worst(list)
  table.sort(list)
  return list[math.ceil(#list / 2)], list[#list]
end

-- Milliseconds of processor and of the clock on the wall that keys take.
local function measure(keys, place)
  vim.api.nvim_win_set_cursor(0, place)
  local wall, processor = vim.loop.hrtime(), os.clock()
  vim.cmd("silent normal " .. keys)
  return (os.clock() - processor) * 1e3, (vim.loop.hrtime() - wall) / 1e6
end

local function place_of(round, is_long)
  if not is_long then return { round * 13, 3 * (round * 7 % 100) } end
  local column = math.floor(#lines[LONG] * round / (ROUNDS + 1))
  return { LONG, vim.fn.byteidx(lines[LONG], vim.fn.charidx(lines[LONG], column)) }
end

local function bench(title, is_long)
  io.stdout:write(("%-22s%-32s%s\n"):format(title, "newsstat: median, worst, ms", "Neovim's own"))
  for _, name in ipairs(MOTIONS) do
    local keys = { codes(PLUGGED[name] or "<Plug>(newsstat-" .. name .. ")"), codes(OWN[name] or name) }
    local processor, elapsed = { {}, {} }, { {}, {} }
    for round = 1, ROUNDS do
      for which = 1, 2 do processor[which][round], elapsed[which][round] = measure(keys[which], place_of(round, is_long)) end
    end
    local fields = {}
    for which = 1, 2 do
      local middle, worst = middle_and_worst(processor[which])
      local middle_elapsed, worst_elapsed = middle_and_worst(elapsed[which])
      fields[which] = ("%5.2f %6.2f (%.2f %.2f)"):format(middle, worst, middle_elapsed, worst_elapsed)
    end
    io.stdout:write(("  %-20s%-32s%s\n"):format(name, fields[1], fields[2]))
  end
end

local first, first_elapsed = measure(codes "<Plug>(newsstat-w)", place_of(1, false))
io.stdout:write(("first motion of all, which loads the module: %.2f ms CPU (%.2f elapsed)\n"):format(first, first_elapsed))
bench("lines of 500 bytes", false)
bench("a line of 200 kB", true)
vim.cmd "qa!"
