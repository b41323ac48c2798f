#include "term_table.h"

#include "hash.h"

#include <math.h>
#include <string.h>

enum { FIRST_SLOTS = 2048, FIRST_ROOM = 4 };

nst_status nst_term_table_init(nst_term_table *table, const nst_allocator *allocator) {
  memset(table, 0, sizeof *table);
  table->allocator = nst_allocator_or_default(allocator);
  table->slots = nst_allocate_zeroed(&table->allocator, FIRST_SLOTS * sizeof *table->slots);
  if (!table->slots) return NST_NO_MEMORY;
  table->slot_count = FIRST_SLOTS;
  return NST_OK;
}

void nst_term_table_free(nst_term_table *table) {
  nst_release(&table->allocator, table->entries, (table->count + 1) * sizeof *table->entries);
  nst_release(&table->allocator, table->neighbours, (table->count + 1) * sizeof *table->neighbours);
  nst_release(&table->allocator, table->slots, table->slot_count * sizeof *table->slots);
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

nst_status nst_term_table_number(nst_term_table *table, uint64_t hash, bool *is_new) {
  *is_new = false;
  if (table->count * 3 >= table->slot_count * 2) {
    nst_status status = grow(table);
    if (status != NST_OK) return status;
  }
  nst_term_slot *slot = find_slot(table->slots, table->slot_count, hash);
  if (slot->entry) return NST_OK;
  if (table->count >= NST_NO_TERM - 1) return NST_TOO_LARGE;
  *slot = (nst_term_slot){hash, (uint32_t)++table->count};
  *is_new = true;
  return NST_OK;
}

nst_status nst_term_table_make_entries(nst_term_table *table) {
  table->entries =
      nst_allocate_zeroed(&table->allocator, (table->count + 1) * sizeof *table->entries);
  return table->entries ? NST_OK : NST_NO_MEMORY;
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

nst_status nst_term_table_spell(nst_term_table *table, const nst_corpus *corpus, size_t first,
                                size_t end, nst_arena *arena) {
  const nst_vocabulary *stop = corpus->rules.terms.stop;
  nst_buffer key;
  nst_buffer_init(&key, &table->allocator);
  nst_status status = NST_OK;
  for (size_t i = first; i < end && status == NST_OK; i++) {
    nst_term_entry *entry = table->entries + i;
    status = write_key(corpus, entry, &key);
    if (status != NST_OK) break;
    entry->key = nst_arena_copy(arena, key.bytes, key.size);
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

static nst_status make_room(nst_neighbours *self, nst_neighbour_rooms *rooms) {
  size_t room = self->room ? self->room * (size_t)2 : FIRST_ROOM;
  uint32_t *fresh = take_room(rooms, room);
  if (!fresh) return NST_NO_MEMORY;
  if (self->room) {
    memcpy(fresh, self->at, self->room * sizeof *fresh);
    memcpy(fresh + room, self->at + self->room, self->room * sizeof *fresh);
    give_room(rooms, self->room, self->at);
  }
  self->at = fresh;
  self->room = (uint8_t)room;
  return NST_OK;
}

nst_status nst_neighbours_add(nst_neighbours *self, nst_neighbour_rooms *rooms, uint32_t left,
                              uint32_t right) {
  size_t at = self->uses++;
  if (at >= NST_MOST_NEIGHBOURS) {
    at = (size_t)(nst_hash_mix(at + 1) % (at + 1));
    if (at >= NST_MOST_NEIGHBOURS) return NST_OK;
  }
  if (at == self->room) {
    nst_status status = make_room(self, rooms);
    if (status != NST_OK) return status;
  }
  self->at[at] = left;
  self->at[self->room + at] = right;
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

double nst_neighbours_entropy(const nst_neighbours *self) {
  size_t count = self->uses < NST_MOST_NEIGHBOURS ? self->uses : NST_MOST_NEIGHBOURS;
  if (!count) return 0;
  double left = entropy_of(self->at, count), right = entropy_of(self->at + self->room, count);
  return left < right ? left : right;
}
