export type { RunEvent } from './event.ts';
