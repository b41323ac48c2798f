/* xml_attributes.c: the attributes of a tag, repaired to name="value". */
#include "xml_elements.h"
#include "xml_states.h"

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
  if (!repair->dropping) nst_xml_append(repair, &repair->tag, "\"", 1);
  repair->state = NST_XML_BEFORE_ATTRIBUTE;
}

static void finish_name(nst_xml_repair *repair) {
  const char *name = repair->word;
  size_t size = repair->word_size;
  if (!size || !nst_xml_is_letter(name[0]) || name[size - 1] == ':') repair->dropping = true;
  if (!repair->dropping) {
    nst_xml_append(repair, &repair->tag, " ", 1);
    nst_xml_append(repair, &repair->tag, name, size);
    nst_xml_append(repair, &repair->tag, "=\"", 2);
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
  if (c == '/' || nst_xml_is_space(c)) {
    repair->slash = c == '/' || (repair->slash && nst_xml_is_space(c));
    return 1;
  }
  repair->slash = false;
  start_attribute(repair);
  return 0;
}

static size_t read_attribute_name(nst_xml_repair *repair, char c) {
  if (nst_xml_is_space(c) || c == '=' || c == '>' || c == '/' || c == '<') {
    finish_name(repair);
    return 0;
  }
  if (!nst_xml_is_name_byte(c) || !nst_xml_extend_word(repair, c)) repair->dropping = true;
  return 1;
}

static size_t read_before_equals(nst_xml_repair *repair, char c) {
  if (nst_xml_is_space(c)) return 1;
  if (c == '=') {
    repair->state = NST_XML_BEFORE_VALUE;
    return 1;
  }
  finish_attribute(repair);
  return 0;
}

static size_t read_before_value(nst_xml_repair *repair, char c) {
  if (nst_xml_is_space(c)) return 1;
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
  if (c == '<' || (is_bare ? nst_xml_is_space(c) || c == '>' : c == repair->quote)) {
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
  if (nst_xml_is_forbidden(text, size)) return nst_xml_forbidden_size(c);
  if (!repair->dropping) {
    if (c == '>')
      nst_xml_append(repair, &repair->tag, "&gt;", 4);
    else if (c == '"')
      nst_xml_append(repair, &repair->tag, "&quot;", 6);
    else
      nst_xml_append(repair, &repair->tag, &c, 1);
  }
  return 1;
}

void nst_xml_start_tag(nst_xml_repair *repair) {
  repair->tag.size = 0;
  nst_xml_append(repair, &repair->tag, "<", 1);
  nst_xml_append(repair, &repair->tag, repair->word, repair->word_size);
  repair->attributes = 0;
  repair->slash = false;
  repair->state = NST_XML_BEFORE_ATTRIBUTE;
}

size_t nst_xml_read_attribute(nst_xml_repair *repair, const char *text, size_t size) {
  switch (repair->state) {
    case NST_XML_BEFORE_ATTRIBUTE: return read_before_attribute(repair, *text);
    case NST_XML_ATTRIBUTE_NAME: return read_attribute_name(repair, *text);
    case NST_XML_BEFORE_EQUALS: return read_before_equals(repair, *text);
    case NST_XML_BEFORE_VALUE: return read_before_value(repair, *text);
    default: return read_value(repair, text, size);
  }
}
