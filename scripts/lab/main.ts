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
  const print = (text: string): void => void process.stdout.write(text);
  const command = parseArguments(process.argv.slice(2), print);
  const log = (line: string): void => void process.stderr.write(`${line}\n`);
  process.exitCode = command === null ? 0 : await execute(command, { signal: interrupted.signal, log, print });
} catch (error) {
  process.exitCode = error instanceof LabError ? exitCodes[error.code] : 1;
  const next = error instanceof LabError && error.next !== '' ? `\n  → ${error.next}` : '';
  process.stderr.write(`lab: ${error instanceof Error ? error.message : String(error)}${next}\n`);
}
