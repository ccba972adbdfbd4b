export { timingBounds, timingProblems } from './bounds.ts';
export { timingOf } from './timing.ts';
export type { ServerChecks, Timing } from './timing.ts';
export { trafficWindows } from './traffic-windows.ts';
