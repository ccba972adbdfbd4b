import { createInterface } from 'node:readline/promises';

/** Asks on the terminal; where nobody sits at one, the answer is yes. */
export async function askYes(question: string, signal: AbortSignal): Promise<boolean> {
  if (!process.stdin.isTTY) return true;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} [y/N] `, { signal })).trim());
  } catch {
    return false;
  } finally {
    terminal.close();
  }
}
