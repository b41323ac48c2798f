/* vocabulary.c: keys of terms in one open-addressing table over an arena, and
   the surface forms in which each was met. */
#include "hash.h"
#include "memory.h"
#include "vocabulary.h"

#include <string.h>
#include <time.h>

enum { FIRST_SLOTS = 1024, FIRST_FORM_SLOTS = 64 };

typedef struct surface {
  const char *bytes;
  uint64_t uses;
  uint32_t size;
  uint32_t term;
  uint32_t next; /* another form of the term, plus one; 0 at the end */
} surface;

typedef struct entry {
  const char *key;
  uint32_t size;
  uint32_t form;       /* the newest of its other forms, plus one; 0 for none */
  uint64_t plain_uses; /* uses of the key itself as surface form */
} entry;

typedef struct slot {
  uint32_t hash;   /* the lower half: tells the place too, so that growing looks at no key */
  uint32_t number; /* of the term, plus one; 0 where free */
} slot;

struct nst_vocabulary {
  entry *entries;
  size_t count;
  size_t capacity;
  slot *slots;
  size_t slot_count; /* a power of two, at least 4/3 of count */
  surface *forms;    /* of all terms, those that are not their key */
  size_t form_count;
  size_t form_capacity;
  uint32_t *form_slots; /* indexes into forms, plus one; 0 is free */
  size_t form_slot_count;
  uint64_t seed;
  nst_arena arena;
  nst_allocator allocator;
};

nst_status nst_vocabulary_create(const nst_allocator *given, nst_vocabulary **out) {
  nst_allocator allocator = nst_allocator_or_default(given);
  nst_vocabulary *vocabulary = nst_allocate_zeroed(&allocator, sizeof *vocabulary);
  if (!vocabulary) return NST_NO_MEMORY;
  vocabulary->allocator = allocator;
  vocabulary->slot_count = FIRST_SLOTS;
  vocabulary->slots = nst_allocate_zeroed(&allocator, FIRST_SLOTS * sizeof(slot));
  if (!vocabulary->slots) {
    nst_release(&allocator, vocabulary, sizeof *vocabulary);
    return NST_NO_MEMORY;
  }
  nst_arena_init(&vocabulary->arena, &allocator);
  struct timespec now = {0, 0};
  clock_gettime(CLOCK_REALTIME, &now);
  vocabulary->seed = nst_hash_mix((uint64_t)(uintptr_t)vocabulary ^ (uint64_t)now.tv_nsec << 20);
  *out = vocabulary;
  return NST_OK;
}

void nst_vocabulary_destroy(nst_vocabulary *vocabulary) {
  if (!vocabulary) return;
  nst_allocator allocator = vocabulary->allocator;
  nst_arena_free(&vocabulary->arena);
  nst_release(&allocator, vocabulary->entries, vocabulary->capacity * sizeof(entry));
  nst_release(&allocator, vocabulary->slots, vocabulary->slot_count * sizeof(slot));
  nst_release(&allocator, vocabulary->forms, vocabulary->form_capacity * sizeof(surface));
  nst_release(&allocator, vocabulary->form_slots, vocabulary->form_slot_count * sizeof(uint32_t));
  nst_release(&allocator, vocabulary, sizeof *vocabulary);
}

uint64_t nst_vocabulary_seed(const nst_vocabulary *vocabulary) { return vocabulary->seed; }

size_t nst_vocabulary_size(const nst_vocabulary *vocabulary) { return vocabulary->count; }

/* -- Keys ---------------------------------------------------------------------- */

/* The slot that holds the key, or the free one where it belongs. */
static size_t find_slot(const nst_vocabulary *vocabulary, const char *key, size_t size,
                        uint64_t hash) {
  size_t mask = vocabulary->slot_count - 1;
  size_t at = (uint32_t)hash & mask;
  for (;; at = (at + 1) & mask) {
    const slot *here = vocabulary->slots + at;
    if (!here->number) return at;
    if (here->hash != (uint32_t)hash) continue;
    const entry *found = vocabulary->entries + here->number - 1;
    if (found->size == size && nst_same_bytes(found->key, key, size)) return at;
  }
}

static uint64_t hash_of(const nst_vocabulary *vocabulary, const char *key, size_t size) {
  return nst_hash_bytes(key, size, vocabulary->seed);
}

uint32_t nst_vocabulary_find(const nst_vocabulary *vocabulary, const char *key, size_t size) {
  size_t at = find_slot(vocabulary, key, size, hash_of(vocabulary, key, size));
  return vocabulary->slots[at].number - 1; /* NST_NO_TERM where it is free */
}

