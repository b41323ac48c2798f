--- What XML and HTML begin with.

local find, lower, match = string.find, string.lower, string.match

local M = {}

---The first tag behind byte order mark, XML declaration and comments, or the document type before it.
---@param head string
---@return string|nil name as it is written, "!DOCTYPE" of a document type; nil where the text begins otherwise
---@return string|nil rest what stands in the tag behind its name
function M.first_tag(head)
  local at = match(head, "^\239?\187?\191?%s*()")
  while true do
    local following = match(head, "^<%?[^>]*>%s*()", at)
    if not following and find(head, "^<!%-%-", at) then
      local _, stop = find(head, "-->", at + 4, true)
      following = stop and match(head, "^%s*()", stop + 1)
    end
    if not following then return match(head, "^<(!?%a[%w:_-]*)([^>]*)", at) end
    at = following
  end
end

local function set_of(names)
  local set = {}
  for name in names:gmatch "%S+" do set[name] = true end
  return set
end

-- Elements that stand in the bodies of articles, and which text without markup is not likely to name in angle brackets.
local BODY_ELEMENTS = set_of [[p br div span a b i em strong h1 h2 h3 h4 h5 h6 ul ol li table tr td img figure blockquote
  pre section article hr iframe center font sup sub u small html body]]
-- Those of them that part paragraphs.
local BLOCKS = set_of "p br div"
local MOST_SIGNS = 200

local function has_elements(text, names)
  local at = 1
  for _ = 1, MOST_SIGNS do
    at = find(text, "<", at, true)
    if not at then return false end
    local name = match(text, "^/?(%a%w*)[%s/>]", at + 1)
    if name and names[lower(name)] then return true end
    at = at + 1
  end
  return false
end

---Whether a text is HTML: whether it has tags of common elements.
---@param text string
---@return boolean
function M.is_html(text) return has_elements(text, BODY_ELEMENTS) end

---Whether a text has its paragraphs in HTML, and is not one with a few tags in it, as Markdown may be.
---@param text string
---@return boolean
function M.has_html_paragraphs(text) return find(text, "^%s*<%a") ~= nil or has_elements(text, BLOCKS) end

return M
