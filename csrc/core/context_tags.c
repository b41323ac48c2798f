#include "context_tags.h"

#include <string.h>

/* Words that stand behind names and numbers, simplified and traditional. */
static const char *const place_words[] = {
    "市",     "县",   "省",   "州",   "郡",   "镇",   "乡",   "村",     "岛",
    "山",     "河",   "湖",   "湾",   "港",   "地区", "王国", "半岛",   "群岛",
    "山脉",   "海峡", "机场", "市长", "州长", "省长", "警方", "共和国", "当局",
    "政府",   "縣",   "鎮",   "鄉",   "島",   "灣",   "地區", "王國",   "半島",
    "共和國", "群島", "山脈", "海峽", "機場", "市長", "州長", "當局",   "省長"};
static const char *const organisation_words[] = {
    "公司",   "集团",   "银行",   "大学",   "学院",   "中学",   "小学", "医院", "协会",   "学会",
    "基金会", "委员会", "研究所", "研究院", "实验室", "出版社", "日报", "晚报", "周刊",   "新闻社",
    "通讯社", "电视台", "电台",   "党",     "俱乐部", "乐队",   "科技", "汽车", "传媒",   "证券",
    "保险",   "航空",   "酒店",   "集團",   "銀行",   "大學",   "學院", "中學", "小學",   "醫院",
    "協會",   "學會",   "基金會", "委員會", "實驗室", "日報",   "晚報", "週刊", "新聞社", "通訊社",
    "電視台", "電台",   "黨",     "俱樂部", "樂隊",   "汽車",   "傳媒", "證券", "保險"};
static const char *const time_words[] = {"年",   "月",   "日",   "号",   "时",   "点",   "点钟",
                                         "分",   "秒",   "世纪", "年代", "月份", "月底", "月初",
                                         "年底", "年初", "號",   "時",   "點",   "點鐘", "世紀"};

#define LENGTH(list) (sizeof(list) / sizeof *(list))

enum { HAN = 3 }; /* bytes of each character in the lists */

static bool is_one_of(const char *const *list, size_t count, const char *word, size_t size) {
  if (size < HAN) return false;
  for (size_t i = 0; i < count; i++)
    if (memcmp(list[i], word, HAN) == 0 && strlen(list[i]) == size &&
        memcmp(list[i], word, size) == 0)
      return true;
  return false;
}

static void tag_name(const char *text, nst_word *name, const nst_word *next) {
  const char *word = text + next->first;
  if (is_one_of(place_words, LENGTH(place_words), word, next->size))
    name->tag = "LOC";
  else if (is_one_of(organisation_words, LENGTH(organisation_words), word, next->size))
    name->tag = "ORG";
}

static void tag_number(const char *text, nst_word *number, nst_word *next) {
  if (is_one_of(time_words, LENGTH(time_words), text + next->first, next->size))
    number->tag = next->tag = "TIME";
}

void nst_tag_by_context(const char *text, nst_word *word, nst_word *next) {
  if (!nst_has_context_tags(word->kind) || next->kind != NST_WORD_LEXICON) return;
  if (word->kind == NST_WORD_NAME || word->kind == NST_WORD_UNKNOWN)
    tag_name(text, word, next);
  else
    tag_number(text, word, next);
}
