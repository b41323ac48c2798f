--- What newsstat/keywords/learned.lua learned; `lua bench/keywords.lua FOLDER --write` prints this file.

local M = {}

-- In the order of learned.features and learned.features_alone.
M.headline = {
  with_background = { -5.343, -0.401, -0.113, 1.229, -0.140, -0.655, 1.278, 0.315, 0.643, -0.073 },
  alone = { -4.763, -0.285, -0.140, 1.319, -0.121, -0.714, 1.284, 0.066, -0.712 },
}
M.subject = {
  with_background = { -3.998, 0.501, -0.214, 0.188, -0.457, 0.024, 0.803, 1.182, 0.366, -0.092 },
  alone = { -3.338, 1.058, -0.284, 0.530, -0.407, -0.334, 0.646, 0.001, -0.297 },
}

return M
