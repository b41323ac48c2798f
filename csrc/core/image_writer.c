#include "image_writer.h"

#include "memory.h"

#include <string.h>

/* -- Characters ------------------------------------------------------------------ */

/* Pages of character records, equal ones once. */
typedef struct pages {
  uint16_t index[NST_BLOCKS];
  uint16_t blocks[NST_BLOCKS]; /* of each page: a block that it stands for */
  uint32_t count;
} pages;

static const nst_character *block_at(const nst_alphabet *alphabet, uint32_t block) {
  return alphabet->records + (size_t)block * NST_BLOCK_SIZE;
}

static void find_pages(const nst_alphabet *alphabet, pages *out) {
  const size_t size = NST_BLOCK_SIZE * sizeof(nst_character);
  out->count = 0;
  for (uint32_t block = 0; block < NST_BLOCKS; block++) {
    const nst_character *records = block_at(alphabet, block);
    uint32_t page = 0;
    while (page < out->count && memcmp(block_at(alphabet, out->blocks[page]), records, size) != 0)
      page++;
    if (page == out->count) out->blocks[out->count++] = (uint16_t)block;
    out->index[block] = (uint16_t)page;
  }
}

/* -- Layout ------------------------------------------------------------------------ */

/* Gives a section its place behind all before it. */
static uint32_t lay(nst_image_header *header, uint64_t count, size_t width) {
  uint64_t at = header->size, end = at + count * width;
  header->size = (end + NST_IMAGE_ALIGNMENT - 1) / NST_IMAGE_ALIGNMENT * NST_IMAGE_ALIGNMENT;
  return (uint32_t)at;
}

/* The order of the sections, which image.h describes. */
static nst_image_header lay_out(const nst_image_parts *parts, const nst_double_array *array,
                                const pages *all) {
  nst_image_header header = {
      .byte_order = NST_IMAGE_BYTE_ORDER,
      .version = NST_IMAGE_VERSION,
      .words = parts->list->ordered,
      .pages = all->count,
      .codes = parts->alphabet->code_count,
      .units = array->count,
      .tags = parts->list->tag_count ? parts->list->tag_count : 1,
      .doubles = parts->double_count,
      .longest = parts->list->longest,
      .unknown_cost = nst_word_cost(1, parts->list->total, 1),
  };
  memcpy(header.magic, NST_IMAGE_MAGIC, sizeof header.magic);
  lay(&header, 1, sizeof header);
  header.index_at = lay(&header, NST_BLOCKS, sizeof *all->index);
  header.pages_at = lay(&header, (uint64_t)header.pages * NST_BLOCK_SIZE, sizeof(nst_character));
  header.folded_at = lay(&header, header.codes, sizeof *parts->alphabet->by_code);
  header.models_at = lay(&header, header.codes, sizeof(nst_model));
  header.doubles_at = lay(&header, header.doubles, sizeof *parts->doubles);
  header.pairs_at = lay(&header, NST_PAIRS, sizeof(nst_pair));
  header.units_at = lay(&header, header.units, sizeof(nst_unit));
  header.names_at = lay(&header, header.tags, NST_TAG_SIZE);
  return header;
}

/* -- What saves look-ups ------------------------------------------------------------ */

static uint8_t begins_of(const nst_model *model) {
  const uint8_t told =
      NST_BEGINS_NAME | NST_GOES_ON_NAME | NST_BEGINS_FOREIGN | NST_GOES_ON_FOREIGN;
  bool goes_on = model->given != NST_NEVER || model->given_first != NST_NEVER;
  return (uint8_t)((model->begins & ~told) | (model->surname != NST_NEVER ? NST_BEGINS_NAME : 0) |
                   (goes_on ? NST_GOES_ON_NAME : 0) |
                   (model->foreign != NST_NEVER ? NST_BEGINS_FOREIGN | NST_GOES_ON_FOREIGN : 0));
}

/* Fills in what their costs and the trie tell. */
static void complete_models(const nst_double_array *array, const nst_image_header *header,
                            nst_model *models) {
  const uint32_t root = nst_unit_base(array->units);
  for (uint32_t code = 0; code < header->codes; code++) {
    const nst_unit *unit = array->units + root + code;
    bool known = unit->label == code, is_word = known && unit->cost != NST_NO_COST;
    models[code].begins = begins_of(models + code);
    models[code].base = known ? nst_unit_base(unit) : 0;
    models[code].word = is_word ? root + code : 0;
    models[code].cost = is_word ? unit->cost : (uint16_t)header->unknown_cost;
  }
}

/* As what a character of some code may stand in a text: each has its key for pairs. */
enum { AS_CHARACTER = 1, AS_DIGIT = 2, AS_LETTER = 4, MOST_KEYS = 3 };

/* In runs of letters and digits there are some Chinese characters too: 300万. */
static uint8_t ways_of(const nst_character *record) {
  const uint8_t in_runs =
      NST_FLAG_SCALE | NST_FLAG_PERCENT | NST_FLAG_JOINS_WORD | NST_FLAG_POINT | NST_FLAG_GROUP;
  if (record->class == NST_CLASS_DIGIT) return AS_DIGIT;
  if (record->class != NST_CLASS_HAN) return AS_LETTER;
  return record->flags & in_runs ? AS_CHARACTER | AS_LETTER : AS_CHARACTER;
}

