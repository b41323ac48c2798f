/* json_scan.h: values of JSON passed over, and strings and numbers read, at the speed of memory.
   What is read is what any parser of JSON reads; what is not plainly well-formed (also NUL in a
   string, \u0000, lone surrogates, values nested deeper than NST_JSON_DEPTH) is refused, and left
   to one that knows what to say of it. */
#ifndef NEWSSTAT_JSON_SCAN_H
#define NEWSSTAT_JSON_SCAN_H

#include "newsstat.h"

enum { NST_JSON_DEPTH = 64 };

typedef struct nst_json_scan {
  const char *text; /* UTF-8; not owned */
  size_t size;
  size_t at;          /* where reading stands */
  nst_buffer scratch; /* of strings with escapes; the caller makes and frees it */
  nst_status status;  /* NST_OK or NST_NO_MEMORY */
} nst_json_scan;

/* The next byte that is no white space, which is passed over; 0 at the end. */
char nst_json_peek(nst_json_scan *scan);

/* Passes over one byte, where it comes next. */
bool nst_json_take(nst_json_scan *scan, char c);

/* Reads a string, whose bytes are valid until the next one is read.  False where none comes. */
bool nst_json_string(nst_json_scan *scan, nst_slice *string);

/* Reads a whole number of at most 15 digits; no other numbers. */
bool nst_json_whole_number(nst_json_scan *scan, double *number);

/* Passes over a literal: true, false or null. */
bool nst_json_literal(nst_json_scan *scan, const char *literal);

/* Passes over a value of any kind. */
bool nst_json_skip(nst_json_scan *scan);

#endif
