/* Fuzzing of archives and of encoded bodies.  The first byte chooses the kind and
   whether the source can seek, the second the size of the pieces in which the
   rest is given.  What comes out keeps within the limits, and reading ends. */
#include "archive/archive_reader.h"
#include "archive/body_decoder.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST_BYTES = 1 << 22, MOST_RATIO = 100, MOST_FAILURES = 50, READ_BYTES = 64 * 1024 };

typedef struct bytes {
  const char *bytes;
  size_t size, at, step;
} bytes;

static void require(bool holds, const char *what) {
  if (holds) return;
  fprintf(stderr, "finding: %s\n", what);
  abort();
}

static ptrdiff_t read_bytes(void *context, const char **given) {
  bytes *self = context;
  size_t left = self->size - self->at;
  size_t count = left < self->step ? left : self->step;
  *given = self->bytes + self->at;
  self->at += count;
  return (ptrdiff_t)count;
}

static int64_t seek_bytes(void *context, int64_t offset, int whence) {
  bytes *self = context;
  int64_t base = whence == SEEK_SET ? 0 : (int64_t)(whence == SEEK_CUR ? self->at : self->size);
  int64_t position = base + offset;
  if (position < 0) return -1;
  self->at = position > (int64_t)self->size ? self->size : (size_t)position;
  return (int64_t)self->at;
}

/* Reads an open member; the number of its bytes. */
static uint64_t read_member(nsa_reader *reader) {
  uint64_t total = 0;
  const char *given;
  size_t size;
  volatile char sum = 0;
  while (nsa_read(reader, &given, &size) == NSA_OK) {
    require(size > 0 && size <= READ_BYTES, "a part of no size");
    for (size_t i = 0; i < size; i++) sum = (char)(sum + given[i]);
    total += size;
  }
  return total;
}

static void decode(const char *encoding, const char *body, size_t body_size) {
  nsa_limits limits = {MOST_BYTES, MOST_RATIO};
  char *decoded;
  size_t size;
  const char *problem;
  nsa_status status =
      nsa_decode_body(encoding, body, body_size, &limits, &decoded, &size, &problem);
  require(status == NSA_OK || (!decoded && problem), "a failure without a message");
  require(size <= (size_t)2 * MOST_BYTES, "more came out than is allowed");
  free(decoded);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const char *const kinds[] = {"tar", "zip", "gzip", "bzip2", "xz", "zstd", "none"};
  if (size < 2) return 0;
  if ((data[0] & 0x7F) == 0x7E) decode("deflate", (const char *)data + 2, size - 2);
  if ((data[0] & 0x7F) == 0x7F) decode("br", (const char *)data + 2, size - 2);
  if ((data[0] & 0x7F) >= 0x7E) return 0;
  bytes input = {(const char *)data + 2, size - 2, 0, (size_t)data[1] * 4 + 1};
  nsa_source source = {&input, read_bytes, data[0] & 0x80 ? seek_bytes : NULL};
  nsa_limits limits = {MOST_BYTES, MOST_RATIO};
  nsa_reader *reader;
  nsa_status status = nsa_open(kinds[data[0] % 7], &source, &limits, &reader);
  nsa_member member = {NULL, false, false};
  uint64_t total = 0;
  unsigned failures = 0, count = 0;
  while (status == NSA_OK && failures < MOST_FAILURES) {
    status = nsa_next(reader, &member);
    if (status == NSA_BAD) {
      failures++;
      status = NSA_OK;
      continue;
    }
    if (status != NSA_OK) break;
    if (member.name) require(strlen(member.name) < SIZE_MAX, "a name without end");
    if (count++ % 3 != 2) total += read_member(reader);
    require(total <= MOST_BYTES + READ_BYTES, "more came out than is allowed");
  }
  if (reader) require(nsa_message(reader) != NULL, "no message");
  nsa_close(reader);
  return 0;
}