void nst_vocabulary_prefetch(const nst_vocabulary *vocabulary, const char *key, size_t size) {
  size_t at = (uint32_t)hash_of(vocabulary, key, size) & (vocabulary->slot_count - 1);
  __builtin_prefetch(vocabulary->slots + at);
}

static nst_status grow_slots(nst_vocabulary *vocabulary) {
  size_t count = vocabulary->slot_count * 2, mask = count - 1;
  slot *slots = nst_allocate_zeroed(&vocabulary->allocator, count * sizeof *slots);
  if (!slots) return NST_NO_MEMORY;
  for (size_t i = 0; i < vocabulary->slot_count; i++) {
    const slot one = vocabulary->slots[i];
    if (!one.number) continue;
    size_t at = one.hash & mask;
    while (slots[at].number) at = (at + 1) & mask;
    slots[at] = one;
  }
  nst_release(&vocabulary->allocator, vocabulary->slots, vocabulary->slot_count * sizeof(slot));
  vocabulary->slots = slots;
  vocabulary->slot_count = count;
  return NST_OK;
}

nst_status nst_vocabulary_intern(nst_vocabulary *vocabulary, const char *key, size_t size,
                                 uint32_t *term) {
  uint64_t hash = hash_of(vocabulary, key, size);
  size_t at = find_slot(vocabulary, key, size, hash);
  if (vocabulary->slots[at].number) {
    *term = vocabulary->slots[at].number - 1;
    return NST_OK;
  }
  if (size > INT32_MAX || vocabulary->count >= NST_NO_TERM - 1) return NST_TOO_LARGE;
  if (vocabulary->count * 4 >= vocabulary->slot_count * 3) {
    nst_status status = grow_slots(vocabulary);
    if (status != NST_OK) return status;
    at = find_slot(vocabulary, key, size, hash);
  }
  void *entries = vocabulary->entries;
  nst_status status = nst_array_reserve(&vocabulary->allocator, &entries, &vocabulary->capacity,
                                        vocabulary->count + 1, sizeof(entry));
  vocabulary->entries = entries;
  if (status != NST_OK) return status;
  const char *copy = nst_arena_copy(&vocabulary->arena, key, size);
  if (!copy) return NST_NO_MEMORY;
  *term = (uint32_t)vocabulary->count++;
  vocabulary->entries[*term] = (entry){copy, (uint32_t)size, 0, 0};
  vocabulary->slots[at] = (slot){(uint32_t)hash, *term + 1};
  return NST_OK;
}

const char *nst_vocabulary_key(const nst_vocabulary *vocabulary, uint32_t term, size_t *size) {
  const entry *one = vocabulary->entries + term;
  *size = one->size;
  return one->key;
}

/* -- Surface forms ------------------------------------------------------------------ */

/* The slot that holds a form, or the free one where it belongs. */
static size_t find_form_slot(const nst_vocabulary *vocabulary, uint32_t term, const char *bytes,
                             size_t size) {
  uint64_t hash = nst_hash_bytes(bytes, size, vocabulary->seed ^ nst_hash_mix(term));
  size_t mask = vocabulary->form_slot_count - 1, at = (size_t)hash & mask;
  for (;; at = (at + 1) & mask) {
    if (!vocabulary->form_slots[at]) return at;
    const surface *form = vocabulary->forms + vocabulary->form_slots[at] - 1;
    if (form->term == term && form->size == size && nst_same_bytes(form->bytes, bytes, size))
      return at;
  }
}

static nst_status grow_form_slots(nst_vocabulary *vocabulary) {
  const nst_allocator *allocator = &vocabulary->allocator;
  size_t count = vocabulary->form_slot_count ? vocabulary->form_slot_count * 2 : FIRST_FORM_SLOTS;
  uint32_t *slots = nst_allocate_zeroed(allocator, count * sizeof *slots);
  if (!slots) return NST_NO_MEMORY;
  nst_release(allocator, vocabulary->form_slots, vocabulary->form_slot_count * sizeof *slots);
  vocabulary->form_slots = slots;
  vocabulary->form_slot_count = count;
  for (size_t i = 0; i < vocabulary->form_count; i++) {
    const surface *form = vocabulary->forms + i;
    slots[find_form_slot(vocabulary, form->term, form->bytes, form->size)] = (uint32_t)i + 1;
  }
  return NST_OK;
}

