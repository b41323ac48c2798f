/* Saved posts: their fields, what is left to other readers, and files in threads. */
#include "check.h"
#include "core/newsstat.h"
#include "core/post.h"
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define NOW INT64_C(1800000000) /* 2027-01-15T08:00:00Z */
#define HEAD "---\ntitle: 渔村\ndate: 2024-01-24\n"

static bool reads(const char *bytes, nst_post *post) {
  return nst_post_read(bytes, strlen(bytes), NOW, post);
}

static void reads_all_fields(void) {
  nst_post post;
  REQUIRE(
      reads("---\nlayout: post\ntitle: \"台风  登陆\"\ndate: 2024-01-24T12:27:22.5+08:00\n"
            "author: 记者 # 注\nfrom: https://user@WWW.Beijia.Example:80/a\n"
            "tags: [ 甲, \"乙, 丙\" ]\ncategories:\n  - 丁\n---\n"
            "<!--1-->\n[x](http://y)\n------\n\n<p>text",
            &post));
  CHECK_TEXT(post.title.bytes, post.title.size, "台风 登陆");
  CHECK_TEXT(post.url.bytes, post.url.size, "https://user@WWW.Beijia.Example:80/a");
  CHECK_TEXT(post.author.bytes, post.author.size, "记者");
  CHECK_TEXT(post.source, post.source_size, "beijia.example");
  CHECK_EQUAL(post.time, 1706070442);
  CHECK(!post.is_local);
  CHECK_TEXT(nst_post_time_name(post.time_source), strlen("front matter"), "front matter");
  CHECK_TEXT(post.html.bytes, post.html.size, "\n<p>text");
  CHECK_EQUAL(post.charset_source, NST_CHARSET_DETECTION);
  CHECK_EQUAL(post.field_count, 7);
  REQUIRE(post.item_count == 3);
  CHECK_TEXT(post.items[1].bytes, post.items[1].size, "乙, 丙");
  CHECK_EQUAL(post.fields[6].first_item, 2);
  CHECK_TEXT(post.items[2].bytes, post.items[2].size, "丁");
}

static void reads_posts_without_front_matter(void) {
  nst_post post;
  REQUIRE(reads("<!-- 1706099242999 -->\n\n[a [b](c)](http://d.example) \n---\t\nx", &post));
  CHECK_TEXT(post.title.bytes, post.title.size, "a [b](c)");
  CHECK_TEXT(post.url.bytes, post.url.size, "http://d.example");
  CHECK_TEXT(post.source, post.source_size, "d.example");
  CHECK_EQUAL(post.time, 1706099242);
  CHECK_EQUAL(post.time_source, NST_POST_TIME_EPOCH);
  CHECK_TEXT(post.html.bytes, post.html.size, "x");
  CHECK_EQUAL(post.field_count, 0);
  REQUIRE(reads("<!--1706099242000-->\n------\n", &post));
  CHECK(!post.title.bytes && !post.url.bytes && !post.html.size);
  CHECK_TEXT(post.source, post.source_size, "unknown");
}

static void reads_dates(void) {
  static const struct {
    const char *date;
    int64_t seconds; /* 0: none that is read here */
    bool is_local;
  } cases[] = {
      {"2024-01-24", 1706054400, true},
      {"2024-02-29 12:00", 1709208000, true},
      {"2000-02-29T00:00:00Z", 951782400, false},
      {"2024-01-24 12:27:22 +0800", 1706070442, false},
      {"2024-01-24T12:27:22.123-09:30", 1706133442, false},
      {"1990-01-01T00:00:00Z", 631152000, false},
      {"1989-12-31T23:59:59Z", 0, false},
      {"2027-01-16T08:00:00Z", NOW + 86400, false},
      {"2027-01-16T08:00:01Z", 0, false},
      {"2027-01-16", 0, false}, /* which may be later elsewhere */
      {"2023-02-29", 0, false},
      {"1900-02-29", 0, false},
      {"2024-13-01", 0, false},
      {"2024-1-24", 0, false},
      {"2024-01-24T24:00:00Z", 0, false},
      {"2024-01-24T12:60:00Z", 0, false},
      {"2024-01-24T12:27:22.Z", 0, false},
      {"2024-01-24T12:27:22+14:30", 0, false},
      {"2024-01-24T12:27:22+08:00x", 0, false},
      {"2024-01-24T", 0, false},
      {"2024-01-24Tx", 0, false},
      {"24 Jan 2024", 0, false},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char bytes[128];
    nst_post post;
    check_note("%s", cases[i].date);
    snprintf(bytes, sizeof bytes, "---\ndate: %s\n---\n<p>", cases[i].date);
    bool is_read = reads(bytes, &post);
    CHECK_EQUAL(is_read, cases[i].seconds != 0);
    if (!is_read || !cases[i].seconds) continue;
    CHECK_EQUAL(post.time, cases[i].seconds);
    CHECK_EQUAL(post.is_local, cases[i].is_local);
  }
}

