/* The shortest path through a window that moves over the text. */
#include "check.h"
#include "core/lattice.h"
#include "small_image.h"
#include "support.h"

#include <stdlib.h>

/* A lexicon of a few words, with its image. */
typedef struct small_lexicon {
  void *image;
  nst_lexicon *lexicon;
} small_lexicon;

static bool small_open(small_lexicon *small, const small_word *words, size_t count) {
  size_t size = 0;
  small->lexicon = NULL;
  small->image = small_image_make(words, count, &size);
  return CHECK(small->image != NULL) &&
         CHECK_EQUAL(nst_lexicon_open_memory(small->image, size, NULL, &small->lexicon), NST_OK);
}

static void small_close(small_lexicon *small) {
  nst_lexicon_close(small->lexicon);
  free(small->image);
}

/* What the words of a text cost together, and their pattern. */
typedef struct path {
  uint64_t cost;
  size_t words;
  size_t characters; /* that the words cover, one behind another */
  char lengths[64];  /* of the first words, as digits */
} path;

static const small_word *find_word(const small_word *words, size_t count, const char *letters,
                                   size_t length) {
  for (size_t i = 0; i < count; i++)
    if (strlen(words[i].letters) == length && strncmp(words[i].letters, letters, length) == 0)
      return words + i;
  return NULL;
}

static void add_words(path *sum, const small_word *words, size_t count, const char *letters,
                      const nst_word *found, size_t found_count) {
  for (size_t i = 0; i < found_count; i++) {
    size_t length = found[i].size / 3;
    const small_word *word = find_word(words, count, letters + sum->characters, length);
    CHECK_EQUAL(found[i].first, sum->characters * 3);
    CHECK_EQUAL(found[i].kind, word ? NST_WORD_LEXICON : NST_WORD_UNKNOWN);
    CHECK(word || length == 1);
    sum->cost += word ? word->cost : SMALL_UNKNOWN_COST;
    if (sum->words < sizeof sum->lengths - 1) sum->lengths[sum->words] = (char)('0' + length);
    sum->words++;
    sum->characters += length;
  }
}

static path cut_letters(const nst_lexicon *lexicon, const small_word *words, size_t count,
                        const char *letters) {
  static nst_lattice lattice;
  nst_word out[NST_WINDOW];
  path sum = {0, 0, 0, {0}};
  char *text = calloc(strlen(letters), 3);
  nst_reading reading = {lexicon, NULL, text, false};
  CHECK(text != NULL);
  nst_lattice_clear(&lattice);
  for (size_t i = 0; letters[i]; i++) {
    uint16_t code = (uint16_t)(letters[i] - 'a' + 1);
    nst_lattice_push(&lattice, code, code, NST_ELEMENT_CHARACTER, NST_WORD_UNKNOWN, 3 * i,
                     3 * i + 3);
    if (!nst_lattice_is_full(&lattice)) continue;
    size_t found = nst_lattice_flush(&lattice, &reading, false, out);
    CHECK(found > 0);
    add_words(&sum, words, count, letters, out + NST_WINDOW - found, found);
    /* boundaries behind are scored with the characters before */
    CHECK_EQUAL(lattice.keys_before[1], letters[sum.characters - 1] - 'a' + 1);
    CHECK_EQUAL(lattice.codes_before[1], lattice.keys_before[1]);
    if (sum.characters < 2)
      CHECK_EQUAL(lattice.keys_before[0], NST_KEY_EDGE);
    else
      CHECK_EQUAL(lattice.keys_before[0], letters[sum.characters - 2] - 'a' + 1);
  }
  size_t found = nst_lattice_flush(&lattice, &reading, true, out);
  add_words(&sum, words, count, letters, out + NST_WINDOW - found, found);
  CHECK_EQUAL(sum.characters, strlen(letters));
  CHECK_EQUAL(nst_lattice_flush(&lattice, &reading, true, out), 0);
  free(text);
  return sum;
}

