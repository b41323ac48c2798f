/* Opening lexicon images: sound, cut, changed and hostile ones. */
#include "check.h"
#include "core/lexicon.h"
#include "small_image.h"
#include "support.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

static bool has(const nst_lexicon *lexicon, const char *word) {
  return nst_lexicon_find(lexicon, word, strlen(word), NULL, NULL);
}

/* -- Images in memory -------------------------------------------------------------- */

static const small_word few_words[] = {
    {"a", 3000}, {"ab", 5000}, {"abc", 4000}, {"cd", 9000}, {"hgfedcba", 12000}};

static void *few_words_image(size_t *size) {
  return small_image_make(few_words, sizeof few_words / sizeof *few_words, size);
}

static nst_status try_open(const void *image, size_t size) {
  nst_lexicon *lexicon = NULL;
  nst_status status = nst_lexicon_open_memory(image, size, NULL, &lexicon);
  CHECK((status == NST_OK) == (lexicon != NULL));
  nst_lexicon_close(lexicon);
  return status;
}

static bool refuses(nst_status status) {
  return status == NST_DAMAGED || status == NST_OTHER_FORMAT;
}

/* A copy of the image that is linked in, 8 bytes into a block that is more
   aligned than needed; for free() of *block. */
static char *copy_builtin(void **block, size_t *size) {
  nst_lexicon *lexicon = open_lexicon();
  if (!lexicon) return NULL;
  *size = (size_t)lexicon->header->size;
  *block = malloc(*size + 16);
  char *copy = *block ? (char *)*block + 8 : NULL;
  if (copy) memcpy(copy, lexicon->header, *size);
  nst_lexicon_close(lexicon);
  return copy;
}

static void opens_a_copy_of_the_builtin_image(void) {
  void *block = NULL;
  size_t size = 0;
  char *copy = copy_builtin(&block, &size);
  REQUIRE(copy != NULL);
  counted_memory memory;
  counted_memory_init(&memory);
  nst_lexicon *lexicon = NULL;
  CHECK_EQUAL(nst_lexicon_open_memory(copy, size, &memory.allocator, &lexicon), NST_OK);
  CHECK(lexicon && has(lexicon, "武漢") && !has(lexicon, "汉武汉"));
  nst_lexicon_close(lexicon);
  CHECK(counted_memory_is_clean(&memory));
  free(block);
}

static void opens_a_small_image(void) {
  size_t size;
  void *image = few_words_image(&size);
  REQUIRE(image != NULL);
  nst_lexicon *lexicon = NULL;
  CHECK_EQUAL(nst_lexicon_open_memory(image, size, NULL, &lexicon), NST_OK);
  REQUIRE(lexicon != NULL);
  for (size_t i = 0; i < sizeof few_words / sizeof *few_words; i++) {
    char word[64];
    double cost = 0;
    const char *tag = "";
    check_note("%s", few_words[i].letters);
    CHECK(nst_lexicon_find(lexicon, word, small_text(few_words[i].letters, word), &cost, &tag));
    CHECK(cost == few_words[i].cost / 2048.0);
    CHECK(strcmp(tag, i % 2 ? "v" : "n") == 0);
  }
  CHECK_EQUAL(nst_lexicon_size(lexicon), sizeof few_words / sizeof *few_words);
  CHECK(nst_lexicon_unknown_cost(lexicon) == SMALL_UNKNOWN_COST / 2048.0);
  nst_lexicon_close(lexicon);
  free(image);
}

static void refuses_misaligned_memory(void) {
  size_t size;
  char *image = few_words_image(&size);
  char *room = malloc(size + 8);
  REQUIRE(image && room);
  for (size_t shift = 1; shift < 8; shift++) {
    memcpy(room + shift, image, size);
    check_note("by %zu", shift);
    CHECK_EQUAL(try_open(room + shift, size), NST_DAMAGED);
  }
  free(room);
  free(image);
}