/* Whatever the time that a post may have: a date by itself. */
static void refuses_days_that_are_none(void) {
  static const char *const cases[] = {"0000-01-01", "2024-00-10", "2024-13-10", "2024-01-00",
                                      "2024-01-32", "2024-04-31", "2100-02-29", "2024-01-1x"};
  int64_t seconds;
  bool is_local;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    check_note("%s", cases[i]);
    nst_slice date = {cases[i], strlen(cases[i])};
    CHECK(!nst_post_date(date, &seconds, &is_local));
  }
  CHECK(nst_post_date((nst_slice){"0001-01-01", 10}, &seconds, &is_local));
  CHECK_EQUAL(seconds, INT64_C(-62135596800));
  CHECK(nst_post_date((nst_slice){"9999-12-31", 10}, &seconds, &is_local));
  CHECK_EQUAL(seconds, INT64_C(253402214400));
}

static void finds_sources(void) {
  static const struct {
    const char *fields, *source;
  } cases[] = {
      {"url: HTTP://www.A.example", "a.example"},
      {"url: http://a@b@c.example:8080#x", "c.example"},
      {"url: http://www.\ncategory: 甲", "甲"},
      {"url: //a.example\ncategories: []\ntags: 乙", "乙"},
      {"categories: \" , 丙, 丁\"\ncategory: 甲", "丙"},
      {"categories: [\" \"]\nauthor: 戊", "戊"},
      {"author: \" \"", "unknown"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char bytes[256];
    nst_post post;
    check_note("%s", cases[i].fields);
    snprintf(bytes, sizeof bytes, HEAD "%s\n---\n<p>", cases[i].fields);
    if (CHECK(reads(bytes, &post))) CHECK_TEXT(post.source, post.source_size, cases[i].source);
  }
}

static void leaves_all_else(void) {
  static const char *const cases[] = {
      "",
      "-",
      "[",
      "<",
      "x",
      "---",
      "---\n",
      HEAD,
      HEAD "---",
      HEAD "---\nMarkdown",
      HEAD "---\n<p>\xFF",
      HEAD "---\n\xEF\xBB\xBF<p>",
      "\xEF\xBB\xBF" HEAD "---\n<p>",
      HEAD "title: b\n---\n<p>",
      HEAD "title:\n---\n<p>",
      HEAD "author: a\nauthor: b\n---\n<p>",
      HEAD "Author: b\n---\n<p>",
      HEAD "  more\n---\n<p>",
      HEAD "a: \"b\n---\n<p>",
      HEAD "a: \"b\" c\n---\n<p>",
      HEAD "a: \"b\"# c\n---\n<p>",
      HEAD "a: [\"b\" # c]\n---\n<p>",
      HEAD "a: 'it''s'\n---\n<p>",
      HEAD "a: \"\\n\"\n---\n<p>",
      HEAD "a: |\n---\n<p>",
      HEAD "a: {b: c}\n---\n<p>",
      HEAD "a: null\n---\n<p>",
      HEAD "a: [b, [c]]\n---\n<p>",
      HEAD "a: [b\n---\n<p>",
      HEAD "a: ['b' c]\n---\n<p>",
      HEAD "a:\n  b: c\n---\n<p>",
      HEAD "a:\n  - b\n  c\n---\n<p>",
      HEAD "a:\n  - 'b' c\n---\n<p>",
      HEAD "author: [a, b]\n---\n<p>",
      HEAD "a://b\n---\n<p>",
      "---\ntitle: &lt;\ndate: 2024-01-24\n---\n<p>",
      "---\ntitle: [a]\ndate: 2024-01-24\n---\n<p>",
      "<!--1706099242000-->\n<rss></rss>",
      "<!--1706099242000-->\n[a](b)",
      "<!--1706099242000-->\n------",
      "<!--9999999999999999-->\n------\n",
      "<!--1-->\n------\n",
      "[ {\"a\": 1}](b)\n------\n",
  };
  nst_post post;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    check_note("case %zu", i);
    CHECK(!reads(cases[i], &post));
  }
  CHECK(!nst_post_read("---\n\0", 5, NOW, &post));
  CHECK(!nst_post_read(NULL, 0, NOW, &post));
}

