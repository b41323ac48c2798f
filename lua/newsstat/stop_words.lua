--- Words that say nothing about what an article is about, in classes; counts, keywords and trends leave
--- them out. A word belongs here only if no reader would call it news by itself.
---
--- Words stand under their folded key: simplified, lower case, NFKC. Chinese words of one character are
--- missing, since counting leaves those out by length; so are 这名, 也是 and their like, which the segmenter
--- splits.

local gmatch = string.gmatch

---@class newsstat.stop_words
---@field classes table<string, string> name of a class -> its words, sorted, separated by spaces or line ends
local M = {}

M.classes = {}

-- Stand for something that the article names elsewhere.
M.classes.pronouns = [[
  一切 两者 为什么 为何 之类 人人 人家 什么 什么样 他人 他们 任何人 何以 何处 何时 何种 你们 其中 其他
  其他人 其余 其它 别人 前者 双方 各位 各自 后者 咱们 哪个 哪些 哪里 多久 多少 大家 她们 如何 如此 它们 对方
  彼此 怎么 怎么样 怎样 我们 所有人 有人 本人 本身 某某 此事 此人 此处 等等 自家 自己 自我 自身 这个 这么
  这些 这儿 这样 这边 这里 那个 那么 那些 那样 那边 那里
]]

-- Count, order or point at the noun that follows them.
M.classes.determiners_and_measures = [[
  一个 一些 一件 一份 一位 一例 一则 一句 一只 一名 一场 一块 一处 一套 一家 一封 一座 一张 一所 一批 一支
  一条 一架 一次 一款 一段 一片 一种 一篇 一系列 一群 一艘 一辆 一连串 一部 一间 一项 七个 三个 三位 三名
  三次 上述 两个 两位 两名 两地 两家 两次 两种 两项 五个 任何 全部 八个 几个 几位 几次 别的 另一名 各个 各国
  各地 各方 各界 各种 各类 各级 各项 同一 唯一 四个 四名 国内 国外 外界 多个 多位 多名 多家 多方 多次 多种
  多项 当地 我国 所有 所谓 整个 时任 有些 有关 本国 本地 本次 某个 某些 某种 此举 此案 此次 此类 每个 每人
  每次 相关 种种 第一 第一个 第一位 第一批 第一次 第七 第三 第三个 第九 第二 第二个 第二次 第五 第八 第六
  第十 第四 该书 该会 该区 该厂 该县 该国 该局 该州 该市 该所 该报 该校 该案 该片 该省 该部 该院 这件 这份
  这位 这场 这家 这方面 这次 这种 这笔 这部 这项 那种 首个 首位 首批
]]

-- Say how many or how much, not of what.
M.classes.numerals_and_quantities = [[
  一倍 一共 一半 一点 一部分 万元 三分之一 三十 上万 上下 不到 不少 不足 两倍 个别 之一 二十 人数 亿元 以上
  以下 以内 众多 低于 公尺 公斤 公里 共有 共计 千万 半数 单日 合计 四分之一 多万 多数 多达 大于 大多 大多数
  大批 大概 大约 大部分 大量 好多 将近 少数 左右 幅度 平均 很多 总共 总数 总计 总量 总额 成千上万 接近 数万
  数十 数十万 数千 数百万 数量 无数 更多 更少 最少 次数 比例 比率 百万 百分点 相当于 等于 累计 绝大多数
  绝大部分 至少 若干 许多 诸多 超过 达到 部分 金额 长达 高于 高出
]]

-- Join clauses.
M.classes.conjunctions = [[
  一方面 一旦 一边 万一 不仅 不仅仅 不但 不光 不如 不管 不论 不过 与其 与否 与此同时 乃至 之所以 也就是说
  事实上 于是 从此 从而 以便 以免 以及 以期 以此 以至 以至于 以致 但是 例如 倘若 假如 像是 其实 其次 加上
  加之 即使 即便 及其 反而 另一方面 另外 只不过 只是 只有 只要 可是 可见 同时 同样 否则 哪怕 因为 因此 因而
  固然 如同 如果 实际上 就算 尽管 尽管如此 并且 或是 或者 所以 换句话说 换言之 接着 无论 无论如何 无论是
  既然 是因为 正如 此外 比如 比如说 然后 然而 犹如 甚至 由此 相反 而且 而后 而是 致使 虽然 要么 要是 譬如
  诸如 还是 除非 首先
]]

