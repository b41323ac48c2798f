--- What newsstat/keywords/learned.lua learned; `lua bench/keywords.lua FOLDER --write` prints this file.

local M = {}

-- In the order of learned.features and learned.features_alone.
M.headline = {
  with_background = {
    -6.512, -0.610, -0.082, 1.147, 0.083, -0.694, 0.778, 0.863, 0.615, 0.249, 0.221, 0.364,
    0.347, 0.516, -0.045,
  },
  alone = {
    -6.087, -0.537, -0.086, 1.230, 0.077, -0.684, 0.700, 0.908, 0.661, 0.270, 0.218, 0.492,
    0.105, -0.658,
  },
}
M.subject = {
  with_background = {
    -2.911, 0.596, -0.180, 0.145, -0.402, 0.035, 0.207, 0.211, 0.284, 0.217, 0.160, -0.682,
    1.142, 0.000, -0.041,
  },
  alone = {
    -3.991, 1.031, -0.245, 0.385, -0.408, -0.135, 0.288, 0.283, 0.584, 0.136, 0.094, 0.423,
    0.039, -0.207,
  },
}

return M
