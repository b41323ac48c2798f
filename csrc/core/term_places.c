/* term_places.c: the lists of articles turned into those of terms. */
#include "term_index.h"
#include "threads.h"

/* Where the next step of a term is written. */
typedef struct writer {
  size_t at;
  uint32_t place; /* of the last article */
} writer;

static size_t room_of(const nst_index *index, size_t term) {
  size_t large_steps = index->count / NST_LARGE_STEP; /* as many as there can be */
  return index->table.entries[term].articles + large_steps * (NST_LARGE_STEP_SIZE - 1);
}

static void put_step(uint16_t *steps, writer *own, uint32_t place) {
  uint32_t step = place - own->place;
  own->place = place;
  if (step < NST_LARGE_STEP) {
    steps[own->at++] = (uint16_t)step;
    return;
  }
  steps[own->at++] = NST_LARGE_STEP;
  steps[own->at++] = (uint16_t)(step & UINT16_MAX);
  steps[own->at++] = (uint16_t)(step >> 16);
}

/* Writes the steps of all terms where there is room for them. */
static nst_status write_steps(const nst_index *index, uint16_t *steps) {
  const nst_term_places *places = &index->places;
  size_t size = (places->terms + 1) * sizeof(writer);
  writer *writers = nst_allocate_zeroed(&index->allocator, size);
  if (!writers) return NST_NO_MEMORY;
  for (size_t term = 0; term < places->terms; term++) writers[term].at = places->starts[term];
  nst_list_reader reader = {0};
  nst_list list;
  nst_status status = NST_OK;
  nst_list_reader_open(&reader, &index->lists, 0, index->count);
  while (nst_list_reader_next(&reader, &list, &status))
    while (nst_list_next(&list)) put_step(steps, writers + list.term, (uint32_t)reader.article);
  nst_list_reader_close(&reader);
  nst_release(&index->allocator, writers, size);
  return status;
}

static nst_status write_in_memory(nst_index *index) {
  nst_term_places *places = &index->places;
  size_t count = places->starts[places->terms];
  places->steps = nst_allocate_zeroed(&index->allocator, (count + 1) * sizeof *places->steps);
  if (!places->steps) return NST_NO_MEMORY;
  return write_steps(index, places->steps);
}

/* -- Into a file ------------------------------------------------------------------------------- */

/* Terms are divided into parts of as many steps each.  The lists are read once: which terms of a
   part an article has is put aside, for all articles; then each part's steps are written. */
enum { MOST_TERMS = UINT16_MAX, MOST_CODES = 1 << 14 /* in memory, of a part */ };
enum { MOST_PARTS = 255, FULL_PARTS = MOST_PARTS / 2 };  /* half for steps, half for terms */
enum { NEW_ARTICLE = UINT16_MAX, NEW_ARTICLE_SIZE = 3 }; /* its place follows, as in a large step */
enum { CODES_A_STEP = NEW_ARTICLE_SIZE + 1 };            /* at most */
enum { WORKERS = 2 }; /* that write at once: each has room for a part */

/* Codes of a part that were put aside: the number of a term in the part, or NEW_ARTICLE. */
typedef struct chunk {
  uint64_t place;
  size_t count;
} chunk;

typedef struct part {
  size_t first, end; /* of the terms */
  uint32_t article;  /* of the last code, plus one */
  uint16_t *codes;   /* the last ones */
  size_t code_count, code_capacity;
  chunk *chunks; /* those before */
  size_t chunk_count, chunk_capacity;
} part;

typedef struct inversion {
  nst_index *index;
  part *parts;
  size_t part_count;
  uint8_t *part_of; /* of each term */
  nst_spill aside;
} inversion;

/* Divides the terms into parts of so many steps or more, if they have not too many terms. */
static void divide(inversion *self, size_t least) {
  const nst_term_places *places = &self->index->places;
  part *own = self->parts;
  for (size_t term = 0; term < places->terms; term++) {
    bool is_full = places->starts[term] - places->starts[own->first] >= least ||
                   term - own->first == MOST_TERMS;
    if (is_full) (++own)->first = term;
    own->end = term + 1;
    self->part_of[term] = (uint8_t)(own - self->parts);
  }
  self->part_count = (size_t)(own - self->parts) + 1;
}

