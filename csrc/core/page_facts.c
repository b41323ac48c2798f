/* page_facts.c: from tokens to facts.

   No tree is built: only elements with hints, and those whose text is not seen,
   are kept while they are open, with the number of elements of the same name
   inside, so that the right end tag ends them. */
#include "page_facts.h"

#include "html_bytes.h"
#include "html_elements.h"
#include "html_pieces.h"
#include "memory.h"
#include "page_lines.h"

struct nst_page_facts {
  nst_page_fact *list;
  size_t count;
  size_t capacity;
  size_t text_size;
  nst_arena arena;
  nst_allocator allocator;
};

enum {
  MOST_SCOPES = 64,
  PARAGRAPH_BYTES = 90,
  MOST_TITLE_SOURCE = 8192, /* bytes of the source of a title */
  LEAST_TITLE_PART = 6,
  MOST_BYLINE = 400,
  SPAN_HINTS =
      NST_HINT_DATE | NST_HINT_MODIFIED | NST_HINT_AUTHOR | NST_HINT_EDITOR | NST_HINT_SOURCE,
  TOLD_HINTS = SPAN_HINTS | NST_HINT_TITLE | NST_HINT_HEADING | NST_HINT_CRUMB
};

/* An open element with hints, or whose text is not seen or keeps its lines. */
typedef struct scope {
  nst_html_element element;
  uint32_t own;  /* its own */
  bool hidden;   /* it, or one around it */
  bool pre;      /* the same */
  uint8_t outer; /* the scope of the same element around it, from 1; 0 for none */
  size_t nested; /* elements of that name inside it */
  size_t begin;  /* bytes of text before it */
  size_t line;   /* the line it began in … */
  size_t at;     /* … and where */
} scope;

typedef struct reader {
  nst_page_facts *facts;
  nst_status status;
  size_t counts[NST_PAGE_KINDS];
  size_t json_ld_size;
  size_t lines;
  size_t paragraphs;
  bool in_link;
  nst_html_element raw; /* whose text is read, or NST_TAG_NONE */
  bool raw_is_json_ld;
  nst_html_slice title;
  size_t depth; /* of scopes */
  scope scopes[MOST_SCOPES];
  nst_page_line line;
  nst_buffer scratch;
  nst_html_token token;
  nst_html_tokenizer tokenizer;
  uint8_t innermost[NST_TAGS]; /* scope of an element, from 1 */
} reader;

/* -- Keeping facts ---------------------------------------------------------- */

static const size_t most_facts[NST_PAGE_KINDS] = {1,
                                                  1,
                                                  1,
                                                  NST_PAGE_META_FACTS,
                                                  NST_PAGE_LINK_FACTS,
                                                  NST_PAGE_JSON_LD_FACTS,
                                                  NST_PAGE_TIME_FACTS,
                                                  NST_PAGE_SPAN_FACTS,
                                                  NST_PAGE_LINE_FACTS};

static bool has_room(const reader *self, nst_page_fact_kind kind) {
  return self->status == NST_OK && self->counts[kind] < most_facts[kind];
}

/* A copy that lives as long as the facts; what is ill-formed becomes U+FFFD. */
static nst_html_slice copy(reader *self, const char *text, size_t size) {
  self->scratch.size = 0;
  if (self->status == NST_OK) self->status = nst_utf8_repair(text, size, &self->scratch);
  if (self->status != NST_OK || !self->scratch.size) return (nst_html_slice){"", 0};
  char *bytes = nst_arena_copy(&self->facts->arena, self->scratch.bytes, self->scratch.size);
  if (!bytes) self->status = NST_NO_MEMORY;
  return (nst_html_slice){bytes, self->scratch.size};
}

/* Keeps a fact whose name and value are copied already. */
static void keep(reader *self, nst_page_fact fact) {
  nst_page_facts *facts = self->facts;
  if (self->status == NST_OK)
    self->status = nst_array_reserve(&facts->allocator, (void **)&facts->list, &facts->capacity,
                                     facts->count + 1, sizeof *facts->list);
  if (self->status != NST_OK) return;
  facts->list[facts->count++] = fact;
  self->counts[fact.kind]++;
}

/* -- Attributes ------------------------------------------------------------- */

static nst_html_slice attribute(const reader *self, const char *name) {
  const nst_html_attribute *found = nst_html_find_attribute(&self->tokenizer, &self->token, name);
  return found ? found->value : (nst_html_slice){"", 0};
}

