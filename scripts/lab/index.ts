export { type Datacenter, type Host, hosts, type Place, seats, type Segment } from './addresses.ts';
export type { LabErrorCode } from './lab-error.ts';
export type { Checkpoint } from './layers/stack.ts';
export { type Lab, type LabView, openLab, type OpenOptions, viewLab } from './open.ts';
export type { RunResult } from './process/run.ts';
export type { HostStatus, LabStatus } from './status.ts';