static nst_status flush_codes(inversion *self, part *own) {
  void *chunks = own->chunks;
  nst_status status = nst_array_reserve(&self->index->allocator, &chunks, &own->chunk_capacity,
                                        own->chunk_count + 1, sizeof *own->chunks);
  own->chunks = chunks;
  if (status != NST_OK) return status;
  own->chunks[own->chunk_count++] = (chunk){nst_spill_end(&self->aside), own->code_count};
  status = nst_spill_add(&self->aside, own->codes, own->code_count * sizeof *own->codes);
  own->code_count = 0;
  own->article = 0; /* so that each chunk tells its first article */
  return status;
}

static nst_status put_aside(inversion *self, uint32_t term, uint32_t article) {
  part *own = self->parts + self->part_of[term];
  nst_status status = NST_OK;
  if (own->code_count + CODES_A_STEP > own->code_capacity) status = flush_codes(self, own);
  if (status != NST_OK) return status;
  uint16_t *out = own->codes + own->code_count;
  if (own->article != article + 1) {
    *out++ = NEW_ARTICLE;
    *out++ = (uint16_t)(article & UINT16_MAX);
    *out++ = (uint16_t)(article >> 16);
    own->article = article + 1;
  }
  *out++ = (uint16_t)(term - own->first);
  own->code_count = (size_t)(out - own->codes);
  return status;
}

static nst_status put_all_aside(inversion *self) {
  const nst_index *index = self->index;
  nst_list_reader reader = {0};
  nst_list list;
  nst_status status = NST_OK;
  nst_list_reader_open(&reader, &index->lists, 0, index->count);
  while (nst_list_reader_next(&reader, &list, &status))
    while (status == NST_OK && nst_list_next(&list))
      status = put_aside(self, list.term, (uint32_t)reader.article);
  nst_list_reader_close(&reader);
  for (size_t i = 0; i < self->part_count && status == NST_OK; i++)
    status = flush_codes(self, self->parts + i);
  return status;
}

/* Room for writing a part: codes are read into the part's, which are in no use by now. */
typedef struct part_room {
  writer *writers;
  uint16_t *steps;
  size_t terms, count;
} part_room;

static void write_codes(const part *own, size_t count, const part_room *room) {
  uint32_t article = 0;
  for (size_t i = 0; i < count; i++) {
    if (own->codes[i] != NEW_ARTICLE) {
      put_step(room->steps, room->writers + own->codes[i], article);
      continue;
    }
    article = own->codes[i + 1] | (uint32_t)own->codes[i + 2] << 16;
    i += NEW_ARTICLE_SIZE - 1;
  }
}

static nst_status write_chunks(const inversion *self, const part *own, const part_room *room) {
  const size_t *starts = self->index->places.starts;
  nst_status status = NST_OK;
  for (size_t term = own->first; term < own->end; term++)
    room->writers[term - own->first].at = starts[term] - starts[own->first];
  for (size_t i = 0; i < own->chunk_count && status == NST_OK; i++) {
    const chunk *one = own->chunks + i;
    status = nst_spill_read(&self->aside, one->place, own->codes, one->count * sizeof *own->codes);
    if (status == NST_OK) write_codes(own, one->count, room);
  }
  if (status != NST_OK) return status;
  return nst_temporary_file_write(&self->index->places.file,
                                  starts[own->first] * sizeof *room->steps, room->steps,
                                  room->count * sizeof *room->steps);
}

static nst_status write_part(void *context, size_t worker, size_t item) {
  (void)worker;
  const inversion *self = context;
  const part *own = self->parts + item;
  const nst_allocator *allocator = &self->index->allocator;
  const size_t *starts = self->index->places.starts;
  part_room room = {.terms = own->end - own->first + 1,
                    .count = starts[own->end] - starts[own->first]};
  room.writers = nst_allocate_zeroed(allocator, room.terms * sizeof *room.writers);
  room.steps = nst_allocate_zeroed(allocator, (room.count + 1) * sizeof *room.steps);
  nst_status status = room.writers && room.steps ? write_chunks(self, own, &room) : NST_NO_MEMORY;
  nst_release(allocator, room.writers, room.terms * sizeof *room.writers);
  nst_release(allocator, room.steps, (room.count + 1) * sizeof *room.steps);
  return status;
}

