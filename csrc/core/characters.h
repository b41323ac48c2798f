/* characters.h: which characters of a page go into its text.

   Text is counted by words, so what is not seen must not part a word or make
   two of one:
   - kept: all that is seen, combining marks, no-break and ideographic spaces,
     variation selectors;
   - left out: controls, soft hyphens, zero-width spaces and word joiners, byte
     order marks, bidirectional controls, interlinear annotation, invisible
     operators, private-use characters (icon fonts, mostly), noncharacters;
   - spaces: tab, line ends, vertical tab, U+0085, U+2028, U+2029;
   - joiners (U+200C, U+200D) are kept behind characters of scripts and emoji
     that they shape, which are those from U+0590 to U+18AF and from U+2190 to
     U+2BFF, behind variation selectors and from U+1F000 on; elsewhere they are
     left out.  So are the tag characters U+E0020 to U+E007F but in flags. */
#ifndef NEWSSTAT_CHARACTERS_H
#define NEWSSTAT_CHARACTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum nst_character_rule {
  NST_CHARACTER_KEPT,
  NST_CHARACTER_LEFT_OUT,
  NST_CHARACTER_SPACE,
  NST_CHARACTER_JOINER
} nst_character_rule;

nst_character_rule nst_character_rule_of(uint32_t c);

/* Whether a joiner behind text is kept. */
bool nst_keeps_joiner(const char *text, size_t size);

/* The bytes from text[0] on that go into the text as they are: well-formed
   characters that are kept, and single spaces between them.  text[0] is no
   space. */
size_t nst_plain_run(const char *text, size_t size);

#endif
