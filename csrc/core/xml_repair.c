/* xml_repair.c: the states of the repair, a function each. */
#include "xml_repair.h"

#include "xml_elements.h"
#include "xml_reference.h"

#include <string.h>

static void append(nst_xml_repair *repair, nst_buffer *buffer, const char *bytes, size_t size) {
  if (repair->status == NST_OK) repair->status = nst_buffer_append(buffer, bytes, size);
}

static void put(nst_xml_repair *repair, const char *bytes, size_t size) {
  append(repair, &repair->out, bytes, size);
}

#define PUT(repair, literal) put(repair, literal, sizeof(literal) - 1)

static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

static bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_name_byte(char c) {
  return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == ':';
}

/* Adds a byte to the word; false when it is full. */
static bool extend_word(nst_xml_repair *repair, char c) {
  if (repair->word_size == NST_XML_NAME) return false;
  repair->word[repair->word_size++] = c;
  return true;
}

/* -- Text ---------------------------------------------------------------------- */

/* What was taken for markup is text. */
static void word_as_text(nst_xml_repair *repair, const char *opening) {
  put(repair, opening, strlen(opening));
  put(repair, repair->word, repair->word_size);
  repair->state = NST_XML_TEXT;
}

/* Bytes that XML has no place for: controls, and of U+FFFE and U+FFFF, which are
   whole here, the last. */
static bool is_forbidden(const char *text, size_t size) {
  unsigned char c = (unsigned char)*text;
  if (c < ' ') return !is_space(*text);
  return c == 0xEF && size >= 3 && (unsigned char)text[1] == 0xBF && (unsigned char)text[2] >= 0xBE;
}

/* U+FFFD stands for bytes that were lost, here or before. */
static void note_replacement(nst_xml_repair *repair, const char *text, size_t size) {
  if (size >= 3 && memcmp(text, "\xEF\xBF\xBD", 3) == 0)
    nst_xml_damage(repair, "characters were lost: it has bytes that are not UTF-8, or U+FFFD");
}

static size_t forbidden_size(char c) { return (unsigned char)c < ' ' ? 1 : 3; }

static size_t text_run(const char *text, size_t size) {
  size_t n = 0;
  for (; n < size; n++) {
    unsigned char c = (unsigned char)text[n];
    if (c == '<' || c == '&' || c == '>' || c < ' ' || c == 0xEF) break;
  }
  return n;
}

static size_t read_text(nst_xml_repair *repair, const char *text, size_t size) {
  size_t run = text_run(text, size);
  if (repair->started) put(repair, text, run);
  if (run) return run;
  if (is_forbidden(text, size)) return forbidden_size(*text);
  note_replacement(repair, text, size);
  if (*text == '<' || *text == '&') {
    repair->behind = NST_XML_TEXT;
    repair->state = *text == '<' ? NST_XML_LESS : NST_XML_REFERENCE;
    repair->word_size = 0;
  } else if (!repair->started) {
    return 1;
  } else if (*text == '>') {
    PUT(repair, "&gt;"); /* `]]>` is not allowed in text */
  } else {
    put(repair, text, 1);
  }
  return 1;
}

static size_t read_reference(nst_xml_repair *repair, char c) {
  if (c == ';' || !(is_letter(c) || (c >= '0' && c <= '9') || (c == '#' && !repair->word_size)) ||
      !extend_word(repair, c)) {
    bool in_text = repair->behind == NST_XML_TEXT;
    if (in_text ? repair->started : !repair->dropping) {
      nst_buffer *to = in_text ? &repair->out : &repair->tag;
      if (repair->status == NST_OK)
        repair->status = nst_xml_reference(repair->word, repair->word_size, c == ';', to);
    }
    repair->state = repair->behind;
    return c == ';';
  }
  return 1;
}

/* -- Markup ---------------------------------------------------------------------- */

static size_t read_less(nst_xml_repair *repair, char c) {
  repair->word_size = 0;
  if (is_letter(c)) {
    repair->state = NST_XML_START_NAME;
    return 0;
  }
  if (c == '/') {
    repair->state = NST_XML_END_NAME;
  } else if (c == '!') {
    repair->state = NST_XML_BANG;
  } else if (c == '?') {
    repair->state = NST_XML_INSTRUCTION;
  } else {
    if (repair->started) PUT(repair, "&lt;");
    repair->state = NST_XML_TEXT;
    return 0;
  }
  return 1;
}

