-- The mappings beside the motions: a word deleted in Insert mode, the double click, another tokenizer, and an
-- operator function as plugins that surround text have.

local support = dofile "spec/nvim/support.lua"
local newsstat = require "newsstat.nvim"

local TEXT = "我来到北京清华大学"

local function outcome(keys, column, lines) return support.outcome(lines or { TEXT }, { 1, column or 0 }, keys) end
local function line_after(keys, column, text) return outcome(keys, column, { text or TEXT }).lines[1] end

-- Insert mode.
local DELETE = "<Plug>(newsstat-delete-word)"
support.equal("CTRL-W", line_after("a" .. DELETE .. "<Esc>", 12), "我来到清华大学")
support.equal("CTRL-W twice", line_after("A" .. DELETE .. DELETE .. "<Esc>"), "我来到北京")
support.equal("CTRL-W over blanks", line_after("A" .. DELETE .. "<Esc>", 0, "我来到北京  "), "我来到")
support.equal("CTRL-W in English", line_after("A" .. DELETE .. "<Esc>", 0, "foo bar-baz"), line_after("A<C-W><Esc>", 0, "foo bar-baz"))
vim.bo.softtabstop = 4
support.equal("CTRL-W beside 'softtabstop'", line_after("A" .. DELETE .. "<Esc>", 0, "我来到北京    "), "我来到")
support.equal("'softtabstop' stays", vim.bo.softtabstop, 4)
vim.bo.softtabstop = 0
support.equal("CTRL-W at the start of a line", outcome("jI" .. DELETE .. "<Esc>", 0, { "我", "北京" }).lines,
  outcome("jI<C-W><Esc>", 0, { "我", "北京" }).lines)

-- The double click: the press that comes with it puts the cursor under the mouse.
vim.o.mouse, vim.o.columns, vim.o.lines = "a", 80, 24
vim.api.nvim_buf_set_lines(0, 0, -1, false, { TEXT })
vim.cmd "redraw"
vim.api.nvim_set_keymap("n", "<F5>", "v<Plug>(newsstat-iw)", {})
support.equal("what the double click selects", outcome("<F5>y", 12).register, "北京")
local mapped = vim.fn.maparg("<Plug>(newsstat-mouse)", "n")
support.equal("the double click", mapped, "<LeftMouse>v<Plug>(newsstat-iw)")

-- Another tokenizer: every two characters.
local function cut(text)
  local pairs_of = {}
  for pair in text:gmatch "[%z\1-\127\194-\244][\128-\191]*[%z\1-\127\194-\244]?[\128-\191]*" do pairs_of[#pairs_of + 1] = pair end
  return pairs_of
end
local motion = newsstat.motion { cut = cut }
for _, name in ipairs { "w", "b", "e", "ge" } do
  vim.keymap.set({ "n", "x", "o" }, "<Plug>(pairs-" .. name .. ")", motion[name], { expr = true })
end
vim.keymap.set({ "x", "o" }, "<Plug>(pairs-iw)", motion.iw, { expr = true })
support.equal("motion{cut=}.w", outcome("<Plug>(pairs-w)").cursor, { 1, 6 })
support.equal("motion{cut=}.e", outcome("<Plug>(pairs-e)").cursor, { 1, 3 })
support.equal("motion{cut=}.b", outcome("<Plug>(pairs-b)", 15).cursor, { 1, 12 })
support.equal("motion{cut=}.ge", outcome("<Plug>(pairs-ge)", 15).cursor, { 1, 9 })
support.equal("motion{cut=}.w behind an operator", line_after "d<Plug>(pairs-w).", "京清华大学")
support.equal("motion{cut=}.iw", outcome("y<Plug>(pairs-iw)", 9).register, "到北")
local failing = newsstat.motion { cut = function() error "no" end }
vim.keymap.set("n", "<Plug>(failing-w)", failing.w, { expr = true })
support.equal("a cut that raises leaves one word", outcome("<Plug>(failing-w)").cursor, { 1, #TEXT - 3 })
support.check(not pcall(newsstat.motion, {}), function() return "motion{} without cut raises" end)

-- An operator that puts brackets around, without keys that are replayed.
function _G.operator_of_test()
  local first, last = vim.api.nvim_buf_get_mark(0, "["), vim.api.nvim_buf_get_mark(0, "]")
  local line = vim.api.nvim_buf_get_lines(0, last[1] - 1, last[1], false)[1]
  local behind = last[2] + #vim.fn.matchstr(line, ".", last[2])
  vim.api.nvim_buf_set_text(0, last[1] - 1, behind, last[1] - 1, behind, { "」" })
  vim.api.nvim_buf_set_text(0, first[1] - 1, first[2], first[1] - 1, first[2], { "「" })
end
vim.o.operatorfunc = "v:lua.operator_of_test"
support.equal("g@iw", line_after("g@<Plug>(newsstat-iw)", 12), "我来到「北京」清华大学")
support.equal("g@e", line_after("g@<Plug>(newsstat-e)", 3), "我「来到」北京清华大学")
support.equal("g@w", line_after("g@<Plug>(newsstat-w)", 9), "我来到「北京」清华大学")
support.equal("g@2e", line_after("g@2<Plug>(newsstat-e)", 3), "我「来到北京」清华大学")
support.equal("g@b", line_after("g@<Plug>(newsstat-b)", 15), "我来到「北京」清华大学")
support.equal("g@iw repeated", line_after("g@<Plug>(newsstat-iw)$.", 3), "我「来到」北京清华「大学」")
support.equal("g@iw undone", line_after("g@<Plug>(newsstat-iw)u", 3), TEXT)

support.equal("positions", newsstat.positions(1, 1), { { 1, 0 }, { 1, 3 }, { 1, 9 }, { 1, 15 }, { 1, 21 } })

support.finish "mappings"