-- Relate a noun to the sentence, the place words that close such a phrase (之间, 以外) among them.
-- 一带 is missing: the segmenter cuts 一带一路 in two.
M.classes.prepositions = [[
  上面 下面 中间 为了 为此 之上 之下 之中 之内 之外 之间 以外 位于 作为 依据 依照 关于 内部 出于 前面 后面
  周围 围绕 在于 在内 在外 基于 处于 外部 外面 对于 对此 就此 当中 心中 手中 按照 来源于 来自 根据 源于
  源自 由于 相比 眼中 经由 经过 背后 自从 至于 身上 身为 身边 透过 途中 通过 里面 鉴于 针对 附近 除了
  除此之外 随着 面前 面向 面对
]]

-- Say how, how far or how surely.
M.classes.adverbs = [[
  一下 一再 一同 一定 一度 一直 一般 一起 一道 不再 不得不 不断 不时 不用 专门 严格 临时 主动 也许 互相 亲自
  仅仅 仍旧 仍然 从未 从来 仿佛 似乎 依旧 依然 偶尔 充分 先后 全力 全面 公然 共同 再度 再次 几乎 分别 刚刚
  初步 到底 刻意 十分 单独 即将 原本 原来 及时 反复 可能 向来 坚决 基本上 大幅 好像 始终 完全 实在 尚未 尤为
  尤其 就要 尽快 尽量 居然 已经 常常 并未 并非 广泛 强烈 当然 彻底 往往 很少 很快 快速 忽然 总是 恐怕 或许
  所在 提前 擅自 故意 无疑 日益 早就 早已 时常 显然 显着 普遍 暂时 更为 更加 更好 更是 曾多次 曾经 最为 有所
  有时 有点 未曾 本来 果然 根本 格外 正在 比较 毕竟 毫无 永远 深入 渐渐 特别 率先 的确 直接 相互 相当 相继
  看来 看起来 真正 真的 确实 积极 究竟 突然 立刻 立即 纷纷 终于 经常 绝不 绝对 肯定 自行 起码 越来越 较为
  迅速 过于 过度 还有 还要 进一步 远远 连续 逐步 逐渐 通常 重新 陆续 随即 随时 难免 非常 颇为 频繁 首度 首次
  马上 高度
]]

-- Say whether a thing can, should or will be; 是 with an adverb, and closing particles.
M.classes.auxiliaries = [[
  一样 不了 不会 不可 不得 不想 不敢 不是 不能 不要 不该 为止 予以 便是 值得 却是 只能 可以 可望 就是 应当
  应该 得以 必将 必须 想要 愿意 才能 打算 敢于 无法 无需 是不是 是否 有待 有望 有没有 未能 来看 来讲 来说
  正是 没有 用来 的话 算是 而已 而言 能否 能够 足以 难以 需要
]]

-- Tell when, and every day has them; months and weekdays would rise and fall with the calendar.
M.classes.time_words = [[
  一个月 一周 一天 一年 一月 一段时间 七月 三天 三年 三月 上个月 上午 上半年 上周 上周五 上旬 下午 下半年
  下周 下旬 不久 世纪 两周 两天 两年 中午 中旬 之前 之后 之际 九月 事后 二月 五年 五月 今后 今天 今年
  今年以来 今日 今晚 以前 以后 以往 以来 傍晚 先前 全年 八月 六月 其后 凌晨 几十年 几周 几天 几年 分钟 初期
  前一天 前后 前夕 前天 十一月 十二月 十年 十月 半年 原先 去年 去年同期 同一天 同年 同期 后来 周一 周三 周二
  周五 周六 周四 周日 周末 四年 四月 多年 多月 如今 季度 将来 小时 届时 年代 年内 年初 年前 年底 年度 年末
  年间 当前 当天 当年 当日 当时 当晚 截止 截至 接下来 数十年 数月 日前 日后 日期 早上 早些时候 早前 早期
  时候 时刻 时期 时间 明天 明年 明日 星期 星期一 星期三 星期二 星期五 星期六 星期四 星期天 星期日 昨天 昨日
  昨晚 晚上 晚间 最初 最后 最早 最终 最近 月份 月初 月底 期间 未来 本周 本月 次日 此前 此后 此时 段时间 每周
  每天 每年 每日 每月 深夜 清晨 现在 目前 目前为止 直到 直至 眼下 短期 稍后 稍早 翌日 至今 迄今 迄今为止
  过去 近年 近年来 近日 近期 近来 长时间 长期 长期以来 随后
]]

