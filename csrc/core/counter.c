/* counter.c: term and document frequencies in one open-addressing table. */
#include "hash.h"
#include "memory.h"
#include "vocabulary.h"

#include <string.h>

enum { FIRST_SLOTS = 64 };

struct nst_counter {
  nst_vocabulary *vocabulary;
  nst_count *slots;  /* term is NST_NO_TERM where free */
  size_t slot_count; /* a power of two */
  size_t count;
  uint64_t documents;
  uint64_t uses;
  nst_allocator allocator;
};

static nst_count *new_slots(const nst_allocator *allocator, size_t count) {
  nst_count *slots = nst_allocate_zeroed(allocator, count * sizeof *slots);
  for (size_t i = 0; slots && i < count; i++) slots[i].term = NST_NO_TERM;
  return slots;
}

nst_status nst_counter_create(nst_vocabulary *vocabulary, const nst_allocator *given,
                              nst_counter **out) {
  nst_allocator allocator = nst_allocator_or_default(given);
  nst_counter *counter = nst_allocate_zeroed(&allocator, sizeof *counter);
  if (!counter) return NST_NO_MEMORY;
  counter->slots = new_slots(&allocator, FIRST_SLOTS);
  if (!counter->slots) {
    nst_release(&allocator, counter, sizeof *counter);
    return NST_NO_MEMORY;
  }
  counter->slot_count = FIRST_SLOTS;
  counter->vocabulary = vocabulary;
  counter->allocator = allocator;
  *out = counter;
  return NST_OK;
}

void nst_counter_destroy(nst_counter *counter) {
  if (!counter) return;
  nst_allocator allocator = counter->allocator;
  nst_release(&allocator, counter->slots, counter->slot_count * sizeof *counter->slots);
  nst_release(&allocator, counter, sizeof *counter);
}

size_t nst_counter_size(const nst_counter *counter) { return counter->count; }

uint64_t nst_counter_documents(const nst_counter *counter) { return counter->documents; }

uint64_t nst_counter_uses(const nst_counter *counter) { return counter->uses; }

nst_vocabulary *nst_counter_vocabulary(const nst_counter *counter) { return counter->vocabulary; }

/* -- The table ------------------------------------------------------------------- */

static nst_count *find(nst_count *slots, size_t slot_count, uint32_t term) {
  size_t mask = slot_count - 1;
  size_t at = nst_hash_term(term) & mask;
  while (slots[at].term != NST_NO_TERM && slots[at].term != term) at = (at + 1) & mask;
  return slots + at;
}

/* Makes room for `more` further terms, so that adding them cannot fail. */
static nst_status reserve(nst_counter *counter, size_t more) {
  size_t wanted = counter->slot_count;
  while ((counter->count + more) * 4 > wanted * 3) {
    if (wanted > SIZE_MAX / (2 * sizeof(nst_count))) return NST_NO_MEMORY;
    wanted *= 2;
  }
  if (wanted == counter->slot_count) return NST_OK;
  nst_count *slots = new_slots(&counter->allocator, wanted);
  if (!slots) return NST_NO_MEMORY;
  for (size_t i = 0; i < counter->slot_count; i++)
    if (counter->slots[i].term != NST_NO_TERM)
      *find(slots, wanted, counter->slots[i].term) = counter->slots[i];
  nst_release(&counter->allocator, counter->slots, counter->slot_count * sizeof *counter->slots);
  counter->slots = slots;
  counter->slot_count = wanted;
  return NST_OK;
}

static void add(nst_counter *counter, uint32_t term, uint32_t documents, uint64_t uses) {
  nst_count *here = find(counter->slots, counter->slot_count, term);
  if (here->term == NST_NO_TERM) {
    here->term = term;
    counter->count++;
  }
  here->documents += documents;
  here->uses += uses;
  counter->uses += uses;
}

nst_count nst_counter_get(const nst_counter *counter, uint32_t term) {
  const nst_count *found =
      term == NST_NO_TERM ? NULL : find(counter->slots, counter->slot_count, term);
  if (found && found->term == term) return *found;
  return (nst_count){term, 0, 0};
}

nst_status nst_counter_add(nst_counter *counter, const nst_document *document) {
  size_t count;
  const nst_occurrence *terms = nst_document_terms(document, &count);
  nst_status status = reserve(counter, count);
  if (status != NST_OK) return status;
  for (size_t i = 0; i < count; i++) add(counter, terms[i].term, 1, terms[i].count);
  counter->documents++;
  return NST_OK;
}

bool nst_counter_next(const nst_counter *counter, size_t *place, nst_count *out) {
  while (*place < counter->slot_count) {
    *out = counter->slots[(*place)++];
    if (out->term != NST_NO_TERM) return true;
  }
  return false;
}

nst_status nst_counter_merge(nst_counter *counter, const nst_counter *other) {
  nst_status status = reserve(counter, other->count);
  nst_count one;
  bool same = counter->vocabulary == other->vocabulary;
  for (size_t place = 0; status == NST_OK && nst_counter_next(other, &place, &one);) {
    uint32_t term = one.term;
    if (!same)
      status = nst_vocabulary_take(counter->vocabulary, other->vocabulary, one.term, &term);
    if (status == NST_OK) add(counter, term, one.documents, one.uses);
  }
  if (status == NST_OK) counter->documents += other->documents;
  return status;
}

/* -- The most used terms ------------------------------------------------------------ */

/* Whether a stands behind b in the list of the most used. */
static bool stands_behind(const nst_counter *counter, const nst_count *a, const nst_count *b) {
  if (a->uses != b->uses) return a->uses < b->uses;
  size_t a_size, b_size;
  const char *a_key = nst_vocabulary_key(counter->vocabulary, a->term, &a_size);
  const char *b_key = nst_vocabulary_key(counter->vocabulary, b->term, &b_size);
  int order = memcmp(a_key, b_key, a_size < b_size ? a_size : b_size);
  return order ? order > 0 : a_size > b_size;
}

/* Moves the count at `at` down a heap whose top stands behind all others. */
static void sift_down(const nst_counter *counter, nst_count *heap, size_t size, size_t at) {
  nst_count moving = heap[at];
  for (;;) {
    size_t child = 2 * at + 1;
    if (child >= size) break;
    if (child + 1 < size && stands_behind(counter, heap + child + 1, heap + child)) child++;
    if (!stands_behind(counter, heap + child, &moving)) break;
    heap[at] = heap[child];
    at = child;
  }
  heap[at] = moving;
}

size_t nst_counter_top(const nst_counter *counter, size_t limit, nst_count *out) {
  size_t size = 0, place = 0;
  nst_count one;
  while (size < limit && nst_counter_next(counter, &place, &one)) out[size++] = one;
  for (size_t at = size / 2; at-- > 0;) sift_down(counter, out, size, at);
  while (size && nst_counter_next(counter, &place, &one))
    if (stands_behind(counter, out, &one)) {
      out[0] = one;
      sift_down(counter, out, size, 0);
    }
  for (size_t left = size; left > 1; left--) {
    nst_count last = out[0];
    out[0] = out[left - 1];
    sift_down(counter, out, left - 1, 0);
    out[left - 1] = last;
  }
  return size;
}
