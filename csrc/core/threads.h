/* threads.h: work spread over threads that live for one call only. */
#ifndef NEWSSTAT_THREADS_H
#define NEWSSTAT_THREADS_H

#include "newsstat.h"

#include <pthread.h>
#include <time.h>

/* Does one item; `worker` is below what nst_worker_count told, and no two run at once under one
 * number. */
typedef nst_status (*nst_task)(void *context, size_t worker, size_t item);

/* How many workers nst_run_tasks has for so many items, at least 1. */
size_t nst_worker_count(const nst_threads *threads, size_t items);

/* Does items 0 to count, without count, the first ones first: in the calling thread, worker 0, and
   in others, as many as there may be.  Where the system has no more threads, fewer do the work.
   After a failure, or once threads->go_on says no, no further item is begun; the status is that of
   the first failed item, or NST_CANCELLED.  Returns when no other thread runs any more. */
nst_status nst_run_tasks(const nst_threads *threads, size_t count, nst_task run, void *context);

/* Starts a thread that takes no signals and has stack enough on every system. */
bool nst_thread_start(pthread_t *thread, void *(*run)(void *), void *context);

/* Whether the caller still wants the result; asks him at most once in 50 ms, which `asked`
   remembers: zero bytes at first. */
bool nst_go_on(const nst_threads *threads, struct timespec *asked);

/* Waits for the condition, but no longer than until nst_go_on would ask again.  The lock is the
   caller's before and after. */
void nst_wait_briefly(pthread_cond_t *condition, pthread_mutex_t *lock);

#endif