/* The size without the last character, of which the end may be cut off. */
static size_t whole_characters(const char *text, size_t size) {
  do size--;
  while (size && ((unsigned char)text[size] & 0xC0) == 0x80);
  return size;
}

/* What a slice stands for, trimmed and with white space collapsed; lives as long
   as the facts. */
static nst_html_slice resolved(reader *self, nst_html_slice source, nst_html_slice_kind kind) {
  char text[NST_PAGE_VALUE_BYTES];
  size_t size = 0;
  bool gap = false;
  nst_html_slice piece;
  nst_html_reference reference;
  for (size_t at = 0; nst_html_next_piece(source, kind, &at, &piece, &reference);)
    for (size_t i = 0; i < piece.size && size + 2 <= sizeof text; i++) {
      char c = piece.bytes[i];
      if (nst_html_is_space(c)) {
        gap = size > 0;
        continue;
      }
      if (gap) text[size++] = ' ';
      gap = false;
      text[size++] = kind == NST_HTML_SLICE_NAME ? nst_html_lower(c) : c;
    }
  if (size + 2 > sizeof text) size = whole_characters(text, size);
  return copy(self, text, size);
}

/* The hints of the open elements.  What is called a date or an author is short:
   of an element with much text before the place these hints say nothing. */
static uint32_t current_hints(const reader *self) {
  size_t place = self->facts->text_size + self->line.size;
  uint32_t hints = 0;
  for (size_t i = 0; i < self->depth; i++) {
    const scope *open = &self->scopes[i];
    bool is_long = place - open->begin > MOST_BYLINE;
    hints |= is_long ? open->own & ~(uint32_t)TOLD_HINTS : open->own;
  }
  return hints;
}

static void keep_value(reader *self, nst_page_fact_kind kind, nst_html_slice name,
                       nst_html_slice value) {
  enum { MOST_NAME = 256, MOST_SOURCE = 2 * NST_PAGE_VALUE_BYTES };
  if (!value.size || !has_room(self, kind)) return;
  if (name.size > MOST_NAME) return;
  if (value.size > MOST_SOURCE) value.size = MOST_SOURCE;
  nst_page_fact fact = {.kind = kind, .place = self->facts->text_size + self->line.size};
  fact.hints = current_hints(self);
  fact.name = resolved(self, name, NST_HTML_SLICE_NAME);
  fact.value = resolved(self, value, NST_HTML_SLICE_VALUE);
  keep(self, fact);
}

static void keep_meta(reader *self) {
  static const char *const names[] = {"property", "name", "itemprop", "http-equiv"};
  nst_html_slice name = {"", 0};
  for (size_t i = 0; i < sizeof names / sizeof *names && !name.size; i++)
    name = attribute(self, names[i]);
  if (name.size) keep_value(self, NST_PAGE_META, name, attribute(self, "content"));
}

/* Of the many links those that name the page. */
static void keep_link(reader *self) {
  static const char *const kept[] = {"canonical", "amphtml", "shortlink", "author"};
  nst_html_slice rel = attribute(self, "rel");
  for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
    if (nst_html_is_name(rel, kept[i]))
      keep_value(self, NST_PAGE_LINK, rel, attribute(self, "href"));
}

/* -- Lines ------------------------------------------------------------------ */

static bool contains(nst_html_slice text, const char *part, size_t size) {
  for (size_t at = 0; at + size <= text.size; at++) {
    at = nst_html_find(text.bytes, at, text.size - size + 1, part[0]);
    if (at + size <= text.size && memcmp(text.bytes + at, part, size) == 0) return true;
  }
  return false;
}

static bool is_told(reader *self) {
  const nst_page_line *line = &self->line;
  if (line->size - line->link_size >= PARAGRAPH_BYTES && !(line->hints & NST_HINT_SIDE) &&
      self->paragraphs < NST_PAGE_PARAGRAPHS) {
    self->paragraphs++;
    return true;
  }
  if (line->hints & TOLD_HINTS && line->size == line->kept) return true;
  bool titled = line->size == line->kept && line->size >= LEAST_TITLE_PART;
  if (titled && contains(self->title, line->text, line->kept)) return true;
  return nst_page_text_is_telling(line->text, line->kept);
}

static void end_line(reader *self) {
  nst_page_line *line = &self->line;
  if (!line->size) return;
  if (has_room(self, NST_PAGE_LINE) && is_told(self)) {
    nst_page_fact fact = {.kind = NST_PAGE_LINE,
                          .hints = line->hints,
                          .place = self->facts->text_size,
                          .number = self->lines,
                          .size = line->size,
                          .link_size = line->link_size};
    fact.value = copy(self, line->text, line->kept);
    keep(self, fact);
  }
  self->facts->text_size += line->size;
  self->lines++;
  nst_page_line_clear(line);
}

