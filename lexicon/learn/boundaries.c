/* boundaries LABELS > boundaries.bin: learns what neighbouring characters say of
   a word boundary, beyond what the lattice knows.

   LABELS is text labelled "word/TAG …", a sentence a line.  Its labels are put
   into our convention first: the labeller decides ambiguity and names, our word
   list decides how finely words are cut.  Then, for each place between two
   characters, p(boundary) = logistic(kappa * d + weights of the characters
   around), d the nats by which the best path with a boundary there is better
   than the best without; so the weights learn only what the lattice does not
   know.  Trained by AdaGrad (Duchi, Hazan, Singer 2011). */
#include "core/arcs.h"
#include "core/long_arcs.h"
#include "core/shortest_path.h"
#include "core/unlisted_arcs.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PLANE = 0x10000, LINE = 1 << 20, MOST_ARCS = NST_WINDOW * 64, EPOCHS = 2 };

/* Nats: for an arc across a labelled boundary, for a word that only the labeller
   has, and for unknown words that it does not confirm. */
static const double crossing_cost = 6, labelled_cost = 11, unconfirmed_cost = 50;

static const double learning_rate = .12, largest_difference = 10;

/* How far the weights count at run time; the lattice's own costs are not trained. */
static const double strength = .3;

typedef struct arc {
  size_t from, to;
  double cost;
  nst_word_kind kind;
} arc;

typedef struct weights {
  float (*single)[4], (*pair)[4]; /* by key, by hash of two keys */
  float (*single_squares)[4], (*pair_squares)[4];
  double kappa, kappa_square;
} weights;

typedef struct word {
  size_t first, size;
  char tag[8];
} word;

typedef struct sentence {
  char *text;
  size_t size;
  word *words;
  size_t count;
} sentence;

typedef struct trainer {
  const nst_lexicon *lexicon;
  nst_lattice lattice;
  arc arcs[MOST_ARCS];
  size_t arc_count;
  weights weights;
  size_t places;
} trainer;

/* -- Reading labels ------------------------------------------------------------------ */

static void add_token(sentence *out, const char *token, size_t size) {
  size_t slash = size;
  while (slash > 0 && token[slash - 1] != '/') slash--;
  if (slash < 2) return;
  word *one = out->words + out->count++;
  *one = (word){out->size, slash - 1, ""};
  size_t tag = size - slash;
  memcpy(one->tag, token + slash, tag < sizeof one->tag ? tag : sizeof one->tag - 1);
  memcpy(out->text + out->size, token, slash - 1);
  out->size += slash - 1;
}

static void read_sentence(sentence *out, char *line) {
  out->size = out->count = 0;
  for (char *token = strtok(line, " \n"); token; token = strtok(NULL, " \n"))
    add_token(out, token, strlen(token));
}

/* -- Arcs of a region ------------------------------------------------------------------- */

static void add_arc(trainer *self, size_t from, size_t to, int32_t ranked, uint8_t word) {
  if (self->arc_count == MOST_ARCS) return;
  double cost = (double)(ranked >> NST_RANK_BITS) / NST_COST_STEPS;
  nst_word_kind kind =
      word & NST_ARC_KIND ? (nst_word_kind)(word - NST_ARC_KIND) : NST_WORD_LEXICON;
  self->arcs[self->arc_count++] = (arc){from, to, cost, kind};
}

/* Of each length from a node the cheapest, be it a long or a short one. */
static void collect_arcs_from(trainer *self, size_t from) {
  nst_lattice *lattice = &self->lattice;
  nst_reading reading = {self->lexicon, NULL, NULL, false};
  for (size_t node = from; node <= lattice->count; node++) lattice->long_paths[node] = NST_NO_PATH;
  lattice->paths[NST_SHORT + from] = 0;
  nst_long_arcs_from(lattice, &reading, from);
  for (size_t to = from + 1; to <= lattice->count; to++) {
    size_t length = to - from;
    int32_t cost = length <= NST_SHORT ? lattice->costs[length - 1][to] : NST_NO_ARC;
    if (lattice->long_paths[to] < cost)
      add_arc(self, from, to, lattice->long_paths[to], lattice->long_arcs[to].word);
    else if (cost < NST_NO_ARC)
      add_arc(self, from, to, cost,
              nst_short_word(lattice, self->lexicon, to, length, lattice->units[to][length - 1]));
  }
}

