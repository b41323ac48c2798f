/* language.c: the language of a text, by its script and a few words. */
#include "language.h"
#include "lexicon.h"
#include "utf8.h"

#include <string.h>

enum { SAMPLE_BYTES = 16384, MOST_WORDS = 1500, LONGEST_WORD = 16 };

typedef enum script {
  SCRIPT_NONE,
  SCRIPT_LATIN,
  SCRIPT_HAN,
  SCRIPT_KANA,
  SCRIPT_HANGUL,
  SCRIPT_CYRILLIC,
  SCRIPT_ARABIC,
  SCRIPT_GREEK,
  SCRIPT_HEBREW,
  SCRIPT_DEVANAGARI,
  SCRIPT_BENGALI,
  SCRIPT_TAMIL,
  SCRIPT_THAI,
  SCRIPTS
} script;

/* What is counted of a text. */
typedef struct tally {
  size_t characters[SCRIPTS];
  size_t traditional; /* of Han: those that simplified text does not use */
  const char *text;
  size_t size;
} tally;

static script script_of(uint32_t c) {
  static const struct range {
    uint32_t first, last;
    script script;
  } ranges[] = {
      {'A', 'Z', SCRIPT_LATIN},        {'a', 'z', SCRIPT_LATIN},
      {0xC0, 0x24F, SCRIPT_LATIN},     {0x370, 0x3FF, SCRIPT_GREEK},
      {0x400, 0x52F, SCRIPT_CYRILLIC}, {0x590, 0x5FF, SCRIPT_HEBREW},
      {0x600, 0x6FF, SCRIPT_ARABIC},   {0x900, 0x97F, SCRIPT_DEVANAGARI},
      {0x980, 0x9FF, SCRIPT_BENGALI},  {0xB80, 0xBFF, SCRIPT_TAMIL},
      {0xE00, 0xE7F, SCRIPT_THAI},     {0x1E00, 0x1EFF, SCRIPT_LATIN},
      {0x3041, 0x30FA, SCRIPT_KANA},   {0x3400, 0x9FFF, SCRIPT_HAN},
      {0xAC00, 0xD7A3, SCRIPT_HANGUL}, {0xF900, 0xFAFF, SCRIPT_HAN},
      {0x20000, 0x323AF, SCRIPT_HAN},
  };
  if (c == 0xD7 || c == 0xF7) return SCRIPT_NONE; /* × ÷ */
  for (size_t i = 0; i < sizeof ranges / sizeof *ranges && c >= ranges[i].first; i++)
    if (c <= ranges[i].last) return ranges[i].script;
  return SCRIPT_NONE;
}

/* What simplified text keeps in some of its meanings, by the notes of the official
   list: 乾坤, 著名, 瞭望, 慰藉, 宫商角徵, 夥, 於 as a name. */
static bool is_kept(uint32_t c) {
  return c == 0x4E7E || c == 0x8457 || c == 0x77AD || c == 0x85C9 || c == 0x5FB5 || c == 0x5925 ||
         c == 0x65BC;
}

static bool is_traditional(const nst_lexicon *lexicon, uint32_t c) {
  uint16_t code = nst_lexicon_character(lexicon, c)->code;
  return code && lexicon->folded[code] != c && !is_kept(c);
}

static void count(const nst_lexicon *lexicon, tally *tally) {
  for (size_t at = 0; at < tally->size;) {
    uint32_t c;
    at += nst_utf8_read(tally->text + at, tally->size - at, &c);
    script script = script_of(c);
    tally->characters[script]++;
    if (script == SCRIPT_HAN) tally->traditional += is_traditional(lexicon, c);
  }
}

/* -- Languages of the Latin script ------------------------------------------- */

/* Which languages have a word, by the word's hash; a stranger with the same hash
   is too rare to matter among some hundred words. */
enum { SLOTS = 1024 };

typedef struct word_slot {
  uint32_t hash; /* 0 for an empty slot */
  uint32_t languages;
} word_slot;

static uint32_t hash_of(const char *word, size_t size) {
  uint32_t hash = 2166136261u;
  for (size_t i = 0; i < size; i++) hash = (hash ^ (unsigned char)word[i]) * 16777619u;
  return hash ? hash : 1;
}

static word_slot *find_slot(word_slot *slots, uint32_t hash) {
  size_t place = (hash ^ hash >> 16) % SLOTS;
  while (slots[place].hash && slots[place].hash != hash) place = (place + 1) % SLOTS;
  return slots + place;
}

static void fill_slots(word_slot *slots) {
  memset(slots, 0, SLOTS * sizeof *slots);
  for (size_t i = 0; i < NST_LATIN_LANGUAGES; i++)
    for (const char *word = nst_latin_languages[i].words; *word;) {
      size_t size = strcspn(word, " ");
      uint32_t hash = hash_of(word, size);
      word_slot *slot = find_slot(slots, hash);
      slot->hash = hash;
      slot->languages |= 1u << i;
      word += size + (word[size] == ' ');
    }
}

