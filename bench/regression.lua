--- Logistic regression by Newton's method, for bench/keywords.lua.

local RIDGE, ROUNDS = 1e-2, 10

-- Solves a x = b by elimination with pivots; a and b are used up.
local function solve(a, b)
  local n, x = #b, {}
  for i = 1, n do
    local pivot = i
    for j = i + 1, n do if math.abs(a[j][i]) > math.abs(a[pivot][i]) then pivot = j end end
    a[i], a[pivot], b[i], b[pivot] = a[pivot], a[i], b[pivot], b[i]
    for j = i + 1, n do
      local factor = a[j][i] / a[i][i]
      for k = i, n do a[j][k] = a[j][k] - factor * a[i][k] end
      b[j] = b[j] - factor * b[i]
    end
  end
  for i = n, 1, -1 do
    local sum = b[i]
    for k = i + 1, n do sum = sum - a[i][k] * x[k] end
    x[i] = sum / a[i][i]
  end
  return x
end

-- Adds to the gradient and the Hessian's lower half what one sample tells.
local function add_sample(sample, beta, gradient, hessian)
  local x, sum = sample.features, 0
  for i, value in ipairs(x) do sum = sum + beta[i] * value end
  local p = 1 / (1 + math.exp(-sum))
  local error, curve = sample.weight * (sample.label - p), sample.weight * p * (1 - p)
  for i, value in ipairs(x) do
    gradient[i] = gradient[i] + error * value
    local row, scaled = hessian[i], curve * value
    for j = 1, i do row[j] = row[j] + scaled * x[j] end
  end
end

---@param samples { features: number[], label: 0|1, weight: number }[]
---@return number[] weights of the features, the most likely ones with a small ridge
return function(samples)
  local beta, size = {}, #samples[1].features
  for i = 1, size do beta[i] = 0 end
  for _ = 1, ROUNDS do
    local gradient, hessian = {}, {}
    for i = 1, size do
      gradient[i], hessian[i] = -RIDGE * beta[i], {}
      for j = 1, size do hessian[i][j] = i == j and RIDGE or 0 end
    end
    for _, sample in ipairs(samples) do add_sample(sample, beta, gradient, hessian) end
    for i = 1, size do for j = i + 1, size do hessian[i][j] = hessian[j][i] end end
    for i, step in ipairs(solve(hessian, gradient)) do beta[i] = beta[i] + step end
  end
  return beta
end
