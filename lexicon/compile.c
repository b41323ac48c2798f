/* compile WORDS TRADITIONAL CHARACTERS BOUNDARIES IMAGE: makes the lexicon image from its sources.
   csrc/core/image.h describes the image. */
#include "double_array.h"
#include "models.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The image while it grows. */
typedef struct output {
  char *bytes;
  size_t size, capacity;
} output;

/* Appends bytes at the next aligned place and returns that place, or 0. */
static uint32_t append(output *out, const void *bytes, size_t size) {
  size_t at = (out->size + NST_IMAGE_ALIGNMENT - 1) / NST_IMAGE_ALIGNMENT * NST_IMAGE_ALIGNMENT;
  size_t end = (at + size + NST_IMAGE_ALIGNMENT - 1) / NST_IMAGE_ALIGNMENT * NST_IMAGE_ALIGNMENT;
  if (!out->bytes || end > out->capacity) {
    char *grown = realloc(out->bytes, end * 2);
    if (!grown) return 0;
    memset(grown + out->capacity, 0, end * 2 - out->capacity);
    out->bytes = grown;
    out->capacity = end * 2;
  }
  memcpy(out->bytes + at, bytes, size);
  out->size = end;
  return (uint32_t)at;
}

/* The pages of character records, equal ones once, and the index to them. */
typedef struct pages {
  nst_character *records;
  uint32_t count;
  uint16_t index[NST_BLOCKS];
} pages;

static int pages_build(pages *all, const characters *from) {
  all->records = calloc((size_t)NST_BLOCKS * NST_BLOCK_SIZE, sizeof *all->records);
  if (!all->records) return 1;
  const size_t bytes = NST_BLOCK_SIZE * sizeof *all->records;
  for (uint32_t block = 0; block < NST_BLOCKS; block++) {
    nst_character *page = all->records + (size_t)all->count * NST_BLOCK_SIZE;
    for (uint32_t i = 0; i < NST_BLOCK_SIZE; i++)
      page[i] = characters_record(from, block * NST_BLOCK_SIZE + i);
    uint32_t same = 0;
    while (same < all->count &&
           memcmp(all->records + (size_t)same * NST_BLOCK_SIZE, page, bytes) != 0)
      same++;
    if (same == all->count) all->count++;
    all->index[block] = (uint16_t)same;
  }
  return 0;
}

static int make_image(output *out, const characters *all, const word_list *list,
                      const double_array *array, const pages *table, const models *all_models) {
  nst_image_header header = {
      .magic = {0},
      .byte_order = NST_IMAGE_BYTE_ORDER,
      .version = NST_IMAGE_VERSION,
      .words = list->count,
      .pages = table->count,
      .codes = all->code_count,
      .units = array->count,
      .tags = list->tag_count,
      .doubles = all_models->double_count,
      .longest = list->longest,
      .unknown_cost = double_array_cost(1, list->total, 1),
  };
  memcpy(header.magic, NST_IMAGE_MAGIC, sizeof header.magic);
  append(out, &header, sizeof header);
  header.index_at = append(out, table->index, sizeof table->index);
  header.pages_at =
      append(out, table->records, (size_t)table->count * NST_BLOCK_SIZE * sizeof *table->records);
  header.folded_at = append(out, all->by_code, all->code_count * sizeof *all->by_code);
  header.models_at =
      append(out, all_models->by_code, all->code_count * sizeof *all_models->by_code);
  header.doubles_at =
      append(out, all_models->doubles, all_models->double_count * sizeof *all_models->doubles);
  header.pairs_at = append(out, all_models->pairs, NST_PAIRS * sizeof *all_models->pairs);
  header.units_at = append(out, array->units, array->count * sizeof *array->units);
  header.names_at = append(out, list->tags, (size_t)list->tag_count * NST_TAG_SIZE);
  if (!header.index_at || !header.pages_at || !header.folded_at || !header.models_at ||
      !header.doubles_at || !header.pairs_at || !header.units_at || !header.names_at)
    return 1;
  header.size = out->size;
  memcpy(out->bytes, &header, sizeof header);
  header.checksum = nst_image_checksum(out->bytes + NST_CHECKED_FROM, out->size - NST_CHECKED_FROM);
  memcpy(out->bytes, &header, sizeof header);
  return 0;
}

static int write_file(const output *out, const char *path) {
  FILE *file = fopen(path, "wb");
  int failed = !file || fwrite(out->bytes, 1, out->size, file) != out->size;
  if (file && fclose(file) != 0) failed = 1;
  if (failed) perror(path);
  return failed;
}

int main(int count, char **arguments) {
  if (count != 6) {
    fputs("usage: compile WORDS.tsv TRADITIONAL.tsv CHARACTERS.tsv BOUNDARIES.bin IMAGE\n", stderr);
    return 2;
  }
  characters all;
  word_list list = {0};
  double_array array = {0};
  pages table = {0};
  models unknown = {0};
  output out = {0};
  int failed = characters_open(&all, arguments[2]) || word_list_open(&list, &all, arguments[1]) ||
               models_open(&unknown, &all, arguments[3]) ||
               models_read_boundaries(&unknown, &all, arguments[4]);
  if (!failed && (double_array_build(&array, &list, all.code_count) || pages_build(&table, &all) ||
                  make_image(&out, &all, &list, &array, &table, &unknown))) {
    fputs("compile: out of memory\n", stderr);
    failed = 1;
  }
  if (!failed) failed = write_file(&out, arguments[5]);
  if (!failed)
    printf("%s: %u words, %u characters, %u units, %.1f MB\n", arguments[5], list.count,
           all.code_count - 1, array.count, (double)out.size / 1e6);
  free(out.bytes);
  free(table.records);
  models_close(&unknown);
  double_array_close(&array);
  word_list_close(&list);
  characters_close(&all);
  return failed;
}
