--- Series drawn with one block character a value.

local M = {}

local BLOCKS = { "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" }

---@param values number[] of at least 0
---@return string chart one character a value; the lowest block is 0, the highest the largest value
function M.draw(values)
  local largest = 0
  for _, value in ipairs(values) do largest = math.max(largest, value) end
  local parts = {}
  for i, value in ipairs(values) do
    -- What is not zero is seen: it gets at least the second block.
    local height = value > 0 and math.max(2, math.ceil(value / largest * #BLOCKS)) or 1
    parts[i] = BLOCKS[height]
  end
  return table.concat(parts)
end

return M
