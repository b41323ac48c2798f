/* folder.c: what a folder holds, by name. */
#if defined(__linux__)
#define _DEFAULT_SOURCE /* DT_REG */
#endif
#include "memory.h"
#include "sort.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>

/* The entries as they are read, each with its kind before its name, and where they begin. */
typedef struct listing {
  nst_buffer entries;
  nst_allocator allocator;
  uint32_t *order;
  size_t count, capacity;
} listing;

static char kind_of(const struct dirent *entry) {
#ifdef DT_REG
  if (entry->d_type == DT_REG) return NST_FOLDER_FILE;
#else
  (void)entry;
#endif
  return NST_FOLDER_OTHER;
}

static nst_status add(listing *self, const struct dirent *entry) {
  void *order = self->order;
  size_t at = self->entries.size;
  if (at > UINT32_MAX) return NST_TOO_LARGE;
  nst_status status = nst_array_reserve(&self->allocator, &order, &self->capacity, self->count + 1,
                                        sizeof *self->order);
  self->order = order;
  char kind = kind_of(entry);
  if (status == NST_OK) status = nst_buffer_append(&self->entries, &kind, 1);
  if (status == NST_OK)
    status = nst_buffer_append(&self->entries, entry->d_name, strlen(entry->d_name) + 1);
  if (status == NST_OK) self->order[self->count++] = (uint32_t)at;
  return status;
}

static nst_status read_entries(listing *self, DIR *folder) {
  nst_status status = NST_OK;
  while (status == NST_OK) {
    errno = 0;
    const struct dirent *entry = readdir(folder);
    if (!entry) return errno ? NST_SYSTEM : NST_OK;
    if (entry->d_name[0] != '.') status = add(self, entry);
  }
  return status;
}

static bool is_before(const void *context, uint32_t a, uint32_t b) {
  const char *entries = context;
  return strcmp(entries + a + 1, entries + b + 1) < 0;
}

static nst_status give_sorted(listing *self, nst_buffer *out) {
  if (!self->count) return NST_OK;
  size_t scratch_size = self->count * sizeof *self->order;
  uint32_t *scratch = self->allocator.allocate(self->allocator.context, scratch_size);
  if (!scratch) return NST_NO_MEMORY;
  nst_sort(self->order, scratch, self->count, is_before, self->entries.bytes);
  nst_release(&self->allocator, scratch, scratch_size);
  nst_status status = nst_buffer_reserve(out, self->entries.size);
  for (size_t i = 0; status == NST_OK && i < self->count; i++) {
    const char *entry = self->entries.bytes + self->order[i];
    status = nst_buffer_append(out, entry, strlen(entry) + 1);
  }
  return status;
}

nst_status nst_folder_list(const char *path, nst_buffer *out) {
  DIR *folder = opendir(path);
  if (!folder) return NST_SYSTEM;
  listing self = {.allocator = out->allocator};
  nst_buffer_init(&self.entries, &out->allocator);
  nst_status status = read_entries(&self, folder);
  int problem = errno;
  (void)closedir(folder);
  if (status == NST_OK) status = give_sorted(&self, out);
  nst_release(&self.allocator, self.order, self.capacity * sizeof *self.order);
  nst_buffer_free(&self.entries);
  errno = problem;
  return status;
}
