--- Random numbers that are the same on each Lua, and damage to texts by them.

local M = {}

---A generator of whole numbers from 1 to n (Park and Miller, "Random Number Generators: Good Ones Are Hard to Find",
---1988).
---@param seed integer
---@return fun(n: integer): integer
function M.new(seed)
  local state = seed % 2147483647
  if state == 0 then state = 1 end
  return function(n)
    state = state * 16807 % 2147483647
    return state % n + 1
  end
end

local SPECIAL = { "\0", "\255", "\n", '"', "<", ">", "&", "{", "[", "]", "}", "\\", " ", "9", "-", "年", "\239\187", "\226" }

---A text with up to four parts cut out, doubled, overwritten, or replaced by parts of another.
---@param next_number fun(n: integer): integer
---@param text string
---@param other string
---@return string damaged
function M.damage(next_number, text, other)
  for _ = 1, next_number(4) do
    local first = next_number(#text + 1)
    local last = math.min(#text, first + next_number(math.max(2, math.floor(#text / 4))) - 2)
    local kind = next_number(5)
    local middle = text:sub(first, last)
    if kind == 1 then
      middle = ""
    elseif kind == 2 then
      middle = middle .. middle
    elseif kind == 3 then
      middle = SPECIAL[next_number(#SPECIAL)]
    elseif kind == 4 then
      local from = next_number(#other + 1)
      middle = other:sub(from, from + #middle)
    else
      middle = string.char(next_number(256) - 1)
    end
    text = text:sub(1, first - 1) .. middle .. text:sub(last + 1)
  end
  return text
end

return M