/* Reads the next word of Latin letters, ASCII capitals as small ones; false at
   the end.  Of a long word the beginning stands in `word`. */
static bool next_word(const tally *tally, size_t *at, char *word, size_t *size) {
  *size = 0;
  while (*at < tally->size) {
    uint32_t c;
    size_t length = nst_utf8_read(tally->text + *at, tally->size - *at, &c);
    if (script_of(c) == SCRIPT_LATIN) {
      char lower = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
      const char *letter = length == 1 ? &lower : tally->text + *at;
      if (*size + length <= LONGEST_WORD) memcpy(word + *size, letter, length);
      *size += length;
    } else if (*size) {
      return true;
    }
    *at += length;
  }
  return *size > 0;
}

/* The language whose words are met most, if that is often, and oftener than
   any other's. */
static const char *latin_language(const tally *tally) {
  word_slot slots[SLOTS];
  size_t hits[NST_LATIN_LANGUAGES] = {0}, words = 0, at = 0, size;
  char word[LONGEST_WORD];
  fill_slots(slots);
  for (; words < MOST_WORDS && next_word(tally, &at, word, &size); words++) {
    if (size > LONGEST_WORD) continue;
    uint32_t languages = find_slot(slots, hash_of(word, size))->languages;
    for (size_t i = 0; languages; i++, languages >>= 1) hits[i] += languages & 1;
  }
  size_t best = 0, second = 0;
  for (size_t i = 1; i < NST_LATIN_LANGUAGES; i++)
    if (hits[i] > hits[best]) best = i;
  for (size_t i = 0; i < NST_LATIN_LANGUAGES; i++)
    if (i != best && hits[i] > second) second = hits[i];
  bool enough = hits[best] >= 2 && hits[best] * 10 >= words && hits[best] > second;
  return enough ? nst_latin_languages[best].language : NULL;
}

/* -- Languages of other scripts ----------------------------------------------- */

static bool has_letter(const tally *tally, const char *letters) {
  for (size_t size; *letters; letters += size) {
    uint32_t letter, c;
    size = nst_utf8_decode(letters, strlen(letters), &letter);
    for (size_t at = 0; at < tally->size;) {
      at += nst_utf8_read(tally->text + at, tally->size - at, &c);
      if (c == letter) return true;
    }
  }
  return false;
}

static const char *by_letters(const tally *tally, const nst_language_letters *rows, size_t size,
                              const char *usual) {
  for (size_t i = 0; i < size; i++)
    if (has_letter(tally, rows[i].letters)) return rows[i].language;
  return usual;
}

/* Of Han characters and kana. */
static const char *east_asian_language(const tally *tally) {
  enum { FEW = 10, PART = 20 };
  size_t han = tally->characters[SCRIPT_HAN], kana = tally->characters[SCRIPT_KANA];
  if (kana * PART >= han + kana) return "ja";
  if (tally->traditional * PART >= han) return "zh-Hant";
  return han < FEW ? "zh" : "zh-Hans";
}

static const char *language_of(const tally *tally, script script) {
  switch (script) {
    case SCRIPT_LATIN: return latin_language(tally);
    case SCRIPT_HAN: return east_asian_language(tally);
    case SCRIPT_HANGUL: return "ko";
    case SCRIPT_CYRILLIC:
      return by_letters(tally, nst_cyrillic_languages, NST_CYRILLIC_LANGUAGES, NULL);
    case SCRIPT_ARABIC: return by_letters(tally, nst_arabic_languages, NST_ARABIC_LANGUAGES, "ar");
    case SCRIPT_GREEK: return "el";
    case SCRIPT_HEBREW: return "he";
    case SCRIPT_DEVANAGARI: return "hi";
    case SCRIPT_BENGALI: return "bn";
    case SCRIPT_TAMIL: return "ta";
    case SCRIPT_THAI: return "th";
    default: return NULL;
  }
}

const char *nst_text_language(const nst_lexicon *lexicon, const char *text, size_t size) {
  enum { LETTERS = 3 }; /* of an alphabet, that say as much as a Han character */
  tally tally = {.text = text, .size = size < SAMPLE_BYTES ? size : SAMPLE_BYTES};
  count(lexicon, &tally);
  size_t weights[SCRIPTS] = {0};
  for (size_t i = SCRIPT_LATIN; i < SCRIPTS; i++) weights[i] = tally.characters[i];
  weights[SCRIPT_HAN] = LETTERS * (tally.characters[SCRIPT_HAN] + tally.characters[SCRIPT_KANA]);
  weights[SCRIPT_HANGUL] *= LETTERS;
  weights[SCRIPT_KANA] = 0;
  script best = SCRIPT_NONE;
  for (size_t i = SCRIPT_LATIN; i < SCRIPTS; i++)
    if (weights[i] > weights[best]) best = (script)i;
  return language_of(&tally, best);
}
