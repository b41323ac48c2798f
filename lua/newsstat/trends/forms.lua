--- Which of several forms to show: 熔断 or 触发熔断, 火箭队 or 休斯顿火箭队. The core chooses (csrc/core/term_forms.c).

local core = require "newsstat.core"

local M = {}

M.RULES = {
  -- A form covers another one that is in it if it is in so large a share of its articles.
  cover = .8,
  -- A longer form gives way to a much wider one inside it whose base is at least this share of its own.
  least_share = .3,
}

---Lets forms yield to others: `yields_to` is set in those that are not to be shown; the one shown gets
---their score, if that is larger, and a list of them, `forms`.
---@param rows table[] with key, width (articles that have it), base and score
function M.choose(rows) core.choose_forms(M.RULES, rows) end

return M
