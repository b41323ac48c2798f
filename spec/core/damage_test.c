/* Damaged images, byte by byte: with the checksum as it was they are refused;
   with the checksum made right again they are refused or do no harm, of which a
   sanitizer is the judge.  Long sections are sampled;
   NEWSSTAT_EVERY_BYTE=1 tries each byte of them too, which takes some minutes. */
#include "check.h"
#include "core/lexicon.h"
#include "small_image.h"
#include "support.h"

#include <stdlib.h>

static const char mixed_text[] =
    "我來到北京，王小明、欧阳修与布林肯在第21届中国国际展览中心看了一千二百三十万人次的3.5%增长。"
    "hello COVID-19 don't https://a.example/b?c #话题 @某人 T恤 ＡＡ制 二〇二一年 \xE3\x90\x80\n"
    "カタカナ 한국어 ไทย 😀👩‍👩‍👧 e\xCC\x81 …… \xFF\xE4\xB8 　\r\n"
    "\xE4\xB8\x80\xE4\xB8\x81\xE4\xB8\x82\xE4\xB8\x80\xE4\xB8\x83\xE4\xB8\x86\xE4\xB8\x85\xE4\xB8"
    "\x84";

static bool is_refused(nst_status status) {
  return status == NST_DAMAGED || status == NST_OTHER_FORMAT;
}

/* Everything that reads an image. */
static void use(const nst_lexicon *lexicon) {
  const size_t size = sizeof mixed_text - 1;
  nst_segmenter *segmenter = open_segmenter(lexicon);
  if (!segmenter) return;
  CHECK(words_are_the_text(segmenter, mixed_text, size));
  nst_segmenter_set_fine(segmenter, true);
  CHECK(words_are_the_text(segmenter, mixed_text, size));
  nst_segmenter_destroy(segmenter);
  nst_word whole = {0, 30, "", NST_WORD_LEXICON, 0}, parts[NST_MOST_PARTS];
  nst_word_parts(lexicon, mixed_text, &whole, parts);
  nst_lexicon_find(lexicon, mixed_text, size, NULL, NULL);
  nst_buffer key;
  nst_buffer_init(&key, NULL);
  CHECK_EQUAL(nst_lexicon_fold(lexicon, mixed_text, size, &key), NST_OK);
  nst_buffer_free(&key);
}

static void open_and_use(const char *image, size_t size) {
  nst_lexicon *lexicon = NULL;
  nst_status status = nst_lexicon_open_memory(image, size, NULL, &lexicon);
  CHECK(status == NST_OK ? lexicon != NULL : is_refused(status));
  if (lexicon) use(lexicon);
  nst_lexicon_close(lexicon);
}

/* A change of one bit: refused, and harmless under a right checksum.  What the
   header says of the size is not believed. */
static void flip(char *image, size_t size, size_t at, unsigned bit) {
  nst_image_header *header = (void *)image;
  image[at] ^= (char)(1u << bit);
  check_note("byte %zu, bit %u", at, bit);
  nst_lexicon *lexicon = NULL;
  CHECK(is_refused(nst_lexicon_open_memory(image, size, NULL, &lexicon)));
  nst_lexicon_close(lexicon);
  uint64_t checksum = header->checksum;
  if (header->size == size && at >= NST_CHECKED_FROM) {
    small_image_seal(image);
    open_and_use(image, size);
  }
  if (at >= NST_CHECKED_FROM) header->checksum = checksum;
  image[at] ^= (char)(1u << bit);
}

static void flip_at(char *image, size_t size, size_t at) {
  if (at < sizeof(nst_image_header))
    for (unsigned bit = 0; bit < 8; bit++) flip(image, size, at, bit);
  else
    flip(image, size, at, at % 8);
}

/* Each bit of the header, and one of each byte behind it: of all at the edges of
   sections, inside them of every n-th. */
static void flip_bytes(char *image, size_t size, size_t step_in_long_sections) {
  enum { SECTIONS = 8, EDGE = 12 };
  const nst_image_header *header = (void *)image;
  const uint32_t *places = &header->index_at;
  if (getenv("NEWSSTAT_EVERY_BYTE")) step_in_long_sections = 1;
  for (size_t at = 0; at < sizeof *header; at++) flip_at(image, size, at);
  for (size_t i = 0; i < SECTIONS; i++) {
    size_t from = places[i], end = i + 1 < SECTIONS ? places[i + 1] : size;
    for (size_t at = from; at < end;) {
      flip_at(image, size, at);
      size_t step = at < from + EDGE || at + EDGE >= end ? 1 : step_in_long_sections;
      at = step > 1 && at + step + EDGE > end ? end - EDGE : at + step;
    }
  }
}

