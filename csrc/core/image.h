/* image.h: the lexicon image, a read-only block that is mapped or linked in
   and used where it lies.  All places in it are offsets from its beginning.

     header | index | pages | folded | models | doubles | pairs | units | names

   index   for each block of 256 code points the number of its page
   pages   for each code point its nst_character; equal pages are stored once
   folded  for each character code the code point that its characters fold to:
           simplified, lower case
   models  for each character code its nst_model
   doubles pairs of codes: surnames of two characters
   pairs   for each hash of two neighbouring characters their nst_pair
   units   double-array trie over character codes: the child of unit s by code
           c is unit base[s] + c if the label there is c.  No two units share
           a base, so the label alone tells whose child a unit is.
   names   for each tag its name, padded with NUL to NST_TAG_SIZE bytes

   A program that makes images keeps `units` so long that base + code is inside
   for every base and every code; readers check that once, on opening. */
#ifndef NEWSSTAT_IMAGE_H
#define NEWSSTAT_IMAGE_H

#include <stddef.h>
#include <stdint.h>

#define NST_IMAGE_MAGIC "NSTLEX\r\n"
#define NST_IMAGE_VERSION 6u
#define NST_IMAGE_BYTE_ORDER 0x01020304u
#define NST_IMAGE_ALIGNMENT 8u

#define NST_BLOCKS 0x1100u /* blocks of 256 in the code space */
#define NST_BLOCK_SIZE 256u
#define NST_TAG_SIZE 8u
#define NST_TAG_MASK 0x7Fu
#define NST_TAG_SPLITS 0x80u /* the word splits in a fine segmentation */
#define NST_LONGEST_WORD 64u

typedef enum nst_class {
  NST_CLASS_PUNCTUATION, /* and symbols, controls, what is not assigned */
  NST_CLASS_SPACE,
  NST_CLASS_BREAK, /* line and paragraph ends */
  NST_CLASS_DIGIT, /* 0 to 9, half and full width */
  NST_CLASS_LATIN, /* letters of Latin, Greek and Cyrillic */
  NST_CLASS_HAN,
  NST_CLASS_MARK, /* combining: belongs to what stands before */
  NST_CLASS_OTHER /* other scripts and emoji: ICU's word rules */
} nst_class;

enum {
  NST_FLAG_SCALE = 1,      /* 万 after digits: 300万 */
  NST_FLAG_PERCENT = 2,    /* % and its like after a number */
  NST_FLAG_JOINS_WORD = 4, /* inside a Latin word: don't, COVID-19 */
  NST_FLAG_POINT = 8,      /* decimal point inside a number */
  NST_FLAG_GROUP = 16,     /* digit group separator inside a number */
  NST_FLAG_REPEATS = 32,   /* a run of it is one mark: …… */
  NST_FLAG_NUMERAL = 64,   /* a digit in Chinese characters */
  NST_FLAG_FOLDS = 128     /* its code is that of another character, which it folds to */
};

/* What the segmenter knows of one code point. */
typedef struct nst_character {
  uint16_t code; /* 0: in no word of the lexicon */
  uint8_t class;
  uint8_t flags;
} nst_character;

/* What a character can begin that is in no word list.  The writer of an image
   tells from the costs of the models of which the last four hold; a bit for
   what comes second stands above that for what comes first, so that
   first & second >> 1 is what two characters can begin. */
enum {
  NST_BEGINS_DOUBLE = 1, /* a Chinese name with a surname of two characters */
  NST_BEGINS_NUMERAL = 2,
  NST_BEGINS_ORDINAL = 4, /* 第 */
  NST_BEGINS_NAME = 8,    /* a Chinese name: it is a surname */
  NST_GOES_ON_NAME = 16,  /* it is a given name's only or first character */
  NST_BEGINS_FOREIGN = 32,
  NST_GOES_ON_FOREIGN = 64
};

#define NST_NEVER 255u    /* a character is never met in that place */
#define NST_MODEL_STEPS 8 /* of a nat, in the costs below */

