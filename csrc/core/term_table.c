#include "term_table.h"

#include "hash.h"

#include <math.h>
#include <string.h>

enum { FIRST_SLOTS = 4096, FIRST_ROOM = 4 };

nst_status nst_term_table_init(nst_term_table *table, const nst_allocator *allocator) {
  memset(table, 0, sizeof *table);
  table->allocator = nst_allocator_or_default(allocator);
  nst_arena_init(&table->arena, &table->allocator);
  table->slots = nst_allocate_zeroed(&table->allocator, FIRST_SLOTS * sizeof *table->slots);
  if (!table->slots) return NST_NO_MEMORY;
  table->slot_count = FIRST_SLOTS;
  return NST_OK;
}

void nst_term_table_free(nst_term_table *table) {
  nst_release(&table->allocator, table->entries, table->capacity * sizeof(nst_term_entry));
  nst_release(&table->allocator, table->slots, table->slot_count * sizeof *table->slots);
  nst_arena_free(&table->arena);
}

/* Where a hash stands, or would. */
static nst_term_slot *find_slot(nst_term_slot *slots, size_t count, uint64_t hash) {
  size_t mask = count - 1, at = (size_t)hash & mask;
  while (slots[at].entry && slots[at].hash != hash) at = (at + 1) & mask;
  return slots + at;
}

uint32_t nst_term_table_find(const nst_term_table *table, uint64_t hash) {
  uint32_t found = find_slot(table->slots, table->slot_count, hash)->entry;
  return found ? found - 1 : NST_NO_TERM;
}

static nst_status grow(nst_term_table *table) {
  size_t count = table->slot_count * 2;
  nst_term_slot *slots = nst_allocate_zeroed(&table->allocator, count * sizeof *slots);
  if (!slots) return NST_NO_MEMORY;
  for (size_t i = 0; i < table->slot_count; i++)
    if (table->slots[i].entry) *find_slot(slots, count, table->slots[i].hash) = table->slots[i];
  nst_release(&table->allocator, table->slots, table->slot_count * sizeof *slots);
  table->slots = slots;
  table->slot_count = count;
  return NST_OK;
}

nst_status nst_term_table_add(nst_term_table *table, uint64_t hash, uint32_t place) {
  if (table->count >= NST_NO_TERM - 1) return NST_TOO_LARGE;
  nst_status status = table->count * 3 < table->slot_count * 2 ? NST_OK : grow(table);
  void *entries = table->entries;
  if (status == NST_OK)
    status = nst_array_reserve(&table->allocator, &entries, &table->capacity, table->count + 1,
                               sizeof(nst_term_entry));
  table->entries = entries;
  if (status != NST_OK) return status;
  nst_term_entry *entry = table->entries + table->count;
  memset(entry, 0, sizeof *entry);
  entry->hash = hash;
  entry->cut_place = place;
  table->count++;
  *find_slot(table->slots, table->slot_count, hash) = (nst_term_slot){hash, (uint32_t)table->count};
  return NST_OK;
}

/* -- Keys ------------------------------------------------------------------------------------ */

static nst_status write_key(const nst_corpus *corpus, const nst_term_entry *entry,
                            nst_buffer *out) {
  nst_status status = NST_OK;
  out->size = 0;
  for (size_t i = 0; i < entry->word_count && status == NST_OK; i++) {
    size_t size;
    const char *key = nst_vocabulary_key(corpus->vocabulary, entry->words[i], &size);
    if (i && entry->join == NST_JOIN_SPACE) status = nst_buffer_append(out, " ", 1);
    if (status == NST_OK) status = nst_buffer_append(out, key, size);
  }
  return status;
}

nst_status nst_term_table_spell(nst_term_table *table, const nst_corpus *corpus) {
  const nst_vocabulary *stop = corpus->rules.terms.stop;
  nst_buffer key;
  nst_buffer_init(&key, &table->allocator);
  nst_status status = NST_OK;
  for (size_t i = 0; i < table->count && status == NST_OK; i++) {
    nst_term_entry *entry = table->entries + i;
    status = write_key(corpus, entry, &key);
    if (status != NST_OK) break;
    entry->key = nst_arena_copy(&table->arena, key.bytes, key.size);
    entry->size = (uint32_t)key.size;
    if (!entry->key) status = NST_NO_MEMORY;
    entry->is_stop = stop && nst_vocabulary_find(stop, key.bytes, key.size) != NST_NO_TERM;
  }
  nst_buffer_free(&key);
  return status;
}

/* -- Neighbours ------------------------------------------------------------------------- */

static uint32_t *take_room(nst_neighbour_rooms *rooms, size_t room) {
  void *spare = rooms->spare[room - 1];
  if (!spare) return nst_arena_allocate(&rooms->arena, 2 * room * sizeof(uint32_t));
  memcpy(rooms->spare + room - 1, spare, sizeof(void *));
  return spare;
}

static void give_room(nst_neighbour_rooms *rooms, size_t room, void *spare) {
  memcpy(spare, rooms->spare + room - 1, sizeof(void *));
  rooms->spare[room - 1] = spare;
}

static nst_status make_room(nst_term_entry *entry, nst_neighbour_rooms *rooms) {
  size_t room = entry->room ? entry->room * (size_t)2 : FIRST_ROOM;
  uint32_t *fresh = take_room(rooms, room);
  if (!fresh) return NST_NO_MEMORY;
  if (entry->room) {
    memcpy(fresh, entry->neighbours, entry->room * sizeof *fresh);
    memcpy(fresh + room, entry->neighbours + entry->room, entry->room * sizeof *fresh);
    give_room(rooms, entry->room, entry->neighbours);
  }
  entry->neighbours = fresh;
  entry->room = (uint8_t)room;
  return NST_OK;
}

nst_status nst_term_add_neighbours(nst_term_entry *entry, nst_neighbour_rooms *rooms, uint32_t left,
                                   uint32_t right) {
  size_t at = entry->phrase_uses++;
  if (at >= NST_MOST_NEIGHBOURS) {
    at = (size_t)(nst_hash_mix(at + 1) % (at + 1));
    if (at >= NST_MOST_NEIGHBOURS) return NST_OK;
  }
  if (at == entry->room) {
    nst_status status = make_room(entry, rooms);
    if (status != NST_OK) return status;
  }
  entry->neighbours[at] = left;
  entry->neighbours[entry->room + at] = right;
  return NST_OK;
}

static double entropy_of(const uint32_t *given, size_t count) {
  uint32_t words[NST_MOST_NEIGHBOURS];
  for (size_t i = 0; i < count; i++) {
    size_t at = i;
    for (; at && words[at - 1] > given[i]; at--) words[at] = words[at - 1];
    words[at] = given[i];
  }
  double entropy = 0, all = (double)count;
  for (size_t first = 0, last; first < count; first = last) {
    for (last = first + 1; last < count && words[last] == words[first];) last++;
    double share = (double)(last - first) / all;
    entropy += words[first] == NST_NO_NEIGHBOUR ? share * log2(all) : -share * log2(share);
  }
  return entropy;
}

double nst_term_entropy(const nst_term_entry *entry) {
  size_t count =
      entry->phrase_uses < NST_MOST_NEIGHBOURS ? entry->phrase_uses : NST_MOST_NEIGHBOURS;
  if (!count) return 0;
  double left = entropy_of(entry->neighbours, count);
  double right = entropy_of(entry->neighbours + entry->room, count);
  return left < right ? left : right;
}
