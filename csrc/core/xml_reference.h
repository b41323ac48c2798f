/* xml_reference.h: references to characters, as feeds write them. */
#ifndef NEWSSTAT_XML_REFERENCE_H
#define NEWSSTAT_XML_REFERENCE_H

#include "newsstat.h"

/* Appends to out, as XML, what stands behind an `&`: a number of a character
   that XML allows, and XML's and HTML's names, stand for it; all else, and what
   is not closed by `;`, is text.  Fails with NST_NO_MEMORY only. */
nst_status nst_xml_reference(const char *word, size_t size, bool closed, nst_buffer *out);

#endif
