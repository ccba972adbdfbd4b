import { describeError, describeProblem, type ErrorDetail } from '@tamada/core/errors';
import type { ExitCode } from '../cli/context.ts';
import type { Paint } from './paint.ts';

/** An error as an operator reads it: what is wrong, and what to do next. */
export function errorText(detail: ErrorDetail, paint: Paint): string {
  if (detail.code === 'file_invalid') return detail.problems.map((problem) => describeProblem(detail.file, problem)).join('\n');
  const { message, next } = describeError(detail);
  return [`${paint.bad('error')}: ${message}`, ...(next === '' ? [] : [`next: ${next}`])].join('\n');
}

/** 2 for what the operator wrote, 3 for what was refused, 1 for the rest. */
export function exitCodeOf(detail: ErrorDetail): ExitCode {
  switch (detail.code) {
    case 'file_invalid':
    case 'file_missing':
    case 'usage':
    case 'secret_missing':
    case 'template_unknown_name':
    case 'render_failed':
      return 2;
    case 'unsafe':
    case 'locked':
    case 'data_directory_foreign':
    case 'fence_old':
    case 'fence_missing':
    case 'fence_wrong':
      return 3;
    default:
      return 1;
  }
}
