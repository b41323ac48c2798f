-- Motions over Chinese text: cases whose words are written out here, and generated ones against a slow reckoning by
-- lists of words: newsstat.words over each whole line, and the rules of :help word-motions.

local support = dofile "spec/nvim/support.lua"
local newsstat = require "newsstat"

math.randomseed(tonumber(vim.env.SEED) or 1)
local random = math.random

local LINES = {
  "砚石能源昨天在云川发布了新型钠电池，充电十分钟可行驶三百公里。",
  "“海底隧道今日贯通！”工程师说：我们等了三十年。",
  "",
  "2025年7月6日凌晨，台风“鸢尾”登陆北岬，沿岸3万人撤离。",
  "  记者 王小明 从 foo_bar 大学报道 (UTC+8)  ",
  "螃蟹价格回落，USB-C接口统一，A股小幅收高",
  "",
  "",
  "博物馆展出旧电脑ABC和唱片——还有……一台收音机？！",
  "颱風災民陸續返家，鳶尾颱風重創北岸。",
  "東京タワーへ行きました。ありがとう",
  "　　全角空格开头的段落，第二句。",
}

-- Classes of the characters that occur above; the test would fail loudly on another.
local function class_of(character)
  if character:find "^[ \t]$" or character == "　" then return "blank" end
  if character:find "^[%w_]$" then return "latin" end
  if #character == 1 then return "punctuation" end
  local code = vim.fn.char2nr(character)
  if code >= 0x4E00 and code <= 0x9FFF then return "ideograph" end
  if code >= 0x3041 and code <= 0x309F then return "hiragana" end
  if code >= 0x30A0 and code <= 0x30FF then return "katakana" end
  assert(("“”，。！？：—…"):find(character, 1, true), character)
  return "punctuation"
end

