/* term_standing.c: which terms a reader would call so, and what speaks for each in all periods. */
#include "ranking.h"

#include <math.h>
#include <string.h>

/* -- Keys -------------------------------------------------------------------------------------- */

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

static bool is_alphanumeric(char c) { return is_letter(c) || is_digit(c); }

static bool ends_with(const char *key, size_t size, const char *end) {
  size_t length = strlen(end);
  return size >= length && memcmp(key + size - length, end, length) == 0;
}

size_t nst_owner_size(const char *key, size_t size) {
  static const char *const endings[] = {"'s", "\xE2\x80\x99s"};
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
    if (ends_with(key, size, endings[i]) && size > strlen(endings[i]) && is_alphanumeric(*key))
      return size - strlen(endings[i]);
  return 0;
}

/* What of its bytes decides how a key is judged. */
typedef struct key_facts {
  bool is_ascii, has_letter, has_digit;
  bool is_hexadecimal; /* of digits and the letters from a to f alone */
} key_facts;

static key_facts facts_of(nst_slice key) {
  key_facts facts = {.is_ascii = true, .is_hexadecimal = true};
  for (size_t i = 0; i < key.size; i++) {
    char c = key.bytes[i];
    facts.is_ascii &= !(c & 0x80);
    facts.has_letter |= is_letter(c);
    facts.has_digit |= is_digit(c);
    facts.is_hexadecimal &= is_digit(c) || (c >= 'a' && c <= 'f');
  }
  return facts;
}

static bool is_date_word(const nst_standing_rules *rules, const char *word, size_t size) {
  if (size >= NST_DATE_BYTES) return false;
  for (size_t i = 0; i < rules->date_word_count; i++)
    if (!memcmp(rules->date_words[i], word, size) && !rules->date_words[i][size]) return true;
  return false;
}

static bool has_date_word(const nst_standing_rules *rules, nst_slice key) {
  for (size_t at = 0; at < key.size;) {
    size_t end = at;
    while (end < key.size && is_letter(key.bytes[end])) end++;
    if (end > at && is_date_word(rules, key.bytes + at, end - at)) return true;
    at = end + 1;
  }
  return false;
}

/* Names of months and days, addresses' pieces and hexadecimal strings are no news. */
static bool is_plain_latin(const nst_standing_rules *rules, const nst_term_facts *term,
                           const key_facts *key) {
  enum { LEAST_BYTES = 3, LEAST_HEXADECIMAL = 6 };
  if (term->key.size < LEAST_BYTES || term->capitals < rules->least_capitals) return true;
  if (term->key.size >= LEAST_HEXADECIMAL && key->is_hexadecimal && key->has_digit) return true;
  return !key->has_letter || has_date_word(rules, term->key);
}

/* -- Classes ----------------------------------------------------------------------------------- */

static double class_of_tag(const nst_standing_rules *rules, const char *tag) {
  double value = rules->other;
  for (size_t i = 0; i < rules->class_count; i++) {
    const nst_tag_class *one = rules->classes + i;
    if (strcmp(one->tag, tag) == 0) return one->value;
    if (*tag && one->tag[0] == *tag && !one->tag[1]) value = one->value;
  }
  return value;
}

static char letter_of_tag(const nst_standing_rules *rules, nst_slice word) {
  const char *tag;
  return nst_lexicon_find(rules->lexicon, word.bytes, word.size, NULL, &tag) ? *tag : 'n';
}

static bool is_among(char letter, const char *letters) { return letter && strchr(letters, letter); }

static double class_of_phrase(const nst_standing_rules *rules, const nst_term_facts *term) {
  char begins = letter_of_tag(rules, term->first_word);
  char ends = letter_of_tag(rules, term->last_word);
  double value = rules->phrase;
  if (is_among(ends, rules->noun_ends) && is_among(begins, rules->noun_starts))
    value = rules->noun_phrase;
  else if (ends == 'v' && begins == 'n')
    value = rules->clause;
  return is_among(begins, rules->weak_starts) ? value + rules->weak_start : value;
}

static void judge_word(const nst_standing_rules *rules, nst_slice key, nst_standing *out) {
  double cost;
  const char *tag;
  out->word_class = rules->unlisted;
  if (!nst_lexicon_find(rules->lexicon, key.bytes, key.size, &cost, &tag)) return;
  out->word_class = class_of_tag(rules, tag);
  out->common = 1 - exp(-exp(-cost) * rules->median_words);
}

/* -- All --------------------------------------------------------------------------------------- */

static bool holds_together(const nst_standing_rules *rules, const nst_term_facts *term) {
  if (term->association >= rules->firm_association) return true;
  return term->association >= rules->least_association &&
         (term->entropy >= rules->least_entropy || term->quoted >= rules->least_quoted);
}

static double firmness_of(const nst_standing_rules *rules, double association) {
  double whole = rules->firm_association - rules->least_association;
  return fmax(rules->least_firmness, fmin(1, (association - rules->least_association) / whole));
}

bool nst_judge_standing(const nst_standing_rules *rules, const nst_term_facts *term,
                        nst_standing *out) {
  nst_standing standing = {.word_class = rules->latin,
                           .adaptation = (term->repeating + 2) / (term->articles + 8),
                           .firmness = 1};
  key_facts key = facts_of(term->key);
  /* China's is a use of China; McDonald's, which stands in more articles than McDonald, a name. */
  if (term->owner_articles > 0 && term->owner_articles >= term->articles) return false;
  if (key.is_ascii) {
    if (is_plain_latin(rules, term, &key)) return false;
  } else if (key.has_letter || key.has_digit) {
    if (!term->is_word && !holds_together(rules, term)) return false;
  } else if (term->is_word) {
    judge_word(rules, term->key, &standing);
  } else {
    /* A title before a name is no part of it: 安倍晋三, not 首相安倍晋三. */
    if (term->ends_with_name) return false;
    if (term->has_several_words && !holds_together(rules, term)) return false;
    standing.word_class = class_of_phrase(rules, term);
    standing.firmness = firmness_of(rules, term->association);
  }
  *out = standing;
  return true;
}