-- Say that somebody says, and the nameless speakers (消息人士, 专家) who say it.
M.classes.reporting_verbs = [[
  下称 专家 人士 介绍 以为 估计 公布 写道 分析 发布 发表 发表声明 发言人 受访 受访者 听到 告知 告诉 呼吁
  回应 回答 声称 学者 宣布 宣称 并称 建议 引用 引述 强调 形容 得知 感到 感觉 所说 报告 披露 指出 据悉 据称
  描述 提出 提到 提及 提醒 提问 援引 敦促 时说 显示 消息人士 猜测 相信 看到 确认 称为 简称 结果显示 置评
  自称 补充 表态 表明 表示 表述 要求 见到 觉得 解释 认为 讲述 证实 评价 询问 说明 谈到 负责人 透露 通报 重申
  预估 预料 预计
]]

-- Need an object to mean anything.
M.classes.general_verbs = [[
  下去 下来 举办 举行 了解 争取 产生 从事 令人 传出 体现 作出 使得 使用 促进 保持 保证 做出 做到 做好 充满
  具有 决定 准备 减少 出席 出来 出现 列入 创造 利用 制定 前往 加入 加大 加强 加快 加速 努力 包含 包括 协助
  参与 参加 反映 发出 发挥 发现 发生 发起 取得 受到 变得 变成 召开 启动 吸引 呈现 回到 因应 坚持 增加 增强
  处理 失去 存在 安排 完善 完成 实施 实现 实行 对待 导致 展开 展现 展示 属于 希望 带来 帮助 应对 建立 开始
  开展 引发 引起 强化 形成 影响 得到 意味着 成为 成立 执行 扩大 找到 抵达 担任 担心 担忧 拥有 持续 接受 推出
  推动 推进 提供 提升 提高 支持 收到 改变 改善 旨在 有利于 有助于 期待 来到 构成 注意 涉及 涉嫌 满足 现任
  理解 用于 知道 确保 确定 离开 符合 等待 纳入 组成 经历 结合 结束 给予 继续 维持 缺乏 考虑 联系 致力于 获取
  获得 落实 表现 视为 解决 触及 计划 认定 认识 设立 证明 试图 负责 走向 起来 达成 进入 进行 选择 造成 遇到
  遭到 遭受 遭遇 避免 配合 采取 采用 防止 阻止 降低 集中 面临
]]

-- Fit every subject.
-- 着名 is the key of 著名, as 显着 above is that of 显著: folding makes 著 into 着.
M.classes.general_nouns_and_adjectives = [[
  一致 不同 不好 不当 东西 严厉 严峻 严重 个人 主要 主题 事件 事实 事情 人们 人员 人物 价值 任务 优势 位置
  作用 倾向性 做法 公众 公开 关系 关键 具体 内容 办法 功能 单位 原因 发展 变化 可能性 合理 因素 地方 地点
  基本 基础 复杂 大型 大规模 完整 实际 容易 密切 对象 层面 工作 工作人员 巨大 已有 强大 形势 形式 很大 必要
  态度 情况 想法 意义 意见 成功 成员 成果 手段 挑战 措施 效果 整体 方向 方式 方案 方法 方面 明显 明确 最大
  最好 最新 最高 有效 有限 机会 机构 条件 标准 核心 案例 模式 正常 正式 民众 水平 活动 消息 清楚 潜在 焦点
  特殊 状况 状态 现场 现实 现有 现象 理由 目标 目的 相对 看法 真实 着名 知名 程序 程度 立场 简单 类似 细节
  结果 背景 能力 良好 范围 行为 行动 观点 规定 规模 角度 议题 话题 说法 资料 资深 趋势 足够 过程 进展 迹象
  速度 部门 重大 重点 重要 问题 阶段 难以置信 项目 顺利 领域 首席
]]

