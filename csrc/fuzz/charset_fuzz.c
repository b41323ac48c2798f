/* libFuzzer target: any bytes in any charset.

   The first two bytes choose the label and the hint.  What comes out has to be
   well-formed UTF-8 of bounded size, the same again by the name that was found,
   and the same line by line where the charset lets lines be read alone. */
#include "core/charset.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const labels[] = {"",
                                     "utf-8",
                                     "gbk",
                                     "gb18030",
                                     "big5",
                                     "euc-kr",
                                     "shift_jis",
                                     "euc-jp",
                                     "iso-2022-jp",
                                     "utf-16le",
                                     "utf-16be",
                                     "windows-1252",
                                     "iso-8859-16",
                                     "koi8-u",
                                     "windows-874",
                                     "x-user-defined",
                                     "replacement",
                                     "windows-1255"};

static void require(bool holds) {
  if (!holds) abort();
}

static nst_buffer convert(const nst_charset *charset, const char *bytes, size_t size) {
  nst_buffer out;
  size_t replaced = 0;
  nst_buffer_init(&out, NULL);
  require(nst_charset_convert(charset, bytes, size, &out, &replaced) == NST_OK);
  require(replaced <= size);
  return out;
}

static void check_text(const nst_buffer *text, size_t size) {
  nst_utf8_seen seen = {0, 0};
  require(nst_utf8_well_formed(text->bytes, text->size, &seen) == text->size);
  require(text->size <= 3 * size);
}

/* A line end is never inside of a character. */
static void check_lines(const nst_charset *charset, const char *bytes, size_t size) {
  const char *end = size ? memchr(bytes, '\n', size) : NULL;
  if (!end || !nst_charset_is_ascii_based(charset)) return;
  size_t first = (size_t)(end - bytes) + 1;
  nst_buffer whole = convert(charset, bytes, size);
  nst_buffer line = convert(charset, bytes, first);
  nst_buffer rest = convert(charset, bytes + first, size - first);
  require(whole.size == line.size + rest.size);
  require(memcmp(whole.bytes, line.bytes, line.size) == 0);
  require(!rest.size || memcmp(whole.bytes + line.size, rest.bytes, rest.size) == 0);
  nst_buffer_free(&whole);
  nst_buffer_free(&line);
  nst_buffer_free(&rest);
}

static void check_decode(const char *bytes, size_t size, const nst_charset_hint *hint) {
  nst_buffer text, again;
  nst_charset_found found, same;
  nst_buffer_init(&text, NULL);
  nst_buffer_init(&again, NULL);
  require(nst_charset_decode(bytes, size, hint, &text, &found) == NST_OK);
  check_text(&text, size);
  /* A mark that was overruled would count again. */
  bool has_mark = size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0;
  if (has_mark && found.source == NST_CHARSET_OVERRULED) {
    nst_buffer_free(&text);
    return;
  }
  nst_charset_hint known = {found.name, strlen(found.name), false, true};
  require(nst_charset_decode(bytes, size, &known, &again, &same) == NST_OK);
  require(strcmp(found.name, same.name) == 0 && found.replaced == same.replaced);
  require(text.size == again.size);
  require(!text.size || memcmp(text.bytes, again.bytes, text.size) == 0);
  nst_buffer_free(&text);
  nst_buffer_free(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size < 2) return 0;
  const char *label = labels[data[0] % (sizeof labels / sizeof *labels)];
  nst_charset_hint hint = {label[0] ? label : NULL, strlen(label), data[1] & 1, data[1] & 2};
  const char *bytes = (const char *)data + 2;
  size -= 2;
  /* A block of exactly this size, so that a byte read too many shows. */
  char *exact = malloc(size ? size : 1);
  if (!exact) return 0;
  memcpy(exact, bytes, size);
  check_decode(exact, size, &hint);
  if (label[0]) check_lines(nst_charset_of_label(label, strlen(label)), exact, size);
  free(exact);
  return 0;
}
