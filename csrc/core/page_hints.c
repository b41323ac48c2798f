#include "page_hints.h"

#include "html_bytes.h"

typedef enum part { WHOLE, HEAD } part;

typedef struct hint_word {
  const char *word; /* in lower case */
  uint8_t size;
  uint8_t part; /* all of a name's word, or what it begins with */
  uint16_t hints;
} hint_word;

#define WORD(word, part, hints) \
  { (word), sizeof(word) - 1, (part), (hints) }

enum { MOST_WORDS = 10 };

/* By first letter; English, and pinyin of what Chinese pages call these things. */
static const hint_word hint_words['z' - 'a' + 1][MOST_WORDS] = {
    ['a' - 'a'] = {WORD("author", HEAD, NST_HINT_AUTHOR), WORD("auth", WHOLE, NST_HINT_AUTHOR),
                   WORD("aside", WHOLE, NST_HINT_SIDE)},
    ['b' - 'a'] = {WORD("byline", HEAD, NST_HINT_AUTHOR), WORD("bianji", HEAD, NST_HINT_EDITOR),
                   WORD("biaoti", WHOLE, NST_HINT_TITLE), WORD("breadcrumb", HEAD, NST_HINT_CRUMB)},
    ['c' - 'a'] = {WORD("comment", HEAD, NST_HINT_COMMENT),
                   WORD("comefrom", WHOLE, NST_HINT_SOURCE),
                   WORD("copyright", HEAD, NST_HINT_FOOTER), WORD("crumb", HEAD, NST_HINT_CRUMB),
                   WORD("chuchu", WHOLE, NST_HINT_SOURCE), WORD("created", WHOLE, NST_HINT_DATE),
                   WORD("creator", WHOLE, NST_HINT_AUTHOR)},
    ['d' - 'a'] = {WORD("date", HEAD, NST_HINT_DATE), WORD("dateline", WHOLE, NST_HINT_DATE),
                   WORD("daohang", WHOLE, NST_HINT_SIDE)},
    ['e' - 'a'] = {WORD("editor", HEAD, NST_HINT_EDITOR)},
    ['f' - 'a'] = {WORD("footer", HEAD, NST_HINT_FOOTER), WORD("foot", WHOLE, NST_HINT_FOOTER),
                   WORD("fabu", HEAD, NST_HINT_DATE), WORD("fbsj", WHOLE, NST_HINT_DATE)},
    ['h' - 'a'] = {WORD("headline", HEAD, NST_HINT_TITLE), WORD("hot", WHOLE, NST_HINT_SIDE)},
    ['j' - 'a'] = {WORD("jizhe", WHOLE, NST_HINT_AUTHOR)},
    ['l' - 'a'] = {WORD("laiyuan", WHOLE, NST_HINT_SOURCE),
                   WORD("lastmod", HEAD, NST_HINT_MODIFIED), WORD("latest", WHOLE, NST_HINT_SIDE)},
    ['m' - 'a'] = {WORD("modified", HEAD, NST_HINT_MODIFIED), WORD("menu", HEAD, NST_HINT_SIDE),
                   WORD("mianbao", HEAD, NST_HINT_CRUMB), WORD("most", WHOLE, NST_HINT_SIDE)},
    ['n' - 'a'] = {WORD("nav", WHOLE, NST_HINT_SIDE)},
    ['p' - 'a'] = {WORD("published", WHOLE, NST_HINT_DATE), WORD("publish", WHOLE, NST_HINT_DATE),
                   WORD("pubdate", WHOLE, NST_HINT_DATE), WORD("posted", WHOLE, NST_HINT_DATE),
                   WORD("pinglun", HEAD, NST_HINT_COMMENT), WORD("paihang", HEAD, NST_HINT_SIDE),
                   WORD("popular", WHOLE, NST_HINT_SIDE), WORD("promo", WHOLE, NST_HINT_SIDE)},
    ['r' - 'a'] = {WORD("related", HEAD, NST_HINT_SIDE), WORD("relate", WHOLE, NST_HINT_SIDE),
                   WORD("recommend", HEAD, NST_HINT_SIDE), WORD("rank", WHOLE, NST_HINT_SIDE),
                   WORD("reply", HEAD, NST_HINT_COMMENT), WORD("riqi", WHOLE, NST_HINT_DATE),
                   WORD("recent", WHOLE, NST_HINT_SIDE)},
    ['s' - 'a'] = {WORD("source", HEAD, NST_HINT_SOURCE), WORD("shijian", WHOLE, NST_HINT_DATE),
                   WORD("sidebar", HEAD, NST_HINT_SIDE), WORD("side", WHOLE, NST_HINT_SIDE)},
    ['t' - 'a'] = {WORD("time", HEAD, NST_HINT_DATE), WORD("title", HEAD, NST_HINT_TITLE),
                   WORD("tuijian", WHOLE, NST_HINT_SIDE), WORD("teaser", HEAD, NST_HINT_SIDE),
                   WORD("trending", WHOLE, NST_HINT_SIDE)},
    ['u' - 'a'] = {WORD("update", HEAD, NST_HINT_MODIFIED)},
    ['w' - 'a'] = {WORD("writer", WHOLE, NST_HINT_AUTHOR), WORD("weizhi", WHOLE, NST_HINT_CRUMB)},
    ['x' - 'a'] = {WORD("xiangguan", WHOLE, NST_HINT_SIDE)},
    ['z' - 'a'] = {WORD("zuozhe", WHOLE, NST_HINT_AUTHOR)},
};

