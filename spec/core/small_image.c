#include "small_image.h"

#include "core/newsstat.h"

#include <stdlib.h>
#include <string.h>

enum { CODES = SMALL_LETTERS + 1, PAGES = 2, TAGS = 2, DOUBLES = 1 };

static uint32_t aligned(uint32_t size) { return (size + 7u) & ~7u; }

/* A node for each letter is room enough; every node has a stretch of units of
   its own, so that no two meet. */
static nst_image_header layout_for(const small_word *words, size_t count) {
  uint32_t nodes = 1, longest = 0;
  for (size_t i = 0; i < count; i++) {
    uint32_t letters = (uint32_t)strlen(words[i].letters);
    nodes += letters;
    if (letters > longest) longest = letters;
  }
  nst_image_header header = {.byte_order = NST_IMAGE_BYTE_ORDER,
                             .version = NST_IMAGE_VERSION,
                             .words = (uint32_t)count,
                             .pages = PAGES,
                             .codes = CODES,
                             .units = 1 + nodes * CODES,
                             .tags = TAGS,
                             .longest = longest,
                             .unknown_cost = SMALL_UNKNOWN_COST,
                             .doubles = DOUBLES};
  memcpy(header.magic, NST_IMAGE_MAGIC, sizeof header.magic);
  header.index_at = aligned(sizeof header);
  header.pages_at = aligned(header.index_at + NST_BLOCKS * 2);
  header.folded_at = aligned(header.pages_at + PAGES * NST_BLOCK_SIZE * 4);
  header.models_at = aligned(header.folded_at + CODES * 4);
  header.doubles_at = aligned(header.models_at + CODES * (uint32_t)sizeof(nst_model));
  header.pairs_at = aligned(header.doubles_at + DOUBLES * 4);
  header.units_at = aligned(header.pairs_at + NST_PAIRS * 4);
  header.names_at = aligned(header.units_at + header.units * 8);
  header.size = header.names_at + TAGS * NST_TAG_SIZE;
  return header;
}

static void fill_characters(char *image, const nst_image_header *header) {
  uint16_t *index = (void *)(image + header->index_at);
  nst_character *pages = (void *)(image + header->pages_at);
  uint32_t *folded = (void *)(image + header->folded_at);
  nst_model *models = (void *)(image + header->models_at);
  const uint8_t never = NST_NEVER;
  index[SMALL_FIRST / NST_BLOCK_SIZE] = 1;
  for (uint16_t i = 0; i < SMALL_LETTERS; i++) {
    pages[NST_BLOCK_SIZE + i] = (nst_character){(uint16_t)(i + 1), NST_CLASS_HAN, 0};
    folded[i + 1] = SMALL_FIRST + i;
  }
  for (uint16_t code = 0; code < CODES; code++)
    models[code] = (nst_model){never, never, never, never, never, never, never, .key = code};
}

static void fill_words(char *image, const nst_image_header *header, const small_word *words,
                       size_t count) {
  nst_unit *units = (void *)(image + header->units_at);
  uint32_t free_base = 1 + CODES;
  for (uint32_t i = 0; i < header->units; i++)
    units[i] = (nst_unit){0, NST_FREE_LABEL, NST_NO_COST};
  units[0].base_and_tag = 1 << 8;
  for (size_t i = 0; i < count; i++) {
    nst_unit *unit = units;
    for (const char *letter = words[i].letters; *letter; letter++) {
      uint16_t code = (uint16_t)(*letter - 'a' + 1);
      unit = units + nst_unit_base(unit) + code;
      if (unit->label == code) continue;
      *unit = (nst_unit){free_base << 8, code, NST_NO_COST};
      free_base += CODES;
    }
    unit->cost = words[i].cost;
    unit->base_and_tag |= i % TAGS;
  }
}

/* What the models and pairs tell of the trie: a word may begin with any pair. */
static void fill_summaries(char *image, const nst_image_header *header) {
  const nst_unit *units = (void *)(image + header->units_at);
  nst_model *models = (void *)(image + header->models_at);
  nst_pair *pairs = (void *)(image + header->pairs_at);
  const uint32_t root = nst_unit_base(units);
  for (uint32_t code = 0; code < CODES; code++) {
    const nst_unit *unit = units + root + code;
    bool known = unit->label == code, is_word = known && unit->cost != NST_NO_COST;
    models[code].base = known ? nst_unit_base(unit) : 0;
    models[code].word = is_word ? root + code : 0;
    models[code].cost = is_word ? unit->cost : SMALL_UNKNOWN_COST;
  }
  for (size_t i = 0; i < NST_PAIRS; i++) pairs[i].words = 0xFF;
}

void *small_image_make(const small_word *words, size_t count, size_t *size) {
  nst_image_header header = layout_for(words, count);
  char *image = calloc(1, header.size);
  if (!image) return NULL;
  memcpy(image, &header, sizeof header);
  fill_characters(image, &header);
  fill_words(image, &header, words, count);
  fill_summaries(image, &header);
  memcpy(image + header.names_at, "n\0\0\0\0\0\0\0v", 9);
  small_image_seal(image);
  *size = header.size;
  return image;
}

void small_image_seal(void *image) {
  nst_image_header *header = image;
  header->checksum =
      nst_image_checksum((char *)image + NST_CHECKED_FROM, header->size - NST_CHECKED_FROM);
}

size_t small_text(const char *letters, char *out) {
  size_t size = 0;
  for (; *letters; letters++)
    size += nst_utf8_encode(SMALL_FIRST + (uint32_t)(*letters - 'a'), out + size);
  return size;
}
