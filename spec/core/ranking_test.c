/* Which terms moved, how far, and which of several forms are shown. */
#include "core/ranking.h"

#include "check.h"
#include "support.h"

#include <math.h>
#include <stdlib.h>

static bool is_near(double seen, double expected) {
  return fabs(seen - expected) <= 1e-9 * fmax(1, fabs(expected));
}

/* -- Statistics ------------------------------------------------------------------------------- */

static void statistics_are_as_computed_by_hand(void) {
  CHECK(is_near(nst_signed_g2(8, 10, 2), 2 * (8 * log(4) + 2 * log(.25))));
  CHECK(is_near(nst_signed_g2(0, 10, 5), -20 * log(2)));
  CHECK(nst_signed_g2(10, 10, 12) == -HUGE_VAL);
  CHECK(is_near(nst_standard_score(8, 10, 2), 6 / sqrt(1.6)));
  CHECK(is_near(nst_jlh(8, 10, 2), .6 * 4));
  CHECK(is_near(nst_log_odds(8, 10, 2, 20, 100, 20),
                (log(12. / 18) - log(24. / 96)) / sqrt(1. / 12 + 1. / 24)));
}

static void expectations_are_as_computed_by_hand(void) {
  nst_expectation of = {20, 50, 20};
  double share;
  CHECK(is_near(nst_expected(&of, 300, 10, 3, .1, &share), 3 + 20 * 40.5 / 351));
  CHECK(is_near(share, 40.5 / 351));
  /* Never less than one article in the whole history. */
  CHECK(is_near(nst_expected(&of, 300, 0, 0, 0, NULL), 20. / 51));
}

/* -- Standing --------------------------------------------------------------------------------- */

static nst_standing_rules standing_rules(const nst_lexicon *lexicon) {
  return (nst_standing_rules){.lexicon = lexicon,
                              .median_words = 100,
                              .least_entropy = 1,
                              .least_association = 2,
                              .firm_association = 8,
                              .least_quoted = 3,
                              .least_firmness = .2,
                              .least_capitals = .5,
                              .date_words = {"may"},
                              .date_word_count = 1,
                              .classes = {{"n", 1}, {"ns", 2}, {"v", .3}},
                              .class_count = 3,
                              .latin = 1.5,
                              .unlisted = 4,
                              .other = -1,
                              .noun_starts = "n",
                              .noun_ends = "n",
                              .weak_starts = "dv",
                              .phrase = .2,
                              .noun_phrase = 1,
                              .clause = .5,
                              .weak_start = -.1};
}

typedef struct standing_case {
  const char *key;
  bool is_word;
  double capitals, entropy, association, quoted, owner;
  const char *first_word, *last_word;
  bool is_term;
  double word_class, firmness;
} standing_case;

