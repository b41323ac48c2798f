/* html_names.h: the HTML standard's named character references, as data.
   html_names.c is made by derive_html_names.py. */
#ifndef NEWSSTAT_HTML_NAMES_H
#define NEWSSTAT_HTML_NAMES_H

#include <stdint.h>

/* A name without "&" and ";", and the one or two characters it stands for. */
typedef struct nst_html_name {
  uint16_t letters; /* where it stands in nst_html_name_letters */
  uint16_t text;    /* where its UTF-8 stands in nst_html_name_texts */
  uint8_t size;
  uint8_t text_size;
  uint8_t bare; /* 1 where it counts without ";" too */
} nst_html_name;

enum {
  NST_HTML_NAME_SLOTS = 4096,    /* a power of two */
  NST_HTML_NO_NAME = 0xFFFF,     /* an empty slot */
  NST_HTML_LONGEST_NAME = 31,    /* CounterClockwiseContourIntegral */
  NST_HTML_LONGEST_BARE_NAME = 6 /* Aacute */
};

extern const unsigned char nst_html_name_letters[];
extern const unsigned char nst_html_name_texts[];
extern const nst_html_name nst_html_names[];

/* Numbers of names by hash; a name stands in the first free slot from its own. */
extern const uint16_t nst_html_name_slots[];

#endif
