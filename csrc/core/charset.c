/* charset.c: which charset bytes are in, and their text.

   The order is that of browsers: a byte order mark, the transport's label, the
   page's own, and else what the bytes look like.  Unlike a browser, text is what
   is wanted here: a label that gives garbage gives way to what the bytes clearly
   are. */
#include "charset.h"

#include <string.h>

/* How much likelier than a label's another reading has to be, in nats: in all,
   and for each byte of the sample.  A wrong charset loses 2.5 to 10 a byte. */
#define OVERRULE_IN_ALL 40.0
#define OVERRULE_PER_BYTE 0.75

/* So many characters of two bytes are UTF-8 by no accident. */
enum { LEAST_DOUBLES = 3, ESCAPE = 0x1B, NUL_SAMPLE = 1024, LEAST_NULS = 4, NUL_SHARE = 16 };

typedef struct decision {
  const nst_charset *charset; /* NULL while nothing is known */
  nst_charset_source source;
  bool is_copy; /* the bytes are UTF-8 as they are */
} decision;

/* -- Labels ----------------------------------------------------------------------- */

/* The length of a byte order mark. */
static size_t read_mark(const char *bytes, size_t size, decision *out) {
  const char *name = NULL;
  size_t length = 2;
  if (size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
    name = "UTF-8", length = 3;
  else if (size >= 2 && memcmp(bytes, "\xFE\xFF", 2) == 0)
    name = "UTF-16BE";
  else if (size >= 2 && memcmp(bytes, "\xFF\xFE", 2) == 0)
    name = "UTF-16LE";
  if (!name) return 0;
  *out = (decision){nst_charset_named(name), NST_CHARSET_BOM, false};
  return length;
}

static void read_labels(const char *bytes, size_t size, const nst_charset_hint *hint,
                        decision *out) {
  out->source = NST_CHARSET_TRANSPORT;
  if (hint->label) out->charset = nst_charset_of_label(hint->label, hint->label_size);
  if (!out->charset && hint->html) {
    size_t searched = size < NST_PRESCAN_BYTES ? size : NST_PRESCAN_BYTES;
    out->source = NST_CHARSET_META;
    out->charset = nst_charset_prescan(bytes, searched);
  }
  if (!out->charset) {
    out->source = NST_CHARSET_XML;
    out->charset = nst_charset_of_xml(bytes, size);
  }
}

/* -- Looking at the bytes ------------------------------------------------------------ */

/* Whether there are as many NULs as only UTF-16 has. */
static bool has_many_nuls(const char *bytes, size_t size) {
  if (!memchr(bytes, 0, size < NUL_SAMPLE ? size : NUL_SAMPLE)) return false;
  size_t count = 0, end = size < NUL_SAMPLE ? size : NUL_SAMPLE;
  for (size_t i = 0; i < end; i++) count += bytes[i] == 0;
  return count >= LEAST_NULS && count * NUL_SHARE >= end;
}

/* Whether there is an escape sequence of ISO-2022-JP for Japanese. */
static bool has_japanese_escape(const char *bytes, size_t size) {
  const char *end = bytes + size;
  for (const char *at = bytes; (at = memchr(at, ESCAPE, (size_t)(end - at))); at++)
    if (end - at >= 3 && at[1] == '$' && (at[2] == '@' || at[2] == 'B')) return true;
  return false;
}

/* Whether there are the four-byte characters that GB18030 has and GBK has not. */
static bool has_four_bytes(const char *bytes, size_t size) {
  const unsigned char *c = (const unsigned char *)bytes;
  for (size_t at = 0; at + 3 < size;) {
    if (c[at] < 0x81) {
      at++;
      continue;
    }
    if (c[at + 1] >= '0' && c[at + 1] <= '9' && c[at + 2] > 0x80 && c[at + 3] >= '0' &&
        c[at + 3] <= '9')
      return true;
    at += 2;
  }
  return false;
}

static bool is_utf16(const nst_charset *charset) {
  return charset->coder == NST_CODER_UTF_16LE || charset->coder == NST_CODER_UTF_16BE;
}

static bool is_single_byte(const nst_charset *charset) {
  return charset->coder == NST_CODER_SINGLE;
}

/* -- Detection ------------------------------------------------------------------------- */

/* Whether the likeliest charset is so much likelier than the label's that the
   label must be wrong.  One single-byte charset never overrules another. */
static nst_status is_wrong(nst_detector *detector, const nst_charset *label,
                           const nst_charset *best, double best_cost, bool *wrong) {
  *wrong = false;
  if (!best || best == label || best->coder == label->coder) {
    *wrong = best && best != label && is_utf16(best);
    return NST_OK;
  }
  if (is_utf16(best) || is_utf16(label)) {
    *wrong = true;
    return NST_OK;
  }
  if (is_single_byte(best) && is_single_byte(label)) return NST_OK;
  double cost = 0;
  nst_status status = nst_detector_cost(detector, label, &cost);
  double margin = OVERRULE_IN_ALL + OVERRULE_PER_BYTE * (double)nst_detector_size(detector);
  *wrong = cost - best_cost > margin;
  return status;
}

/* Well-formed UTF-8 of so few characters that it may be an accident: it only has
   to be as likely as the label's reading. */
static nst_status judge_few(nst_detector *detector, decision *out) {
  const nst_charset *utf8 = nst_charset_named("UTF-8");
  double by_label = 0, by_utf8 = 0;
  nst_status status = nst_detector_cost(detector, out->charset, &by_label);
  if (status == NST_OK) status = nst_detector_cost(detector, utf8, &by_utf8);
  if (status == NST_OK && by_utf8 <= by_label) *out = (decision){utf8, NST_CHARSET_OVERRULED, true};
  return status;
}

static nst_status judge(nst_detector *detector, const char *bytes, size_t size, bool is_utf8,
                        decision *out) {
  const nst_charset *label = out->charset;
  bool many_nuls = has_many_nuls(bytes, size);
  if (label && is_utf8 && !is_utf16(label) && !many_nuls) return judge_few(detector, out);
  bool fits = false;
  nst_status status = NST_OK;
  if (label && !is_utf16(label)) status = nst_detector_fits(detector, label, &fits);
  if (fits && !many_nuls) return status;
  const nst_charset *best = NULL;
  double cost = 0;
  if (status == NST_OK) status = nst_detector_best(detector, &best, &cost);
  bool wrong = !label;
  if (status == NST_OK && label) status = is_wrong(detector, label, best, cost, &wrong);
  if (status != NST_OK || !wrong) return status;
  out->charset = best;
  out->source = label ? NST_CHARSET_OVERRULED : NST_CHARSET_DETECTION;
  if (!best) {
    out->charset = nst_charset_named("windows-1252");
    out->source = NST_CHARSET_DEFAULT;
  } else if (best->coder == NST_CODER_GB18030 && has_four_bytes(bytes, size)) {
    out->charset = nst_charset_named("gb18030");
  }
  return status;
}

static nst_status detect(const char *bytes, size_t size, bool is_utf8,
                         const nst_allocator *allocator, decision *out) {
  nst_detector *detector;
  nst_status status = nst_detector_create(bytes, size, allocator, &detector);
  if (status != NST_OK) return status;
  status = judge(detector, bytes, size, is_utf8, out);
  nst_detector_destroy(detector);
  return status;
}

/* -- Deciding ---------------------------------------------------------------------------- */

static void decide_utf8(decision *out, nst_charset_source source) {
  *out = (decision){nst_charset_named("UTF-8"), source, true};
}

/* Bytes that are ASCII, or else UTF-8 by no accident.  Returns false where they
   have to be looked at. */
static bool decide_well_formed(const char *bytes, size_t size, const nst_utf8_seen *seen,
                               decision *out) {
  if (has_many_nuls(bytes, size)) return false;
  const nst_charset *label = out->charset;
  bool is_utf8 = label && label->coder == NST_CODER_UTF_8;
  if (seen->longer || seen->doubles >= LEAST_DOUBLES || (is_utf8 && seen->doubles)) {
    nst_charset_source source = is_utf8 ? out->source : NST_CHARSET_OVERRULED;
    decide_utf8(out, label ? source : NST_CHARSET_DETECTION);
    return true;
  }
  if (seen->doubles) return false;
  if (!label && has_japanese_escape(bytes, size)) {
    *out = (decision){nst_charset_named("ISO-2022-JP"), NST_CHARSET_DETECTION, false};
  } else if (!label) {
    decide_utf8(out, NST_CHARSET_DEFAULT);
  } else if (nst_charset_is_ascii_based(label)) {
    out->is_copy = label->coder != NST_CODER_SHIFT_JIS;
  } else {
    return !is_utf16(label);
  }
  return true;
}

static nst_status decide(const char *bytes, size_t size, const nst_charset_hint *hint,
                         const nst_allocator *allocator, decision *out) {
  if (out->charset && is_utf16(out->charset)) return NST_OK; /* by its mark */
  if (!out->charset) read_labels(bytes, size, hint, out);
  if (hint->certain && out->charset) return NST_OK;
  nst_utf8_seen seen = {0, 0};
  bool is_utf8 = nst_utf8_well_formed(bytes, size, &seen) == size;
  if (is_utf8 && decide_well_formed(bytes, size, &seen, out)) return NST_OK;
  if (!out->charset && hint->html) {
    out->source = NST_CHARSET_META;
    out->charset = nst_charset_prescan(bytes, size);
  }
  return detect(bytes, size, is_utf8, allocator, out);
}

nst_status nst_charset_decode(const char *bytes, size_t size, const nst_charset_hint *hint,
                              nst_buffer *out, nst_charset_found *found) {
  static const nst_charset_hint no_hint = {NULL, 0, false, false};
  decision made = {NULL, NST_CHARSET_DEFAULT, false};
  if (!size) bytes = ""; /* nothing may be NULL, which the functions below are not ready for */
  size_t mark = read_mark(bytes, size, &made);
  bytes += mark;
  size -= mark;
  nst_status status = decide(bytes, size, hint ? hint : &no_hint, &out->allocator, &made);
  if (status != NST_OK) return status;
  size_t replaced = 0;
  status = made.is_copy ? nst_buffer_append(out, bytes, size)
                        : nst_charset_convert(made.charset, bytes, size, out, &replaced);
  if (status == NST_OK && found)
    *found = (nst_charset_found){made.charset->name, made.source, replaced};
  return status;
}

bool nst_charset_is_utf8(const char *bytes, size_t size, const nst_charset_hint *hint,
                         nst_charset_source *source) {
  decision made = {NULL, NST_CHARSET_DEFAULT, false};
  if (!size || read_mark(bytes, size, &made)) return false;
  read_labels(bytes, size, hint, &made);
  if (hint->certain && made.charset) return false;
  nst_utf8_seen seen = {0, 0};
  if (nst_utf8_well_formed(bytes, size, &seen) != size) return false;
  if (!decide_well_formed(bytes, size, &seen, &made)) return false;
  *source = made.source;
  return made.is_copy && made.charset->coder == NST_CODER_UTF_8;
}

const char *nst_charset_source_name(nst_charset_source source) {
  switch (source) {
    case NST_CHARSET_DEFAULT: return "default";
    case NST_CHARSET_BOM: return "bom";
    case NST_CHARSET_TRANSPORT: return "transport";
    case NST_CHARSET_META: return "meta";
    case NST_CHARSET_XML: return "xml";
    case NST_CHARSET_DETECTION: return "detection";
    case NST_CHARSET_OVERRULED: return "overruled";
  }
  return "default";
}
