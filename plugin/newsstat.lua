-- Commands and <Plug> mappings; nothing is loaded before the first of them is used.

if vim.g.loaded_newsstat then return end
vim.g.loaded_newsstat = true


-- Text of mappings rather than functions: it can be repeated by `.`.
local function map(modes, name, rhs, expr)
  for mode in modes:gmatch "." do
    vim.api.nvim_set_keymap(mode, "<Plug>(newsstat-" .. name .. ")", rhs, { expr = expr, noremap = true, silent = true })
  end
end

for _, name in ipairs { "w", "W", "b", "B", "e", "E", "ge", "gE" } do
  map("nxo", name, "v:lua.require'newsstat.nvim'.keys('" .. name .. "')", true)
end
for _, name in ipairs { "iw", "aw", "iW", "aW" } do
  map("xo", name, "v:lua.require'newsstat.nvim'.keys('" .. name .. "')", true)
end
for _, name in ipairs { "(", ")" } do
  map("nxo", name, "<Cmd>exe v:lua.require'newsstat.nvim'.run('" .. name .. "', 0)<CR>")
end
