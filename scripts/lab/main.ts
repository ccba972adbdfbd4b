import { parseArguments } from './cli/arguments.ts';
import { execute } from './cli/execute.ts';
import { exitCodes, LabError } from './lab-error.ts';

const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    interrupted.abort();
  });
}

try {
  process.exitCode = await execute(parseArguments(process.argv.slice(2)), {
    signal: interrupted.signal,
    log: (line) => process.stderr.write(`${line}\n`),
    print: (text) => process.stdout.write(text),
  });
} catch (error) {
  process.exitCode = error instanceof LabError ? exitCodes[error.code] : 1;
  const next = error instanceof LabError && error.next !== '' ? `\n  → ${error.next}` : '';
  process.stderr.write(`lab: ${error instanceof Error ? error.message : String(error)}${next}\n`);
}
