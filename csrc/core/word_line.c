#include "word_line.h"

#include "image.h"

#include <string.h>

enum { MOST_FIELDS = 4, LONGEST_BARE_TAG = 3 };

typedef struct field {
  const char *text;
  size_t size;
} field;

static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
static bool is_blank(char c) { return c == ' ' || c == '\t'; }

static field trimmed(const char *text, size_t size) {
  while (size && is_blank(text[size - 1])) size--;
  while (size && is_blank(*text)) {
    text++;
    size--;
  }
  return (field){text, size};
}

/* Splits a line; MOST_FIELDS + 1 where there are more. */
static size_t split(field line, field fields[MOST_FIELDS]) {
  char separator = line.size && memchr(line.text, '\t', line.size) ? '\t' : ' ';
  size_t count = 0;
  if (separator == ' ') line = trimmed(line.text, line.size);
  while (line.size) {
    const char *end = memchr(line.text, separator, line.size);
    size_t size = end ? (size_t)(end - line.text) : line.size;
    if (count == MOST_FIELDS) return MOST_FIELDS + 1;
    fields[count++] = trimmed(line.text, size);
    line = (field){line.text + size, line.size - size};
    if (separator == ' ')
      line = trimmed(line.text, line.size);
    else if (line.size)
      line = (field){line.text + 1, line.size - 1};
  }
  return count;
}

/* Digits with or without a fraction; the C library's functions would follow the
   locale. */
static bool read_count(field text, double *count) {
  size_t at = 0;
  double place = 1;
  *count = 0;
  for (; at < text.size && is_digit(text.text[at]); at++)
    *count = *count * 10 + (text.text[at] - '0');
  if (!at) return false;
  if (at < text.size && text.text[at] == '.')
    for (at++; at < text.size && is_digit(text.text[at]); at++)
      *count += (text.text[at] - '0') * (place /= 10);
  return at == text.size;
}

static bool is_tag(field text) {
  if (!text.size || text.size >= NST_TAG_SIZE) return false;
  for (size_t i = 0; i < text.size; i++)
    if (text.text[i] <= ' ' || text.text[i] > '~') return false;
  return true;
}

/* As jieba's user dictionaries have them: "word tag". */
static bool is_bare_tag(field text) {
  if (!text.size || text.size > LONGEST_BARE_TAG || !is_lower(*text.text)) return false;
  for (size_t i = 1; i < text.size; i++)
    if (!is_lower(text.text[i]) && !is_digit(text.text[i])) return false;
  return true;
}

const char *nst_word_line_read(const char *line, size_t size, nst_word_line *out) {
  field fields[MOST_FIELDS] = {{"", 0}, {"", 0}, {"", 0}, {"", 0}};
  *out = (nst_word_line){.count = NST_NO_COUNT};
  while (size && (line[size - 1] == '\r' || is_blank(line[size - 1]))) size--;
  size_t count = split((field){line, size}, fields);
  if (!count) return NULL;
  if (count > MOST_FIELDS)
    return "a word, its count, its tag and perhaps + expected, with tabs or spaces between";
  if (!fields[0].size) return "the word is missing";
  if (memchr(fields[0].text, ' ', fields[0].size))
    return "a lexicon's word holds no space: give such words to the segmenter as user words";
  out->word = fields[0].text;
  out->size = fields[0].size;
  if (count == 2 && is_bare_tag(fields[1])) {
    fields[2] = fields[1];
    fields[1].size = 0;
  }
  if (fields[1].size && !read_count(fields[1], &out->count))
    return "the count must be a number of at least 0, in digits";
  if (out->count > NST_LARGEST_COUNT) return "the count must be at most 10^12";
  if (fields[2].size && !is_tag(fields[2]))
    return "the tag must be 1 to 7 ASCII letters, digits or marks";
  if (fields[2].size) {
    out->tag = fields[2].text;
    out->tag_size = fields[2].size;
  }
  out->splits = fields[3].size == 1 && *fields[3].text == '+';
  if (fields[3].size && !out->splits) return "the fourth field must be + or nothing";
  return NULL;
}
