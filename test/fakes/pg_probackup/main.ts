import { run } from './run.ts';

const stop = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop.abort());
void run(process.argv.slice(2), process.argv[1] ?? 'pg_probackup', stop.signal).then((code) => {
  if (process.argv[2] === 'agent' && code === 0) process.exitCode = 0;
  else process.exit(code);
});
