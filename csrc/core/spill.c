#include "spill.h"

#include <string.h>

enum { BLOCKS = 16, MOST_BLOCK = 1 << 20 };

nst_status nst_spill_open(nst_spill *spill, size_t memory, const nst_allocator *allocator) {
  nst_status status = nst_temporary_file_open(&spill->file);
  if (status != NST_OK) return status;
  nst_buffer_init(&spill->waiting, allocator);
  spill->block = memory / BLOCKS < MOST_BLOCK ? memory / BLOCKS : MOST_BLOCK;
  status = nst_buffer_reserve(&spill->waiting, spill->block);
  if (status != NST_OK) nst_spill_close(spill);
  return status;
}

void nst_spill_close(nst_spill *spill) {
  if (!nst_spill_is_open(spill)) return;
  nst_temporary_file_close(&spill->file);
  nst_buffer_free(&spill->waiting);
  memset(spill, 0, sizeof *spill);
}

static void write_waiting(nst_spill *spill) {
  nst_buffer *waiting = &spill->waiting;
  if (nst_temporary_file_write(&spill->file, spill->written, waiting->bytes, waiting->size) !=
      NST_OK) {
    spill->is_full = true;
    return;
  }
  spill->written += waiting->size;
  waiting->size = 0;
}

nst_status nst_spill_add(nst_spill *spill, const void *bytes, size_t size) {
  nst_buffer *waiting = &spill->waiting;
  if (waiting->size && waiting->size + size > spill->block && !spill->is_full) write_waiting(spill);
  return nst_buffer_append(waiting, bytes, size);
}

void nst_spill_cut(nst_spill *spill, uint64_t end) {
  spill->waiting.size = end > spill->written ? (size_t)(end - spill->written) : 0;
  if (end < spill->written) spill->written = end;
}

nst_status nst_spill_read(const nst_spill *spill, uint64_t place, void *bytes, size_t size) {
  uint64_t before = place < spill->written ? spill->written - place : 0;
  size_t from_file = before < size ? (size_t)before : size;
  nst_status status = nst_temporary_file_read(&spill->file, place, bytes, from_file);
  if (status != NST_OK || from_file == size) return status;
  const char *waiting = spill->waiting.bytes + (place + from_file - spill->written);
  memcpy((char *)bytes + from_file, waiting, size - from_file);
  return NST_OK;
}
