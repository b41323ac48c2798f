/* post_reader.c: saved posts of files, read in threads and given in order. */
#include "memory.h"
#include "threads.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
  MOST_FILES = 64,
  MOST_WAITING_BYTES = 4 << 20,  /* and what the threads are reading */
  KEPT_BYTES = 64 << 10,         /* of a place's memory for the next file */
  KEPT_BYTES_OF_ONE = 256 << 10, /* where one file's memory is that of all */
  MOST_WORKERS = 64,
  THREADS_PER_READER = 4, /* so many that cut words keep one that reads busy; fewer, the caller */
  WAIT_NANOSECONDS = 50000000
};

/* A file, at the same place for all its way. */
typedef struct place {
  nst_post_file file;
  nst_buffer path, bytes, text;
  nst_status status;
  bool done; /* guarded by the lock */
} place;

struct nst_post_reader {
  nst_post_reader_options options;
  nst_threads threads;
  nst_allocator allocator;
  struct timespec asked;
  nst_status status;        /* of what went wrong for good */
  place places[MOST_FILES]; /* a ring */
  size_t added, taken;      /* files */
  pthread_t workers[MOST_WORKERS];
  size_t worker_count;
  /* Guarded by the lock: */
  pthread_mutex_t lock;
  pthread_cond_t has_work, has_result;
  size_t waiting;       /* files that may be begun: as many as were added */
  size_t begun;         /* files */
  size_t waiting_bytes; /* of files that are done and not taken */
  bool stopped;
};

/* -- One file ---------------------------------------------------------------------------------- */

/* Reads to the end; false where that cannot be done or there is too much. */
static bool read_all(int file, nst_buffer *out, nst_status *status) {
  struct stat about;
  if (fstat(file, &about) != 0 || !S_ISREG(about.st_mode)) return false;
  if (about.st_size < 0 || (uintmax_t)about.st_size > NST_POST_FILE_BYTES) return false;
  size_t expected = (size_t)about.st_size;
  out->size = 0;
  if (out->capacity <= expected) nst_buffer_free(out); /* what is in it is not to be copied */
  while (out->size <= NST_POST_FILE_BYTES) {
    /* One byte more shows at once that there is no more. */
    size_t more = out->size < expected ? expected - out->size + 1 : 4096;
    *status = nst_buffer_reserve(out, more);
    if (*status != NST_OK) return false;
    ssize_t got = read(file, out->bytes + out->size, more);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return got == 0;
    out->size += (size_t)got;
    if (out->size == expected && (size_t)got < more) return true;
  }
  return false;
}

static bool read_file(place *self) {
  /* A pipe that nobody writes to is not waited for. */
  int file = open(self->path.bytes, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) return false;
  bool is_read = read_all(file, &self->bytes, &self->status);
  close(file);
  return is_read;
}

static nst_status clean(place *self) {
  const nst_post *post = &self->file.post;
  self->text.size = 0;
  nst_status status = nst_html_text(post->html.bytes, post->html.size, NULL, &self->text, NULL);
  if (status != NST_OK) return status;
  const char *text = self->text.bytes ? self->text.bytes : "";
  size_t from = nst_text_after_title(text, self->text.size, post->title.bytes, post->title.size);
  self->file.text = (nst_slice){text + from, self->text.size - from};
  return NST_OK;
}

static void do_place(const nst_post_reader *self, place *place) {
  int64_t now = self->options.now ? self->options.now : (int64_t)time(NULL);
  nst_post_file *file = &place->file;
  place->status = NST_OK;
  file->path = place->path.bytes;
  file->bytes = &place->bytes;
  file->text = (nst_slice){NULL, 0};
  file->is_post = read_file(place) && place->bytes.size &&
                  nst_post_read(place->bytes.bytes, place->bytes.size, now, &file->post);
  if (file->is_post && self->options.clean) place->status = clean(place);
}

/* -- Workers ----------------------------------------------------------------------------------- */

static void wait_for_work(nst_post_reader *self) {
  while (!self->stopped &&
         (self->begun == self->waiting || self->waiting_bytes > MOST_WAITING_BYTES))
    pthread_cond_wait(&self->has_work, &self->lock);
}

static void *work(void *context) {
  nst_post_reader *self = context;
  pthread_mutex_lock(&self->lock);
  for (wait_for_work(self); !self->stopped; wait_for_work(self)) {
    place *place = self->places + self->begun++ % MOST_FILES;
    pthread_mutex_unlock(&self->lock);
    do_place(self, place);
    pthread_mutex_lock(&self->lock);
    self->waiting_bytes += place->bytes.size;
    place->done = true;
    pthread_cond_signal(&self->has_result);
  }
  pthread_mutex_unlock(&self->lock);
  return NULL;
}

static void start_workers(nst_post_reader *self) {
  size_t wanted = self->threads.count / THREADS_PER_READER;
  if (self->options.clean && self->threads.count > 1)
    wanted = (self->threads.count + THREADS_PER_READER - 1) / THREADS_PER_READER;
  if (wanted > MOST_WORKERS) wanted = MOST_WORKERS;
  while (self->worker_count < wanted &&
         nst_thread_start(self->workers + self->worker_count, work, self))
    self->worker_count++;
}

