import { requireTls13 } from '@tamada/wire';
import { onShutdown, outliveReaders } from '@tamada/runtime';
import { runProgram } from './cli/program.ts';

requireTls13();
// `status --watch` ends with its reader, as with Ctrl-C; everything else prints its result once, at its end.
const unread = new AbortController();
outliveReaders(() => {
  unread.abort();
});
await runProgram(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  noColour: (process.env.NO_COLOR ?? '') !== '',
  signal: AbortSignal.any([onShutdown().signal, unread.signal]),
  now: Date.now,
  exit: (code) => (process.exitCode = code),
});
// A connection that a dead host never answers would keep the process for as long as TCP tries.
process.stdout.write('', () => process.exit());
