/* Small files: read without ever waiting, replaced as a whole. */
#include "native.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Bytes of a regular file of less than `most` bytes, or the negative errno. A pipe or a device in its place could make us wait. */
static ssize_t read_small(const char *path, char *buffer) {
  int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  if (fd < 0) return -errno;
  struct stat kind;
  ssize_t got = 0, n = fstat(fd, &kind) != 0 ? -1 : 1;
  if (n > 0 && !S_ISREG(kind.st_mode)) n = -1, errno = S_ISDIR(kind.st_mode) ? EISDIR : EINVAL;
  while (n > 0 && got < most) {
    n = read(fd, buffer + got, (size_t)(most - got));
    if (n > 0) got += n;
  }
  ssize_t result = n < 0 ? -errno : got == most ? -EFBIG : got;
  close(fd);
  return result;
}

JSValue js_read_file(JSContext *ctx, JSValueConst, int, JSValueConst *argv) {
  const char *path = JS_ToCString(ctx, argv[0]);
  if (!path) return JS_EXCEPTION;
  char buffer[most];
  ssize_t got = read_small(path, buffer);
  JS_FreeCString(ctx, path);
  JSValue result = JS_NewObject(ctx);
  if (JS_IsException(result)) return result;
  JS_SetPropertyStr(ctx, result, "text", got < 0 ? JS_NULL : JS_NewStringLen(ctx, buffer, (size_t)got));
  JS_SetPropertyStr(ctx, result, "problem", JS_NewString(ctx, got < 0 ? strerror((int)-got) : ""));
  return result;
}

static int create(const char *path) {
  return open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
}

/* 0 or an errno. Each process writes a file of its own, so that two at once mix nothing. */
static int replace(const char *path, const char *text, size_t length) {
  char fresh[PATH_MAX];
  if (snprintf(fresh, sizeof fresh, "%s.%d", path, (int)getpid()) >= (int)sizeof fresh) return ENAMETOOLONG;
  int fd = create(fresh);
  if (fd < 0 && errno == EEXIST && unlink(fresh) == 0) fd = create(fresh);
  if (fd < 0) return errno;
  errno = ENOSPC;
  int problem = write(fd, text, length) == (ssize_t)length ? 0 : errno;
  if (close(fd) != 0 && !problem) problem = errno;
  if (!problem && rename(fresh, path) != 0) problem = errno;
  if (problem) unlink(fresh);
  return problem;
}

JSValue js_replace_file(JSContext *ctx, JSValueConst, int, JSValueConst *argv) {
  size_t length;
  const char *path = JS_ToCString(ctx, argv[0]);
  const char *text = JS_ToCStringLen(ctx, &length, argv[1]);
  if (!path || !text) return JS_EXCEPTION;
  int problem = replace(path, text, length);
  JS_FreeCString(ctx, path);
  JS_FreeCString(ctx, text);
  return JS_NewString(ctx, problem ? strerror(problem) : "");
}
