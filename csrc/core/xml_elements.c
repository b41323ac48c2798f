#include "xml_elements.h"

#include <string.h>

static const char *name_at(const nst_xml_repair *repair, size_t level, size_t *size) {
  size_t begin = level ? repair->ends[level - 1] : 0;
  *size = repair->ends[level] - begin;
  return repair->names.bytes + begin;
}

static bool is_name_at(const nst_xml_repair *repair, size_t level, const char *name, size_t size) {
  size_t open_size;
  const char *open = name_at(repair, level, &open_size);
  return open_size == size && memcmp(open, name, size) == 0;
}

/* The depth at which the innermost element of that name stands, from 1; 0 for none. */
static size_t find_open(const nst_xml_repair *repair, const char *name, size_t size) {
  size_t depth = repair->depth;
  while (depth && !is_name_at(repair, depth - 1, name, size)) depth--;
  return depth;
}

static bool is_entry(const char *name, size_t size) {
  const char *colon = memchr(name, ':', size);
  size_t prefix = colon ? (size_t)(colon - name) + 1 : 0;
  name += prefix;
  size -= prefix;
  return (size == 4 && memcmp(name, "item", 4) == 0) ||
         (size == 5 && memcmp(name, "entry", 5) == 0);
}

bool nst_xml_is_void(const char *name, size_t size) {
  static const char names[][8] = {"br", "hr", "img", "input", "wbr", "col", "embed"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strlen(names[i]) == size && memcmp(names[i], name, size) == 0) return true;
  return false;
}

void nst_xml_damage(nst_xml_repair *repair, const char *problem) {
  if (repair->damage) return;
  repair->damage = problem;
  repair->damage_line = repair->line;
}

static void put(nst_xml_repair *repair, const char *bytes, size_t size) {
  if (repair->status == NST_OK) repair->status = nst_buffer_append(&repair->out, bytes, size);
}

static void close_innermost(nst_xml_repair *repair) {
  size_t size;
  const char *name = name_at(repair, repair->depth - 1, &size);
  put(repair, "</", 2);
  put(repair, name, size);
  put(repair, ">", 1);
  if (is_entry(name, size)) repair->at_border = true;
  repair->names.size -= size;
  repair->depth--;
}

static void close_down_to(nst_xml_repair *repair, size_t depth) {
  repair->left_out = 0;
  while (repair->depth > depth) close_innermost(repair);
}

static void push(nst_xml_repair *repair) {
  if (repair->status == NST_OK)
    repair->status = nst_buffer_append(&repair->names, repair->word, repair->word_size);
  if (repair->status == NST_OK) repair->ends[repair->depth++] = repair->names.size;
}

/* The tag's name: word has held attributes' names since. */
static void recall_name(nst_xml_repair *repair) {
  const char *name = repair->tag.bytes + 1;
  size_t size = 0;
  while (1 + size < repair->tag.size && name[size] != ' ') size++;
  memcpy(repair->word, name, size);
  repair->word_size = size;
}

void nst_xml_open(nst_xml_repair *repair, bool is_empty) {
  if (repair->status != NST_OK) return;
  recall_name(repair);
  repair->started = true;
  if (is_entry(repair->word, repair->word_size)) {
    size_t depth = find_open(repair, repair->word, repair->word_size);
    if (depth > 1) {
      nst_xml_damage(repair, "an entry begins inside another");
      close_down_to(repair, depth - 1);
    }
  }
  is_empty = is_empty || nst_xml_is_void(repair->word, repair->word_size);
  if (repair->depth == NST_XML_DEPTH) {
    nst_xml_damage(repair, "elements are nested too deep");
    if (!is_empty) repair->left_out++;
    return;
  }
  put(repair, repair->tag.bytes, repair->tag.size);
  if (is_empty)
    put(repair, "/>", 2);
  else
    put(repair, ">", 1);
  if (!is_empty) push(repair);
  if (is_entry(repair->word, repair->word_size)) repair->at_border = true;
}

void nst_xml_close(nst_xml_repair *repair, const char *name, size_t size) {
  size_t depth = find_open(repair, name, size);
  if (repair->left_out && !is_entry(name, size)) {
    repair->left_out--;
    return;
  }
  if (depth != repair->depth && !nst_xml_is_void(name, size))
    nst_xml_damage(repair, depth ? "an element is not closed" : "an end tag has no start tag");
  if (depth == 1) repair->root_ended = true;
  if (depth) close_down_to(repair, depth > 1 ? depth - 1 : 1);
}

void nst_xml_close_all(nst_xml_repair *repair) { close_down_to(repair, 0); }

const char *nst_xml_open_entry(const nst_xml_repair *repair, size_t *size) {
  for (size_t depth = repair->depth; depth > 0; depth--) {
    const char *name = name_at(repair, depth - 1, size);
    if (is_entry(name, *size)) return name;
  }
  return NULL;
}

bool nst_xml_root_ended(const nst_xml_repair *repair) {
  return repair->root_ended && repair->depth == 1 && repair->state == NST_XML_TEXT;
}
