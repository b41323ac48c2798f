/* charset_cost.c: how unlikely a text is.

   Bytes read in a wrong charset give characters that nobody writes, or not in
   this order.  So each character has a cost, about -ln(probability) in nats:
   Han characters that of the cheapest cut into words of the lexicon, syllables
   and letters by their rank in the language, and what is a sign of error, such
   as U+FFFD, private use and controls, a high one.  Costs of one text in several
   readings are comparable; the rates below are rounded, and only their
   differences matter. */
#include "charset.h"

#include "lexicon.h"

#include <math.h>
#include <string.h>
#include <unicode/uchar.h>

#define COST_ERROR 13.0
#define COST_PRIVATE 14.0
#define COST_CONTROL 13.0
#define COST_FOREIGN 9.0    /* a letter of another script */
#define COST_SYMBOL 9.5     /* of those that texts seldom have */
#define COST_MARK 4.5       /* punctuation of all languages: dashes, quotes */
#define COST_MIXED 6.0      /* letters of two scripts side by side */
#define COST_MIXED_WIDE 3.0 /* ASCII beside Chinese, Japanese and Korean */
#define COST_KANA 2.5       /* on top, in Chinese and Korean */
#define COST_UPPER 2.0      /* on top of the letter's cost */
#define COST_UPPER_INSIDE 5 /* after a small letter, once more */
#define COST_RARE_LETTER 8.0
#define COST_ANY_LETTER 4.5
#define COST_TWO_BYTE_LETTER 5.5 /* Greek and Cyrillic in charsets of two bytes */
#define COST_RARE_HAN 3.0        /* on top of an unknown word: in no word at all */

/* A syllable of the rank r of Korean costs COST_SYLLABLE + ln(1 + r / SYLLABLE_STEP). */
#define COST_SYLLABLE 2.9
#define SYLLABLE_STEP 6.0
#define COST_RARE_SYLLABLE 10.0F

enum { MOST_HAN = 64, MOST_WORD = 6, FIRST_SYLLABLE = 0xAC00, LAST_SYLLABLE = 0xD7A3 };

/* -- Han ------------------------------------------------------------------------- */

/* A run of Han characters, as far as it was read. */
typedef struct han_run {
  uint16_t codes[MOST_HAN];
  size_t count;
} han_run;

/* The cost of the cheapest way to cut the run into words. */
static double han_cost(const nst_lexicon *lexicon, const han_run *run) {
  double best[MOST_HAN + 1], unknown = nst_lexicon_unknown_cost(lexicon);
  best[0] = 0;
  for (size_t i = 1; i <= run->count; i++) best[i] = HUGE_VAL;
  for (size_t i = 0; i < run->count; i++) {
    double alone = best[i] + unknown + (run->codes[i] ? 0 : COST_RARE_HAN);
    if (alone < best[i + 1]) best[i + 1] = alone;
    const nst_unit *unit = lexicon->units;
    for (size_t j = i; j < run->count && j < i + MOST_WORD && run->codes[j]; j++) {
      unit = nst_lexicon_child(lexicon, unit, run->codes[j]);
      if (!unit) break;
      if (unit->cost == NST_NO_COST) continue;
      double cost = best[i] + (double)unit->cost / NST_COST_STEPS;
      if (cost < best[j + 1]) best[j + 1] = cost;
    }
  }
  return best[run->count];
}

static bool is_han(uint32_t c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || c == 0x3005 ||
         (c >= 0x20000 && c <= 0x323AF);
}

/* -- Syllables and letters by rank ---------------------------------------------- */

/* The syllables that Korean text is mostly made of. */
static const char hangul[] =
    "이다는에의을하고가지한로은사기도를서리자들대시정인해어수나있아일라부과보제만게주전으원장국여스"
    "그상그적"
    "것동구성화안공면위경트거우세려했신소무조중연오요유전치용모니비진았생마때러차진내민실업재단강체"
    "출년관말"
    "물할방된선행문미바였음되본통간계발법개레었등분타져히터교산식야금당데월결후품회던력없학까불남김"
    "외건운입"
    "북명드각르양복약표청배설점열와목종초군드크심근특투총천감합람집향임활현파습토반권확급류질험평프"
    "석론달저"
    "판호노술변담역살병속증추허날길작책형잡록검피반준태처필광밀육페득찰높버박범테독온최환예블머매쟁"
    "협";

