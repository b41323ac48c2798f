/* content_hints.h: what the names of an element (class, id, role …) hint at. */
#ifndef NEWSSTAT_CONTENT_HINTS_H
#define NEWSSTAT_CONTENT_HINTS_H

#include "content_words.h"

typedef enum nst_content_hint {
  NST_HINT_BODY,    /* the body of an article: two words that say so together */
  NST_HINT_CONTENT, /* one word that may */
  NST_HINT_COMMENT,
  NST_HINT_RELATED,
  NST_HINT_CARD, /* one of several of a kind */
  NST_HINT_SHARE,
  NST_HINT_NAVIGATION,
  NST_HINT_FOOT,
  NST_HINT_META, /* author, time, source */
  NST_HINT_CAPTION,
  NST_HINT_ADVERT,
  NST_HINT_SUBSCRIBE,
  NST_HINT_SIDE,
  NST_HINT_POPUP,
  NST_HINT_TAGS,
  NST_HINT_HIDDEN,
  NST_HINT_LEAD,
  NST_HINT_TITLE,
  NST_HINT_BOX,
  NST_HINT_EMBED,
  NST_HINT_TOOL,
  NST_CONTENT_HINTS
} nst_content_hint;

#define NST_HINT_BIT(hint) (1u << (hint))

/* Hints for and against content. */
enum {
  NST_GOOD_HINTS = 1u << NST_HINT_BODY | 1u << NST_HINT_CONTENT,
  NST_BAD_HINTS = 1u << NST_HINT_COMMENT | 1u << NST_HINT_RELATED | 1u << NST_HINT_SHARE |
                  1u << NST_HINT_NAVIGATION | 1u << NST_HINT_FOOT | 1u << NST_HINT_ADVERT |
                  1u << NST_HINT_SUBSCRIBE | 1u << NST_HINT_SIDE | 1u << NST_HINT_POPUP |
                  1u << NST_HINT_HIDDEN | 1u << NST_HINT_TAGS | 1u << NST_HINT_TOOL
};

/* The longest names that are looked at. */
enum { NST_CONTENT_NAME_BYTES = 200 };

/* Finds hints, and remembers those of names that come again. */
typedef struct nst_content_hint_finder {
  nst_content_words words;
  struct {
    uint64_t hash; /* of the names; 0 for none */
    uint32_t hints;
  } known[256];
} nst_content_hint_finder;

void nst_content_hint_finder_init(nst_content_hint_finder *finder);

/* The hints of names, parted by spaces; at most NST_CONTENT_NAME_BYTES. */
uint32_t nst_content_find_hints(nst_content_hint_finder *finder, const char *names, size_t size);

#endif
