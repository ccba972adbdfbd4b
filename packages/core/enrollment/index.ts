export { enrollmentSchema } from './types.ts';
export type { Enrollment } from './types.ts';
