export { gatherPreflight } from './gather.ts';
export type { GatherTools } from './tools.ts';
