/* One request over IPv4 with one deadline over its whole length: a limit for each step would let a server that drips keep us. */
#include "native.h"
#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* 1 ready, 0 at the deadline. */
static int wait_for(int fd, short events, long long deadline) {
  for (;;) {
    long long left = deadline - now_ms();
    if (left <= 0) return 0;
    struct pollfd p = {.fd = fd, .events = events};
    int ready = poll(&p, 1, (int)left);
    if (ready > 0) return 1;
    if (ready < 0 && errno != EINTR) return 0;
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
    if (!wait_for(fd, POLLIN, deadline)) return "timeout";
    ssize_t n = read(fd, buffer + *length, most - *length);
    if (n == 0) return "closed";
    if (n > 0 && memchr(buffer + *length, '\n', (size_t)n)) return *length += (size_t)n, "answered";
    if (n > 0) *length += (size_t)n;
    else if (errno != EAGAIN && errno != EINTR) return errno == ECONNRESET ? "closed" : "failed";
  }
  return "answered";
}

static const char *name_of(int problem) {
  switch (problem) {
  case ECONNREFUSED:
    return "refused";
  case ETIMEDOUT:
    return "timeout";
  case ECONNRESET:
  case EPIPE:
    return "closed";
  default:
    return "failed";
  }
}

static JSValue answer(JSContext *ctx, const char *how, const char *text, size_t length) {
  JSValue result = JS_NewObject(ctx);
  if (JS_IsException(result)) return result;
  JS_SetPropertyStr(ctx, result, "how", JS_NewString(ctx, how));
  JS_SetPropertyStr(ctx, result, "text", JS_NewStringLen(ctx, text, length));
  return result;
}

JSValue js_request(JSContext *ctx, JSValueConst, int, JSValueConst *argv) {
  int32_t port, timeout;
  size_t length;
  struct sockaddr_in to = {.sin_family = AF_INET};
  if (JS_ToInt32(ctx, &port, argv[1]) || JS_ToInt32(ctx, &timeout, argv[3])) return JS_EXCEPTION;
  const char *address = JS_ToCString(ctx, argv[0]);
  const char *payload = JS_ToCStringLen(ctx, &length, argv[2]);
  if (!address || !payload) return JS_EXCEPTION;

  long long deadline = now_ms() + timeout;
  to.sin_port = htons((uint16_t)port);
  int problem = inet_pton(AF_INET, address, &to.sin_addr) == 1 ? 0 : EINVAL;
  int fd = problem ? -1 : socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (!problem) problem = fd < 0 ? errno : connect_by(fd, &to, deadline);
  if (!problem) problem = send_by(fd, payload, length, deadline);
  char buffer[most];
  size_t got = 0;
  const char *how = problem ? name_of(problem) : read_line_by(fd, buffer, &got, deadline);
  if (strcmp(how, "failed") == 0 && !problem) problem = errno;
  if (fd >= 0) close(fd);
  JS_FreeCString(ctx, address);
  JS_FreeCString(ctx, payload);
  return problem ? answer(ctx, how, strerror(problem), strlen(strerror(problem))) : answer(ctx, how, buffer, got);
}
