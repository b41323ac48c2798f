/* content_nodes.c: what a start tag says of its element. */
#include "content_scan.h"
#include "hash.h"
#include "html_bytes.h"
#include "html_hidden.h"
#include "memory.h"

#include <string.h>

/* Attributes that name an element, in the order in which their values are
   looked at; of those from ITEMPROP on the first that is there. */
enum { CLASS, ID, ITEMPROP, ROLE, COMPONENT, TESTID, NAME_ATTRIBUTES };

static int name_attribute(nst_html_slice name) {
  static const char *const names[NAME_ATTRIBUTES] = {
      "class", "id", "itemprop", "role", "data-component", "data-testid"};
  int i = 0;
  while (i < NAME_ATTRIBUTES && !nst_html_is_name(name, names[i])) i++;
  return i;
}

bool nst_content_has_names(const nst_content_scan_state *scan) {
  for (size_t i = 0; i < scan->token.attribute_count; i++)
    if (scan->tokenizer.attributes[i].value.size &&
        name_attribute(scan->tokenizer.attributes[i].name) < NAME_ATTRIBUTES)
      return true;
  return false;
}

bool nst_content_is_edit_mark(const nst_content_scan_state *scan, nst_html_element element) {
  static const char name[] = "editsection"; /* and mw-editsection */
  const nst_html_slice *class = element == NST_TAG_SPAN ? nst_content_value(scan, "class") : NULL;
  return class && class->size >= sizeof name - 1 &&
         memcmp(class->bytes + class->size - (sizeof name - 1), name, sizeof name - 1) == 0;
}

/* Appends a value to names, behind a space; what does not fit is left out. */
static size_t append(char *names, size_t size, nst_html_slice value) {
  if (!value.size || size == NST_CONTENT_NAME_BYTES) return size;
  if (size) names[size++] = ' ';
  size_t room = NST_CONTENT_NAME_BYTES - size;
  size_t taken = value.size < room ? value.size : room;
  memcpy(names + size, value.bytes, taken);
  return size + taken;
}

/* Gathers the values of naming attributes; returns their bytes. */
static size_t read_names(const nst_content_scan_state *scan, char *names, nst_html_slice *first) {
  nst_html_slice values[NAME_ATTRIBUTES] = {{NULL, 0}};
  for (size_t i = scan->token.attribute_count; i-- > 0;) {
    const nst_html_attribute *one = &scan->tokenizer.attributes[i];
    int which = name_attribute(one->name);
    if (which < NAME_ATTRIBUTES) values[which] = one->value;
  }
  *first = values[CLASS];
  size_t size = append(names, 0, values[CLASS]);
  size = append(names, size, values[ID]);
  int more = ITEMPROP;
  while (more < NAME_ATTRIBUTES && !values[more].size) more++;
  return more < NAME_ATTRIBUTES ? append(names, size, values[more]) : size;
}

/* Equal for elements of one kind and first class. */
static uint32_t shape_of(nst_html_element element, nst_html_slice class) {
  size_t from = 0;
  while (from < class.size && nst_html_is_space(class.bytes[from])) from++;
  size_t end = from;
  while (end < class.size && !nst_html_is_space(class.bytes[end])) end++;
  return (uint32_t)(nst_hash_bytes(class.bytes ? class.bytes + from : "", end - from, element) >>
                    32);
}

uint32_t nst_content_open_node(nst_content_scan_state *scan, nst_html_element element,
                               uint32_t parent, bool is_block) {
  nst_content_page *page = scan->page;
  if (page->node_count == NST_CONTENT_MOST_NODES) {
    page->truncated = true;
    return parent;
  }
  void *nodes = page->nodes;
  scan->status = nst_array_reserve(&page->allocator, &nodes, &page->node_room, page->node_count + 1,
                                   sizeof *page->nodes);
  page->nodes = nodes;
  if (scan->status != NST_OK) return parent;
  nst_content_node *node = &page->nodes[page->node_count];
  memset(node, 0, sizeof *node);
  node->parent = parent;
  node->tag = (uint16_t)element;
  node->is_block = is_block;
  if (parent != NST_CONTENT_NONE) {
    char names[NST_CONTENT_NAME_BYTES];
    nst_html_slice class;
    size_t size = read_names(scan, names, &class);
    node->depth = (uint16_t)scan->tree.depth;
    node->hints = nst_content_find_hints(&scan->finder, names, size);
    node->shape = shape_of(element, class);
    node->hidden =
        scan->token.attribute_count && nst_html_is_hidden(&scan->tokenizer, &scan->token, element);
  }
  return (uint32_t)page->node_count++;
}
