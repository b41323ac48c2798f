/* Fuzzes the reader of lexicon images: the input changes an image of few words
   at the places it names, the checksum is made right again, and whatever opens
   is used.  An input is a list of changes: a section (1 byte), a place in it (4
   bytes) and 4 bytes to put there; from the byte 0xFF on it is the text to cut. */
#include "core/lexicon.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char words[] =
    "我 9000 r\n来到 80 v\n北京 700 ns\n中国国际展览中心 3 nt +\n增长 5\nT恤 3\nCOVID-19 9 n\n";
static const char text_before[] =
    "我來到北京，王小明、欧阳修与布林肯在第21届中国国际展览中心看一千二百三十万人次3.5%增长T恤";

enum { SECTIONS = 9, CHANGE = 9, END_OF_CHANGES = 0xFF };

/* An image that is made once; the fuzzer copies it for each input. */
static nst_buffer made;

static int make_image(void) {
  nst_lexicon *base;
  nst_buffer_init(&made, NULL);
  if (nst_lexicon_open_builtin(NULL, &base) != NST_OK) return 0;
  nst_status status = nst_lexicon_compile(base, words, sizeof words - 1, false, &made, NULL);
  nst_lexicon_close(base);
  return status == NST_OK;
}

static void change(char *image, const uint8_t *data) {
  nst_image_header header;
  memcpy(&header, made.bytes, sizeof header);
  uint32_t place, section = data[0] % SECTIONS;
  memcpy(&place, data + 1, 4);
  size_t from = section ? (&header.index_at)[section - 1] : NST_CHECKED_FROM;
  size_t end = section + 1 < SECTIONS ? (&header.index_at)[section] : made.size;
  memcpy(image + from + place % (end - from - 3), data + 5, 4);
}

static void cut(nst_segmenter *segmenter, const nst_lexicon *lexicon, const char *text,
                size_t size) {
  const nst_word *found;
  size_t count, at = 0;
  nst_segmenter_start(segmenter, text, size);
  while (nst_segmenter_next(segmenter, &found, &count) == NST_OK && count)
    for (size_t i = 0; i < count; i++) {
      nst_word parts[NST_MOST_PARTS];
      if (found[i].first != at || !found[i].size || strlen(found[i].tag) >= NST_TAG_SIZE) abort();
      at += found[i].size;
      nst_word_parts(lexicon, text, found + i, parts);
    }
  if (at != size) abort();
}

static void use(const nst_lexicon *lexicon, const char *text, size_t size) {
  nst_segmenter *segmenter;
  if (nst_segmenter_create(lexicon, NULL, &segmenter) != NST_OK) return;
  cut(segmenter, lexicon, text, size);
  nst_segmenter_set_fine(segmenter, true);
  cut(segmenter, lexicon, text_before, sizeof text_before - 1);
  nst_segmenter_destroy(segmenter);
  nst_lexicon_find(lexicon, text, size, NULL, NULL);
  nst_buffer key;
  nst_buffer_init(&key, NULL);
  nst_lexicon_fold(lexicon, text, size, &key);
  nst_buffer_free(&key);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (!made.size && !make_image()) abort();
  char *image = malloc(made.size);
  if (!image) return 0;
  memcpy(image, made.bytes, made.size);
  for (; size >= CHANGE && *data != END_OF_CHANGES; size -= CHANGE, data += CHANGE)
    change(image, data);
  nst_image_header *header = (void *)image;
  header->size = made.size;
  header->checksum = nst_image_checksum(image + NST_CHECKED_FROM, made.size - NST_CHECKED_FROM);
  nst_lexicon *lexicon;
  if (nst_lexicon_open_memory(image, made.size, NULL, &lexicon) == NST_OK) {
    use(lexicon, (const char *)data, size);
    nst_lexicon_close(lexicon);
  }
  free(image);
  return 0;
}