static size_t read_start_name(nst_xml_repair *repair, char c) {
  if (is_name_byte(c) && extend_word(repair, c)) return 1;
  if (!is_space(c) && c != '>' && c != '/') {
    if (repair->started) word_as_text(repair, "&lt;");
    repair->state = NST_XML_TEXT;
    return 0;
  }
  repair->tag.size = 0;
  append(repair, &repair->tag, "<", 1);
  append(repair, &repair->tag, repair->word, repair->word_size);
  repair->attributes = 0;
  repair->slash = false;
  repair->state = NST_XML_BEFORE_ATTRIBUTE;
  return 0;
}

static size_t read_end_name(nst_xml_repair *repair, char c) {
  if (is_name_byte(c) && extend_word(repair, c)) return 1;
  if (!repair->word_size || (!is_space(c) && c != '>')) {
    if (repair->started) word_as_text(repair, "&lt;/");
    repair->state = NST_XML_TEXT;
    return 0;
  }
  repair->state = NST_XML_END_REST;
  return 0;
}

static size_t read_end_rest(nst_xml_repair *repair, char c) {
  if (c != '>' && c != '<') return 1;
  repair->state = NST_XML_TEXT;
  nst_xml_close(repair, repair->word, repair->word_size);
  return c == '>';
}

/* -- Attributes ------------------------------------------------------------------ */

static void start_attribute(nst_xml_repair *repair) {
  repair->attribute_begin = repair->tag.size;
  repair->word_size = 0;
  repair->dropping = repair->attributes++ >= NST_XML_ATTRIBUTES;
  repair->state = NST_XML_ATTRIBUTE_NAME;
}

static void drop_attribute(nst_xml_repair *repair) {
  repair->tag.size = repair->attribute_begin;
  repair->dropping = true;
}

static void finish_attribute(nst_xml_repair *repair) {
  if (!repair->dropping) append(repair, &repair->tag, "\"", 1);
  repair->state = NST_XML_BEFORE_ATTRIBUTE;
}

static void finish_name(nst_xml_repair *repair) {
  const char *name = repair->word;
  size_t size = repair->word_size;
  if (!size || !is_letter(name[0]) || name[size - 1] == ':') repair->dropping = true;
  if (!repair->dropping) {
    append(repair, &repair->tag, " ", 1);
    append(repair, &repair->tag, name, size);
    append(repair, &repair->tag, "=\"", 2);
  }
  repair->state = NST_XML_BEFORE_EQUALS;
}

static void finish_tag(nst_xml_repair *repair) {
  repair->state = NST_XML_TEXT;
  nst_xml_open(repair, repair->slash);
}

static size_t read_before_attribute(nst_xml_repair *repair, char c) {
  if (c == '>' || c == '<') {
    if (c == '<') nst_xml_damage(repair, "a tag is not closed by >");
    finish_tag(repair);
    return c == '>';
  }
  if (c == '/' || is_space(c)) {
    repair->slash = c == '/' || (repair->slash && is_space(c));
    return 1;
  }
  repair->slash = false;
  start_attribute(repair);
  return 0;
}

static size_t read_attribute_name(nst_xml_repair *repair, char c) {
  if (is_space(c) || c == '=' || c == '>' || c == '/' || c == '<') {
    finish_name(repair);
    return 0;
  }
  if (!is_name_byte(c) || !extend_word(repair, c)) repair->dropping = true;
  return 1;
}

static size_t read_before_equals(nst_xml_repair *repair, char c) {
  if (is_space(c)) return 1;
  if (c == '=') {
    repair->state = NST_XML_BEFORE_VALUE;
    return 1;
  }
  finish_attribute(repair);
  return 0;
}

static size_t read_before_value(nst_xml_repair *repair, char c) {
  if (is_space(c)) return 1;
  if (c == '>' || c == '<') {
    finish_attribute(repair);
    return 0;
  }
  repair->quote = c == '"' || c == '\'' ? c : ' ';
  repair->state = NST_XML_VALUE_TEXT;
  return repair->quote != ' ';
}

