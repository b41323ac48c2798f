/* temporary_file.h: what memory need not hold, in a file without a name, which is gone when it is
   closed and when the process ends, however that ends. */
#ifndef NEWSSTAT_TEMPORARY_FILE_H
#define NEWSSTAT_TEMPORARY_FILE_H

#include "newsstat.h"

#include <sys/types.h>

/* Zero bytes are a file that is not open. */
typedef struct nst_temporary_file {
  bool is_open;
  int descriptor;
  pid_t owner; /* the process that opened it: no other one writes */
} nst_temporary_file;

/* Makes an empty file in the folder that TMPDIR names, or where that is not set or does not do, in
   /var/tmp or /tmp.  NST_TEMPORARY_FILE where none of them takes one. */
nst_status nst_temporary_file_open(nst_temporary_file *file);
void nst_temporary_file_close(nst_temporary_file *file);

/* Writes bytes at a place, all or an unknown part of them with NST_TEMPORARY_FILE: the disk is
   full, or the process is a fork of the one that opened the file. */
nst_status nst_temporary_file_write(const nst_temporary_file *file, uint64_t place,
                                    const void *bytes, size_t size);

/* Reads bytes that were written; with several threads at once as well. */
nst_status nst_temporary_file_read(const nst_temporary_file *file, uint64_t place, void *bytes,
                                   size_t size);

#endif
