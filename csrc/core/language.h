/* language.h: the data behind nst_text_language: words that tell languages of one
   script apart. */
#ifndef NEWSSTAT_LANGUAGE_H
#define NEWSSTAT_LANGUAGE_H

#include <stddef.h>

/* The most frequent function words of a language, in lower case, a space between.
   Some stand with several languages; all a language's together decide. */
typedef struct nst_language_words {
  const char *language;
  const char *words;
} nst_language_words;

enum { NST_LATIN_LANGUAGES = 20 };
extern const nst_language_words nst_latin_languages[NST_LATIN_LANGUAGES];

/* Letters of one language that writes in Cyrillic or in Arabic letters and not
   of the script's usual one; the first row whose letters are met decides. */
typedef struct nst_language_letters {
  const char *language;
  const char *letters;
} nst_language_letters;

enum { NST_CYRILLIC_LANGUAGES = 6, NST_ARABIC_LANGUAGES = 2 };
extern const nst_language_letters nst_cyrillic_languages[NST_CYRILLIC_LANGUAGES];
extern const nst_language_letters nst_arabic_languages[NST_ARABIC_LANGUAGES];

#endif
