/* xml_run.c: how many bytes of text go on as they are.  Most do, so blocks of them are looked at as
   a whole, in loops without branches, of which compilers make vector code. */
#include "xml_states.h"

enum { BLOCK = 16 };

static inline int is_control(unsigned char c) { return (c < ' ') & (c != '\n') & (c != '\t'); }

/* U+FFC0 to U+FFFF begin so; fullwidth punctuation has the first byte only. */
static inline int is_last(unsigned char c, unsigned char next) {
  return (c == 0xEF) & (next == 0xBF);
}

/* Each looks at one byte more. */
static bool may_stop_text(const unsigned char *text) {
  unsigned char any = 0;
  for (size_t i = 0; i < BLOCK; i++) {
    unsigned char c = text[i];
    any |= is_control(c) | is_last(c, text[i + 1]) | (c == '<') | (c == '&') | (c == '>');
  }
  return any;
}

static bool may_stop_cdata(const unsigned char *text) {
  unsigned char any = 0;
  for (size_t i = 0; i < BLOCK; i++) {
    unsigned char c = text[i], next = text[i + 1];
    any |= is_control(c) | is_last(c, next) | ((c == '<') & (next == '/')) | (c == ']');
  }
  return any;
}

/* The last byte's next one is not known: it stops where any could. */
static bool stops(const unsigned char *text, size_t left, nst_xml_place place) {
  unsigned char c = text[0];
  if (is_control(c) || (c == 0xEF && (left < 2 || text[1] == 0xBF))) return true;
  if (place == NST_XML_IN_TEXT) return c == '<' || c == '&' || c == '>';
  return c == ']' || (c == '<' && (left < 2 || text[1] == '/'));
}

size_t nst_xml_run(const char *text, size_t size, nst_xml_place place) {
  const unsigned char *bytes = (const unsigned char *)text;
  bool (*may_stop)(const unsigned char *) =
      place == NST_XML_IN_TEXT ? may_stop_text : may_stop_cdata;
  for (size_t at = 0;;) {
    while (size - at > BLOCK && !may_stop(bytes + at)) at += BLOCK;
    size_t end = size - at > BLOCK ? at + BLOCK : size;
    for (; at < end; at++)
      if (stops(bytes + at, size - at, place)) return at;
    if (at == size) return at;
  }
}
