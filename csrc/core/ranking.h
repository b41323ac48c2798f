/* ranking.h: which terms of a period moved against a history, how far, and which of them to show.
   The limits and weights are the caller's rules; the arithmetic is here, for articles in memory and
   for counts that were stored.  doc/statistics.md derives the formulas. */
#ifndef NEWSSTAT_RANKING_H
#define NEWSSTAT_RANKING_H

#include "newsstat.h"

#ifdef __cplusplus
extern "C" {
#endif

/* -- Statistics of a change -------------------------------------------------

   x of the n articles of a period have a term where e > 0 were expected. */

/* Signed G2, the log-likelihood ratio of the counts (Dunning 1993): above 0 for a rise; -infinity
   where e >= n. */
double nst_signed_g2(double x, double n, double e);

/* Standard score, with the variance of a binomial count. */
double nst_standard_score(double x, double n, double e);

/* JLH, the score of Elasticsearch's significant terms: absolute times relative change of the
   share. */
double nst_jlh(double x, double n, double e);

/* Standard score of the log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi, Quinn
   2008).  history of the m articles of the history have the term; the prior is worth so many
   articles with the share that is expected. */
double nst_log_odds(double x, double n, double e, double history, double m, double prior);

/* -- What speaks for a term in all periods ---------------------------------- */

enum { NST_MOST_CLASSES = 32, NST_CLASS_BYTES = 8, NST_MOST_DATE_WORDS = 64, NST_DATE_BYTES = 16 };

/* The class of words with a tag, or of all whose tags begin with a letter and have none of their
   own. */
typedef struct nst_tag_class {
  char tag[NST_CLASS_BYTES]; /* ended by NUL */
  double value;
} nst_tag_class;

/* What makes a term one that a reader would call so, and what its part of speech speaks for. */
typedef struct nst_standing_rules {
  const nst_lexicon *lexicon; /* borrowed */
  double median_words;        /* words of a typical article */
  /* A phrase needs so many bits of entropy and association, or that it is firm, or that it was
     quoted so often and has the association. */
  double least_entropy, least_association, firm_association, least_quoted;
  double least_firmness;
  double least_capitals; /* a Latin word written small more often than so is no name */
  char date_words[NST_MOST_DATE_WORDS][NST_DATE_BYTES]; /* no news; each ended by NUL */
  size_t date_word_count;
  nst_tag_class classes[NST_MOST_CLASSES];
  size_t class_count;
  double latin, unlisted, other; /* classes: Latin terms, words that are not listed, other tags */
  /* First letters of tags: what a compound noun begins with and ends in, and what is part of the
     sentence around a phrase; ended by NUL. */
  char noun_starts[NST_CLASS_BYTES * 4], noun_ends[NST_CLASS_BYTES * 4],
      weak_starts[NST_CLASS_BYTES * 4];
  double phrase, noun_phrase, clause; /* classes of phrases: any, a compound noun, noun and verb */
  double weak_start;                  /* added to the class */
} nst_standing_rules;

/* What is known of a term over all periods, as nst_term has it. */
typedef struct nst_term_facts {
  nst_slice key, first_word, last_word;
  double articles, repeating, quoted;
  double capitals; /* share of the uses */
  double entropy, association;
  bool is_word, has_several_words, ends_with_name;
  double owner_articles; /* that have the name before a genitive's 's; 0 where it is no term */
} nst_term_facts;

typedef struct nst_standing {
  double word_class;
  double adaptation; /* (repeating + 2) / (articles + 8): words of content come back inside an
                        article, others do not (Church and Gale 1995) */
  double firmness;   /* from least_firmness to 1: how firmly a phrase holds together */
  double common;     /* share of typical texts that have the word by the lexicon, or 0 */
} nst_standing;

/* The bytes of the name before a genitive's 's, with ' or U+2019; 0 where the key is no genitive.
 */
size_t nst_owner_size(const char *key, size_t size);

/* False where it is no term to be ranked; *out is as it was then. */
bool nst_judge_standing(const nst_standing_rules *rules, const nst_term_facts *facts,
                        nst_standing *out);

/* Judges a term of an index; *is_term tells whether it is one to be ranked.  An article of its
   owner counts where the key of that, aliases replaced, is a term. */
nst_status nst_index_judge(const nst_index *index, const nst_standing_rules *rules, uint32_t term,
                           nst_standing *out, bool *is_term);

/* -- Forms -------------------------------------------------------------------

   Which of several forms to show: 熔断 or 触发熔断, 火箭队 or 休斯顿火箭队. */

#define NST_NO_FORM UINT32_MAX

typedef struct nst_form_rules {
  double cover;       /* a form covers one inside it if it is in so large a share of its articles */
  double least_share; /* a longer form gives way to a much wider one inside it whose base is at
                         least this share of its own */
} nst_form_rules;

typedef struct nst_shown_form {
  const char *key; /* UTF-8 */
  size_t size;
  double width; /* articles that have it */
  double base;
  double score;               /* becomes that of the forms that yield to it, if it is larger */
  uint32_t yields_to;         /* set: the place of the one shown instead, or NST_NO_FORM */
  uint32_t first, last, next; /* set: the forms that yield to it, in order, linked by `next` */
} nst_shown_form;

/* Lets forms yield to others; no two have the same key. */
nst_status nst_choose_forms(const nst_form_rules *rules, nst_shown_form *forms, size_t count,
                            const nst_allocator *allocator);

/* -- Ranking ------------------------------------------------------------------ */

typedef enum nst_ranking_method {
  NST_RANK_TEMPERED,
  NST_RANK_G2,
  NST_RANK_STANDARD_SCORE,
  NST_RANK_JLH,
  NST_RANK_LOG_ODDS
} nst_ranking_method;

/* With x = articles, of a rising term
     base  = (trust G2)^g2_power log2(x / e) adaptation salience exp(class_weight class) breadth
             (series / x) firmness
     breadth = 1 + breadth_weight min(sources - 1, most_sources)
     score = base (1 + title_weight min(titles, most_titles))
   and of a falling one
     score = base = |G2|^g2_power log2(e / max(x, 1/2)) adaptation exp(class_weight class) firmness.
   A plain statistic takes the place of all that where one is chosen. */
typedef struct nst_ranking_rules {
  nst_standing_rules standing;
  nst_form_rules forms;
  nst_ranking_method method;
  bool is_falling;
  double least_articles;   /* of the period, or expected where a term is to have fallen */
  double least_lift;       /* x / e, or e / x */
  double least_g2;         /* without sign */
  double min_sources;      /* among the articles of a rising term */
  size_t most_judged;      /* terms of a period with the best scores go on to the choice of forms */
  double lexicon_articles; /* that the lexicon's knowledge is worth */
  double prior;            /* of nst_log_odds */
  double g2_power, class_weight, breadth_weight, most_sources, title_weight, most_titles;
} nst_ranking_rules;

/* What a period's expectations are made of. */
typedef struct nst_expectation {
  double n;      /* articles of the period */
  double m;      /* articles of the history */
  double spread; /* what the history's share of all articles adds to e */
} nst_expectation;

/* The articles that are expected to have a term,
     p = (history + 1/2 + lexicon_articles common) / (m + 1 + lexicon_articles)
     e = max(weighted + spread p, n / (m + 1)),
   where `history` articles of the history have it, weighted by source their sum is `weighted`, and
   the share `common` of typical texts has it by the lexicon, whose knowledge is worth
   lexicon_articles.  *share is p; it may be NULL. */
double nst_expected(const nst_expectation *of, double lexicon_articles, double history,
                    double weighted, double common, double *share);

/* A period, and the history that it is held against. */
typedef struct nst_held_period {
  uint32_t period;
  nst_expectation expectation;
  const double *weights;              /* of each source: what an article of its history adds to e */
  const double *trust;                /* of each source, from 0 to 1 */
  size_t history_first, history_last; /* places in the index, without the last; both grow from one
                                         period to the next, or stay */
} nst_held_period;

/* A term that moved. */
typedef struct nst_moved_term {
  uint32_t term;
  uint32_t articles, history, uses, sources, series, titles;
  double salience, trust;
  nst_standing standing;
  double expected, lift, g2, breadth, base, score;
  nst_slice key;
  size_t first_posting;           /* of so many articles, where an index was counted */
  uint32_t first_form, next_form; /* the forms that yield to it: places among all */
} nst_moved_term;

typedef struct nst_ranking nst_ranking;

/* Copies the rules and the periods, in order of time; of `sources` sources each. */
nst_status nst_ranking_create(const nst_ranking_rules *rules, const nst_held_period *periods,
                              size_t count, size_t sources, const nst_allocator *allocator,
                              nst_ranking **out);
void nst_ranking_destroy(nst_ranking *ranking);

/* Ranks all periods by what an index tells, of as many sources or fewer: of its terms but stop
   words those that as many articles of the period or of its history have as a term of the index
   needs.  in_history: of each place whether it may be in a history; NULL for all.  The index is
   borrowed: it must outlive the rows. Once, and not together with nst_ranking_add. */
nst_status nst_ranking_count_index(nst_ranking *ranking, const nst_index *index,
                                   const uint8_t *in_history, const nst_threads *threads);

/* What a term's articles of the history, counted by source, add to what is expected of it. */
double nst_ranking_weigh(const nst_ranking *ranking, size_t period, const uint32_t *by_source);

/* What articles of these sources are worth as evidence: the mean of their trust. */
double nst_ranking_trust(const nst_ranking *ranking, size_t period, const uint32_t *sources,
                         size_t count);

/* Whether a term may have moved far enough, before more is known of it. */
bool nst_ranking_may_have_moved(const nst_ranking *ranking, size_t period, double articles,
                                double history, double weighted);

/* Adds a term, of which term, key, articles, history, uses, sources, series, titles, salience,
   trust and standing are set, unless it did not move.  The key is copied. */
nst_status nst_ranking_add(nst_ranking *ranking, size_t period, const nst_moved_term *term,
                           double weighted);

/* Chooses what to show of the terms that were added to a period; once. */
nst_status nst_ranking_finish(nst_ranking *ranking, size_t period);

/* The terms of a finished period: first those to be shown, the best first, then those that yield to
   them; *shown is the number of the former. */
const nst_moved_term *nst_ranking_terms(const nst_ranking *ranking, size_t period, size_t *shown);

/* |G2| of all terms of a finished period that moved, the smallest first. */
const double *nst_ranking_distances(const nst_ranking *ranking, size_t period, size_t *count);

/* How many terms have least_articles articles of a period; where an index was counted. */
size_t nst_ranking_tests(const nst_ranking *ranking, size_t period);

/* The articles of the period that have one of its terms, as many as its `articles`; where an index
   was counted.  Valid until the ranking is destroyed. */
const nst_posting *nst_ranking_postings(const nst_ranking *ranking, size_t period,
                                        const nst_moved_term *term);

#ifdef __cplusplus
}
#endif

#endif
