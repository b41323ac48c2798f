/* xml_repair.c: the states of the repair, a function each. */
#include "xml_repair.h"

#include "xml_elements.h"
#include "xml_reference.h"
#include "xml_states.h"

/* -- Text ---------------------------------------------------------------------- */

static void put_escaped(nst_xml_repair *repair, nst_buffer *out, const char *text, size_t size) {
  for (size_t at = 0; at < size;) {
    nst_slice piece = nst_xml_escaped(text, size, &at);
    nst_xml_append(repair, out, piece.bytes, piece.size);
  }
}

bool nst_xml_hand_over(nst_xml_repair *repair, const char *text, size_t size) {
  if (repair->take_text && !repair->take_text(repair->context, text, size))
    repair->take_text = NULL;
  return repair->take_text != NULL;
}

void nst_xml_put_text(nst_xml_repair *repair, const char *text, size_t size) {
  if (!repair->started || !size || nst_xml_hand_over(repair, text, size)) return;
  put_escaped(repair, &repair->out, text, size);
}

/* What was taken for markup is text. */
static void word_as_text(nst_xml_repair *repair, const char *opening) {
  nst_xml_put_text(repair, opening, strlen(opening));
  nst_xml_put_text(repair, repair->word, repair->word_size);
  repair->state = NST_XML_TEXT;
}

void nst_xml_note_replacement(nst_xml_repair *repair, const char *text, size_t size) {
  if (size >= 3 && memcmp(text, "\xEF\xBF\xBD", 3) == 0)
    nst_xml_damage(repair, "characters were lost: it has bytes that are not UTF-8, or U+FFFD");
}

static size_t read_text(nst_xml_repair *repair, const char *text, size_t size) {
  size_t run = nst_xml_run(text, size, NST_XML_IN_TEXT);
  nst_xml_put_text(repair, text, run);
  if (run) return run;
  if (nst_xml_is_forbidden(text, size)) return nst_xml_forbidden_size(*text);
  nst_xml_note_replacement(repair, text, size);
  if (*text == '<' || *text == '&') {
    repair->behind = NST_XML_TEXT;
    repair->state = *text == '<' ? NST_XML_LESS : NST_XML_REFERENCE;
    repair->word_size = 0;
  } else {
    char c = nst_xml_line_end(repair, *text);
    nst_xml_put_text(repair, &c, 1);
  }
  return 1;
}

/* Where a reference stands: in text, or in an attribute, which may be left out. */
static void put_referred(nst_xml_repair *repair, const char *text, size_t size) {
  if (repair->behind == NST_XML_TEXT)
    nst_xml_put_text(repair, text, size);
  else if (!repair->dropping)
    put_escaped(repair, &repair->tag, text, size);
}

static void finish_reference(nst_xml_repair *repair, bool closed) {
  uint32_t code = closed ? nst_xml_reference(repair->word, repair->word_size) : 0;
  char character[4];
  if (code) {
    put_referred(repair, character, nst_utf8_encode(code, character));
    return;
  }
  put_referred(repair, "&", 1);
  put_referred(repair, repair->word, repair->word_size);
  if (closed) put_referred(repair, ";", 1);
}

static size_t read_reference(nst_xml_repair *repair, char c) {
  if (c == ';' ||
      !(nst_xml_is_letter(c) || (c >= '0' && c <= '9') || (c == '#' && !repair->word_size)) ||
      !nst_xml_extend_word(repair, c)) {
    finish_reference(repair, c == ';');
    repair->state = repair->behind;
    return c == ';';
  }
  return 1;
}

/* -- Markup ---------------------------------------------------------------------- */

static size_t read_less(nst_xml_repair *repair, char c) {
  repair->word_size = 0;
  if (nst_xml_is_letter(c)) {
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
    nst_xml_put_text(repair, "<", 1);
    repair->state = NST_XML_TEXT;
    return 0;
  }
  return 1;
}

static size_t read_start_name(nst_xml_repair *repair, char c) {
  if (nst_xml_is_name_byte(c) && nst_xml_extend_word(repair, c)) return 1;
  if (!nst_xml_is_space(c) && c != '>' && c != '/') {
    word_as_text(repair, "<");
    return 0;
  }
  nst_xml_start_tag(repair);
  return 0;
}

static size_t read_end_name(nst_xml_repair *repair, char c) {
  if (nst_xml_is_name_byte(c) && nst_xml_extend_word(repair, c)) return 1;
  if (!repair->word_size || (!nst_xml_is_space(c) && c != '>')) {
    word_as_text(repair, "</");
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
  nst_xml_extend_word(repair, c);
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

/* -- The whole --------------------------------------------------------------------------- */

static size_t step(nst_xml_repair *repair, const char *text, size_t size) {
  if (repair->after_return) {
    repair->after_return = false;
    if (*text == '\n') return 1;
  }
  switch (repair->state) {
    case NST_XML_TEXT: return read_text(repair, text, size);
    case NST_XML_REFERENCE: return read_reference(repair, *text);
    case NST_XML_LESS: return read_less(repair, *text);
    case NST_XML_START_NAME: return read_start_name(repair, *text);
    case NST_XML_END_NAME: return read_end_name(repair, *text);
    case NST_XML_END_REST: return read_end_rest(repair, *text);
    case NST_XML_BEFORE_ATTRIBUTE:
    case NST_XML_ATTRIBUTE_NAME:
    case NST_XML_BEFORE_EQUALS:
    case NST_XML_BEFORE_VALUE:
    case NST_XML_VALUE_TEXT: return nst_xml_read_attribute(repair, text, size);
    case NST_XML_BANG: return read_bang(repair, *text);
    case NST_XML_DECLARATION: return read_declaration(repair, *text);
    case NST_XML_COMMENT: return read_comment(repair, *text);
    case NST_XML_INSTRUCTION: return read_instruction(repair, *text);
    case NST_XML_CDATA: return nst_xml_read_cdata(repair, text, size);
  }
  return size;
}

static size_t count_lines(const char *text, size_t size) {
  size_t count = 0;
  const char *end = text + size;
  while (size && (text = memchr(text, '\n', (size_t)(end - text)))) count++, text++;
  return count;
}

size_t nst_xml_repair_read(nst_xml_repair *repair, const char *text, size_t size) {
  size_t at = 0;
  repair->at_border = false;
  while (at < size && repair->status == NST_OK && !repair->at_border) {
    size_t used = step(repair, text + at, size - at);
    repair->line += count_lines(text + at, used);
    at += used;
  }
  nst_xml_close_cdata(repair);
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
  if (repair->state == NST_XML_CDATA) nst_xml_abandon_cdata(repair);
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
