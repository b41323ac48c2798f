/* term_places.c: the lists of articles turned into those of terms.  In memory all terms are written
   at once; into a file some at a time, for which the lists are read each time. */
#include "term_index.h"
#include "threads.h"

enum { PARTS = 8, WORKERS = 2 }; /* of the terms at most; at once */

/* Where the next step of a term is written. */
typedef struct writer {
  size_t at;
  uint32_t place; /* of the last article */
} writer;

typedef struct inversion {
  nst_index *index;
  size_t ends[PARTS + 1]; /* of the parts, in terms, behind a 0 */
  size_t parts;
} inversion;

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

/* Writes the steps of some terms where there is room for them. */
static nst_status write_steps(const nst_index *index, size_t first, size_t end, uint16_t *steps) {
  const size_t *starts = index->places.starts;
  size_t size = (end - first + 1) * sizeof(writer);
  writer *writers = nst_allocate_zeroed(&index->allocator, size);
  if (!writers) return NST_NO_MEMORY;
  for (size_t term = first; term < end; term++)
    writers[term - first].at = starts[term] - starts[first];
  nst_list_reader reader = {0};
  nst_list list;
  nst_status status = NST_OK;
  nst_list_reader_open(&reader, &index->lists, 0, index->count);
  while (nst_list_reader_next(&reader, &list, &status))
    while (nst_list_next(&list))
      if (list.term - first < end - first)
        put_step(steps, writers + (list.term - first), (uint32_t)reader.article);
  nst_list_reader_close(&reader);
  nst_release(&index->allocator, writers, size);
  return status;
}

static nst_status write_in_memory(nst_index *index) {
  nst_term_places *places = &index->places;
  size_t count = places->starts[places->terms];
  places->steps = nst_allocate_zeroed(&index->allocator, (count + 1) * sizeof *places->steps);
  if (!places->steps) return NST_NO_MEMORY;
  return write_steps(index, 0, places->terms, places->steps);
}

/* -- Into a file ------------------------------------------------------------------------------- */

static nst_status write_part(void *context, size_t worker, size_t part) {
  (void)worker;
  const inversion *self = context;
  const nst_index *index = self->index;
  size_t first = self->ends[part], end = self->ends[part + 1];
  size_t from = index->places.starts[first], count = index->places.starts[end] - from;
  uint16_t *steps = nst_allocate_zeroed(&index->allocator, (count + 1) * sizeof *steps);
  if (!steps) return NST_NO_MEMORY;
  nst_status status = write_steps(index, first, end, steps);
  if (status == NST_OK)
    status = nst_temporary_file_write(&index->places.file, from * sizeof *steps, steps,
                                      count * sizeof *steps);
  nst_release(&index->allocator, steps, (count + 1) * sizeof *steps);
  return status;
}

/* Divides the terms into parts of so many steps or more. */
static void divide(inversion *self, size_t least) {
  const nst_term_places *places = &self->index->places;
  for (size_t term = 0; term < places->terms; term++) {
    bool is_last = term + 1 == places->terms;
    if (!is_last && places->starts[term + 1] - places->starts[self->ends[self->parts]] < least)
      continue;
    self->ends[++self->parts] = term + 1;
  }
}

static nst_status write_in_file(nst_index *index, const nst_threads *threads) {
  nst_threads some = threads ? *threads : (nst_threads){0};
  if (some.count > WORKERS) some.count = WORKERS; /* each has room for a part */
  inversion self = {.index = index};
  divide(&self, index->places.starts[index->places.terms] / PARTS + 1);
  return nst_run_tasks(&some, self.parts, write_part, &self);
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
      nst_temporary_file_open(&places->file) != NST_OK)
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
