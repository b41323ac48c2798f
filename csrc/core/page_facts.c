/* page_facts.c: from tokens to facts. */
#include "page_facts.h"

#include "html_bytes.h"
#include "html_pieces.h"
#include "page_reader.h"

enum { MOST_TITLE_SOURCE = 8192 }; /* bytes of the source of a title */

/* -- The head ---------------------------------------------------------------- */

static nst_html_slice attribute(const nst_page_reader *self, const char *name) {
  const nst_html_attribute *found = nst_html_find_attribute(&self->tokenizer, &self->token, name);
  return found ? found->value : (nst_html_slice){"", 0};
}

static void keep_meta(nst_page_reader *self) {
  static const char *const names[] = {"property", "name", "itemprop", "http-equiv"};
  nst_html_slice name = {"", 0};
  for (size_t i = 0; i < sizeof names / sizeof *names && !name.size; i++)
    name = attribute(self, names[i]);
  if (name.size) nst_page_keep_value(self, NST_PAGE_META, name, attribute(self, "content"));
}

/* Of the many links those that name the page. */
static void keep_link(nst_page_reader *self) {
  static const char *const kept[] = {"canonical", "amphtml", "shortlink", "author"};
  nst_html_slice rel = attribute(self, "rel");
  for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
    if (nst_html_is_name(rel, kept[i]))
      nst_page_keep_value(self, NST_PAGE_LINK, rel, attribute(self, "href"));
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

static tag_facts look_at_attributes(const nst_page_reader *self) {
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
static void keep_time(nst_page_reader *self, nst_html_element element, const tag_facts *tag) {
  nst_html_slice value = {"", 0};
  if (element == NST_TAG_TIME) value = attribute(self, "datetime");
  if (!value.size && begins_with_date(tag->property)) value = attribute(self, "content");
  if (!value.size && element == NST_TAG_ABBR && tag->hints & NST_HINT_DATE)
    value = attribute(self, "title");
  size_t before = self->facts->count;
  nst_page_keep_value(self, NST_PAGE_TIME, tag->property, value);
  if (self->facts->count > before) self->facts->list[before].hints |= tag->hints;
}

/* Forums write "half an hour ago" and the date in a title: it counts as text
   before the element's. */
static void show_title_date(nst_page_reader *self, nst_html_element element) {
  if (element != NST_TAG_SPAN) return;
  nst_html_slice title = attribute(self, "title");
  bool is_date = title.size >= 8 && title.size <= 32 && title.bytes[0] >= '1' &&
                 title.bytes[0] <= '2' && nst_page_text_is_telling(title.bytes, title.size);
  if (is_date) nst_page_line_add(&self->line, title.bytes, title.size, self->in_link);
  self->line.gap |= is_date;
}

static void start_raw(nst_page_reader *self, nst_html_element element) {
  self->tokenizer.state = nst_html_traits_of(element)->state;
  self->raw = element;
  self->raw_is_json_ld = element == NST_TAG_SCRIPT && self->token.attribute_count &&
                         nst_html_is_name(attribute(self, "type"), "application/ld+json");
}

static void read_head_tag(nst_page_reader *self, nst_html_element element) {
  nst_html_slice none = {"", 0};
  switch (element) {
    case NST_TAG_META: keep_meta(self); break;
    case NST_TAG_LINK: keep_link(self); break;
    case NST_TAG_BASE:
      nst_page_keep_value(self, NST_PAGE_BASE, none, attribute(self, "href"));
      break;
    case NST_TAG_HTML:
      nst_page_keep_value(self, NST_PAGE_LANGUAGE, none, attribute(self, "lang"));
      nst_page_keep_value(self, NST_PAGE_LANGUAGE, none, attribute(self, "xml:lang"));
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

static void part_text(nst_page_reader *self, nst_html_element element,
                      const nst_html_traits *traits) {
  if (traits->display != NST_DISPLAY_INLINE)
    nst_page_end_line(self);
  else if (parts_words(element))
    self->line.gap = self->line.size > 0;
}

static void read_start_tag(nst_page_reader *self) {
  nst_html_element element = nst_html_find_element(self->token.name);
  const nst_html_traits *traits = nst_html_traits_of(element);
  bool has_attributes = self->token.attribute_count > 0;
  part_text(self, element, traits);
  nst_page_end_implied(self, element, traits->flags);
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
    show_title_date(self, element);
  }
  if (element == NST_TAG_A) self->in_link = tag.has_address;
  bool is_foreign = element == NST_TAG_SVG || element == NST_TAG_MATH;
  if (traits->flags & NST_HTML_VOID || (is_foreign && self->token.self_closing)) return;
  bool hidden = is_hidden(element, traits), pre = traits->display == NST_DISPLAY_PRE;
  if (tag.hints || hidden || pre)
    nst_page_push_scope(self, element, tag.hints, hidden, pre);
  else if (self->innermost[element])
    self->scopes[self->innermost[element] - 1].nested++;
}

static void read_end_tag(nst_page_reader *self) {
  if (self->raw != NST_TAG_NONE) {
    self->raw = NST_TAG_NONE;
    return;
  }
  nst_html_element element = nst_html_find_element(self->token.name);
  const nst_html_traits *traits = nst_html_traits_of(element);
  part_text(self, element, traits);
  nst_page_end_contents(self, element);
  if (element == NST_TAG_A) self->in_link = false;
  size_t place = self->innermost[element];
  if (place && self->scopes[place - 1].nested)
    self->scopes[place - 1].nested--;
  else if (place)
    nst_page_pop_scopes(self, place - 1);
}

/* -- Text ------------------------------------------------------------------- */

static void read_raw_text(nst_page_reader *self) {
  nst_html_slice text = self->token.source;
  if (self->raw == NST_TAG_TITLE && nst_page_has_room(self, NST_PAGE_TITLE)) {
    if (text.size > MOST_TITLE_SOURCE) text.size = MOST_TITLE_SOURCE;
    nst_page_fact fact = {.kind = NST_PAGE_TITLE};
    fact.value = nst_page_resolved(self, text, NST_HTML_SLICE_RCDATA);
    if (fact.value.size) nst_page_keep(self, fact);
    if (self->status == NST_OK) self->title = fact.value;
  } else if (self->raw_is_json_ld && nst_page_has_room(self, NST_PAGE_JSON_LD)) {
    if (text.size > NST_PAGE_JSON_LD_BYTES - self->json_ld_size) return;
    self->json_ld_size += text.size;
    nst_page_fact fact = {.kind = NST_PAGE_JSON_LD,
                          .value = nst_page_copy(self, text.bytes, text.size)};
    nst_page_keep(self, fact);
  }
}

/* Adds to the line; in <pre> line ends end it. */
static void add_text(nst_page_reader *self, nst_html_slice text, bool pre) {
  while (text.size) {
    size_t end = pre ? nst_html_find(text.bytes, 0, text.size, '\n') : text.size;
    nst_page_line_add(&self->line, text.bytes, end, self->in_link);
    if (end == text.size) return;
    nst_page_end_line(self);
    text = (nst_html_slice){text.bytes + end + 1, text.size - end - 1};
  }
}

static void read_text(nst_page_reader *self) {
  if (self->raw != NST_TAG_NONE) {
    read_raw_text(self);
    return;
  }
  const nst_page_scope *top = self->depth ? &self->scopes[self->depth - 1] : NULL;
  if (top && top->hidden) return;
  size_t before = self->line.size;
  uint32_t hints = top ? nst_page_current_hints(self) : 0;
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

static void read_tokens(nst_page_reader *self) {
  do {
    nst_html_next_token(&self->tokenizer, &self->token);
    switch (self->token.kind) {
      case NST_HTML_TEXT: read_text(self); break;
      case NST_HTML_START_TAG: read_start_tag(self); break;
      case NST_HTML_END_TAG: read_end_tag(self); break;
      default: break;
    }
  } while (self->token.kind != NST_HTML_END && self->status == NST_OK);
  nst_page_end_line(self);
}

/* -- The whole -------------------------------------------------------------- */

nst_status nst_page_facts_read(const char *html, size_t size, const nst_allocator *allocator,
                               nst_page_facts **out) {
  nst_allocator chosen = nst_allocator_or_default(allocator);
  nst_page_facts *facts = nst_allocate_zeroed(&chosen, sizeof *facts);
  if (!facts) return NST_NO_MEMORY;
  facts->allocator = chosen;
  nst_arena_init(&facts->arena, &chosen);
  nst_page_reader self;
  memset(&self, 0, offsetof(nst_page_reader, scopes));
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