/* Room for codes: for all of the part, if they are few. */
static bool make_room(part *own, const nst_index *index) {
  const size_t *starts = index->places.starts;
  size_t most = (starts[own->end] - starts[own->first] + 1) * CODES_A_STEP;
  own->code_capacity = most < MOST_CODES ? most : MOST_CODES;
  own->codes = nst_allocate_zeroed(&index->allocator, own->code_capacity * sizeof *own->codes);
  return own->codes != NULL;
}

static nst_status open_inversion(inversion *self) {
  const nst_index *index = self->index;
  size_t steps = index->places.starts[index->places.terms];
  size_t wanted = index->lists.memory / (4 * sizeof(uint16_t)), least = steps / FULL_PARTS + 1;
  self->parts = nst_allocate_zeroed(&index->allocator, MOST_PARTS * sizeof *self->parts);
  self->part_of = nst_allocate_zeroed(&index->allocator, index->places.terms + 1);
  if (!self->parts || !self->part_of) return NST_NO_MEMORY;
  divide(self, least > wanted ? least : wanted);
  for (size_t i = 0; i < self->part_count; i++)
    if (!make_room(self->parts + i, index)) return NST_NO_MEMORY;
  return nst_spill_open(&self->aside, index->lists.memory, &index->allocator);
}

static void close_inversion(inversion *self) {
  const nst_allocator *allocator = &self->index->allocator;
  for (size_t i = 0; self->parts && i < self->part_count; i++) {
    const part *own = self->parts + i;
    nst_release(allocator, own->codes, own->code_capacity * sizeof *own->codes);
    nst_release(allocator, own->chunks, own->chunk_capacity * sizeof *own->chunks);
  }
  nst_release(allocator, self->parts, MOST_PARTS * sizeof *self->parts);
  nst_release(allocator, self->part_of, self->index->places.terms + 1);
  nst_spill_close(&self->aside);
}

static nst_status write_in_file(nst_index *index, const nst_threads *threads) {
  nst_threads some = threads ? *threads : (nst_threads){0};
  if (some.count > WORKERS) some.count = WORKERS;
  inversion self = {.index = index};
  nst_status status = open_inversion(&self);
  if (status == NST_OK) status = put_all_aside(&self);
  if (status == NST_OK) status = nst_run_tasks(&some, self.part_count, write_part, &self);
  close_inversion(&self);
  return status;
}

nst_status nst_term_places_make(nst_index *index, const nst_threads *threads) {
  nst_term_places *places = &index->places;
  size_t terms = index->table.count, count = 0;
  places->allocator = index->allocator;
  places->terms = terms;
  places->starts = nst_allocate_zeroed(&index->allocator, (terms + 1) * sizeof *places->starts);
  if (!places->starts) return NST_NO_MEMORY;
  for (size_t term = 0; term < terms; term++) {
    places->starts[term] = count;
    count += room_of(index, term);
  }
  places->starts[terms] = count;
  if (count * sizeof *places->steps <= index->lists.memory ||
      terms > (size_t)FULL_PARTS * MOST_TERMS || nst_temporary_file_open(&places->file) != NST_OK)
    return write_in_memory(index);
  nst_status status = write_in_file(index, threads);
  if (status != NST_TEMPORARY_FILE) return status;
  /* The disk is full. */
  nst_temporary_file_close(&places->file);
  return write_in_memory(index);
}

void nst_term_places_close(nst_term_places *self) {
  size_t count = self->starts ? self->starts[self->terms] : 0;
  nst_release(&self->allocator, self->steps, (count + 1) * sizeof *self->steps);
  nst_release(&self->allocator, self->starts, (self->terms + 1) * sizeof *self->starts);
  nst_temporary_file_close(&self->file);
}

/* -- Reading ----------------------------------------------------------------------------------- */

nst_status nst_places_walk_open(nst_places_walk *self, const nst_index *index, uint32_t term,
                                nst_buffer *room) {
  const nst_term_places *places = &index->places;
  size_t first = places->starts[term], size = (places->starts[term + 1] - first) * sizeof *self->at;
  *self = (nst_places_walk){.left = index->table.entries[term].articles};
  if (places->steps) {
    self->at = places->steps + first;
    return NST_OK;
  }
  room->size = 0;
  nst_status status = nst_buffer_reserve(room, size + 1);
  if (status != NST_OK) return status;
  self->at = (const uint16_t *)(const void *)room->bytes;
  return nst_temporary_file_read(&places->file, first * sizeof *self->at, room->bytes, size);
}