void nst_cost_model_init(nst_cost_model *model, const nst_lexicon *lexicon) {
  memset(model, 0, sizeof *model);
  model->lexicon = lexicon;
  for (size_t i = 0; i < sizeof model->hangul / sizeof *model->hangul; i++)
    model->hangul[i] = COST_RARE_SYLLABLE;
  int rank = 0;
  for (size_t at = 0; at < sizeof hangul - 1; rank++) {
    uint32_t c;
    at += nst_utf8_decode(hangul + at, sizeof hangul - 1 - at, &c);
    model->hangul[c - FIRST_SYLLABLE] = (float)(COST_SYLLABLE + log(1 + rank / SYLLABLE_STEP));
  }
}

void nst_cost_model_set_alphabet(nst_cost_model *model, const nst_alphabet *alphabet) {
  if (!alphabet && !model->has_alphabet) return;
  model->has_alphabet = alphabet != NULL;
  memset(model->letters, 0, sizeof model->letters);
  if (!alphabet) return;
  size_t size = strlen(alphabet->letters);
  int rank = 0;
  for (size_t at = 0; at < size; rank++) {
    uint32_t c;
    at += nst_utf8_decode(alphabet->letters + at, size - at, &c);
    if (c < sizeof model->letters / sizeof *model->letters)
      model->letters[c] = alphabet->first + alphabet->step * (float)rank;
  }
}

/* The cost of a small letter of the alphabet, 0 for other characters. */
static double alphabet_cost(const nst_cost_model *model, uint32_t c) {
  return c < sizeof model->letters / sizeof *model->letters ? (double)model->letters[c] : 0;
}

/* -- Other characters ---------------------------------------------------------------- */

/* Whether a character is one of those in a string. */
static bool is_among(const char *characters, uint32_t c) {
  char bytes[5];
  bytes[nst_utf8_encode(c, bytes)] = 0;
  return strstr(characters, bytes) != NULL;
}

static double ascii_cost(uint32_t c) {
  if (c >= 'a' && c <= 'z') return 3.0;
  if (c == ' ' || c == '\n') return 2.5;
  if (c >= '0' && c <= '9') return 3.5;
  if (c >= 'A' && c <= 'Z') return 4.5;
  if (c == '\r' || c == '\t' || (c > ' ' && c < 0x7F)) return 4.5;
  return COST_CONTROL;
}

/* Punctuation and signs that every script has.  Some are seen in their place
   only: their bytes are letters in other charsets. */
static double symbol_cost(uint32_t c, uint32_t before) {
  if (is_among("¿¡", c)) return u_isalpha((UChar32)before) ? COST_SYMBOL : COST_MARK;
  if (is_among("ºª²³", c)) return u_isdigit((UChar32)before) ? COST_MARK : COST_SYMBOL;
  if (is_among("\u00A0«»“”„‘’–—…•·©°§€№®™", c)) return COST_MARK;
  if (c >= 0xE000 && c <= 0xF8FF) return COST_PRIVATE;
  if (c >= 0x80 && c < 0xA0) return COST_CONTROL;
  return COST_SYMBOL;
}

/* Characters of other scripts, where these are no surprise. */
static double other_script_cost(uint32_t c) {
  if (!u_isdefined((UChar32)c)) return COST_ERROR;
  if (c >= 0x1100 && c < 0x10000 && u_isalpha((UChar32)c)) return COST_FOREIGN;
  return u_isalpha((UChar32)c) ? COST_ANY_LETTER : 6.0;
}

