#include "word_list.h"

#include "core/newsstat.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_TAGS = NST_TAG_MASK + 1, LINE = 4096 };

/* A word as code points, before characters have codes. */
typedef struct raw_word {
  uint32_t *characters;
  uint32_t length, tag;
  double count;
} raw_word;

typedef struct raw_list {
  raw_word *words;
  size_t count, capacity;
} raw_list;

static int fail(const char *path, int line, const char *what) {
  fprintf(stderr, "%s:%d: %s\n", path, line, what);
  return 1;
}

static int number_of_tag(word_list *list, const char *name, uint32_t *number) {
  if (!*name || strlen(name) >= NST_TAG_SIZE) return 0;
  for (*number = 0; *number < list->tag_count; ++*number)
    if (strcmp(list->tags[*number], name) == 0) return 1;
  if (list->tag_count == MOST_TAGS) return 0;
  strcpy(list->tags[list->tag_count++], name);
  return 1;
}

/* Folds a word into code points and counts the use of each. */
static int read_characters(characters *all, const char *text, raw_word *out) {
  size_t size = strlen(text), at = 0;
  out->characters = malloc((size + 1) * sizeof *out->characters);
  out->length = 0;
  while (out->characters && at < size) {
    uint32_t c;
    at += nst_utf8_decode(text + at, size - at, &c);
    if (c == NST_REPLACEMENT) return 0;
    c = all->folded[c];
    out->characters[out->length++] = c;
    all->uses[c]++;
  }
  return out->characters && out->length > 0 && out->length <= NST_LONGEST_WORD;
}

static int read_line(word_list *list, characters *all, raw_list *raw, char *line) {
  char *count = strchr(line, '\t');
  char *tag = count ? strchr(count + 1, '\t') : NULL;
  if (!tag) return 0;
  *count++ = 0;
  *tag++ = 0;
  tag[strcspn(tag, "\r\n")] = 0;
  size_t tag_length = strcspn(tag, "\t");
  int splits = strcmp(tag + tag_length, "\t+") == 0;
  if (tag[tag_length] && !splits) return 0;
  tag[tag_length] = 0;
  if (raw->count == raw->capacity) {
    raw->capacity = raw->capacity ? raw->capacity * 2 : 1 << 16;
    raw_word *grown = realloc(raw->words, raw->capacity * sizeof *grown);
    if (!grown) return 0;
    raw->words = grown;
  }
  raw_word *one = raw->words + raw->count;
  char *end;
  one->count = strtod(count, &end);
  if (*end || !number_of_tag(list, tag, &one->tag)) return 0;
  if (splits) one->tag |= NST_TAG_SPLITS;
  raw->count += 1;
  return read_characters(all, line, one);
}

static int read_file(word_list *list, characters *all, raw_list *raw, const char *path) {
  FILE *file = fopen(path, "r");
  if (!file) {
    perror(path);
    return 1;
  }
  char line[LINE];
  int number = 0, failed = 0;
  while (!failed && fgets(line, sizeof line, file)) {
    number++;
    if (!read_line(list, all, raw, line))
      failed = fail(path, number,
                    "a word of 1 to 64 characters, its count and its tag of at most "
                    "7 bytes, with tabs between, expected");
  }
  fclose(file);
  return failed;
}

static int by_codes(const void *a, const void *b) {
  const word *x = a, *y = b;
  for (uint32_t i = 0; i < x->length && i < y->length; i++)
    if (x->codes[i] != y->codes[i]) return x->codes[i] < y->codes[i] ? -1 : 1;
  if (x->length != y->length) return x->length < y->length ? -1 : 1;
  return x->count > y->count ? -1 : x->count < y->count;
}

static int same_codes(const word *a, const word *b) {
  return a->length == b->length && memcmp(a->codes, b->codes, a->length * sizeof *a->codes) == 0;
}

/* Takes the raw words over: codes for code points, sorted, each once. */
static int take_words(word_list *list, const characters *all, const raw_list *raw) {
  list->words = calloc(raw->count ? raw->count : 1, sizeof *list->words);
  if (!list->words) return 1;
  for (size_t i = 0; i < raw->count; i++) {
    const raw_word *from = raw->words + i;
    word *to = list->words + list->count++;
    *to = (word){calloc(from->length, sizeof *to->codes), from->length, from->tag,
                 from->count < 1 ? 1 : from->count};
    if (!to->codes) return 1;
    for (uint32_t k = 0; k < from->length; k++) to->codes[k] = all->codes[from->characters[k]];
  }
  qsort(list->words, list->count, sizeof *list->words, by_codes);
  uint32_t kept = 0;
  for (uint32_t i = 0; i < list->count; i++) {
    if (kept && same_codes(list->words + kept - 1, list->words + i)) {
      free(list->words[i].codes);
      continue;
    }
    list->words[kept++] = list->words[i];
  }
  list->count = kept;
  for (uint32_t i = 0; i < kept; i++) {
    list->total += list->words[i].count;
    if (list->words[i].length > list->longest) list->longest = list->words[i].length;
  }
  return 0;
}

int word_list_open(word_list *list, characters *all, const char *path) {
  raw_list raw = {NULL, 0, 0};
  memset(list, 0, sizeof *list);
  list->tags = calloc(MOST_TAGS, sizeof *list->tags);
  int failed = !list->tags || read_file(list, all, &raw, path);
  if (!failed) {
    characters_number(all);
    failed = take_words(list, all, &raw);
  }
  for (size_t i = 0; i < raw.count; i++) free(raw.words[i].characters);
  free(raw.words);
  return failed;
}

void word_list_close(word_list *list) {
  for (uint32_t i = 0; i < list->count; i++) free(list->words[i].codes);
  free(list->words);
  free(list->tags);
}
