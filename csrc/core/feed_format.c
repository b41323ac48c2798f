/* feed_format.c: which format the root element tells. */
#include "newsstat.h"

#include <string.h>

typedef struct reading {
  const char *bytes;
  size_t size;
  size_t at;
} reading;

enum { NOTHING = 256 };

static unsigned next(reading *input) {
  return input->at < input->size ? (unsigned char)input->bytes[input->at++] : NOTHING;
}

static bool is_space(unsigned c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/* Reads up to and with `end`, of at most 3 bytes. */
static bool skip_to(reading *input, const char *end) {
  size_t length = strlen(end);
  char last[4] = "";
  for (unsigned c = next(input); c != NOTHING; c = next(input)) {
    memmove(last, last + 1, length - 1);
    last[length - 1] = (char)c;
    if (memcmp(last, end, length) == 0) return true;
  }
  return false;
}

static bool skip_document_type(reading *input) {
  size_t brackets = 0;
  for (unsigned c = next(input); c != NOTHING; c = next(input)) {
    if (c == '[') brackets++;
    if (c == ']' && brackets) brackets--;
    if (c == '>' && !brackets) return true;
    if ((c == '"' || c == '\'') && !skip_to(input, c == '"' ? "\"" : "'")) return false;
  }
  return false;
}

/* Behind `<!`. */
static bool skip_declaration(reading *input) {
  if (input->size - input->at < 2 || memcmp(input->bytes + input->at, "--", 2) != 0)
    return skip_document_type(input);
  input->at += 2;
  return skip_to(input, "-->");
}

static void skip_mark(reading *input) {
  if (input->size >= 3 && memcmp(input->bytes, "\xEF\xBB\xBF", 3) == 0) input->at = 3;
}

/* Puts the root's tag, as far as there is room for it, into tag. */
static bool find_root(reading *input, char *tag, size_t room) {
  skip_mark(input);
  for (;;) {
    unsigned c = next(input);
    if (is_space(c)) continue;
    if (c != '<') return false;
    c = next(input);
    if (c == '?' ? skip_to(input, "?>") : c == '!' && skip_declaration(input)) continue;
    if (c == '?' || c == '!') return false;
    size_t used = 0;
    for (; c != NOTHING && c != '>' && used + 1 < room; c = next(input)) tag[used++] = (char)c;
    tag[used] = 0;
    return true;
  }
}

nst_feed_format nst_feed_detect(const char *bytes, size_t size) {
  reading input = {bytes, size, 0};
  char tag[4096];
  if (!find_root(&input, tag, sizeof tag)) return NST_FEED_NONE;
  size_t length = strcspn(tag, " \t\r\n/");
  const char *colon = memchr(tag, ':', length);
  const char *name = colon ? colon + 1 : tag;
  length -= (size_t)(name - tag);
  if (length == 3 && memcmp(name, "rss", 3) == 0) return NST_FEED_RSS;
  if (length == 3 && memcmp(name, "RDF", 3) == 0 &&
      (strstr(tag, "//purl.org/rss/") || strstr(tag, ".netscape.com/rdf/")))
    return NST_FEED_RDF;
  if (length == 4 && memcmp(name, "feed", 4) == 0 &&
      (strstr(tag, "//www.w3.org/2005/Atom") || strstr(tag, "//purl.org/atom/ns#")))
    return NST_FEED_ATOM;
  return NST_FEED_NONE;
}

const char *nst_feed_format_name(nst_feed_format format) {
  switch (format) {
    case NST_FEED_RSS: return "rss";
    case NST_FEED_RDF: return "rdf";
    case NST_FEED_ATOM: return "atom";
    case NST_FEED_NONE: break;
  }
  return "none";
}
