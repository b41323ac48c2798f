/* xml_cdata.c: CDATA sections, and those that are never closed. */
#include "xml_elements.h"
#include "xml_states.h"

static void put_cdata(nst_xml_repair *repair, const char *bytes, size_t size) {
  if (!size || !repair->started || nst_xml_hand_over(repair, bytes, size)) return;
  if (!repair->in_cdata) NST_XML_PUT(repair, "<![CDATA[");
  repair->in_cdata = true;
  nst_xml_put(repair, bytes, size);
}

void nst_xml_close_cdata(nst_xml_repair *repair) {
  if (repair->in_cdata) NST_XML_PUT(repair, "]]>");
  repair->in_cdata = false;
}

static void release_brackets(nst_xml_repair *repair) {
  for (; repair->brackets; repair->brackets--) put_cdata(repair, "]", 1);
}

/* Follows the bytes of the open entry's end tag: where one stands inside a
   section, its end is missing.  True while c belongs to it. */
static bool match_entry_end(nst_xml_repair *repair, char c) {
  size_t size, n = repair->matched;
  if (n < 2) {
    if (c != "</"[n]) return false;
    repair->matched++;
    return true;
  }
  const char *name = nst_xml_open_entry(repair, &size);
  if (!name || c != (n < size + 2 ? name[n - 2] : '>')) return false;
  repair->matched++;
  if (n == size + 2) {
    repair->matched = 0;
    repair->state = NST_XML_TEXT;
    nst_xml_close_cdata(repair);
    nst_xml_damage(repair, "a CDATA section is not closed by ]]>");
    memcpy(repair->word, name, size);
    nst_xml_close(repair, repair->word, size);
  }
  return true;
}

static void release_match(nst_xml_repair *repair) {
  size_t size;
  const char *name = nst_xml_open_entry(repair, &size);
  if (repair->matched) put_cdata(repair, "</", repair->matched < 2 ? 1 : 2);
  if (repair->matched > 2) put_cdata(repair, name, repair->matched - 2);
  repair->matched = 0;
}

size_t nst_xml_read_cdata(nst_xml_repair *repair, const char *text, size_t size) {
  /* First, or leaving it out would join `]]` and `>`. */
  if (nst_xml_is_forbidden(text, size)) return nst_xml_forbidden_size(*text);
  if (repair->matched) {
    if (match_entry_end(repair, *text)) return 1;
    release_match(repair);
  }
  if (*text == ']') {
    repair->brackets++;
    return 1;
  }
  if (*text == '>' && repair->brackets >= 2) {
    repair->brackets -= 2;
    release_brackets(repair);
    nst_xml_close_cdata(repair);
    repair->state = NST_XML_TEXT;
    return 1;
  }
  release_brackets(repair);
  size_t run = nst_xml_run(text, size, NST_XML_IN_CDATA);
  put_cdata(repair, text, run);
  if (run) return run;
  nst_xml_note_replacement(repair, text, size);
  if (*text == '<' && match_entry_end(repair, *text)) return 1;
  char c = nst_xml_line_end(repair, *text);
  put_cdata(repair, &c, 1);
  return 1;
}

void nst_xml_abandon_cdata(nst_xml_repair *repair) {
  release_match(repair);
  release_brackets(repair);
  nst_xml_close_cdata(repair);
}
