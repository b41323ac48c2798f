/* content_cues.h: what the words of a short run of text say of it: that it
   is no content, mostly. */
#ifndef NEWSSTAT_CONTENT_CUES_H
#define NEWSSTAT_CONTENT_CUES_H

#include "content_words.h"

typedef enum nst_content_cue {
  NST_CUE_RELATED, /* "read also", 相关阅读 */
  NST_CUE_CREDIT,  /* of a picture, an author, an editor; times and sources */
  NST_CUE_SHARE,
  NST_CUE_COMMENT,
  NST_CUE_LEGAL,
  NST_CUE_SUBSCRIBE,
  NST_CONTENT_CUES,
  /* Chinese lines that are never content: by their label, or by words that are
     such where they are no part of a sentence */
  NST_CUE_LABELLED = NST_CONTENT_CUES,
  NST_CUE_FURNITURE,
  NST_CUE_DATE,    /* a date or time is in it */
  NST_CUE_CLOCK,   /* a time of day is in it */
  NST_CUE_BYLINE,  /* it begins as Chinese bylines do */
  NST_CUE_POST,    /* it begins as the head or foot of a post: 发表于 */
  NST_CUE_PROFILE, /* several labels of a forum's member: 等级, 积分 */
  NST_CUE_CONTACT, /* several labels of a person or an office: 电话, 职业 */
  NST_ALL_CUES
} nst_content_cue;

#define NST_CUE_BIT(cue) (1u << (cue))

/* Longer text is not looked at. */
enum { NST_CONTENT_CUE_BYTES = 240 };

/* Sets up what nst_content_find_cues finds with. */
void nst_content_cue_words_init(nst_content_words *words);

/* The cues of a text, white space folded, as bits. */
uint32_t nst_content_find_cues(const nst_content_words *words, const char *text, size_t size);

#endif
