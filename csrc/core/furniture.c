/* furniture.c: paragraphs that repeat across the articles of a source, such as
   share bars, subscription notices and lists of links, are left out. */
#include "corpus.h"
#include "hash.h"
#include "threads.h"

#include <stdlib.h>
#include <string.h>

/* Why a paragraph is left out. */
enum { NST_SAID_BEFORE = 1, NST_FURNITURE = 2 };

struct nst_furniture {
  nst_allocator allocator;
  size_t count;
  uint64_t hashes[];
};

/* -- Repeated paragraphs -------------------------------------------------------------------------

   Paragraphs are divided by their hashes, so that what is known of a part's stays in a near cache,
   and parts can be looked at in threads. */

enum { PARTS = 16, LEAST_SLOTS = 64 };

/* Where a paragraph stands. */
typedef struct paragraph {
  uint64_t hash;      /* of it and its source, not 0 */
  uint32_t place;     /* of its article in the selection */
  uint32_t paragraph; /* among the corpus' */
} paragraph;

/* How many articles of a source have a paragraph. */
typedef struct sight {
  uint64_t hash; /* 0 where free */
  uint32_t articles;
  uint32_t last; /* the place of the last of them, plus one */
} sight;

typedef struct sights {
  sight *slots;
  size_t slot_count;
  size_t mask; /* of those in use, a power of two */
} sights;

typedef struct search {
  nst_corpus *corpus;
  const nst_selection *selection;
  size_t least;
  paragraph *paragraphs; /* those of one part behind those of another, each in order */
  size_t count;
  size_t ends[PARTS + 1]; /* where each part ends, behind a 0 */
  size_t left_out[PARTS];
  sights *tables; /* of each worker */
} search;

static size_t part_of(uint64_t hash) { return hash % PARTS; }

/* The hashes of an article's paragraphs, each with its source. */
static uint64_t hash_in(uint64_t paragraph, uint64_t source) {
  uint64_t hash = nst_hash_mix(paragraph ^ source);
  return hash ? hash : 1;
}

/* Steps through all paragraphs of the selection: those of each part are counted, or put at its end.
 */
static void divide(search *self, bool put) {
  const nst_corpus *corpus = self->corpus;
  for (size_t place = 0; place < self->selection->count; place++) {
    const nst_article *article = corpus->articles + self->selection->articles[place];
    uint64_t source = nst_hash_mix(self->selection->sources[place] + 1);
    size_t end = article->first_paragraph + (size_t)article->paragraphs;
    for (size_t i = article->first_paragraph; i < end; i++) {
      uint64_t hash = hash_in(corpus->hashes[i], source);
      size_t *at = self->ends + 1 + part_of(hash);
      if (put) self->paragraphs[*at] = (paragraph){hash, (uint32_t)place, (uint32_t)i};
      ++*at;
    }
  }
}

static nst_status divide_paragraphs(search *self) {
  divide(self, false);
  for (size_t part = 0; part < PARTS; part++) {
    size_t size = self->ends[part + 1];
    self->ends[part + 1] = self->count;
    self->count += size;
  }
  self->paragraphs =
      nst_allocate_zeroed(&self->corpus->allocator, (self->count + 1) * sizeof *self->paragraphs);
  if (!self->paragraphs) return NST_NO_MEMORY;
  divide(self, true);
  return NST_OK;
}

/* An empty table that is at least twice as large as a part. */
static nst_status clear_table(const search *self, size_t part, sights *table) {
  const nst_allocator *allocator = &self->corpus->allocator;
  size_t needed = LEAST_SLOTS, count = self->ends[part + 1] - self->ends[part];
  while (needed < 2 * count) needed *= 2;
  table->mask = needed - 1;
  if (needed <= table->slot_count) {
    memset(table->slots, 0, needed * sizeof *table->slots);
    return NST_OK;
  }
  nst_release(allocator, table->slots, table->slot_count * sizeof *table->slots);
  table->slots = nst_allocate_zeroed(allocator, needed * sizeof *table->slots);
  table->slot_count = table->slots ? needed : 0;
  return table->slots ? NST_OK : NST_NO_MEMORY;
}

static sight *find(const sights *table, uint64_t hash) {
  size_t at = (size_t)(hash >> 16) & table->mask;
  while (table->slots[at].hash && table->slots[at].hash != hash) at = (at + 1) & table->mask;
  return table->slots + at;
}

/* Counts each paragraph once for an article; a second time in it is left out.  Then those are that
   enough articles have. */
