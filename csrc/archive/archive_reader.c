/* uselocale is in POSIX 2008; Apple has it in a header of its own. */
#include "archive_reader.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#ifdef __APPLE__
#include <xlocale.h>
#endif

enum {
  READ_BYTES = 64 * 1024,
  /* Small things may be as dense as they like: nobody is hurt by 16 MB. */
  UNJUDGED_BYTES = 16 * 1024 * 1024,
  /* libarchive asks to try again where it skipped something odd. */
  MOST_RETRIES = 64
};

struct nsa_reader {
  struct archive *archive;
  nsa_source source;
  nsa_limits limits;
  locale_t utf8; /* names are in it, whatever the host's locale is; 0 where there is none */
  uint64_t bytes_in, bytes_out;
  const char *excess;  /* the limit that was met, as a part of a sentence */
  const char *problem; /* what libarchive does not say itself */
  char *buffer;
};

typedef int (*support)(struct archive *);

typedef struct kind {
  const char *name;
  support filter; /* NULL for none */
  support formats[3];
} kind;

static const kind kinds[] = {
    {"tar", NULL, {archive_read_support_format_tar, archive_read_support_format_empty, NULL}},
    {"zip", NULL, {archive_read_support_format_zip, archive_read_support_format_empty, NULL}},
#define COMPRESSED(name, filter)                                        \
  {                                                                     \
    name, filter, {                                                     \
      archive_read_support_format_tar, archive_read_support_format_raw, \
          archive_read_support_format_empty                             \
    }                                                                   \
  }
    COMPRESSED("gzip", archive_read_support_filter_gzip),
    COMPRESSED("bzip2", archive_read_support_filter_bzip2),
    COMPRESSED("xz", archive_read_support_filter_xz),
    COMPRESSED("zstd", archive_read_support_filter_zstd),
};

/* What was met of the limits, by all that came out, skipped or read. */
static bool is_too_much(nsa_reader *reader) {
  if (reader->excess) return true;
  int64_t unpacked = archive_filter_bytes(reader->archive, 0);
  uint64_t out = reader->bytes_out;
  if (unpacked > 0 && (uint64_t)unpacked > out) out = (uint64_t)unpacked;
  if (out > reader->limits.most_bytes)
    reader->excess =
        "it unpacks to more bytes than are allowed; the option "
        "most_unpacked allows more";
  else if (out > UNJUDGED_BYTES && out / reader->limits.most_ratio > reader->bytes_in)
    reader->excess =
        "it unpacks to so much more than its size that it looks like a bomb; the option "
        "most_ratio allows more";
  return reader->excess != NULL;
}

static la_ssize_t read_source(struct archive *archive, void *context, const void **bytes) {
  nsa_reader *reader = context;
  const char *given = NULL;
  if (is_too_much(reader)) {
    archive_set_error(archive, EIO, "%s", reader->excess);
    return -1;
  }
  ptrdiff_t size = reader->source.read(reader->source.context, &given);
  if (size < 0) {
    archive_set_error(archive, EIO, "its bytes cannot be read");
    return -1;
  }
  *bytes = given;
  reader->bytes_in += (uint64_t)size;
  return (la_ssize_t)size;
}

static la_int64_t seek_source(struct archive *archive, void *context, la_int64_t offset,
                              int whence) {
  nsa_reader *reader = context;
  (void)archive;
  int64_t position = reader->source.seek(reader->source.context, offset, whence);
  return position < 0 ? ARCHIVE_FATAL : position;
}

static const kind *find_kind(const char *name) {
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (strcmp(kinds[i].name, name) == 0) return kinds + i;
  return NULL;
}

/* A filter that libarchive has no library for would run a program: ARCHIVE_WARN
   says so, and is refused. */
static bool enable(nsa_reader *reader, const kind *chosen) {
  if (chosen->filter && chosen->filter(reader->archive) != ARCHIVE_OK) {
    reader->problem = "libarchive was built without its compression";
    return false;
  }
  for (size_t i = 0; i < 3 && chosen->formats[i]; i++)
    if (chosen->formats[i](reader->archive) != ARCHIVE_OK) return false;
  return true;
}