-- Runs of a line, blanks too: first byte of the first and of the last character, and the byte behind.
local function runs_of(line)
  local begins = {}
  for _, first in newsstat.words(line) do begins[first - 1] = true end
  local runs, column = {}, 0
  for _, character in ipairs(vim.fn.split(line, "\\zs")) do
    local class, run = class_of(character), runs[#runs]
    local is_cut = begins[column] and (class == "ideograph" or class == "hiragana" or class == "katakana")
    if run and run.class == class and not is_cut then
      run.last, run.after = column, column + #character
    else
      runs[#runs + 1] = { class = class, first = column, last = column, after = column + #character }
    end
    column = column + #character
  end
  return runs
end

local runs = {}
for number, line in ipairs(LINES) do runs[number] = runs_of(line) end

-- All places where a motion may stop, in order.
local function stops(field, with_empty_lines)
  local list = {}
  for number, line in ipairs(LINES) do
    if line == "" and with_empty_lines then list[#list + 1] = { number, 0 } end
    for _, run in ipairs(runs[number]) do
      if run.class ~= "blank" then list[#list + 1] = { number, run[field] } end
    end
  end
  return list
end

local function is_before(a, b) return a[1] < b[1] or (a[1] == b[1] and a[2] < b[2]) end

local last_line = runs[#LINES]
local TEXT_END = { #LINES, last_line[#last_line].last }

local function forward(list, at, count)
  for _, stop in ipairs(list) do
    if is_before(at, stop) then
      count = count - 1
      if count == 0 then return stop end
    end
  end
  return TEXT_END
end

local function backward(list, at, count)
  for index = #list, 1, -1 do
    if is_before(list[index], at) then
      count = count - 1
      if count == 0 then return list[index] end
    end
  end
  return { 1, 0 }
end

local MOTIONS = {
  w = function(at, count) return forward(stops("first", true), at, count) end,
  e = function(at, count) return forward(stops("last", false), at, count) end,
  b = function(at, count) return backward(stops("first", true), at, count) end,
  ge = function(at, count) return backward(stops("last", true), at, count) end,
}

local function random_place()
  local number
  repeat number = random(#LINES) until LINES[number] ~= ""
  local columns, column = {}, 0
  for _, character in ipairs(vim.fn.split(LINES[number], "\\zs")) do
    columns[#columns + 1], column = column, column + #character
  end
  return { number, columns[random(#columns)] }
end

local function run_at(at)
  for index, run in ipairs(runs[at[1]]) do
    if at[2] >= run.first and at[2] < run.after then return run, index end
  end
end

local function describe(keys, at, wanted, got)
  return ("%s at %d,%d of %s\n  wanted %s\n  got    %s"):format(keys, at[1], at[2], LINES[at[1]], vim.inspect(wanted), vim.inspect(got))
end

for _ = 1, 1200 do
  local at = random_place()
  local name = ({ "w", "e", "b", "ge" })[random(4)]
  local count = random(4)
  local keys = count .. "<Plug>(newsstat-" .. name .. ")"
  local wanted = MOTIONS[name](at, count)
  local got = support.outcome(LINES, at, keys).cursor
  support.check(vim.deep_equal(got, wanted), function() return describe(keys, at, wanted, got) end)
end

-- What operators take from one line: the register tells.
local OPERATIONS = {
  ["d<Plug>(newsstat-w)"] = function(line, at)
    local to = #line
    for _, run in ipairs(runs[at[1]]) do
      if run.class ~= "blank" and run.first > at[2] then to = run.first break end
    end
    return line:sub(at[2] + 1, to)
  end,
  ["d<Plug>(newsstat-e)"] = function(line, at)
    local to = MOTIONS.e(at, 1)
    if to[1] ~= at[1] then return nil end
    return line:sub(at[2] + 1, to[2] + #vim.fn.matchstr(line, ".", to[2]))
  end,
  ["c<Plug>(newsstat-w)X<Esc>"] = function(line, at)
    local run = run_at(at)
    if run.class == "blank" then return nil end
    return line:sub(at[2] + 1, run.after)
  end,
  ["d<Plug>(newsstat-iw)"] = function(line, at)
    local run = run_at(at)
    return line:sub(run.first + 1, run.after)
  end,
  ["y<Plug>(newsstat-aw)"] = function(line, at)
    local run, index = run_at(at)
    if run.class == "blank" then return nil end
    local list = runs[at[1]]
    local next_run, before = list[index + 1], list[index - 1]
    if next_run and next_run.class == "blank" then return line:sub(run.first + 1, next_run.after) end
    if before and before.class == "blank" and before.first > 0 then return line:sub(before.first + 1, run.after) end
    return line:sub(run.first + 1, run.after)
  end,
  ["v<Plug>(newsstat-e)y"] = function(line, at)
    local to = MOTIONS.e(at, 1)
    if to[1] ~= at[1] then return nil end
    return line:sub(at[2] + 1, to[2] + #vim.fn.matchstr(line, ".", to[2]))
  end,
  ["v<Plug>(newsstat-iw)y"] = function(line, at)
    local run = run_at(at)
    return line:sub(run.first + 1, run.after)
  end,
}

for keys, expected in pairs(OPERATIONS) do
  for _ = 1, 150 do
    local at = random_place()
    local wanted = expected(LINES[at[1]], at)
    if wanted then
      local got = support.outcome(LINES, at, keys).register
      support.check(got == wanted, function() return describe(keys, at, wanted, got) end)
    end
  end
end

-- Words written out: each `w` from the line's start stops where the next begins, and `b` comes back.
local WRITTEN = {
  "我/来到/北京/清华/大学",
  "他/说/：“/明天/下雨/。”",
  "台风/登陆/上海/，/三万/人/撤离/。",
  "打开/README/文件/，/看/第/3/章",
  "東京/タワー/へ/行",
}
for _, written in ipairs(WRITTEN) do
  local line, column, columns = written:gsub("/", ""), 0, {}
  for word in written:gmatch "[^/]+" do
    columns[#columns + 1], column = column, column + #word
  end
  for index = 2, #columns do
    local ahead = support.outcome({ line }, { 1, columns[index - 1] }, "<Plug>(newsstat-w)").cursor[2]
    support.equal(("w to word %d of %s"):format(index, written), ahead, columns[index])
    local back = support.outcome({ line }, { 1, columns[index] }, "<Plug>(newsstat-b)").cursor[2]
    support.equal(("b to word %d of %s"):format(index - 1, written), back, columns[index - 1])
  end
end

local function line_after(line, column, keys) return support.outcome({ line }, { 1, column }, keys).lines[1] end

support.equal("dw, repeated", line_after("我来到北京清华大学", 0, "d<Plug>(newsstat-w)."), "北京清华大学")
support.equal("ciw, repeated", line_after("我来到北京清华大学", 3, "c<Plug>(newsstat-iw)去<Esc><Plug>(newsstat-w)."), "我去去清华大学")
support.equal("d3w and undo", line_after("我来到北京清华大学", 0, "d3<Plug>(newsstat-w)u"), "我来到北京清华大学")
support.equal("2d2w", line_after("我来到北京清华大学", 0, "2d2<Plug>(newsstat-w)"), "大学")
support.equal("vaw, backwards", support.outcome({ "我来到北京清华大学" }, { 1, 15 }, "vh<Plug>(newsstat-aw)y").register, "北京清")
support.equal("W stops behind full-width marks", support.outcome({ "你好，世界！再见" }, { 1, 0 }, "<Plug>(newsstat-W)").cursor, { 1, 9 })
support.equal("dW", line_after("你好，世界！再见", 0, "d<Plug>(newsstat-W)"), "世界！再见")
support.equal("E", support.outcome({ "你好，世界！”再见" }, { 1, 9 }, "<Plug>(newsstat-E)").cursor, { 1, 18 })
support.equal("diW", line_after("你好，世界！再见", 9, "d<Plug>(newsstat-iW)"), "你好，再见")

-- Sentences.
local SENTENCES = { "台风登陆。沿岸撤离！“还好吗？”他问。", "", "Second one. Third one.", "最后。" }
local function sentence(at, keys) return support.outcome(SENTENCES, at, keys) end
support.equal(")", sentence({ 1, 0 }, "<Plug>(newsstat-))").cursor, { 1, 15 })
support.equal("2)", sentence({ 1, 0 }, "2<Plug>(newsstat-))").cursor, { 1, 30 })
support.equal(") behind closing quotes", sentence({ 1, 33 }, "<Plug>(newsstat-))").cursor, { 1, 48 })
support.equal(") to an empty line", sentence({ 1, 48 }, "<Plug>(newsstat-))").cursor, { 2, 0 })
support.equal(") by Vim's marks", sentence({ 3, 0 }, "<Plug>(newsstat-))").cursor, { 3, 12 })
support.equal("(", sentence({ 1, 18 }, "<Plug>(newsstat-()").cursor, { 1, 15 })
support.equal("( from a start", sentence({ 1, 15 }, "<Plug>(newsstat-()").cursor, { 1, 0 })
support.equal("d)", sentence({ 1, 0 }, "d<Plug>(newsstat-))").register, "台风登陆。")
support.equal("d) repeated", sentence({ 1, 0 }, "d<Plug>(newsstat-)).").lines[1], "“还好吗？”他问。")
support.equal("d(", sentence({ 1, 30 }, "d<Plug>(newsstat-()").register, "沿岸撤离！")
support.equal("y) at the end", sentence({ 4, 0 }, "y<Plug>(newsstat-))").register, "最后。")

-- Bytes that are no UTF-8: whatever they are, nothing raises and the cursor stays in the text.
local PIECES = { "\255", "\228\184", "\237\160\128", "中", "国", "\192\128", "a", " ", "。", "e\204\129", "\240\159\145\141" }
for _ = 1, 300 do
  local parts = {}
  for index = 1, random(20) do parts[index] = PIECES[random(#PIECES)] end
  local line = table.concat(parts)
  vim.api.nvim_buf_set_lines(0, 0, -1, false, { line, "中国" })
  vim.api.nvim_win_set_cursor(0, { 1, 0 })
  vim.v.errmsg = ""
  local steps = 0
  repeat
    local before = vim.api.nvim_win_get_cursor(0)
    vim.cmd("normal " .. vim.api.nvim_replace_termcodes("<Plug>(newsstat-w)", true, true, true))
    local after = vim.api.nvim_win_get_cursor(0)
    steps = steps + 1
  until vim.deep_equal(before, after) or steps > 60
  support.check(vim.v.errmsg == "" and steps <= 60, function() return ("%q: %s"):format(line, vim.v.errmsg) end)
end

support.finish "Chinese motions"
