export { timingBounds, timingProblems } from './bounds.ts';
export { askedOfPatroni } from './patroni-load.ts';
export { patroniBudget, timingOf } from './timing.ts';
export type { FailoverProfile, ServerChecks, Timing } from './timing.ts';
export { trafficWindows } from './traffic-windows.ts';