/* Characters of Chinese, Japanese and Korean text that are not Han. */
static double east_asian_cost(const nst_cost_model *model, uint32_t c, uint32_t before) {
  if (c >= 0x3041 && c <= 0x3096) return 3.6 + (model->kana ? 0 : COST_KANA);
  if (c >= 0x30A1 && c <= 0x30FC) return 4.6 + (model->kana ? 0 : COST_KANA);
  if (c >= FIRST_SYLLABLE && c <= LAST_SYLLABLE) return (double)model->hangul[c - FIRST_SYLLABLE];
  if (is_among("，。、", c)) return 3.2;
  if (is_among("（）「」『』《》【】：；！？“”‘’—…·　", c)) return 4.5;
  if (c >= 0x3000 && c <= 0x303F) return 6.5;
  if (c >= 0xFF01 && c <= 0xFF5E) return 6.0;
  if (is_among("●■◆★○□◇☆→※①②③④⑤⑥⑦⑧⑨⑩▲△▼▽", c)) return 6.5;
  if (c >= 0xE000 && c <= 0xF8FF) return COST_PRIVATE;
  if (c >= 0x80 && c < 0xA0) return COST_CONTROL;
  if (model->any_script) return other_script_cost(c);
  if (c >= 0xFF61 && c <= 0xFF9F) return COST_SYMBOL; /* half-width katakana */
  if (c >= 0x370 && c < 0x500) return COST_TWO_BYTE_LETTER;
  return c < 0x370 ? symbol_cost(c, before) : COST_FOREIGN;
}

static bool is_ascii_letter(uint32_t c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }

/* What it adds that letters of ASCII and of another script stand side by side. */
static double border_cost(uint32_t c, uint32_t before) {
  if (is_ascii_letter(c) == is_ascii_letter(before)) return 0;
  uint32_t other = is_ascii_letter(c) ? before : c;
  if (other < 0x370 || !(U_GET_GC_MASK((UChar32)other) & (U_GC_L_MASK | U_GC_M_MASK))) return 0;
  return other < 0x1E00 ? COST_MIXED : COST_MIXED_WIDE;
}

static double letter_cost(const nst_cost_model *model, uint32_t c, uint32_t before) {
  uint32_t small = (uint32_t)u_tolower((UChar32)c);
  double cost = alphabet_cost(model, small);
  if (cost <= 0) cost = COST_RARE_LETTER;
  if (small != c) {
    cost += COST_UPPER;
    if (u_islower((UChar32)before)) cost += COST_UPPER_INSIDE;
  }
  return cost;
}

static double character_cost(const nst_cost_model *model, uint32_t c, uint32_t before) {
  if (c < 0x80) return ascii_cost(c);
  if (c == NST_REPLACEMENT) return COST_ERROR;
  if (!model->has_alphabet) return east_asian_cost(model, c, before);
  if (is_han(c)) return COST_FOREIGN;
  if (alphabet_cost(model, c) > 0 || u_isalpha((UChar32)c)) return letter_cost(model, c, before);
  return symbol_cost(c, before);
}

/* Adds the run's cost and empties it. */
static void end_run(const nst_cost_model *model, han_run *run, nst_cost *cost) {
  cost->other += run->count ? han_cost(model->lexicon, run) : 0;
  run->count = 0;
}

nst_cost nst_text_cost(const nst_cost_model *model, const char *text, size_t size) {
  nst_cost cost = {0, 0, 0};
  han_run run = {.count = 0};
  uint32_t before = ' ';
  for (size_t at = 0; at < size;) {
    uint32_t c;
    at += nst_utf8_decode(text + at, size - at, &c);
    bool han = is_han(c) && !model->has_alphabet;
    cost.other += border_cost(c, before);
    if (!han || run.count == MOST_HAN) end_run(model, &run, &cost);
    if (han)
      run.codes[run.count++] = nst_lexicon_character(model->lexicon, c)->code;
    else
      *(c < 0x80 ? &cost.ascii : &cost.other) += character_cost(model, c, before);
    cost.ascii_count += c < 0x80;
    before = c;
  }
  end_run(model, &run, &cost);
  return cost;
}
