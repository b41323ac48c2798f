#include "body_decoder.h"

#include <stdlib.h>
#include <string.h>

#ifdef NSA_HAS_ZLIB
#define ZLIB_CONST /* input is not written to */
#include <zlib.h>
#endif
#ifdef NSA_HAS_BROTLI
#include <brotli/decode.h>
#endif

enum {
  FIRST_ROOM = 64 * 1024,
  /* as for archives */
  UNJUDGED_BYTES = 16 * 1024 * 1024
};

/* What comes out. */
typedef struct output {
  char *bytes;
  size_t size, room;
  size_t in; /* bytes that it is made of, all in all */
  const nsa_limits *limits;
  const char *problem;
} output;

#if defined(NSA_HAS_ZLIB) || defined(NSA_HAS_BROTLI)
/* Makes room behind what is there; false without memory or past a limit. */
static bool grow(output *out) {
  size_t room = out->room ? 2 * out->room : FIRST_ROOM;
  if (out->size > out->limits->most_bytes)
    out->problem =
        "it unpacks to more bytes than are allowed; the options most_bytes and "
        "most_unpacked allow more";
  else if (out->size > UNJUDGED_BYTES && out->size / out->limits->most_ratio > out->in)
    out->problem =
        "it unpacks to so much more than its size that it looks like a bomb; the option "
        "most_ratio allows more";
  if (out->problem) return false;
  char *bytes = room > out->room ? realloc(out->bytes, room) : NULL;
  if (!bytes) return false;
  out->bytes = bytes;
  out->room = room;
  return true;
}
#endif

typedef nsa_status (*decoder)(const char *body, size_t size, output *out);

#ifdef NSA_HAS_ZLIB
static nsa_status inflate_all(z_stream *stream, output *out) {
  int code = Z_OK;
  while (code == Z_OK) {
    if (out->size == out->room && !grow(out)) return out->problem ? NSA_BROKEN : NSA_NO_MEMORY;
    size_t room = out->room - out->size;
    stream->next_out = (Bytef *)out->bytes + out->size;
    stream->avail_out = room < UINT32_MAX ? (uInt)room : UINT32_MAX;
    uInt given = stream->avail_out;
    code = inflate(stream, Z_NO_FLUSH);
    out->size += given - stream->avail_out;
  }
  if (code == Z_STREAM_END) return NSA_OK;
  out->problem =
      code == Z_BUF_ERROR ? "its compressed body is cut off" : "its compressed body is damaged";
  return code == Z_MEM_ERROR ? NSA_NO_MEMORY : NSA_BAD;
}

/* Most servers send what RFC 1950 says, some the bare stream of RFC 1951. */
static nsa_status decode_deflate(const char *body, size_t size, output *out) {
  enum { WITH_HEADER = 15, BARE = -15 };
  if (size > UINT32_MAX) {
    out->problem = "its compressed body is larger than 4 GB";
    return NSA_BAD;
  }
  bool has_header = size >= 2 && (body[0] & 0x0F) == 8 &&
                    ((unsigned char)body[0] << 8 | (unsigned char)body[1]) % 31 == 0;
  z_stream stream;
  memset(&stream, 0, sizeof stream);
  stream.next_in = (const Bytef *)body;
  stream.avail_in = (uInt)size;
  if (inflateInit2(&stream, has_header ? WITH_HEADER : BARE) != Z_OK) return NSA_NO_MEMORY;
  nsa_status status = inflate_all(&stream, out);
  inflateEnd(&stream);
  return status;
}
#endif

#ifdef NSA_HAS_BROTLI
static nsa_status decode_brotli(const char *body, size_t size, output *out) {
  BrotliDecoderState *state = BrotliDecoderCreateInstance(NULL, NULL, NULL);
  if (!state) return NSA_NO_MEMORY;
  const uint8_t *next = (const uint8_t *)body;
  BrotliDecoderResult result = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
  nsa_status status = NSA_OK;
  while (status == NSA_OK && result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) {
    if (out->size == out->room && !grow(out)) {
      status = out->problem ? NSA_BROKEN : NSA_NO_MEMORY;
      break;
    }
    size_t room = out->room - out->size;
    uint8_t *to = (uint8_t *)out->bytes + out->size;
    result = BrotliDecoderDecompressStream(state, &size, &next, &room, &to, NULL);
    out->size = out->room - room;
  }
  BrotliDecoderDestroyInstance(state);
  if (status != NSA_OK || result == BROTLI_DECODER_RESULT_SUCCESS) return status;
  out->problem = result == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT
                     ? "its compressed body is cut off"
                     : "its compressed body is damaged";
  return NSA_BAD;
}
#endif

static const struct {
  const char *encoding;
  decoder decode; /* NULL where the build found no library */
} decoders[] = {
#ifdef NSA_HAS_ZLIB
    {"deflate", decode_deflate},
#else
    {"deflate", NULL},
#endif
#ifdef NSA_HAS_BROTLI
    {"br", decode_brotli},
#else
    {"br", NULL},
#endif
};

nsa_status nsa_decode_body(const char *encoding, const char *body, size_t body_size,
                           const nsa_limits *limits, char **bytes, size_t *size,
                           const char **problem) {
  output out = {.in = body_size, .limits = limits};
  nsa_status status = NSA_BAD;
  *problem = "its body is in an encoding that is not read";
  *bytes = NULL;
  *size = 0;
  for (size_t i = 0; i < sizeof decoders / sizeof *decoders; i++) {
    if (strcmp(encoding, decoders[i].encoding) != 0) continue;
    if (!decoders[i].decode) {
      *problem =
          "its body is in an encoding whose library was not there when newsstat was built "
          "(libbrotlidec for br, zlib for deflate)";
      return NSA_BAD;
    }
    status = decoders[i].decode(body, body_size, &out);
    *problem = out.problem;
  }
  if (status != NSA_OK) {
    free(out.bytes);
    return status;
  }
  *bytes = out.bytes;
  *size = out.size;
  return NSA_OK;
}