/* A head with a line again and again. */
static bool reads_repeated(const char *format, size_t times) {
  nst_buffer bytes;
  nst_buffer_init(&bytes, NULL);
  bool is_made = nst_buffer_append(&bytes, HEAD, strlen(HEAD)) == NST_OK;
  for (size_t i = 0; i < times && is_made; i++) {
    char line[64];
    int size = snprintf(line, sizeof line, format, i);
    is_made = nst_buffer_append(&bytes, line, (size_t)size) == NST_OK;
  }
  nst_post post;
  bool is_read = is_made && nst_buffer_append(&bytes, "---\n<p>", 7) == NST_OK &&
                 nst_post_read(bytes.bytes, bytes.size, NOW, &post);
  nst_buffer_free(&bytes);
  return is_read;
}

static void keeps_within_its_room(void) {
  CHECK(reads_repeated("k%zu: v\n", NST_POST_FIELDS - 2));
  CHECK(!reads_repeated("k%zu: v\n", NST_POST_FIELDS - 1));
  CHECK(reads_repeated("k%zu: [a, b]\n", NST_POST_FIELDS - 2));
  CHECK(!reads_repeated("k%zu: [a, b, c]\n", NST_POST_ITEMS / 3 + 1));
  CHECK(reads_repeated("# %zu\n", 5000));
  CHECK(!reads_repeated("# %zu 123456789\n", 5000)); /* more than 64 KB */
  char bytes[2048];
  memset(bytes, 'a', sizeof bytes);
  memcpy(bytes, "---\ntitle: a  b", 15);
  memcpy(bytes + 1000, "\ndate: 2024-01-24\n---\n<p>", 26);
  nst_post post;
  CHECK(!reads(bytes, &post));
  memcpy(bytes + 11, "http://", 7);
  memcpy(bytes + 4, "url:  ", 6);
  CHECK(!reads(bytes, &post)); /* a host that is too long */
}

/* -- Files ------------------------------------------------------------------------------------- */

enum { FILES = 5 };

/* Files of several kinds; the third is none, and the fourth too large. */
typedef struct fixture {
  char *paths[FILES];
} fixture;

static bool set_up(fixture *own) {
  size_t large = NST_POST_FILE_BYTES + 1;
  char *zeros = calloc(1, large);
  const char *const contents[FILES] = {HEAD "---\n<p>渔村</p><p>台风&amp;", "text", "", zeros,
                                       HEAD "---\n<p>b"};
  memset(own, 0, sizeof *own);
  for (size_t i = 0; i < FILES && zeros; i++) {
    const char *path = write_temporary(contents[i], i == 3 ? large : strlen(contents[i]));
    if (path) own->paths[i] = strdup(path);
  }
  free(zeros);
  if (own->paths[2]) remove(own->paths[2]);
  return CHECK(own->paths[0] && own->paths[1] && own->paths[2] && own->paths[3] && own->paths[4]);
}

static void tear_down(fixture *own) {
  for (size_t i = 0; i < FILES; i++) {
    if (own->paths[i]) remove(own->paths[i]);
    free(own->paths[i]);
  }
}

static void check_file(const fixture *own, size_t i, const nst_post_file *file, bool clean) {
  bool is_post = i % FILES == 0 || i % FILES == 4;
  check_note("file %zu", i);
  CHECK_TEXT(file->path, strlen(file->path), own->paths[i % FILES]);
  CHECK_EQUAL(file->is_post, is_post);
  if (!is_post) return;
  CHECK_TEXT(file->post.title.bytes, file->post.title.size, "渔村");
  if (clean)
    CHECK_TEXT(file->text.bytes, file->text.size, i % FILES ? "b" : "台风&");
  else
    CHECK(!file->text.bytes);
}

/* Adds so many files, as many ahead as there is room for, and takes them. */
static nst_status read_files(const fixture *own, nst_post_reader *reader, size_t count,
                             bool clean) {
  size_t added = 0, taken = 0;
  for (;;) {
    while (added < count && !nst_post_reader_is_full(reader)) {
      nst_status status = nst_post_reader_add(reader, own->paths[added++ % FILES]);
      if (status != NST_OK) return status;
    }
    const nst_post_file *file;
    nst_status status = nst_post_reader_next(reader, &file);
    if (status != NST_OK || !file) {
      if (status == NST_OK) CHECK_EQUAL(taken, count);
      return status;
    }
    check_file(own, taken++, file, clean);
  }
}