static void keep_span(reader *self, const scope *ended) {
  const nst_page_line *line = &self->line;
  if (!(ended->own & SPAN_HINTS) || ended->line != self->lines) return;
  if (line->kept < line->size || !has_room(self, NST_PAGE_SPAN)) return;
  size_t at = ended->at;
  while (at < line->kept && line->text[at] == ' ') at++;
  if (at == line->kept) return;
  nst_page_fact fact = {.kind = NST_PAGE_SPAN,
                        .hints = ended->own | current_hints(self),
                        .place = self->facts->text_size + at,
                        .number = self->lines};
  fact.value = copy(self, line->text + at, line->kept - at);
  keep(self, fact);
}

/* -- Scopes ----------------------------------------------------------------- */

static void pop_to(reader *self, size_t depth) {
  while (self->depth > depth) {
    const scope *ended = &self->scopes[--self->depth];
    keep_span(self, ended);
    self->innermost[ended->element] = ended->outer;
  }
}

static void push(reader *self, nst_html_element element, uint32_t hints, bool hidden, bool pre) {
  if (self->depth == MOST_SCOPES) return;
  const scope *around = self->depth ? &self->scopes[self->depth - 1] : NULL;
  scope *opened = &self->scopes[self->depth++];
  *opened = (scope){.element = element,
                    .own = hints,
                    .hidden = hidden || (around && around->hidden),
                    .pre = pre || (around && around->pre),
                    .outer = self->innermost[element],
                    .begin = self->facts->text_size + self->line.size,
                    .line = self->lines,
                    .at = self->line.kept};
  self->innermost[element] = (uint8_t)self->depth;
}

static bool has_optional_end(nst_html_element element) {
  return nst_html_traits_of(element)->flags & NST_HTML_IMPLIED_END || element == NST_TAG_TR ||
         element == NST_TAG_TD || element == NST_TAG_TH;
}

static void pop_element(reader *self, nst_html_element element) {
  if (self->innermost[element]) pop_to(self, self->innermost[element] - 1U);
}

/* Ends scopes whose end tags may be left out, where an element begins. */
static void end_implied(reader *self, nst_html_element element, unsigned flags) {
  if (has_optional_end(element)) pop_element(self, element);
  if (flags & NST_HTML_CLOSES_P) pop_element(self, NST_TAG_P);
}

/* The same where a list or table ends. */
static void end_contents(reader *self, nst_html_element element) {
  bool holds = element == NST_TAG_UL || element == NST_TAG_OL || element == NST_TAG_DL ||
               element == NST_TAG_TABLE;
  while (holds && self->depth && has_optional_end(self->scopes[self->depth - 1].element))
    pop_to(self, self->depth - 1);
}

/* -- Tags ------------------------------------------------------------------- */

static uint32_t hints_of_element(nst_html_element element) {
  switch (element) {
    case NST_TAG_H1: return NST_HINT_HEADING;
    case NST_TAG_TIME: return NST_HINT_DATE;
    case NST_TAG_ASIDE:
    case NST_TAG_NAV: return NST_HINT_SIDE;
    case NST_TAG_FOOTER: return NST_HINT_FOOTER;
    default: return 0;
  }
}

/* Elements whose text belongs to no line. */
static bool is_hidden(nst_html_element element, const nst_html_traits *traits) {
  return traits->display == NST_DISPLAY_NONE || element == NST_TAG_SELECT ||
         element == NST_TAG_SVG || element == NST_TAG_BUTTON || element == NST_TAG_NOSCRIPT;
}

/* What is asked of the attributes of every start tag. */
typedef struct tag_facts {
  uint32_t hints;
  bool has_address;
  nst_html_slice property; /* of itemprop */
} tag_facts;

static tag_facts look_at_attributes(const reader *self) {
  tag_facts found = {0, false, {"", 0}};
  for (size_t i = 0; i < self->token.attribute_count; i++) {
    nst_html_slice name = self->tokenizer.attributes[i].name;
    nst_html_slice value = self->tokenizer.attributes[i].value;
    bool named = false;
    switch (name.size ? nst_html_lower(name.bytes[0]) : 0) {
      case 'c': named = nst_html_is_name(name, "class"); break;
      case 'h': found.has_address |= value.size > 0 && nst_html_is_name(name, "href"); break;
      case 'i': named = nst_html_is_name(name, "id") || nst_html_is_name(name, "itemprop"); break;
      case 'r': named = nst_html_is_name(name, "rel"); break;
      default: break;
    }
    if (named) found.hints |= nst_page_hints_of(value);
    if (named && nst_html_is_name(name, "itemprop")) found.property = value;
  }
  return found;
}

