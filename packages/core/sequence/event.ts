import type { ErrorDetail } from '@tamada/core/errors';

/** What happens while a sequence runs; logs, terminal, JSON and audit hang on these. Times in milliseconds. */
export type RunEvent =
  | { readonly kind: 'run_started'; readonly run: string; readonly sequence: string; readonly phases: readonly string[] }
  | { readonly kind: 'phase_started'; readonly phase: string; readonly tasks: number }
  | { readonly kind: 'task_started'; readonly phase: string; readonly task: string; readonly node: string | null }
  /** A status line of a task or a condition that is waited for. */
  | { readonly kind: 'task_progress'; readonly phase: string; readonly task: string; readonly node: string | null; readonly line: string }
  /** Something that the operator should read, also when all goes well. */
  | { readonly kind: 'task_remark'; readonly phase: string; readonly task: string; readonly node: string | null; readonly line: string }
  | {
      readonly kind: 'task_done';
      readonly phase: string;
      readonly task: string;
      readonly node: string | null;
      readonly changed: boolean;
      readonly note: string;
      readonly tookMs: number;
    }
  | {
      readonly kind: 'task_failed';
      readonly phase: string;
      readonly task: string;
      readonly node: string | null;
      readonly error: ErrorDetail;
    }
  | { readonly kind: 'phase_done'; readonly phase: string; readonly changed: boolean; readonly tookMs: number }
  | { readonly kind: 'run_done'; readonly run: string; readonly changed: boolean; readonly tookMs: number }
  | { readonly kind: 'run_failed'; readonly run: string; readonly phase: string; readonly tookMs: number };
