#include "models.h"

#include "core/newsstat.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_DOUBLES = 256 };

/* Where each model of the file stands in a record. */
static const struct {
  const char *name;
  size_t place;
} kinds[] = {
    {"surname", offsetof(nst_model, surname)},
    {"given", offsetof(nst_model, given)},
    {"given_first", offsetof(nst_model, given_first)},
    {"given_second", offsetof(nst_model, given_second)},
    {"foreign", offsetof(nst_model, foreign)},
    {"pair_first", offsetof(nst_model, pair_first)},
    {"pair_second", offsetof(nst_model, pair_second)},
};

static uint8_t cost_of(double nats) {
  double steps = floor(nats * NST_MODEL_STEPS + .5);
  return steps < 0 ? 0 : steps >= NST_NEVER ? NST_NEVER - 1 : (uint8_t)steps;
}

/* The codes of at most two characters; returns how many there are. */
static int read_codes(const nst_alphabet *alphabet, const char *text, uint16_t codes[2]) {
  size_t size = strlen(text), at = 0;
  int count = 0;
  while (at < size && count < 2) {
    uint32_t c;
    at += nst_utf8_decode(text + at, size - at, &c);
    codes[count++] = alphabet->records[c].code;
  }
  return at == size ? count : 0;
}

static int add_double(models *all, const uint16_t codes[2]) {
  if (all->double_count == MOST_DOUBLES) return 0;
  memcpy(all->doubles[all->double_count++], codes, 2 * sizeof *codes);
  all->by_code[codes[0]].begins |= NST_BEGINS_DOUBLE;
  return 1;
}

/* A character that no word of the list has is looked up as code 0, of which
   nothing is known. */
static int add_line(models *all, const nst_alphabet *from, char *line) {
  char *character = strchr(line, '\t');
  char *cost = character ? strchr(character + 1, '\t') : NULL;
  if (!cost) return 0;
  *character++ = 0;
  *cost++ = 0;
  uint16_t codes[2] = {0, 0};
  int count = read_codes(from, character, codes);
  if (strcmp(line, "double") == 0)
    return count == 2 && (!codes[0] || !codes[1] || add_double(all, codes));
  for (size_t i = 0; count == 1 && i < sizeof kinds / sizeof *kinds; i++) {
    if (strcmp(line, kinds[i].name) != 0) continue;
    if (!codes[0]) return 1;
    nst_model *model = all->by_code + codes[0];
    *((uint8_t *)model + kinds[i].place) = cost_of(strtod(cost, NULL));
    return 1;
  }
  return 0;
}

static int read_file(models *all, const nst_alphabet *from, const char *path) {
  FILE *file = fopen(path, "r");
  if (!file) {
    perror(path);
    return 1;
  }
  char line[128];
  int number = 0, failed = 0;
  while (!failed && fgets(line, sizeof line, file)) {
    number++;
    failed = !add_line(all, from, line);
    if (failed)
      fprintf(stderr, "%s:%d: a model, a character and its cost, with tabs between, expected\n",
              path, number);
  }
  fclose(file);
  return failed;
}

static void mark_numerals(models *all, const nst_alphabet *from) {
  for (uint32_t code = 1; code < from->code_count; code++) {
    uint32_t c = from->by_code[code];
    if (from->records[c].flags & NST_FLAG_NUMERAL) all->by_code[code].begins |= NST_BEGINS_NUMERAL;
    if (c == 0x7B2C) all->by_code[code].begins |= NST_BEGINS_ORDINAL;
  }
}

int models_open(models *all, const nst_alphabet *from, const char *path) {
  all->by_code = calloc(from->code_count, sizeof *all->by_code);
  all->doubles = calloc(MOST_DOUBLES, sizeof *all->doubles);
  if (!all->by_code || !all->doubles) {
    fputs("lexicon: out of memory\n", stderr);
    return 1;
  }
  for (uint32_t code = 0; code < from->code_count; code++)
    all->by_code[code] = nst_model_of_unknown(from->by_code[code]);
  if (read_file(all, from, path)) return 1;
  mark_numerals(all, from);
  return 0;
}

int models_read_boundaries(models *all, const nst_alphabet *from, const char *path) {
  enum { PLANE = 0x10000 };
  int8_t(*single)[4] = calloc(PLANE, sizeof *single);
  all->pairs = calloc(NST_PAIRS, sizeof *all->pairs);
  FILE *file = fopen(path, "rb");
  int failed = !single || !all->pairs || !file ||
               fread(single, sizeof *single, PLANE, file) != PLANE ||
               fread(all->pairs, sizeof *all->pairs, NST_PAIRS, file) != NST_PAIRS;
  if (failed) fprintf(stderr, "%s: boundary weights missing or cut short\n", path);
  for (uint32_t code = 1; !failed && code < from->code_count; code++)
    if (from->by_code[code] < PLANE)
      memcpy(all->by_code[code].boundary, single[from->by_code[code]], sizeof *single);
  if (file) fclose(file);
  free(single);
  return failed;
}

void models_close(models *all) {
  free(all->pairs);
  free(all->by_code);
  free(all->doubles);
}
