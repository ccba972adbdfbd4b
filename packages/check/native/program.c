/* Starts the compiled TypeScript. However that ends, the exit code is 0 only if it asks for that itself. */
#include "native.h"
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

/* Written by qjsc. */
extern const uint8_t check_bytecode[];
extern const uint32_t check_bytecode_size;

static int words_count;
static char **words_given;

long long now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_BOOTTIME, &t);
  return t.tv_sec * 1000LL + t.tv_nsec / 1000000;
}

static void complain(const char *text) {
  struct pollfd p = {.fd = STDERR_FILENO, .events = POLLOUT};
  if (poll(&p, 1, 0) == 1 && write(STDERR_FILENO, text, strlen(text)) < 0) return;
}

/* A process that a signal ends has no exit code, and keepalived keeps what it believed before. */
static void end_as_no(int number) {
  complain(number == SIGALRM ? "tamada-check: was not done in time\n" : "tamada-check: broke\n");
  _exit(1);
}

static void catch_signals(void) {
  static char stack[16384];
  sigaltstack(&(stack_t){.ss_sp = stack, .ss_size = sizeof stack}, NULL);
  struct sigaction no = {.sa_handler = end_as_no, .sa_flags = SA_ONSTACK};
  const int ends[] = {SIGALRM, SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGXCPU};
  for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) sigaction(ends[i], &no, NULL);
  signal(SIGPIPE, SIG_IGN);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
}

static JSValue js_words(JSContext *ctx, JSValueConst, int, JSValueConst *) {
  JSValue result = JS_NewArray(ctx);
  for (int i = 1; i < words_count; i++) JS_SetPropertyUint32(ctx, result, (uint32_t)(i - 1), JS_NewString(ctx, words_given[i]));
  return result;
}

static JSValue js_say(JSContext *ctx, JSValueConst, int, JSValueConst *argv) {
  int32_t fd;
  size_t length;
  if (JS_ToInt32(ctx, &fd, argv[0])) return JS_EXCEPTION;
  const char *text = JS_ToCStringLen(ctx, &length, argv[1]);
  if (!text) return JS_EXCEPTION;
  for (ssize_t n; length > 0 && (n = write(fd, text, length)) > 0; text += n) length -= (size_t)n;
  return JS_UNDEFINED;
}

static JSValue js_end_within(JSContext *ctx, JSValueConst, int, JSValueConst *argv) {
  int32_t ms;
  if (JS_ToInt32(ctx, &ms, argv[0])) return JS_EXCEPTION;
  struct itimerval once = {.it_value = {.tv_sec = ms / 1000, .tv_usec = ms % 1000 * 1000}};
  setitimer(ITIMER_REAL, &once, NULL);
  return JS_UNDEFINED;
}

static JSValue js_since_boot_ms(JSContext *ctx, JSValueConst, int, JSValueConst *) {
  return JS_NewInt64(ctx, now_ms());
}

static JSValue js_end(JSContext *ctx, JSValueConst, int, JSValueConst *argv) {
  _exit(JS_IsBool(argv[0]) && JS_ToBool(ctx, argv[0]) == 1 ? 0 : 1);
}

static const JSCFunctionListEntry functions[] = {
    JS_CFUNC_DEF("words", 0, js_words),
    JS_CFUNC_DEF("say", 2, js_say),
    JS_CFUNC_DEF("endWithin", 1, js_end_within),
    JS_CFUNC_DEF("end", 1, js_end),
    JS_CFUNC_DEF("sinceBootMs", 0, js_since_boot_ms),
    JS_CFUNC_DEF("request", 4, js_request),
    JS_CFUNC_DEF("readFile", 1, js_read_file),
    JS_CFUNC_DEF("replaceFile", 2, js_replace_file),
};
enum { functions_count = sizeof functions / sizeof functions[0] };

static int fill(JSContext *ctx, JSModuleDef *module) {
  return JS_SetModuleExportList(ctx, module, functions, functions_count);
}

/* Runs the program, which ends the process. Coming back means that it could not. */
static void run(JSContext *ctx) {
  JS_AddIntrinsicBaseObjects(ctx);
  JS_AddIntrinsicRegExp(ctx);
  JS_AddIntrinsicJSON(ctx);
  JSModuleDef *native = JS_NewCModule(ctx, "native", fill);
  if (!native || JS_AddModuleExportList(ctx, native, functions, functions_count) != 0) return;
  JSValue program = JS_ReadObject(ctx, check_bytecode, check_bytecode_size, JS_READ_OBJ_BYTECODE);
  if (!JS_IsException(program) && JS_ResolveModule(ctx, program) == 0) JS_EvalFunction(ctx, program);
}

int main(int argc, char **argv) {
  words_count = argc;
  words_given = argv;
  catch_signals();
  JSRuntime *runtime = new_runtime();
  JSContext *ctx = runtime ? JS_NewContextRaw(runtime) : NULL;
  if (ctx) run(ctx);
  complain("tamada-check: cannot run\n");
  return 1;
}
