#include "run.h"

#include "utf8.h"

#include <string.h>

const char nst_word_kind_tags[][4] = {
    [NST_WORD_LEXICON] = "x",     [NST_WORD_USER] = "x",     [NST_WORD_UNKNOWN] = "x",
    [NST_WORD_NAME] = "PER",      [NST_WORD_QUANTITY] = "m", [NST_WORD_LATIN] = "eng",
    [NST_WORD_NUMBER] = "m",      [NST_WORD_URL] = "url",    [NST_WORD_OTHER] = "x",
    [NST_WORD_PUNCTUATION] = "w", [NST_WORD_SPACE] = "sp"};

/* A reading position and the character there. */
typedef struct cursor {
  const nst_lexicon *lexicon;
  const char *text;
  size_t size;
  size_t at;
  size_t length; /* bytes of the character; 0 at the end */
  uint32_t code_point;
  nst_character character;
} cursor;

static void cursor_read(cursor *c) {
  c->length = 0;
  c->character = (nst_character){0, NST_CLASS_BREAK, 0};
  if (c->at >= c->size) return;
  c->length = nst_utf8_read(c->text + c->at, c->size - c->at, &c->code_point);
  c->character = *nst_lexicon_character(c->lexicon, c->code_point);
}

static void cursor_step(cursor *c) {
  c->at += c->length;
  cursor_read(c);
}

static cursor cursor_start(const nst_lexicon *lexicon, const char *text, size_t size) {
  cursor c = {lexicon, text, size, 0, 0, 0, {0, 0, 0}};
  cursor_read(&c);
  return c;
}

static cursor cursor_after(cursor c) {
  cursor_step(&c);
  return c;
}

static bool is_class(const cursor *c, nst_class class) {
  return c->length && c->character.class == class;
}

static bool has_flag(const cursor *c, uint8_t flag) {
  return c->length && (c->character.flags & flag);
}

static bool is_letter_or_digit(const cursor *c) {
  return is_class(c, NST_CLASS_LATIN) || is_class(c, NST_CLASS_DIGIT);
}

/* -- Addresses ----------------------------------------------------------------- */

static bool starts_with(const char *text, size_t size, const char *prefix) {
  size_t length = strlen(prefix);
  if (size <= length) return false;
  for (size_t i = 0; i < length; i++) {
    char c = text[i] >= 'A' && text[i] <= 'Z' ? (char)(text[i] + 32) : text[i];
    if (c != prefix[i]) return false;
  }
  return true;
}

static bool is_ascii_letter_or_digit(char c) {
  return (unsigned char)((c | 0x20) - 'a') < 26 || (unsigned char)(c - '0') < 10;
}

/* RFC 3986's characters; others must be percent-encoded. */
static bool is_address_character(char c) {
  if (is_ascii_letter_or_digit(c)) return true;
  return c && strchr("-._~:/?#[]@!$&'()*+,;=%", c);
}

/* The bytes of an address, or 0.  Marks at its end are the sentence's. */
static size_t address_size(const char *text, size_t size) {
  if (!starts_with(text, size, "http://") && !starts_with(text, size, "https://") &&
      !starts_with(text, size, "www."))
    return 0;
  size_t end = 0;
  while (end < size && is_address_character(text[end])) end++;
  while (end > 0 && strchr(".,;:!?'([])", text[end - 1])) end--;
  return end;
}

/* Letters, digits and the given marks, from `at` on. */
static size_t skip_name(const char *text, size_t size, size_t at, const char *marks) {
  while (at < size && text[at] && (is_ascii_letter_or_digit(text[at]) || strchr(marks, text[at])))
    at++;
  return at;
}

/* The bytes of an e-mail address (the common part of RFC 5322), or 0.  The
   limits of RFC 5321 keep a chain of names without a sign from being searched
   once for each of them. */
static size_t mail_size(const char *text, size_t size) {
  enum { LONGEST_LOCAL_PART = 64, LONGEST_ADDRESS = 254 };
  if (size > LONGEST_ADDRESS) size = LONGEST_ADDRESS;
  size_t sign =
      skip_name(text, size < LONGEST_LOCAL_PART ? size : LONGEST_LOCAL_PART + 1, 0, "._%+-");
  if (!sign || sign >= size || text[sign] != '@') return 0;
  size_t end = skip_name(text, size, sign + 1, ".-");
  while (end > sign + 1 && !is_ascii_letter_or_digit(text[end - 1])) end--;
  return memchr(text + sign + 1, '.', end - sign - 1) ? end : 0;
}

/* Names of programming languages: C++, C#, F#. */
static size_t language_suffix(const char *text, size_t size, size_t at) {
  if (at != 1 || at >= size || (at + 1 < size && text[at] == '#' && text[at + 1] == '#')) return 0;
  size_t marks = text[at] == '#' ? 1 : at + 1 < size && memcmp(text + at, "++", 2) == 0 ? 2 : 0;
  size_t end = at + marks;
  return end < size && is_ascii_letter_or_digit(text[end]) ? 0 : marks;
}

nst_run nst_run_of_handle(const nst_lexicon *lexicon, const char *text, size_t size) {
  nst_run none = {0, 0, NST_WORD_URL};
  cursor c = cursor_start(lexicon, text, size);
  size_t characters = 1;
  cursor_step(&c);
  if (!is_letter_or_digit(&c)) return none;
  for (; is_letter_or_digit(&c) || (c.length == 1 && (c.code_point == '_' || c.code_point == '-'));
       cursor_step(&c))
    characters++;
  return (nst_run){c.at, characters, NST_WORD_URL};
}

/* -- Words and numbers ------------------------------------------------------------ */

