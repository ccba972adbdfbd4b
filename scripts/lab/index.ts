export { type Datacenter, type Host, hosts, type Place, seats, type Segment } from './addresses.ts';
export type { LabErrorCode } from './lab-error.ts';
export type { Checkpoint } from './layers/checkpoints.ts';
export { type Lab, type LabView, openLab, type OpenOptions, viewLab } from './open.ts';
export type { ProgramResult } from '../program.ts';
export type { HostStatus, LabStatus } from './status.ts';
