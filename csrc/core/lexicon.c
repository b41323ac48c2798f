#include "lexicon.h"

#include "memory.h"
#include "utf8.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* The image that the build links in; see builtin_lexicon.S. */
extern const char nst_builtin_lexicon[];

/* -- Checking an image ----------------------------------------------------- */

static bool part_fits(const nst_image_header *header, uint32_t at, uint64_t count, size_t width) {
  return at >= sizeof *header && at % NST_IMAGE_ALIGNMENT == 0 && at <= header->size &&
         count <= (header->size - at) / width;
}

static bool parts_fit(const nst_image_header *header) {
  return header->pages > 0 && header->codes > 0 && header->codes < NST_FREE_LABEL &&
         header->units > header->codes && header->units <= NST_MOST_UNITS && header->tags > 0 &&
         header->tags <= NST_TAG_MASK + 1 && header->longest <= NST_LONGEST_WORD &&
         header->unknown_cost < NST_NO_COST &&
         part_fits(header, header->index_at, NST_BLOCKS, sizeof(uint16_t)) &&
         part_fits(header, header->pages_at, (uint64_t)header->pages * NST_BLOCK_SIZE,
                   sizeof(nst_character)) &&
         part_fits(header, header->folded_at, header->codes, sizeof(uint32_t)) &&
         part_fits(header, header->models_at, header->codes, sizeof(nst_model)) &&
         part_fits(header, header->doubles_at, header->doubles, 2 * sizeof(uint16_t)) &&
         part_fits(header, header->pairs_at, NST_PAIRS, sizeof(nst_pair)) &&
         part_fits(header, header->units_at, header->units, sizeof(nst_unit)) &&
         part_fits(header, header->names_at, header->tags, NST_TAG_SIZE);
}

static bool values_are_sound(const nst_lexicon *lexicon) {
  const nst_image_header *header = lexicon->header;
  for (size_t i = 0; i < NST_BLOCKS; i++)
    if (lexicon->index[i] >= header->pages) return false;
  for (size_t i = 0; i < (size_t)header->pages * NST_BLOCK_SIZE; i++)
    if (lexicon->pages[i].code >= header->codes || lexicon->pages[i].class > NST_CLASS_OTHER)
      return false;
  for (size_t i = 0; i < header->codes; i++)
    if (lexicon->folded[i] > 0x10FFFF || lexicon->models[i].word >= header->units ||
        lexicon->models[i].base > header->units - header->codes)
      return false;
  for (size_t i = 0; i < header->units; i++)
    if (nst_unit_base(lexicon->units + i) > header->units - header->codes ||
        (nst_unit_tag(lexicon->units + i) & NST_TAG_MASK) >= header->tags)
      return false;
  for (size_t i = 0; i < header->tags; i++)
    if (!memchr(lexicon->names + i * NST_TAG_SIZE, 0, NST_TAG_SIZE)) return false;
  return true;
}

static nst_status header_status(const void *image, size_t size) {
  const nst_image_header *header = image;
  if (size < sizeof *header || (uintptr_t)image % NST_IMAGE_ALIGNMENT) return NST_DAMAGED;
  if (memcmp(header->magic, NST_IMAGE_MAGIC, sizeof header->magic) != 0) return NST_DAMAGED;
  if (header->byte_order != NST_IMAGE_BYTE_ORDER || header->version != NST_IMAGE_VERSION)
    return NST_OTHER_FORMAT;
  if (header->size != size || size % NST_IMAGE_ALIGNMENT) return NST_DAMAGED;
  if (nst_image_checksum((const char *)image + NST_CHECKED_FROM, size - NST_CHECKED_FROM) !=
      header->checksum)
    return NST_DAMAGED;
  return parts_fit(header) ? NST_OK : NST_DAMAGED;
}

/* -- Opening ---------------------------------------------------------------- */

static void point_into(nst_lexicon *lexicon, const void *image) {
  const char *bytes = image;
  const nst_image_header *header = image;
  lexicon->header = header;
  lexicon->index = (const void *)(bytes + header->index_at);
  lexicon->pages = (const void *)(bytes + header->pages_at);
  lexicon->folded = (const void *)(bytes + header->folded_at);
  lexicon->models = (const void *)(bytes + header->models_at);
  lexicon->doubles = (const uint16_t(*)[2])(bytes + header->doubles_at);
  lexicon->pairs = (const void *)(bytes + header->pairs_at);
  lexicon->units = (const void *)(bytes + header->units_at);
  lexicon->names = bytes + header->names_at;
}

