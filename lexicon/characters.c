#include "characters.h"

#include "core/newsstat.h"

#include <stdio.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

/* -- Folding ------------------------------------------------------------------- */

/* Reads the character at *at and moves past it; 0 at the end of the line. */
static uint32_t next_character(const char **at) {
  uint32_t c = 0;
  size_t left = strcspn(*at, "\t\r\n");
  if (left) *at += nst_utf8_decode(*at, left, &c);
  return c;
}

static int fold_traditional(nst_alphabet *alphabet, const char *path) {
  FILE *file = fopen(path, "r");
  if (!file) {
    perror(path);
    return 1;
  }
  char line[64];
  int number = 0, failed = 0;
  while (!failed && fgets(line, sizeof line, file)) {
    const char *at = line;
    uint32_t traditional = next_character(&at);
    number++;
    at += *at == '\t';
    uint32_t simplified = next_character(&at);
    if (traditional && simplified)
      alphabet->folded[traditional] = simplified;
    else
      failed = fprintf(stderr, "%s:%d: two characters with a tab between expected\n", path, number);
  }
  fclose(file);
  return failed != 0;
}

/* A circle is often typed for the numeral that looks like it. */
enum { CIRCLE = 0x25CB, ZERO = 0x3007 };

/* Compatibility forms fold to a traditional character, which folds on. */
static void fold_twice(nst_alphabet *alphabet) {
  for (uint32_t c = 0; c < NST_CODE_POINTS; c++)
    alphabet->folded[c] = alphabet->folded[alphabet->folded[c]];
}

/* -- Classes --------------------------------------------------------------------- */

static int is_one_of(uint32_t code_point, const char *set) {
  size_t size = strlen(set);
  for (size_t at = 0; at < size;) {
    uint32_t c;
    at += nst_utf8_decode(set + at, size - at, &c);
    if (c == code_point) return 1;
  }
  return 0;
}

static int is_digit(uint32_t c) { return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19); }

static int is_latin(UScriptCode script) {
  return script == USCRIPT_LATIN || script == USCRIPT_GREEK || script == USCRIPT_CYRILLIC;
}

static nst_class class_of(uint32_t code_point) {
  UChar32 c = (UChar32)code_point;
  UErrorCode error = U_ZERO_ERROR;
  UScriptCode script = uscript_getScript(c, &error);
  int32_t type = U_MASK(u_charType(c));
  if (is_digit(code_point)) return NST_CLASS_DIGIT;
  if (is_one_of(code_point, "\n\r\v\f\xC2\x85\xE2\x80\xA8\xE2\x80\xA9")) return NST_CLASS_BREAK;
  if (u_isUWhiteSpace(c)) return NST_CLASS_SPACE;
  if (code_point == CIRCLE) return NST_CLASS_HAN;
  if (script == USCRIPT_HAN && (type & (U_GC_L_MASK | U_GC_NL_MASK))) return NST_CLASS_HAN;
  if (is_latin(script) && (type & U_GC_L_MASK)) return NST_CLASS_LATIN;
  if (type & U_GC_M_MASK) return NST_CLASS_MARK;
  if ((type & (U_GC_L_MASK | U_GC_ND_MASK)) || code_point == 0x200D ||
      u_hasBinaryProperty(c, UCHAR_EXTENDED_PICTOGRAPHIC) ||
      u_hasBinaryProperty(c, UCHAR_REGIONAL_INDICATOR) ||
      u_hasBinaryProperty(c, UCHAR_EMOJI_MODIFIER))
    return NST_CLASS_OTHER;
  return NST_CLASS_PUNCTUATION;
}

static uint8_t flags_of(uint32_t code_point) {
  static const struct {
    const char *set;
    uint8_t flag;
  } sets[] = {
      {"万亿千百兆萬億", NST_FLAG_SCALE},
      {"%％‰", NST_FLAG_PERCENT},
      {"'’-‐.·", NST_FLAG_JOINS_WORD},
      {".．", NST_FLAG_POINT},
      {",", NST_FLAG_GROUP},
      {"—…─-.．‥=*~～_", NST_FLAG_REPEATS},
      {"〇○零一二三四五六七八九十百千万亿两萬億兩", NST_FLAG_NUMERAL},
  };
  uint8_t flags = 0;
  for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
    if (is_one_of(code_point, sets[i].set)) flags |= sets[i].flag;
  return flags;
}

static int is_han(uint32_t code_point) {
  UErrorCode error = U_ZERO_ERROR;
  return uscript_getScript((UChar32)code_point, &error) == USCRIPT_HAN;
}

/* -- The alphabet ------------------------------------------------------------------ */

int characters_read(nst_alphabet *alphabet, const char *traditional_path) {
  if (fold_traditional(alphabet, traditional_path)) return 1;
  fold_twice(alphabet);
  alphabet->folded[CIRCLE] = ZERO;
  for (uint32_t c = 0; c < NST_CODE_POINTS; c++)
    alphabet->records[c] = (nst_character){0, (uint8_t)class_of(c), flags_of(c)};
  return 0;
}

void characters_require(nst_alphabet *alphabet) {
  for (uint32_t c = 0; c < NST_CODE_POINTS; c++)
    if ((alphabet->folded[c] != c && is_han(c)) || (alphabet->records[c].flags & NST_FLAG_NUMERAL))
      nst_alphabet_require(alphabet, c);
}
