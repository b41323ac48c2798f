/* Mutations for libFuzzer that keep to the structure of HTML: tags, attributes, references and
   nesting change as such, and what comes out is mostly a page again.  One in four is libFuzzer's
   own, of bytes, so that nothing is out of reach. */
#include "core/html_elements.h"

#include <stdlib.h>
#include <string.h>

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t most);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed);
size_t LLVMFuzzerCustomCrossOver(const uint8_t *one, size_t one_size, const uint8_t *other,
                                 size_t other_size, uint8_t *out, size_t most, unsigned seed);

typedef struct page {
  uint8_t *bytes;
  size_t size, most;
  uint64_t random;
} page;

typedef enum piece_kind { TEXT, START_TAG, END_TAG, DECLARATION, REFERENCE } piece_kind;

/* A tag, a reference, or the text between two of them. */
typedef struct piece {
  size_t from, to;
  piece_kind kind;
} piece;

/* Marsaglia's xorshift64*: 0 up to below a bound. */
static size_t below(page *self, size_t bound) {
  self->random ^= self->random >> 12;
  self->random ^= self->random << 25;
  self->random ^= self->random >> 27;
  return bound ? (size_t)((self->random * 0x2545F4914F6CDD1DU) >> 33) % bound : 0;
}

#define ONE_OF(self, list) ((list)[below(self, sizeof(list) / sizeof *(list))])

/* Puts bytes in place of a range; nothing where they have no room. */
static void put(page *self, size_t from, size_t to, const void *bytes, size_t size) {
  if (self->size - (to - from) + size > self->most) return;
  memmove(self->bytes + from + size, self->bytes + to, self->size - to);
  memcpy(self->bytes + from, bytes, size);
  self->size += size - (to - from);
}

static void put_text(page *self, size_t at, const char *text) {
  put(self, at, at, text, strlen(text));
}

/* -- Pieces ---------------------------------------------------------------------- */

static bool is_letter(uint8_t c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }

static size_t end_of_tag(const page *self, size_t at) {
  const uint8_t *end = memchr(self->bytes + at, '>', self->size - at);
  return end ? (size_t)(end - self->bytes) + 1 : self->size;
}

static piece piece_at(const page *self, size_t at) {
  const uint8_t *bytes = self->bytes;
  uint8_t next = at + 1 < self->size ? bytes[at + 1] : 0;
  piece found = {at, at + 1, TEXT};
  if (bytes[at] == '<' && (is_letter(next) || next == '/' || next == '!')) {
    found.kind = next == '/' ? END_TAG : next == '!' ? DECLARATION : START_TAG;
    found.to = end_of_tag(self, at);
  } else if (bytes[at] == '&' && (is_letter(next) || next == '#')) {
    found.kind = REFERENCE;
    for (found.to = at + 2; found.to < self->size && found.to < at + 12; found.to++) {
      uint8_t c = bytes[found.to];
      if (!is_letter(c) && (c < '0' || c > '9')) break;
    }
    if (found.to < self->size && bytes[found.to] == ';') found.to++;
  } else {
    while (found.to < self->size && bytes[found.to] != '<' && bytes[found.to] != '&') found.to++;
  }
  return found;
}

/* A random one of those whose kind is in a set of bits; false where there is none. */
static bool pick(page *self, unsigned kinds, piece *found) {
  size_t seen = 0;
  for (size_t at = 0; at < self->size;) {
    piece one = piece_at(self, at);
    if (kinds >> one.kind & 1 && below(self, ++seen) == 0) *found = one;
    at = one.to;
  }
  return seen > 0;
}

enum { ANY = 0xFF, TAGS = 1 << START_TAG | 1 << END_TAG };

/* Where a piece begins, or the end. */
static size_t border(page *self) {
  piece found;
  if (!pick(self, ANY, &found)) return self->size;
  return below(self, 8) ? found.from : found.to;
}

/* -- Mutations -------------------------------------------------------------------- */