static nst_status new_lexicon(const void *image, const nst_allocator *given, nst_lexicon **out) {
  nst_allocator allocator = nst_allocator_or_default(given);
  nst_lexicon *lexicon = nst_allocate_zeroed(&allocator, sizeof *lexicon);
  if (!lexicon) return NST_NO_MEMORY;
  lexicon->allocator = allocator;
  point_into(lexicon, image);
  for (int32_t i = 0; i < (int32_t)NST_NEVER; i++)
    lexicon->model_costs[i] = i * (NST_COST_STEPS / NST_MODEL_STEPS);
  lexicon->model_costs[NST_NEVER] = NST_NEVER_COST;
  *out = lexicon;
  return NST_OK;
}

nst_status nst_lexicon_open_builtin(const nst_allocator *allocator, nst_lexicon **out) {
  return new_lexicon(nst_builtin_lexicon, allocator, out);
}

nst_status nst_lexicon_open_memory(const void *image, size_t size, const nst_allocator *allocator,
                                   nst_lexicon **out) {
  nst_status status = header_status(image, size);
  if (status != NST_OK) return status;
  nst_lexicon *lexicon;
  status = new_lexicon(image, allocator, &lexicon);
  if (status != NST_OK) return status;
  if (!values_are_sound(lexicon)) {
    nst_lexicon_close(lexicon);
    return NST_DAMAGED;
  }
  *out = lexicon;
  return NST_OK;
}

nst_status nst_lexicon_open_file(const char *path, const nst_allocator *allocator,
                                 nst_lexicon **out) {
  int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) return NST_SYSTEM;
  struct stat about;
  void *mapping = MAP_FAILED;
  nst_status status = NST_SYSTEM;
  if (fstat(file, &about) == 0) {
    bool room = S_ISREG(about.st_mode) && (size_t)about.st_size >= sizeof(nst_image_header);
    if (room)
      mapping = mmap(NULL, (size_t)about.st_size, PROT_READ, MAP_SHARED, file, 0);
    else
      status = NST_DAMAGED;
  }
  close(file);
  if (mapping == MAP_FAILED) return status;
  nst_lexicon *lexicon;
  status = nst_lexicon_open_memory(mapping, (size_t)about.st_size, allocator, &lexicon);
  if (status != NST_OK) {
    munmap(mapping, (size_t)about.st_size);
    return status;
  }
  lexicon->mapping = mapping;
  lexicon->mapping_size = (size_t)about.st_size;
  *out = lexicon;
  return NST_OK;
}

void nst_lexicon_close(nst_lexicon *lexicon) {
  if (!lexicon) return;
  if (lexicon->mapping) munmap(lexicon->mapping, lexicon->mapping_size);
  nst_allocator allocator = lexicon->allocator;
  nst_release(&allocator, lexicon, sizeof *lexicon);
}

/* -- Look-ups ----------------------------------------------------------------- */

size_t nst_lexicon_size(const nst_lexicon *lexicon) { return lexicon->header->words; }

size_t nst_lexicon_entries(const nst_lexicon *lexicon) { return lexicon->header->units; }

double nst_lexicon_unknown_cost(const nst_lexicon *lexicon) {
  return (double)lexicon->header->unknown_cost / NST_COST_STEPS;
}

bool nst_lexicon_find(const nst_lexicon *lexicon, const char *word, size_t size, double *cost,
                      const char **tag) {
  const nst_unit *unit = lexicon->units;
  for (size_t at = 0; at < size;) {
    uint32_t c;
    at += nst_utf8_read(word + at, size - at, &c);
    unit = nst_lexicon_child(lexicon, unit, nst_lexicon_character(lexicon, c)->code);
    if (!unit) return false;
  }
  if (unit->cost == NST_NO_COST) return false;
  if (cost) *cost = (double)unit->cost / NST_COST_STEPS;
  if (tag) *tag = nst_lexicon_tag(lexicon, unit);
  return true;
}