static void judges_what_a_term_is(void) {
  nst_lexicon *lexicon = open_lexicon();
  REQUIRE(lexicon);
  static const standing_case cases[] = {
      {"huawei", true, 1, 0, 0, 0, 0, "huawei", "huawei", true, 1.5, 1},
      {"huawei", true, .4, 0, 0, 0, 0, "huawei", "huawei", false, 0, 0},
      {"ab", true, 1, 0, 0, 0, 0, "ab", "ab", false, 0, 0},
      {"abc", true, 1, 0, 0, 0, 0, "abc", "abc", true, 1.5, 1},
      {"b1b2c", true, 1, 0, 0, 0, 0, "b1b2c", "b1b2c", true, 1.5, 1},
      {"b1b2c3", true, 1, 0, 0, 0, 0, "b1b2c3", "b1b2c3", false, 0, 0},
      {"b1b2g3", true, 1, 0, 0, 0, 0, "b1b2g3", "b1b2g3", true, 1.5, 1},
      {"may 4th", true, 1, 0, 0, 0, 0, "may", "4th", false, 0, 0},
      {"mayor", true, 1, 0, 0, 0, 0, "mayor", "mayor", true, 1.5, 1},
      {"2020", true, 1, 0, 0, 0, 0, "2020", "2020", false, 0, 0},
      {"deadbeef", true, 1, 0, 0, 0, 0, "deadbeef", "deadbeef", true, 1.5, 1},
      {"deadbee7", true, 1, 0, 0, 0, 0, "deadbee7", "deadbee7", false, 0, 0},
      {"china's", true, 1, 0, 0, 0, 10, "china's", "china's", false, 0, 0},
      {"china's", true, 1, 0, 0, 0, 9, "china's", "china's", true, 1.5, 1},
      {"n95口罩", false, 0, 0, 1, 9, 0, "n95", "口罩", false, 0, 0},
      {"n95口罩", false, 0, 0, 8, 0, 0, "n95", "口罩", true, 1.5, 1},
      {"北京", true, 0, 0, 0, 0, 0, "北京", "北京", true, 2, 1},
      {"砚石能源", true, 0, 0, 0, 0, 0, "砚石能源", "砚石能源", true, 4, 1},
      {"学校体育馆", false, 0, .9, 7, 2, 0, "学校", "体育馆", false, 0, 0},
      {"学校体育馆", false, 0, 1, 5, 0, 0, "学校", "体育馆", true, 1, .5},
      {"学校体育馆", false, 0, 0, 2, 3, 0, "学校", "体育馆", true, 1, .2},
      {"研究体育馆", false, 0, 0, 9, 0, 0, "进行", "体育馆", true, .1, 1},
  };
  nst_standing_rules rules = standing_rules(lexicon);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const standing_case *one = cases + i;
    nst_term_facts facts = {.key = {one->key, strlen(one->key)},
                            .first_word = {one->first_word, strlen(one->first_word)},
                            .last_word = {one->last_word, strlen(one->last_word)},
                            .articles = 10,
                            .repeating = 4,
                            .quoted = one->quoted,
                            .capitals = one->capitals,
                            .entropy = one->entropy,
                            .association = one->association,
                            .has_several_words = true,
                            .is_word = one->is_word,
                            .owner_articles = one->owner};
    nst_standing seen = {0};
    check_note("%s, case %zu", one->key, i + 1);
    CHECK_EQUAL(nst_judge_standing(&rules, &facts, &seen), one->is_term);
    CHECK(is_near(seen.word_class, one->word_class) && is_near(seen.firmness, one->firmness));
    if (one->is_term) CHECK(is_near(seen.adaptation, 6. / 18));
    CHECK_EQUAL(seen.common > 0, one->word_class == 2);
    facts.ends_with_name = true;
    if (!one->is_word && one->is_term && one->word_class < 1.5)
      CHECK(!nst_judge_standing(&rules, &facts, &seen));
  }
  nst_lexicon_close(lexicon);
}

static void finds_owners(void) {
  CHECK_EQUAL(nst_owner_size("china's", 7), 5);
  CHECK_EQUAL(nst_owner_size("china\xE2\x80\x99s", 9), 5);
  CHECK_EQUAL(nst_owner_size("'s", 2), 0);
  CHECK_EQUAL(nst_owner_size("chinas", 6), 0);
  CHECK_EQUAL(nst_owner_size("", 0), 0);
}

/* -- Forms ------------------------------------------------------------------------------------ */

static nst_shown_form form(const char *key, double width, double base) {
  return (nst_shown_form){
      .key = key, .size = strlen(key), .width = width, .base = base, .score = base};
}

static void shows_one_of_several_forms(void) {
  nst_form_rules rules = {.8, .3};
  nst_shown_form forms[] = {
      form("n95口罩", 8, 6), form("n95", 20, 5), form("口罩", 60, 7), form("区议会选举", 9, 3),
      form("区议会", 10, 5), form("区", 11, 1),  form("xn95", 30, 1), form("n95口罩n95口罩", 1, 1)};
  CHECK_EQUAL(nst_choose_forms(&rules, forms, sizeof forms / sizeof *forms, NULL), NST_OK);
  CHECK_EQUAL(forms[0].yields_to, 2);
  CHECK_EQUAL(forms[1].yields_to, NST_NO_FORM);
  CHECK_EQUAL(forms[2].first, 7);
  CHECK_EQUAL(forms[7].next, 0);
  CHECK_EQUAL(forms[0].next, NST_NO_FORM);
  CHECK_EQUAL(forms[4].yields_to, 3);
  CHECK_EQUAL(forms[5].yields_to, 3);
  CHECK_EQUAL(forms[3].first, 4);
  CHECK(forms[3].score == 5 && forms[2].score == 7);
  CHECK_EQUAL(forms[6].yields_to, NST_NO_FORM);
  CHECK_EQUAL(nst_choose_forms(&rules, NULL, 0, NULL), NST_OK);
}