static void stop_workers(nst_post_reader *self) {
  pthread_mutex_lock(&self->lock);
  self->stopped = true;
  pthread_cond_broadcast(&self->has_work);
  pthread_mutex_unlock(&self->lock);
  for (size_t i = 0; i < self->worker_count; i++) pthread_join(self->workers[i], NULL);
}

/* -- Life -------------------------------------------------------------------------------------- */

nst_status nst_post_reader_create(const nst_post_reader_options *options,
                                  const nst_threads *threads, const nst_allocator *given,
                                  nst_post_reader **out) {
  nst_allocator allocator = nst_allocator_or_default(given);
  nst_post_reader *self = nst_allocate_zeroed(&allocator, sizeof *self);
  if (!self) return NST_NO_MEMORY;
  if (options) self->options = *options;
  if (threads) self->threads = *threads;
  self->allocator = allocator;
  for (size_t i = 0; i < MOST_FILES; i++) {
    nst_buffer_init(&self->places[i].path, &allocator);
    nst_buffer_init(&self->places[i].bytes, &allocator);
    nst_buffer_init(&self->places[i].text, &allocator);
  }
  bool has_lock = !pthread_mutex_init(&self->lock, NULL);
  bool has_work = has_lock && !pthread_cond_init(&self->has_work, NULL);
  if (!has_work || pthread_cond_init(&self->has_result, NULL)) {
    if (has_work) pthread_cond_destroy(&self->has_work);
    if (has_lock) pthread_mutex_destroy(&self->lock);
    nst_release(&allocator, self, sizeof *self);
    return NST_NO_MEMORY;
  }
  start_workers(self);
  *out = self;
  return NST_OK;
}

void nst_post_reader_destroy(nst_post_reader *self) {
  if (!self) return;
  const nst_allocator allocator = self->allocator;
  stop_workers(self);
  for (size_t i = 0; i < MOST_FILES; i++) {
    nst_buffer_free(&self->places[i].path);
    nst_buffer_free(&self->places[i].bytes);
    nst_buffer_free(&self->places[i].text);
  }
  pthread_cond_destroy(&self->has_result);
  pthread_cond_destroy(&self->has_work);
  pthread_mutex_destroy(&self->lock);
  nst_release(&allocator, self, sizeof *self);
}

/* -- Adding and taking ------------------------------------------------------------------------- */

/* The one that was taken last is still in use. */
bool nst_post_reader_is_full(const nst_post_reader *self) {
  return self->added - self->taken >= MOST_FILES - 1;
}

nst_status nst_post_reader_add(nst_post_reader *self, const char *path) {
  if (self->status != NST_OK) return self->status;
  if (nst_post_reader_is_full(self)) return NST_TOO_LARGE;
  place *place = self->places + self->added % MOST_FILES;
  place->path.size = 0;
  place->done = false;
  self->status = nst_buffer_append(&place->path, path, strlen(path) + 1);
  if (self->status != NST_OK) return self->status;
  self->added++;
  pthread_mutex_lock(&self->lock);
  self->waiting = self->added;
  pthread_cond_signal(&self->has_work);
  pthread_mutex_unlock(&self->lock);
  return NST_OK;
}

static bool wait_a_little(nst_post_reader *self, const place *place) {
  pthread_mutex_lock(&self->lock);
  if (!place->done) nst_wait_briefly(&self->has_result, &self->lock);
  bool done = place->done;
  pthread_mutex_unlock(&self->lock);
  return done;
}

static void note_taken(nst_post_reader *self, const place *place) {
  pthread_mutex_lock(&self->lock);
  self->waiting_bytes -= place->bytes.size;
  pthread_cond_broadcast(&self->has_work);
  pthread_mutex_unlock(&self->lock);
}

static void exchange(nst_buffer *one, nst_buffer *other) {
  const nst_buffer kept = *one;
  *one = *other;
  *other = kept;
}

/* The memory of the file that was taken before is not kept for ever; without threads it is that of
   the next one. */
static void release_last(nst_post_reader *self) {
  if (!self->taken) return;
  place *last = self->places + (self->taken - 1) % MOST_FILES;
  size_t kept = self->worker_count ? KEPT_BYTES : KEPT_BYTES_OF_ONE;
  if (last->bytes.capacity > kept) nst_buffer_free(&last->bytes);
  if (last->text.capacity > kept) nst_buffer_free(&last->text);
  if (self->worker_count) return;
  place *next = self->places + self->taken % MOST_FILES;
  exchange(&last->bytes, &next->bytes);
  exchange(&last->text, &next->text);
}

nst_status nst_post_reader_next(nst_post_reader *self, const nst_post_file **out) {
  if (self->status != NST_OK) return self->status;
  *out = NULL;
  release_last(self);
  if (self->taken == self->added) return NST_OK;
  place *place = self->places + self->taken % MOST_FILES;
  if (self->worker_count) {
    do {
      if (!nst_go_on(&self->threads, &self->asked)) return self->status = NST_CANCELLED;
    } while (!wait_a_little(self, place));
    note_taken(self, place);
  } else {
    do_place(self, place);
  }
  self->taken++;
  self->status = place->status;
  *out = &place->file;
  return self->status;
}