static void gives_files_in_order(void) {
  static const size_t threads[] = {0, 1, 2, 8, 300};
  fixture own;
  if (set_up(&own))
    for (size_t i = 0; i < sizeof threads / sizeof *threads; i++)
      for (int clean = 0; clean < 2; clean++) {
        nst_post_reader_options options = {NOW, clean};
        nst_threads some = {threads[i], NULL, NULL};
        nst_post_reader *reader = NULL;
        CHECK_EQUAL(nst_post_reader_create(&options, &some, NULL, &reader), NST_OK);
        CHECK_EQUAL(read_files(&own, reader, 300, clean), NST_OK);
        CHECK_EQUAL(read_files(&own, reader, 0, clean), NST_OK);
        /* Some more are given up. */
        for (size_t more = 0; more < 20; more++)
          CHECK_EQUAL(nst_post_reader_add(reader, own.paths[more % FILES]), NST_OK);
        nst_post_reader_destroy(reader);
      }
  tear_down(&own);
}

static void takes_no_more_than_there_is_room_for(void) {
  nst_post_reader *reader = NULL;
  const nst_post_file *file;
  REQUIRE(nst_post_reader_create(NULL, NULL, NULL, &reader) == NST_OK);
  while (!nst_post_reader_is_full(reader))
    CHECK_EQUAL(nst_post_reader_add(reader, "no/such/file"), NST_OK);
  CHECK_EQUAL(nst_post_reader_add(reader, "no/such/file"), NST_TOO_LARGE);
  CHECK_EQUAL(nst_post_reader_next(reader, &file), NST_OK);
  CHECK(!nst_post_reader_is_full(reader));
  CHECK_EQUAL(nst_post_reader_add(reader, "no/such/file"), NST_OK);
  nst_post_reader_destroy(reader);
  nst_post_reader_destroy(NULL);
}

/* A pipe that nobody writes to, and a folder. */
static void waits_for_no_pipe(void) {
  const char *path = write_temporary("", 0);
  REQUIRE(path);
  remove(path);
  REQUIRE(mkfifo(path, 0600) == 0);
  nst_post_reader *reader = NULL;
  const nst_post_file *file;
  CHECK_EQUAL(nst_post_reader_create(NULL, NULL, NULL, &reader), NST_OK);
  CHECK_EQUAL(nst_post_reader_add(reader, path), NST_OK);
  CHECK_EQUAL(nst_post_reader_add(reader, "."), NST_OK);
  for (int i = 0; i < 2; i++) {
    CHECK_EQUAL(nst_post_reader_next(reader, &file), NST_OK);
    CHECK(!file->is_post);
  }
  nst_post_reader_destroy(reader);
  remove(path);
}

static bool no_more(void *context) { return ++*(int *)context < 3; }

static void can_be_ended_at_any_time(void) {
  fixture own;
  int asked = 2;
  nst_threads some = {4, no_more, &asked};
  nst_post_reader *reader = NULL;
  if (set_up(&own)) {
    CHECK_EQUAL(nst_post_reader_create(NULL, &some, NULL, &reader), NST_OK);
    CHECK_EQUAL(read_files(&own, reader, 300, false), NST_CANCELLED);
    CHECK_EQUAL(nst_post_reader_add(reader, own.paths[0]), NST_CANCELLED);
    nst_post_reader_destroy(reader);
  }
  tear_down(&own);
}

static void survives_any_failing_allocation(void) {
  fixture own;
  if (set_up(&own))
    for (size_t threads = 1; threads < 3; threads++)
      for (size_t fail_at = 1; fail_at < 500; fail_at++) {
        counted_memory memory;
        counted_memory_init(&memory);
        check_note("%zu threads, allocation %zu fails", threads, fail_at);
        nst_post_reader_options options = {NOW, true};
        nst_threads some = {threads, NULL, NULL};
        nst_post_reader *reader = NULL;
        memory.fail_at = fail_at;
        nst_status status = nst_post_reader_create(&options, &some, &memory.allocator, &reader);
        if (status == NST_OK) status = read_files(&own, reader, 10, true);
        nst_post_reader_destroy(reader);
        bool fired = memory.calls >= fail_at;
        CHECK_EQUAL(status, fired ? NST_NO_MEMORY : NST_OK);
        CHECK(counted_memory_is_clean(&memory));
        if (!fired) break;
      }
  tear_down(&own);
}

static const check_test tests[] = {
    {"all fields of a post are read", reads_all_fields},
    {"front matter is optional", reads_posts_without_front_matter},
    {"dates are read that can be one moment only", reads_dates},
    {"days that are none are refused", refuses_days_that_are_none},
    {"the source is the host, else what comes next", finds_sources},
    {"all else is left to other readers", leaves_all_else},
    {"its room has an end", keeps_within_its_room},
    {"files come in their order with any number of threads", gives_files_in_order},
    {"no more files are taken than there is room for", takes_no_more_than_there_is_room_for},
    {"what is no file is not waited for", waits_for_no_pipe},
    {"it can be ended at any time", can_be_ended_at_any_time},
    {"any allocation may fail", survives_any_failing_allocation},
};

CHECK_SUITE(post);
