/* warc.h: the records of a WARC file (ISO 28500), framed: headers, and blocks of as many bytes as
   they name.  Bytes come in pieces of any size; memory follows the largest block that is asked for,
   since others are passed over as they come.  Time is linear in the bytes. */
#ifndef NEWSSTAT_WARC_H
#define NEWSSTAT_WARC_H

#include "http_message.h"

/* Longer headers are no record's. */
enum { NST_WARC_HEADER_BYTES = 1024 * 1024 };

typedef struct nst_warc nst_warc;

typedef struct nst_warc_record {
  size_t number;   /* from 1; what is no record, once for all in a row, has one too */
  uint64_t offset; /* of its first byte in the file */
  uint64_t size;   /* bytes of its block */
  nst_slice kind, url, date, content_type; /* of its headers */
  const char *damage;                      /* constant; what is wrong with it, or NULL */
} nst_warc_record;

typedef enum nst_warc_result {
  NST_WARC_FOUND,
  NST_WARC_NEEDS_BYTES,
  NST_WARC_DAMAGED, /* the record says why */
  NST_WARC_OVER
} nst_warc_result;

/* Fails with NST_NO_MEMORY only.  allocator may be NULL.  The caller destroys it. */
nst_status nst_warc_create(const nst_allocator *allocator, nst_warc **out);
void nst_warc_destroy(nst_warc *warc);

/* Adds the next bytes, which are copied as far as they are not passed over; none say that no more
   come.  Call it only where bytes were needed: what was found before is no longer valid. */
nst_status nst_warc_add(nst_warc *warc, const char *bytes, size_t size);

/* The next record's headers; the block of the one before is passed over where nobody asked for it.
   *record is set where one was found or is damaged, and valid until the next call.  Behind damage
   it goes on with the next line that begins a record. */
nst_warc_result nst_warc_next(nst_warc *warc, const nst_warc_record **record);

/* The record that the last call was about. */
const nst_warc_record *nst_warc_current(const nst_warc *warc);

/* The block of the record that was found last: as many bytes as it names, which the caller may
   change; valid until the next call.  DAMAGED where the file ends before it does. */
nst_warc_result nst_warc_block(nst_warc *warc, char **block);

#endif