/* What is known of a character of some code.  First the cost of meeting it in
   each place of an unknown word: -ln(probability) in steps of 1 / NST_MODEL_STEPS. */
typedef struct nst_model {
  uint8_t surname;
  uint8_t given; /* the only character of a given name */
  uint8_t given_first, given_second;
  uint8_t foreign;
  uint8_t pair_first, pair_second;
  uint8_t begins;
  int8_t boundary[4]; /* as the second and first character before a place and behind it */
  uint32_t base;      /* of its unit in the trie, or 0 */
  uint32_t word;      /* its unit, if it is a word of the list, or 0 */
  uint16_t cost;      /* of it as a word or as what is never met, as in nst_unit */
  uint16_t key;       /* what pairs are hashed by: digits alike, letters alike */
} nst_model;

/* How much two neighbours speak for a word boundary behind them, between them
   and before them, in steps of 1 / NST_BOUNDARY_STEPS of a nat; and for each of
   the pairs that one hash has, told apart by more bits of it, whether a word of
   the trie may begin with it. */
#define NST_BOUNDARY_STEPS 16
typedef struct nst_pair {
  int8_t behind, between, before;
  uint8_t words;
} nst_pair;

#define NST_PAIR_BITS 17
#define NST_PAIRS (1u << NST_PAIR_BITS)
#define NST_WORD_BITS 3 /* more of a hash, which tell a bit of `words` */

/* Keys of what is no character of a word list. */
enum { NST_KEY_EDGE = 2, NST_KEY_DIGIT = '0', NST_KEY_LETTER = 'a' };

/* The hash of two keys, with the bits for `words` lowest. */
static inline uint32_t nst_pair_long_hash(uint16_t first, uint16_t second) {
  uint32_t hash = first * 0x9E3779B1u + second * 0x85EBCA77u;
  hash = (hash ^ (hash >> 15)) * 0x2C1B3C6Du;
  return hash >> (32 - NST_PAIR_BITS - NST_WORD_BITS);
}

static inline uint32_t nst_pair_hash(uint16_t first, uint16_t second) {
  return nst_pair_long_hash(first, second) >> NST_WORD_BITS;
}

#define NST_FREE_LABEL 0xFFFFu /* no character has this code */
#define NST_NO_COST 0xFFFF     /* no word ends here */

/* The tag is that of the word that ends here; with NST_TAG_SPLITS the word
   splits in a fine segmentation. */
typedef struct nst_unit {
  uint32_t base_and_tag; /* base << 8 | tag */
  uint16_t label;
  uint16_t cost; /* -ln(probability) in steps of 1 / NST_COST_STEPS */
} nst_unit;

#define NST_MOST_UNITS (1u << 24)

static inline uint32_t nst_unit_base(const nst_unit *unit) { return unit->base_and_tag >> 8; }

static inline uint8_t nst_unit_tag(const nst_unit *unit) { return unit->base_and_tag & 0xFF; }

#define NST_COST_STEPS 2048

typedef struct nst_image_header {
  char magic[8];
  uint32_t byte_order;
  uint32_t version;
  uint64_t checksum; /* nst_image_checksum of all that follows it */
  uint64_t size;     /* bytes of the whole image */
  uint32_t words;
  uint32_t pages;
  uint32_t codes; /* codes are below this */
  uint32_t units;
  uint32_t tags;
  uint32_t longest;      /* characters of the longest word */
  uint32_t unknown_cost; /* of a character that is no word */
  uint32_t doubles;
  uint32_t index_at, pages_at, folded_at, models_at, doubles_at, pairs_at, units_at, names_at;
} nst_image_header;

/* Where what the checksum covers begins. */
#define NST_CHECKED_FROM (offsetof(nst_image_header, checksum) + sizeof(uint64_t))

/* A checksum that changes with any bit of the bytes; size is a multiple of 8. */
uint64_t nst_image_checksum(const void *bytes, size_t size);

#endif