static void changed_bytes_of_a_small_image(void) {
  static const small_word words[] = {
      {"a", 3000}, {"ab", 5000}, {"abc", 4000}, {"cd", 9000}, {"hgfedcba", 12000}};
  size_t size;
  char *image = small_image_make(words, sizeof words / sizeof *words, &size);
  REQUIRE(image != NULL);
  flip_bytes(image, size, 61);
  free(image);
}

static void changed_bytes_of_a_compiled_image(void) {
  static const char words[] =
      "我 9000 r\n来到 80\n北京 700 ns\n中国国际展览中心 3 nt +\n增长\nT恤\n";
  nst_lexicon *base = open_lexicon();
  nst_buffer image;
  nst_buffer_init(&image, NULL);
  REQUIRE(base != NULL);
  CHECK_EQUAL(nst_lexicon_compile(base, words, sizeof words - 1, false, &image, NULL), NST_OK);
  nst_lexicon_close(base);
  flip_bytes(image.bytes, image.size, 20011);
  nst_buffer_free(&image);
}

/* Each length, from a block of just that size; a sealed one that tells the
   truth of its own size is refused as well. */
static void each_length_of_a_small_image(void) {
  static const small_word words[] = {{"ab", 5000}};
  size_t size, step = getenv("NEWSSTAT_EVERY_BYTE") ? 1 : 257;
  char *image = small_image_make(words, 1, &size);
  REQUIRE(image != NULL);
  for (size_t kept = 0; kept < size; kept += kept < 512 || kept + 512 > size ? 1 : step) {
    char *cut_image = malloc(kept ? kept : 1);
    if (!CHECK(cut_image != NULL)) break;
    memcpy(cut_image, image, kept);
    nst_lexicon *lexicon = NULL;
    check_note("%zu of %zu bytes", kept, size);
    CHECK_EQUAL(nst_lexicon_open_memory(cut_image, kept, NULL, &lexicon), NST_DAMAGED);
    if (kept >= sizeof(nst_image_header)) {
      ((nst_image_header *)(void *)cut_image)->size = kept;
      small_image_seal(cut_image);
      CHECK_EQUAL(nst_lexicon_open_memory(cut_image, kept, NULL, &lexicon), NST_DAMAGED);
    }
    free(cut_image);
  }
  free(image);
}

/* A base that passes the checks is no proof of sense: what is compiled from it
   opens, or is refused. */
static void compiling_from_nonsense(void) {
  static const small_word words[] = {{"a", 3000}, {"ab", 5000}, {"abc", 4000}};
  static const char list[] = "一丁 3\n一\n丁七 x\nabc\n";
  uint64_t state = 11;
  for (int round = 0; round < 6; round++) {
    size_t size;
    char *image = small_image_make(words, 3, &size);
    REQUIRE(image != NULL);
    const nst_image_header *header = (void *)image;
    for (size_t i = 0; i < 40; i++) {
      nst_unit *unit =
          (nst_unit *)(void *)(image + header->units_at) + random_below(&state, header->units);
      unit->base_and_tag = (uint32_t)random_below(&state, header->units - header->codes) << 8;
      unit->label = (uint16_t)random_below(&state, header->codes + 3);
      unit->cost = (uint16_t)random_next(&state);
    }
    uint32_t *folded = (void *)(image + header->folded_at);
    for (size_t i = 0; i < header->codes; i++) folded[i] = (uint32_t)random_below(&state, 0x110000);
    small_image_seal(image);
    nst_lexicon *base = NULL;
    nst_buffer out;
    nst_buffer_init(&out, NULL);
    if (nst_lexicon_open_memory(image, size, NULL, &base) == NST_OK &&
        nst_lexicon_compile(base, list, sizeof list - 1, round % 2, &out, NULL) == NST_OK)
      open_and_use(out.bytes, out.size);
    nst_buffer_free(&out);
    nst_lexicon_close(base);
    free(image);
  }
}

static const check_test tests[] = {
    {"changed bytes of a small image are refused, or harmless", changed_bytes_of_a_small_image},
    {"changed bytes of a compiled image are refused, or harmless",
     changed_bytes_of_a_compiled_image},
    {"each length of a small image is refused", each_length_of_a_small_image},
    {"compiling from a base of nonsense is safe", compiling_from_nonsense},
};

CHECK_SUITE(damage);
