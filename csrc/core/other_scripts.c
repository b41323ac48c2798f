#include "other_scripts.h"

#include "lattice.h"
#include "memory.h"

#include <unicode/ubrk.h>
#include <unicode/utf16.h>

static nst_status open_cutter(nst_script_cutter *cutter, const nst_allocator *allocator) {
  if (cutter->iterator) return NST_OK;
  if (!cutter->units) {
    cutter->capacity = 2 * (size_t)NST_WINDOW;
    cutter->units =
        allocator->allocate(allocator->context, cutter->capacity * sizeof *cutter->units);
    if (!cutter->units) return NST_NO_MEMORY;
  }
  UErrorCode error = U_ZERO_ERROR;
  cutter->iterator = ubrk_open(UBRK_WORD, "", NULL, 0, &error);
  if (U_SUCCESS(error)) return NST_OK;
  cutter->iterator = NULL;
  return error == U_MEMORY_ALLOCATION_ERROR ? NST_NO_MEMORY : NST_UNICODE;
}

/* Writes text as UTF-16 and returns its length. */
static int32_t to_utf16(uint16_t *units, size_t capacity, const char *text, size_t size) {
  int32_t length = 0;
  for (size_t at = 0; at < size && (size_t)length + 2 <= capacity;) {
    uint32_t c;
    at += nst_utf8_decode(text + at, size - at, &c);
    U16_APPEND_UNSAFE(units, length, c);
  }
  return length;
}

/* The bytes that `units` UTF-16 units from the text's beginning stand for. */
static size_t bytes_of_units(const char *text, size_t size, int32_t units) {
  size_t at = 0;
  while (units > 0 && at < size) {
    uint32_t c;
    at += nst_utf8_decode(text + at, size - at, &c);
    units -= U16_LENGTH(c);
  }
  return at;
}

nst_status nst_script_cutter_cut(nst_script_cutter *cutter, const nst_allocator *allocator,
                                 const char *text, size_t size, size_t first, nst_word *out,
                                 size_t *count) {
  nst_status status = open_cutter(cutter, allocator);
  if (status != NST_OK) return status;
  int32_t length = to_utf16(cutter->units, cutter->capacity, text, size);
  UErrorCode error = U_ZERO_ERROR;
  ubrk_setText(cutter->iterator, cutter->units, length, &error);
  if (U_FAILURE(error)) return NST_UNICODE;
  size_t words = 0, at = 0;
  int32_t from = ubrk_first(cutter->iterator);
  for (int32_t to = ubrk_next(cutter->iterator); to != UBRK_DONE && at < size;
       to = ubrk_next(cutter->iterator)) {
    size_t bytes = bytes_of_units(text + at, size - at, to - from);
    out[words++] =
        (nst_word){first + at, bytes, nst_word_kind_tag(NST_WORD_OTHER), NST_WORD_OTHER, 0};
    at += bytes;
    from = to;
  }
  *count = words;
  return NST_OK;
}

void nst_script_cutter_free(nst_script_cutter *cutter, const nst_allocator *allocator) {
  if (cutter->iterator) ubrk_close(cutter->iterator);
  nst_release(allocator, cutter->units, cutter->capacity * sizeof *cutter->units);
}