static void collect_arcs(trainer *self) {
  const nst_reading reading = {self->lexicon, NULL, NULL, false};
  self->arc_count = 0;
  nst_short_arcs(&self->lattice, &reading);
  for (size_t from = 0; from < self->lattice.count; from++)
    if (nst_element_at(&self->lattice, from) != NST_ELEMENT_RUN_INSIDE)
      collect_arcs_from(self, from);
}

/* -- The labels in our convention ---------------------------------------------------------- */

static bool is_tag(const char *tag, const char *list) {
  char padded[10];
  snprintf(padded, sizeof padded, " %s ", tag);
  return strstr(list, padded) != NULL;
}

static size_t node_at(const nst_lattice *lattice, size_t offset) {
  for (size_t node = 0; node <= lattice->count; node++)
    if (lattice->offsets[node] == offset) return node;
  return SIZE_MAX;
}

/* Whether the labeller's word is one in our convention although no list has it:
   a name, or a noun, verb or adjective of two characters. */
static bool is_confirmed(const word *one, size_t characters) {
  if (characters < 2) return false;
  if (is_tag(one->tag, " PER nr ")) return characters <= 4;
  if (is_tag(one->tag, " LOC ns ORG nz ")) return characters <= 4;
  if (is_tag(one->tag, " nt nw n vn v a ")) return characters == 2;
  return false;
}

/* Adds the labeller's words as arcs, and marks its boundaries. */
static void apply_labels(trainer *self, const sentence *given, bool *labelled) {
  nst_lattice *lattice = &self->lattice;
  memset(labelled, 0, (lattice->count + 1) * sizeof *labelled);
  for (size_t i = 0; i < given->count; i++) {
    const word *one = given->words + i;
    size_t from = node_at(lattice, one->first), to = node_at(lattice, one->first + one->size);
    if (from != SIZE_MAX) labelled[from] = true;
    if (from == SIZE_MAX || to == SIZE_MAX || !is_confirmed(one, to - from)) continue;
    if (self->arc_count < MOST_ARCS)
      self->arcs[self->arc_count++] =
          (arc){from, to, to - from == 4 ? labelled_cost + 4 : labelled_cost, NST_WORD_USER};
  }
}

static double labelled_arc_cost(const arc *one, const bool *labelled) {
  double cost = one->cost;
  bool unknown =
      one->kind == NST_WORD_NAME || (one->kind == NST_WORD_UNKNOWN && one->to > one->from + 1);
  if (unknown) cost += unconfirmed_cost;
  for (size_t node = one->from + 1; node < one->to; node++)
    if (labelled[node]) cost += crossing_cost;
  return cost;
}

static int by_start(const void *a, const void *b) {
  const arc *x = a, *y = b;
  return (x->from > y->from) - (x->from < y->from);
}

/* The boundaries of the best path under the labels, whose arcs join the
   region's. */
static void target(trainer *self, const sentence *given, bool *boundary) {
  bool labelled[NST_WINDOW + 1];
  double best[NST_WINDOW + 1];
  size_t before[NST_WINDOW + 1] = {0};
  apply_labels(self, given, labelled);
  qsort(self->arcs, self->arc_count, sizeof *self->arcs, by_start);
  for (size_t node = 0; node <= self->lattice.count; node++) best[node] = node ? INFINITY : 0;
  for (size_t i = 0; i < self->arc_count; i++) {
    const arc *one = self->arcs + i;
    double cost = best[one->from] + labelled_arc_cost(one, labelled);
    if (cost >= best[one->to]) continue;
    best[one->to] = cost;
    before[one->to] = one->from;
  }
  memset(boundary, 0, (self->lattice.count + 1) * sizeof *boundary);
  for (size_t node = self->lattice.count; node > 0; node = before[node]) boundary[node] = true;
}