static const char *random_name(page *self) {
  static const char *const others[] = {"body", "html",    "head", "x-y",     "h9",   "o:p",
                                       "A",    "ns:name", "a b",  "SCRIPTx", "colgr"};
  const char *name = nst_html_listed_traits[below(self, NST_TAG_OTHER)].name;
  return name && below(self, 16) ? name : ONE_OF(self, others);
}

static void put_tag(page *self, size_t at, const char *open, const char *name, const char *close) {
  char tag[64];
  size_t size = 0;
  const char *const parts[] = {open, name, close};
  for (size_t i = 0; i < 3; i++) {
    size_t length = strlen(parts[i]);
    if (size + length > sizeof tag) return;
    memcpy(tag + size, parts[i], length);
    size += length;
  }
  put(self, at, at, tag, size);
}

static const char *tag_end(page *self) {
  static const char *const ends[] = {">", ">", ">", ">", ">", ">", "/>", " >", "", " x>"};
  return ONE_OF(self, ends);
}

static void add_start(page *self) {
  put_tag(self, border(self), "<", random_name(self), tag_end(self));
}

static void add_end(page *self) {
  put_tag(self, border(self), "</", random_name(self), tag_end(self));
}

/* An element around some pieces. */
static void enclose(page *self) {
  const char *name = random_name(self);
  size_t from = border(self), to = border(self);
  if (from > to) {
    size_t swapped = from;
    from = to;
    to = swapped;
  }
  put_tag(self, to, "</", name, ">");
  put_tag(self, from, "<", name, tag_end(self));
}

/* A start tag many times over, with or without as many ends. */
static void nest(page *self) {
  const char *name = random_name(self);
  size_t at = border(self), times = (size_t)1 << below(self, 8);
  bool is_ended = below(self, 2);
  for (size_t i = 0; i < times; i++) {
    if (is_ended) put_tag(self, at, "</", name, ">");
    put_tag(self, at, "<", name, ">");
  }
}

static size_t end_of_name(const page *self, size_t at, size_t end) {
  while (at < end && !strchr(" \t\n\f\r/>", self->bytes[at])) at++;
  return at;
}

static void rename_tag(page *self) {
  piece tag;
  if (!pick(self, TAGS, &tag)) return;
  size_t from = tag.from + (tag.kind == END_TAG ? 2 : 1);
  if (from > tag.to) return;
  const char *name = random_name(self);
  put(self, from, end_of_name(self, from, tag.to), name, strlen(name));
}

static void add_attribute(page *self) {
  static const char *const names[] = {
      "hidden", "style",   "href",     "src",     "alt",        "class",    "id",
      "type",   "start",   "x",        "value",   "title",      "colspan",  "HREF",
      "rel",    "lang",    "encoding", "content", "http-equiv", "=",        "name",
      "open",   "charset", "\"",       "hidd",    "dir",        "reversed", "aria-hidden"};
  static const char *const values[] = {"",
                                       "true",
                                       "display:none",
                                       "visibility: hidden",
                                       "/a?b=c&d=e",
                                       "&lt",
                                       "a\"b",
                                       "text/html",
                                       "decimal",
                                       "-7",
                                       "99999999999",
                                       "a b  c",
                                       "article",
                                       "content-main",
                                       "&#x6587;&#20;",
                                       "DISPLAY : none ;",
                                       "<p>",
                                       "'"};
  static const char *const quotes[] = {"\"", "\"", "'", ""};
  piece tag;
  if (!pick(self, 1 << START_TAG, &tag)) return;
  size_t at = end_of_name(self, tag.from + 1, tag.to);
  const char *quote = ONE_OF(self, quotes);
  /* from its end to its begin, all at one place */
  if (below(self, 4)) {
    put_text(self, at, below(self, 16) ? quote : "");
    put_text(self, at, ONE_OF(self, values));
    put_text(self, at, quote);
    put_text(self, at, below(self, 8) ? "=" : " = ");
  }
  put_text(self, at, ONE_OF(self, names));
  put_text(self, at, below(self, 8) ? " " : "/");
}

