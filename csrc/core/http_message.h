/* http_message.h: headers as HTTP, mail and WARC write them, and responses that crawlers keep. */
#ifndef NEWSSTAT_HTTP_MESSAGE_H
#define NEWSSTAT_HTTP_MESSAGE_H

#include "newsstat.h"

/* The bytes up to behind the first empty line; 0 where there is none yet.  *searched, 0 at first,
   tells the next call with more of the same bytes where to go on. */
size_t nst_headers_end(const char *bytes, size_t size, size_t *searched);

/* Joins the lines of each value that goes on in further ones, in place. */
void nst_headers_unfold(char *bytes, size_t size);

/* The value of the first header of a name, which is given in lower case, without white space
   around it; bytes NULL where there is none.  Time is that of reading all headers. */
nst_slice nst_header_find(const char *bytes, size_t size, const char *name);

typedef struct nst_http_response {
  unsigned status;
  nst_slice content_type, content_encoding, transfer_encoding;
  nst_slice body; /* as it was sent: perhaps chunked, and compressed */
} nst_http_response;

/* Reads a response; its slices are parts of bytes, which are changed as by nst_headers_unfold.
   Returns NULL, or a constant sentence that says what is wrong. */
const char *nst_http_response_read(char *bytes, size_t size, nst_http_response *response);

#endif
