/* string_list.c: strings by number, packed. */
#include "spill.h"

struct nst_string_list {
  uint64_t *ends; /* of each string: where the next one begins */
  size_t count, capacity;
  nst_buffer bytes; /* while they are in memory */
  nst_spill spill;  /* and once they are not */
  size_t memory;
  nst_allocator allocator;
};

nst_status nst_string_list_create(size_t memory, const nst_allocator *given,
                                  nst_string_list **out) {
  nst_allocator allocator = nst_allocator_or_default(given);
  nst_string_list *list = nst_allocate_zeroed(&allocator, sizeof *list);
  if (!list) return NST_NO_MEMORY;
  list->allocator = allocator;
  list->memory = memory;
  nst_buffer_init(&list->bytes, &allocator);
  *out = list;
  return NST_OK;
}

void nst_string_list_destroy(nst_string_list *list) {
  if (!list) return;
  nst_allocator allocator = list->allocator;
  nst_release(&allocator, list->ends, list->capacity * sizeof *list->ends);
  nst_buffer_free(&list->bytes);
  nst_spill_close(&list->spill);
  nst_release(&allocator, list, sizeof *list);
}

size_t nst_string_list_size(const nst_string_list *list) { return list->count; }

static uint64_t end_of(const nst_string_list *list, size_t count) {
  return count ? list->ends[count - 1] : 0;
}

/* Moves all strings to a file; where none can be made, they stay. */
static nst_status spill_strings(nst_string_list *list) {
  nst_status status = nst_spill_open(&list->spill, list->memory, &list->allocator);
  if (status == NST_TEMPORARY_FILE) {
    list->memory = SIZE_MAX;
    return NST_OK;
  }
  if (status == NST_OK) status = nst_spill_add(&list->spill, list->bytes.bytes, list->bytes.size);
  if (status == NST_OK)
    nst_buffer_free(&list->bytes);
  else
    nst_spill_close(&list->spill);
  return status;
}

static nst_status keep(nst_string_list *list, const char *bytes, size_t size) {
  if (!nst_spill_is_open(&list->spill) && list->bytes.size + size > list->memory) {
    nst_status status = spill_strings(list);
    if (status != NST_OK) return status;
  }
  return nst_spill_is_open(&list->spill) ? nst_spill_add(&list->spill, bytes, size)
                                         : nst_buffer_append(&list->bytes, bytes, size);
}

nst_status nst_string_list_add(nst_string_list *list, const char *bytes, size_t size) {
  void *ends = list->ends;
  nst_status status = nst_array_reserve(&list->allocator, &ends, &list->capacity, list->count + 1,
                                        sizeof *list->ends);
  list->ends = ends;
  if (status == NST_OK) status = keep(list, bytes, size);
  if (status != NST_OK) return status;
  list->ends[list->count] = end_of(list, list->count) + size;
  list->count++;
  return NST_OK;
}

void nst_string_list_cut(nst_string_list *list, size_t count) {
  if (count >= list->count) return;
  list->count = count;
  if (nst_spill_is_open(&list->spill))
    nst_spill_cut(&list->spill, end_of(list, count));
  else
    list->bytes.size = (size_t)end_of(list, count);
}

nst_status nst_string_list_get(const nst_string_list *list, size_t number, nst_buffer *room,
                               nst_slice *out) {
  uint64_t first = end_of(list, number);
  size_t size = (size_t)(list->ends[number] - first);
  if (!nst_spill_is_open(&list->spill)) {
    *out = (nst_slice){list->bytes.bytes ? list->bytes.bytes + first : "", size};
    return NST_OK;
  }
  if (!room) return NST_TEMPORARY_FILE;
  room->size = 0;
  nst_status status = nst_buffer_reserve(room, size + 1);
  if (status == NST_OK) status = nst_spill_read(&list->spill, first, room->bytes, size);
  if (status == NST_OK) *out = (nst_slice){room->bytes, size};
  return status;
}
