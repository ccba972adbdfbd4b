export { timingBounds, timingProblems } from './bounds.ts';
export { timingOf } from './timing.ts';
export type { Timing } from './timing.ts';
