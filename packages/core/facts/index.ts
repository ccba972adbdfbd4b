export { factsSchema, platforms, programs } from './types.ts';
export type { Facts, Platform, Program } from './types.ts';
