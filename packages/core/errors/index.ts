export { describeError, describeProblem } from './describe.ts';
export type { Description } from './describe.ts';
export type { ErrorCode, ErrorDetail, FileProblem } from './detail.ts';
export { errnoDetail } from './errno.ts';
export { errorDetail, TamadaError } from './tamada-error.ts';
