--- newsstat clean: text from HTML.

local inputs = require "newsstat.inputs"
local newsstat = require "newsstat"

local M = { name = "clean", takes_standard_input = true, summary = "print the text of HTML fragments or pages" }

M.example = "newsstat clean --links footnotes page.html"

-- The options of newsstat.clean that are flags of the command; of the choices the first is the default.
local CHOICES = {
  { "captions", "captions of pictures and tables", { "keep", "drop" } },
  { "content", "all text, or the body of an article on a whole page", { "all", "article" } },
  { "hidden", "what attributes hide", { "drop", "keep" } },
  { "images", "the alt texts of images", { "drop", "alt" } },
  { "links", "links: [text](address), or text[1] and the addresses at the end", { "text", "inline", "footnotes", "drop" } },
  { "lists", "markers before list items", { "plain", "markers" } },
  { "pre", "white space in <pre>", { "keep", "fold" } },
  { "ruby", "readings beside characters", { "drop", "keep" } },
  { "tables", "tables, their cells parted by tabs", { "keep", "drop" } },
}

---@param command table argparse's
function M.define(command)
  command:argument("files", "HTML files in any charset; standard input if none or -"):args "*"
  inputs.define_charset(command)
  for _, choice in ipairs(CHOICES) do
    local name, what, values = choice[1], choice[2], choice[3]
    local help = ("%s (%s; default %s)"):format(what, table.concat(values, ", "), values[1])
    command:option("--" .. name, help):choices(values):argname "HOW"
  end
end

---@param console newsstat.console
---@param arguments table
function M.run(console, arguments)
  local options = { charset = arguments.charset }
  for _, choice in ipairs(CHOICES) do options[choice[1]] = arguments[choice[1]] end
  inputs.each_file(console, arguments.files, function(file, name)
    local html = inputs.read_all(console, file, name)
    if not html then return end
    local text, message = newsstat.clean(html, options)
    if not text then return console:problem(name .. ": " .. message) end
    console:write(text)
    if text ~= "" and text:sub(-1) ~= "\n" then console:write "\n" end
  end)
end

return M