/* From blocks of just that size: a byte read behind the end shows. */
static void refuses_cut_images(void) {
  size_t size;
  char *image = few_words_image(&size);
  REQUIRE(image != NULL);
  for (size_t i = 0; i < 400; i++) {
    size_t kept = i < 200 ? i : size - (i - 200) * size / 220 - 1;
    if (i % 2) kept = kept / 8 * 8;
    char *cut_image = malloc(kept ? kept : 1);
    if (!CHECK(cut_image != NULL)) break;
    memcpy(cut_image, image, kept);
    check_note("%zu of %zu bytes", kept, size);
    CHECK_EQUAL(try_open(cut_image, kept), NST_DAMAGED);
    /* told to be all there */
    if (kept >= sizeof(nst_image_header) && kept % 8 == 0) {
      ((nst_image_header *)(void *)cut_image)->size = kept;
      CHECK_EQUAL(try_open(cut_image, kept), NST_DAMAGED);
      small_image_seal(cut_image);
      CHECK_EQUAL(try_open(cut_image, kept), NST_DAMAGED);
    }
    free(cut_image);
  }
  CHECK_EQUAL(try_open(NULL, 0), NST_DAMAGED);
  CHECK_EQUAL(try_open(image, size + 8), NST_DAMAGED);
  free(image);
}

static void refuses_the_cut_builtin_image(void) {
  void *block = NULL;
  size_t size = 0;
  char *copy = copy_builtin(&block, &size);
  REQUIRE(copy != NULL);
  nst_image_header *header = (void *)copy;
  for (size_t i = 1; i <= 60; i++) {
    size_t kept = size - size / 8 / 60 * i * 8;
    header->size = kept;
    check_note("%zu of %zu bytes", kept, size);
    CHECK_EQUAL(try_open(copy, kept), NST_DAMAGED);
  }
  header->size = size;
  CHECK_EQUAL(try_open(copy, size), NST_OK);
  free(block);
}

static void refuses_each_changed_byte_of_the_header(void) {
  size_t size;
  unsigned char *image = few_words_image(&size);
  REQUIRE(image != NULL);
  for (size_t at = 0; at < sizeof(nst_image_header); at++)
    for (int bit = 0; bit < 8; bit++) {
      image[at] ^= (unsigned char)(1 << bit);
      check_note("byte %zu, bit %d", at, bit);
      CHECK(refuses(try_open(image, size)));
      image[at] ^= (unsigned char)(1 << bit);
    }
  CHECK_EQUAL(try_open(image, size), NST_OK);
  free(image);
}

static void tells_another_format(void) {
  size_t size;
  nst_image_header *header = few_words_image(&size);
  REQUIRE(header != NULL);
  header->version++;
  CHECK_EQUAL(try_open(header, size), NST_OTHER_FORMAT);
  header->version--;
  header->byte_order = 0x04030201;
  CHECK_EQUAL(try_open(header, size), NST_OTHER_FORMAT);
  header->byte_order = NST_IMAGE_BYTE_ORDER;
  header->magic[0] ^= 1;
  CHECK_EQUAL(try_open(header, size), NST_DAMAGED);
  free(header);
}

static void refuses_each_changed_bit(unsigned char *image, size_t size, size_t rounds) {
  uint64_t state = size;
  for (size_t i = 0; i < rounds; i++) {
    size_t at = sizeof(nst_image_header) + random_below(&state, size - sizeof(nst_image_header));
    unsigned char bit = (unsigned char)(1u << random_below(&state, 8));
    image[at] ^= bit;
    check_note("byte %zu, bit %02X", at, bit);
    CHECK_EQUAL(try_open(image, size), NST_DAMAGED);
    image[at] ^= bit;
  }
  CHECK_EQUAL(try_open(image, size), NST_OK);
}

