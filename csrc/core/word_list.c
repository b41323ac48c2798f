#include "word_list.h"

#include "memory.h"
#include "sort.h"
#include "word_line.h"

#include <math.h>
#include <string.h>

enum { MOST_TAGS = NST_TAG_MASK + 1 };

/* -- Costs ------------------------------------------------------------------------ */

/* Nats by which a word of so many characters is more likely, given that it is
   in the list, than its count says: words of two characters are what Chinese
   is made of. */
static double bonus(uint32_t length) { return length == 2 ? .7 : length == 3 ? -.5 : 0; }

uint16_t nst_word_cost(double count, double total, uint32_t length) {
  double cost = floor((-log(count / total) - bonus(length)) * NST_COST_STEPS + .5);
  return cost < 0 ? 0 : cost >= NST_NO_COST ? NST_NO_COST - 1 : (uint16_t)cost;
}

double nst_word_count(uint16_t cost, double total, uint32_t length) {
  return total * exp(-(double)cost / NST_COST_STEPS - bonus(length));
}

/* -- Life -------------------------------------------------------------------------- */

void nst_word_list_init(nst_word_list *list, const nst_allocator *allocator) {
  memset(list, 0, sizeof *list);
  list->allocator = nst_allocator_or_default(allocator);
}

void nst_word_list_free(nst_word_list *list) {
  const nst_allocator *memory = &list->allocator;
  nst_release(memory, list->words, list->capacity * sizeof *list->words);
  nst_release(memory, list->characters, list->character_capacity * sizeof *list->characters);
  nst_release(memory, list->order, list->count * sizeof *list->order);
  nst_release(memory, list->tags, MOST_TAGS * sizeof *list->tags);
}

/* -- Reading ------------------------------------------------------------------------ */

static nst_status bad_line(nst_compile_report *report, const char *reason) {
  report->reason = reason;
  return NST_BAD_LINE;
}

static nst_status number_of_tag(nst_word_list *list, const char *text, size_t size,
                                uint32_t *number, nst_compile_report *report) {
  char name[NST_TAG_SIZE] = "";
  if (!list->tags)
    list->tags = nst_allocate_zeroed(&list->allocator, MOST_TAGS * sizeof *list->tags);
  if (!list->tags) return NST_NO_MEMORY;
  memcpy(name, text, size);
  for (*number = 0; *number < list->tag_count; ++*number)
    if (strcmp(list->tags[*number], name) == 0) return NST_OK;
  if (list->tag_count == MOST_TAGS)
    return bad_line(report, "there are more than 128 different tags");
  memcpy(list->tags[list->tag_count++], name, NST_TAG_SIZE);
  return NST_OK;
}

static const char *what_is_wrong_with(uint32_t c, const nst_character *record) {
  if (c == NST_REPLACEMENT) return "the word is not UTF-8";
  if (c < ' ' || c == 0x7F) return "the word holds a NUL or another control character";
  if (record->class == NST_CLASS_SPACE || record->class == NST_CLASS_BREAK)
    return "a lexicon's word holds no space: give such words to the segmenter as user words";
  return NULL;
}

/* Whether texts are cut before or behind this character whatever the lexicon
   has: a mark not inside a Latin word, or another script. */
static bool is_cut_at(const nst_character *record, nst_class before) {
  switch ((nst_class)record->class) {
    case NST_CLASS_HAN:
    case NST_CLASS_LATIN:
    case NST_CLASS_DIGIT: return false;
    default: break;
  }
  bool joins = record->flags & (NST_FLAG_JOINS_WORD | NST_FLAG_POINT | NST_FLAG_GROUP);
  return !joins || (before != NST_CLASS_LATIN && before != NST_CLASS_DIGIT);
}

uint32_t *nst_word_list_room(nst_word_list *list) {
  void *characters = list->characters;
  nst_status status =
      nst_array_reserve(&list->allocator, &characters, &list->character_capacity,
                        list->character_count + NST_LONGEST_WORD, sizeof *list->characters);
  list->characters = characters;
  return status == NST_OK ? list->characters + list->character_count : NULL;
}

nst_status nst_word_list_add(nst_word_list *list, nst_list_word word, const char *tag,
                             size_t tag_size, nst_compile_report *report) {
  if (list->count == NST_MOST_LISTED_WORDS) return NST_TOO_LARGE;
  void *words = list->words;
  nst_status status = nst_array_reserve(&list->allocator, &words, &list->capacity, list->count + 1,
                                        sizeof *list->words);
  list->words = words;
  uint32_t number;
  if (status == NST_OK) status = number_of_tag(list, tag, tag_size, &number, report);
  if (status != NST_OK) return status;
  word.tag |= (uint8_t)number;
  word.first = list->character_count;
  list->character_count += word.length;
  list->words[list->count++] = word;
  return NST_OK;
}