/* -- Ranking ---------------------------------------------------------------------------------- */

static nst_ranking_rules ranking_rules(const nst_lexicon *lexicon) {
  return (nst_ranking_rules){.standing = standing_rules(lexicon),
                             .forms = {.8, .3},
                             .least_articles = 3,
                             .least_lift = 1.5,
                             .least_g2 = 2,
                             .most_judged = 600,
                             .lexicon_articles = 300,
                             .g2_power = .75,
                             .class_weight = .3,
                             .breadth_weight = .1,
                             .most_sources = 4,
                             .title_weight = .5,
                             .most_titles = 8};
}

static nst_moved_term term(uint32_t number, const char *key, uint32_t articles, uint32_t history) {
  return (nst_moved_term){.term = number,
                          .articles = articles,
                          .history = history,
                          .uses = articles,
                          .sources = 3,
                          .series = articles,
                          .titles = 2,
                          .salience = .5,
                          .trust = .9,
                          .standing = {.word_class = 1, .adaptation = .4, .firmness = .7},
                          .key = {key, strlen(key)}};
}

static void ranks_what_is_added(void) {
  static const double weights[] = {.4, 0}, trust[] = {1, 1};
  nst_held_period period = {
      .expectation = {50, 100, 20}, .weights = weights, .trust = trust, .history_last = 0};
  nst_ranking_rules rules = ranking_rules(NULL);
  nst_ranking *ranking = NULL;
  REQUIRE(nst_ranking_create(&rules, &period, 1, 2, NULL, &ranking) == NST_OK);
  CHECK(!nst_ranking_may_have_moved(ranking, 0, 2, 0, 0));
  CHECK(!nst_ranking_may_have_moved(ranking, 0, 9, 40, 6));
  CHECK(nst_ranking_may_have_moved(ranking, 0, 9, 40, 0));
  const nst_moved_term terms[] = {term(1, "台风", 9, 1), term(2, "熔断", 20, 2),
                                  term(3, "触发熔断", 4, 0), term(4, "港口", 9, 90),
                                  term(5, "风暴", 9, 1)};
  for (size_t i = 0; i < sizeof terms / sizeof *terms; i++)
    CHECK_EQUAL(nst_ranking_add(ranking, 0, terms + i, i == 3 ? 30 : 0), NST_OK);
  CHECK_EQUAL(nst_ranking_finish(ranking, 0), NST_OK);
  size_t shown, count;
  const nst_moved_term *rows = nst_ranking_terms(ranking, 0, &shown);
  const double *distances = nst_ranking_distances(ranking, 0, &count);
  CHECK(shown == 3 && count == 4);
  CHECK(rows[0].term == 2 && rows[1].term == 1 && rows[2].term == 5);
  CHECK(rows[3].term == 3 && rows[0].first_form == 3 && rows[3].next_form == NST_NO_FORM);
  for (size_t i = 1; i < count; i++) CHECK(distances[i - 1] <= distances[i]);
  double e = 20 * 2.5 / 401, g2 = nst_signed_g2(20, 50, fmax(e, 50. / 101));
  CHECK(is_near(rows[0].expected, 50. / 101) && is_near(rows[0].g2, g2));
  double base = pow(g2 * .9, .75) * log2(20 / (50. / 101)) * .4 * .5 * exp(.3) * 1.2 * .7;
  CHECK(is_near(rows[0].base, base) && is_near(rows[0].score, base * 2));
  nst_ranking_destroy(ranking);
}