static void refuses_changed_bits(void) {
  size_t size;
  unsigned char *image = few_words_image(&size);
  REQUIRE(image != NULL);
  refuses_each_changed_bit(image, size, 2000);
  free(image);
  void *block = NULL;
  unsigned char *builtin = (unsigned char *)copy_builtin(&block, &size);
  REQUIRE(builtin != NULL);
  refuses_each_changed_bit(builtin, size, 40);
  free(block);
}

/* -- Images with a right checksum and wrong contents ---------------------------------- */

typedef enum part { HEADER, INDEX, PAGES, FOLDED, MODELS, DOUBLES, PAIRS, UNITS, NAMES } part;

static size_t place_of(const nst_image_header *header, part where) {
  switch (where) {
    case INDEX: return header->index_at;
    case PAGES: return header->pages_at;
    case FOLDED: return header->folded_at;
    case MODELS: return header->models_at;
    case DOUBLES: return header->doubles_at;
    case PAIRS: return header->pairs_at;
    case UNITS: return header->units_at;
    case NAMES: return header->names_at;
    case HEADER: break;
  }
  return 0;
}

#define FIELD(name) HEADER, offsetof(nst_image_header, name), sizeof(((nst_image_header *)0)->name)

static const struct {
  const char *what;
  part where;
  size_t offset;
  size_t width;
  uint64_t value;
} hostile[] = {
    {"index beyond the pages", INDEX, 0, 2, 2},
    {"index far beyond", INDEX, 0x10FF * 2, 2, 0xFFFF},
    {"character code beyond the codes", PAGES, 0, 2, SMALL_LETTERS + 1},
    {"last character's code", PAGES, (2 * 256 - 1) * 4, 2, 0xFFFF},
    {"class", PAGES, 2, 1, NST_CLASS_OTHER + 1},
    {"last character's class", PAGES, (2 * 256 - 1) * 4 + 2, 1, 0xFF},
    {"folded form", FOLDED, 4, 4, 0x110000},
    {"last folded form", FOLDED, SMALL_LETTERS * 4, 4, 0xFFFFFFFF},
    {"where words with a character go on", MODELS, offsetof(nst_model, base), 4, 0x7FFFFFFF},
    {"where a character is a word", MODELS, offsetof(nst_model, word), 4, 0x7FFFFFFF},
    {"base of the root", UNITS, 0, 4, 0xFFFFFF00},
    {"base of a free unit", UNITS, 8, 4, 0x7FFFFF00},
    {"tag of the root", UNITS, 0, 1, 2},
    {"tag", UNITS, 16, 1, 0xFF},
    {"name without an end", NAMES, 0, 8, 0x6E6E6E6E6E6E6E6E},
    {"last name without an end", NAMES, 8, 8, 0x6E6E6E6E6E6E6E6E},
    {"no pages", FIELD(pages), 0},
    {"many pages", FIELD(pages), 0xFFFFFFFF},
    {"pages whose bytes overflow 32 bits", FIELD(pages), 0x400000},
    {"no codes", FIELD(codes), 0},
    {"codes up to the free label", FIELD(codes), 0xFFFF},
    {"many codes", FIELD(codes), 0xFFFFFFFF},
    {"no units", FIELD(units), 0},
    {"as many units as codes", FIELD(units), SMALL_LETTERS + 1},
    {"many units", FIELD(units), 0xFFFFFFFF},
    {"units whose bytes overflow 32 bits", FIELD(units), 0x20000001},
    {"more units than a base can say", FIELD(units), NST_MOST_UNITS + 1},
    {"no tags", FIELD(tags), 0},
    {"more tags than a byte can say", FIELD(tags), 129},
    {"longest word", FIELD(longest), NST_LONGEST_WORD + 1},
    {"unknown cost", FIELD(unknown_cost), NST_NO_COST},
    {"index in the header", FIELD(index_at), 0},
    {"pages in the header", FIELD(pages_at), 80},
    {"models at the end", FIELD(models_at), 0xFFFFFFF8},
    {"models in the header", FIELD(models_at), 8},
    {"surnames behind the end", FIELD(doubles_at), 0x7FFFFFF8},
    {"many surnames", FIELD(doubles), 0xFFFFFFFF},
    {"surnames whose bytes overflow 32 bits", FIELD(doubles), 0x40000001},
    {"pairs not aligned to 8", FIELD(pairs_at), 9004},
    {"pairs behind the end", FIELD(pairs_at), 0xFFFFFFF8},
    {"units not aligned to 8", FIELD(units_at), 1004},
    {"folded forms behind the end", FIELD(folded_at), 0x7FFFFFF8},
    {"names behind the end", FIELD(names_at), 0xFFFFFFF8},
    {"size", FIELD(size), 0},
    {"more than the size", FIELD(size), UINT64_MAX},
};

