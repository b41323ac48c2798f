/* xml_elements.h: the elements that are open while XML is repaired. */
#ifndef NEWSSTAT_XML_ELEMENTS_H
#define NEWSSTAT_XML_ELEMENTS_H

#include "xml_repair.h"

/* Keeps the first damage; problem is constant. */
void nst_xml_damage(nst_xml_repair *repair, const char *problem);

/* Puts out the tag that was made, and opens its element unless it is empty. */
void nst_xml_open(nst_xml_repair *repair, bool is_empty);

/* Closes the innermost element of that name and all inside it; without one it
   does nothing.  The root stays open: a second document may follow. */
void nst_xml_close(nst_xml_repair *repair, const char *name, size_t size);

void nst_xml_close_all(nst_xml_repair *repair);

/* The name of the innermost open item or entry, or NULL. */
const char *nst_xml_open_entry(const nst_xml_repair *repair, size_t *size);

/* Whether only the root is open, and its end was read. */
bool nst_xml_root_ended(const nst_xml_repair *repair);

#endif
