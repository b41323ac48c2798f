/* xml_repair.h: makes well-formed XML of the nearly well-formed kind that feeds
   are written in, before libxml2 reads it.  libxml2 by itself loses the text
   around a bare `&`, stops at a bare `<`, and puts each entry behind a missing
   end tag one level deeper.

   What comes out has no document type, so there are no entities but the five
   of XML; no comments or instructions; whole tags, each in one piece; every
   element closed, none deeper than NST_XML_DEPTH.  Elements named item or entry
   do not hold one of their own name. */
#ifndef NEWSSTAT_XML_REPAIR_H
#define NEWSSTAT_XML_REPAIR_H

#include "memory.h"

enum {
  NST_XML_DEPTH = 200,       /* tags of deeper elements are left out, their text stays */
  NST_XML_ATTRIBUTES = 256,  /* of a tag; further ones are left out */
  NST_XML_VALUE = 16 * 1024, /* bytes of an attribute; longer ones are left out */
  NST_XML_NAME = 128         /* bytes of a name; tags with longer ones are text */
};

typedef enum nst_xml_state {
  NST_XML_TEXT,
  NST_XML_REFERENCE,
  NST_XML_LESS, /* behind `<` */
  NST_XML_START_NAME,
  NST_XML_END_NAME,
  NST_XML_END_REST,
  NST_XML_BEFORE_ATTRIBUTE,
  NST_XML_ATTRIBUTE_NAME,
  NST_XML_BEFORE_EQUALS,
  NST_XML_BEFORE_VALUE,
  NST_XML_VALUE_TEXT,
  NST_XML_BANG, /* behind `<!` */
  NST_XML_DECLARATION,
  NST_XML_COMMENT,
  NST_XML_INSTRUCTION,
  NST_XML_CDATA
} nst_xml_state;

/* Takes text between tags, or in a CDATA section, as it is meant.  All that `out` holds stands
   before it.  False where it is wanted in `out`; that is for good. */
typedef bool nst_xml_take_text(void *context, const char *text, size_t size);

typedef struct nst_xml_repair {
  nst_buffer out;               /* what was made; the caller takes it and sets its size to 0 */
  nst_buffer tag;               /* the tag that is being made */
  nst_xml_take_text *take_text; /* NULL for all text in `out` */
  void *context;                /* of take_text */
  nst_buffer names;             /* of the open elements, one behind another */
  nst_status status;
  nst_xml_state state;
  nst_xml_state behind;        /* the state behind a reference */
  char word[NST_XML_NAME + 1]; /* the name, reference or start of a declaration being read */
  size_t word_size;
  size_t ends[NST_XML_DEPTH]; /* where in `names` each open element's name ends */
  size_t depth;
  size_t left_out; /* open elements beyond NST_XML_DEPTH */
  size_t attributes;
  size_t attribute_begin; /* where in `tag` the attribute begins */
  size_t brackets;        /* `]` held back in a CDATA section; or open `[` of a declaration */
  size_t matched;         /* bytes of the entry's end tag held back in a CDATA section */
  char quote;             /* of a value or in a declaration; 0 outside, ' ' for a bare value */
  bool dropping;          /* the attribute is left out */
  bool slash;             /* the last mark of the tag was `/` */
  bool in_cdata;          /* `out` ends inside a CDATA section */
  bool started;           /* the root was opened */
  bool root_ended;        /* its end tag was read */
  bool after_return;      /* the last byte was "\r", which ends a line */
  bool at_border;         /* the call ended because an entry began or ended */
  size_t line;            /* of the input, from 1 */
  const char *damage;     /* the first since the caller took it, constant, or NULL */
  size_t damage_line;
} nst_xml_repair;

void nst_xml_repair_init(nst_xml_repair *repair, const nst_allocator *allocator);
void nst_xml_repair_free(nst_xml_repair *repair);

/* Reads well-formed UTF-8 without NUL and adds to `out`; stops behind the
   beginning and the end of an entry.  Returns how many bytes were read; a failure is in `status`.
 */
size_t nst_xml_repair_read(nst_xml_repair *repair, const char *text, size_t size);

/* Closes what is open. */
void nst_xml_repair_finish(nst_xml_repair *repair);

/* Whether an HTML element has no end tag: br, img and others, but those that
   feeds use in another sense. */
bool nst_xml_is_void(const char *name, size_t size);

#endif
