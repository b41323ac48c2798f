--- Cuts text that comes in parts, of any size, at the places where a delimiter ends it.

local find, format, sub = string.find, string.format, string.sub
local concat = table.concat

local M = {}

local TOO_LONG = "a part of it is larger than %.0f bytes; the option most_bytes allows more"

---Steps through pieces of a text that each end with a delimiter. Memory follows the largest piece, time is linear.
---@param read fun(): string|nil, string|nil next part; nil at the end, with a message on failure
---@param delimiter string plain text
---@param most_bytes integer a longer piece is passed over, and told
---@return fun(): string|false|nil, string|nil next_piece with its delimiter, and the last one without; false and a
---  message for one that is too long or that cannot be read
function M.pieces(read, delimiter, most_bytes)
  local buffer, at, is_over = "", 1, false

  -- The rest of a piece whose beginning is in the buffer.
  local function gather()
    local gathered, size, overlap = { sub(buffer, at) }, #buffer - at + 1, #delimiter - 1
    while true do
      local part, problem = read()
      if not part then
        is_over, buffer, at = true, "", 1
        if problem then return false, problem end
        if size > most_bytes then return false, format(TOO_LONG, most_bytes) end
        return concat(gathered)
      end
      -- The delimiter may begin in the part before.
      local before = sub(gathered[#gathered], -overlap)
      if overlap == 0 then before = "" end
      local _, stop = find(before .. sub(part, 1, overlap), delimiter, 1, true)
      stop = stop and stop - #before
      if not stop then
        _, stop = find(part, delimiter, 1, true)
      end
      size = size + (stop or #part)
      if size > most_bytes then gathered = {} end
      gathered[#gathered + 1] = stop and sub(part, 1, stop) or part
      if stop then
        buffer, at = part, stop + 1
        if size > most_bytes then return false, format(TOO_LONG, most_bytes) end
        return concat(gathered)
      end
    end
  end

  return function()
    if is_over then return nil end
    local _, stop = find(buffer, delimiter, at, true)
    if stop then
      local first = at
      at = stop + 1
      if stop - first >= most_bytes then return false, format(TOO_LONG, most_bytes) end
      return sub(buffer, first, stop)
    end
    local piece, problem = gather()
    if piece == "" and is_over then return nil end
    return piece, problem
  end
end

return M
