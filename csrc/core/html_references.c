#include "html_references.h"

#include "html_names.h"
#include "newsstat.h"

#include <string.h>

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c);
}

/* The value of a digit in base 10 or 16, or -1. */
static int digit_value(char c, bool hexadecimal) {
  if (is_digit(c)) return c - '0';
  if (!hexadecimal) return -1;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The numbers 128 to 159 mean what they are in windows-1252; 0 for those that
   it has not, which stay as they are. */
static uint32_t from_windows_1252(uint32_t number) {
  static const uint16_t characters[32] = {
      0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
      0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
      0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};
  uint32_t mapped = number >= 128 && number < 160 ? characters[number - 128] : 0;
  return mapped ? mapped : number;
}

static size_t read_number(const char *text, size_t size, nst_html_reference *out) {
  enum { ABOVE_ALL = 0x110000 };
  bool hexadecimal = size > 2 && (text[2] == 'x' || text[2] == 'X');
  size_t first = hexadecimal ? 3 : 2;
  size_t at = first;
  uint32_t number = 0;
  for (int digit; at < size && (digit = digit_value(text[at], hexadecimal)) >= 0; at++) {
    number = number * (hexadecimal ? 16 : 10) + (uint32_t)digit;
    if (number > ABOVE_ALL) number = ABOVE_ALL;
  }
  if (at == first) return 0;
  if (at < size && text[at] == ';') at++;
  out->size = nst_utf8_encode(number ? from_windows_1252(number) : NST_REPLACEMENT, out->text);
  return at;
}

/* The name of exactly these bytes, or NULL. */
static const nst_html_name *find_name(const char *name, size_t size) {
  uint32_t hash = 2166136261u;
  for (size_t i = 0; i < size; i++) hash = (hash ^ (unsigned char)name[i]) * 16777619u;
  uint32_t slot = (hash ^ hash >> 15) % NST_HTML_NAME_SLOTS;
  for (; nst_html_name_slots[slot] != NST_HTML_NO_NAME; slot = (slot + 1) % NST_HTML_NAME_SLOTS) {
    const nst_html_name *one = nst_html_names + nst_html_name_slots[slot];
    if (one->size == size && memcmp(nst_html_name_letters + one->letters, name, size) == 0)
      return one;
  }
  return NULL;
}

static size_t give(const nst_html_name *name, size_t taken, nst_html_reference *out) {
  memcpy(out->text, nst_html_name_texts + name->text, name->text_size);
  out->size = name->text_size;
  return taken;
}

/* The longest beginning of a run of letters and digits that is a name without
   ";". */
static size_t read_bare_name(const char *text, size_t size, size_t run, bool in_attribute,
                             nst_html_reference *out) {
  size_t longest = run < NST_HTML_LONGEST_BARE_NAME ? run : NST_HTML_LONGEST_BARE_NAME;
  for (size_t length = longest; length >= 2; length--) {
    const nst_html_name *found = find_name(text + 1, length);
    if (!found || !found->bare) continue;
    char after = length + 1 < size ? text[length + 1] : 0;
    if (in_attribute && (after == '=' || is_alphanumeric(after))) return 0;
    return give(found, length + 1, out);
  }
  return 0;
}

size_t nst_html_read_reference(const char *text, size_t size, bool in_attribute,
                               nst_html_reference *out) {
  if (size > 1 && text[1] == '#') return read_number(text, size, out);
  size_t run = 0;
  while (run <= NST_HTML_LONGEST_NAME && run + 1 < size && is_alphanumeric(text[run + 1])) run++;
  bool closed = run + 1 < size && text[run + 1] == ';';
  if (closed && run <= NST_HTML_LONGEST_NAME) {
    const nst_html_name *found = find_name(text + 1, run);
    if (found) return give(found, run + 2, out);
  }
  return read_bare_name(text, size, run, in_attribute, out);
}
