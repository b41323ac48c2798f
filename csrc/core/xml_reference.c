#include "xml_reference.h"

#include <libxml/HTMLparser.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_DIGITS = 8, MOST_NAME = 8 }; /* thetasym is the longest of HTML 4's names */

static bool is_character(unsigned long code) {
  if (code < ' ') return code == '\t' || code == '\n' || code == '\r';
  return code < 0xD800 || (code >= 0xE000 && code <= 0x10FFFF && code != 0xFFFE && code != 0xFFFF);
}

/* The character of #123 or #x1F; 0 for none. */
static unsigned long numbered(const char *word) {
  bool is_hexadecimal = word[1] == 'x' || word[1] == 'X';
  const char *digits = word + (is_hexadecimal ? 2 : 1);
  size_t size = strlen(digits);
  if (!size || strspn(digits, is_hexadecimal ? "0123456789abcdefABCDEF" : "0123456789") != size)
    return 0;
  unsigned long code = strtoul(digits, NULL, is_hexadecimal ? 16 : 10);
  return is_character(code) ? code : 0;
}

static unsigned long named(const char *word) {
  if (strcmp(word, "apos") == 0) return '\'';
  const htmlEntityDesc *entity = htmlEntityLookup((const xmlChar *)word);
  return entity ? entity->value : 0;
}

nst_status nst_xml_reference(const char *word, size_t size, bool closed, nst_buffer *out) {
  char ended[MOST_DIGITS + 3];
  unsigned long code = 0;
  if (closed && size && size <= (word[0] == '#' ? MOST_DIGITS + 2 : MOST_NAME)) {
    memcpy(ended, word, size);
    ended[size] = 0;
    code = word[0] == '#' ? numbered(ended) : named(ended);
  }
  if (!code) {
    nst_status status = nst_buffer_append(out, "&amp;", 5);
    if (status == NST_OK) status = nst_buffer_append(out, word, size);
    return status == NST_OK && closed ? nst_buffer_append(out, ";", 1) : status;
  }
  switch (code) {
    case '&': return nst_buffer_append(out, "&amp;", 5);
    case '<': return nst_buffer_append(out, "&lt;", 4);
    case '>': return nst_buffer_append(out, "&gt;", 4);
    case '"': return nst_buffer_append(out, "&quot;", 6);
    default: break;
  }
  return nst_buffer_append(out, ended, nst_utf8_encode((uint32_t)code, ended));
}