/* The least cost by the plain recurrence over the whole text. */
static uint64_t least_cost(const small_word *words, size_t count, const char *letters) {
  size_t size = strlen(letters);
  uint64_t *costs = malloc((size + 1) * sizeof *costs);
  if (!costs) return 0;
  costs[0] = 0;
  for (size_t end = 1; end <= size; end++) {
    bool single = find_word(words, count, letters + end - 1, 1) != NULL;
    costs[end] = single ? UINT64_MAX : costs[end - 1] + SMALL_UNKNOWN_COST;
    for (size_t i = 0; i < count; i++) {
      size_t length = strlen(words[i].letters);
      if (length > end || strncmp(words[i].letters, letters + end - length, length) != 0) continue;
      uint64_t cost = costs[end - length] + words[i].cost;
      if (cost < costs[end]) costs[end] = cost;
    }
  }
  uint64_t least = costs[size];
  free(costs);
  return least;
}

static void takes_the_cheapest_path(void) {
  static const small_word words[] = {{"a", 3000}, {"ab", 5000}, {"abc", 4000},   {"cd", 9000},
                                     {"f", 1},    {"ff", 3},    {"gggggggg", 9}, {"g", 1}};
  static const struct {
    const char *letters;
    const char *lengths;
  } cases[] = {
      {"", ""},      {"a", "1"},     {"e", "1"},       {"ab", "2"},
      {"abc", "3"},  {"abcd", "22"}, {"abcab", "32"},  {"eee", "111"},
      {"aba", "21"}, {"fff", "111"}, {"cdcdc", "221"}, {"ggggggggg", "111111111"},
  };
  small_lexicon small;
  if (small_open(&small, words, sizeof words / sizeof *words))
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
      check_note("%s", cases[i].letters);
      path found =
          cut_letters(small.lexicon, words, sizeof words / sizeof *words, cases[i].letters);
      CHECK_TEXT(found.lengths, strlen(found.lengths), cases[i].lengths);
    }
  small_close(&small);
}

static void places_count_from_the_first_character(void) {
  static const small_word words[] = {{"ab", 5000}};
  static nst_lattice lattice;
  nst_word out[NST_WINDOW];
  small_lexicon small;
  nst_lattice_clear(&lattice);
  if (small_open(&small, words, 1)) {
    size_t beginning = (size_t)5 << 32; /* more than 32 bits hold */
    nst_reading reading = {small.lexicon, NULL, NULL, false};
    nst_lattice_push(&lattice, 1, 1, NST_ELEMENT_CHARACTER, NST_WORD_UNKNOWN, beginning,
                     beginning + 3);
    nst_lattice_push(&lattice, 2, 2, NST_ELEMENT_CHARACTER, NST_WORD_UNKNOWN, beginning + 3,
                     beginning + 7);
    CHECK_EQUAL(nst_lattice_flush(&lattice, &reading, true, out), 1);
    const nst_word *word = out + NST_WINDOW - 1;
    CHECK(word->first == beginning && word->size == 7);
    CHECK(strcmp(word->tag, "n") == 0);
  }
  small_close(&small);
}

/* Word lists at random: the window must give what the whole text would. */
static void window_does_not_change_the_cost(void) {
  uint64_t state = 11;
  for (int round = 0; round < 60; round++) {
    enum { WORDS = 30, LENGTH = 3000 };
    static char letters[WORDS][8], text[LENGTH + 1];
    small_word words[WORDS];
    size_t count = 0;
    size_t alphabet = 2 + random_below(&state, SMALL_LETTERS - 1);
    while (count < WORDS) {
      size_t length = 1 + random_below(&state, 6);
      for (size_t i = 0; i < length; i++)
        letters[count][i] = (char)('a' + random_below(&state, alphabet));
      letters[count][length] = 0;
      bool known = find_word(words, count, letters[count], length) != NULL;
      words[count] = (small_word){letters[count], (uint16_t)(1 + random_below(&state, 40000))};
      count += !known;
    }
    for (size_t i = 0; i < LENGTH; i++) text[i] = (char)('a' + random_below(&state, alphabet));
    small_lexicon small;
    check_note("round %d", round);
    if (small_open(&small, words, count))
      CHECK_EQUAL(cut_letters(small.lexicon, words, count, text).cost,
                  least_cost(words, count, text));
    small_close(&small);
  }
}

