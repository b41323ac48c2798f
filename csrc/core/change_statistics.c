/* change_statistics.c: how many articles are expected, and how far x of n are from e of them. */
#include "ranking.h"

#include <math.h>

double nst_signed_g2(double x, double n, double e) {
  if (e >= n) return -HUGE_VAL;
  double sum = x > 0 ? x * log(x / e) : 0;
  if (x < n) sum += (n - x) * log((n - x) / (n - e));
  return x > e ? 2 * sum : -2 * sum;
}

double nst_standard_score(double x, double n, double e) {
  const double least_variance = 1e-9;
  double share = fmin(e / n, 1);
  return (x - e) / sqrt(fmax(n * share * (1 - share), least_variance));
}

double nst_jlh(double x, double n, double e) { return (x - e) / n * (x / e); }

double nst_log_odds(double x, double n, double e, double history, double m, double prior) {
  double with = prior * e / n, without = prior - with;
  double now = log((x + with) / (n - x + without));
  double before = log((history + with) / (m - history + without));
  return (now - before) / sqrt(1 / (x + with) + 1 / (history + with));
}

double nst_expected(const nst_expectation *of, double lexicon_articles, double history,
                    double weighted, double common, double *share) {
  double p = (history + .5 + lexicon_articles * common) / (of->m + 1 + lexicon_articles);
  if (share) *share = p;
  return fmax(weighted + of->spread * p, of->n / (of->m + 1));
}
