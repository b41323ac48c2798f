/* The language of any bytes: found in time, and the same again. */
#include "fuzz.h"

static nst_lexicon *lexicon; /* opened once: it is read only */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (!lexicon) require(nst_lexicon_open_builtin(NULL, &lexicon) == NST_OK, "the lexicon opens");
  const char *language = nst_text_language(lexicon, (const char *)data, size);
  require(language == nst_text_language(lexicon, (const char *)data, size), "it stays the same");
  require(!language || (strlen(language) >= 2 && strlen(language) <= 7), "it is a tag");
  return 0;
}