static bool begins_with_date(nst_html_slice name) {
  return name.size >= 4 && nst_html_is_name((nst_html_slice){name.bytes, 4}, "date");
}

/* Dates in attributes. */
static void keep_time(reader *self, nst_html_element element, const tag_facts *tag) {
  nst_html_slice value = {"", 0};
  if (element == NST_TAG_TIME) value = attribute(self, "datetime");
  if (!value.size && begins_with_date(tag->property)) value = attribute(self, "content");
  if (!value.size && element == NST_TAG_ABBR && tag->hints & NST_HINT_DATE)
    value = attribute(self, "title");
  size_t before = self->facts->count;
  keep_value(self, NST_PAGE_TIME, tag->property, value);
  if (self->facts->count > before) self->facts->list[before].hints |= tag->hints;
}

static void start_raw(reader *self, nst_html_element element) {
  self->tokenizer.state = nst_html_traits_of(element)->state;
  self->raw = element;
  self->raw_is_json_ld = element == NST_TAG_SCRIPT && self->token.attribute_count &&
                         nst_html_is_name(attribute(self, "type"), "application/ld+json");
}

static void read_head_tag(reader *self, nst_html_element element) {
  nst_html_slice none = {"", 0};
  switch (element) {
    case NST_TAG_META: keep_meta(self); break;
    case NST_TAG_LINK: keep_link(self); break;
    case NST_TAG_BASE: keep_value(self, NST_PAGE_BASE, none, attribute(self, "href")); break;
    case NST_TAG_HTML:
      keep_value(self, NST_PAGE_LANGUAGE, none, attribute(self, "lang"));
      keep_value(self, NST_PAGE_LANGUAGE, none, attribute(self, "xml:lang"));
      break;
    default: break;
  }
}

/* Elements between which readers see a gap, or page makers let the style make
   one. */
static bool parts_words(nst_html_element element) {
  return element == NST_TAG_SPAN || element == NST_TAG_A || element == NST_TAG_LABEL ||
         element == NST_TAG_TIME || element == NST_TAG_CITE;
}

static void part_text(reader *self, nst_html_element element, const nst_html_traits *traits) {
  if (traits->display != NST_DISPLAY_INLINE)
    end_line(self);
  else if (parts_words(element))
    self->line.gap = self->line.size > 0;
}

static void read_start_tag(reader *self) {
  nst_html_element element = nst_html_find_element(self->token.name);
  const nst_html_traits *traits = nst_html_traits_of(element);
  bool has_attributes = self->token.attribute_count > 0;
  part_text(self, element, traits);
  end_implied(self, element, traits->flags);
  if (has_attributes) read_head_tag(self, element);
  if (traits->state != NST_HTML_DATA) {
    start_raw(self, element);
    return;
  }
  tag_facts tag = {hints_of_element(element), false, {"", 0}};
  if (has_attributes && element != NST_TAG_BODY && element != NST_TAG_HTML) {
    uint32_t own = tag.hints;
    tag = look_at_attributes(self);
    tag.hints |= own;
    keep_time(self, element, &tag);
  }
  if (element == NST_TAG_A) self->in_link = tag.has_address;
  bool is_foreign = element == NST_TAG_SVG || element == NST_TAG_MATH;
  if (traits->flags & NST_HTML_VOID || (is_foreign && self->token.self_closing)) return;
  bool hidden = is_hidden(element, traits), pre = traits->display == NST_DISPLAY_PRE;
  if (tag.hints || hidden || pre)
    push(self, element, tag.hints, hidden, pre);
  else if (self->innermost[element])
    self->scopes[self->innermost[element] - 1].nested++;
}

static void read_end_tag(reader *self) {
  if (self->raw != NST_TAG_NONE) {
    self->raw = NST_TAG_NONE;
    return;
  }
  nst_html_element element = nst_html_find_element(self->token.name);
  const nst_html_traits *traits = nst_html_traits_of(element);
  part_text(self, element, traits);
  end_contents(self, element);
  if (element == NST_TAG_A) self->in_link = false;
  size_t place = self->innermost[element];
  if (place && self->scopes[place - 1].nested)
    self->scopes[place - 1].nested--;
  else if (place)
    pop_to(self, place - 1);
}

