/* content_matches.c: whether the words of a block stand elsewhere too: in other
   blocks, in the page's title and description, in its structured data. */
#include "content_features.h"
#include "hash.h"
#include "memory.h"

#include <string.h>

/* -- Parts of texts: a hash that rolls --------------------------------------------- */

static const uint64_t BASE = 0x9E3779B97F4A7C15u;

uint64_t nst_content_part_hash(const char *text, size_t size) {
  uint64_t hash = 0;
  for (size_t i = 0; i < size; i++) hash = hash * BASE + (unsigned char)text[i] + 1;
  return hash;
}

uint64_t nst_content_part_power(size_t exponent) {
  uint64_t power = 1;
  for (size_t i = 0; i < exponent; i++) power *= BASE;
  return power;
}

uint64_t nst_content_roll_part(uint64_t hash, const char *text, size_t size, uint64_t power) {
  return (hash - ((unsigned char)text[0] + 1) * power) * BASE + (unsigned char)text[size] + 1;
}

bool nst_content_contains(const char *text, size_t size, const char *part, size_t part_size) {
  if (!part_size || part_size > size) return false;
  uint64_t wanted = nst_content_part_hash(part, part_size),
           hash = nst_content_part_hash(text, part_size);
  uint64_t power = nst_content_part_power(part_size - 1);
  for (size_t at = 0;; at++) {
    if (hash == wanted && text[at] == part[0]) return true;
    if (at + part_size == size) return false;
    hash = nst_content_roll_part(hash, text + at, part_size, power);
  }
}

/* -- Equal blocks -------------------------------------------------------------------- */

typedef struct counted {
  uint64_t hash; /* 0 for none */
  uint32_t count;
} counted;

nst_status nst_content_count_equal(const nst_content_page *page, uint8_t *equal_before) {
  enum { MOST_PROBES = 16, MOST_COUNT = 3 };
  size_t room = 16;
  while (room < 2 * page->block_count) room *= 2;
  counted *table = nst_allocate_zeroed(&page->allocator, room * sizeof *table);
  if (!table) return NST_NO_MEMORY;
  for (size_t i = 0; i < page->block_count; i++) {
    const nst_content_block *block = &page->blocks[i];
    uint64_t hash = nst_hash_bytes(page->bare.bytes + block->bare, block->bare_size, 1) | 1;
    size_t slot = hash >> 16 & (room - 1);
    int probe = 0;
    while (table[slot].hash && table[slot].hash != hash && ++probe < MOST_PROBES)
      slot = (slot + 1) & (room - 1);
    if (table[slot].hash != hash) table[slot] = (counted){hash, 0};
    uint32_t count = table[slot].count++;
    equal_before[i] = (uint8_t)(count < MOST_COUNT ? count : MOST_COUNT);
  }
  nst_release(&page->allocator, table, room * sizeof *table);
  return NST_OK;
}

/* -- Structured data ------------------------------------------------------------------- */

/* Parts of so many bytes; the set is one bit for each of 2^SET_BITS hashes. */
enum { PART_BYTES = 24, SET_BITS = 19, SET_WORDS = 1 << (SET_BITS - 6) };

static size_t bit_of(uint64_t hash) { return nst_hash_mix(hash) >> (64 - SET_BITS); }

nst_status nst_content_gather_body_parts(const nst_content_page *page, uint64_t **parts) {
  const nst_buffer *body = &page->body;
  *parts = NULL;
  if (body->size < PART_BYTES) return NST_OK;
  *parts = nst_allocate_zeroed(&page->allocator, SET_WORDS * sizeof **parts);
  if (!*parts) return NST_NO_MEMORY;
  uint64_t hash = nst_content_part_hash(body->bytes, PART_BYTES),
           power = nst_content_part_power(PART_BYTES - 1);
  for (size_t at = 0;; at++) {
    (*parts)[bit_of(hash) / 64] |= (uint64_t)1 << bit_of(hash) % 64;
    if (at + PART_BYTES == body->size) return NST_OK;
    hash = nst_content_roll_part(hash, body->bytes + at, PART_BYTES, power);
  }
}

void nst_content_free_body_parts(const nst_content_page *page, uint64_t *parts) {
  nst_release(&page->allocator, parts, SET_WORDS * sizeof *parts);
}

bool nst_content_is_body_part(const nst_content_page *page, const uint64_t *parts,
                              const nst_content_block *block) {
  if (!parts || block->bare_size < PART_BYTES) return false;
  size_t bit = bit_of(nst_content_part_hash(page->bare.bytes + block->bare, PART_BYTES));
  return parts[bit / 64] >> bit % 64 & 1;
}
