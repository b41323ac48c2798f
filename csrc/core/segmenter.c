/* segmenter.c: walks a text, gives what stays whole to run.c and
   other_scripts.c and everything between to the lattice. */
#include "lattice.h"
#include "memory.h"
#include "other_scripts.h"
#include "run.h"
#include "segmenter.h"
#include "user_words.h"
#include "utf8.h"

#include <string.h>

/* One step adds at most a window of the lattice and a window of other scripts; the words of the
   first window stand at its end. */
enum { MOST_WORDS_A_STEP = 2 * NST_WINDOW, MOST_WORDS = 4 * NST_WINDOW };

struct nst_segmenter {
  nst_reading reading;             /* text is where the current one begins */
  const nst_user_words *next_user; /* for the next text */
  bool next_fine;
  nst_allocator allocator;
  size_t size;
  size_t at;    /* bytes read */
  size_t first; /* of the words that are handed out */
  size_t count;
  nst_word words[NST_WINDOW + MOST_WORDS];
  nst_lattice lattice;
  nst_script_cutter scripts;
};

nst_status nst_segmenter_create(const nst_lexicon *lexicon, const nst_allocator *given,
                                nst_segmenter **out) {
  nst_allocator allocator = nst_allocator_or_default(given);
  nst_segmenter *segmenter = nst_allocate_zeroed(&allocator, sizeof *segmenter);
  if (!segmenter) return NST_NO_MEMORY;
  segmenter->reading.lexicon = lexicon;
  segmenter->allocator = allocator;
  *out = segmenter;
  return NST_OK;
}

void nst_segmenter_destroy(nst_segmenter *segmenter) {
  if (!segmenter) return;
  nst_allocator allocator = segmenter->allocator;
  nst_script_cutter_free(&segmenter->scripts, &allocator);
  nst_release(&allocator, segmenter, sizeof *segmenter);
}

nst_status nst_segmenter_copy(const nst_segmenter *segmenter, const nst_allocator *allocator,
                              nst_segmenter **out) {
  nst_status status = nst_segmenter_create(segmenter->reading.lexicon, allocator, out);
  if (status != NST_OK) return status;
  nst_segmenter_set_user_words(*out, segmenter->next_user);
  nst_segmenter_set_fine(*out, segmenter->next_fine);
  return NST_OK;
}

const nst_lexicon *nst_segmenter_lexicon(const nst_segmenter *segmenter) {
  return segmenter->reading.lexicon;
}

void nst_segmenter_set_user_words(nst_segmenter *segmenter, const nst_user_words *words) {
  segmenter->next_user = words;
}

void nst_segmenter_set_fine(nst_segmenter *segmenter, bool fine) { segmenter->next_fine = fine; }

void nst_segmenter_start(nst_segmenter *segmenter, const char *text, size_t size) {
  segmenter->reading.text = text;
  segmenter->reading.user = segmenter->next_user;
  segmenter->reading.fine = segmenter->next_fine;
  segmenter->size = size;
  segmenter->at = 0;
  nst_lattice_clear(&segmenter->lattice);
}

/* -- Steps ------------------------------------------------------------------------ */

/* The place behind the last word. */
static inline nst_word *words_end(nst_segmenter *segmenter) {
  return segmenter->words + segmenter->first + segmenter->count;
}

static void flush(nst_segmenter *segmenter, bool final) {
  nst_word *room = words_end(segmenter);
  size_t count = nst_lattice_flush(&segmenter->lattice, &segmenter->reading, final, room);
  if (segmenter->count)
    memmove(room, room + NST_WINDOW - count, count * sizeof *room);
  else if (count)
    segmenter->first += NST_WINDOW - count;
  segmenter->count += count;
}

/* Adds the next `size` bytes, which are a word whatever stands around them. */
static void push_whole(nst_segmenter *segmenter, size_t size, nst_word_kind kind) {
  nst_lattice_push_whole(&segmenter->lattice, kind, segmenter->at, segmenter->at + size);
  segmenter->at += size;
  if (nst_lattice_is_ready(&segmenter->lattice)) flush(segmenter, true);
}

/* A character's class, with SEVERAL if runs of it are one mark. */
enum { SEVERAL = 8 };

static inline unsigned kind_of(const nst_character *character) {
  return character->class |
         (unsigned)(character->flags & NST_FLAG_REPEATS) / NST_FLAG_REPEATS * SEVERAL;
}

/* Of which kinds the characters are that words are made of, and marks that are words by themselves
   whatever stands behind them; @ and # may begin longer ones. */
enum {
  SINGLE_MARK = NST_CLASS_PUNCTUATION,
  ELEMENTS = 1 << SINGLE_MARK | 1 << NST_CLASS_HAN | 1 << (NST_CLASS_HAN | SEVERAL)
};

static inline bool begins_handle(uint32_t c) { return c == '@' || c == '#'; }

