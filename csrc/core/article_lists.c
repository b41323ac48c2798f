#include "article_lists.h"

nst_status nst_article_lists_open(nst_article_lists *self, size_t count, size_t workers,
                                  size_t memory, const nst_allocator *allocator) {
  self->allocator = *allocator;
  self->count = count;
  self->arena_count = workers;
  self->memory = memory;
  self->lists = nst_allocate_zeroed(allocator, (count + 1) * sizeof *self->lists);
  self->arenas = nst_allocate_zeroed(allocator, workers * sizeof *self->arenas);
  if (!self->lists || !self->arenas) return NST_NO_MEMORY;
  for (size_t i = 0; i < workers; i++) nst_arena_init(self->arenas + i, allocator);
  return NST_OK;
}

static void free_arenas(const nst_article_lists *self) {
  for (size_t i = 0; self->arenas && i < self->arena_count; i++) nst_arena_free(self->arenas + i);
}

void nst_article_lists_close(nst_article_lists *self) {
  const nst_allocator *allocator = &self->allocator;
  free_arenas(self);
  nst_spill_close(&self->spill);
  nst_release(allocator, self->lists, (self->count + 1) * sizeof *self->lists);
  nst_release(allocator, self->arenas, self->arena_count * sizeof *self->arenas);
}

nst_status nst_article_lists_put(nst_article_lists *self, size_t worker, size_t article,
                                 const void *bytes, size_t size) {
  const char *kept = nst_arena_copy(self->arenas + worker, bytes, size + NST_VARINT_ROOM);
  if (!kept) return NST_NO_MEMORY;
  self->lists[article] = (nst_article_list){{(const uint8_t *)kept}, (uint32_t)size};
  return NST_OK;
}

/* Moves the lists from one article on to the file, to which those before it went. */
static nst_status move(nst_article_lists *self, size_t first, size_t end) {
  nst_status status = NST_OK;
  uint64_t place = nst_spill_end(&self->spill);
  for (size_t i = first; i < end && status == NST_OK; i++)
    status = nst_spill_add(&self->spill, self->lists[i].where.address, self->lists[i].size);
  if (status != NST_OK) return status;
  for (size_t i = first; i < end; i++) {
    self->lists[i].where.place = place;
    place += self->lists[i].size;
  }
  free_arenas(self);
  return NST_OK;
}

nst_status nst_article_lists_settle(nst_article_lists *self, size_t end) {
  size_t first = self->settled;
  for (size_t i = first; i < end; i++) self->bytes += self->lists[i].size;
  self->settled = end;
  if (nst_spill_is_open(&self->spill)) return move(self, first, end);
  if (self->bytes <= self->memory) return NST_OK;
  nst_status status = nst_spill_open(&self->spill, self->memory, &self->allocator);
  if (status == NST_OK) return move(self, 0, end);
  self->memory = SIZE_MAX;
  return status == NST_TEMPORARY_FILE ? NST_OK : status;
}

/* -- Reading --------------------------------------------------------------------------------- */

enum { WINDOW = 1 << 18 }; /* bytes, or one list */

void nst_list_reader_open(nst_list_reader *self, const nst_article_lists *lists, size_t first,
                          size_t last) {
  if (!self->lists) nst_buffer_init(&self->window, &lists->allocator);
  self->lists = lists;
  self->next = self->window_last = first;
  self->last = last;
}

/* Reads as many lists as go into the window, from the next one on. */
static nst_status fill_window(nst_list_reader *self) {
  const nst_article_list *lists = self->lists->lists;
  size_t size = 0, last = self->next;
  while (last < self->last && (last == self->next || size + lists[last].size <= WINDOW))
    size += lists[last++].size;
  self->window.size = 0;
  nst_status status = nst_buffer_reserve(&self->window, size + NST_VARINT_ROOM);
  if (status != NST_OK) return status;
  self->window_at = 0;
  self->window_last = last;
  return nst_spill_read(&self->lists->spill, lists[self->next].where.place, self->window.bytes,
                        size);
}

bool nst_list_reader_next(nst_list_reader *self, nst_list *list, nst_status *status) {
  if (*status != NST_OK || self->next == self->last) return false;
  const nst_article_list *own = self->lists->lists + self->next;
  const uint8_t *at = own->where.address;
  if (nst_spill_is_open(&self->lists->spill)) {
    if (self->next == self->window_last) *status = fill_window(self);
    if (*status != NST_OK) return false;
    at = (const uint8_t *)self->window.bytes + self->window_at;
    self->window_at += own->size;
  }
  self->article = self->next++;
  *list = (nst_list){at, at + own->size, 0, 0, false};
  return true;
}

void nst_list_reader_close(nst_list_reader *self) {
  if (self->lists) nst_buffer_free(&self->window);
}
