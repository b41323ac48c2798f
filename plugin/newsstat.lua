-- Commands and <Plug> mappings; nothing is loaded before the first of them is used.

if vim.g.loaded_newsstat then return end
vim.g.loaded_newsstat = true


-- Text of mappings rather than functions: it can be repeated by `.`.
local function map(modes, name, rhs, expr)
  for mode in modes:gmatch "." do
    vim.api.nvim_set_keymap(mode, "<Plug>(newsstat-" .. name .. ")", rhs, { expr = expr, noremap = true, silent = true })
  end
end

for _, name in ipairs { "w", "W", "b", "B", "e", "E", "ge", "gE", "(", ")" } do
  map("nxo", name, "v:lua.require'newsstat.nvim'.keys('" .. name .. "')", true)
end
for _, name in ipairs { "iw", "aw", "iW", "aW" } do
  map("xo", name, "v:lua.require'newsstat.nvim'.keys('" .. name .. "')", true)
end
-- A double click selects a word; CTRL-W in Insert mode deletes one.
vim.api.nvim_set_keymap("n", "<Plug>(newsstat-mouse)", "<LeftMouse>v<Plug>(newsstat-iw)", { silent = true })
vim.api.nvim_set_keymap("i", "<Plug>(newsstat-delete-word)", "v:lua.require'newsstat.nvim'.delete_word()", { expr = true, noremap = true })

vim.api.nvim_create_user_command("Newsstat", function(call) require("newsstat.nvim.commands").run(call) end, {
  nargs = "+", range = true, bang = true, desc = "words, keywords, counts and trends of a buffer or folder",
  complete = function(...) return require("newsstat.nvim.commands").complete(...) end,
})
vim.api.nvim_create_user_command("NewsstatHighlight", function(call) require("newsstat.nvim.commands").highlight(call) end, {
  nargs = "?", range = true, bang = true, desc = "shade the buffer's keywords",
})

-- Asks for the settings at each buffer, so that they may be made at any time.
local group = vim.api.nvim_create_augroup("newsstat", {})
vim.api.nvim_create_autocmd("FileType", { group = group, callback = function(event)
  local settings = vim.g.newsstat
  if vim.g.newsstat_motions or settings ~= nil then require("newsstat.nvim").attach_if_wanted(event.buf) end
end })
vim.api.nvim_create_autocmd("BufWipeout", { group = group, callback = function(event)
  if package.loaded["newsstat.nvim.words"] then require("newsstat.nvim").forget(event.buf) end
end })
