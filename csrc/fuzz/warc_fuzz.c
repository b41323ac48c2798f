/* Fuzzing of WARC files.  The first byte chooses the size of the pieces in which the rest is given;
   in pieces it has to come out as it does whole.  Each record lies behind the one before. */
#include "core/warc.h"
#include "fuzz.h"

static void add_number(nst_buffer *out, uint64_t number) {
  char text[32];
  int size = snprintf(text, sizeof text, "%llu ", (unsigned long long)number);
  require(nst_buffer_append(out, text, (size_t)size) == NST_OK, "memory");
}

static void add_slice(nst_buffer *out, nst_slice slice) {
  if (slice.bytes) require(nst_buffer_append(out, slice.bytes, slice.size) == NST_OK, "memory");
  require(nst_buffer_append(out, "|", 1) == NST_OK, "memory");
}

static void add_record(nst_buffer *out, const nst_warc_record *record, size_t size) {
  add_number(out, record->number);
  add_number(out, record->offset);
  add_number(out, record->size);
  require(record->offset < size, "a record behind the end");
  add_slice(out, record->kind);
  add_slice(out, record->url);
  add_slice(out, record->date);
  add_slice(out, record->content_type);
  if (record->damage) add_slice(out, (nst_slice){record->damage, strlen(record->damage)});
}

static void add_block(nst_buffer *out, char *block, size_t size) {
  nst_http_response response;
  add_slice(out, (nst_slice){block, size});
  const char *damage = nst_http_response_read(block, size, &response);
  if (damage) return;
  require(response.status < 1000, "a status that cannot be");
  require(response.body.bytes + response.body.size == block + size, "a body with another end");
  add_slice(out, response.content_type);
  add_slice(out, response.content_encoding);
  add_slice(out, response.transfer_encoding);
}

typedef struct source {
  const char *bytes;
  size_t size, at, step;
} source;

static void give_more(nst_warc *warc, source *from) {
  size_t left = from->size - from->at, taken = left < from->step ? left : from->step;
  require(nst_warc_add(warc, from->bytes + from->at, taken) == NST_OK, "memory");
  from->at += taken;
}

/* Every other block is passed over. */
static void read_warc(source from, nst_buffer *out) {
  nst_warc *warc;
  const nst_warc_record *record;
  nst_warc_result result;
  require(nst_warc_create(NULL, &warc) == NST_OK, "memory");
  size_t number = 0;
  while ((result = nst_warc_next(warc, &record)) != NST_WARC_OVER) {
    if (result == NST_WARC_NEEDS_BYTES) {
      give_more(warc, &from);
      continue;
    }
    require(record->number == ++number, "a record without its number");
    add_record(out, record, from.size);
    if (result == NST_WARC_DAMAGED || record->number % 2 == 0) continue;
    char *block = NULL;
    uint64_t size = record->size;
    while ((result = nst_warc_block(warc, &block)) == NST_WARC_NEEDS_BYTES) give_more(warc, &from);
    if (result == NST_WARC_FOUND) add_block(out, block, (size_t)size);
  }
  nst_warc_destroy(warc);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (!size) return 0;
  source whole = {(const char *)data + 1, size - 1, 0, size}, pieces = whole;
  pieces.step = data[0] % 64 + 1;
  nst_buffer one, other;
  nst_buffer_init(&one, NULL);
  nst_buffer_init(&other, NULL);
  read_warc(whole, &one);
  read_warc(pieces, &other);
  require_same(&one, &other, "pieces come out otherwise");
  nst_buffer_free(&one);
  nst_buffer_free(&other);
  return 0;
}