static nst_status search_part(void *context, size_t worker, size_t part) {
  search *self = context;
  sights *table = self->tables + worker;
  nst_status status = clear_table(self, part, table);
  if (status != NST_OK) return status;
  uint8_t *left_out = self->corpus->left_out;
  const paragraph *first = self->paragraphs + self->ends[part];
  const paragraph *end = self->paragraphs + self->ends[part + 1];
  for (const paragraph *one = first; one < end; one++) {
    sight *here = find(table, one->hash);
    left_out[one->paragraph] = here->last == one->place + 1 ? NST_SAID_BEFORE : 0;
    here->hash = one->hash;
    here->articles += left_out[one->paragraph] == 0;
    here->last = one->place + 1;
  }
  for (const paragraph *one = first; one < end; one++) {
    if (find(table, one->hash)->articles >= self->least) left_out[one->paragraph] = NST_FURNITURE;
    self->left_out[part] += left_out[one->paragraph] != 0;
  }
  return NST_OK;
}

nst_status nst_corpus_leave_out_repeated(nst_corpus *corpus, const nst_selection *selection,
                                         size_t least, const nst_threads *threads, size_t *count) {
  const nst_allocator *allocator = &corpus->allocator;
  search self = {.corpus = corpus, .selection = selection, .least = least};
  size_t workers = nst_worker_count(threads, PARTS);
  self.tables = nst_allocate_zeroed(allocator, workers * sizeof *self.tables);
  nst_status status = self.tables ? divide_paragraphs(&self) : NST_NO_MEMORY;
  if (status == NST_OK) status = nst_run_tasks(threads, PARTS, search_part, &self);
  *count = 0;
  for (size_t part = 0; part < PARTS; part++) *count += self.left_out[part];
  for (size_t i = 0; self.tables && i < workers; i++)
    nst_release(allocator, self.tables[i].slots,
                self.tables[i].slot_count * sizeof *self.tables[i].slots);
  nst_release(allocator, self.tables, workers * sizeof *self.tables);
  nst_release(allocator, self.paragraphs, (self.count + 1) * sizeof *self.paragraphs);
  return status;
}

/* -- Furniture in other articles --------------------------------------------------------- */

static int compare_hashes(const void *a, const void *b) {
  uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return (x > y) - (x < y);
}

static nst_furniture *allocate(const nst_allocator *allocator, size_t count) {
  size_t size = sizeof(nst_furniture) + count * sizeof(uint64_t);
  nst_furniture *furniture = nst_allocate_zeroed(allocator, size);
  if (furniture) furniture->allocator = *allocator;
  return furniture;
}

nst_status nst_furniture_create(const nst_corpus *corpus, const nst_allocator *given,
                                nst_furniture **out) {
  nst_allocator allocator = nst_allocator_or_default(given);
  size_t count = 0;
  for (size_t i = 0; i < corpus->paragraphs; i++) count += corpus->left_out[i] == NST_FURNITURE;
  nst_furniture *furniture = allocate(&allocator, count);
  if (!furniture) return NST_NO_MEMORY;
  for (size_t i = 0; i < corpus->paragraphs; i++)
    if (corpus->left_out[i] == NST_FURNITURE)
      furniture->hashes[furniture->count++] = corpus->hashes[i];
  qsort(furniture->hashes, furniture->count, sizeof(uint64_t), compare_hashes);
  *out = furniture;
  return NST_OK;
}

nst_status nst_furniture_of_hashes(const uint64_t *hashes, size_t count, const nst_allocator *given,
                                   nst_furniture **out) {
  nst_allocator allocator = nst_allocator_or_default(given);
  nst_furniture *furniture = allocate(&allocator, count);
  if (!furniture) return NST_NO_MEMORY;
  furniture->count = count;
  if (count) memcpy(furniture->hashes, hashes, count * sizeof *hashes);
  qsort(furniture->hashes, furniture->count, sizeof(uint64_t), compare_hashes);
  *out = furniture;
  return NST_OK;
}

size_t nst_furniture_size(const nst_furniture *furniture) { return furniture->count; }

uint64_t nst_furniture_hash(const nst_furniture *furniture, size_t i) {
  return furniture->hashes[i];
}

bool nst_line_hash(const char *text, size_t size, size_t *at, uint64_t *hash) {
  size_t first, last;
  *at = nst_line(text, size, *at, &first, &last);
  *hash = nst_hash_bytes(text + first, last - first, 0);
  return last > first;
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
    size_t next = at;
    uint64_t hash;
    if (!nst_line_hash(text, size, &next, &hash) || !furniture->count ||
        !bsearch(&hash, furniture->hashes, furniture->count, sizeof hash, compare_hashes))
      status = nst_buffer_append(out, text + at, next - at);
    at = next;
  }
  return status;
}
