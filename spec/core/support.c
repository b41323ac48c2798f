#include "support.h"

#include "check.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* -- Memory ------------------------------------------------------------------- */

enum { BLOCK_HEADER = 16, NEW_BYTE = 0xA5, OLD_BYTE = 0x5A };

static bool may_allocate(counted_memory *memory, size_t size) {
  if (!size) memory->misused = true;
  memory->calls++;
  if (!memory->fail_at || memory->calls < memory->fail_at) return true;
  return !memory->fail_on && memory->calls > memory->fail_at;
}

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* of all counted memory */

static void *take(counted_memory *memory, size_t size) {
  if (!may_allocate(memory, size)) return NULL;
  char *block = malloc(BLOCK_HEADER + size);
  if (!block) return NULL;
  memcpy(block, &size, sizeof size);
  memset(block + BLOCK_HEADER, NEW_BYTE, size);
  memory->live_blocks++;
  memory->live_bytes += size;
  return block + BLOCK_HEADER;
}

static void give_back(counted_memory *memory, void *given, size_t size) {
  char *block = (char *)given - BLOCK_HEADER;
  size_t real;
  memcpy(&real, block, sizeof real);
  if (real != size) memory->misused = true;
  uintptr_t watched = (uintptr_t)memory->watched, start = (uintptr_t)given;
  if (watched >= start && watched - start < real) memory->watched_released = true;
  memory->live_blocks--;
  memory->live_bytes -= real;
  memset(block, OLD_BYTE, BLOCK_HEADER + real);
  free(block);
}

static void *counted_allocate(void *context, size_t size) {
  pthread_mutex_lock(&lock);
  void *block = take(context, size);
  pthread_mutex_unlock(&lock);
  return block;
}

static void counted_release(void *context, void *given, size_t size) {
  pthread_mutex_lock(&lock);
  give_back(context, given, size);
  pthread_mutex_unlock(&lock);
}

/* Always moves, so that a pointer kept across it is found out. */
static void *counted_resize(void *context, void *given, size_t old_size, size_t new_size) {
  pthread_mutex_lock(&lock);
  void *fresh = take(context, new_size);
  if (fresh) {
    memcpy(fresh, given, old_size < new_size ? old_size : new_size);
    give_back(context, given, old_size);
  }
  pthread_mutex_unlock(&lock);
  return fresh;
}

void counted_memory_init(counted_memory *memory) {
  memset(memory, 0, sizeof *memory);
  memory->allocator = (nst_allocator){counted_allocate, counted_resize, counted_release, memory};
}

bool counted_memory_is_clean(const counted_memory *memory) {
  return !memory->live_blocks && !memory->live_bytes && !memory->misused;
}

/* -- Random input --------------------------------------------------------------- */

uint64_t random_next(uint64_t *state) {
  uint64_t x = *state += 0x9E3779B97F4A7C15u;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
  return x ^ (x >> 31);
}

size_t random_below(uint64_t *state, size_t limit) { return (size_t)(random_next(state) % limit); }

void random_text(uint64_t *state, const char *const *pieces, size_t count, size_t size,
                 nst_buffer *out) {
  while (out->size < size) {
    const char *piece = pieces[random_below(state, count)];
    if (!CHECK_EQUAL(nst_buffer_append(out, piece, strlen(piece)), NST_OK)) return;
  }
}

/* -- Words ------------------------------------------------------------------------ */

nst_lexicon *open_lexicon(void) {
  nst_lexicon *lexicon = NULL;
  CHECK_EQUAL(nst_lexicon_open_builtin(NULL, &lexicon), NST_OK);
  return lexicon;
}

nst_segmenter *open_segmenter(const nst_lexicon *lexicon) {
  nst_segmenter *segmenter = NULL;
  CHECK_EQUAL(nst_segmenter_create(lexicon, NULL, &segmenter), NST_OK);
  return segmenter;
}

nst_status cut(nst_segmenter *segmenter, const char *text, size_t size, nst_buffer *out) {
  nst_segmenter_start(segmenter, text, size);
  for (bool first = true;;) {
    const nst_word *words;
    size_t count;
    nst_status status = nst_segmenter_next(segmenter, &words, &count);
    if (status != NST_OK || !count) return status;
    for (size_t i = 0; i < count; i++, first = false) {
      if (!first) status = nst_buffer_append(out, "|", 1);
      if (status == NST_OK) status = nst_buffer_append(out, text + words[i].first, words[i].size);
      if (status != NST_OK) return status;
    }
  }
}

