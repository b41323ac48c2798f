-- Commands and <Plug> mappings; nothing is loaded before the first of them is used.

if vim.g.loaded_newsstat then return end
vim.g.loaded_newsstat = true


-- Text of mappings rather than functions: it can be repeated by `.`.
local MOTIONS, OBJECTS = { "w", "W", "b", "B", "e", "E", "ge", "gE" }, { "iw", "aw", "iW", "aW" }
for _, mode in ipairs { "n", "x", "o" } do
  for _, name in ipairs(MOTIONS) do
    vim.api.nvim_set_keymap(mode, "<Plug>(newsstat-" .. name .. ")", "v:lua.require'newsstat.nvim'.keys('" .. name .. "')",
      { expr = true, noremap = true, silent = true })
  end
end
for _, mode in ipairs { "x", "o" } do
  for _, name in ipairs(OBJECTS) do
    vim.api.nvim_set_keymap(mode, "<Plug>(newsstat-" .. name .. ")", "v:lua.require'newsstat.nvim'.keys('" .. name .. "')",
      { expr = true, noremap = true, silent = true })
  end
end
