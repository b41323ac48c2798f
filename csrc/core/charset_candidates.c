/* charset_candidates.c: the charsets that text may be in, and the letters of the
   languages that are written in them. */
#include "charset_candidates.h"

#include <string.h>

/* -- Languages ------------------------------------------------------------------------ */

/* Alphabets of one's own, where nearly all letters are beyond ASCII. */
static const nst_alphabet cyrillic[] = {
    {"оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёіїєўґђјљњћџќѓѕ", 2.2F, 0.1F},
    {NULL, 0, 0},
};
static const nst_alphabet greek[] = {
    {"αοιετσνηυρπκμλωςγδθχφβξζψάέίόήύώϊϋΐΰ", 2.2F, 0.1F},
    {NULL, 0, 0},
};
static const nst_alphabet hebrew[] = {
    {"יוהלאתרמבשנםעדקחפכצטגןסזףךץְִֵֶַָֹּׁׂ", 2.2F, 0.1F},
    {NULL, 0, 0},
};
static const nst_alphabet arabic[] = {
    {"اليمنوترةبعدفسحقكهجشصأطخىءئذثزضظغإآؤپچگژ،؟؛ـًٌٍَُِّْ", 2.2F, 0.08F},
    {NULL, 0, 0},
};
static const nst_alphabet thai[] = {
    {"านรกเงมยลวด่้ัีิ์ทสตะปุบคหแูพจชขใไื็โผำถซธึศณภฎฏฐฑฒญฉอฝฟฬฮฤๆฯฆ๊๋ฌ", 2.3F, 0.06F},
    {NULL, 0, 0},
};

/* Latin alphabets: letters beyond ASCII among others. */
#define LATIN 3.5F, 0.2F
static const nst_alphabet western[] = {
    {"éèàêçôîûùâëïœüæÿ", LATIN}, /* French */
    {"üäöß", LATIN},             /* German */
    {"óíáéñúü", LATIN},          /* Spanish */
    {"ãáçéíóêõúâôà", LATIN},     /* Portuguese */
    {"èàùòéìç", LATIN},          /* Italian */
    {"äåöé", LATIN},             /* Swedish, Finnish */
    {"åøæé", LATIN},             /* Danish, Norwegian */
    {"ðáíþéöúýóæ", LATIN},       /* Icelandic */
    {NULL, 0, 0},
};
static const nst_alphabet central[] = {
    {"łęążśóćńź", LATIN},         /* Polish */
    {"íáéěýřžčšůúťďňó", LATIN},   /* Czech */
    {"áíýéčšžúľťôóňäďŕĺ", LATIN}, /* Slovak */
    {"éáöóőíüúű", LATIN},         /* Hungarian */
    {"ăîâșțşţ", LATIN},           /* Romanian */
    {"čšžćđ", LATIN},             /* Croatian, Slovene */
    {NULL, 0, 0},
};
static const nst_alphabet turkish[] = {
    {"ıiüşğçöİâî", LATIN},
    {NULL, 0, 0},
};
static const nst_alphabet baltic[] = {
    {"łęążśóćńź", LATIN},   /* Polish */
    {"ėšžųūįčąę", LATIN},   /* Lithuanian */
    {"āīēšūņļžģķč", LATIN}, /* Latvian */
    {"äõüöšž", LATIN},      /* Estonian */
    {NULL, 0, 0},
};
static const nst_alphabet vietnamese[] = {
    {"ưđôêơâăàáạảãéèíìóòúùý\u0323\u0301\u0300\u0309\u0303", 3.2F, 0.1F},
    {NULL, 0, 0},
};

/* -- Candidates ------------------------------------------------------------------------- */

/* Of equals the first wins. */
static const nst_candidate multi_byte[] = {
    {"UTF-8", 0, NULL},     {"GBK", 0, NULL},    {"Big5", 1, NULL},
    {"Shift_JIS", 2, NULL}, {"EUC-JP", 3, NULL}, {"EUC-KR", 2, NULL},
};

static const nst_candidate single_byte[] = {
    {"windows-1252", 0, western},    {"windows-1251", 4, cyrillic}, {"windows-1250", 2, central},
    {"windows-1254", 2, turkish},    {"windows-1253", 5, greek},    {"windows-1255", 5, hebrew},
    {"windows-1256", 5, arabic},     {"windows-1257", 3, baltic},   {"windows-874", 6, thai},
    {"windows-1258", 4, vietnamese}, {"KOI8-R", 6, cyrillic},       {"KOI8-U", 7, cyrillic},
    {"ISO-8859-5", 7, cyrillic},     {"IBM866", 7, cyrillic},       {"x-mac-cyrillic", 6, cyrillic},
    {"ISO-8859-2", 2.5, central},    {"ISO-8859-15", 4, western},   {"macintosh", 6, western},
    {"ISO-8859-7", 7.5, greek},      {"ISO-8859-6", 7, arabic},     {"ISO-8859-8", 7, hebrew},
    {"ISO-8859-13", 5, baltic},      {"ISO-8859-4", 6, baltic},     {"ISO-8859-16", 6, central},
};

enum {
  MULTI_BYTE = sizeof multi_byte / sizeof *multi_byte,
  SINGLE_BYTE = sizeof single_byte / sizeof *single_byte
};

const nst_candidate *nst_candidates(bool are_single_byte, size_t *count) {
  *count = are_single_byte ? SINGLE_BYTE : MULTI_BYTE;
  return are_single_byte ? single_byte : multi_byte;
}

const nst_candidate *nst_find_candidate(const nst_charset *charset) {
  const char *name = strcmp(charset->name, "gb18030") == 0 ? "GBK" : charset->name;
  for (int single = 0; single < 2; single++) {
    size_t count;
    const nst_candidate *list = nst_candidates(single, &count);
    for (size_t i = 0; i < count; i++)
      if (strcmp(list[i].name, name) == 0) return list + i;
  }
  return NULL;
}
