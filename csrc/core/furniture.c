/* furniture.c: paragraphs that repeat across the articles of a source, such as
   share bars, subscription notices and lists of links, are left out. */
#include "corpus.h"
#include "hash.h"

#include <stdlib.h>
#include <string.h>

/* Why a paragraph is left out. */
enum { NST_SAID_BEFORE = 1, NST_FURNITURE = 2 };

/* How many articles of a source have a paragraph. */
typedef struct sight {
  uint64_t hash; /* of the paragraph and its source; 0 where free */
  uint32_t articles;
  uint32_t last; /* the place of the last of them, plus one */
} sight;

struct nst_furniture {
  nst_allocator allocator;
  size_t count;
  uint64_t hashes[];
};

typedef struct sights {
  sight *slots;
  size_t slot_count;
} sights;

static uint64_t hash_in(uint64_t paragraph, uint32_t source) {
  uint64_t hash = nst_hash_mix(paragraph ^ nst_hash_mix(source + 1));
  return hash ? hash : 1;
}

static sight *find(const sights *table, uint64_t hash) {
  size_t mask = table->slot_count - 1, at = (size_t)(hash >> 16) & mask;
  while (table->slots[at].hash && table->slots[at].hash != hash) at = (at + 1) & mask;
  return table->slots + at;
}

/* Asks for where an article's paragraphs are looked for.  They are few, and lie all over memory. */
__attribute__((always_inline)) static inline void look_ahead(const sights *table,
                                                             const uint64_t *hashes, size_t count,
                                                             uint32_t source) {
  for (size_t i = 0; i < count; i++) {
    size_t at = (size_t)(hash_in(hashes[i], source) >> 16) & (table->slot_count - 1);
    __builtin_prefetch(table->slots + at, 1);
  }
}

static size_t paragraphs_of(const nst_corpus *corpus, const nst_selection *selection) {
  size_t count = 0;
  for (size_t i = 0; i < selection->count; i++)
    count += corpus->articles[selection->articles[i]].paragraphs;
  return count;
}

/* Counts each paragraph once for an article; a second time in it is left out. */
static void look_at(nst_corpus *corpus, const nst_selection *selection, size_t place,
                    const sights *table) {
  const nst_article *article = corpus->articles + selection->articles[place];
  const uint64_t *hashes = corpus->hashes + article->first_paragraph;
  uint8_t *left_out = corpus->left_out + article->first_paragraph;
  look_ahead(table, hashes, article->paragraphs, selection->sources[place]);
  for (uint32_t i = 0; i < article->paragraphs; i++) {
    sight *here = find(table, hash_in(hashes[i], selection->sources[place]));
    left_out[i] = here->last == place + 1 ? NST_SAID_BEFORE : 0;
    here->hash = hash_in(hashes[i], selection->sources[place]);
    here->articles += left_out[i] == 0;
    here->last = (uint32_t)place + 1;
  }
}

static size_t leave_out(nst_corpus *corpus, const nst_selection *selection, size_t place,
                        const sights *table, size_t least) {
  const nst_article *article = corpus->articles + selection->articles[place];
  size_t count = 0;
  look_ahead(table, corpus->hashes + article->first_paragraph, article->paragraphs,
             selection->sources[place]);
  for (uint32_t i = 0; i < article->paragraphs; i++) {
    size_t at = article->first_paragraph + (size_t)i;
    const sight *here = find(table, hash_in(corpus->hashes[at], selection->sources[place]));
    if (here->articles >= least) corpus->left_out[at] = NST_FURNITURE;
    count += corpus->left_out[at] != 0;
  }
  return count;
}

nst_status nst_corpus_leave_out_repeated(nst_corpus *corpus, const nst_selection *selection,
                                         size_t least, size_t *count) {
  sights table = {NULL, 1024};
  while (table.slot_count < 2 * paragraphs_of(corpus, selection)) table.slot_count *= 2;
  table.slots = nst_allocate_zeroed(&corpus->allocator, table.slot_count * sizeof(sight));
  if (!table.slots) return NST_NO_MEMORY;
  for (size_t i = 0; i < selection->count; i++) look_at(corpus, selection, i, &table);
  *count = 0;
  for (size_t i = 0; i < selection->count; i++)
    *count += leave_out(corpus, selection, i, &table, least);
  nst_release(&corpus->allocator, table.slots, table.slot_count * sizeof(sight));
  return NST_OK;
}

/* -- Furniture in other articles --------------------------------------------------------- */

static int compare_hashes(const void *a, const void *b) {
  uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return (x > y) - (x < y);
}

nst_status nst_furniture_create(const nst_corpus *corpus, const nst_allocator *given,
                                nst_furniture **out) {
  nst_allocator allocator = nst_allocator_or_default(given);
  size_t count = 0;
  for (size_t i = 0; i < corpus->paragraphs; i++) count += corpus->left_out[i] == NST_FURNITURE;
  size_t size = sizeof(nst_furniture) + count * sizeof(uint64_t);
  nst_furniture *furniture = nst_allocate_zeroed(&allocator, size);
  if (!furniture) return NST_NO_MEMORY;
  furniture->allocator = allocator;
  for (size_t i = 0; i < corpus->paragraphs; i++)
    if (corpus->left_out[i] == NST_FURNITURE)
      furniture->hashes[furniture->count++] = corpus->hashes[i];
  qsort(furniture->hashes, furniture->count, sizeof(uint64_t), compare_hashes);
  *out = furniture;
  return NST_OK;
}

void nst_furniture_destroy(nst_furniture *furniture) {
  if (!furniture) return;
  nst_allocator allocator = furniture->allocator;
  nst_release(&allocator, furniture,
              sizeof *furniture + furniture->count * sizeof *furniture->hashes);
}

nst_status nst_furniture_strip(const nst_furniture *furniture, const char *text, size_t size,
                               nst_buffer *out) {
  nst_status status = NST_OK;
  for (size_t at = 0; at < size && status == NST_OK;) {
    size_t first, last, next = nst_line(text, size, at, &first, &last);
    uint64_t hash = nst_hash_bytes(text + first, last - first, 0);
    if (last == first || !furniture->count ||
        !bsearch(&hash, furniture->hashes, furniture->count, sizeof hash, compare_hashes))
      status = nst_buffer_append(out, text + at, next - at);
    at = next;
  }
  return status;
}
