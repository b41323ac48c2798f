--- Names that are written differently from place to place, as one term: 特朗普 and 川普. What is folded already
--- (traditional and simplified characters, width, case) needs no entry.

local whole_file = require "newsstat.whole_file"

local M = {}

-- A line each: the form that the others are counted under, then the others. A word belongs here only if it never
-- means something else: 雪梨 is also a pear, 乔治亚 also a state.
local OWN = [[
  特朗普 川普
  奥巴马 欧巴马
  希拉里 希拉蕊 希拉莉
  克林顿 柯林顿
  佩洛西 裴洛西 佩洛希
  麦康奈尔 麦康奈
  里根 雷根
  布什 布希
  彭斯 潘斯
  蓬佩奥 庞培欧 庞皮欧
  哈里斯 贺锦丽
  扎克伯格 祖克柏 朱克伯格
  普京 普丁
  戈尔巴乔夫 戈巴契夫
  泽连斯基 泽伦斯基
  纳瓦尔尼 纳瓦尼 纳瓦利内
  默克尔 梅克尔
  马克龙 马克宏
  内塔尼亚胡 纳坦雅胡
  埃尔多安 艾尔段
  意大利 义大利
  新西兰 纽西兰
  沙特 沙乌地
  也门 叶门
  卡塔尔 卡达
  迪拜 杜拜
  阿塞拜疆 亚塞拜然
  克罗地亚 克罗埃西亚
  老挝 寮国
  肯尼亚 肯亚
  尼日利亚 奈及利亚
  埃塞俄比亚 衣索比亚
  坦桑尼亚 坦尚尼亚
  危地马拉 瓜地马拉
  洪都拉斯 宏都拉斯
  厄瓜多尔 厄瓜多
  哥斯达黎加 哥斯大黎加
  人工智能 人工智慧
  软件 软体
  硬件 硬体
  激光 雷射
  出租车 计程车
  阿斯利康 阿斯特捷利康
  新冠肺炎 COVID-19
]]

local function add_line(map, line)
  local first
  for word in line:gmatch "[^%s=]+" do
    if first then map[word] = first else first = word end
  end
end

---@param more? table<string, string> alias -> word; it wins over our own
---@return table<string, string> alias -> word
function M.map(more)
  local map = {}
  for line in OWN:gmatch "[^\n]+" do add_line(map, line) end
  for alias, word in pairs(more or {}) do map[alias] = word end
  return map
end

---Reads a file of aliases: a line each, the words of a line separated by = or spaces, the first of them the one
---that the others are counted under. # begins a comment.
---@param path string
---@return table<string, string>|nil map
---@return string|nil message
function M.read(path)
  local lines, message = whole_file.lines(path)
  if not lines then return nil, message end
  local map, number = {}, 0
  for line in lines do
    number = number + 1
    line = line:gsub("#.*", "")
    if line:find "%S" and not line:find "[^%s=]+[%s=]+[^%s=]" then
      return nil, ("%s:%d: two words or more expected, as 特朗普=川普"):format(path, number)
    end
    add_line(map, line)
  end
  return map
end

return M
