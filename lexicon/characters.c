#include "characters.h"

#include "core/newsstat.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>

/* -- Folding ------------------------------------------------------------------- */

/* NFKC and case folding of one character, where the result is one too. */
static uint32_t fold_one(const UNormalizer2 *form, uint32_t code_point) {
  UChar from[2], to[32];
  int32_t length = 0;
  UErrorCode error = U_ZERO_ERROR;
  U16_APPEND_UNSAFE(from, length, code_point);
  int32_t size = unorm2_normalize(form, from, length, to, 32, &error);
  if (U_FAILURE(error) || !size || u_countChar32(to, size) != 1) return code_point;
  UChar32 folded;
  int32_t at = 0;
  U16_NEXT(to, at, size, folded);
  return (uint32_t)folded;
}

static int fold_by_icu(characters *all) {
  UErrorCode error = U_ZERO_ERROR;
  const UNormalizer2 *form = unorm2_getNFKCCasefoldInstance(&error);
  if (U_FAILURE(error)) {
    fprintf(stderr, "lexicon: ICU has no normalisation data: %s\n", u_errorName(error));
    return 1;
  }
  for (uint32_t c = 0; c < CODE_POINTS; c++)
    all->folded[c] = c >= 0xD800 && c <= 0xDFFF ? c : fold_one(form, c);
  return 0;
}

/* Reads the character at *at and moves past it; 0 at the end of the line. */
static uint32_t next_character(const char **at) {
  uint32_t c = 0;
  size_t left = strcspn(*at, "\t\r\n");
  if (left) *at += nst_utf8_decode(*at, left, &c);
  return c;
}

static int fold_traditional(characters *all, const char *path) {
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
      all->folded[traditional] = simplified;
    else
      failed = fprintf(stderr, "%s:%d: two characters with a tab between expected\n", path, number);
  }
  fclose(file);
  return failed != 0;
}

/* A circle is often typed for the numeral that looks like it. */
enum { CIRCLE = 0x25CB, ZERO = 0x3007 };

/* Compatibility forms fold to a traditional character, which folds on. */
static void fold_twice(characters *all) {
  for (uint32_t c = 0; c < CODE_POINTS; c++) all->folded[c] = all->folded[all->folded[c]];
}

int characters_open(characters *all, const char *traditional_path) {
  memset(all, 0, sizeof *all);
  all->folded = calloc(CODE_POINTS, sizeof *all->folded);
  all->codes = calloc(CODE_POINTS, sizeof *all->codes);
  all->uses = calloc(CODE_POINTS, sizeof *all->uses);
  all->by_code = calloc(NST_FREE_LABEL, sizeof *all->by_code);
  if (!all->folded || !all->codes || !all->uses || !all->by_code) {
    fputs("lexicon: out of memory\n", stderr);
    return 1;
  }
  if (fold_by_icu(all) || fold_traditional(all, traditional_path)) return 1;
  fold_twice(all);
  all->folded[CIRCLE] = ZERO;
  return 0;
}

void characters_close(characters *all) {
  free(all->folded);
  free(all->codes);
  free(all->uses);
  free(all->by_code);
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

/* -- Codes ----------------------------------------------------------------------- */

typedef struct ranked {
  uint32_t code_point;
  uint32_t uses;
} ranked;

static int by_uses(const void *a, const void *b) {
  const ranked *x = a, *y = b;
  if (x->uses != y->uses) return x->uses < y->uses ? 1 : -1;
  return x->code_point < y->code_point ? -1 : x->code_point > y->code_point;
}

static int is_han(uint32_t code_point) {
  UErrorCode error = U_ZERO_ERROR;
  return uscript_getScript((UChar32)code_point, &error) == USCRIPT_HAN;
}

void characters_number(characters *all) {
  /* Han characters that others fold to need a code too, so that look-ups of
     keys find their folded form without ICU. */
  for (uint32_t c = 0; c < CODE_POINTS; c++)
    if (all->folded[c] != c && is_han(c) && !all->uses[all->folded[c]])
      all->uses[all->folded[c]] = 1;
  /* So do numerals, which may be in no word but stand in numbers. */
  for (uint32_t c = 0; c < CODE_POINTS; c++)
    if ((flags_of(c) & NST_FLAG_NUMERAL) && !all->uses[all->folded[c]])
      all->uses[all->folded[c]] = 1;
  ranked *order = calloc(NST_FREE_LABEL, sizeof *order);
  uint32_t count = 0;
  for (uint32_t c = 0; order && c < CODE_POINTS && count < NST_FREE_LABEL - 1; c++)
    if (all->uses[c]) order[count++] = (ranked){c, all->uses[c]};
  if (order) qsort(order, count, sizeof *order, by_uses);
  for (uint32_t i = 0; i < count; i++) {
    all->by_code[i + 1] = order[i].code_point;
    all->codes[order[i].code_point] = (uint16_t)(i + 1);
  }
  free(order);
  all->code_count = count + 1;
  for (uint32_t c = 0; c < CODE_POINTS; c++) all->codes[c] = all->codes[all->folded[c]];
}

nst_character characters_record(const characters *all, uint32_t code_point) {
  return (nst_character){all->codes[code_point], (uint8_t)class_of(code_point),
                         flags_of(code_point)};
}