static nst_status add_form(nst_vocabulary *vocabulary, size_t slot_at, const surface *added) {
  if (vocabulary->form_count >= UINT32_MAX - 1) return NST_TOO_LARGE;
  void *forms = vocabulary->forms;
  nst_status status = nst_array_reserve(&vocabulary->allocator, &forms, &vocabulary->form_capacity,
                                        vocabulary->form_count + 1, sizeof(surface));
  vocabulary->forms = forms;
  if (status != NST_OK) return status;
  const char *copy = nst_arena_copy(&vocabulary->arena, added->bytes, added->size);
  if (!copy) return NST_NO_MEMORY;
  entry *one = vocabulary->entries + added->term;
  surface *form = vocabulary->forms + vocabulary->form_count++;
  *form = *added;
  form->bytes = copy;
  form->next = one->form;
  one->form = vocabulary->form_slots[slot_at] = (uint32_t)vocabulary->form_count;
  return NST_OK;
}

nst_status nst_vocabulary_add_surface(nst_vocabulary *vocabulary, uint32_t term, const char *bytes,
                                      size_t size, uint64_t uses) {
  entry *one = vocabulary->entries + term;
  if (size == one->size && nst_same_bytes(bytes, one->key, size)) {
    one->plain_uses += uses;
    return NST_OK;
  }
  if (size > INT32_MAX) return NST_TOO_LARGE;
  if (vocabulary->form_count * 2 >= vocabulary->form_slot_count) {
    nst_status status = grow_form_slots(vocabulary);
    if (status != NST_OK) return status;
  }
  size_t at = find_form_slot(vocabulary, term, bytes, size);
  if (vocabulary->form_slots[at]) {
    vocabulary->forms[vocabulary->form_slots[at] - 1].uses += uses;
    return NST_OK;
  }
  surface added = {bytes, uses, (uint32_t)size, term, 0};
  return add_form(vocabulary, at, &added);
}

nst_status nst_vocabulary_add_surfaces(nst_vocabulary *vocabulary, const nst_surface_uses *list,
                                       size_t count) {
  enum { KEYS_AHEAD = 8, ENTRIES_AHEAD = 16 };
  nst_status status = NST_OK;
  for (size_t i = 0; i < count && status == NST_OK; i++) {
    if (i + ENTRIES_AHEAD < count)
      __builtin_prefetch(vocabulary->entries + list[i + ENTRIES_AHEAD].term);
    if (i + KEYS_AHEAD < count)
      __builtin_prefetch(vocabulary->entries[list[i + KEYS_AHEAD].term].key);
    status = nst_vocabulary_add_surface(vocabulary, list[i].term, list[i].bytes, list[i].size,
                                        list[i].uses);
  }
  return status;
}

void nst_vocabulary_add_plain(nst_vocabulary *vocabulary, uint32_t term, uint64_t uses) {
  vocabulary->entries[term].plain_uses += uses;
}

static int compare_bytes(const char *a, size_t a_size, const char *b, size_t b_size) {
  int order = memcmp(a, b, a_size < b_size ? a_size : b_size);
  return order ? order : (a_size > b_size) - (a_size < b_size);
}

const char *nst_vocabulary_surface(const nst_vocabulary *vocabulary, uint32_t term, size_t *size) {
  const entry *one = vocabulary->entries + term;
  surface best = {one->key, one->plain_uses, one->size, term, 0};
  for (uint32_t at = one->form; at; at = vocabulary->forms[at - 1].next) {
    const surface *form = vocabulary->forms + at - 1;
    if (form->uses > best.uses ||
        (form->uses == best.uses &&
         compare_bytes(form->bytes, form->size, best.bytes, best.size) < 0))
      best = *form;
  }
  *size = best.size;
  return best.bytes;
}

bool nst_vocabulary_has_forms(const nst_vocabulary *vocabulary, uint32_t term) {
  return vocabulary->entries[term].form != 0;
}

nst_status nst_vocabulary_take_surfaces(nst_vocabulary *vocabulary, uint32_t term,
                                        const nst_vocabulary *other, uint32_t others) {
  const entry *one = other->entries + others;
  nst_status status = NST_OK;
  vocabulary->entries[term].plain_uses += one->plain_uses;
  for (uint32_t at = one->form; at && status == NST_OK; at = other->forms[at - 1].next) {
    const surface *form = other->forms + at - 1;
    status = nst_vocabulary_add_surface(vocabulary, term, form->bytes, form->size, form->uses);
  }
  return status;
}

nst_status nst_vocabulary_take(nst_vocabulary *vocabulary, const nst_vocabulary *other,
                               uint32_t term, uint32_t *taken) {
  const entry *one = other->entries + term;
  nst_status status = nst_vocabulary_intern(vocabulary, one->key, one->size, taken);
  if (status != NST_OK) return status;
  return nst_vocabulary_take_surfaces(vocabulary, *taken, other, term);
}