static void refuses_wrong_contents_under_a_right_checksum(void) {
  for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
    size_t size;
    char *image = few_words_image(&size);
    REQUIRE(image != NULL);
    const nst_image_header *header = (void *)image;
    size_t at = place_of(header, hostile[i].where) + hostile[i].offset;
    memcpy(image + at, &hostile[i].value, hostile[i].width);
    if (header->size == size) small_image_seal(image);
    check_note("%s", hostile[i].what);
    CHECK_EQUAL(try_open(image, size), NST_DAMAGED);
    free(image);
  }
}

/* Behind the image lie zeros, which are sound values of every part: only the
   check of its end refuses a part that begins inside and ends outside. */
static void refuses_parts_that_begin_inside_and_end_outside(void) {
  static const size_t fields[] = {
      offsetof(nst_image_header, index_at),   offsetof(nst_image_header, pages_at),
      offsetof(nst_image_header, folded_at),  offsetof(nst_image_header, models_at),
      offsetof(nst_image_header, doubles_at), offsetof(nst_image_header, pairs_at),
      offsetof(nst_image_header, units_at),   offsetof(nst_image_header, names_at)};
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
    size_t size;
    char *image = few_words_image(&size), *room = calloc(3, size);
    REQUIRE(image && room);
    memcpy(room, image, size);
    ((nst_image_header *)(void *)room)->doubles = 3;
    uint32_t place = (uint32_t)size - 8;
    memcpy(room + fields[i], &place, sizeof place);
    small_image_seal(room);
    check_note("field at %zu", fields[i]);
    CHECK_EQUAL(try_open(room, size), NST_DAMAGED);
    free(room);
    free(image);
  }
}

/* The last unit may lie no nearer to the end than the codes reach. */
static void refuses_bases_that_reach_beyond_the_units(void) {
  size_t size;
  char *image = few_words_image(&size);
  REQUIRE(image != NULL);
  const nst_image_header *header = (void *)image;
  nst_unit *units = (void *)(image + header->units_at);
  uint32_t most = header->units - header->codes;
  for (uint32_t i = 0; i < header->units; i++) {
    uint32_t before = units[i].base_and_tag;
    check_note("unit %u", (unsigned)i);
    units[i].base_and_tag = (most + 1) << 8;
    small_image_seal(image);
    CHECK_EQUAL(try_open(image, size), NST_DAMAGED);
    units[i].base_and_tag = most << 8;
    small_image_seal(image);
    CHECK_EQUAL(try_open(image, size), NST_OK);
    units[i].base_and_tag = before;
  }
  free(image);
}

static void use(const nst_lexicon *lexicon, const char *text, size_t size) {
  nst_segmenter *segmenter = open_segmenter(lexicon);
  if (segmenter) CHECK(words_are_the_text(segmenter, text, size));
  nst_segmenter_destroy(segmenter);
  nst_buffer folded;
  nst_buffer_init(&folded, NULL);
  CHECK_EQUAL(nst_lexicon_fold(lexicon, text, size, &folded), NST_OK);
  nst_buffer_free(&folded);
  nst_lexicon_find(lexicon, text, size, NULL, NULL);
}

