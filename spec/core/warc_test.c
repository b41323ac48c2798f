/* Records of WARC files, whole and in pieces, and what is no record. */
#include "core/warc.h"

#include "check.h"
#include "support.h"

#include <stdio.h>

static void put(nst_buffer *out, nst_slice slice) {
  if (slice.bytes) CHECK_EQUAL(nst_buffer_append(out, slice.bytes, slice.size), NST_OK);
  CHECK_EQUAL(nst_buffer_append(out, "|", 1), NST_OK);
}

/* Writes a record as "1@0+3 kind|url|date|type|": number, place, size; and "!damage". */
static void put_record(nst_buffer *out, const nst_warc_record *record) {
  char text[100];
  int size = snprintf(text, sizeof text, "%zu@%zu+%zu ", record->number, (size_t)record->offset,
                      (size_t)record->size);
  CHECK_EQUAL(nst_buffer_append(out, text, (size_t)size), NST_OK);
  if (record->damage) {
    size = snprintf(text, sizeof text, "!%s\n", record->damage);
    CHECK_EQUAL(nst_buffer_append(out, text, (size_t)size), NST_OK);
    return;
  }
  put(out, record->kind);
  put(out, record->url);
  put(out, record->date);
  put(out, record->content_type);
}

typedef struct source {
  const char *bytes;
  size_t size, at, step;
} source;

static void give_more(nst_warc *warc, source *from) {
  size_t left = from->size - from->at, taken = left < from->step ? left : from->step;
  CHECK_EQUAL(nst_warc_add(warc, from->bytes + from->at, taken), NST_OK);
  from->at += taken;
}

/* The blocks of metadata are passed over. */
static void put_block(nst_buffer *out, nst_warc *warc, const nst_warc_record *record,
                      source *from) {
  char *block;
  if (record->kind.size == 8 && memcmp(record->kind.bytes, "metadata", 8) == 0) return;
  size_t size = (size_t)record->size;
  nst_warc_result result;
  while ((result = nst_warc_block(warc, &block)) == NST_WARC_NEEDS_BYTES) give_more(warc, from);
  if (result == NST_WARC_FOUND)
    put(out, (nst_slice){block, size});
  else
    put_record(out, nst_warc_current(warc));
}

static void read_warc(source from, nst_buffer *out) {
  nst_warc *warc;
  const nst_warc_record *record;
  nst_warc_result result;
  REQUIRE(nst_warc_create(NULL, &warc) == NST_OK);
  while ((result = nst_warc_next(warc, &record)) != NST_WARC_OVER) {
    if (result == NST_WARC_NEEDS_BYTES) {
      give_more(warc, &from);
      continue;
    }
    put_record(out, record);
    if (result == NST_WARC_FOUND) {
      put_block(out, warc, record, &from);
      CHECK_EQUAL(nst_buffer_append(out, "\n", 1), NST_OK);
    }
  }
  nst_warc_destroy(warc);
}

static void check_warc(const char *bytes, const char *expected) {
  static const size_t steps[] = {1, 3, 20, SIZE_MAX};
  for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
    nst_buffer out;
    nst_buffer_init(&out, NULL);
    read_warc((source){bytes, strlen(bytes), 0, steps[i]}, &out);
    CHECK_TEXT(out.bytes, out.size, expected);
    nst_buffer_free(&out);
  }
}

#define META "WARC/1.0\r\nWARC-Type: metadata\r\nContent-Length: 9\r\n\r\nWARC/1.0\n\r\n\r\n"
#define NO_RECORD "!this is no record; what follows is skipped up to the next one\n"

static void records_have_headers_and_blocks(void) {
  check_warc("", "");
  check_warc(
      "WARC/1.0\r\nwarc-type : resource\r\nWARC-Target-URI:  http://a.example/ \r\n"
      "WARC-DATE:2025\r\nContent-Type: text/html;\r\n\t charset=x\r\nContent-Length: 3\r\n"
      "content-length: 4\r\n\r\nabc\r\n\r\n",
      "1@0+3 resource|http://a.example/|2025|text/html;  \t charset=x|abc|\n");
  check_warc(META "WARC/1.1\nContent-Length: 0\n\n" META,
             "1@0+9 metadata||||\n2@65+0 ||||"
             "|\n3@93+9 metadata||||\n");
}

