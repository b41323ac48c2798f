--- What the specs of formats share: articles and messages of bytes.

local newsstat = require "newsstat"

local M = {}

local NOW = 1800000000 -- 2027-01-15T08:00:00Z

---The articles and the messages of bytes in memory.
---@param bytes string
---@param options? newsstat.article_options
---@param path? string default "f"
---@return newsstat.article[] articles
---@return string[] messages
function M.read(bytes, options, path)
  options = options or {}
  options.now = options.now or NOW
  local articles, messages = {}, {}
  for one, message in newsstat.articles({ content = bytes, path = path or "f" }, options) do
    local list = one and articles or messages
    list[#list + 1] = one or message
    assert(one or type(message) == "string")
  end
  return articles, messages
end

---A replacement that has to happen.
---@param bytes string
---@param from string plain text
---@param to string
---@return string
function M.change(bytes, from, to)
  local first, last = bytes:find(from, 1, true)
  assert(first, from)
  return bytes:sub(1, first - 1) .. to .. bytes:sub(last + 1)
end

---@param articles newsstat.article[]
---@param field string
---@return any[] values of the field, false where there is none
function M.each(articles, field)
  local values = {}
  for i, one in ipairs(articles) do values[i] = one[field] or false end
  return values
end

return M
