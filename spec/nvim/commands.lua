-- The commands, on a buffer, a range, a folder; shades; counts; the health check where the module is built and in
-- a copy of the checkout where it is not.

local support = dofile "spec/nvim/support.lua"

local ARTICLE = {
  "台风登陆北岬", "台风“鸢尾”凌晨登陆北岬。沿岸三万人撤离。", "气象台说台风正在减弱。", "渔港明天开放。",
}

local said = {}
function vim.notify(message, level) said[#said + 1] = { message, level } end -- luacheck: ignore 122

local function fill(lines)
  vim.cmd "silent! only | enew!"
  vim.api.nvim_buf_set_lines(0, 0, -1, false, lines or ARTICLE)
end

-- Runs a command and gives what it said and the lines of the buffer that it left.
local function run(command)
  said = {}
  local done, message = pcall(vim.cmd, command)
  support.check(done, function() return command .. " raised " .. tostring(message) end)
  return said[1] and said[1][1], vim.api.nvim_buf_get_lines(0, 0, -1, false)
end

local function contains(name, text, part)
  support.check(tostring(text):find(part, 1, true) ~= nil, function()
    return ("%s\n  wanted …%s…\n  got    %s"):format(name, part, tostring(text))
  end)
end

-- Words of the line of a term in a table, as { term, count }.
local function row_of(lines, term)
  for _, line in ipairs(lines) do
    local fields = vim.split(vim.trim(line), "%s+")
    if vim.tbl_contains(fields, term) then return fields end
  end
end

fill()
local _, lines = run "Newsstat words"
support.equal("words: the kind of buffer", vim.bo.filetype, "newsstat")
support.equal("words of the buffer", row_of(lines, "台风"), { "台风", "3" })
vim.cmd "normal q"
support.equal("q closes the results", vim.bo.filetype, "")
fill()
_, lines = run "2,3Newsstat words"
support.equal("words of a range", row_of(lines, "台风"), { "台风", "2" })
fill()
_, lines = run "Newsstat words top=1"
support.equal("top=1", #lines, 2)
fill()
_, lines = run "Newsstat keywords"
support.equal("the first keyword", row_of(lines, "1")[2], "台风")
fill()
run "Newsstat! words"
local items = vim.fn.getqflist()
support.equal("the quickfix list leads to the term", { items[1].lnum, items[1].col }, { 1, 1 })
fill()
contains("count", run "Newsstat count", "characters, ")
support.equal("count of a range", run "4,4Newsstat count", "newsstat: 7 characters, 6 of them Chinese, 3 words in 1 lines")
fill { "<p>台风<b>登陆</b></p>" }
run "Newsstat! clean"
support.equal("clean in place", vim.api.nvim_buf_get_lines(0, 0, -1, false), { "台风登陆" })
contains("info", run "Newsstat info", "ICU ")

-- What cannot be done is said in one line.
for command, part in pairs {
  ["Newsstat nonsense"] = "unknown subcommand 'nonsense'", ["Newsstat words top=x"] = "top= must be a whole number",
  ["Newsstat trends"] = "trends are of a folder", ["Newsstat words no/such/folder"] = "no file or folder 'no/such/folder'",
  ["Newsstat trends by=hour ."] = "by= must be day", ["NewsstatHighlight x"] = "takes a number", ["Newsstat stop"] = "nothing is at work",
} do
  local message = run(command)
  contains(command, message, part)
  support.check(message and not message:find "\n", function() return command .. ": more than one line" end)
end
support.equal("completion", vim.fn.getcompletion("Newsstat k", "cmdline"), { "keywords" })
support.equal("completion of values", vim.fn.getcompletion("Newsstat trends by=w", "cmdline"), { "by=week" })

-- Shades.
local function shades() return vim.api.nvim_buf_get_extmarks(0, vim.api.nvim_create_namespace "newsstat", 0, -1, {}) end
fill()
run "NewsstatHighlight 1"
support.equal("one keyword shaded wherever it stands", shades()[1] and { #shades(), shades()[2][2], shades()[2][3] }, { 3, 1, 0 })
run "NewsstatHighlight!"
support.equal("shades taken away", shades(), {})

-- Counts for statuslines.
local count = require("newsstat.nvim").count
fill { "台风 AB", "登陆。" }
local counts = count()
support.equal("counts", { counts.characters, counts.han, counts.words, counts.lines, counts.current }, { 7, 4, 3, 2, true })
support.check(count() == counts, function() return "counts are kept until the buffer changes" end)
vim.api.nvim_buf_set_lines(0, 0, -1, false, { "台风" })
support.equal("counts after a change", { count().characters, count().words }, { 2, 1 })
local long = {}
for line = 1, 4000 do long[line] = "台风登陆北岬" end
vim.api.nvim_buf_set_lines(0, 0, -1, false, long)
support.equal("a long buffer is counted later", count().current, false)
vim.wait(20000, function() return count().current end, 20)
support.equal("and then is", { count().han, count().lines }, { 24000, 4000 })

-- Folders, read by a Neovim in the background.
local folder = vim.fn.tempname() .. " 文"
vim.fn.mkdir(folder, "p")
local number = 0
for month, text in pairs { ["2025-05"] = "渔港开放。博物馆展出唱片。", ["2025-06"] = "渔港开放。球队获胜。", ["2025-07"] = "台风登陆北岬。台风减弱。" } do
  for day = 1, 8 do
    number = number + 1
    vim.fn.writefile({ "---", ("title: %s第%d篇"):format(month, day), ("date: %s-%02d"):format(month, day), "---", text .. number },
      folder .. "/" .. number .. ".md")
  end
end
local function on_folder(command)
  fill { "" }
  local buffer = vim.api.nvim_get_current_buf()
  run(command .. " " .. vim.fn.fnameescape(folder))
  vim.wait(60000, function() return vim.api.nvim_get_current_buf() ~= buffer or #said > 0 end, 20)
  support.equal(command .. " says nothing", said, {})
  return vim.api.nvim_buf_get_lines(0, 0, -1, false)
end
support.equal("words of a folder", row_of(on_folder "Newsstat words", "台风"), { "台风", "16", "8" })
contains("keywords of a folder", table.concat(on_folder "Newsstat keywords top=1", "\n"), "2025-07第3篇")
support.equal("count of a folder", #on_folder "Newsstat count", 25)
contains("trends of a folder", table.concat(on_folder "Newsstat trends by=month period=2025-07", "\n"), "台风")
on_folder "Newsstat! words"
local first = vim.fn.getqflist({ title = 1, items = 1 })
contains("the quickfix list of a folder", first.title, "newsstat words")
vim.fn.delete(folder, "rf")

-- The health check.
local function health() return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\n") end
vim.g.newsstat = { tpo = 3 }
vim.cmd "checkhealth newsstat"
contains("checkhealth, built", health(), "newsstat 0.1.0 for Lua 5.1")
contains("checkhealth cuts", health(), "我, 来到, 北京")
contains("checkhealth knows settings", health(), "unknown setting 'tpo'")

-- The same in a copy of what a clone holds, where nothing is built.
local copy = vim.fn.tempname()
vim.fn.mkdir(copy, "p")
vim.fn.system("cp -r lua plugin doc " .. copy .. " && rm -f " .. copy .. "/lua/newsstat/*.so")
local script = copy .. "/script.lua"
vim.fn.writefile(vim.split([[
local function show(...) io.stdout:write("\n", ...) end
function vim.notify(message) show("said: ", (message:gsub("\n", "|"))) end
vim.api.nvim_buf_set_lines(0, 0, -1, false, { "我来到北京" })
for _, command in ipairs { "Newsstat words", "Newsstat words", "Newsstat count", "Newsstat clean", "Newsstat info", "NewsstatHighlight" } do
  local done, message = pcall(vim.cmd, command)
  if not done then show("raised: ", message) end
end
vim.cmd "normal w"
vim.cmd("normal " .. vim.api.nvim_replace_termcodes("0<Plug>(newsstat-w)", true, true, true))
vim.wait(100)
vim.cmd "checkhealth newsstat"
show(table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\n"))
vim.cmd "qa!"]], "\n"), script)
local output = vim.fn.system({ vim.v.progpath, "--headless", "--clean", "--cmd", "set runtimepath^=" .. copy, "-c", "luafile " .. script })
local _, told = output:gsub("said: newsstat: [^\n|]*run 'make nvim' in newsstat's folder", "")
support.equal("unbuilt: each command, and the first motion, says it in one line", told, 7)
support.check(not output:find "raised: " and not output:find "loop or previous", function() return "unbuilt: " .. output end)
contains("checkhealth, unbuilt", output, ("make -C '%s' nvim"):format(copy))
vim.fn.delete(copy, "rf")

support.finish "commands"