/* Where what is known of characters lies; kept at hand, as elements are written between. */
typedef struct character_tables {
  const uint16_t *index;
  const nst_character *pages;
  const nst_model *models;
} character_tables;

/* Puts a character behind the others if it is one of ELEMENTS, without a branch between marks and
   others, as no processor could foretell it. */
static inline bool put_element(nst_lattice *lattice, const character_tables *tables, size_t count,
                               uint32_t c, size_t end) {
  const uint8_t mark = nst_about(NST_ELEMENT_WHOLE, NST_WORD_PUNCTUATION, 0),
                other = nst_about(NST_ELEMENT_CHARACTER, NST_WORD_UNKNOWN, 0);
  const size_t page = tables->index[c / NST_BLOCK_SIZE];
  const nst_character *character = tables->pages + page * NST_BLOCK_SIZE + c % NST_BLOCK_SIZE;
  const unsigned kind = kind_of(character);
  if (!((unsigned)ELEMENTS >> kind & 1)) return false;
  const uint32_t keep = -(uint32_t)(kind != SINGLE_MARK); /* all bits of what a mark has not */
  const uint32_t code = character->code & keep;
  lattice->codes[count] = (uint16_t)code;
  lattice->keys[count] =
      (uint16_t)(((tables->models[code].key ^ NST_KEY_EDGE) & keep) ^ NST_KEY_EDGE);
  lattice->about[count] =
      (uint8_t)(((other ^ mark) & keep) ^ mark ^ (character->flags & NST_FOLDS));
  lattice->offsets[count + 1] = end;
  return true;
}

/* Puts up to `most` characters of three bytes of the text, behind whose first byte three more can
   be read; returns where the text goes on. */
static size_t put_threes(nst_lattice *lattice, const character_tables *given, const char *text,
                         size_t at, size_t size, size_t most) {
  const character_tables tables = *given;
  const size_t room = most > lattice->count ? most - lattice->count : 0, fit = (size - 1) / 3;
  size_t count = lattice->count;
  for (size_t end = count + (fit < room ? fit : room); count < end; count++, at += 3) {
    const uint32_t four = nst_utf8_four_bytes(text + at);
    if (!nst_utf8_begin_with_three(four) ||
        !put_element(lattice, &tables, count, nst_utf8_three_of_four(four), at + 3))
      break;
  }
  lattice->count = count;
  return at;
}

/* Puts single marks and the characters that words are made of, until something else comes or the
   lattice is to be flushed; only one where user words with marks may begin at each. */
static void push_characters(nst_segmenter *segmenter) {
  const nst_lexicon *lexicon = segmenter->reading.lexicon;
  const char *text = segmenter->reading.text;
  nst_lattice *lattice = &segmenter->lattice;
  const character_tables tables = {lexicon->index, lexicon->pages, lexicon->models};
  const size_t size = segmenter->size;
  const size_t most = segmenter->reading.user ? lattice->count + 1 : NST_MOST_ELEMENTS;
  const size_t least = most < NST_BATCH ? most : NST_BATCH;
  size_t at = segmenter->at;
  lattice->offsets[lattice->count] = at;
  while (at < size) {
    at = put_threes(lattice, &tables, text, at, size - at, least - 1);
    uint32_t c;
    const size_t end = at + nst_utf8_read(text + at, size - at, &c);
    if (begins_handle(c) || !put_element(lattice, &tables, lattice->count, c, end)) break;
    at = end;
    if (++lattice->count >= least && (nst_lattice_ends_whole(lattice) || lattice->count >= most))
      break;
  }
  segmenter->at = at;
  if (nst_lattice_is_ready(lattice)) flush(segmenter, true);
}

/* Whether the character at text is none that a word of the lexicon may join to what stands before.
 */
static bool parts_words(const nst_lexicon *lexicon, const char *text, size_t size) {
  uint32_t c;
  if (!size) return true;
  nst_utf8_read(text, size, &c);
  uint8_t class = nst_lexicon_character(lexicon, c)->class;
  return class != NST_CLASS_HAN && class != NST_CLASS_LATIN && class != NST_CLASS_DIGIT;
}

/* Whether nothing can make more or less than one word of a run: no character stands next to it that
   words are made of, and no word is in a list that is the run. */
static bool is_whole_run(const nst_segmenter *segmenter, const char *text, size_t size,
                         const nst_run *run) {
  const nst_lexicon *lexicon = segmenter->reading.lexicon;
  return !segmenter->reading.user && nst_lattice_ends_whole(&segmenter->lattice) &&
         parts_words(lexicon, text + run->size, size - run->size) &&
         !nst_lexicon_find(lexicon, text, run->size, NULL, NULL);
}

