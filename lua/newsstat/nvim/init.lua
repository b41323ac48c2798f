--- newsstat in Neovim: motions and text objects that know Chinese words, counts, and what commands are made of.
--
-- `:help newsstat` is the manual. Nothing has to be set up; vim.g.newsstat holds settings.

local M = {}

---Stores settings, as vim.g.newsstat would hold them.
---@param settings newsstat.nvim.settings
function M.setup(settings)
  require("newsstat.nvim.configuration").set(settings)
  require("newsstat.nvim.tokenizer").reset()
end

-- Cuts by number, so that the text of a mapping can name one; 0 is newsstat's own.
local cuts = {}

local function cut_of(number)
  if number == 0 then return require("newsstat.nvim.tokenizer").cut end
  return cuts[number]
end

---Runs a motion or object, or ( or ); what mappings call, by `:execute`.
---@param name string
---@param number integer of the cut
---@param by_lines? 0|1 whether the pending operator was made to work on lines
---@return string command that gives the operator up where the motion leads nowhere, as in a repetition by `.`
function M.run(name, number, by_lines)
  local motions = require "newsstat.nvim.motions"
  if name == "(" or name == ")" then
    return require("newsstat.nvim.sentences").move(name) and "" or "throw 'newsstat: no sentence there'"
  end
  local run = motions.MOTIONS[name] and motions.move or motions.select
  if run(name, cut_of(number), by_lines == 1) then return "" end
  return "throw 'newsstat: no word there'"
end

-- The keys of an <expr> mapping: one that runs the motion, or where it leads nowhere Vim's own, which then
-- fails as users and macros expect. An operator on lines is told so by V, since from Visual mode it would take the
-- count for its own; b needs neither.
local function keys(name, number)
  if name == "(" or name == ")" then
    if not require("newsstat.nvim.sentences").can(name) then return name end
    return ("<Cmd>exe v:lua.require'newsstat.nvim'.run('%s', 0)<CR>"):format(name)
  end
  if not require("newsstat.nvim.motions").can(name, cut_of(number)) then return name end
  local selection = require "newsstat.nvim.selection"
  local mode, force = selection.mode()
  local by_lines = mode == "pending" and force == "" and name:lower() ~= "b" and selection.is_line_operator()
  return ("%s<Cmd>exe v:lua.require'newsstat.nvim'.run('%s', %d, %d)<CR>")
    :format(by_lines and "V" or "", name, number, by_lines and 1 or 0)
end

---The keys of a <Plug> mapping, as an <expr> mapping by nvim_set_keymap wants them.
---@param name "w"|"W"|"b"|"B"|"e"|"E"|"ge"|"gE"|"iw"|"aw"|"iW"|"aW"|"("|")"
---@return string
function M.keys(name) return vim.api.nvim_replace_termcodes(keys(name, 0), true, true, true) end

M.NAMES = { "w", "W", "b", "B", "e", "E", "ge", "gE", "iw", "aw", "iW", "aW" }

---@class newsstat.nvim.motion_options
---@field cut fun(text: string): string[] the words of a stretch of text, one behind another

---Motions over any tokenizer: a table with a function for each motion and object, to be mapped with
---`vim.keymap.set({ "n", "x", "o" }, "w", motion.w, { expr = true })`; objects in x and o only.
---@param options newsstat.nvim.motion_options
---@return table<string, fun(): string>
function M.motion(options)
  if type(options) ~= "table" or type(options.cut) ~= "function" then
    error("newsstat.nvim.motion: option 'cut' must be a function", 2)
  end
  local number = #cuts + 1
  cuts[number] = options.cut
  local motion = {}
  for _, name in ipairs(M.NAMES) do
    motion[name] = function() return keys(name, number) end
  end
  return motion
end

---Maps the motions, objects and sentence motions over Vim's keys in a buffer.
---@param buffer? integer default the current one
function M.map(buffer)
  local function map(modes, name)
    for mode in modes:gmatch "." do
      vim.api.nvim_buf_set_keymap(buffer or 0, mode, name, "<Plug>(newsstat-" .. name .. ")", { silent = true })
    end
  end
  for _, name in ipairs { "w", "W", "b", "B", "e", "E", "ge", "gE", "(", ")" } do map("nxo", name) end
  for _, name in ipairs { "iw", "aw", "iW", "aW" } do map("xo", name) end
end

-- Loads what the first motion needs, some ten milliseconds, before it is typed.
local function load_soon()
  vim.schedule(function() cut_of(0) "北京" end)
end

---Maps the motions in a buffer if the settings say so for its filetype.
---@param buffer integer
function M.attach_if_wanted(buffer)
  local settings = require("newsstat.nvim.configuration").get()
  if not settings.motions then return end
  local filetype = vim.bo[buffer].filetype
  if vim.tbl_contains(settings.filetypes, filetype) or vim.tbl_contains(settings.filetypes, "*") then
    M.map(buffer)
    load_soon()
  end
end

---Forgets what is kept of a buffer.
---@param buffer integer
function M.forget(buffer)
  require("newsstat.nvim.words").forget(buffer)
  require("newsstat.nvim.count").forget(buffer)
end

---Counts of a buffer for statuslines, at once: those of before while a change to a long buffer is counted.
---@param buffer? integer default the current one
---@return newsstat.nvim.counts
function M.count(buffer) return require("newsstat.nvim.count").buffer(buffer) end

---Where the words begin in some lines of the current buffer, for plugins that jump to places.
---@param first? integer line from 1; default the window's first
---@param last? integer default the window's last
---@return { [1]: integer, [2]: integer }[] places line from 1, column in bytes from 0
function M.positions(first, last)
  local text_module = require "newsstat.nvim.text"
  local text = text_module.current(cut_of(0))
  local places = {}
  for number = first or vim.fn.line "w0", last or vim.fn.line "w$" do
    local place = { line = number, column = 0 }
    while not text:is_line_end(place) do
      if not text:is_blank(place) then places[#places + 1] = { number, place.column } end
      text:leave_run(place, false)
    end
  end
  return places
end

---The keys that delete the word before the cursor in Insert mode; Vim's own where it is not Chinese.
---@return string
function M.delete_word()
  local codes = function(typed) return vim.api.nvim_replace_termcodes(typed, true, true, true) end
  local cursor = require("newsstat.nvim.selection").cursor()
  local text = require("newsstat.nvim.text").current(cut_of(0))
  local number = text:characters_to_word(cursor)
  if not number then return codes "<C-W>" end
  local backspaces = ("<BS>"):rep(number)
  -- Backspaces are to take blanks one by one.
  local softtabstop = vim.bo.softtabstop
  if softtabstop ~= 0 then
    backspaces = "<Cmd>setlocal softtabstop=0<CR>" .. backspaces .. "<Cmd>setlocal softtabstop=" .. softtabstop .. "<CR>"
  end
  return codes(backspaces)
end

return M
