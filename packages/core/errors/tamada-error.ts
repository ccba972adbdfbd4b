import { describeError } from './describe.ts';
import type { ErrorCode, ErrorDetail } from './detail.ts';
import { errnoDetail } from './errno.ts';

/** By lookup, so that an error of one code is an error of any code to the compiler. */
type DetailOf<C extends ErrorCode> = { readonly [K in ErrorCode]: Extract<ErrorDetail, { code: K }> }[C];

/** The one error class: a code with typed metadata; the message is made from them and never matched on. */
export class TamadaError<C extends ErrorCode = ErrorCode> extends Error {
  override readonly name = 'TamadaError';
  readonly detail: DetailOf<C>;

  constructor(detail: DetailOf<C>, options?: ErrorOptions) {
    super(describeError(detail).message, options);
    this.detail = detail;
  }
}

/** An error of ours as its detail, one of the file system by its table, anything else as `internal`. */
export function errorDetail(error: unknown): ErrorDetail {
  if (error instanceof TamadaError) return (error as TamadaError).detail;
  return errnoDetail(error) ?? { code: 'internal', problem: error instanceof Error ? error.message : String(error) };
}
