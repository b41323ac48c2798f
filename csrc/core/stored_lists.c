/* stored_lists.c: what stores keep of articles and terms as lists of numbers in JSON: [1,2,3]. */
#include "decimal.h"
#include "term_index.h"

/* Digits and the comma of most numbers. */
enum { USUAL_SIZE = 4 };

/* A list that is being written behind what the buffer holds. */
typedef struct list_writer {
  nst_buffer *out;
  const char *before; /* the next number */
  nst_status status;
} list_writer;

/* Begins a list of about so many numbers. */
static list_writer begin_list(nst_buffer *out, size_t count) {
  return (list_writer){out, "[", nst_buffer_reserve(out, 2 + count * USUAL_SIZE)};
}

static void add(list_writer *list, uint64_t number) {
  nst_buffer *out = list->out;
  if (list->status == NST_OK) list->status = nst_buffer_reserve(out, 1 + NST_MOST_DIGITS);
  if (list->status != NST_OK) return;
  out->bytes[out->size++] = *list->before;
  list->before = ",";
  char digits[NST_MOST_DIGITS];
  for (const char *at = nst_decimal(digits, number); at < digits + NST_MOST_DIGITS; at++)
    out->bytes[out->size++] = *at;
}

static nst_status end_list(list_writer *list) {
  if (list->status != NST_OK) return list->status;
  return *list->before == '[' ? nst_buffer_append(list->out, "[]", 2)
                              : nst_buffer_append(list->out, "]", 1);
}

/* -- Terms ---------------------------------------------------------------------------------- */

nst_status nst_index_write_postings(const nst_index *index, uint32_t term, nst_buffer *out) {
  size_t count;
  const nst_posting *postings = nst_index_postings(index, term, &count);
  list_writer list = begin_list(out, 2 * count);
  for (size_t i = 0; i < count; i++) {
    add(&list, postings[i].place - index->open_first + 1);
    add(&list, postings[i].uses);
  }
  return end_list(&list);
}

nst_status nst_index_write_history(nst_index *index, uint32_t term, nst_buffer *out,
                                   size_t *articles) {
  nst_status status = nst_index_history(index, term, index->by_source);
  if (status != NST_OK) return status;
  *articles = 0;
  size_t sources = 0;
  for (size_t source = 0; source < index->source_count; source++) {
    *articles += index->by_source[source];
    if (index->by_source[source]) sources = source + 1;
  }
  list_writer list = begin_list(out, sources);
  for (size_t source = 0; source < sources; source++) add(&list, index->by_source[source]);
  return end_list(&list);
}

nst_status nst_index_write_series(const nst_index *index, uint32_t term, nst_buffer *out) {
  size_t size = (index->period_count + 1) * sizeof(uint32_t);
  uint32_t *counts = nst_allocate_zeroed(&index->allocator, size);
  if (!counts) return NST_NO_MEMORY;
  nst_status status = nst_index_series(index, &term, 1, counts);
  list_writer list = begin_list(out, 2 * index->period_count);
  for (size_t period = 0; period < index->period_count && status == NST_OK; period++) {
    if (!counts[period]) continue;
    add(&list, period + 1);
    add(&list, counts[period]);
  }
  nst_release(&index->allocator, counts, size);
  return status == NST_OK ? end_list(&list) : status;
}

/* -- Words ---------------------------------------------------------------------------------- */

nst_status nst_word_uses_write_postings(const nst_word_use *uses, size_t count, nst_buffer *out) {
  list_writer list = begin_list(out, 2);
  for (size_t first = 0, last; first < count; first = last) {
    for (last = first + 1; last < count && uses[last].article == uses[first].article;) last++;
    add(&list, uses[first].article + (size_t)1);
    add(&list, last - first);
  }
  return end_list(&list);
}

nst_status nst_word_uses_write_positions(const nst_word_use *uses, size_t count, nst_buffer *out) {
  list_writer list = begin_list(out, count);
  for (size_t i = 0; i < count; i++) {
    bool is_first = i == 0 || uses[i].article != uses[i - 1].article;
    add(&list, uses[i].position - (is_first ? 0 : uses[i - 1].position));
  }
  return end_list(&list);
}

/* -- Reading ---------------------------------------------------------------------------------- */

/* Larger numbers are no place and no number of uses. */
enum { LARGEST = 1 << 30 };

/* The next number of a list, at most LARGEST; false behind the last one. Whatever is no digit parts
   two numbers. */
static bool next_number(const char **at, const char *end, uint32_t *number) {
  while (*at < end && (**at < '0' || **at > '9')) ++*at;
  if (*at == end) return false;
  for (*number = 0; *at < end && **at >= '0' && **at <= '9'; ++*at)
    if (*number < LARGEST / 10)
      *number = *number * 10 + (uint32_t)(**at - '0');
    else
      *number = LARGEST;
  return true;
}

void nst_count_postings(const char *text, size_t size, const uint8_t *members, size_t articles,
                        nst_set_counts *counts) {
  const char *at = text, *end = text + size;
  uint32_t place, uses;
  while (next_number(&at, end, &place) && next_number(&at, end, &uses)) {
    if (place == 0 || place > articles) continue;
    for (unsigned set = 0; set < 2; set++) {
      if (!(members[place - 1] >> set & 1)) continue;
      counts->articles[set]++;
      counts->uses[set] += uses;
    }
  }
}
