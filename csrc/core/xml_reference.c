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

uint32_t nst_xml_reference(const char *word, size_t size) {
  char ended[MOST_DIGITS + 3];
  if (!size || size > (word[0] == '#' ? MOST_DIGITS + 2 : MOST_NAME)) return 0;
  memcpy(ended, word, size);
  ended[size] = 0;
  return (uint32_t)(word[0] == '#' ? numbered(ended) : named(ended));
}

static const char *escape_of(char c) {
  switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;"; /* `]]>` is not allowed in text */
    case '"': return "&quot;";
    default: return NULL;
  }
}

nst_slice nst_xml_escaped(const char *text, size_t size, size_t *at) {
  size_t from = *at;
  const char *escape = escape_of(text[(*at)++]);
  if (escape) return (nst_slice){escape, strlen(escape)};
  while (*at < size && !escape_of(text[*at])) ++*at;
  return (nst_slice){text + from, *at - from};
}
