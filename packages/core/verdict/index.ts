export { nodeStatusSchema } from './node-status.ts';
export type { NodeStatus } from './node-status.ts';
