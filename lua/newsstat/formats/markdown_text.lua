--- Markdown to the HTML of its text, by light rules: paragraphs, headings, lists, quotes, fences, tables, links, images
--- and emphasis. HTML within it stays. It serves to get the text, not the look, so lists and quotes are paragraphs.

local char, find, gmatch, gsub, match, sub = string.char, string.find, string.gmatch, string.gsub, string.match, string.sub
local concat = table.concat

local M = {}

local SIGNS = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;" }
local function escape(text) return (gsub(text, "[&<>]", SIGNS)) end

-- A mark with a backslash stands for itself; as a reference it is none any more.
local function protect(mark) return "&#" .. mark:byte() .. ";" end
local function unprotect(code) return #code < 4 and tonumber(code) < 128 and char(tonumber(code)) or nil end

-- Code stands as it is, whatever marks are in it.
local function protect_code(text)
  return (gsub(escape(text), "[%[%]()*_`!~\\]", protect))
end

local function inline(text)
  if find(text, "[\\`]") then
    text = gsub(text, "\\([%p])", function(mark) return mark == "<" and "&lt;" or protect(mark) end)
    text = gsub(text, "``%s*([^\n]-)%s*``", protect_code)
    text = gsub(text, "`([^`\n]+)`", protect_code)
  end
  if find(text, "[", 1, true) then
    text = gsub(text, "!%[[^%[%]]*%]%([^()%s]*[^()]*%)", "")
    text = gsub(text, "!%[[^%[%]]*%]%[[^%[%]]*%]", "")
    text = gsub(text, "%[([^%[%]]*)%]%([^()%s]*%b()[^()]*%)", "%1")
    text = gsub(text, "%[([^%[%]]*)%]%([^()]*%)", "%1")
    text = gsub(text, "%[([^%[%]]+)%]%[[^%[%]]*%]", "%1")
    text = gsub(text, "%[%^[^%[%]%s]+%]", "")
  end
  text = gsub(text, "<(%a[%w+.-]*:[^%s<>]*)>", "%1")
  text = gsub(text, "%*%*([^*]+)%*%*", "%1")
  text = gsub(text, "%*([^*%s][^*]*)%*", "%1")
  text = gsub(text, "~~([^~]+)~~", "%1")
  text = gsub(text, "%f[%w_]__([^_]+)__%f[^%w_]", "%1")
  return (gsub(text, "%f[%w_]_([^_]+)_%f[^%w_]", "%1"))
end

-- What a line is for: its text, and whether it goes on from the line before.
local function block_of(line)
  line = gsub(line, "^[ \t>]*> ?", "")
  local heading = match(line, "^ ? ? ?#+[ \t]+(.-)[ \t]*#*[ \t]*$")
  if heading then return heading, "heading" end
  if find(line, "^%s*[-*_][%s*_-]*$") and #gsub(line, "%s", "") >= 3 then return nil end
  if find(line, "^%s*|?[%s:|-]+%-[%s:|-]*$") and find(line, "|", 1, true) then return nil end
  if find(line, "^%s*%[[^%]]+%]:%s*%S") then return nil end
  local item = match(line, "^%s*[-*+]%s+(.*)$") or match(line, "^%s*%d+[.)]%s+(.*)$")
  if item then return gsub(item, "^%[[ xX]%]%s+", ""), "item" end
  if find(line, "^%s*|.*|%s*$") then return gsub(gsub(match(line, "^%s*|%s*(.-)%s*|%s*$"), "%s*|%s*", " "), "<", "&lt;"), "row" end
  return match(line, "^%s*(.-)%s*$"), "text"
end

-- A paragraph's lines. Chinese needs no space where they join.
local function join(lines)
  local text = lines[1]
  local pieces = { text }
  for i = 2, #lines do
    local has_space = not (find(lines[i - 1], "[\227-\239][\128-\191][\128-\191]$") and find(lines[i], "^[\227-\239]"))
    pieces[#pieces + 1] = (has_space and " " or "") .. lines[i]
  end
  return concat(pieces)
end

---Makes HTML of Markdown.
---@param source string
---@return string html
---@return string|nil heading text of a first heading, which is the title where nothing else is
function M.to_html(source)
  local blocks, lines, fence, heading = {}, {}, nil, nil

  local function flush()
    if lines[1] then blocks[#blocks + 1] = "<p>" .. inline(join(lines)) .. "</p>" end
    lines = {}
  end

  for line in gmatch(gsub(source, "\r\n?", "\n") .. "\n", "([^\n]*)\n") do
    local mark = match(line, "^%s*(```+)") or match(line, "^%s*(~~~+)")
    if fence then
      local is_end = mark and sub(mark, 1, #fence) == fence
      if is_end then fence = nil end
      blocks[#blocks + 1] = is_end and "</pre>" or escape(line) .. "\n"
    elseif mark then
      flush()
      fence = mark
      blocks[#blocks + 1] = "<pre>"
    elseif find(line, "^%s*=+%s*$") and lines[1] or find(line, "^%s*%-%-+%s*$") and lines[1] then
      -- The line before it is a heading.
      local text = inline(join(lines))
      heading = heading or #blocks == 0 and text or nil
      flush()
    else
      local text, kind = block_of(line)
      if not text or text == "" or kind ~= "text" then flush() end
      if text and text ~= "" then
        if kind == "heading" and #blocks == 0 and not heading then heading = inline(text) end
        lines[#lines + 1] = text
        if kind == "heading" or kind == "row" then flush() end
      end
    end
  end
  flush()
  if fence then blocks[#blocks + 1] = "</pre>" end
  return concat(blocks, "\n"), heading and gsub(gsub(heading, "<[^<>]*>", ""), "&#(%d+);", unprotect)
end

return M