/* With nothing but "aa" the paths to odd and to even places share nothing, so
   that no part of the window is ever settled. */
static void goes_on_where_paths_never_meet(void) {
  static const small_word words[] = {{"aa", 700}};
  static char text[5002];
  small_lexicon small;
  if (small_open(&small, words, 1))
    for (size_t length = 4990; length <= 5001; length++) {
      memset(text, 'a', length);
      text[length] = 0;
      check_note("%zu characters", length);
      path found = cut_letters(small.lexicon, words, 1, text);
      CHECK_EQUAL(found.cost, least_cost(words, 1, text));
      text[0] = 'b'; /* of one word, and then never again */
      found = cut_letters(small.lexicon, words, 1, text);
      CHECK_EQUAL(found.cost, least_cost(words, 1, text));
    }
  small_close(&small);
}

/* "ab" would be cheap, but ends inside the run "bc". */
static void no_word_ends_inside_a_run(void) {
  static const small_word words[] = {{"ab", 1}};
  static nst_lattice lattice;
  nst_word out[NST_WINDOW];
  small_lexicon small;
  nst_lattice_clear(&lattice);
  if (small_open(&small, words, 1)) {
    nst_reading reading = {small.lexicon, NULL, NULL, false};
    lattice.run_length[1] = 2;
    lattice.has_runs = true;
    nst_lattice_push(&lattice, 1, 1, NST_ELEMENT_CHARACTER, NST_WORD_UNKNOWN, 0, 3);
    nst_lattice_push(&lattice, 2, NST_KEY_LETTER, NST_ELEMENT_RUN_START, NST_WORD_LATIN, 3, 4);
    nst_lattice_push(&lattice, 3, NST_KEY_LETTER, NST_ELEMENT_RUN_INSIDE, NST_WORD_LATIN, 4, 5);
    CHECK_EQUAL(nst_lattice_flush(&lattice, &reading, true, out), 2);
    const nst_word *pair = out + NST_WINDOW - 2;
    CHECK(pair[0].size == 3 && pair[1].first == 3 && pair[1].size == 2);
    CHECK_EQUAL(pair[1].kind, NST_WORD_LATIN);
  }
  small_close(&small);
}

static void runs_stay_whole(void) {
  static const struct {
    const char *text;
    const char *words;
  } cases[] = {
      {"T恤", "T恤"},
      {"XT恤", "XT|恤"},
      {"江南Style", "江南Style"},
      {"江南StyleX", "江南|StyleX"},
      {"AA制", "AA制"},
      {"AAA制", "AAA|制"},
      {"阿Q", "阿Q"},
      {"阿QQ", "阿|QQ"},
      {"大SS", "大|SS"},
  };
  nst_lexicon *lexicon = open_lexicon();
  nst_segmenter *segmenter = open_segmenter(lexicon);
  nst_buffer out;
  nst_buffer_init(&out, NULL);
  for (size_t i = 0; segmenter && i < sizeof cases / sizeof *cases; i++) {
    out.size = 0;
    check_note("%s", cases[i].text);
    CHECK_EQUAL(cut(segmenter, cases[i].text, strlen(cases[i].text), &out), NST_OK);
    CHECK_TEXT(out.bytes, out.size, cases[i].words);
  }
  nst_buffer_free(&out);
  nst_segmenter_destroy(segmenter);
  nst_lexicon_close(lexicon);
}

static const check_test tests[] = {
    {"the cheapest path is taken", takes_the_cheapest_path},
    {"places count from the first character", places_count_from_the_first_character},
    {"the window does not change the cost", window_does_not_change_the_cost},
    {"it goes on where paths never meet", goes_on_where_paths_never_meet},
    {"no word ends inside a run", no_word_ends_inside_a_run},
    {"runs stay whole", runs_stay_whole},
};

CHECK_SUITE(lattice);