static bool open_archive(nsa_reader *reader) {
  struct archive *archive = reader->archive;
  if (archive_read_set_read_callback(archive, read_source) != ARCHIVE_OK ||
      archive_read_set_callback_data(archive, reader) != ARCHIVE_OK)
    return false;
  if (reader->source.seek && archive_read_set_seek_callback(archive, seek_source) != ARCHIVE_OK)
    return false;
  return archive_read_open1(archive) == ARCHIVE_OK;
}

nsa_status nsa_open(const char *name, const nsa_source *source, const nsa_limits *limits,
                    nsa_reader **result) {
  *result = NULL;
  nsa_reader *reader = calloc(1, sizeof *reader);
  if (!reader) return NSA_NO_MEMORY;
  reader->source = *source;
  reader->limits = *limits;
  if (!reader->limits.most_ratio) reader->limits.most_ratio = 1;
  reader->archive = archive_read_new();
  reader->buffer = malloc(READ_BYTES);
  if (!reader->archive || !reader->buffer) {
    nsa_close(reader);
    return NSA_NO_MEMORY;
  }
  *result = reader;
  reader->utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
  const kind *chosen = find_kind(name);
  if (!chosen) {
    reader->problem = "of no kind that is known";
    return NSA_BROKEN;
  }
  return enable(reader, chosen) && open_archive(reader) ? NSA_OK : NSA_BROKEN;
}

void nsa_close(nsa_reader *reader) {
  if (!reader) return;
  if (reader->archive) archive_read_free(reader->archive);
  if (reader->utf8) freelocale(reader->utf8);
  free(reader->buffer);
  free(reader);
}

static locale_t enter(nsa_reader *reader) {
  return reader->utf8 ? uselocale(reader->utf8) : (locale_t)0;
}

static void leave(locale_t before) {
  if (before) uselocale(before);
}

static nsa_status status_of(int code) {
  switch (code) {
    case ARCHIVE_OK:
    case ARCHIVE_WARN: return NSA_OK;
    case ARCHIVE_EOF: return NSA_END;
    case ARCHIVE_FAILED:
    case ARCHIVE_RETRY: return NSA_BAD;
    default: return NSA_BROKEN;
  }
}

nsa_status nsa_next(nsa_reader *reader, nsa_member *member) {
  struct archive_entry *entry = NULL;
  locale_t before = enter(reader);
  int code = ARCHIVE_RETRY;
  for (int i = 0; i < MOST_RETRIES && code == ARCHIVE_RETRY; i++)
    code = archive_read_next_header(reader->archive, &entry);
  nsa_status status = reader->excess ? NSA_BROKEN : status_of(code);
  if (status == NSA_OK) {
    member->name = archive_entry_pathname(entry);
    member->is_file = archive_entry_filetype(entry) == AE_IFREG && !archive_entry_hardlink(entry);
    member->is_encrypted = archive_entry_is_encrypted(entry);
  }
  leave(before);
  return status;
}

bool nsa_is_single(const nsa_reader *reader) {
  return archive_format(reader->archive) == ARCHIVE_FORMAT_RAW;
}

nsa_status nsa_read(nsa_reader *reader, const char **bytes, size_t *size) {
  locale_t before = enter(reader);
  la_ssize_t count = ARCHIVE_RETRY;
  for (int i = 0; i < MOST_RETRIES && count == ARCHIVE_RETRY; i++)
    count = archive_read_data(reader->archive, reader->buffer, READ_BYTES);
  leave(before);
  if (count > 0) reader->bytes_out += (uint64_t)count;
  if (is_too_much(reader)) return NSA_BROKEN;
  if (count < 0) return status_of((int)count) == NSA_BROKEN ? NSA_BROKEN : NSA_BAD;
  if (count == 0) return NSA_END;
  *bytes = reader->buffer;
  *size = (size_t)count;
  return NSA_OK;
}

const char *nsa_message(const nsa_reader *reader) {
  if (reader->excess) return reader->excess;
  if (reader->problem) return reader->problem;
  const char *message = archive_error_string(reader->archive);
  return message ? message : "it is damaged";
}

const char *nsa_library(void) { return archive_version_string(); }
