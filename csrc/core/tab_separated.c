/* tab_separated.c: fields of tab-separated rows. */
#include "decimal.h"
#include "newsstat.h"

#include <math.h>
#include <stdio.h>

/* What a byte is written as behind a backslash; 0 where it is written as it is. */
static char escape_of(char byte) {
  switch (byte) {
    case '\0': return '0';
    case '\b': return 'b';
    case '\t': return 't';
    case '\n': return 'n';
    case '\f': return 'f';
    case '\r': return 'r';
    case '\\': return '\\';
    default: return 0;
  }
}

nst_status nst_tab_separated_text(const char *text, size_t size, nst_buffer *out) {
  nst_status status = nst_buffer_reserve(out, size);
  size_t first = 0;
  for (size_t i = 0; i < size && status == NST_OK; i++) {
    char escape[2] = {'\\', escape_of(text[i])};
    if (!escape[1]) continue;
    status = nst_buffer_append(out, text + first, i - first);
    if (status == NST_OK) status = nst_buffer_append(out, escape, sizeof escape);
    first = i + 1;
  }
  return status == NST_OK ? nst_buffer_append(out, text + first, size - first) : status;
}

/* The byte that stands behind a backslash as this one. */
static char byte_of(char escape) {
  switch (escape) {
    case '0': return '\0';
    case 'b': return '\b';
    case 't': return '\t';
    case 'n': return '\n';
    case 'f': return '\f';
    case 'r': return '\r';
    default: return escape;
  }
}

nst_status nst_tab_separated_read(const char *field, size_t size, nst_buffer *out) {
  nst_status status = nst_buffer_reserve(out, size);
  if (status != NST_OK) return status;
  for (size_t i = 0; i < size; i++) {
    bool is_escape = field[i] == '\\' && i + 1 < size;
    out->bytes[out->size++] = is_escape ? byte_of(field[++i]) : field[i];
  }
  return NST_OK;
}

/* 2^53: whole numbers below it are exact. */
static const double MOST_EXACT = 9007199254740992.;

nst_status nst_tab_separated_number(double number, nst_buffer *out) {
  if (number >= 0 && number < MOST_EXACT && number == floor(number)) {
    char digits[NST_MOST_DIGITS];
    const char *first = nst_decimal(digits, (uint64_t)number);
    return nst_buffer_append(out, first, (size_t)(digits + NST_MOST_DIGITS - first));
  }
  char text[32];
  bool is_whole = fabs(number) < MOST_EXACT && number == floor(number);
  int size = snprintf(text, sizeof text, is_whole ? "%.0f" : "%.17g", number);
  return nst_buffer_append(out, text, (size_t)size);
}
