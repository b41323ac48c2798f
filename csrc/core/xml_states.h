/* xml_states.h: what the files of the repair share; each of them has the states
   of one part of XML. */
#ifndef NEWSSTAT_XML_STATES_H
#define NEWSSTAT_XML_STATES_H

#include "xml_repair.h"

#include <string.h>

/* Each reads from text, of size > 0, in one of its states, and returns how many
   bytes it took; 0 where only the state changed. */
size_t nst_xml_read_attribute(nst_xml_repair *repair, const char *text, size_t size);
size_t nst_xml_read_cdata(nst_xml_repair *repair, const char *text, size_t size);

/* Puts out text, as it is meant: to whoever takes it, else escaped. */
void nst_xml_put_text(nst_xml_repair *repair, const char *text, size_t size);

/* Gives text to whoever takes it; false where nobody does. */
bool nst_xml_hand_over(nst_xml_repair *repair, const char *text, size_t size);

/* How many bytes need no look one by one: those before a control that is no tab or line feed,
   U+FFC0 to U+FFFF, a mark of text, or in a CDATA section `]` and `</`. */
typedef enum nst_xml_place { NST_XML_IN_TEXT, NST_XML_IN_CDATA } nst_xml_place;
size_t nst_xml_run(const char *text, size_t size, nst_xml_place place);

/* Ends the part of a section that was put out: libxml2 searches an unfinished
   section again with each piece, so each call's part is a section of its own. */
void nst_xml_close_cdata(nst_xml_repair *repair);

/* Puts out what was held back of a section that is never closed. */
void nst_xml_abandon_cdata(nst_xml_repair *repair);

/* The word is a tag's name: its attributes follow. */
void nst_xml_start_tag(nst_xml_repair *repair);

/* U+FFFD stands for bytes that were lost, here or before. */
void nst_xml_note_replacement(nst_xml_repair *repair, const char *text, size_t size);

static inline void nst_xml_append(nst_xml_repair *repair, nst_buffer *buffer, const char *bytes,
                                  size_t size) {
  if (repair->status == NST_OK) repair->status = nst_buffer_append(buffer, bytes, size);
}

static inline void nst_xml_put(nst_xml_repair *repair, const char *bytes, size_t size) {
  nst_xml_append(repair, &repair->out, bytes, size);
}

#define NST_XML_PUT(repair, literal) nst_xml_put(repair, literal, sizeof(literal) - 1)

static inline bool nst_xml_is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static inline bool nst_xml_is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static inline bool nst_xml_is_name_byte(char c) {
  return nst_xml_is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == ':';
}

/* Adds a byte to the word; false when it is full. */
static inline bool nst_xml_extend_word(nst_xml_repair *repair, char c) {
  if (repair->word_size == NST_XML_NAME) return false;
  repair->word[repair->word_size++] = c;
  return true;
}

/* Notes the end of a line that is written "\r" or "\r\n"; both are "\n" in XML. */
static inline char nst_xml_line_end(nst_xml_repair *repair, char c) {
  repair->after_return = c == '\r';
  return c == '\r' ? '\n' : c;
}

/* Bytes that XML has no place for: controls, and of U+FFFE and U+FFFF, which are
   whole here, the last. */
static inline bool nst_xml_is_forbidden(const char *text, size_t size) {
  unsigned char c = (unsigned char)*text;
  if (c < ' ') return !nst_xml_is_space(*text);
  return c == 0xEF && size >= 3 && (unsigned char)text[1] == 0xBF && (unsigned char)text[2] >= 0xBE;
}

static inline size_t nst_xml_forbidden_size(char c) { return (unsigned char)c < ' ' ? 1 : 3; }

#endif