static void step_letters(nst_segmenter *segmenter, const char *text, size_t size) {
  nst_run run = nst_run_of_letters(segmenter->reading.lexicon, text, size);
  if (run.kind == NST_WORD_URL || run.characters > NST_RUN_IN_WINDOW ||
      is_whole_run(segmenter, text, size, &run)) {
    push_whole(segmenter, run.size, run.kind);
    return;
  }
  nst_lattice_push_run(&segmenter->lattice, segmenter->reading.lexicon, segmenter->reading.text,
                       segmenter->at, &run);
  segmenter->at += run.size;
}

/* The bytes of a run up to the first user word that begins inside it. */
static size_t until_user_word(const nst_segmenter *segmenter, const char *text, size_t run,
                              size_t size) {
  if (!segmenter->reading.user) return run;
  const char *tag;
  uint32_t c;
  for (size_t at = nst_utf8_decode(text, run, &c); at < run;
       at += nst_utf8_decode(text + at, run - at, &c))
    if (nst_user_words_match(segmenter->reading.user, segmenter->reading.lexicon, text + at,
                             size - at, &tag))
      return at;
  return run;
}

static nst_status step_others(nst_segmenter *segmenter, const char *text, size_t size) {
  flush(segmenter, true);
  nst_run run = nst_run_of_others(segmenter->reading.lexicon, text, size, NST_WINDOW);
  run.size = until_user_word(segmenter, text, run.size, size);
  size_t words = 0;
  nst_status status = nst_script_cutter_cut(&segmenter->scripts, &segmenter->allocator, text,
                                            run.size, segmenter->at, words_end(segmenter), &words);
  if (status != NST_OK) return status;
  segmenter->count += words;
  segmenter->at += run.size;
  return NST_OK;
}

/* A user word with marks or spaces in it stands whatever is around. */
static bool step_user_word(nst_segmenter *segmenter, const char *text, size_t size) {
  const char *tag = NULL;
  size_t length =
      nst_user_words_match(segmenter->reading.user, segmenter->reading.lexicon, text, size, &tag);
  if (!length) return false;
  flush(segmenter, true);
  *words_end(segmenter) = (nst_word){segmenter->at, length, tag, NST_WORD_USER, 0};
  segmenter->count++;
  segmenter->at += length;
  return true;
}

/* A mark or line break, or the run that it begins. */
static void step_mark(nst_segmenter *segmenter, const char *text, size_t size) {
  nst_run run = {0, 0, NST_WORD_PUNCTUATION};
  if (*text == '@' || *text == '#') run = nst_run_of_handle(segmenter->reading.lexicon, text, size);
  if (!run.size) run = nst_run_of_marks(segmenter->reading.lexicon, text, size);
  push_whole(segmenter, run.size, run.kind);
}

static nst_status step(nst_segmenter *segmenter) {
  const char *text = segmenter->reading.text + segmenter->at;
  size_t size = segmenter->size - segmenter->at;
  if (segmenter->reading.user && step_user_word(segmenter, text, size)) return NST_OK;
  uint32_t c;
  nst_utf8_read(text, size, &c);
  if (begins_handle(c)) { /* whatever class an image gives it */
    step_mark(segmenter, text, size);
    return NST_OK;
  }
  const nst_character *character = nst_lexicon_character(segmenter->reading.lexicon, c);
  switch ((nst_class)character->class) {
    case NST_CLASS_HAN: push_characters(segmenter); return NST_OK;
    case NST_CLASS_LATIN:
    case NST_CLASS_DIGIT: step_letters(segmenter, text, size); return NST_OK;
    case NST_CLASS_MARK:
    case NST_CLASS_OTHER: return step_others(segmenter, text, size);
    case NST_CLASS_SPACE:
      push_whole(segmenter, nst_run_of_spaces(segmenter->reading.lexicon, text, size).size,
                 NST_WORD_SPACE);
      return NST_OK;
    case NST_CLASS_BREAK: step_mark(segmenter, text, size); return NST_OK;
    case NST_CLASS_PUNCTUATION:
      if (kind_of(character) == SINGLE_MARK)
        push_characters(segmenter);
      else
        step_mark(segmenter, text, size);
      return NST_OK;
  }
  return NST_OK;
}

nst_status nst_segmenter_next(nst_segmenter *segmenter, const nst_word **words, size_t *count) {
  segmenter->first = segmenter->count = 0;
  nst_status status = NST_OK;
  while (status == NST_OK && segmenter->at < segmenter->size &&
         segmenter->count + MOST_WORDS_A_STEP < MOST_WORDS) {
    status = step(segmenter);
    if (nst_lattice_is_full(&segmenter->lattice)) flush(segmenter, false);
  }
  if (status != NST_OK) return status;
  if (segmenter->at == segmenter->size && segmenter->count + NST_WINDOW < MOST_WORDS)
    flush(segmenter, true);
  *words = segmenter->words + segmenter->first;
  *count = segmenter->count;
  return NST_OK;
}