/* Folds a word's characters to the end of the list's and counts their use. */
static nst_status read_characters(nst_word_list *list, nst_alphabet *alphabet,
                                  const nst_word_line *line, uint32_t *length,
                                  nst_compile_report *report) {
  uint32_t *to = nst_word_list_room(list);
  if (!to) return NST_NO_MEMORY;
  nst_class before = NST_CLASS_PUNCTUATION;
  bool cut = false;
  for (size_t at = 0; at < line->size;) {
    uint32_t c;
    at += nst_utf8_decode(line->word + at, line->size - at, &c);
    const nst_character *record = alphabet->records + c;
    const char *wrong = what_is_wrong_with(c, record);
    if (wrong) return bad_line(report, wrong);
    if (*length == NST_LONGEST_WORD)
      return bad_line(report, "the word has more than 64 characters");
    cut |= is_cut_at(record, before);
    before = (nst_class)record->class;
    to[(*length)++] = alphabet->folded[c];
  }
  for (uint32_t i = 0; i < *length; i++) alphabet->uses[to[i]]++;
  if (cut && !report->never_found++) report->first_never_found = report->lines;
  return NST_OK;
}

static nst_status read_line(nst_word_list *list, nst_alphabet *alphabet, const char *text,
                            size_t size, nst_compile_report *report) {
  nst_word_line line;
  const char *wrong = nst_word_line_read(text, size, &line);
  if (wrong) return bad_line(report, wrong);
  if (!line.size) return NST_OK;
  nst_list_word word = {.count = line.count,
                        .counted = line.count >= 0,
                        .tagged = line.tag != NULL,
                        .tag = line.splits ? NST_TAG_SPLITS : 0};
  nst_status status = read_characters(list, alphabet, &line, &word.length, report);
  if (status != NST_OK) return status;
  if (!line.tag) return nst_word_list_add(list, word, "x", 1, report);
  return nst_word_list_add(list, word, line.tag, line.tag_size, report);
}

nst_status nst_word_list_read(nst_word_list *list, nst_alphabet *alphabet, const char *text,
                              size_t size, nst_compile_report *report) {
  static const char byte_order_mark[] = "\xEF\xBB\xBF";
  size_t at = size >= 3 && memcmp(text, byte_order_mark, 3) == 0 ? 3 : 0;
  nst_status status = NST_OK;
  while (at < size && status == NST_OK) {
    const char *end = memchr(text + at, '\n', size - at);
    size_t length = end ? (size_t)(end - text) - at : size - at;
    report->lines++;
    status = read_line(list, alphabet, text + at, length, report);
    at += length + 1;
  }
  return status;
}

/* -- Sorting ------------------------------------------------------------------------- */

static int compare_codes(const nst_word_list *list, const nst_list_word *a,
                         const nst_list_word *b) {
  const uint32_t *x = nst_word_codes(list, a), *y = nst_word_codes(list, b);
  for (uint32_t i = 0; i < a->length && i < b->length; i++)
    if (x[i] != y[i]) return x[i] < y[i] ? -1 : 1;
  return a->length < b->length ? -1 : a->length > b->length;
}

static bool stands_before(const void *context, uint32_t a, uint32_t b) {
  const nst_word_list *list = context;
  const nst_list_word *x = list->words + a, *y = list->words + b;
  int order = compare_codes(list, x, y);
  if (order) return order < 0;
  return x->counted == y->counted ? x->count > y->count : x->counted;
}

static void take_tag(nst_list_word *word, const nst_list_word *same) {
  if (word->tagged || !same->tagged) return;
  word->tag = same->tag;
  word->tagged = true;
}

static void keep_each_once(nst_word_list *list) {
  for (size_t i = 0; i < list->count; i++) {
    const nst_list_word *word = list->words + list->order[i];
    if (list->ordered) {
      nst_list_word *kept = list->words + list->order[list->ordered - 1];
      if (compare_codes(list, kept, word) == 0) {
        take_tag(kept, word);
        continue;
      }
    }
    list->order[list->ordered++] = list->order[i];
    list->total += word->count;
    if (word->length > list->longest) list->longest = word->length;
  }
}

nst_status nst_word_list_sort(nst_word_list *list, const nst_alphabet *alphabet, double no_count) {
  if (!list->count) return NST_OK;
  for (size_t i = 0; i < list->character_count; i++)
    list->characters[i] = alphabet->records[list->characters[i]].code;
  for (size_t i = 0; i < list->count; i++) {
    nst_list_word *word = list->words + i;
    if (word->count < 0) word->count = no_count;
    if (word->count < 1) word->count = 1;
  }
  list->order = nst_allocate_zeroed(&list->allocator, list->count * sizeof *list->order);
  uint32_t *scratch = nst_allocate_zeroed(&list->allocator, list->count * sizeof *scratch);
  nst_status status = list->order && scratch ? NST_OK : NST_NO_MEMORY;
  if (status == NST_OK) {
    for (uint32_t i = 0; i < list->count; i++) list->order[i] = i;
    nst_sort(list->order, scratch, list->count, stands_before, list);
    keep_each_once(list);
  }
  nst_release(&list->allocator, scratch, list->count * sizeof *scratch);
  return status;
}
