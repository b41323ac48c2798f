local stop_words = require "newsstat.stop_words"

local FUNCTION_WORDS = [[
  我们 这个 一个 多名 第一 许多 左右 因为 但是 关于 随着 已经 可能 可以 没有 今天 星期三 十二月 之后 表示 据悉
  进行 成为 开始 问题 重要 点击 责任编辑 公众号 the and with could january wednesday https nbsp don't
]]

local NEWS_WORDS = [[
  中国 美国 台湾 香港 北京 武汉 联合国 欧盟 白宫 特朗普 习近平 华为 政府 总统 议会 警察 法院 军队 政党 工会
  疫情 病毒 疫苗 口罩 确诊 隔离 封城 感染 肺炎 死亡 经济 贸易 关税 股市 失业 通胀 石油 芯片 房价 银行 选举 投票
  抗议 示威 罢工 制裁 起诉 逮捕 判刑 撤离 地震 洪水 台风 爆炸 战争 导弹 人权 气候 covid who
]]

-- A sample of common characters that simplified Chinese writes otherwise.
local TRADITIONAL = [[
  們 個 這 來 時 會 為 與 說 過 還 對 開 關 進 後 點 東 車 長 門 問 間 現 發 經 應 該 總 線 種 頭 體 實 學 國 無 當
  從 兩 見 觀 視 訊 記 報 導 評 論 據 認 許 話 談 請 謝 讀 編 輯 圖 鏈 網 頁 題 類 願 須 顯 歲 萬 億 數 難 雖 隨 際
  電 響 階 陸 閱 閉 裡 裏 較 轉 輕 給 結 續 繼 維 約 級 終 組 紀 節 簡 範 稱 準 決 沒 況 標 機 條 極 檢 覺
  舉 舊 幾 幹 強 張 徑 復 態 憑 戶 執 擔 擇 據 參 員 單 嗎 嚴 變 讓 證 試 設 訂 訪 調 貼 費 資 質 負 財 貢 買 賣 動 務
  勢 區 協 壓 處 導 將 專 尋 層 屬 歷 歸 於 並 佔 係 價 傳 僅 優 兒 內 冊 寫 則 創 劃 劇 勝 勞 匯 預 計 顧 願 類 著
]]

local function each_word(text)
  return text:gmatch "[^ \n]+"
end

local function count_characters(word)
  local _, count = word:gsub("[^\128-\191]", "")
  return count
end

describe("stop_words.classes", function()
  it("holds no word twice", function()
    local class_of = {}
    for class, words in pairs(stop_words.classes) do
      for word in each_word(words) do
        assert.is_nil(class_of[word], word .. " is in " .. class .. " and " .. tostring(class_of[word]))
        class_of[word] = class
      end
    end
  end)

  it("keeps the words of each class sorted", function()
    for class, words in pairs(stop_words.classes) do
      local previous = ""
      for word in each_word(words) do
        assert.is_true(previous < word, class .. ": " .. previous .. " stands before " .. word)
        previous = word
      end
      assert.is_true(previous ~= "", class .. " is empty")
    end
  end)

  it("holds English in classes of its own and Chinese in all others", function()
    for class, words in pairs(stop_words.classes) do
      for word in each_word(words) do
        local is_english = word:find "^[a-z]" ~= nil
        assert.are.equal(class:find "^english" ~= nil, is_english, class .. ": " .. word)
        if not is_english then
          -- U+4E00 to U+9FFF, three bytes each.
          assert.are.equal("", (word:gsub("[\228-\233][\128-\191][\128-\191]", "")), word)
        end
      end
    end
  end)

  it("holds words of two or more characters", function()
    for _, words in pairs(stop_words.classes) do
      for word in each_word(words) do assert.is_true(count_characters(word) >= 2, word) end
    end
  end)

  it("holds lower-case words", function()
    for _, words in pairs(stop_words.classes) do
      assert.is_nil(words:find "%u")
    end
  end)

  it("holds simplified words", function()
    for class, words in pairs(stop_words.classes) do
      for character in each_word(TRADITIONAL) do
        assert.is_nil(words:find(character, 1, true), class .. " holds " .. character)
      end
    end
  end)
end)

describe("stop_words.set", function()
  it("holds words of every class", function()
    local set = stop_words.set()
    for word in each_word(FUNCTION_WORDS) do assert.is_true(set[word], word .. " is missing") end
  end)

  it("holds no word that is news by itself", function()
    local set, count = stop_words.set(), 0
    for word in each_word(NEWS_WORDS) do
      assert.is_nil(set[word], word .. " is a stop word")
      count = count + 1
    end
    assert.are.equal(60, count)
  end)

  it("takes further words", function()
    local set = stop_words.set { "中央社", "afp" }
    assert.is_true(set["中央社"])
    assert.is_true(set.afp)
    assert.is_true(set["我们"])
  end)

  it("leaves out the words to keep", function()
    local set = stop_words.set(nil, { "专家", "中央社", "the" })
    assert.is_nil(set["专家"])
    assert.is_nil(set["中央社"])
    assert.is_nil(set.the)
    assert.is_true(set["我们"])
  end)

  it("lets a word to keep win over the same further word", function()
    assert.is_nil(stop_words.set({ "中央社" }, { "中央社" })["中央社"])
  end)

  it("returns a new table each time", function()
    local set = stop_words.set { "中央社" }
    set["我们"] = nil
    assert.is_nil(stop_words.set()["中央社"])
    assert.is_true(stop_words.set()["我们"])
  end)
end)