/* -- What the lattice knows ------------------------------------------------------------------ */

/* For each inner node the cost of the best path without a boundary there less
   that of the best with one. */
static void differences(trainer *self, double *out) {
  size_t count = self->lattice.count;
  double to[NST_WINDOW + 1], from[NST_WINDOW + 1], without[NST_WINDOW + 1];
  for (size_t node = 0; node <= count; node++) to[node] = from[node] = without[node] = INFINITY;
  to[0] = from[count] = 0;
  for (size_t i = 0; i < self->arc_count; i++) {
    const arc *one = self->arcs + i;
    to[one->to] = fmin(to[one->to], to[one->from] + one->cost);
  }
  for (size_t i = self->arc_count; i-- > 0;) {
    const arc *one = self->arcs + i;
    from[one->from] = fmin(from[one->from], from[one->to] + one->cost);
  }
  for (size_t i = 0; i < self->arc_count; i++) {
    const arc *one = self->arcs + i;
    double through = to[one->from] + one->cost + from[one->to];
    for (size_t node = one->from + 1; node < one->to; node++)
      without[node] = fmin(without[node], through);
  }
  for (size_t node = 1; node < count; node++) out[node] = without[node] - (to[node] + from[node]);
}

/* -- Learning ---------------------------------------------------------------------------------- */

static void step(float *weight, float *square, double gradient) {
  *square += (float)(gradient * gradient);
  *weight -= (float)(learning_rate * gradient / sqrt(*square + 1e-8));
}

/* The weights that speak at a node: four characters, three pairs. */
static void features(weights *all, const uint16_t *keys, size_t node, float *out[7],
                     float *squares[7]) {
  for (size_t i = 0; i < 4; i++) {
    out[i] = &all->single[keys[node + i]][i];
    squares[i] = &all->single_squares[keys[node + i]][i];
  }
  for (size_t i = 0; i < 3; i++) {
    uint32_t hash = nst_pair_hash(keys[node + i], keys[node + i + 1]);
    out[4 + i] = &all->pair[hash][i];
    squares[4 + i] = &all->pair_squares[hash][i];
  }
}

static void learn_place(weights *all, const uint16_t *keys, size_t node, double difference,
                        bool boundary) {
  float *weight[7], *square[7];
  features(all, keys, node, weight, square);
  double clipped = fmax(-largest_difference, fmin(largest_difference, difference));
  double sum = all->kappa * clipped;
  for (size_t i = 0; i < 7; i++) sum += *weight[i];
  double gradient = 1 / (1 + exp(-sum)) - boundary;
  for (size_t i = 0; i < 7; i++) step(weight[i], square[i], gradient);
  double slope = gradient * clipped;
  all->kappa_square += slope * slope;
  all->kappa -= learning_rate * slope / sqrt(all->kappa_square + 1e-8);
}

static void learn_region(trainer *self, const sentence *given) {
  nst_lattice *lattice = &self->lattice;
  if (lattice->count < 2) return;
  bool boundary[NST_WINDOW + 1];
  double difference[NST_WINDOW + 1] = {0};
  uint16_t keys[NST_WINDOW + 4] = {NST_KEY_EDGE, NST_KEY_EDGE};
  memcpy(keys + 2, lattice->keys, lattice->count * sizeof *keys);
  keys[lattice->count + 2] = NST_KEY_EDGE;
  collect_arcs(self);
  differences(self, difference);
  target(self, given, boundary);
  for (size_t node = 1; node < lattice->count; node++) {
    if (!isfinite(difference[node])) continue;
    learn_place(&self->weights, keys, node, difference[node], boundary[node]);
    self->places++;
  }
}

