/* index_history.c: the articles of each term, and how many of them a history has. */
#include "term_index.h"

#include <string.h>

/* -- The articles of terms ------------------------------------------------------------------- */

/* A step that is larger than the others are allowed to be: its lower and its upper half follow. */
enum { LARGE_STEP = UINT16_MAX, LARGE_STEP_SIZE = 3 };

/* Where the next step of a term is written. */
typedef struct writer {
  size_t at;
  uint32_t place; /* of the last article */
} writer;

static size_t room_of(const nst_index *index, size_t term) {
  size_t large_steps = index->count / LARGE_STEP; /* as many as there can be */
  return index->table.entries[term].articles + large_steps * (LARGE_STEP_SIZE - 1);
}

static void put_step(uint16_t *steps, writer *own, uint32_t place) {
  uint32_t step = place - own->place;
  own->place = place;
  if (step < LARGE_STEP) {
    steps[own->at++] = (uint16_t)step;
    return;
  }
  steps[own->at++] = LARGE_STEP;
  steps[own->at++] = (uint16_t)(step & UINT16_MAX);
  steps[own->at++] = (uint16_t)(step >> 16);
}

static uint32_t next_place(const uint16_t **steps, uint32_t place) {
  const uint16_t *at = *steps;
  uint32_t step = at[0];
  bool is_large = step == LARGE_STEP;
  if (is_large) step = at[1] | (uint32_t)at[2] << 16;
  *steps += is_large ? LARGE_STEP_SIZE : 1;
  return place + step;
}

static nst_status write_steps(nst_index *index) {
  size_t size = (index->table.count + 1) * sizeof(writer);
  writer *writers = nst_allocate_zeroed(&index->allocator, size);
  if (!writers) return NST_NO_MEMORY;
  for (size_t term = 0; term < index->table.count; term++)
    writers[term].at = index->term_starts[term];
  for (size_t place = 0; place < index->count; place++)
    for (nst_list list = nst_list_of(index, place); nst_list_next(&list);)
      put_step(index->term_steps, writers + list.term, (uint32_t)place);
  nst_release(&index->allocator, writers, size);
  return NST_OK;
}

nst_status nst_index_invert(nst_index *index) {
  size_t terms = index->table.count, count = 0;
  index->term_starts = nst_allocate_zeroed(&index->allocator, (terms + 1) * sizeof(size_t));
  if (!index->term_starts) return NST_NO_MEMORY;
  for (size_t term = 0; term < terms; term++) {
    index->term_starts[term] = count;
    count += room_of(index, term);
  }
  index->term_starts[terms] = index->term_step_count = count;
  index->term_steps = nst_allocate_zeroed(&index->allocator, (count + 1) * sizeof(uint16_t));
  return index->term_steps ? write_steps(index) : NST_NO_MEMORY;
}

/* The steps of a term, and how many articles it has. */
static const uint16_t *steps_of(const nst_index *index, uint32_t term, uint32_t *articles) {
  *articles = index->table.entries[term].articles;
  return index->term_steps + index->term_starts[term];
}

size_t nst_index_places(const nst_index *index, uint32_t term, uint32_t *places) {
  uint32_t articles, place = 0;
  const uint16_t *steps = steps_of(index, term, &articles);
  for (uint32_t i = 0; i < articles; i++) places[i] = place = next_place(&steps, place);
  return articles;
}

void nst_index_series(const nst_index *index, const uint32_t *terms, size_t count,
                      uint32_t *counts) {
  memset(counts, 0, count * index->period_count * sizeof *counts);
  for (size_t i = 0; i < count; i++) {
    uint32_t articles, place = 0;
    size_t period = 0;
    const uint16_t *steps = steps_of(index, terms[i], &articles);
    for (uint32_t k = 0; k < articles; k++) {
      place = next_place(&steps, place);
      while (place >= index->periods[period + 1]) period++;
      counts[i * index->period_count + period]++;
    }
  }
}

/* -- History ---------------------------------------------------------------------------------- */

void nst_index_add_history(nst_index *index, size_t first, size_t last) {
  if (first < last && last > index->history_end) index->history_end = last;
  for (size_t place = first; place < last; place++) index->times[place]++;
}

void nst_index_clear_history(nst_index *index) {
  index->history_end = 0;
  memset(index->times, 0, (index->count + 1) * sizeof *index->times);
}

void nst_index_history(const nst_index *index, uint32_t term, uint32_t *articles) {
  uint32_t count, place = 0;
  const uint16_t *steps = steps_of(index, term, &count);
  memset(articles, 0, index->source_count * sizeof *articles);
  for (uint32_t i = 0; i < count; i++) {
    place = next_place(&steps, place);
    if (place >= index->history_end) break;
    articles[index->sources[place]] += index->times[place];
  }
}