/* Gives some units and characters random values of those that pass. */
static void fill_with_nonsense(char *image, uint64_t *state) {
  const nst_image_header *header = (void *)image;
  nst_unit *units = (void *)(image + header->units_at);
  nst_character *pages = (void *)(image + header->pages_at);
  uint16_t *index = (void *)(image + header->index_at);
  uint32_t *folded = (void *)(image + header->folded_at);
  nst_model *models = (void *)(image + header->models_at);
  int8_t *pairs = (void *)(image + header->pairs_at);
  for (size_t changes = random_below(state, 200); changes; changes--) {
    nst_unit *unit = units + random_below(state, header->units);
    uint32_t base = (uint32_t)random_below(state, header->units - header->codes + 1);
    unit->base_and_tag = base << 8 | (uint32_t)random_below(state, 2);
    unit->label = (uint16_t)random_below(state, header->codes + 1);
    unit->cost = (uint16_t)random_next(state);
  }
  for (size_t changes = random_below(state, 200); changes; changes--)
    pages[random_below(state, 512)] = (nst_character){
        (uint16_t)random_below(state, header->codes),
        (uint8_t)random_below(state, NST_CLASS_OTHER + 1), (uint8_t)random_next(state)};
  index[random_below(state, 0x100)] = 1;
  for (uint32_t code = 0; code < header->codes; code++) {
    uint64_t random[3] = {random_next(state), random_next(state), random_next(state)};
    memcpy(models + code, random, sizeof *models);
    models[code].base = (uint32_t)random_below(state, header->units - header->codes + 1);
    models[code].word = (uint32_t)random_below(state, header->units);
    folded[code] = (uint32_t)random_below(state, 0x110000);
  }
  for (size_t i = 0; i < NST_PAIRS * sizeof(nst_pair); i += 7)
    pairs[i] = (int8_t)random_next(state);
}

/* Whatever passes the checks is safe to use, be it nonsense: loops in the
   trie, wrong classes, wrong costs.  A sanitizer is the judge. */
static void uses_nonsense_without_harm(void) {
  char text[400] = "a1,2 3.5% http://x.y e\xCC\x81 …… \xFF";
  size_t text_size = strlen(text);
  text_size += small_text("abcabcdcdhgfedcbaaaabbbbhhhhabababab", text + text_size);
  text_size += small_text("cdcdcdcdefefefefabcabcabc", text + text_size);
  uint64_t state = 5;
  for (int round = 0; round < 400; round++) {
    size_t size;
    char *image = few_words_image(&size);
    REQUIRE(image != NULL);
    fill_with_nonsense(image, &state);
    small_image_seal(image);
    nst_lexicon *lexicon = NULL;
    check_note("round %d", round);
    CHECK_EQUAL(nst_lexicon_open_memory(image, size, NULL, &lexicon), NST_OK);
    if (lexicon) use(lexicon, text, text_size);
    nst_lexicon_close(lexicon);
    free(image);
  }
}

/* A trie in which every unit leads back to the root, and every class in turn. */
static void uses_a_trie_with_loops_without_harm(void) {
  char text[3 * 600];
  for (size_t i = 0; i < 600; i++) small_text(i % 3 ? "a" : "b", text + 3 * i);
  for (uint8_t class = 0; class <= NST_CLASS_OTHER; class ++) {
    size_t size;
    char *image = few_words_image(&size);
    REQUIRE(image != NULL);
    const nst_image_header *header = (void *)image;
    nst_unit *units = (void *)(image + header->units_at);
    nst_character *pages = (void *)(image + header->pages_at);
    for (uint32_t i = 0; i < header->units; i++) {
      units[i].base_and_tag = 1 << 8;
      if (i > 0 && i <= header->codes) units[i] = (nst_unit){1 << 8, (uint16_t)(i - 1), 0xFFFE};
    }
    for (size_t i = 0; i < 512; i++) {
      pages[i].class = class;
      pages[i].flags = 0xFF;
    }
    small_image_seal(image);
    nst_lexicon *lexicon = NULL;
    check_note("class %d", class);
    CHECK_EQUAL(nst_lexicon_open_memory(image, size, NULL, &lexicon), NST_OK);
    if (lexicon) use(lexicon, text, sizeof text);
    nst_lexicon_close(lexicon);
    free(image);
  }
}

