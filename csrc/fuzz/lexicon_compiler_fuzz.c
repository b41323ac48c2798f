/* Fuzzes the compiler of word lists: any bytes give a bad line or an image that
   opens and has the list's words.  The first byte chooses how far to go: 0 and
   128 compile, which takes as long as a thousand readings of the list, and
   its highest bit tells whether the base's words are kept.  The base has few. */
#include "core/word_list.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static nst_lexicon *base;

/* The built-in lexicon is too large to be read for each input. */
static void make_base(void) {
  static const char words[] = "我 9000 r\n来到 80 v\n北京 700 ns\n展览中心 3 nt +\nT恤 3\n";
  static nst_buffer image;
  nst_lexicon *builtin;
  nst_buffer_init(&image, NULL);
  if (nst_lexicon_open_builtin(NULL, &builtin) != NST_OK ||
      nst_lexicon_compile(builtin, words, sizeof words - 1, false, &image, NULL) != NST_OK ||
      nst_lexicon_open_memory(image.bytes, image.size, NULL, &base) != NST_OK)
    abort();
  nst_lexicon_close(builtin);
}

/* Each word of a list that compiled is found; it ends at the first blank. */
static void check_words(const nst_lexicon *lexicon, const char *list, size_t size) {
  size_t at = size >= 3 && memcmp(list, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
  while (at < size) {
    while (at < size && strchr(" \t\r\n", list[at])) at++;
    size_t end = at;
    while (end < size && !strchr(" \t\r\n", list[end])) end++;
    if (end > at && !nst_lexicon_find(lexicon, list + at, end - at, NULL, NULL)) abort();
    at = end;
    while (at < size && list[at] != '\n') at++;
  }
}

static void read_list(const char *list, size_t size) {
  static nst_alphabet alphabet; /* counts uses on and on */
  if (!alphabet.folded && nst_alphabet_open_from(&alphabet, base, NULL) != NST_OK) abort();
  nst_word_list words;
  nst_word_list_init(&words, NULL);
  nst_compile_report report = {0};
  nst_status status = nst_word_list_read(&words, &alphabet, list, size, &report);
  if ((status == NST_BAD_LINE) != (report.reason != NULL)) abort();
  if (status == NST_OK && words.count > report.lines) abort();
  nst_word_list_free(&words);
}

static void compile(const char *list, size_t size, bool extend) {
  nst_buffer image;
  nst_buffer_init(&image, NULL);
  nst_compile_report report;
  nst_status status = nst_lexicon_compile(base, list, size, extend, &image, &report);
  if ((status == NST_BAD_LINE) != (report.reason != NULL)) abort();
  if (status != NST_OK && status != NST_BAD_LINE) abort();
  nst_lexicon *lexicon;
  if (status == NST_OK) {
    if (nst_lexicon_open_memory(image.bytes, image.size, NULL, &lexicon) != NST_OK) abort();
    if (nst_lexicon_size(lexicon) != report.words) abort();
    check_words(lexicon, list, size);
    nst_lexicon_close(lexicon);
  }
  nst_buffer_free(&image);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (!base) make_base();
  if (!size) return 0;
  if (data[0] & 0x7F)
    read_list((const char *)data + 1, size - 1);
  else
    compile((const char *)data + 1, size - 1, data[0] & 0x80);
  return 0;
}
