/* charset.h: what the files of the charset stage share.

     labels     which charset a label means
     prescan    the label that a page gives of itself
     decoder    bytes of one charset to UTF-8, with utf8, utf16, iso_2022_jp,
                sequences (of several bytes) and fixups (of ICU's tables)
     cost       how unlikely a text is
     detection  the charset that bytes are most likely in

   charset.c puts them in order; the Encoding Standard's terms are used. */
#ifndef NEWSSTAT_CHARSET_H
#define NEWSSTAT_CHARSET_H

#include "newsstat.h"

/* How the bytes of a charset are read. */
typedef enum nst_coder {
  NST_CODER_UTF_8,
  NST_CODER_UTF_16LE,
  NST_CODER_UTF_16BE,
  NST_CODER_SINGLE, /* one byte, one character */
  NST_CODER_GB18030,
  NST_CODER_BIG5,
  NST_CODER_EUC_KR,
  NST_CODER_SHIFT_JIS,
  NST_CODER_EUC_JP,
  NST_CODER_ISO_2022_JP,
  NST_CODER_USER_DEFINED,
  NST_CODER_REPLACEMENT
} nst_coder;

typedef struct nst_charset {
  const char *name; /* as the standard writes it */
  nst_coder coder;
  const char *converter; /* ICU's, NULL where none is needed */
  const char *labels;    /* in lower case, a space between */
} nst_charset;

/* -- Labels ----------------------------------------------------------------- */

/* The charset of a label in any case, with or without ASCII white space around
   it; NULL for one that the standard does not know. */
const nst_charset *nst_charset_of_label(const char *label, size_t size);

/* The charset with exactly this name, which must be one. */
const nst_charset *nst_charset_named(const char *name);

/* The charset that a label means that bytes of ASCII gave: UTF-8 for UTF-16,
   since the label could not have been read otherwise, and windows-1252 for
   x-user-defined. */
const nst_charset *nst_charset_of_inner_label(const char *label, size_t size);

/* Whether all ASCII bytes stand for themselves, always. */
bool nst_charset_is_ascii_based(const nst_charset *charset);

/* Whether nst_charset_decode gives the bytes as they are, as UTF-8, and how it finds that; false
 * too where it would have to look at more than whether they are well-formed. */
bool nst_charset_is_utf8(const char *bytes, size_t size, const nst_charset_hint *hint,
                         nst_charset_source *source);

/* -- Prescan ---------------------------------------------------------------- */

/* How far browsers look for a label before they show anything. */
#define NST_PRESCAN_BYTES 1024

/* The charset that the <meta> tags of a page name, or NULL. */
const nst_charset *nst_charset_prescan(const char *html, size_t size);

/* The charset that an XML declaration at the beginning names, or NULL. */
const nst_charset *nst_charset_of_xml(const char *bytes, size_t size);

/* -- UTF-8 ------------------------------------------------------------------ */

/* What a run of well-formed UTF-8 holds. */
typedef struct nst_utf8_seen {
  size_t doubles; /* characters of two bytes */
  size_t longer;  /* of three and four */
} nst_utf8_seen;

/* The length of the well-formed beginning of bytes; adds to *seen. */
size_t nst_utf8_well_formed(const char *bytes, size_t size, nst_utf8_seen *seen);

/* The length of the ASCII at the beginning of bytes. */
size_t nst_ascii_length(const char *bytes, size_t size);

/* Appends bytes in UTF-8 to out, bad parts replaced and counted. */
nst_status nst_utf8_convert(const char *bytes, size_t size, nst_buffer *out, size_t *replaced);

/* -- UTF-16 ----------------------------------------------------------------- */

/* Appends units to out as UTF-8; unpaired surrogates become U+FFFD. */
nst_status nst_utf16_append(const uint16_t *units, size_t count, nst_buffer *out);

/* Appends bytes in UTF-16 to out, bad parts replaced and counted. */
nst_status nst_utf16_convert(const char *bytes, size_t size, bool big_endian, nst_buffer *out,
                             size_t *replaced);

/* -- Decoder ---------------------------------------------------------------- */

/* Appends the bytes to out as UTF-8, each bad part as U+FFFD, and adds the
   number of these to *replaced.  On failure out may hold a part. */
nst_status nst_charset_convert(const nst_charset *charset, const char *bytes, size_t size,
                               nst_buffer *out, size_t *replaced);

/* A byte sequence that the standard reads otherwise than ICU's table: as one
   character or two, or, where the first is 0, as none. */
typedef struct nst_charset_fixup {
  uint16_t bytes;
  uint16_t first, second;
} nst_charset_fixup;

/* The fix-ups of a charset in the order of their bytes. */
const nst_charset_fixup *nst_charset_fixups(const nst_charset *charset, size_t *count);

/* Appends bytes in ISO-2022-JP to out; its two-byte characters are read by
   convert with EUC-JP. */
nst_status nst_iso_2022_jp_convert(const char *bytes, size_t size, nst_buffer *out,
                                   size_t *replaced);

/* -- Cost ------------------------------------------------------------------- */

/* The letters of a language beyond ASCII, the most frequent first. */
typedef struct nst_alphabet {
  const char *letters; /* lower case, in UTF-8 */
  float first, step;   /* cost of the first letter, and what each further one adds */
} nst_alphabet;

/* How texts are judged.  It is made once and used for many. */
typedef struct nst_cost_model {
  const nst_lexicon *lexicon;
  bool has_alphabet;     /* false for Chinese, Japanese and Korean */
  bool any_script;       /* letters of other scripts are no surprise either */
  bool kana;             /* nor are kana */
  float letters[0x1000]; /* the cost of each letter of the alphabet, by code point */
  float hangul[0x2BA4];  /* and of each syllable, from U+AC00 */
} nst_cost_model;

/* A model of Chinese, Japanese and Korean. */
void nst_cost_model_init(nst_cost_model *model, const nst_lexicon *lexicon);

/* Makes it one of a language with that alphabet, or none again for NULL. */
void nst_cost_model_set_alphabet(nst_cost_model *model, const nst_alphabet *alphabet);

/* About -ln(probability) of a text, of its ASCII and of all else. */
typedef struct nst_cost {
  double ascii, other;
  size_t ascii_count; /* characters that are ASCII */
} nst_cost;

/* The cost of a text in UTF-8. */
nst_cost nst_text_cost(const nst_cost_model *model, const char *text, size_t size);

/* -- Detection -------------------------------------------------------------- */

typedef struct nst_detector nst_detector;

/* Takes a sample of the bytes: their first non-ASCII parts. */
nst_status nst_detector_create(const char *bytes, size_t size, const nst_allocator *allocator,
                               nst_detector **out);
void nst_detector_destroy(nst_detector *detector);

/* How unlikely the sample is in a charset, in its likeliest language. */
nst_status nst_detector_cost(nst_detector *detector, const nst_charset *charset, double *cost);

/* Whether the sample reads so well in a charset that others need not be tried. */
nst_status nst_detector_fits(nst_detector *detector, const nst_charset *charset, bool *fits);

/* The likeliest charset, NULL if the bytes are no text in any. */
nst_status nst_detector_best(nst_detector *detector, const nst_charset **best, double *cost);

/* Bytes of the sample. */
size_t nst_detector_size(const nst_detector *detector);

#endif