/* Feeds the regions of a sentence that the segmenter would give to its lattice. */
static void learn_sentence(trainer *self, const sentence *given) {
  nst_lattice *lattice = &self->lattice;
  nst_lattice_clear(lattice);
  for (size_t at = 0; at < given->size;) {
    uint32_t c;
    size_t length = nst_utf8_decode(given->text + at, given->size - at, &c);
    const nst_character *character = nst_lexicon_character(self->lexicon, c);
    bool full = nst_lattice_is_full(lattice);
    if (character->class == NST_CLASS_HAN && !full) {
      nst_lattice_push(lattice, character->code, self->lexicon->models[character->code].key,
                       NST_ELEMENT_CHARACTER, NST_WORD_UNKNOWN, at, at + length);
      at += length;
      continue;
    }
    nst_run run = {length, 1, NST_WORD_PUNCTUATION};
    if (character->class == NST_CLASS_LATIN || character->class == NST_CLASS_DIGIT)
      run = nst_run_of_letters(self->lexicon, given->text + at, given->size - at);
    if (run.kind != NST_WORD_PUNCTUATION && run.kind != NST_WORD_URL && !full &&
        run.characters <= NST_RUN_IN_WINDOW) {
      nst_lattice_push_run(lattice, self->lexicon, given->text, at, &run);
    } else {
      learn_region(self, given);
      nst_lattice_clear(lattice);
    }
    at += run.size;
  }
  learn_region(self, given);
}

/* -- Writing
 * ---------------------------------------------------------------------------------------- */

static int8_t quantum(const weights *all, float weight) {
  double steps = floor(weight * strength / all->kappa * NST_BOUNDARY_STEPS + .5);
  return (int8_t)fmax(-127, fmin(127, steps));
}

static void write_table(const weights *all, float (*table)[4], size_t rows) {
  for (size_t row = 0; row < rows; row++)
    for (size_t i = 0; i < 4; i++) putchar(quantum(all, table[row][i]));
}

static int allocate(weights *all) {
  all->single = calloc(PLANE, sizeof *all->single);
  all->single_squares = calloc(PLANE, sizeof *all->single_squares);
  all->pair = calloc(NST_PAIRS, sizeof *all->pair);
  all->pair_squares = calloc(NST_PAIRS, sizeof *all->pair_squares);
  all->kappa = .5;
  return all->single && all->single_squares && all->pair && all->pair_squares;
}

static void learn(trainer *self, FILE *labels, char *line, sentence *given) {
  for (int epoch = 0; epoch < EPOCHS; epoch++) {
    rewind(labels);
    while (fgets(line, LINE, labels)) {
      read_sentence(given, line);
      learn_sentence(self, given);
    }
  }
}

/* What it allocates lives as long as the program. */
int main(int count, char **arguments) {
  static trainer self;
  static char line[LINE], text[LINE];
  static word words[LINE / 2];
  nst_lexicon *lexicon = NULL;
  sentence given = {text, 0, words, 0};
  FILE *labels = count == 2 ? fopen(arguments[1], "r") : NULL;
  if (!labels) {
    fputs("usage: boundaries LABELS >boundaries.bin\n", stderr);
    return 2;
  }
  if (!allocate(&self.weights) || nst_lexicon_open_builtin(NULL, &lexicon) != NST_OK) {
    fputs("boundaries: out of memory\n", stderr);
    return 1;
  }
  self.lexicon = lexicon;
  learn(&self, labels, line, &given);
  fclose(labels);
  nst_lexicon_close(lexicon);
  fprintf(stderr, "%zu places, kappa %.3f\n", self.places, self.weights.kappa);
  write_table(&self.weights, self.weights.single, PLANE);
  write_table(&self.weights, self.weights.pair, NST_PAIRS);
  return ferror(stdout) || fclose(stdout);
}
