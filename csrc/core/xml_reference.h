/* xml_reference.h: references to characters, as feeds write them. */
#ifndef NEWSSTAT_XML_REFERENCE_H
#define NEWSSTAT_XML_REFERENCE_H

#include "newsstat.h"

/* The character that a word between `&` and `;` stands for: a number of one that
   XML allows, or one of XML's and HTML's names.  0 where it stands for none, and is text. */
uint32_t nst_xml_reference(const char *word, size_t size);

/* The next piece of text from *at on, which is less than size, as XML has to write it, and *at
   behind it: what stands for itself, or the reference of one character. */
nst_slice nst_xml_escaped(const char *text, size_t size, size_t *at);

#endif
