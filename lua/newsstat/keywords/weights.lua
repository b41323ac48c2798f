--- What newsstat/keywords/learned.lua learned; `lua bench/keywords.lua FOLDER --write` prints this file.

local M = {}

-- In the order of learned.features and learned.features_alone.
M.with_background = { -5.489, -0.430, -0.115, 1.180, -0.130, -0.661, 1.378, 0.315, 0.640, -0.072 }
M.alone = { -4.904, -0.315, -0.141, 1.270, -0.112, -0.718, 1.383, 0.064, -0.693 }

return M