static void ranks_falls_and_plain_statistics(void) {
  static const double weight = 0, trust = 1;
  nst_held_period period = {.expectation = {50, 100, 50}, .weights = &weight, .trust = &trust};
  nst_ranking_rules rules = ranking_rules(NULL);
  rules.is_falling = true;
  rules.lexicon_articles = 0;
  nst_moved_term gone = term(1, "台风", 0, 40);
  const double e = 50 * 40.5 / 101, g2 = nst_signed_g2(0, 50, e);
  const struct {
    nst_ranking_method method;
    double score;
  } cases[] = {{NST_RANK_TEMPERED, pow(-g2, .75) * log2(e / .5) * .4 * exp(.3) * .7},
               {NST_RANK_G2, -g2},
               {NST_RANK_STANDARD_SCORE, -nst_standard_score(0, 50, e)},
               {NST_RANK_JLH, -nst_jlh(0, 50, e)},
               {NST_RANK_LOG_ODDS, -nst_log_odds(0, 50, e, 40, 100, 20)}};
  rules.prior = 20;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    nst_ranking *ranking = NULL;
    rules.method = cases[i].method;
    check_note("method %zu", i);
    REQUIRE(nst_ranking_create(&rules, &period, 1, 1, NULL, &ranking) == NST_OK);
    CHECK(nst_ranking_may_have_moved(ranking, 0, 0, 40, 0));
    CHECK_EQUAL(nst_ranking_add(ranking, 0, &gone, 0), NST_OK);
    CHECK_EQUAL(nst_ranking_finish(ranking, 0), NST_OK);
    size_t shown;
    const nst_moved_term *rows = nst_ranking_terms(ranking, 0, &shown);
    if (CHECK_EQUAL(shown, 1)) CHECK(is_near(rows[0].score, cases[i].score));
    nst_ranking_destroy(ranking);
  }
}

/* -- Indexes ---------------------------------------------------------------------------------- */

enum { ARTICLES = 120, PERIODS = 6, SOURCES = 3, WORDS = 12, LEAST = 3 };

typedef struct archive {
  nst_lexicon *lexicon;
  nst_segmenter *segmenter;
  nst_corpus *corpus;
  nst_index *index;
  uint32_t numbers[ARTICLES], sources[ARTICLES], series[ARTICLES], periods[ARTICLES];
  double weights[PERIODS][SOURCES], trust[SOURCES];
  nst_held_period held[PERIODS];
} archive;

static void add_article(archive *own, uint64_t *random, uint32_t i) {
  static const char *const words[WORDS] = {"台风", "撤离", "港口", "电池", "熔断",   "体育馆",
                                           "选举", "火箭", "口罩", "法院", "消防员", "学校"};
  char text[256] = "";
  own->numbers[i] = i;
  own->periods[i] = i / (ARTICLES / PERIODS);
  own->sources[i] = (uint32_t)random_below(random, SOURCES);
  own->series[i] = i % 7 ? i : 0;
  for (size_t k = 0; k < 6; k++) {
    /* Each period has words that it uses more than others. */
    size_t word = random_below(random, 2) ? random_below(random, WORDS) : own->periods[i] * 2;
    strcat(strcat(text, words[word]), k % 2 ? "，" : "");
  }
  const char *title = i % 5 ? "" : words[own->periods[i] * 2];
  CHECK_EQUAL(nst_corpus_add(own->corpus, own->segmenter, title, strlen(title), text, strlen(text)),
              NST_OK);
}

static size_t memory = NST_CORPUS_MEMORY; /* what the index keeps of its lists */

static bool open_archive(archive *own) {
  uint64_t random = 11;
  memset(own, 0, sizeof *own);
  own->lexicon = open_lexicon();
  own->segmenter = own->lexicon ? open_segmenter(own->lexicon) : NULL;
  if (!own->segmenter || nst_corpus_create(own->lexicon, NULL, NULL, &own->corpus) != NST_OK)
    return false;
  nst_corpus_set_memory(own->corpus, memory);
  for (uint32_t i = 0; i < ARTICLES; i++) add_article(own, &random, i);
  for (size_t source = 0; source < SOURCES; source++) own->trust[source] = 1 - .2 * source;
  for (uint32_t i = 0; i < PERIODS; i++) {
    for (size_t source = 0; source < SOURCES; source++) own->weights[i][source] = .1 * source;
    own->held[i] = (nst_held_period){.period = i,
                                     .expectation = {20, 1 + 20. * i, 10},
                                     .weights = own->weights[i],
                                     .trust = own->trust};
  }
  nst_selection all = {own->numbers, own->sources, own->series, own->periods, ARTICLES};
  return nst_index_create(own->corpus, &all, LEAST, NULL, NULL, &own->index) == NST_OK;
}