static size_t read_value(nst_xml_repair *repair, const char *text, size_t size) {
  char c = *text;
  bool is_bare = repair->quote == ' ';
  if (c == '<' || (is_bare ? is_space(c) || c == '>' : c == repair->quote)) {
    finish_attribute(repair); /* a quote that stands before `<` was never closed */
    return !is_bare && c == repair->quote;
  }
  if (!repair->dropping && repair->tag.size - repair->attribute_begin > NST_XML_VALUE)
    drop_attribute(repair);
  if (c == '&') {
    repair->behind = NST_XML_VALUE_TEXT;
    repair->state = NST_XML_REFERENCE;
    repair->word_size = 0;
    return 1;
  }
  if (is_forbidden(text, size)) return forbidden_size(c);
  if (!repair->dropping) {
    if (c == '>')
      append(repair, &repair->tag, "&gt;", 4);
    else if (c == '"')
      append(repair, &repair->tag, "&quot;", 6);
    else
      append(repair, &repair->tag, &c, 1);
  }
  return 1;
}

/* -- What is left out ---------------------------------------------------------------- */

static size_t read_bang(nst_xml_repair *repair, char c) {
  static const char cdata[] = "[CDATA[", comment[] = "--";
  size_t n = repair->word_size;
  bool is_cdata = n < sizeof cdata - 1 && !memcmp(repair->word, cdata, n) && c == cdata[n];
  bool is_comment = n < sizeof comment - 1 && !memcmp(repair->word, comment, n) && c == comment[n];
  if (!is_cdata && !is_comment) {
    repair->state = NST_XML_DECLARATION;
    repair->quote = 0;
    repair->brackets = 0;
    return 0;
  }
  extend_word(repair, c);
  if (is_comment && n + 1 == sizeof comment - 1) {
    repair->state = NST_XML_COMMENT;
    repair->word_size = 0;
  } else if (is_cdata && n + 1 == sizeof cdata - 1) {
    repair->state = NST_XML_CDATA;
    repair->brackets = repair->matched = 0;
  }
  return 1;
}

/* To the `>` that is neither in quotes nor between brackets. */
static size_t read_declaration(nst_xml_repair *repair, char c) {
  if (repair->quote) {
    if (c == repair->quote) repair->quote = 0;
  } else if (c == '"' || c == '\'') {
    repair->quote = c;
  } else if (c == '[') {
    repair->brackets++;
  } else if (c == ']') {
    if (repair->brackets) repair->brackets--;
  } else if (c == '>' && !repair->brackets) {
    repair->state = NST_XML_TEXT;
  }
  return 1;
}

/* word_size counts the hyphens just before. */
static size_t read_comment(nst_xml_repair *repair, char c) {
  if (c == '>' && repair->word_size >= 2) repair->state = NST_XML_TEXT;
  repair->word_size = c == '-' ? repair->word_size + 1 : 0;
  return 1;
}

static size_t read_instruction(nst_xml_repair *repair, char c) {
  if (c == '>') repair->state = NST_XML_TEXT;
  return 1;
}

/* -- CDATA sections -------------------------------------------------------------------- */

static void put_cdata(nst_xml_repair *repair, const char *bytes, size_t size) {
  if (!size || !repair->started) return;
  if (!repair->in_cdata) PUT(repair, "<![CDATA[");
  repair->in_cdata = true;
  put(repair, bytes, size);
}

/* Each call's part of a section is a section of its own: libxml2 searches an
   unfinished one again with each piece. */
static void close_cdata(nst_xml_repair *repair) {
  if (repair->in_cdata) PUT(repair, "]]>");
  repair->in_cdata = false;
}

static void release_brackets(nst_xml_repair *repair) {
  for (; repair->brackets; repair->brackets--) put_cdata(repair, "]", 1);
}

/* Follows the bytes of the open entry's end tag: where one stands inside a
   section, its end is missing.  True while c belongs to it. */
static bool match_entry_end(nst_xml_repair *repair, char c) {
  size_t size, n = repair->matched;
  const char *name = nst_xml_open_entry(repair, &size);
  char expected = n == 0 ? '<' : n == 1 ? '/' : '>';
  if (!name) return false;
  if (n >= 2 && n < size + 2) expected = name[n - 2];
  if (c != expected) return false;
  repair->matched++;
  if (n == size + 2) {
    repair->matched = 0;
    repair->state = NST_XML_TEXT;
    close_cdata(repair);
    nst_xml_damage(repair, "a CDATA section is not closed by ]]>");
    memcpy(repair->word, name, size);
    nst_xml_close(repair, repair->word, size);
  }
  return true;
}

static void release_match(nst_xml_repair *repair) {
  size_t size;
  const char *name = nst_xml_open_entry(repair, &size);
  if (repair->matched) put_cdata(repair, "</", repair->matched < 2 ? 1 : 2);
  if (repair->matched > 2) put_cdata(repair, name, repair->matched - 2);
  repair->matched = 0;
}

