/* What QuickJS lacks: one request with one deadline over its whole length, and the time since boot. */
#define _GNU_SOURCE
#include "quickjs.h"
#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { most = 4096 };

static long long now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_BOOTTIME, &t);
  return t.tv_sec * 1000LL + t.tv_nsec / 1000000;
}

/* 1 ready, 0 at the deadline. */
static int wait_for(int fd, short events, long long deadline) {
  for (;;) {
    long long left = deadline - now_ms();
    if (left <= 0) return 0;
    struct pollfd p = {.fd = fd, .events = events};
    int ready = poll(&p, 1, (int)left);
    if (ready > 0) return 1;
    if (ready == 0 || errno != EINTR) return 0;
  }
}

/* 0, or the errno of a failed connect; ETIMEDOUT at the deadline. */
static int connect_by(int fd, const struct sockaddr_in *to, long long deadline) {
  if (connect(fd, (const struct sockaddr *)to, sizeof *to) == 0) return 0;
  if (errno != EINPROGRESS) return errno;
  if (!wait_for(fd, POLLOUT, deadline)) return ETIMEDOUT;
  int problem = 0;
  socklen_t length = sizeof problem;
  return getsockopt(fd, SOL_SOCKET, SO_ERROR, &problem, &length) == 0 ? problem : errno;
}

static int send_by(int fd, const char *text, size_t length, long long deadline) {
  for (size_t sent = 0; sent < length;) {
    if (!wait_for(fd, POLLOUT, deadline)) return ETIMEDOUT;
    ssize_t n = send(fd, text + sent, length - sent, MSG_NOSIGNAL);
    if (n > 0) sent += (size_t)n;
    else if (n < 0 && errno != EAGAIN && errno != EINTR) return errno;
  }
  return 0;
}

/* Reads until a newline, the end, the deadline or a full buffer. */
static const char *read_line_by(int fd, char *buffer, size_t *length, long long deadline) {
  for (*length = 0; *length < most;) {
    if (memchr(buffer, '\n', *length)) return "answered";
    if (!wait_for(fd, POLLIN, deadline)) return "timeout";
    ssize_t n = read(fd, buffer + *length, most - *length);
    if (n > 0) *length += (size_t)n;
    else if (n == 0) return "closed";
    else if (errno != EAGAIN && errno != EINTR) return errno == ECONNRESET ? "closed" : "failed";
  }
  return "answered";
}

static JSValue answer(JSContext *ctx, const char *how, const char *text, size_t length) {
  JSValue result = JS_NewObject(ctx);
  JS_SetPropertyStr(ctx, result, "how", JS_NewString(ctx, how));
  JS_SetPropertyStr(ctx, result, "text", JS_NewStringLen(ctx, text, length));
  return result;
}

static JSValue failure(JSContext *ctx, int problem) {
  const char *how = problem == ECONNREFUSED ? "refused" : problem == ETIMEDOUT ? "timeout" : problem == ECONNRESET || problem == EPIPE ? "closed" : "failed";
  const char *text = strerror(problem);
  return answer(ctx, how, text, strlen(text));
}

static JSValue js_request(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv) {
  int32_t port, timeout;
  size_t length;
  struct sockaddr_in to = {.sin_family = AF_INET};
  if (JS_ToInt32(ctx, &port, argv[1]) || JS_ToInt32(ctx, &timeout, argv[3])) return JS_EXCEPTION;
  const char *address = JS_ToCString(ctx, argv[0]);
  if (!address) return JS_EXCEPTION;
  int known = inet_pton(AF_INET, address, &to.sin_addr);
  JS_FreeCString(ctx, address);
  if (known != 1) return failure(ctx, EINVAL);
  to.sin_port = htons((uint16_t)port);
  const char *payload = JS_ToCStringLen(ctx, &length, argv[2]);
  if (!payload) return JS_EXCEPTION;

  long long deadline = now_ms() + timeout;
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  int problem = fd < 0 ? errno : connect_by(fd, &to, deadline);
  if (!problem) problem = send_by(fd, payload, length, deadline);
  JS_FreeCString(ctx, payload);
  char buffer[most];
  size_t got = 0;
  const char *how = problem ? NULL : read_line_by(fd, buffer, &got, deadline);
  if (fd >= 0) close(fd);
  return how ? answer(ctx, how, buffer, got) : failure(ctx, problem);
}

static JSValue js_since_boot_ms(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv) {
  return JS_NewInt64(ctx, now_ms());
}

static const JSCFunctionListEntry functions[] = {
    JS_CFUNC_DEF("request", 4, js_request),
    JS_CFUNC_DEF("sinceBootMs", 0, js_since_boot_ms),
};

static int init(JSContext *ctx, JSModuleDef *module) {
  return JS_SetModuleExportList(ctx, module, functions, sizeof functions / sizeof functions[0]);
}

JSModuleDef *js_init_module_native(JSContext *ctx, const char *name) {
  JSModuleDef *module = JS_NewCModule(ctx, name, init);
  if (module) JS_AddModuleExportList(ctx, module, functions, sizeof functions / sizeof functions[0]);
  return module;
}
