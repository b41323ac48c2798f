-- Other text among Chinese: what stays whole, and what ICU's rules cut.

local newsstat = require "newsstat"

local CASES = [[
用iPhone拍照 => 用|iPhone|拍照
don't stop => don't| |stop
don’t => don’t
COVID-19疫情 => COVID-19|疫情
U.S. Army => U.S|.| |Army
e-mail地址 => e-mail|地址
Ｈｅｌｌｏ世界 => Ｈｅｌｌｏ|世界
５Ｇ网络 => ５Ｇ|网络
B超检查 => B超|检查
穿T恤 => 穿|T恤
卡拉OK厅 => 卡拉|OK|厅
C++和C# => C++|和|C#
Привет мир => Привет| |мир
Ελλάδα => Ελλάδα
naïve café => naïve| |café
3.14是圆周率 => 3.14|是|圆周率
约1,200公里 => 约|1,200|公里
1,2,3 => 1|,|2|,|3
增长50% => 增长|50%
５０％ => ５０％
300万人 => 300万|人
1.5亿元 => 1.5亿|元
2020年2月3日 => 2020|年|2|月|3|日
20:30开始 => 20|:|30|开始
第21届 => 第21|届
第三次 => 第三|次
二十三岁 => 二十三|岁
二〇二〇年 => 二〇二〇|年
5G手机 => 5G|手机
100km路 => 100km|路
$100元 => $|100|元
https://a.example/b?c=1#d => https://a.example/b?c=1#d
见http://a.example。 => 见|http://a.example|。
(www.example.com) => (|www.example.com|)
写信给me@mail.example吧 => 写信|给|me@mail.example|吧
a.b+c@x-y.example, => a.b+c@x-y.example|,
A@B => A|@B
@user_1你好 => @user_1|你好
#COVID19 => #COVID19
#话题# => #|话题|#
——他说 => ——|他|说
等等…… => 等等|……
！！ => ！|！
“引号”《书名》 => “|引号|”|《|书名|》
他\n她 => 他|\n|她
他\r\n她 => 他|\r\n|她
他  她 => 他|  |她
他　她 => 他|　|她
カタカナ => カタカナ
ひらがな => ひ|ら|が|な
한국어 서울 => 한국어| |서울
ภาษาไทย => ภาษา|ไทย
👍🏽好 => 👍🏽|好
👨‍👩‍👧家 => 👨‍👩‍👧|家
🇨🇳🇯🇵 => 🇨🇳|🇯🇵
❤️心 => ❤️|心
1️⃣ => 1️⃣
①② => ①|②
H₂O => H|₂|O
A股B股 => A股|B股
𠮷野家 => 𠮷|野家
㊗️贺 => ㊗️|贺
]]

describe("mixed text", function()
  local count = 0
  for text, expected in CASES:gmatch "([^\n]-) => ([^\n]*)\n" do
    count = count + 1
    text, expected = text:gsub("\\r", "\r"):gsub("\\n", "\n"), expected:gsub("\\r", "\r"):gsub("\\n", "\n")
    it("is cut: " .. text:gsub("%c", " "), function()
      assert.equal(expected, table.concat(newsstat.cut(text), "|"))
    end)
  end

  it("has sixty cases", function() assert.is_true(count >= 60) end)
end)
