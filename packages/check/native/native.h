/* What QuickJS lacks, and what its own library does with waiting. */
#pragma once
#include <quickjs.h>

/* Of an answer and of a file. It also bounds the depth of JSON, which the engine reads by recursion. */
enum { most = 4096 };

/* Since boot, time asleep included. */
long long now_ms(void);

/* With memory of its own; NULL where that does not suffice. */
JSRuntime *new_runtime(void);

JSValue js_request(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv);
JSValue js_read_file(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv);
JSValue js_replace_file(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv);