static bool three_digits_follow(const cursor *c) {
  cursor next = *c;
  for (int i = 0; i < 3; i++) {
    cursor_step(&next);
    if (!is_class(&next, NST_CLASS_DIGIT)) return false;
  }
  cursor_step(&next);
  return !is_class(&next, NST_CLASS_DIGIT);
}

/* Whether the mark at c holds together what stands before and behind it. */
static bool joins(const cursor *c, bool number) {
  if (number && has_flag(c, NST_FLAG_GROUP)) return three_digits_follow(c);
  cursor next = cursor_after(*c);
  if (number && has_flag(c, NST_FLAG_POINT)) return is_class(&next, NST_CLASS_DIGIT);
  if (!has_flag(c, NST_FLAG_JOINS_WORD)) return false;
  return number ? is_class(&next, NST_CLASS_LATIN) : is_letter_or_digit(&next);
}

/* Whether no run of letters and digits before a place goes on there: neither a word or number nor
   an address of any kind. */
static bool ends_run(const nst_lexicon *lexicon, const char *text, size_t size, size_t at) {
  if (at == size) return true;
  uint32_t c;
  nst_utf8_read(text + at, size - at, &c);
  const nst_character *character = nst_lexicon_character(lexicon, c);
  const uint8_t goes_on =
      NST_FLAG_SCALE | NST_FLAG_PERCENT | NST_FLAG_JOINS_WORD | NST_FLAG_POINT | NST_FLAG_GROUP;
  const unsigned classes = 1u << NST_CLASS_LATIN | 1u << NST_CLASS_DIGIT | 1u << NST_CLASS_MARK;
  if ((character->flags & goes_on) || (classes >> character->class & 1)) return false;
  return c >= 0x80 || !strchr("@._%+-#:", (int)c);
}

/* A run of nothing but ASCII letters and digits, which most are; its size is 0 where it may be
   more. */
static nst_run plain_run(const nst_lexicon *lexicon, const char *text, size_t size) {
  size_t at = 0;
  bool letters = false;
  for (; at < size && is_ascii_letter_or_digit(text[at]); at++) letters |= text[at] > '9';
  if (!ends_run(lexicon, text, size, at)) at = 0;
  return (nst_run){at, at, letters ? NST_WORD_LATIN : NST_WORD_NUMBER};
}

nst_run nst_run_of_letters(const nst_lexicon *lexicon, const char *text, size_t size) {
  nst_run plain = plain_run(lexicon, text, size);
  if (plain.size) return plain;
  size_t address = address_size(text, size);
  if (!address) address = mail_size(text, size);
  if (address) return (nst_run){address, address, NST_WORD_URL};
  cursor c = cursor_start(lexicon, text, size);
  bool number = true;
  size_t characters = 0;
  for (; c.length; cursor_step(&c), characters++) {
    if (is_class(&c, NST_CLASS_LATIN))
      number = false;
    else if (!is_class(&c, NST_CLASS_DIGIT) && !is_class(&c, NST_CLASS_MARK) && !joins(&c, number))
      break;
  }
  if (number) {
    for (; has_flag(&c, NST_FLAG_SCALE); cursor_step(&c)) characters++;
    if (has_flag(&c, NST_FLAG_PERCENT)) {
      cursor_step(&c);
      characters++;
    }
  }
  size_t suffix = number ? 0 : language_suffix(text, size, c.at);
  return (nst_run){c.at + suffix, characters + suffix, number ? NST_WORD_NUMBER : NST_WORD_LATIN};
}

/* -- Spaces, marks, other scripts ----------------------------------------------------- */

/* Whether a character begins with this byte that is no space for sure: ASCII, or from U+4000 to
   U+9FFF. */
static bool is_no_space(char byte) {
  return (byte > ' ' && byte < 0x7F) ||
         ((unsigned char)byte >= 0xE4 && (unsigned char)byte <= 0xE9);
}

nst_run nst_run_of_spaces(const nst_lexicon *lexicon, const char *text, size_t size) {
  if (*text == ' ' && size > 1 && is_no_space(text[1])) return (nst_run){1, 1, NST_WORD_SPACE};
  cursor c = cursor_start(lexicon, text, size);
  size_t characters = 0;
  for (; is_class(&c, NST_CLASS_SPACE); cursor_step(&c)) characters++;
  return (nst_run){c.at, characters, NST_WORD_SPACE};
}

nst_run nst_run_of_marks(const nst_lexicon *lexicon, const char *text, size_t size) {
  if (*text == '\n') return (nst_run){1, 1, NST_WORD_SPACE};
  cursor c = cursor_start(lexicon, text, size);
  uint32_t first = c.code_point;
  nst_word_kind kind = is_class(&c, NST_CLASS_BREAK) ? NST_WORD_SPACE : NST_WORD_PUNCTUATION;
  bool repeats = has_flag(&c, NST_FLAG_REPEATS);
  size_t characters = 1;
  cursor_step(&c);
  if (first == '\r' && c.length && c.code_point == '\n') {
    cursor_step(&c);
    characters++;
  }
  for (; repeats && c.length && c.code_point == first; cursor_step(&c)) characters++;
  return (nst_run){c.at, characters, kind};
}

nst_run nst_run_of_others(const nst_lexicon *lexicon, const char *text, size_t size, size_t most) {
  cursor c = cursor_start(lexicon, text, size);
  size_t characters = 0;
  while (characters < most && (is_class(&c, NST_CLASS_OTHER) || is_class(&c, NST_CLASS_MARK))) {
    cursor_step(&c);
    characters++;
  }
  return (nst_run){c.at, characters, NST_WORD_OTHER};
}