/* What a word that is not in the table may end with: "pubtime", "newsdate". */
static const hint_word ends[] = {
    WORD("time", WHOLE, NST_HINT_DATE),     WORD("date", WHOLE, NST_HINT_DATE),
    WORD("author", WHOLE, NST_HINT_AUTHOR), WORD("source", WHOLE, NST_HINT_SOURCE),
    WORD("title", WHOLE, NST_HINT_TITLE),
};

enum { LONGEST_WORD = 24, MOST_BYTES = 256 };

static uint32_t hints_of_end(const char *word, size_t size) {
  if (word[size - 1] != 'e' && word[size - 1] != 'r') return 0;
  for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
    size_t end = ends[i].size;
    if (size > end && memcmp(word + size - end, ends[i].word, end) == 0) return ends[i].hints;
  }
  return 0;
}

static uint32_t hints_of_word(const char *word, size_t size) {
  if (size < 3) return 0;
  const hint_word *row = hint_words[word[0] - 'a'];
  for (size_t i = 0; i < MOST_WORDS && row[i].word; i++) {
    bool fits = row[i].part == WHOLE ? size == row[i].size : size >= row[i].size;
    if (fits && memcmp(word, row[i].word, row[i].size) == 0) return row[i].hints;
  }
  return hints_of_end(word, size);
}

/* Layout words: "has-sidebar" stands around the article, not in the sidebar. */
static bool is_about_layout(const char *word, size_t size) {
  return (size == 3 && memcmp(word, "has", 3) == 0) ||
         (size == 4 && memcmp(word, "with", 4) == 0) || (size == 2 && memcmp(word, "no", 2) == 0);
}

/* Whether c belongs to the word of the letter before it: "pubTime" is two. */
static bool goes_on(char before, char c) {
  return nst_html_is_letter(c) && !(c <= 'Z' && before >= 'a');
}

uint32_t nst_page_hints_of(nst_html_slice names) {
  char word[LONGEST_WORD];
  uint32_t hints = 0;
  bool layout = false;
  size_t end = names.size < MOST_BYTES ? names.size : MOST_BYTES;
  for (size_t at = 0; at < end;) {
    if (!nst_html_is_letter(names.bytes[at])) {
      at++;
      continue;
    }
    size_t size = 0;
    char before;
    do {
      before = names.bytes[at++];
      if (size < LONGEST_WORD) word[size++] = nst_html_lower(before);
    } while (at < end && goes_on(before, names.bytes[at]));
    hints |= hints_of_word(word, size);
    layout |= size <= 4 && is_about_layout(word, size);
  }
  return layout ? hints & ~(uint32_t)(NST_HINT_SIDE | NST_HINT_COMMENT) : hints;
}
