"""Pages made of others, so that less depends on language and on the names that a page gives its elements:

    names     without class, id, role and the like
    chinese   each word as Han characters, the words of furniture translated, Chinese punctuation
    old       both, and without the elements of HTML5: as pages of twenty years ago
"""

import html
import re
import zlib

import labels

NAMES = re.compile(r"""\s(class|id|itemprop|role|data-[\w-]+)\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)""", re.I)
TAG = re.compile(r"(<script\b.*?</script\s*>|<style\b.*?</style\s*>|<!--.*?-->|<[^>]*>)", re.I | re.S)
NEW_ELEMENTS = re.compile(r"<(/?)(article|main|section|header|footer|nav|aside|figure|figcaption)\b", re.I)
CHARSET = re.compile(r"""(charset\s*=\s*["']?)[\w-]+""", re.I)

FURNITURE = [(re.compile(words, re.I), chinese) for words, chinese in (
    (r"\b(read (more|also|next)|see also|related( \w+)?|more (on|from|stories|news)|recommended|most read|popular|trending)\b", "相关阅读"),
    (r"\b(weiterlesen|lesen sie|mehr zum thema|siehe auch|auch interessant|ähnliche \w+)\b", "推荐阅读"),
    (r"\b(posted|written) by\b", "作者："),
    (r"\b(photo(graph)?|foto|bild|image|credit)s? ?:", "图片："),
    (r"\b(source|quelle) ?:", "来源："),
    (r"\b(share|teilen|tweet|facebook|twitter|whatsapp|linkedin|pinterest)\b", "分享"),
    (r"\b(comments?|kommentare?|replies|reply)\b", "评论"),
    (r"\b(all rights reserved|alle rechte vorbehalten|copyright)\b|©", "版权所有"),
    (r"\b(newsletter|subscribe|abonnieren|sign up|log ?in|anmelden|registr\w+)\b", "订阅"),
    (r"\b(privacy|datenschutz|impressum|disclaimer|cookies?)\b", "声明"),
    (r"\b(previous|prev)\b( post| article)?", "上一篇"),
    (r"\bnext\b( post| article)", "下一篇"),
    (r"\btags?\b ?:", "标签："),
    (r"\b(home|startseite)\b", "首页"),
    (r"\b(search|suche)\b", "搜索"),
    (r"\b(contact|kontakt)\b", "联系我们"))]
PUNCTUATION = [(", ", "，"), (". ", "。"), (": ", "："), ("; ", "；"), ("? ", "？"), ("! ", "！")]
WIDE = "[\u3000-\u9fff\uff00-\uffef]"


def han_word(match):
    word = match.group()
    if word.isdigit() or any("\u2e80" <= c <= "\u9fff" for c in word):
        return word
    value = zlib.crc32(word.lower().encode())
    return "".join(chr(0x4E00 + (value >> 5 * i) % 3000) for i in range(max(1, (len(word) + 2) // 4)))


def chinese(text):
    """Text in Han characters that mean nothing: equal words give equal ones."""
    for pattern, words in FURNITURE:
        text = pattern.sub(" " + words + " ", text)
    text = re.sub(r"[^\W_]+", han_word, text)
    for latin, wide in PUNCTUATION:
        text = text.replace(latin, wide)
        if text.endswith(latin.strip()):
            text = text[: -len(latin.strip())] + wide
    return re.sub("(?<=%s) +(?=%s)" % (WIDE, WIDE), "", text)


def chinese_source(source):
    body = source.strip()
    if not body:
        return source
    at = source.index(body)
    return source[:at] + html.escape(chinese(html.unescape(body)), quote=False) + source[at + len(body) :]


def unchanged(text):
    return text


def without_names(tag):
    return NAMES.sub("", tag)


def old(tag):
    return NAMES.sub("", NEW_ELEMENTS.sub(r"<\1div", tag))


# For each variant: what becomes of text in the source, of tags, and of a block's text.
VARIANTS = {
    "names": (unchanged, without_names, unchanged),
    "chinese": (chinese_source, unchanged, chinese),
    "old": (chinese_source, old, chinese),
}


def encode(page):
    """A page as UTF-8, whatever it says."""
    return ("\ufeff" + CHARSET.sub(r"\1utf-8", page, count=1)).encode("utf-8", "replace")


def without(source, texts):
    """The page as UTF-8 bytes, without what stands in texts."""
    gone = "|".join(map(labels.squeeze, texts))
    parts = TAG.split(source)
    for i in range(0, len(parts), 2):
        bare = labels.squeeze(html.unescape(parts[i]))
        if len(bare) > 1 and bare in gone:
            parts[i] = " "
    return encode("".join(parts))


def make(source, variant):
    """The page as UTF-8 bytes."""
    of_text, of_tag, _ = VARIANTS[variant]
    parts = TAG.split(source)
    for i, part in enumerate(parts):
        if i % 2 == 0:
            parts[i] = of_text(part)
        elif not re.match(r"<(script|style|!)", part, re.I):
            parts[i] = of_tag(part)
    return encode("".join(parts))
