/* image_writer.h: puts the parts of a lexicon into an image. */
#ifndef NEWSSTAT_IMAGE_WRITER_H
#define NEWSSTAT_IMAGE_WRITER_H

#include "double_array.h"

typedef struct nst_image_parts {
  const nst_alphabet *alphabet; /* numbered */
  const nst_word_list *list;    /* sorted */
  const nst_model *models;      /* for each code; what the trie and costs tell is filled in */
  const uint16_t (*doubles)[2]; /* codes of surnames of two characters */
  uint32_t double_count;
  const nst_pair *pairs; /* NST_PAIRS of them; `words` is filled in */
} nst_image_parts;

/* Builds the trie of the list's words and writes the image to out, in place of
   what it held. */
nst_status nst_image_write(const nst_image_parts *parts, nst_buffer *out);

#endif
