import type { RunEvent } from '@tamada/core/sequence';
import type { Paint } from './paint.ts';
import { progressLine, statusLine } from './progress.ts';

export interface Screen {
  readonly write: (text: string) => void;
  /** Width of the terminal; null where there is none. */
  readonly columns: number | null;
  readonly paint: Paint;
  /** Milliseconds. */
  readonly now: () => number;
}

const eraseLine = '\r\u001b[K';
const patienceMs = 5_000;

/**
 * Shows a run. On a terminal there is one status line at the bottom, always the newest; elsewhere (a log, a pipe) a status line comes only
 * when nothing else has been said for five seconds.
 */
export function runScreen({ write, columns, paint, now }: Screen): (event: RunEvent) => void {
  let lastSaidMs = now();
  let drawn = false;
  const say = (line: string): void => {
    write(`${drawn ? eraseLine : ''}${line}\n`);
    drawn = false;
    lastSaidMs = now();
  };
  return (event) => {
    if (event.kind === 'task_progress') {
      const line = statusLine(event);
      if (columns !== null) {
        write(`${eraseLine}${paint.faint(line.slice(0, columns - 1))}`);
        drawn = true;
      } else if (now() - lastSaidMs >= patienceMs) {
        say(paint.faint(line));
      }
      return;
    }
    const line = progressLine(event, paint);
    if (line !== null) say(line);
  };
}
