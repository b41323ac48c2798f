--- What XML and HTML begin with.

local find, match = string.find, string.match

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

return M