static void close_archive(archive *own) {
  nst_index_destroy(own->index);
  nst_corpus_destroy(own->corpus);
  nst_segmenter_destroy(own->segmenter);
  nst_lexicon_close(own->lexicon);
}

/* The articles of a history that have the term, and their sum weighted by source. */
static double weigh(const archive *own, const nst_held_period *held, uint32_t number,
                    uint32_t *history) {
  uint32_t by_source[SOURCES];
  double weighted = 0;
  nst_index_clear_history(own->index);
  nst_index_add_history(own->index, held->history_first, held->history_last);
  nst_index_history(own->index, number, by_source);
  *history = 0;
  for (size_t source = 0; source < SOURCES; source++) {
    *history += by_source[source];
    weighted += held->weights[source] * by_source[source];
  }
  return weighted;
}

static double trust_of(const archive *own, uint32_t number, size_t *articles) {
  const nst_posting *postings = nst_index_postings(own->index, number, articles);
  double sum = 0;
  for (size_t i = 0; i < *articles; i++) sum += own->trust[own->sources[postings[i].place]];
  return *articles ? sum / (double)*articles : 0;
}

/* Adds all terms of a period, each counted by itself. */
static void add_period(const archive *own, const nst_ranking_rules *rules, size_t i,
                       nst_ranking *ranking) {
  const nst_held_period *held = own->held + i;
  CHECK_EQUAL(nst_index_open_period(own->index, held->period, rules->standing.median_words),
              NST_OK);
  for (uint32_t number = 0; number < nst_index_size(own->index); number++) {
    nst_moved_term row = {.term = number};
    nst_period_counts counts;
    nst_term term;
    bool is_term;
    size_t articles;
    double weighted = weigh(own, held, number, &row.history);
    row.trust = trust_of(own, number, &articles);
    row.articles = (uint32_t)articles;
    if (row.articles < LEAST && row.history < LEAST) continue;
    if (!nst_ranking_may_have_moved(ranking, i, row.articles, row.history, weighted)) continue;
    CHECK_EQUAL(nst_index_judge(own->index, &rules->standing, number, &row.standing, &is_term),
                NST_OK);
    if (!is_term) continue;
    nst_index_count(own->index, number, &counts);
    nst_index_term(own->index, number, &term);
    row.uses = counts.uses;
    row.sources = counts.sources;
    row.series = counts.series;
    row.titles = counts.titles;
    row.salience = counts.salience;
    row.key = (nst_slice){term.key, term.size};
    CHECK_EQUAL(nst_ranking_add(ranking, i, &row, weighted), NST_OK);
  }
  CHECK_EQUAL(nst_ranking_finish(ranking, i), NST_OK);
}

static bool is_same(const nst_moved_term *a, const nst_moved_term *b) {
  return a->term == b->term && a->articles == b->articles && a->history == b->history &&
         a->uses == b->uses && a->sources == b->sources && a->series == b->series &&
         a->titles == b->titles && a->salience == b->salience && a->trust == b->trust &&
         a->expected == b->expected && a->g2 == b->g2 && a->score == b->score &&
         a->first_form == b->first_form && a->next_form == b->next_form;
}

