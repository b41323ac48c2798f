#include "threads.h"

#include <signal.h>
#include <stdatomic.h>
#include <string.h>

enum { MOST_THREADS = 256, STACK_BYTES = 1 << 20, ASK_NANOSECONDS = 50000000 };

bool nst_thread_start(pthread_t *thread, void *(*run)(void *), void *context) {
  pthread_attr_t attributes;
  if (pthread_attr_init(&attributes)) return false;
  sigset_t all, before;
  sigfillset(&all);
  bool started = !pthread_attr_setstacksize(&attributes, STACK_BYTES) &&
                 !pthread_sigmask(SIG_SETMASK, &all, &before);
  if (started) {
    started = !pthread_create(thread, &attributes, run, context);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
  }
  pthread_attr_destroy(&attributes);
  return started;
}

bool nst_go_on(const nst_threads *threads, struct timespec *asked) {
  if (!threads || !threads->go_on) return true;
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  int64_t passed =
      (int64_t)(now.tv_sec - asked->tv_sec) * 1000000000 + now.tv_nsec - asked->tv_nsec;
  if (passed < ASK_NANOSECONDS) return true;
  *asked = now;
  return threads->go_on(threads->context);
}

void nst_wait_briefly(pthread_cond_t *condition, pthread_mutex_t *lock) {
  struct timespec until;
  clock_gettime(CLOCK_REALTIME, &until);
  until.tv_nsec += ASK_NANOSECONDS;
  until.tv_sec += until.tv_nsec / 1000000000;
  until.tv_nsec %= 1000000000;
  pthread_cond_timedwait(condition, lock, &until);
}

size_t nst_worker_count(const nst_threads *threads, size_t items) {
  size_t count = threads && threads->count ? threads->count : 1;
  if (count > MOST_THREADS) count = MOST_THREADS;
  if (count > items) count = items;
  return count ? count : 1;
}

typedef struct job {
  nst_task run;
  void *context;
  size_t count;
  atomic_size_t next;
  atomic_bool stopped;
  atomic_size_t worker; /* the number of the thread that starts next */
  pthread_mutex_t lock;
  size_t failed; /* the first item that did */
  nst_status status;
} job;

static void note_failure(job *self, size_t item, nst_status status) {
  atomic_store(&self->stopped, true);
  pthread_mutex_lock(&self->lock);
  if (item < self->failed) {
    self->failed = item;
    self->status = status;
  }
  pthread_mutex_unlock(&self->lock);
}

/* Does the next item; false when there is none. */
static bool do_next(job *self, size_t worker) {
  if (atomic_load(&self->stopped)) return false;
  size_t item = atomic_fetch_add(&self->next, 1);
  if (item >= self->count) return false;
  nst_status status = self->run(self->context, worker, item);
  if (status != NST_OK) note_failure(self, item, status);
  return true;
}

static void *work(void *context) {
  job *self = context;
  size_t worker = atomic_fetch_add(&self->worker, 1);
  while (do_next(self, worker)) {
  }
  return NULL;
}

nst_status nst_run_tasks(const nst_threads *threads, size_t count, nst_task run, void *context) {
  job self = {.run = run, .context = context, .count = count, .failed = count, .status = NST_OK};
  pthread_t others[MOST_THREADS];
  size_t wanted = nst_worker_count(threads, count) - 1, started = 0;
  atomic_init(&self.next, 0);
  atomic_init(&self.stopped, false);
  atomic_init(&self.worker, 1);
  if (pthread_mutex_init(&self.lock, NULL)) return NST_NO_MEMORY;
  while (started < wanted && nst_thread_start(others + started, work, &self)) started++;
  struct timespec asked = {0, 0};
  while (do_next(&self, 0))
    if (!nst_go_on(threads, &asked)) note_failure(&self, count - 1, NST_CANCELLED);
  for (size_t i = 0; i < started; i++) pthread_join(others[i], NULL);
  pthread_mutex_destroy(&self.lock);
  return self.status;
}