static void what_is_no_record_is_told_once(void) {
  check_warc("junk\nmore\n" META, "1@0+0 " NO_RECORD "2@10+9 metadata||||\n");
  check_warc(META "junk", "1@0+9 metadata||||\n2@65+0 " NO_RECORD);
  check_warc("WARC/1.0\r\nContent-Length: 3x\r\n\r\nabc\r\n" META,
             "1@0+0 !its headers name no length\n2@37+9 metadata||||\n");
  check_warc("WARC/1.0\r\nContent-Length: 1234567890123456\r\n\r\n",
             "1@0+0 !its headers name no length\n");
}

static void files_end_anywhere(void) {
  check_warc("WARC/1.0\r\nContent-Length: 3\r\n", "1@0+0 !its headers do not end\n");
  check_warc("WARC/1.0\r\nContent-Length: 3\r\n\r\nab",
             "1@0+3 ||||"
             "1@0+3 !the file ends within the record\n\n");
  check_warc("WARC/1.0\r\nWARC-Type: metadata\r\nContent-Length: 3\r\n\r\na",
             "1@0+3 metadata||||\n");
  check_warc("WAR", "1@0+0 " NO_RECORD);
}

static void headers_without_end_are_bounded(void) {
  enum { SIZE = 3 * NST_WARC_HEADER_BYTES };
  nst_buffer bytes, out;
  nst_buffer_init(&bytes, NULL);
  nst_buffer_init(&out, NULL);
  REQUIRE(nst_buffer_append(&bytes, "WARC/1.0\r\n", 10) == NST_OK);
  while (bytes.size < SIZE) REQUIRE(nst_buffer_append(&bytes, "a: b\r\n", 6) == NST_OK);
  REQUIRE(nst_buffer_append(&bytes, "\r\n" META, sizeof META + 1) == NST_OK);
  read_warc((source){bytes.bytes, bytes.size, 0, 1000}, &out);
  const char *first = "1@0+0 !its headers do not end\n2@";
  CHECK(out.size > strlen(first));
  CHECK_TEXT(out.bytes, strlen(first), first);
  nst_buffer_free(&bytes);
  nst_buffer_free(&out);
}

static const char *read_response(const char *text, nst_http_response *response, char *copy) {
  size_t size = strlen(text);
  memcpy(copy, text, size);
  return nst_http_response_read(copy, size, response);
}

static void responses_have_a_status_and_a_body(void) {
  char copy[200];
  nst_http_response response;
  CHECK(!read_response(
      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding:gzip\r\n\r\nabc", &response,
      copy));
  CHECK_EQUAL(response.status, 200);
  CHECK_TEXT(response.content_type.bytes, response.content_type.size, "text/html");
  CHECK_TEXT(response.content_encoding.bytes, response.content_encoding.size, "gzip");
  CHECK(!response.transfer_encoding.bytes);
  CHECK_TEXT(response.body.bytes, response.body.size, "abc");
  CHECK(!read_response("HTTP/2   404\n\n", &response, copy));
  CHECK_EQUAL(response.status, 404);
  CHECK_EQUAL(response.body.size, 0);
  CHECK_TEXT(read_response("HTTP/1.1 200\r\na: b\r\n", &response, copy), 25,
             "its HTTP headers do not e");
  CHECK_TEXT(read_response("HTTP/1.1 200", &response, copy), 25, "its HTTP headers do not e");
  static const char *const others[] = {"",
                                       "HTTP/",
                                       "HTTP/1.1",
                                       "HTTP/ 200",
                                       "HTTP/1.1 20",
                                       "HTTP/1.1 2x0 OK",
                                       "GET / HTTP/1.1\r\n\r\n"};
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    CHECK(read_response(others[i], &response, copy) != NULL);
}

static const check_test tests[] = {
    {"records have headers and blocks", records_have_headers_and_blocks},
    {"what is no record is told once", what_is_no_record_is_told_once},
    {"files end anywhere", files_end_anywhere},
    {"headers without end are bounded", headers_without_end_are_bounded},
    {"responses have a status and a body", responses_have_a_status_and_a_body},
};

CHECK_SUITE(warc);
