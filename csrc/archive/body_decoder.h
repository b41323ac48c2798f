/* body_decoder.h: bodies as HTTP sends them, in the encodings that are no files:
   "deflate" by zlib and "br" by Brotli's decoder, each where the build found the
   library. */
#ifndef NEWSSTAT_BODY_DECODER_H
#define NEWSSTAT_BODY_DECODER_H

#include "archive_reader.h"

/* Decodes a body that is held in memory.  *bytes, which may be NULL for none, is
   freed with free by the caller; on failure it is NULL, and *problem is a part
   of a sentence, which lives for ever.  The limits are those of archives.
   Linear in what comes in and out; no state is shared between calls. */
nsa_status nsa_decode_body(const char *encoding, const char *body, size_t body_size,
                           const nsa_limits *limits, char **bytes, size_t *size,
                           const char **problem);

#endif