static void add_reference(page *self) {
  static const char *const references[] = {
      "&amp;",      "&lt;",    "&lt",      "&nbsp;",
      "&#x6587;",   "&#25991", "&#0;",     "&#xD800;",
      "&#x110000;", "&notin;", "&notit;",  "&ampx",
      "&#x80;",     "&#;",     "&#x;",     "&NotEqualTilde;",
      "&",          "&acE;",   "&#xFFFE;", "&shy;",
      "&zwnj;",     "&emsp;",  "&#13;",    "&#99999999999999999999;",
      "&copy=",     "&Tab;"};
  piece tag;
  size_t at = border(self);
  if (below(self, 4) == 0 && pick(self, 1 << START_TAG, &tag))
    at = tag.from + below(self, tag.to - tag.from);
  put_text(self, at, ONE_OF(self, references));
}

static void add_markup(page *self) {
  static const char *const markup[] = {
      "<!--",         "-->",          "<!---->",      "<!-->",
      "--!>",         "<![CDATA[",    "]]>",          "<!DOCTYPE html>",
      "<?xml ?>",     "</>",          "< p>",         "<",
      "</",           "<p",           "\n",           "\t \r\n",
      "</script>",    "<!--<script>", "<script><!--", "</title >",
      "\f",           "\xE3\x80\x80", "\xC2\xA0",     "\xE4\xB8\xAD\xE6\x96\x87",
      "<svg><title>", "<math><mi>",   "<table>x",     "<select><option>",
      "<plaintext>",  "<template>",   "</p>",         "</br>"};
  put_text(self, border(self), ONE_OF(self, markup));
}

static void take_out_piece(page *self) {
  piece one;
  if (pick(self, below(self, 2) ? TAGS : ANY, &one)) put(self, one.from, one.to, "", 0);
}

/* A run of pieces once more, somewhere. */
static void copy_pieces(page *self) {
  piece one;
  if (!pick(self, ANY, &one)) return;
  for (size_t more = below(self, 6); more && one.to < self->size; more--)
    one.to = piece_at(self, one.to).to;
  size_t size = one.to - one.from;
  uint8_t *copy = malloc(size);
  if (!copy) return;
  memcpy(copy, self->bytes + one.from, size);
  if (below(self, 3) == 0) put(self, one.from, one.to, "", 0);
  size_t at = border(self);
  put(self, at, at, copy, size);
  free(copy);
}

/* The bytes of one piece, libFuzzer's way. */
static void change_piece(page *self) {
  piece one;
  uint8_t bytes[256];
  if (!pick(self, ANY, &one) || one.to - one.from > sizeof bytes / 2) return;
  size_t size = one.to - one.from;
  memcpy(bytes, self->bytes + one.from, size);
  put(self, one.from, one.to, bytes, LLVMFuzzerMutate(bytes, size, sizeof bytes));
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed) {
  static void (*const mutations[])(page *) = {
      add_start,      add_end,     add_start,     add_end,       enclose,
      nest,           rename_tag,  add_attribute, add_reference, add_markup,
      take_out_piece, copy_pieces, change_piece};
  page self = {data, size, most, ((uint64_t)seed << 1 | 1) * 0x9E3779B97F4A7C15U};
  if (below(&self, 4) == 0) return LLVMFuzzerMutate(data, size, most);
  for (size_t times = 1 + below(&self, 4); times; times--) ONE_OF(&self, mutations)(&self);
  return self.size ? self.size : LLVMFuzzerMutate(data, size, most);
}

/* One page up to a border of its pieces, then the other from one of its own. */
size_t LLVMFuzzerCustomCrossOver(const uint8_t *one, size_t one_size, const uint8_t *other,
                                 size_t other_size, uint8_t *out, size_t most, unsigned seed) {
  page self = {out, one_size < most ? one_size : most, most,
               ((uint64_t)seed << 1 | 1) * 0x9E3779B97F4A7C15U};
  memcpy(out, one, self.size);
  self.size = border(&self);
  size_t rest = other_size < most - self.size ? other_size : most - self.size;
  if (!rest) return self.size;
  page tail = {out + self.size, rest, rest, self.random};
  memcpy(tail.bytes, other, rest);
  size_t from = border(&tail);
  put(&tail, 0, from, "", 0);
  return self.size + tail.size;
}