/* -- Image files --------------------------------------------------------------------- */

static nst_status try_file(const void *bytes, size_t size) {
  const char *path = write_temporary(bytes, size);
  if (!CHECK(path != NULL)) return NST_SYSTEM;
  nst_lexicon *lexicon = NULL;
  nst_status status = nst_lexicon_open_file(path, NULL, &lexicon);
  CHECK((status == NST_OK) == (lexicon != NULL));
  remove(path);
  if (lexicon) { /* the mapping outlives the name */
    char word[64];
    CHECK(nst_lexicon_find(lexicon, word, small_text("abc", word), NULL, NULL));
  }
  nst_lexicon_close(lexicon);
  return status;
}

static void opens_files(void) {
  size_t size;
  char *image = few_words_image(&size);
  REQUIRE(image != NULL);
  CHECK_EQUAL(try_file(image, size), NST_OK);
  CHECK_EQUAL(try_file(image, 0), NST_DAMAGED);
  CHECK_EQUAL(try_file(image, 1), NST_DAMAGED);
  CHECK_EQUAL(try_file(image, sizeof(nst_image_header)), NST_DAMAGED);
  CHECK_EQUAL(try_file(image, size - 8), NST_DAMAGED);
  static const char other[200] = "word 3 n\n";
  CHECK_EQUAL(try_file(other, sizeof other), NST_DAMAGED);
  image[12] ^= 1; /* the version */
  CHECK_EQUAL(try_file(image, size), NST_OTHER_FORMAT);
  free(image);
}

static void tells_files_it_cannot_open(void) {
  nst_lexicon *lexicon = NULL;
  errno = 0;
  CHECK_EQUAL(nst_lexicon_open_file("/nonexistent/lexicon.image", NULL, &lexicon), NST_SYSTEM);
  CHECK_EQUAL(errno, ENOENT);
  CHECK_EQUAL(nst_lexicon_open_file("", NULL, &lexicon), NST_SYSTEM);
  nst_status status = nst_lexicon_open_file("/tmp", NULL, &lexicon);
  CHECK(status == NST_DAMAGED || status == NST_SYSTEM);
  CHECK_EQUAL(nst_lexicon_open_file("/dev/null", NULL, &lexicon), NST_DAMAGED);
  CHECK(lexicon == NULL);
}

static const check_test tests[] = {
    {"a copy of the built-in image opens", opens_a_copy_of_the_builtin_image},
    {"a small image opens", opens_a_small_image},
    {"misaligned memory is refused", refuses_misaligned_memory},
    {"cut images are refused", refuses_cut_images},
    {"the built-in image cut is refused", refuses_the_cut_builtin_image},
    {"each changed bit of the header is refused", refuses_each_changed_byte_of_the_header},
    {"another format is told apart", tells_another_format},
    {"changed bits are refused", refuses_changed_bits},
    {"wrong contents under a right checksum are refused",
     refuses_wrong_contents_under_a_right_checksum},
    {"parts that begin inside and end outside are refused",
     refuses_parts_that_begin_inside_and_end_outside},
    {"bases that reach beyond the units are refused", refuses_bases_that_reach_beyond_the_units},
    {"nonsense that passes is used without harm", uses_nonsense_without_harm},
    {"a trie with loops is used without harm", uses_a_trie_with_loops_without_harm},
    {"files open as memory does", opens_files},
    {"files that cannot be opened are told", tells_files_it_cannot_open},
};

CHECK_SUITE(image);
