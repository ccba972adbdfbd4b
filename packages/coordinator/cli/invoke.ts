import { resolve } from 'node:path';
import { errorDetail } from '@tamada/core/errors';
import { errorText, exitCodeOf } from '../report/error-text.ts';
import { makePaint } from '../report/paint.ts';
import { runScreen } from '../report/run-screen.ts';
import type { OperationContext } from './context.ts';
import type { Invoke } from './frame.ts';

/** The outside world of one call of the program. */
export interface Terminal {
  readonly stdout: { write(text: string): unknown; readonly isTTY?: boolean };
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number };
  readonly noColour: boolean;
  readonly signal: AbortSignal;
  readonly now: () => number;
  readonly exit: (code: number) => void;
}

export interface GlobalOptions {
  readonly workspace: string;
  readonly json: boolean;
}

/** Makes the one function that every command hands its operation to. */
export function makeInvoke(terminal: Terminal, options: () => GlobalOptions): Invoke {
  return async (operation) => {
    const { workspace, json } = options();
    const context = makeContext(terminal, resolve(workspace), json);
    try {
      const answer = await operation(context);
      const text = json ? (JSON.stringify(answer.data, null, 2) as string | undefined) : answer.text;
      if (text !== undefined && text !== '') terminal.stdout.write(`${text}\n`);
      terminal.exit(answer.exitCode);
    } catch (error) {
      const detail = errorDetail(error);
      if (json) terminal.stdout.write(`${JSON.stringify({ error: detail }, null, 2)}\n`);
      else terminal.stderr.write(`${errorText(detail, makePaint(colours(terminal, terminal.stderr)))}\n`);
      terminal.exit(exitCodeOf(detail));
    }
  };
}

function makeContext(terminal: Terminal, workspace: string, json: boolean): OperationContext {
  const progressPaint = makePaint(colours(terminal, terminal.stderr));
  const say = (line: string): void => void terminal.stderr.write(`${line}\n`);
  const screen = runScreen({
    write: (text) => void terminal.stderr.write(text),
    columns: terminal.stderr.isTTY === true ? (terminal.stderr.columns ?? 80) : null,
    paint: progressPaint,
    now: terminal.now,
  });
  return {
    workspace,
    json,
    say,
    print: (text) => void terminal.stdout.write(`${text}\n`),
    emit: json ? (event) => say(JSON.stringify(event)) : screen,
    paint: makePaint(!json && colours(terminal, terminal.stdout)),
    signal: terminal.signal,
    now: terminal.now,
  };
}

function colours(terminal: Terminal, stream: Terminal['stdout']): boolean {
  return stream.isTTY === true && !terminal.noColour;
}
