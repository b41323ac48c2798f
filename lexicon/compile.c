/* compile WORDS TRADITIONAL CHARACTERS BOUNDARIES IMAGE: makes the built-in lexicon's image from
   its sources.  What it shares with the compiler of users' lists is in csrc/core, where image.h
   describes the image. */
#include "characters.h"
#include "models.h"

#include "core/image_writer.h"

#include <stdio.h>
#include <stdlib.h>

static int fail(const char *path, const char *what) {
  fprintf(stderr, "%s: %s\n", path, what);
  return 1;
}

static int read_whole(const char *path, nst_buffer *out) {
  FILE *file = fopen(path, "rb");
  char block[1 << 16];
  size_t size;
  int failed = !file;
  while (!failed && (size = fread(block, 1, sizeof block, file)) > 0)
    failed = nst_buffer_append(out, block, size) != NST_OK;
  if (file && ferror(file)) failed = 1;
  if (file) fclose(file);
  if (failed) perror(path);
  return failed;
}

static int write_whole(const char *path, const nst_buffer *bytes) {
  FILE *file = fopen(path, "wb");
  int failed = !file || fwrite(bytes->bytes, 1, bytes->size, file) != bytes->size;
  if (file && fclose(file) != 0) failed = 1;
  if (failed) perror(path);
  return failed;
}

static int read_words(nst_word_list *list, nst_alphabet *alphabet, const char *path) {
  nst_buffer text;
  nst_buffer_init(&text, NULL);
  int failed = read_whole(path, &text);
  nst_compile_report report = {0};
  nst_status status = NST_OK;
  if (!failed) status = nst_word_list_read(list, alphabet, text.bytes, text.size, &report);
  if (status == NST_BAD_LINE) fprintf(stderr, "%s:%zu: %s\n", path, report.lines, report.reason);
  if (status == NST_NO_MEMORY) fail(path, "out of memory");
  nst_buffer_free(&text);
  return failed || status != NST_OK;
}

/* Words first: they tell which characters get codes. */
static int read_sources(char **paths, nst_alphabet *alphabet, nst_word_list *list,
                        models *unknown) {
  if (characters_read(alphabet, paths[1]) || read_words(list, alphabet, paths[0])) return 1;
  characters_require(alphabet);
  if (nst_alphabet_number(alphabet) != NST_OK || nst_word_list_sort(list, alphabet, 1) != NST_OK)
    return fail(paths[0], "out of memory, or too many characters");
  return models_open(unknown, alphabet, paths[2]) ||
         models_read_boundaries(unknown, alphabet, paths[3]);
}

static int write_image(const nst_alphabet *alphabet, const nst_word_list *list,
                       const models *unknown, const char *path) {
  nst_image_parts parts = {.alphabet = alphabet,
                           .list = list,
                           .models = unknown->by_code,
                           .doubles = (const uint16_t(*)[2])unknown->doubles,
                           .double_count = unknown->double_count,
                           .pairs = unknown->pairs};
  nst_buffer image;
  nst_buffer_init(&image, NULL);
  int failed = nst_image_write(&parts, &image) != NST_OK;
  if (failed)
    fail(path, "out of memory");
  else
    failed = write_whole(path, &image);
  if (!failed)
    printf("%s: %u words, %u characters, %.1f MB\n", path, list->ordered, alphabet->code_count - 1,
           (double)image.size / 1e6);
  nst_buffer_free(&image);
  return failed;
}

int main(int count, char **arguments) {
  if (count != 6) {
    fputs("usage: compile WORDS.tsv TRADITIONAL.tsv CHARACTERS.tsv BOUNDARIES.bin IMAGE\n", stderr);
    return 2;
  }
  nst_alphabet alphabet;
  nst_status status = nst_alphabet_open(&alphabet, NULL);
  if (status != NST_OK)
    return fail("compile",
                status == NST_UNICODE ? "ICU has no normalisation data" : "out of memory");
  nst_word_list list;
  nst_word_list_init(&list, NULL);
  models unknown = {0};
  int failed = read_sources(arguments + 1, &alphabet, &list, &unknown) ||
               write_image(&alphabet, &list, &unknown, arguments[5]);
  models_close(&unknown);
  nst_word_list_free(&list);
  nst_alphabet_close(&alphabet);
  return failed;
}
