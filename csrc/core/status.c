#include "newsstat.h"

#include <libxml/xmlversion.h>
#include <unicode/uvernum.h>

const char *nst_status_text(nst_status status) {
  switch (status) {
    case NST_OK: return "no error";
    case NST_NO_MEMORY: return "out of memory";
    case NST_TOO_LARGE: return "the input is too large";
    case NST_DAMAGED:
      return "not a lexicon image, or a damaged one: compile it with newsstat lexicon compile";
    case NST_OTHER_FORMAT:
      return "a lexicon image of another version or byte order: compile it again with "
             "newsstat lexicon compile";
    case NST_UNICODE:
      return "ICU failed; if its data is missing, install it (Alpine: icu-data-full)";
    case NST_XML: return "libxml2 gave up on the XML: it has too many names or namespaces";
    case NST_UNKNOWN_ZONE: return "unknown time zone; use an IANA name such as Asia/Shanghai";
    case NST_BAD_LINE: return "a line of the word list is not understood";
    case NST_SYSTEM: return "the file could not be opened or mapped";
    case NST_CANCELLED: return "cancelled";
    case NST_TEMPORARY_FILE:
      return "a temporary file could not be read back; name a folder on another disk in TMPDIR";
  }
  return "unknown status";
}

const char *nst_icu_version(void) { return U_ICU_VERSION; }

const char *nst_libxml2_version(void) { return LIBXML_DOTTED_VERSION; }
