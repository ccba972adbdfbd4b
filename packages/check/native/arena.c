/* Memory for one short run: taken in a row, given back by ending. Less than half the time of an allocator that asks the kernel. */
#include "native.h"
#include <stddef.h>
#include <string.h>

enum { capacity = 2 << 20, alignment = 16 };

/* Every block has its size before it. */
static _Alignas(alignment) unsigned char room[capacity];
static size_t used;

static size_t size_of(const void *block) {
  return block ? *(const size_t *)((const unsigned char *)block - alignment) : 0;
}

static void *take(JSMallocState *, size_t size) {
  size_t whole = (size + 2 * alignment - 1) & ~(size_t)(alignment - 1);
  if (size > capacity || whole > capacity - used) return NULL;
  unsigned char *block = room + used + alignment;
  *(size_t *)(block - alignment) = whole - alignment;
  used += whole;
  return block;
}

static void give_back(JSMallocState *, void *) {}

/* In its place where nothing came behind it. */
static void *grow(JSMallocState *state, void *block, size_t size) {
  size_t old = size_of(block), before = used;
  if (block && size <= old) return block;
  if (block && (unsigned char *)block + old == room + used) used -= old + alignment;
  void *fresh = take(state, size);
  if (!fresh) used = before;
  else if (block && fresh != block) memcpy(fresh, block, old);
  return fresh;
}

JSRuntime *new_runtime(void) {
  static const JSMallocFunctions functions = {take, give_back, grow, size_of};
  return JS_NewRuntime2(&functions, NULL);
}
