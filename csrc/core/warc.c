#include "warc.h"

#include "html_bytes.h"
#include "memory.h"

struct nst_warc {
  nst_buffer bytes; /* those that are not used yet begin at `at` */
  size_t at;
  size_t searched;  /* bytes behind `at` that hold no end of headers */
  uint64_t offset;  /* of the first of `bytes` in the file */
  uint64_t to_skip; /* bytes of a block */
  bool has_block;   /* that of the record comes next */
  bool is_last;     /* no more bytes come */
  bool is_lost;     /* what is no record was told */
  bool is_in_line;  /* of what is no record; its end is still to come */
  nst_warc_record record;
};

static const char version[] = "WARC/";

nst_status nst_warc_create(const nst_allocator *allocator, nst_warc **out) {
  nst_allocator memory = nst_allocator_or_default(allocator);
  nst_warc *warc = nst_allocate_zeroed(&memory, sizeof *warc);
  if (!warc) return NST_NO_MEMORY;
  nst_buffer_init(&warc->bytes, &memory);
  *out = warc;
  return NST_OK;
}

void nst_warc_destroy(nst_warc *warc) {
  if (!warc) return;
  const nst_allocator allocator = warc->bytes.allocator;
  nst_buffer_free(&warc->bytes);
  nst_release(&allocator, warc, sizeof *warc);
}

static size_t left_of(const nst_warc *warc) { return warc->bytes.size - warc->at; }

/* Passes over what is to be skipped, of so many bytes; returns how many of them that are. */
static size_t skip(nst_warc *warc, size_t size) {
  size_t skipped = warc->to_skip < size ? (size_t)warc->to_skip : size;
  warc->to_skip -= skipped;
  return skipped;
}

nst_status nst_warc_add(nst_warc *warc, const char *bytes, size_t size) {
  nst_buffer *own = &warc->bytes;
  if (!size) warc->is_last = true;
  size_t left = left_of(warc);
  warc->offset += warc->at;
  if (left && warc->at) memmove(own->bytes, own->bytes + warc->at, left);
  own->size = left;
  warc->at = 0;
  size_t skipped = left ? 0 : skip(warc, size);
  warc->offset += skipped;
  return size > skipped ? nst_buffer_append(own, bytes + skipped, size - skipped) : NST_OK;
}

static nst_warc_result needs_bytes(const nst_warc *warc) {
  return warc->is_last ? NST_WARC_OVER : NST_WARC_NEEDS_BYTES;
}

/* Passes over a line that is no record. */
static void skip_line(nst_warc *warc) {
  size_t end = nst_html_find(warc->bytes.bytes, warc->at, warc->bytes.size, '\n');
  warc->is_in_line = end == warc->bytes.size;
  warc->at = warc->is_in_line ? end : end + 1;
}

static void begin_record(nst_warc *warc) {
  size_t number = warc->record.number + 1;
  warc->record = (nst_warc_record){.number = number, .offset = warc->offset + warc->at};
}

static nst_warc_result damaged(nst_warc *warc, const char *damage) {
  warc->is_lost = true;
  warc->searched = 0;
  warc->record.damage = damage;
  return NST_WARC_DAMAGED;
}

/* Goes to the next line that begins a record. */
static nst_warc_result find_record(nst_warc *warc) {
  for (;;) {
    const nst_buffer *bytes = &warc->bytes;
    if (warc->is_in_line) skip_line(warc);
    while (left_of(warc) && nst_html_is_space(bytes->bytes[warc->at])) warc->at++;
    size_t left = left_of(warc), wanted = sizeof version - 1;
    if (!left || (left < wanted && !warc->is_last)) return needs_bytes(warc);
    if (left >= wanted && memcmp(bytes->bytes + warc->at, version, wanted) == 0)
      return NST_WARC_FOUND;
    bool is_told = warc->is_lost;
    if (!is_told) begin_record(warc);
    skip_line(warc);
    if (!is_told)
      return damaged(warc, "this is no record; what follows is skipped up to the next one");
  }
}

/* Reads a number of digits only that a file may be as large as. */
static bool read_size(nst_slice digits, uint64_t *size) {
  enum { MOST_DIGITS = 15 };
  uint64_t number = 0;
  if (!digits.size || digits.size > MOST_DIGITS) return false;
  for (size_t i = 0; i < digits.size; i++) {
    if (digits.bytes[i] < '0' || digits.bytes[i] > '9') return false;
    number = 10 * number + (uint64_t)(digits.bytes[i] - '0');
  }
  *size = number;
  return true;
}

static nst_warc_result read_headers(nst_warc *warc) {
  char *text = warc->bytes.bytes + warc->at;
  size_t left = left_of(warc), end = nst_headers_end(text, left, &warc->searched);
  if (!end && left <= NST_WARC_HEADER_BYTES && !warc->is_last) return NST_WARC_NEEDS_BYTES;
  nst_warc_record *record = &warc->record;
  begin_record(warc);
  if (!end || end > NST_WARC_HEADER_BYTES) {
    skip_line(warc);
    return damaged(warc, "its headers do not end");
  }
  nst_headers_unfold(text, end);
  record->kind = nst_header_find(text, end, "warc-type");
  record->url = nst_header_find(text, end, "warc-target-uri");
  record->date = nst_header_find(text, end, "warc-date");
  record->content_type = nst_header_find(text, end, "content-type");
  warc->at += end;
  if (!read_size(nst_header_find(text, end, "content-length"), &record->size))
    return damaged(warc, "its headers name no length");
  warc->searched = 0;
  warc->is_lost = false;
  warc->has_block = true;
  return NST_WARC_FOUND;
}

nst_warc_result nst_warc_next(nst_warc *warc, const nst_warc_record **record) {
  if (warc->has_block) warc->to_skip = warc->record.size;
  warc->has_block = false;
  warc->at += skip(warc, left_of(warc));
  if (warc->to_skip) return needs_bytes(warc);
  nst_warc_result result = find_record(warc);
  if (result == NST_WARC_FOUND) result = read_headers(warc);
  *record = &warc->record;
  return result;
}

const nst_warc_record *nst_warc_current(const nst_warc *warc) { return &warc->record; }

nst_warc_result nst_warc_block(nst_warc *warc, char **block) {
  uint64_t size = warc->record.size;
  size_t left = left_of(warc);
  bool is_whole = left >= size;
  if (!is_whole && !warc->is_last) return NST_WARC_NEEDS_BYTES;
  if (is_whole) *block = warc->bytes.bytes + warc->at;
  warc->has_block = false;
  warc->at += is_whole ? (size_t)size : left;
  if (!is_whole) warc->record.damage = "the file ends within the record";
  return is_whole ? NST_WARC_FOUND : NST_WARC_DAMAGED;
}