/* -- Text ------------------------------------------------------------------- */

static void read_raw_text(reader *self) {
  nst_html_slice text = self->token.source;
  if (self->raw == NST_TAG_TITLE && has_room(self, NST_PAGE_TITLE)) {
    if (text.size > MOST_TITLE_SOURCE) text.size = MOST_TITLE_SOURCE;
    nst_page_fact fact = {.kind = NST_PAGE_TITLE};
    fact.value = resolved(self, text, NST_HTML_SLICE_RCDATA);
    if (fact.value.size) keep(self, fact);
    if (self->status == NST_OK) self->title = fact.value;
  } else if (self->raw_is_json_ld && has_room(self, NST_PAGE_JSON_LD)) {
    if (text.size > NST_PAGE_JSON_LD_BYTES - self->json_ld_size) return;
    self->json_ld_size += text.size;
    nst_page_fact fact = {.kind = NST_PAGE_JSON_LD, .value = copy(self, text.bytes, text.size)};
    keep(self, fact);
  }
}

/* Adds to the line; in <pre> line ends end it. */
static void add_text(reader *self, nst_html_slice text, bool pre) {
  while (text.size) {
    size_t end = pre ? nst_html_find(text.bytes, 0, text.size, '\n') : text.size;
    nst_page_line_add(&self->line, text.bytes, end, self->in_link);
    if (end == text.size) return;
    end_line(self);
    text = (nst_html_slice){text.bytes + end + 1, text.size - end - 1};
  }
}

static void read_text(reader *self) {
  if (self->raw != NST_TAG_NONE) {
    read_raw_text(self);
    return;
  }
  const scope *top = self->depth ? &self->scopes[self->depth - 1] : NULL;
  if (top && top->hidden) return;
  size_t before = self->line.size;
  uint32_t hints = top ? current_hints(self) : 0;
  if (self->line.kept < before && !top) { /* what follows is only counted */
    self->line.size += self->token.source.size;
    if (self->in_link) self->line.link_size += self->token.source.size;
    return;
  }
  nst_html_slice piece;
  nst_html_reference reference;
  nst_html_slice_kind kind = nst_html_text_kind(&self->token);
  for (size_t at = 0; nst_html_next_piece(self->token.source, kind, &at, &piece, &reference);)
    add_text(self, piece, top && top->pre);
  if (self->line.size > before) self->line.hints |= hints;
}

static void read_tokens(reader *self) {
  do {
    nst_html_next_token(&self->tokenizer, &self->token);
    switch (self->token.kind) {
      case NST_HTML_TEXT: read_text(self); break;
      case NST_HTML_START_TAG: read_start_tag(self); break;
      case NST_HTML_END_TAG: read_end_tag(self); break;
      default: break;
    }
  } while (self->token.kind != NST_HTML_END && self->status == NST_OK);
  end_line(self);
}

/* -- The whole -------------------------------------------------------------- */

nst_status nst_page_facts_read(const char *html, size_t size, const nst_allocator *allocator,
                               nst_page_facts **out) {
  nst_allocator chosen = nst_allocator_or_default(allocator);
  nst_page_facts *facts = nst_allocate_zeroed(&chosen, sizeof *facts);
  if (!facts) return NST_NO_MEMORY;
  facts->allocator = chosen;
  nst_arena_init(&facts->arena, &chosen);
  reader self;
  memset(&self, 0, offsetof(reader, scopes));
  memset(self.innermost, 0, sizeof self.innermost);
  nst_page_line_clear(&self.line);
  nst_buffer_init(&self.scratch, &chosen);
  self.facts = facts;
  nst_html_tokenizer_init(&self.tokenizer, html, size);
  read_tokens(&self);
  nst_buffer_free(&self.scratch);
  if (self.status != NST_OK) {
    nst_page_facts_destroy(facts);
    return self.status;
  }
  *out = facts;
  return NST_OK;
}

void nst_page_facts_destroy(nst_page_facts *facts) {
  if (!facts) return;
  nst_allocator allocator = facts->allocator;
  nst_release(&allocator, facts->list, facts->capacity * sizeof *facts->list);
  nst_arena_free(&facts->arena);
  nst_release(&allocator, facts, sizeof *facts);
}

const nst_page_fact *nst_page_facts_list(const nst_page_facts *facts, size_t *count,
                                         size_t *text_size) {
  *count = facts->count;
  if (text_size) *text_size = facts->text_size;
  return facts->list;
}