-- Belong to the page and to the making of it, not to the article.
-- Names of news agencies and sites are names, so they are missing; add those of an archive with `set`.
M.classes.page_furniture = [[
  下同 下载 专电 专访 中文版 中文网 主页 作者 全文 公众号 关注 出处 分享 刊登 原文 发文 发稿 取自 回复 图片
  图表 外电 外电报导 外电报道 媒体报道 审校 导读 小编 延伸 必究 快讯 感谢 截图 投稿 报导 报道 拍摄 授权
  摘要 撰写 撰文 撰稿 收听 收看 敬请 文中 文字 文章 新闻 新闻报道 新闻稿 新闻网 日电 早安 更新 未经 本报讯
  本文 本站 来源 查看 标题 栏目 校对 核稿 欢迎 正文 浏览 点击 版权 版权所有 独家 电子报 电讯 留言 登录 笔者
  综合 编者 编者按 编辑 网友 网址 网站 网页 节目 英文版 要闻 观看 视讯 视频 订阅 记者 评论 译者 详见 请勿
  谢谢 责任编辑 责编 跟帖 转发 转自 转载 连结 通讯员 配图 链接 阅读 页面 频道 题图 首页
]]

-- The same classes in English, and the pieces of addresses and markup.
-- "us" and "who" are missing, since folded they are also the country and the health organization; "sun"
-- since it is also a newspaper and a star; "new" since New York and New Zealand begin with it.
M.classes.english = [[
  about above across advertisement after again against ago all almost already also although always am among
  amp an and another any anyone anything appeared apr april are around article as at aug august author away
  back be because been before behind being below between beyond both but by can can't cannot can’t click com
  come comment comments cookie copyright could day days dec december did didn't didn’t do does doesn't
  doesn’t don't done don’t down download during each edited editor either else email enough even ever every
  everyone everything except feb february few first follow for fri friday from get give gmt go got had has
  have having he headline her here him himself his hour hours how however href html http https if image
  images img in instead into is isn't isn’t it it's its itself it’s jan january jul july jun june just know
  last later least less like link login made make many mar march may maybe meanwhile might mon monday month
  months more most mr mrs ms much must my nbsp near neither net never news newsletter newsletters next no
  nobody none nor not nothing nov november now oct october of off often on once one only onto or org other
  others our out over own page per perhaps permalink photo photograph photographs picture post posted print
  published quite rather read really register reply reserved retrieved rights rss said same sat saturday say
  says see sep sept september several shall share she should since so some someone something soon source src
  still subscribe subscription such sunday tag tagged tags take than that that's that’s the their them
  themselves then there therefore these they this those though through thu thursday thus time times to today
  told tomorrow too toward tue tuesday two under unless until up updated upon url use used utc very via
  video was we website wed wednesday week weeks well were what when where whether which while whose why will
  with within without won't won’t would www year years yesterday yet you your
]]

-- Common English adjectives and nouns: names begin with them, as Black Lives Matter, but alone they say nothing.
M.classes.english_general = [[
  bad best better big black blue bright broad central certain clear close common current dark deep different
  early easy entire fair fast final fine free fresh full general global good great green hard heavy high huge
  human important international large late light likely little local long low main major modern national
  natural nice old open original particular people perfect personal possible present private proper public
  pure quick quiet real recent red right serious sharp short simple single slow small smart social soft
  special strong thing things total true useful usual various vast warm way ways weak white whole wide wild
  wonderful world worst wrong young
]]

--- The words of some classes, parted by spaces and line ends.
---@param classes? string[] default: all
---@return string words
function M.text(classes)
  local texts = {}
  if classes then
    for i, class in ipairs(classes) do texts[i] = M.classes[class] end
  else
    for _, words in pairs(M.classes) do texts[#texts + 1] = words end
  end
  return table.concat(texts, "\n")
end

--- Makes the set of all stop words.
---@param extra? string[] further words, folded
---@param keep? string[] words that are to count after all, folded; they win over `extra`
---@return table<string, true> set a new table: word -> true
function M.set(extra, keep)
  local set = {}
  -- Not %S: in some locales a byte of a Chinese character counts as a space.
  for word in gmatch(M.text(), "[^ \n]+") do set[word] = true end
  for _, word in ipairs(extra or {}) do set[word] = true end
  for _, word in ipairs(keep or {}) do set[word] = nil end
  return set
end

return M