bool words_are_the_text(nst_segmenter *segmenter, const char *text, size_t size) {
  nst_segmenter_start(segmenter, text, size);
  size_t at = 0;
  for (;;) {
    const nst_word *words;
    size_t count;
    if (nst_segmenter_next(segmenter, &words, &count) != NST_OK) return false;
    if (!count) return at == size;
    for (size_t i = 0; i < count; i++) {
      if (words[i].first != at || !words[i].size || !words[i].tag) return false;
      if (words[i].kind > NST_WORD_SPACE) return false;
      at += words[i].size;
    }
  }
}

/* -- HTML ---------------------------------------------------------------------------- */

void check_html(const char *html, size_t size, const char *expected) {
  nst_buffer out;
  nst_buffer_init(&out, NULL);
  CHECK_EQUAL(nst_html_text(html, size, NULL, &out, NULL), NST_OK);
  CHECK_TEXT(out.bytes, out.size, expected);
  nst_buffer_free(&out);
}

void check_html_cases(const html_case *cases, size_t count) {
  for (size_t i = 0; i < count; i++) {
    check_note("%s", cases[i].html);
    check_html(cases[i].html, strlen(cases[i].html), cases[i].text);
  }
}

/* -- Files -------------------------------------------------------------------------- */

const char *write_temporary(const void *bytes, size_t size) {
  static char path[] = "/tmp/newsstat-check-XXXXXX";
  memcpy(path + sizeof path - 7, "XXXXXX", 6);
  int file = mkstemp(path);
  if (file < 0) return NULL;
  bool written = write(file, bytes, size) == (ssize_t)size;
  close(file);
  return written ? path : NULL;
}

/* -- The word list -------------------------------------------------------------------- */

static bool read_whole(const char *path, char **bytes, size_t *size) {
  FILE *file = fopen(path, "rb");
  if (!file) return false;
  bool good = fseek(file, 0, SEEK_END) == 0;
  long end = good ? ftell(file) : -1;
  *bytes = end > 0 ? malloc((size_t)end) : NULL;
  good = *bytes && fseek(file, 0, SEEK_SET) == 0;
  *size = good ? fread(*bytes, 1, (size_t)end, file) : 0;
  fclose(file);
  return good && *size == (size_t)end;
}

static bool is_han(const char *word, size_t size) {
  for (size_t at = 0; at < size;) {
    uint32_t c;
    at += nst_utf8_decode(word + at, size - at, &c);
    if (c < 0x4E00 || c > 0x9FA5) return false;
  }
  return size > 0;
}

bool word_file_open(word_file *file, bool only_han) {
  memset(file, 0, sizeof *file);
  if (!read_whole("lexicon/words.tsv", &file->bytes, &file->size)) return false;
  size_t lines = 0;
  for (size_t i = 0; i < file->size; i++) lines += file->bytes[i] == '\n';
  file->words = malloc((lines + 1) * sizeof *file->words);
  file->sizes = malloc((lines + 1) * sizeof *file->sizes);
  if (!file->words || !file->sizes) return false;
  for (size_t at = 0; at < file->size;) {
    const char *line = file->bytes + at;
    const char *end = memchr(line, '\n', file->size - at);
    const char *tab = memchr(line, '\t', file->size - at);
    if (!end || !tab || tab > end) return false;
    at += (size_t)(end - line) + 1;
    if (only_han && !is_han(line, (size_t)(tab - line))) continue;
    file->words[file->count] = line;
    file->sizes[file->count++] = (size_t)(tab - line);
  }
  return file->count > 0;
}

void word_file_close(word_file *file) {
  free(file->bytes);
  free(file->words);
  free(file->sizes);
  memset(file, 0, sizeof *file);
}

void random_words(uint64_t *state, const word_file *file, size_t size, nst_buffer *text) {
  while (text->size < size) {
    size_t at = random_below(state, file->count), from = 0;
    if (random_below(state, 4) == 0) from = random_below(state, file->sizes[at] / 3) * 3;
    nst_status status = nst_buffer_append(text, file->words[at] + from, file->sizes[at] - from);
    if (!CHECK_EQUAL(status, NST_OK)) return;
  }
}