static size_t cdata_run(const char *text, size_t size) {
  size_t n = 0;
  for (; n < size; n++) {
    unsigned char c = (unsigned char)text[n];
    if (c == ']' || c == '<' || c < ' ' || c == 0xEF) break;
  }
  return n;
}

static size_t read_cdata(nst_xml_repair *repair, const char *text, size_t size) {
  /* First, or leaving it out would join `]]` and `>`. */
  if (is_forbidden(text, size)) return forbidden_size(*text);
  if (repair->matched) {
    if (match_entry_end(repair, *text)) return 1;
    release_match(repair);
  }
  if (*text == ']') {
    repair->brackets++;
    return 1;
  }
  if (*text == '>' && repair->brackets >= 2) {
    repair->brackets -= 2;
    release_brackets(repair);
    close_cdata(repair);
    repair->state = NST_XML_TEXT;
    return 1;
  }
  release_brackets(repair);
  size_t run = cdata_run(text, size);
  put_cdata(repair, text, run);
  if (run) return run;
  note_replacement(repair, text, size);
  if (*text != '<' || !match_entry_end(repair, *text)) put_cdata(repair, text, 1);
  return 1;
}

/* -- The whole --------------------------------------------------------------------------- */

static size_t step(nst_xml_repair *repair, const char *text, size_t size) {
  switch (repair->state) {
    case NST_XML_TEXT: return read_text(repair, text, size);
    case NST_XML_REFERENCE: return read_reference(repair, *text);
    case NST_XML_LESS: return read_less(repair, *text);
    case NST_XML_START_NAME: return read_start_name(repair, *text);
    case NST_XML_END_NAME: return read_end_name(repair, *text);
    case NST_XML_END_REST: return read_end_rest(repair, *text);
    case NST_XML_BEFORE_ATTRIBUTE: return read_before_attribute(repair, *text);
    case NST_XML_ATTRIBUTE_NAME: return read_attribute_name(repair, *text);
    case NST_XML_BEFORE_EQUALS: return read_before_equals(repair, *text);
    case NST_XML_BEFORE_VALUE: return read_before_value(repair, *text);
    case NST_XML_VALUE_TEXT: return read_value(repair, text, size);
    case NST_XML_BANG: return read_bang(repair, *text);
    case NST_XML_DECLARATION: return read_declaration(repair, *text);
    case NST_XML_COMMENT: return read_comment(repair, *text);
    case NST_XML_INSTRUCTION: return read_instruction(repair, *text);
    case NST_XML_CDATA: return read_cdata(repair, text, size);
  }
  return size;
}

size_t nst_xml_repair_read(nst_xml_repair *repair, const char *text, size_t size) {
  size_t at = 0;
  repair->at_border = false;
  while (at < size && repair->status == NST_OK && !repair->at_border) {
    size_t used = step(repair, text + at, size - at);
    if (used == 1 && text[at] == '\n') repair->line++;
    at += used;
  }
  close_cdata(repair);
  return at;
}

static const char *unfinished(const nst_xml_repair *repair) {
  switch (repair->state) {
    case NST_XML_TEXT: return repair->depth ? "the file ends before its elements do" : NULL;
    case NST_XML_COMMENT: return "a comment is not closed by -->";
    case NST_XML_CDATA: return "a CDATA section is not closed by ]]>";
    case NST_XML_DECLARATION: return "a document type is not closed by >";
    default: return "the file ends inside a tag";
  }
}

void nst_xml_repair_finish(nst_xml_repair *repair) {
  const char *problem = unfinished(repair);
  if (problem && !nst_xml_root_ended(repair)) nst_xml_damage(repair, problem);
  if (repair->state == NST_XML_CDATA) {
    release_match(repair);
    release_brackets(repair);
    close_cdata(repair);
  }
  nst_xml_close_all(repair);
}

void nst_xml_repair_init(nst_xml_repair *repair, const nst_allocator *allocator) {
  memset(repair, 0, sizeof *repair);
  nst_buffer_init(&repair->out, allocator);
  nst_buffer_init(&repair->tag, allocator);
  nst_buffer_init(&repair->names, allocator);
  repair->line = 1;
}

void nst_xml_repair_free(nst_xml_repair *repair) {
  nst_buffer_free(&repair->out);
  nst_buffer_free(&repair->tag);
  nst_buffer_free(&repair->names);
}
