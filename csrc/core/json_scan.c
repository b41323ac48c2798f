#include "json_scan.h"

#include <string.h>

static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

char nst_json_peek(nst_json_scan *scan) {
  while (scan->at < scan->size && is_space(scan->text[scan->at])) scan->at++;
  return scan->at < scan->size ? scan->text[scan->at] : 0;
}

bool nst_json_take(nst_json_scan *scan, char c) {
  if (nst_json_peek(scan) != c) return false;
  scan->at++;
  return true;
}

/* -- Strings -------------------------------------------------------------------- */

static void append(nst_json_scan *scan, const char *bytes, size_t size) {
  if (scan->status == NST_OK) scan->status = nst_buffer_append(&scan->scratch, bytes, size);
}

/* The four hexadecimal digits at a place; -1 where they are none. */
static int32_t read_unit(const nst_json_scan *scan, size_t at) {
  int32_t unit = 0;
  if (scan->size - at < 4) return -1;
  for (size_t i = 0; i < 4; i++) {
    char c = scan->text[at + i];
    int32_t digit = is_digit(c)              ? c - '0'
                    : (c >= 'a' && c <= 'f') ? c - 'a' + 10
                    : (c >= 'A' && c <= 'F') ? c - 'A' + 10
                                             : -1;
    if (digit < 0) return -1;
    unit = 16 * unit + digit;
  }
  return unit;
}

static bool is_low(int32_t unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

/* Reads what follows \u. */
static bool read_code(nst_json_scan *scan) {
  int32_t unit = read_unit(scan, scan->at);
  if (unit <= 0 || is_low(unit)) return false;
  scan->at += 4;
  uint32_t code = (uint32_t)unit;
  if (unit >= 0xD800 && unit <= 0xDBFF) {
    if (scan->size - scan->at < 6 || memcmp(scan->text + scan->at, "\\u", 2) != 0) return false;
    int32_t low = read_unit(scan, scan->at + 2);
    if (!is_low(low)) return false;
    scan->at += 6;
    code = 0x10000 + ((code - 0xD800) << 10) + ((uint32_t)low - 0xDC00);
  }
  char bytes[4];
  append(scan, bytes, nst_utf8_encode(code, bytes));
  return true;
}

/* Reads what follows a backslash. */
static bool read_escape(nst_json_scan *scan) {
  static const char signs[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
  if (scan->at == scan->size) return false;
  char c = scan->text[scan->at++];
  if (c == 'u') return read_code(scan);
  const char *found = c ? strchr(signs, c) : NULL;
  if (found) append(scan, meanings + (found - signs), 1);
  return found != NULL;
}

bool nst_json_string(nst_json_scan *scan, nst_slice *string) {
  if (!nst_json_take(scan, '"')) return false;
  const char *end = scan->text + scan->size, *quote = NULL;
  scan->scratch.size = 0;
  for (bool has_escapes = false;; has_escapes = true) {
    const char *from = scan->text + scan->at;
    if (!quote || quote < from) quote = memchr(from, '"', (size_t)(end - from));
    if (!quote) return false;
    const char *escape = memchr(from, '\\', (size_t)(quote - from));
    size_t plain = (size_t)((escape ? escape : quote) - from);
    if (memchr(from, 0, plain)) return false;
    scan->at += plain + 1;
    *string = (nst_slice){from, plain};
    if (!escape && !has_escapes) return true;
    append(scan, from, plain);
    *string = (nst_slice){scan->scratch.bytes, scan->scratch.size};
    if (!escape) return scan->status == NST_OK;
    if (!read_escape(scan)) return false;
  }
}

/* -- Numbers and literals -------------------------------------------------------- */

static size_t digits(const nst_json_scan *scan, size_t at) {
  size_t first = at;
  while (at < scan->size && is_digit(scan->text[at])) at++;
  return at - first;
}

/* The digits before a point, behind a sign; 0 for none, and for those that begin with a 0. */
static size_t whole_digits(const nst_json_scan *scan, size_t at) {
  size_t count = digits(scan, at);
  return count > 1 && scan->text[at] == '0' ? 0 : count;
}

static bool stands(const nst_json_scan *scan, size_t at, const char *any) {
  return at < scan->size && scan->text[at] && strchr(any, scan->text[at]);
}

bool nst_json_whole_number(nst_json_scan *scan, double *number) {
  enum { MOST_DIGITS = 15 };
  nst_json_peek(scan);
  size_t first = scan->at + (stands(scan, scan->at, "-") ? 1 : 0);
  size_t count = whole_digits(scan, first), end = first + count;
  if (!count || count > MOST_DIGITS || stands(scan, end, ".eE")) return false;
  double value = 0;
  for (size_t at = first; at < end; at++) value = 10 * value + (scan->text[at] - '0');
  *number = first > scan->at ? -value : value;
  scan->at = end;
  return true;
}

static bool skip_number(nst_json_scan *scan) {
  size_t at = scan->at + (stands(scan, scan->at, "-") ? 1 : 0), count = whole_digits(scan, at);
  if (!count) return false;
  at += count;
  if (stands(scan, at, ".")) {
    count = digits(scan, at + 1);
    if (!count) return false;
    at += 1 + count;
  }
  if (stands(scan, at, "eE")) {
    at += stands(scan, at + 1, "+-") ? 2 : 1;
    count = digits(scan, at);
    if (!count) return false;
    at += count;
  }
  scan->at = at;
  return true;
}

bool nst_json_literal(nst_json_scan *scan, const char *literal) {
  size_t size = strlen(literal);
  nst_json_peek(scan);
  if (scan->size - scan->at < size || memcmp(scan->text + scan->at, literal, size) != 0)
    return false;
  scan->at += size;
  return true;
}

/* -- Values ------------------------------------------------------------------------ */

static bool skip_single(nst_json_scan *scan, char c) {
  nst_slice ignored;
  switch (c) {
    case '"': return nst_json_string(scan, &ignored);
    case 't': return nst_json_literal(scan, "true");
    case 'f': return nst_json_literal(scan, "false");
    case 'n': return nst_json_literal(scan, "null");
    default: return skip_number(scan);
  }
}

static bool skip_key(nst_json_scan *scan) {
  nst_slice ignored;
  return nst_json_string(scan, &ignored) && nst_json_take(scan, ':');
}

/* Closes what ends with a value, up to where the next one follows.  False where it is not
   well-formed. */
static bool end_value(nst_json_scan *scan, const char *closing, size_t *depth) {
  while (*depth) {
    char end = closing[*depth - 1];
    if (nst_json_take(scan, ',')) return end == ']' || skip_key(scan);
    if (!nst_json_take(scan, end)) return false;
    --*depth;
  }
  return true;
}

bool nst_json_skip(nst_json_scan *scan) {
  char closing[NST_JSON_DEPTH];
  size_t depth = 0;
  do {
    char c = nst_json_peek(scan);
    if (c == '{' || c == '[') {
      if (depth == NST_JSON_DEPTH) return false;
      scan->at++;
      closing[depth++] = c == '{' ? '}' : ']';
      if (!nst_json_take(scan, closing[depth - 1])) {
        if (c == '{' && !skip_key(scan)) return false;
        continue;
      }
      depth--;
    } else if (!skip_single(scan, c)) {
      return false;
    }
    if (!end_value(scan, closing, &depth)) return false;
  } while (depth);
  return true;
}