/* Counts the index as it is ranked, and term by term; how many rows there are. */
static size_t compare_rankings(const archive *own, bool is_falling, size_t threads) {
  nst_ranking_rules rules = ranking_rules(own->lexicon);
  nst_threads some = {threads, NULL, NULL};
  nst_ranking *counted = NULL, *added = NULL;
  size_t all = 0;
  rules.is_falling = is_falling;
  if (nst_ranking_create(&rules, own->held, PERIODS, SOURCES, NULL, &counted) == NST_OK &&
      nst_ranking_create(&rules, own->held, PERIODS, SOURCES, NULL, &added) == NST_OK &&
      CHECK_EQUAL(nst_ranking_count_index(counted, own->index, NULL, &some), NST_OK))
    for (size_t period = 0; period < PERIODS; period++) {
      size_t shown, others, distances, other_distances;
      add_period(own, &rules, period, added);
      const nst_moved_term *rows = nst_ranking_terms(counted, period, &shown);
      const nst_moved_term *expected = nst_ranking_terms(added, period, &others);
      CHECK_EQUAL(shown, others);
      for (size_t i = 0; i < shown && i < others; i++) CHECK(is_same(rows + i, expected + i));
      nst_ranking_distances(counted, period, &distances);
      nst_ranking_distances(added, period, &other_distances);
      CHECK_EQUAL(distances, other_distances);
      CHECK(nst_ranking_tests(counted, period) > 0);
      all += shown;
    }
  nst_ranking_destroy(counted);
  nst_ranking_destroy(added);
  return all;
}

/* All periods before, the last two of them, or the first two for all. */
static void counts_an_index_as_its_terms_are_added(void) {
  archive own;
  if (CHECK(open_archive(&own)))
    for (int kind = 0; kind < 3; kind++) {
      const size_t size = ARTICLES / PERIODS;
      for (size_t i = 0; i < PERIODS; i++) {
        own.held[i].history_first = kind == 1 && i > 2 ? (i - 2) * size : 0;
        own.held[i].history_last = kind == 2 ? 2 * size : i * size;
      }
      check_note("history %d", kind);
      CHECK(compare_rankings(&own, false, 1) > 10);
      CHECK(compare_rankings(&own, false, 3) > 10);
      CHECK(compare_rankings(&own, true, 3) > 3);
    }
  close_archive(&own);
}

/* Only places of one source count as history. */
static void holds_against_some_places(void) {
  archive own;
  if (CHECK(open_archive(&own))) {
    uint8_t in_history[ARTICLES];
    nst_ranking_rules rules = ranking_rules(own.lexicon);
    nst_ranking *ranking = NULL;
    size_t shown;
    for (size_t i = 0; i < ARTICLES; i++) in_history[i] = own.sources[i] == 1;
    for (size_t i = 0; i < PERIODS; i++) own.held[i].history_last = ARTICLES;
    CHECK_EQUAL(nst_ranking_create(&rules, own.held, PERIODS, SOURCES, NULL, &ranking), NST_OK);
    CHECK_EQUAL(nst_ranking_count_index(ranking, own.index, in_history, NULL), NST_OK);
    nst_index_add_history(own.index, 0, ARTICLES);
    for (size_t period = 0; period < PERIODS; period++) {
      const nst_moved_term *rows = nst_ranking_terms(ranking, period, &shown);
      CHECK(shown > 0);
      for (size_t i = 0; i < shown; i++) {
        uint32_t by_source[SOURCES];
        nst_index_history(own.index, rows[i].term, by_source);
        CHECK_EQUAL(rows[i].history, by_source[1]);
        const nst_posting *postings = nst_ranking_postings(ranking, period, rows + i);
        for (size_t k = 0; k < rows[i].articles; k++)
          CHECK_EQUAL(own.periods[postings[k].place], period);
      }
    }
    nst_ranking_destroy(ranking);
  }
  close_archive(&own);
}

static void counts_an_index_in_files(void) {
  for (memory = 0; memory < 2000; memory += 900) {
    counts_an_index_as_its_terms_are_added();
    holds_against_some_places();
  }
  memory = NST_CORPUS_MEMORY;
}

static const check_test tests[] = {
    {"statistics are as computed by hand", statistics_are_as_computed_by_hand},
    {"expectations are as computed by hand", expectations_are_as_computed_by_hand},
    {"a term is judged by its key, words and uses", judges_what_a_term_is},
    {"the name before a genitive's 's is found", finds_owners},
    {"one of several forms is shown", shows_one_of_several_forms},
    {"what is added is ranked", ranks_what_is_added},
    {"falls and plain statistics are ranked", ranks_falls_and_plain_statistics},
    {"an index is counted as its terms are added", counts_an_index_as_its_terms_are_added},
    {"a history may be of some places", holds_against_some_places},
    {"an index may be in files", counts_an_index_in_files},
};

CHECK_SUITE(ranking);