static size_t keys_of(const nst_image_parts *parts, const uint8_t *ways, uint32_t code,
                      uint16_t keys[MOST_KEYS]) {
  size_t count = 0;
  if (ways[code] & AS_CHARACTER) keys[count++] = parts->models[code].key;
  if (ways[code] & AS_DIGIT) keys[count++] = NST_KEY_DIGIT;
  if (ways[code] & AS_LETTER) keys[count++] = NST_KEY_LETTER;
  return count;
}

static void mark_pair(const nst_image_parts *parts, const uint8_t *ways, const uint32_t codes[2],
                      nst_pair *pairs) {
  uint16_t first[MOST_KEYS], second[MOST_KEYS];
  size_t firsts = keys_of(parts, ways, codes[0], first);
  size_t seconds = keys_of(parts, ways, codes[1], second);
  for (size_t i = 0; i < firsts; i++)
    for (size_t k = 0; k < seconds; k++) {
      uint32_t hash = nst_pair_long_hash(first[i], second[k]);
      pairs[hash >> NST_WORD_BITS].words |= (uint8_t)(1u << hash % (1u << NST_WORD_BITS));
    }
}

/* Marks the pairs that words begin with. */
static nst_status mark_pairs(const nst_image_parts *parts, const nst_allocator *memory,
                             nst_pair *pairs) {
  const uint32_t code_count = parts->alphabet->code_count;
  uint8_t *ways = nst_allocate_zeroed(memory, code_count);
  if (!ways) return NST_NO_MEMORY;
  for (size_t c = 0; c < NST_CODE_POINTS; c++)
    ways[parts->alphabet->records[c].code] |= ways_of(parts->alphabet->records + c);
  for (size_t i = 0; i < NST_PAIRS; i++) pairs[i].words = 0;
  for (uint32_t i = 0; i < parts->list->ordered; i++) {
    const nst_list_word *word = nst_word_list_at(parts->list, i);
    if (word->length > 1) mark_pair(parts, ways, nst_word_codes(parts->list, word), pairs);
  }
  nst_release(memory, ways, code_count);
  return NST_OK;
}

/* -- Sections ----------------------------------------------------------------------- */

static nst_status write_sections(const nst_image_parts *parts, const nst_double_array *array,
                                 const pages *all, const nst_image_header *header,
                                 nst_buffer *out) {
  char *image = out->bytes;
  memcpy(image + header->index_at, all->index, sizeof all->index);
  const size_t page_size = NST_BLOCK_SIZE * sizeof(nst_character);
  for (size_t page = 0; page < all->count; page++)
    memcpy(image + header->pages_at + page * page_size,
           block_at(parts->alphabet, all->blocks[page]), page_size);
  memcpy(image + header->folded_at, parts->alphabet->by_code,
         header->codes * sizeof *parts->alphabet->by_code);
  nst_model *models = (void *)(image + header->models_at);
  memcpy(models, parts->models, header->codes * sizeof *models);
  complete_models(array, header, models);
  if (header->doubles)
    memcpy(image + header->doubles_at, parts->doubles, header->doubles * sizeof *parts->doubles);
  memcpy(image + header->pairs_at, parts->pairs, NST_PAIRS * sizeof *parts->pairs);
  memcpy(image + header->units_at, array->units, header->units * sizeof *array->units);
  if (parts->list->tag_count)
    memcpy(image + header->names_at, parts->list->tags,
           (size_t)parts->list->tag_count * NST_TAG_SIZE);
  return mark_pairs(parts, &out->allocator, (void *)(image + header->pairs_at));
}

static nst_status write_image(const nst_image_parts *parts, const nst_double_array *array,
                              nst_buffer *out) {
  pages all;
  find_pages(parts->alphabet, &all);
  nst_image_header header = lay_out(parts, array, &all);
  if (header.size > UINT32_MAX) return NST_TOO_LARGE;
  out->size = 0;
  nst_status status = nst_buffer_reserve(out, (size_t)header.size);
  if (status != NST_OK) return status;
  memset(out->bytes, 0, (size_t)header.size);
  status = write_sections(parts, array, &all, &header, out);
  if (status != NST_OK) return status;
  out->size = (size_t)header.size;
  memcpy(out->bytes, &header, sizeof header);
  header.checksum = nst_image_checksum(out->bytes + NST_CHECKED_FROM, out->size - NST_CHECKED_FROM);
  memcpy(out->bytes, &header, sizeof header);
  return NST_OK;
}

nst_status nst_image_write(const nst_image_parts *parts, nst_buffer *out) {
  nst_double_array array;
  nst_status status =
      nst_double_array_build(&array, parts->list, parts->alphabet->code_count, &out->allocator);
  if (status != NST_OK) return status;
  status = write_image(parts, &array, out);
  nst_double_array_free(&array);
  return status;
}
