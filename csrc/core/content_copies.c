/* content_copies.c: content that a page holds twice.  Blocks are compared by
   samples of their words: of all parts of so many bytes those whose hash falls
   into one class, which are the same ones wherever the words stand. */
#include "content_features.h"
#include "hash.h"
#include "memory.h"
#include "sort.h"

#include <string.h>

enum { PART_BYTES = 48, CLASSES = 16, LEAST_BYTES = 300, MOST_PROBES = 16 };

/* How many chosen blocks have a part. */
typedef struct counted_part {
  uint64_t hash; /* 0 for none */
  uint32_t blocks;
  uint32_t last; /* the block that was counted last */
} counted_part;

typedef struct part_table {
  counted_part *parts;
  size_t room;    /* a power of two */
  uint64_t power; /* for rolling */
} part_table;

static counted_part *find(const part_table *table, uint64_t hash) {
  size_t slot = hash >> 16 & (table->room - 1);
  for (int probe = 0; probe < MOST_PROBES; probe++, slot = (slot + 1) & (table->room - 1))
    if (!table->parts[slot].hash || table->parts[slot].hash == hash) return &table->parts[slot];
  return NULL;
}

/* A walk over the sampled parts of a block. */
typedef struct part_walk {
  const char *text;
  size_t size;
  size_t at;        /* of the next part */
  uint64_t rolling; /* hash of it */
} part_walk;

static part_walk walk_parts(const nst_content_page *page, const nst_content_block *block) {
  part_walk walk = {page->bare.bytes + block->bare, block->bare_size, 0, 0};
  if (walk.size >= PART_BYTES) walk.rolling = nst_content_part_hash(walk.text, PART_BYTES);
  return walk;
}

/* The hash of the next part; 0 behind the last. */
static uint64_t next_part(part_walk *walk, uint64_t power) {
  while (walk->at + PART_BYTES <= walk->size) {
    uint64_t hash = nst_hash_mix(walk->rolling);
    const char *text = walk->text + walk->at++;
    if (walk->at + PART_BYTES <= walk->size)
      walk->rolling = nst_content_roll_part(walk->rolling, text, PART_BYTES, power);
    if (hash % CLASSES == 0) return hash | 1;
  }
  return 0;
}

static void count_parts(const nst_content_page *page, const part_table *table) {
  for (size_t i = 0; i < page->block_count; i++) {
    if (!page->blocks[i].chosen) continue;
    uint64_t hash;
    part_walk walk = walk_parts(page, &page->blocks[i]);
    while ((hash = next_part(&walk, table->power)) != 0) {
      counted_part *part = find(table, hash);
      if (!part || (part->hash && part->last == i)) continue;
      part->hash = hash;
      part->last = (uint32_t)i;
      part->blocks++;
    }
  }
}

/* Whether most of a block's parts stand in other chosen blocks too. */
static bool is_copy(const nst_content_page *page, const part_table *table,
                    const nst_content_block *block) {
  enum { LEAST_PARTS = 4 };
  size_t parts = 0, elsewhere = 0;
  uint64_t hash;
  part_walk walk = walk_parts(page, block);
  for (; (hash = next_part(&walk, table->power)) != 0; parts++) {
    const counted_part *part = find(table, hash);
    elsewhere += part && part->hash == hash && part->blocks > 1;
  }
  return 4 * elsewhere >= 3 * (parts > LEAST_PARTS ? parts : LEAST_PARTS);
}

static void unchoose(nst_content_page *page, const part_table *table, uint32_t index) {
  uint64_t hash;
  page->blocks[index].chosen = false;
  part_walk walk = walk_parts(page, &page->blocks[index]);
  while ((hash = next_part(&walk, table->power)) != 0) {
    counted_part *part = find(table, hash);
    if (!part || part->hash != hash || part->last == NST_CONTENT_NONE - index) continue;
    part->last = NST_CONTENT_NONE - index; /* once a block; no other block has this number */
    part->blocks--;
  }
}

/* The larger one may be a copy of several; of equal ones the later goes, lest of two copies of a
   text parts stay of each, out of order. */
static bool is_judged_first(const void *context, uint32_t a, uint32_t b) {
  const nst_content_block *blocks = context;
  if (blocks[a].size != blocks[b].size) return blocks[a].size > blocks[b].size;
  return a > b;
}

static void drop_copies(nst_content_page *page, const part_table *table, uint32_t *order,
                        uint32_t *scratch) {
  size_t count = 0;
  for (size_t i = 0; i < page->block_count; i++)
    if (page->blocks[i].chosen && page->blocks[i].size >= LEAST_BYTES) order[count++] = (uint32_t)i;
  nst_sort(order, scratch, count, is_judged_first, page->blocks);
  for (size_t i = 0; i < count; i++)
    if (is_copy(page, table, &page->blocks[order[i]])) unchoose(page, table, order[i]);
}

static size_t bytes_of_chosen(const nst_content_page *page) {
  size_t bytes = 0;
  for (size_t i = 0; i < page->block_count; i++)
    if (page->blocks[i].chosen) bytes += page->blocks[i].bare_size;
  return bytes;
}

nst_status nst_content_drop_copies(nst_content_page *page) {
  part_table table = {NULL, 64, nst_content_part_power(PART_BYTES - 1)};
  size_t parts = bytes_of_chosen(page) / CLASSES;
  while (table.room < 4 * parts) table.room *= 2;
  size_t bytes = 2 * page->block_count * sizeof(uint32_t);
  if (!bytes) return NST_OK;
  table.parts = nst_allocate_zeroed(&page->allocator, table.room * sizeof *table.parts);
  uint32_t *order = page->allocator.allocate(page->allocator.context, bytes);
  nst_status status = table.parts && order ? NST_OK : NST_NO_MEMORY;
  if (status == NST_OK) {
    count_parts(page, &table);
    drop_copies(page, &table, order, order + page->block_count);
  }
  nst_release(&page->allocator, table.parts, table.room * sizeof *table.parts);
  nst_release(&page->allocator, order, bytes);
  return status;
}
