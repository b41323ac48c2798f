#include "content_hints.h"

#include "hash.h"
#include "html_bytes.h"

enum { PART, WHOLE };

static const nst_content_word_list lists[] = {
#define NST_HINT_WORDS(group, kind, words) {NST_HINT_##group, kind, words},
#include "content_hint_words.inc"
#undef NST_HINT_WORDS
};

void nst_content_hint_finder_init(nst_content_hint_finder *finder) {
  nst_content_words_init(&finder->words, lists, sizeof lists / sizeof *lists);
  memset(finder->known, 0, sizeof finder->known);
}

/* Names in lower case, and where parts of them begin. */
typedef struct names {
  size_t size;
  char text[NST_CONTENT_NAME_BYTES + 1]; /* ended by NUL */
  bool begins[NST_CONTENT_NAME_BYTES + 1];
} names;

static void read_names(names *out, const char *text, size_t size) {
  char before = ' ';
  out->size = size < NST_CONTENT_NAME_BYTES ? size : NST_CONTENT_NAME_BYTES;
  for (size_t i = 0; i < out->size; i++) {
    char c = text[i], lower = nst_html_lower(c);
    bool letter = lower >= 'a' && lower <= 'z';
    bool letter_before = nst_html_is_letter(before);
    out->text[i] = lower;
    out->begins[i] = letter != letter_before || (c != lower && nst_html_lower(before) == before);
    before = c;
  }
  out->text[out->size] = 0;
  out->begins[out->size] = true;
}

/* The first of the words, parted by "|", that stands at text; its size, or 0. */
static size_t one_of(const char *text, const char *words) {
  while (words) {
    size_t size = 0;
    while (words[size] == text[size] && text[size]) size++;
    if (!words[size] || words[size] == '|') return size;
    const char *end = strchr(words + size, '|');
    words = end ? end + 1 : NULL;
  }
  return 0;
}

/* Two words that together name the body of an article, as in post-content. */
static bool names_body(const char *text) {
  if (!strchr("abcemnpst", *text)) return false; /* what the words below begin with */
  size_t size = one_of(text, "article|artikel|art|post|entry|story|news|blog|main|beitrag");
  if (size) {
    const char *rest = text + size;
    rest += *rest == 's';
    rest += strspn(rest, "-_");
    if (one_of(rest, "body|content|text|copy|detail|paragraph|inhalt|fulltext")) return true;
  }
  size = one_of(text, "body|content|text");
  if (!size) return false;
  const char *rest = text + size;
  rest += strspn(rest, "-_");
  return one_of(rest, "article|post|entry|story|news");
}

static bool is_whole_body_name(const names *all) {
  return strcmp(all->text, "text") == 0 || strcmp(all->text, "prose") == 0;
}

static uint32_t find(const nst_content_words *words, const names *all) {
  uint32_t hints = is_whole_body_name(all) ? NST_HINT_BIT(NST_HINT_BODY) : 0;
  for (size_t at = 0; at < all->size; at++) {
    size_t slot = nst_content_word_slot(all->text + at);
    for (size_t i = words->first[slot]; i < words->first[slot + 1]; i++) {
      const nst_content_word *word = &words->words[i];
      if (!nst_content_word_is_at(word, all->text, all->size, at)) continue;
      if (word->kind == PART || (all->begins[at] && all->begins[at + word->size]))
        hints |= NST_HINT_BIT(word->group);
    }
    if (names_body(all->text + at)) hints |= NST_HINT_BIT(NST_HINT_BODY);
  }
  return hints;
}

uint32_t nst_content_find_hints(nst_content_hint_finder *finder, const char *text, size_t size) {
  enum { KNOWN = sizeof finder->known / sizeof *finder->known };
  if (!size) return 0;
  if (size > NST_CONTENT_NAME_BYTES) size = NST_CONTENT_NAME_BYTES;
  uint64_t hash = nst_hash_bytes(text, size, 1) | 1;
  size_t slot = hash >> 32 & (KNOWN - 1);
  if (finder->known[slot].hash != hash) {
    names all;
    read_names(&all, text, size);
    finder->known[slot].hash = hash;
    finder->known[slot].hints = find(&finder->words, &all);
  }
  return finder->known[slot].hints;
}
