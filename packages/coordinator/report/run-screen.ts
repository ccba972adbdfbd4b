import type { RunEvent } from '@tamada/core/sequence';
import { describeError } from '@tamada/core/errors';
import type { Paint } from './paint.ts';
import { duration } from './quantity.ts';

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

/** What stays on the screen of a run: one line an event, or null where an event leaves none. */
function progressLine(event: RunEvent, paint: Paint): string | null {
  switch (event.kind) {
    case 'run_started':
      return paint.faint(`run ${event.run}: ${event.phases.join(' → ')}`);
    case 'phase_started':
      return paint.strong(event.phase);
    case 'task_started':
      return null;
    case 'task_progress':
      return null;
    case 'task_remark':
      return `  ${paint.warn('!')} ${event.line}`;
    case 'task_done':
      return `  ${event.changed ? paint.good('✓') : paint.faint('·')} ${subject(event)}${note(event.note)} ${paint.faint(duration(event.tookMs))}`;
    case 'task_failed': {
      const { message, next } = describeError(event.error);
      return [`  ${paint.bad('✗')} ${subject(event)}: ${message}`, ...(next === '' ? [] : [`    next: ${next}`])].join('\n');
    }
    case 'phase_done':
      return null;
    case 'run_done':
      return `${paint.good('done')} in ${duration(event.tookMs)}${event.changed ? '' : ', nothing was changed'}`;
    case 'run_failed':
      return `${paint.bad('stopped')} in phase ${event.phase} after ${duration(event.tookMs)}`;
  }
}

/** A status line, which the next one replaces. */
function statusLine(event: Extract<RunEvent, { kind: 'task_progress' }>): string {
  return `  … ${subject(event)}: ${event.line}`;
}

function subject({ task, node }: { readonly task: string; readonly node: string | null }): string {
  return node === null ? task : `${node}: ${task}`;
}

function note(text: string): string {
  return text === '' ? '' : `: ${text}`;
}
