"""Which words of a dictionary our segmentation splits, and why.

A dictionary lists what somebody may look up; a segmenter's list says what is
one word in running text.  The rules follow what treebanks of Chinese have in
common: compounds of independent words, numerals with their measure words, and
words with a grammatical affix are cut."""
import math

NUMERALS = frozenset("一二三四五六七八九十百千万亿两几〇零数")

MEASURES = frozenset(
    "个名位次种年天月件条张座场家段批句份股类套层顿杯封篇块根双群辆架支项届元吨斤米里亩颗枚幅棵盘艘栋间岁度只所本步站集秒周组"
    "回轮课招倍节则队台匹头粒滴盒箱瓶碗桌床桶袋册卷页行列排级处户"
) | frozenset(
    "小时 分钟 公里 公斤 美元 平方米 世纪 年代 年级 万元 亿元 星期 人次 公顷 英里 厘米 毫米 千米 海里 平方公里 立方米".split()
)

NUMERAL_TAGS = frozenset("m q mq t i d n c".split())

# Adverb or auxiliary with a verb, which dictionaries count as one for being frequent.
PHRASES = frozenset("就是 不是 更是 却是 像是 便是 令人 才能 不能 只能 未能".split())

DEGREES = frozenset("最很较极太挺颇")
DETERMINERS = frozenset("这那该此每某本哪")

# 这里, 本所, 此处 are words of their own, and so is 一些 beside 一个.
NOT_WITH_DETERMINER = frozenset("里只本所处")
NOT_WITH_ONE = frozenset("些点百半下起切月日千万")

# Nats by which a compound must be more frequent than its parts let expect, to stay one word.
BOUND_COMPOUND = 8
BOUND_AFFIXED = 1.5


# A fine segmentation cuts these off words that stand alone without them.
SUFFIXES = frozenset(
    "者家性化员人国省市县区州村镇路街河山湖岛海港站局部院校厂厅室队团党军会社族语史法学界业式型率量力度品机器车费款税权案书"
    "报刊片剧版奖赛杯节论派系级线层群城湾桥店馆所处组长手迷热风感观们"
)
PREFIXES = frozenset("副总前新老大小非反超多单双无半准亚女男全各")
FIXED_TAGS = frozenset(("i", "l"))
BOUND_FINE = 16


class Splitter:
    """Decides for the words of one dictionary, given their counts and tags by folded word."""

    def __init__(self, counts, tags):
        total = sum(counts.values())
        self.tags = tags
        self.logs = {word: math.log(count / total) for word, count in counts.items()}

    def best_parts(self, word, least):
        """ln p of the likeliest split in two words of at least `least` characters, or None."""
        cuts = range(least, len(word) - least + 1)
        sums = [
            self.logs[word[:cut]] + self.logs[word[cut:]]
            for cut in cuts
            if word[:cut] in self.logs and word[cut:] in self.logs
        ]
        return max(sums, default=None)

    def is_compound(self, word):
        parts = self.best_parts(word, 2)
        return parts is not None and self.logs[word] - parts < BOUND_COMPOUND

    def is_quantity(self, word):
        tag, end = self.tags[word], 0
        while end < len(word) and word[end] in NUMERALS:
            end += 1
        if 0 < end < len(word) and word[end:] in MEASURES and tag in NUMERAL_TAGS:
            return True
        if len(word) > 1 and word[0] in "多半余":
            return word[1:] in MEASURES or (word[1] in "万亿千百" and tag == "m")
        return word[0] == "第" and len(word) > 2

    def is_phrase(self, word):
        if word in PHRASES:
            return True
        if len(word) != 2:
            return False
        first, second, tag = word[0], word[1], self.tags[word]
        return (
            (first in DEGREES and tag == "a")
            or (first in DETERMINERS and second in MEASURES - NOT_WITH_DETERMINER)
            or (first == "一" and tag == "m" and second not in NOT_WITH_ONE)
            or (first == "年" and second in "前后内间")
        )

    def is_affixed(self, word):
        if len(word) >= 3 and word[-1] == "们" and word[:-1] in self.logs:
            return True
        if len(word) != 3:
            return False
        if word[1:] == "政府":
            return True
        parts = self.best_parts(word, 1)
        return parts is not None and self.logs[word] - parts < BOUND_AFFIXED

    def splits(self, word):
        return self.is_compound(word) or self.is_quantity(word) or self.is_phrase(word) or self.is_affixed(word)

    def splits_finely(self, word):
        """Whether a kept word splits in a fine segmentation: an affixed word or a compound."""
        tag = self.tags[word]
        if len(word) < 3 or tag in FIXED_TAGS or tag.startswith("nr"):
            return False
        if len(word) == 3:
            return (word[2] in SUFFIXES and word[:2] in self.logs) or (
                word[0] in PREFIXES and word[1:] in self.logs
            )
        parts = self.best_parts(word, 2)
        return parts is not None and self.logs[word] - parts < BOUND_FINE
