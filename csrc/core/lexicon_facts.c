/* lexicon_facts.c: what a lexicon consists of. */
#include "lexicon.h"

nst_lexicon_facts nst_lexicon_describe(const nst_lexicon *lexicon) {
  const nst_image_header *header = lexicon->header;
  return (nst_lexicon_facts){.words = header->words,
                             .characters = header->codes - 1,
                             .tags = header->tags,
                             .longest = header->longest,
                             .size = (size_t)header->size,
                             .version = header->version,
                             .checksum = header->checksum};
}
