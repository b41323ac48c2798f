/* archive_reader.h: the files in an archive, or the one file in a compressed
   one, read in order and without writing any to disk.

   A thin layer over libarchive that enables one compression and one kind of
   archive at a time, and stops what unpacks to too much.  libarchive allocates
   with libc, in amounts that the formats bound.  No function here is safe for
   two threads on one reader; readers do not share anything. */
#ifndef NEWSSTAT_ARCHIVE_READER_H
#define NEWSSTAT_ARCHIVE_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct nsa_reader nsa_reader;

/* Where the archive's bytes come from. */
typedef struct nsa_source {
  void *context;
  /* Gives the next bytes, which stay until the next call.  Returns their
     number, 0 at the end, -1 on failure. */
  ptrdiff_t (*read)(void *context, const char **bytes);
  /* Moves as fseek does and returns the new position, or -1.  NULL where the
     source cannot: zip files are then read in order of their entries. */
  int64_t (*seek)(void *context, int64_t offset, int whence);
} nsa_source;

/* How much may come out of it. */
typedef struct nsa_limits {
  uint64_t most_bytes; /* in all */
  uint64_t most_ratio; /* bytes out for each byte in, once there are 16 MB */
} nsa_limits;

typedef enum nsa_status {
  NSA_OK,
  NSA_END,    /* no further file, or no further bytes of it */
  NSA_BAD,    /* this file is damaged; the next may be good */
  NSA_BROKEN, /* nothing further can be read */
  NSA_NO_MEMORY
} nsa_status;

typedef struct nsa_member {
  const char *name; /* as the archive has it, until the next call; any bytes, or NULL */
  bool is_file;     /* no folder, link or device */
  bool is_encrypted;
} nsa_member;

/* Opens an archive.  kind is "tar", "zip", "gzip", "bzip2", "xz" or "zstd"; what
   a compressed one holds may be a tar file, which is opened too.  *reader is
   NULL without memory, else it is there even where opening fails, for its
   message. */
nsa_status nsa_open(const char *kind, const nsa_source *source, const nsa_limits *limits,
                    nsa_reader **reader);

/* NULL is fine.  The source is not called again. */
void nsa_close(nsa_reader *reader);

/* Goes to the next file; what was not read of the last one is skipped. */
nsa_status nsa_next(nsa_reader *reader, nsa_member *member);

/* Whether it is a compressed file that holds no archive: then it has one
   member, whose name says nothing.  Known after the first nsa_next. */
bool nsa_is_single(const nsa_reader *reader);

/* Gives the next bytes of the file, which stay until the next call. */
nsa_status nsa_read(nsa_reader *reader, const char **bytes, size_t *size);

/* What went wrong last, as a part of a sentence; never NULL. */
const char *nsa_message(const nsa_reader *reader);

/* "libarchive 3.6.2" */
const char *nsa_library(void);

#endif
