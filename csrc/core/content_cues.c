#include "content_cues.h"

#include "html_bytes.h"

enum { FIRST, LABEL, COLON, NAMED, WORD, LATE, ANYWHERE, LAST };

static const nst_content_word_list lists[] = {
#define NST_CUE_WORDS(group, place, words) {NST_CUE_##group, place, words},
#include "content_cue_words.inc"
#undef NST_CUE_WORDS
};

void nst_content_cue_words_init(nst_content_words *words) {
  nst_content_words_init(words, lists, sizeof lists / sizeof *lists);
}

/* A text in lower case. */
typedef struct cue_text {
  size_t size;
  size_t first; /* where signs at its beginning end */
  size_t last;  /* where those at its end begin */
  char text[NST_CONTENT_CUE_BYTES + 1];
} cue_text;

/* The bytes of a sign at text[at] that is not ASCII, or 0: those of U+2000 to
   U+2BFF, U+3000 to U+303F and U+FF00 to U+FF0F, and of Latin-1. */
static size_t wide_sign(const char *text, size_t size, size_t at) {
  const unsigned char *byte = (const unsigned char *)text + at;
  if (size - at >= 2 && byte[0] == 0xC2) return 2;
  if (size - at < 3) return 0;
  bool general = byte[0] == 0xE2 && byte[1] < 0xB0;
  bool ideographic = byte[0] == 0xE3 && byte[1] == 0x80;
  bool full_width = byte[0] == 0xEF && byte[1] == 0xBC && (byte[2] < 0x90 || byte[2] > 0x99);
  return general || ideographic || full_width ? 3 : 0;
}

static size_t sign_at(const cue_text *text, size_t at) {
  if (!nst_content_is_word_byte(text->text[at])) return 1;
  return wide_sign(text->text, text->size, at);
}

static void read_text(cue_text *out, const char *text, size_t size) {
  out->size = size;
  for (size_t i = 0; i < size; i++) out->text[i] = nst_html_lower(text[i]);
  out->text[size] = 0;
  out->first = 0;
  for (size_t step; out->first < size && (step = sign_at(out, out->first)) != 0;)
    out->first += step;
  out->last = out->first;
  for (size_t at = out->first, step; at < size; at += step ? step : 1) {
    step = sign_at(out, at);
    if (!step) out->last = at + 1;
  }
}

static bool is_colon(const cue_text *text, size_t at) {
  static const char *const signs[] = {":", "：", "]", "】"};
  while (at < text->size && text->text[at] == ' ') at++;
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
    if (strncmp(text->text + at, signs[i], strlen(signs[i])) == 0) return true;
  return false;
}

/* Whether a number stands behind a blank or at once. */
static bool is_number(const cue_text *text, size_t at) {
  while (at < text->size && text->text[at] == ' ') at++;
  return at < text->size && text->text[at] >= '0' && text->text[at] <= '9';
}

static bool is_own_word(const cue_text *text, size_t at, size_t end) {
  return (at == 0 || !nst_content_is_word_byte(text->text[at - 1])) &&
         (end == text->size || !nst_content_is_word_byte(text->text[end]));
}

/* Whether a place is one where words of the kind count. */
static bool is_in_place(const cue_text *text, size_t at, const nst_content_word *word) {
  enum { EARLY_BYTES = 24, LATE_BYTES = 30 };
  size_t end = at + word->size;
  switch (word->kind) {
    case FIRST: return at == text->first || at == 0;
    case LABEL: return at == text->first && (end < text->size && sign_at(text, end));
    case COLON: return at <= EARLY_BYTES && is_colon(text, end);
    case NAMED: return is_colon(text, end) || is_number(text, end);
    case WORD: return is_own_word(text, at, end);
    case LATE: return text->size - end <= LATE_BYTES && is_own_word(text, at, end);
    case LAST: return end == text->last;
    default: return true;
  }
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* What the number at a place begins: a year, a time of day, or a number between
   the signs of a date; as bits of cues. */
static uint32_t date_cues_at(const cue_text *text, size_t at) {
  enum { DATE = NST_CUE_BIT(NST_CUE_DATE), TIME = DATE | NST_CUE_BIT(NST_CUE_CLOCK) };
  const char *from = text->text + at;
  if (at && is_digit(from[-1])) return 0;
  size_t digits = strspn(from, "0123456789");
  const char *sign = from + digits;
  if (digits == 4 && (strncmp(from, "19", 2) == 0 || strncmp(from, "20", 2) == 0)) return DATE;
  if (digits == 0 || digits > 2) return 0;
  if (*sign == ':') return is_digit(sign[1]) && is_digit(sign[2]) ? TIME : 0;
  if (strncmp(sign, "月", strlen("月")) == 0) return is_digit(sign[strlen("月")]) ? DATE : 0;
  if (*sign != '.' && *sign != '/' && *sign != '-') return 0;
  size_t second = strspn(sign + 1, "0123456789");
  const char *next = sign + 1 + second;
  bool is_date = second && second <= 2 && (*next == '.' || *next == '/' || *next == '-') &&
                 is_digit(next[1]) && is_digit(next[2]);
  return is_date ? DATE : 0;
}

/* Notes a word of the list at a place; profiles and contacts count from the
   second label on. */
static uint32_t word_cue(const nst_content_word *word, uint8_t *labels) {
  bool is_label = word->group == NST_CUE_PROFILE || word->group == NST_CUE_CONTACT;
  if (is_label && labels[word->group]++ == 0) return 0;
  return NST_CUE_BIT(word->group);
}

uint32_t nst_content_find_cues(const nst_content_words *words, const char *source, size_t size) {
  if (size > NST_CONTENT_CUE_BYTES) return 0;
  cue_text text;
  uint8_t labels[NST_ALL_CUES] = {0};
  uint32_t cues = 0;
  read_text(&text, source, size);
  for (size_t at = 0; at < size; at++) {
    size_t slot = nst_content_word_slot(text.text + at);
    for (size_t i = words->first[slot]; i < words->first[slot + 1]; i++) {
      const nst_content_word *word = &words->words[i];
      if (!(cues & NST_CUE_BIT(word->group)) && nst_content_word_is_at(word, text.text, size, at) &&
          is_in_place(&text, at, word))
        cues |= word_cue(word, labels);
    }
    if (is_digit(text.text[at])) cues |= date_cues_at(&text, at);
  }
  return cues;
}
