--- newsstat clean: text from HTML.

local core = require "newsstat.core"
local inputs = require "newsstat.inputs"

local M = { name = "clean", takes_standard_input = true, summary = "print the text of HTML fragments or pages" }

M.example = "newsstat clean page.html"

---@param command table argparse's
function M.define(command)
  command:argument("files", "HTML files in any charset; standard input if none or -"):args "*"
  inputs.define_charset(command)
end

---@param console newsstat.console
---@param arguments table
function M.run(console, arguments)
  inputs.each_file(console, arguments.files, function(file, name)
    local html = inputs.read_all(console, file, name)
    if not html then return end
    local text, message = core.decode(html, arguments.charset, true)
    if text then text, message = core.clean(text) end
    if not text then return console:problem(name .. ": " .. message) end
    console:write(text)
    if text ~= "" and text:sub(-1) ~= "\n" then console:write "\n" end
  end)
end

return M
