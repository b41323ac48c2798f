/* xml_reference.h: references to characters, as feeds write them. */
#ifndef NEWSSTAT_XML_REFERENCE_H
#define NEWSSTAT_XML_REFERENCE_H

#include "newsstat.h"

/* The character that a word between `&` and `;` stands for: a number of one that
   XML allows, or one of XML's and HTML's names.  0 where it stands for none, and is text. */
uint32_t nst_xml_reference(const char *word, size_t size);

#endif
